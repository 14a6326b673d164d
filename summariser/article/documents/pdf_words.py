"""The words of a PDF's pages and where they stand, as pdfium finds them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from typing import Any

# How a hyphen is written here that divides a word at the end of a line.
HYPHEN = "\xad"
_HYPHENS = frozenset("\x02\ufffe\xad")
_SPACES = frozenset(" \t\r\n\xa0\u1680\u202f\u205f\u3000\ufeff\0") | {chr(c) for c in range(0x2000, 0x200C)}
_LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
# What may be a superscript, in a size of so much of the letters around and so much of it higher.
_MARKS = frozenset("0123456789*†‡§¶,+-−–abcdefgo")
# By judgement, on the PDF files of tests/data/documents; so are those below.
_SMALLER, _HIGHER = 0.85, 0.15
_LOW = 0.5
# In parts of the size, no gap between words is narrower.
_CLOSE = 0.12
_BOLD, _BOLDNESS = (b"bold", b"black", b"heavy", b"-bd"), 700
_LONGEST_NAME = 128  # bytes of a font's name


@dataclass(frozen=True, slots=True)
class Word:
    """A word in one place: x to the right and y downwards, in points from the top left corner of the page.

    `base` is the line that it stands on, `size` and `weight` are those of its font (0 to 1000, -1 if not known).
    `is_raised` says that it is a superscript, and `is_joined` that no space stands before it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    weight: int = -1
    is_raised: bool = False
    is_joined: bool = False


@dataclass(frozen=True)
class PageWords:
    """The words of a page in the order of the file; `aside` are those that run another way, as a stamp in the margin does."""

    width: float
    height: float
    words: list[Word]
    aside: list[Word]


def words_of(page: Any) -> PageWords:
    """The words of a page of pypdfium2, which is closed."""
    text = None
    try:
        text = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        words = _joined(_Reader(text.raw).words())
    finally:
        if text:
            text.close()
        page.close()
    turns = Counter(turn for _, turn in words)
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = right - left, top - bottom
    if turn % 2:
        width, height = height, width

    def placed(word: Word) -> Word:
        x0, x1, base = word.x0, word.x1, word.base
        # Of a turned page, x is already along the line.
        x, y = ((left, top), (bottom, -left), (-right, -bottom), (-top, right))[turn]
        return replace(word, x0=x0 - x, x1=x1 - x, base=y - base)

    return PageWords(
        width, height, [placed(w) for w, at in words if at == turn], [w for w, at in words if at != turn]
    )


def _joined(words: Iterable[tuple[Word, int]]) -> list[tuple[Word, int]]:
    """The words, those with no space between them as one, or as joined where one is a superscript or ends a line."""
    found: list[tuple[Word, int]] = []
    for word, turn in words:
        before, along = found[-1] if found else (word, -1)
        beside = turn == along and abs(word.x0 - before.x1) < _CLOSE * word.size
        is_joined = word.is_joined and (beside or before.text.endswith(HYPHEN))
        level = abs(word.base - before.base) < _CLOSE * word.size and not (word.is_raised or before.is_raised)
        if is_joined and beside and level:
            found[-1] = replace(before, text=before.text + word.text, x1=word.x1), turn
        else:
            found.append((replace(word, is_joined=is_joined), turn))
    return found


