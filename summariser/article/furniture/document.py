"""Tells a report or paper from the text of a web page, by how it is built.

Reports number their paragraphs, list their contents, label tables and chapters in sequence, gather notes at the
end, and stand on pages. A web page may have one of these; with two of them, a text is a whole document, and what
reads like furniture in it ("Contents", "Contact", "Read more") is a heading.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from summariser.article.furniture.cues import Cue, find_cues
from summariser.article.text.blocks import Block

_NUMBER = re.compile(r"[\[(]?(\d{1,3}(?:\.\d{1,3}){0,3}|[a-z])[.)\]:]{0,2}\s+(?=\S)")
_LABELLED = re.compile(
    r"(table|figure|chart|box|chapter|part|section|annex|appendix) (\d{1,3}|[ivx]{1,4}|[a-z])\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
# "3 Findings ........ 9"
_LEADER = re.compile(r"[^\s.…·_][ \xa0]?(?:[.…·_]{3,}+|(?:[.…] ){3,}+|\t| {4,}+)[.… ]{0,9}(\d{1,3})$")
_NOTES = re.compile(
    r"(?:\d{1,2}\.? )?(?:end|foot)?notes\b.{0,20}|references|bibliography|sources(?: and notes)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:page )?(\d{1,3})(?: of \d{1,3})?", re.IGNORECASE)
# So many in sequence are no accident. By judgement, on reports with numbered paragraphs and contents; so are those
# below.
_FEWEST = 3
_FEWEST_PARAGRAPHS = 6
# A text with less is no report.
_SHORTEST = 25
# Marks of a comment form, of lists of other stories, of their ages: pages have several, a report's headings read like few.
_PAGE_CUES = (Cue.END, Cue.STAMP, Cue.INSERT, Cue.TAIL)
_MOST_PAGE_CUES = 3


def is_whole_document(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the text shows two or more signs of a report, and few of a web page."""
    if len(blocks) < _SHORTEST:
        return False
    signs = (
        _numbers_paragraphs,
        _numbers_within_sections,
        _lists_contents,
        _labels_divisions,
        _gathers_notes,
    )
    found = sum(sign(blocks) for sign in signs) + _stands_on_pages(text, blocks)
    return found >= 2 and sum(cue in _PAGE_CUES for cue in find_cues(blocks)) <= _MOST_PAGE_CUES


def _number(block: Block) -> tuple[int, ...] | None:
    """The number that a block opens with: "3.2 Of the 212" is (3, 2), "(b) See" is (2,)."""
    found = _NUMBER.match(block.raw)
    if not found:
        return None
    return _value(found[1])


def _value(number: str) -> tuple[int, ...]:
    return (ord(number) - ord("a") + 1,) if number.isalpha() else tuple(map(int, number.split(".")))


def _longest_sequence(numbers: Iterable[tuple[int, ...]]) -> int:
    """How many of the numbers follow on the one before, at any level: 1, 2, 2.1, 2.2, 3."""
    longest = run = 0
    last: tuple[int, ...] = ()
    for number in numbers:
        run = run + 1 if _follows(last, number) else 1
        longest, last = max(longest, run), number
    return longest


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """3.2 follows on 3.1 and 3.1.4, 3.1 on 3 and 2.9, 4 on 3.2."""
    at = next((n for n, (a, b) in enumerate(zip(last, number, strict=False)) if a != b), len(last))
    if at >= min(len(last), len(number)):
        return len(number) > len(last) and set(number[at:]) == {1}
    return number[at] == last[at] + 1 and set(number[at + 1 :]) <= {1}


def _numbers_paragraphs(blocks: Sequence[Block]) -> bool:
    """Paragraphs of prose, not the headings of a listicle, are numbered through."""
    return _longest_sequence(_of_paragraphs(blocks)) >= _FEWEST_PARAGRAPHS


def _numbers_within_sections(blocks: Sequence[Block]) -> bool:
    """They are numbered by section, 1.1 to 4.3, which says more: no list of tips is."""
    return _longest_sequence(n for n in _of_paragraphs(blocks) if len(n) > 1) >= _FEWEST_PARAGRAPHS


def _of_paragraphs(blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    for block in blocks:
        if block.ends_like_a_sentence and block.words >= 8 and (number := _number(block)):
            yield number


def _lists_contents(blocks: Sequence[Block]) -> bool:
    """Lines that lead to page numbers, or headings below "Contents" that come again as headings."""
    pages = [int(found[1]) for block in blocks if not block.is_long and (found := _LEADER.search(block.raw))]
    run = 1
    for one, other in pairwise(pages):  # the figures of a table go up and down
        run = run + 1 if one <= other else 1
        if run > _FEWEST:
            return True
    headings = [_heading(block) for block in blocks]
    at = next((n for n, heading in enumerate(headings) if _CONTENTS.fullmatch(heading)), None)
    if at is None:
        return False
    listed = headings[at + 1 : at + 40]
    later = set(headings[at + _FEWEST :])
    return (
        sum(heading in later - {""} and headings.count(heading) > 1 for heading in listed if heading)
        >= _FEWEST + 1
    )


def _heading(block: Block) -> str:
    """A short line without its bullet, in lower case; "" for a longer one."""
    return "" if block.is_long or block.words > 15 else block.plain.lstrip("-*•· ").lower()


def _labels_divisions(blocks: Sequence[Block]) -> bool:
    """Tables, figures or chapters are numbered through."""
    labels: dict[str, set[str]] = {}
    for block in blocks:
        if block.words <= 20 and (found := _LABELLED.match(block.plain)):
            labels.setdefault(found[1].lower(), set()).add(found[2].lower())
    return any(len(numbers) >= _FEWEST for numbers in labels.values())


def _gathers_notes(blocks: Sequence[Block]) -> bool:
    """Below a heading that says so, notes are numbered through."""
    for n, block in enumerate(blocks):
        if block.words <= 4 and _NOTES.fullmatch(block.plain):
            notes = [number for note in blocks[n + 1 : n + 9] if (number := _number(note))]
            if _longest_sequence(notes) >= _FEWEST:
                return True
    return False


def _stands_on_pages(text: str, blocks: Sequence[Block]) -> bool:
    """Form feeds, or lines that are page numbers, which go up."""
    if text.count("\f") >= 2:
        return True
    pages = [(int(found[1]),) for block in blocks if (found := _PAGE.fullmatch(block.plain))]
    return len(pages) >= _FEWEST + 1 and _longest_sequence(pages) >= _FEWEST + 1
