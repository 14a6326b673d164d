"""What a sentence sets apart from its other words: by quotation marks, by italics or bold, by capitals.

The emphasis of a web page is lost with its markup; that of Markdown, and of tags left in a text, is read.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summariser.candidates.reports.works import Token


class Marking(StrEnum):
    """How a piece of text is set apart from what is around it.

    >>> article = Article.from_text('The port office said in its report, "Idle Cranes", that ships wait.')
    >>> titles_of(article)[0].marking
    <Marking.QUOTED: 'quoted'>
    """

    QUOTED = "quoted"
    ITALIC = "italic"
    BOLD = "bold"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence without its marks: offsets into the text, and the tokens from `first` to before `after`."""

    start: int
    end: int
    marking: Marking
    first: int
    after: int


Span = tuple[int, int, Marking]

_QUOTED = re.compile(
    r"""(?<!\w)"(?=[\w'’(])([^"“”\n]{2,120})(?<=\S)"(?!\w) | “([^"“”\n]{2,120})”
    | (?<!\w)‘(?=[\w(])((?:[^‘’\n]|’(?=\w)){2,120})’(?!\w) | (?<!\w)'(?=[\w(])((?:[^'\n]|'(?=\w)){2,120})'(?!\w)""",
    re.VERBOSE,
)
_EMPHASISED = re.compile(
    r"""(?<![*\w])(?P<star>\*{1,2})(?=[^\s*])(?P<in_stars>[^*\n]{2,120})(?<=\S)(?P=star)(?![*\w])
    | (?<![_\w])(?P<line>_{1,2})(?=[^\s_])(?P<in_lines>[^_\n]{2,120})(?<=\S)(?P=line)(?![_\w])
    | <(?P<tag>em|i|cite|b|strong)\b[^<>]{0,200}>(?P<in_tags>[^<>\n]{2,120})</(?P=tag)\s?>""",
    re.VERBOSE | re.IGNORECASE,
)
_BOLD = ("**", "__", "b", "strong")
_AROUND = " \"“”‘'"
# "Q3 2026", "2025/26", "No. 14/2026": what a title has behind its words.
_TAIL = re.compile(
    r"(?:(?:,?\s(?:Q[1-4]|H[12]))?,?\s(?:19|20)\d\d(?:[-/–](?:\d\d)?\d\d)?|,?\s[Nn]o\.?\s?\d{1,4}(?:/\d{2,4})?)(?![\w,.]\d)"
)
LINKS = frozenset("of the in and for on a an to with from at & by or into no not as our its is".split())
# By judgement, on the titles of evals.
_MOST_LINKS, _MOST_WORDS = 2, 14


def marked(text: str) -> list[Span]:
    """What stands in quotation marks or emphasis anywhere in a text, in order, without marks and stops at its ends."""
    found = []
    for match in (*_QUOTED.finditer(text), *_EMPHASISED.finditer(text)):
        group, marking = match.lastindex or 0, Marking.QUOTED
        if match.re is _EMPHASISED:
            mark = match["star"] or match["line"] or match["tag"]
            group = next(n for n in (2, 4, 6) if match[n])
            marking = Marking.BOLD if mark.lower() in _BOLD else Marking.ITALIC
        said = match[group].rstrip(" ,.;:" + _AROUND)
        start = match.start(group) + len(said) - len(said.lstrip(_AROUND))
        if said.lstrip(_AROUND):
            found.append((start, match.start(group) + len(said), marking))
    return sorted(found)


def pieces(text: str, tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a sentence: those of the marked spans that stand in it, then its runs of capitals outside them."""
    places = [token.start for token in tokens]
    taken: set[int] = set()
    done = 0
    for start, end, marking in spans:
        first, after = bisect_left(places, start), bisect_left(places, end)
        if start >= done and 0 < after - first <= _MOST_WORDS and end <= tokens[-1].end:
            done = end
            taken.update(range(first, after))
            yield Piece(start, end, marking, first, after)
    yield from _runs(text, tokens, taken)


def _runs(text: str, tokens: Sequence[Token], taken: set[int]) -> Iterator[Piece]:
    """The runs of words with a capital, with small words between and a year behind them; an owner ends one."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_name or at in taken:
            at += 1
            continue
        after = at + 1
        while not tokens[after - 1].owns:
            gap = after
            while gap < len(tokens) and tokens[gap].low in LINKS and gap - after < _MOST_LINKS:
                gap += 1
            if gap >= len(tokens) or gap in taken or not tokens[gap].is_name:
                break
            after = gap + 1
        tail = _TAIL.match(text, tokens[after - 1].end, tokens[-1].end)
        end = tail.end() if tail else tokens[after - 1].end
        while after < len(tokens) and tokens[after].start < end:
            after += 1
        yield Piece(tokens[at].start, end, Marking.CAPITALS, at, after)
        at = after
