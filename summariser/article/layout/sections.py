"""Where in a document a piece of its text stands: on which page, and under which heading."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from summariser.article.layout.parts import Part, Role

Value = TypeVar("Value")

# From this offset on the text stands on that page, counted from 1.
PageStart = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    r"""A place as readers look it up: the page, counted from 1, and the heading above; None where there is none.

    >>> text = "# Harbour\n\nThe port is open.\n\n## Traffic\n\nSome 421 ships called.\n"
    >>> Article.from_text(text).place(text.index("421"))
    Place(page=None, heading='Traffic')
    """

    page: int | None = None
    heading: str | None = None

    def __str__(self) -> str:
        return f'under "{self.heading}"' if self.page is None else f"page {self.page}"


@dataclass(frozen=True, slots=True)
class Section:
    r"""A stretch of the text, as half-open offsets, that stands on one page and under one heading.

    The heading is the nearest one above, of whatever level; furniture stands under none.

    >>> text = "# Harbour\n\nThe port is open.\n\n## Traffic\n\nSome 421 ships called.\n"
    >>> [(section.heading, text[section.start : section.end]) for section in Article.from_text(text).sections]
    [('Harbour', 'Harbour\n\nThe port is open.\n\n## '), ('Traffic', 'Traffic\n\nSome 421 ships called.\n')]
    """

    start: int
    end: int
    page: int | None = None
    heading: str | None = None

    @property
    def place(self) -> Place:
        """Its page and heading."""
        return Place(self.page, self.heading)


def sections_of(text: str, parts: Sequence[Part], pages: Sequence[PageStart]) -> tuple[Section, ...]:
    """The sections of a text in order; what stands on no page and under no heading is in none."""
    headings = _headings(text, parts)
    starts = sorted({0, len(text), *(at for at, _ in pages), *(at for at, _ in headings)})
    places = [(at, Place(_last(pages, at), _last(headings, at))) for at in starts]
    # What stands in one place makes one section, however many parts it has.
    merged = [next(run) for _, run in groupby(places[:-1], key=lambda one: one[1])] + places[-1:]
    return tuple(
        Section(start, end, place.page, place.heading)
        for (start, place), (end, _) in pairwise(merged)
        if place != Place()
    )


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The section that holds an offset."""
    at = bisect_right(sections, offset, key=lambda section: section.start) - 1
    return sections[at] if at >= 0 and offset < sections[at].end else None


def _last(starts: Sequence[tuple[int, Value]], offset: int) -> Value | None:
    """What holds from the last of the starts up to an offset."""
    at = bisect_right(starts, offset, key=lambda start: start[0]) - 1
    return starts[at][1] if at >= 0 else None


def _headings(text: str, parts: Sequence[Part]) -> list[tuple[int, str | None]]:
    """From which offset on the text stands under which heading."""
    found: list[tuple[int, str | None]] = []
    heading: str | None = None
    for part in parts:
        if part.role is Role.HEADING:
            heading = " ".join(text[part.start : part.end].split())
        under = None if part.role is Role.FURNITURE else heading
        if under != (found[-1][1] if found else None):
            found.append((part.start, under))
    return found