class _Reader:
    """Reads the characters of a page, with as few calls as may be: each takes longer than all that is done here."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._text = pdfium, text
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = c_double(), c_double()
        self._sides = c_double(), c_double(), c_double(), c_double()
        self._name, self._flags = create_string_buffer(_LONGEST_NAME), c_int()

    def words(self) -> Iterator[tuple[Word, int]]:
        """Each word, in coordinates along its own line, and the quarters by which that is turned."""
        read = self._pdfium.FPDFText_GetUnicode
        start, letters, is_joined = 0, "", False
        for at in range(self._pdfium.FPDFText_CountChars(self._text)):
            letter = chr(read(self._text, at) or 0x20)
            if letter in _SPACES:
                if letters:
                    yield from self._cut(letters, start, is_joined)
                    letters, is_joined = "", True
                # Spaces that pdfium puts in are its guess; `_joined` looks at the gap.
                is_joined = is_joined and self._pdfium.FPDFText_IsGenerated(self._text, at) == 1
            else:
                if not letters:
                    start = at
                letters += letter
                if letter in _HYPHENS:
                    yield from self._cut(letters, start, is_joined)
                    letters, is_joined = "", True
        if letters:
            yield from self._cut(letters, start, is_joined)

    def _cut(self, letters: str, start: int, is_joined: bool) -> Iterator[tuple[Word, int]]:
        """The word, its superscripts by themselves."""
        if (
            _MARKS.isdisjoint(letters)
            or letters.isalpha()
            and not self._changes(start, start + len(letters) - 1)
        ):
            yield self._word(letters, start, is_joined=is_joined)
            return
        sizes = [self._level(start + n) for n in range(len(letters))]
        base, size = max(sizes, key=lambda one: one[1])
        raised = [
            letter in _MARKS
            and (
                one < size * _SMALLER
                and high > base + _HIGHER * size
                or letter.isdigit()
                and self._is_small(start + n, high, one)
            )
            for n, (letter, (high, one)) in enumerate(zip(letters, sizes, strict=True))
        ]
        at = 0
        while at < len(letters):
            end = next((n for n in range(at, len(letters)) if raised[n] != raised[at]), len(letters))
            word, turn = self._word(letters[at:end], start + at, is_joined=is_joined or at > 0)
            yield replace(word, is_raised=raised[at]), turn
            at = end

    def _is_small(self, at: int, base: float, size: float) -> bool:
        """Whether a figure is drawn as a superscript, though it is set like the others: fonts have such."""
        left, right, bottom, top = self._sides
        self._pdfium.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return bottom.value > base + _HIGHER * size and top.value - bottom.value < _LOW * size

    def _changes(self, one: int, other: int) -> bool:
        return self._level(one) != self._level(other)

    def _level(self, at: int) -> tuple[float, float]:
        """How high a character stands, and its size."""
        pdfium = self._pdfium
        pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        return round(self._y.value, 1), round(pdfium.FPDFText_GetFontSize(self._text, at), 1)

    def _word(self, letters: str, start: int, is_joined: bool) -> tuple[Word, int]:
        pdfium, text, box, matrix = self._pdfium, self._text, self._box, self._matrix
        pdfium.FPDFText_GetLooseCharBox(text, start, box)
        first = (box.left, box.right, box.bottom, box.top)
        pdfium.FPDFText_GetLooseCharBox(text, start + len(letters) - 1, box)
        pdfium.FPDFText_GetCharOrigin(text, start, self._x, self._y)
        x, y = self._x.value, self._y.value
        turn = 0
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(text, start, matrix):
            scale = (matrix.c**2 + matrix.d**2) ** 0.5
            turn = _turn(matrix.a, matrix.b)
        size = pdfium.FPDFText_GetFontSize(text, start) * scale
        x0, x1, base = (
            (min(first[0], box.left), max(first[1], box.right), y),
            (min(first[2], box.bottom), max(first[3], box.top), -x),
            (-max(first[1], box.right), -min(first[0], box.left), -y),
            (-max(first[3], box.top), -min(first[2], box.bottom), x),
        )[turn]
        return Word(_plain(letters), x0, x1, base, size, self._weight(start), False, is_joined), turn

    def _weight(self, at: int) -> int:
        """As the font says; its name says it where its strokes do not."""
        pdfium = self._pdfium
        pdfium.FPDFText_GetFontInfo(self._text, at, self._name, _LONGEST_NAME, self._flags)
        is_bold = any(word in self._name.value.lower() for word in _BOLD)
        weight = int(pdfium.FPDFText_GetFontWeight(self._text, at))
        return max(weight, _BOLDNESS) if is_bold else weight


def _turn(along: float, up: float) -> int:
    """How many quarters against the clock the letters are turned."""
    if abs(up) > abs(along):
        return 1 if up > 0 else 3
    return 2 if along < 0 else 0


def _plain(letters: str) -> str:
    """Letters without ligatures and parted accents; a hyphen that divides the word stays, as HYPHEN, at its end."""
    word = letters.translate(_LIGATURES)
    if not word.isascii() or word[-1:] in _HYPHENS:
        end = HYPHEN if word[-1] in _HYPHENS else ""
        word = unicodedata.normalize("NFC", "".join(c for c in word if c not in _HYPHENS)) + end
    return word
