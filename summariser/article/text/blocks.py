"""Splits a text into blocks: paragraphs, headlines, list items, table rows, lines of page furniture.

A block is a line, or, in a text wrapped at a fixed width, the lines of a paragraph. Offsets are half-open and
point into the untouched text; what the rules look at is `plain`, the block with typographic variants levelled
and invisible characters removed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# All that Unicode counts as the end of a line, and the separators that str.splitlines knows.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BULLET = re.compile(r"(?:[•‣◦▪●■►▶·*–—-]|\d{1,3}[.)]|\(?[a-z]\))\s")
# Columns set apart by tabs, bars or wide gaps, as text renderings of tables have them.
_COLUMNS = re.compile(r"\S(?:\t+| {3,}| ?\| ?)(?=\S)")
_TERMINAL = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
# What Markdown writes around a line: "## Heading ##", "**Bold line**", "_By Ann Lee_".
_HEADING = re.compile(r"#{1,6}[ \t]+(?=[^\s#])")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])[^*_]*[^\s*_](?P<end>\1)$")
_MARKS = ("#", "*", "_")
# Chinese characters, kana and Thai letters.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_STOP_WITHIN = re.compile(r"[.!?]\s|[。！？]")

_VARIANTS = {ord(c): "'" for c in "‘’ʼ`´"} | {ord(c): '"' for c in "“”„«»"}
_VARIANTS |= {ord(c): " " for c in "\t\xa0\u2002\u2003\u2007\u2009\u202f\u3000"}
_VARIANTS |= {ord(c): "-" for c in "‐‑"}
_INVISIBLE = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010)]
_INVISIBLE += [*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
_LEVEL = _VARIANTS | dict.fromkeys(_INVISIBLE)

BLANK = "".join(map(chr, _INVISIBLE)) + " \t\n\r\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
BLANK += "".join(map(chr, range(0x2000, 0x200B)))

# Rules on form look at this much of a block; no headline, caption or form label is longer. By judgement, on the pages
# of tests/article; so is the next.
_SHORT = 400
# Eight words, a stop among them, in a script of which two characters count for one.
_SHORTEST_PROSE = 10


@dataclass(frozen=True)
class Block:
    """A paragraph or line: `raw == text[start:end]`, without white space or invisible characters at its ends."""

    start: int
    end: int
    raw: str

    @cached_property
    def plain(self) -> str:
        """At most the first 400 characters, with straight quotes, single spaces, and nothing invisible."""
        opening = self.raw[:_SHORT]
        # Translation is slow, and nothing in most blocks needs it.
        if opening.isascii() and opening.isprintable() and "`" not in opening:
            return " ".join(opening.split())
        return " ".join(opening.translate(_LEVEL).split())

    @cached_property
    def words(self) -> int:
        """How many words `plain` has; scripts without spaces count two characters to the word."""
        spaced = len(self.plain.split())
        return spaced if self.plain.isascii() else spaced + len(_UNSPACED.findall(self.plain)) // 2

    @property
    def is_row(self) -> bool:
        """A row of a table."""
        raw = self.raw
        return ("\t" in raw or "|" in raw or "   " in raw) and bool(_COLUMNS.search(raw, 0, _SHORT))

    @property
    def is_listed(self) -> bool:
        """A list item or a row of a table."""
        return bool(BULLET.match(self.raw)) or self.is_row

    @property
    def is_long(self) -> bool:
        return len(self.raw) > _SHORT

    @property
    def ends_like_a_sentence(self) -> bool:
        """Ends in a full stop or the like, closing quotes and brackets aside."""
        return bool(_TERMINAL.search(self.raw[-8:].rstrip()))

    @property
    def _runs_on(self) -> bool:
        """Most words are in lower case, as in speech set down without stops, and unlike the labels of a menu."""
        return sum(word[0].islower() for word in self.plain.split()) * 2 > self.words

    @cached_property
    def is_prose(self) -> bool:
        """Reads as running text rather than as a headline, label or list."""
        if self.is_long and _STOP_WITHIN.search(self.raw, 0, 4 * _SHORT):
            return True
        if len(self.raw) < _SHORTEST_PROSE:
            return False
        prose = self.words >= 8 and self.ends_like_a_sentence or self.words >= 25 and self._runs_on
        return prose and not self.is_listed


def split_blocks(text: str, *, wrapped: bool | None = None) -> list[Block]:
    """The blocks of `text` in order; blank lines belong to none.

    `wrapped` says whether it is wrapped at a fixed width, as mail is; by default that is told from the text.
    """
    lines = list(_lines(text))
    width = _wrap_width(text, lines, is_known=bool(wrapped)) if wrapped is not False else 0
    if not width:
        return lines
    blocks: list[Block] = []
    start = lines[0].start
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if not (following and _continues(text, line, following, width)):
            blocks.append(Block(start, line.end, text[start : line.end]))
            start = following.start if following else line.end
    return blocks


def _lines(text: str) -> Iterator[Block]:
    for found in _LINE.finditer(text):
        line, start = found[0], found.start()
        words = line.strip(BLANK)
        if len(words) < len(line):
            start += len(line) - len(line.lstrip(BLANK))
        if words[:1] in _MARKS:
            inner = _span_within_marks(words)
            words, start = words[slice(*inner)], start + inner[0]
        if words:
            yield Block(start, start + len(words), words)


def _span_within_marks(line: str) -> tuple[int, int]:
    """Where the words of a line stand that is a heading, or emphasised as a whole, in Markdown; else all of it."""
    start, end = 0, len(line)
    if heading := _HEADING.match(line):
        closed = line.rstrip("#").rstrip()
        start, end = heading.end(), len(closed) if line[len(closed) : len(closed) + 1] in (" ", "\t") else end
    if emphasis := _EMPHASIS.match(line, start, end):
        start, end = start + len(emphasis[1]), emphasis.start("end")
    return start, end


def _wrap_width(text: str, lines: list[Block], *, is_known: bool) -> int:
    """The width that `text` is wrapped at, 0 when its lines are paragraphs; `is_known` says that it is wrapped."""
    width = max((line.end - line.start for line in lines), default=0)
    if is_known:
        full = [line for line in lines if line.end - line.start >= width - width // 8]
        # One long line that ends a sentence may be a paragraph.
        return width if 60 <= width <= 120 and (len(full) > 1 or not full[0].ends_like_a_sentence) else 0
    if not 40 <= width <= 120:
        return 0
    adjacent = [(a, b) for a, b in pairwise(lines) if _is_adjacent(text, a, b) and not b.is_listed]
    broken = sum(_continues(text, a, b, width) and not a.ends_like_a_sentence for a, b in adjacent)
    return width if broken >= 3 and broken * 2 > len(adjacent) else 0


def _is_adjacent(text: str, line: Block, following: Block) -> bool:
    return text.count("\n", line.end, following.start) <= 1 >= text.count("\r", line.end, following.start)


def _continues(text: str, line: Block, following: Block, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`: its first word did not fit any more."""
    first_word = following.raw.split(None, 1)[0]
    return (
        len(line.raw) + 1 + len(first_word) > width - width // 8
        and _is_adjacent(text, line, following)
        and not line.is_row
        and (line.is_listed or not following.is_listed)
    )
