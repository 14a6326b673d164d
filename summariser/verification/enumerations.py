"""Things that the source lists one by one, which a summary may count: "Japan, South Korea and the United States"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summariser.verification.context import content_words
from summariser.verification.index import SourceIndex

_SEPARATOR = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_NAME = r"(?:the\s+)?[A-Z][\w.'’-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.'’-]*){0,4}"
_IS_NAME = re.compile(rf"{_NAME}$")
_STARTS_WITH_NAME = re.compile(r"(?:the\s+)?[A-Z]")
_ENDS_WITH_NAME = re.compile(r"[A-Z][\w.'’-]*$")
_NUMBERED_LINE = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+(\S.*)$", re.MULTILINE)
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in the source: how many items, the content words of its sentence and of the items, its half-open span."""

    count: int
    words: frozenset[str]
    names: frozenset[str]
    span: tuple[int, int]
    quoted: str


def enumerations(source: SourceIndex) -> Iterator[Enumeration]:
    """The lists of names in sentences, then the numbered lists of lines, in order."""
    for sentence in source.article.sentences:
        words: frozenset[str] | None = None
        for count, start, end in _named(source.text, sentence.start, sentence.end):
            words = words if words is not None else content_words(source.text, sentence.start, sentence.end)
            names = content_words(source.text, start, end)
            yield Enumeration(count, words, names, (start, end), _quoted(source.text, start, end))
    yield from _numbered(source.text)


def _named(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Runs of names joined by commas and "and": how many, and from where to where."""
    edges = [start]
    for separator in _SEPARATOR.finditer(text, start, end):
        edges += [separator.start(), separator.end()]
    edges.append(end)
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    first = 0
    for place in range(1, len(pieces)):
        if place < len(pieces) - 1 and _IS_NAME.match(text[slice(*pieces[place])]):
            continue
        count = place - first + 1
        opens = _ENDS_WITH_NAME.search(text[slice(*pieces[first])])
        if count >= 2 and opens and _STARTS_WITH_NAME.match(text, pieces[place][0]):
            yield count, pieces[first][0] + opens.start(), pieces[place][1]
        first = place


def _numbered(text: str) -> Iterator[Enumeration]:
    """Runs of lines numbered 1, 2, 3 …"""
    run: list[re.Match[str]] = []
    lines = list(_NUMBERED_LINE.finditer(text))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if int(line[1]) == len(run) + 1:
            run.append(line)
        elif int(line[1]) == 1:
            run = [line]
        ends = following is None or int(following[1]) != len(run) + 1
        if ends and len(run) >= 2:
            start, end = run[0].start(), run[-1].end()
            yield Enumeration(
                len(run),
                content_words(text, start, end),
                frozenset(),
                (start, end),
                _quoted(text, start, end),
            )


def _quoted(text: str, start: int, end: int) -> str:
    return f'"{" ".join(text[start:end].split())[:_LONGEST_QUOTE]}"'
