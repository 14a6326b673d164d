"""Finds the day on which an article was published, in its head and in the lines around it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summariser.article.furniture.bylines import is_date_line, tells_publication
from summariser.article.furniture.cues import Cue, find_cue
from summariser.article.furniture.furniture import Layout
from summariser.article.text.blocks import Block

_MONTHS = "january february march april may june july august september october november december".split()
_NUMBER_OF = {name: n for n, name in enumerate(_MONTHS, 1)} | {
    name[:3]: n for n, name in enumerate(_MONTHS, 1)
}
_NUMBER_OF["sept"] = 9
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))

_DATE = re.compile(
    rf"\b(?P<month_a>{_MONTH})\b\.? (?P<day_a>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year_a>(?:19|20)\d\d)\b"
    rf"|\b(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month_b>{_MONTH})\b\.?,?[ -](?P<year_b>(?:19|20)\d\d)\b"
    r"|\b(?P<year_c>(?:19|20)\d\d)[-/.](?P<month_c>\d{1,2})[-/.](?P<day_c>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_PUBLICATION = re.compile(r"\b(?:publish\w*|posted|released?|issued|first|created)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:updated?|modified|accessed|retrieved|archived)\b", re.IGNORECASE)
# "PORT ELLEN, 3 March 2025 (Northwire) -- ": before the date places only, after it agencies and a dash.
_BEFORE_DATELINE = re.compile(
    r"(?!(?:On|In|By|Since|From|Until|After|Before|Between|For|At)\b)"
    r"(?:(?:[^\W\d_a-z][\w.'/-]*(?:\s?,)?|and|de|la|of|the)\s){0,7}[(\[]?"
)
# "8 November 2026, 11.40 p.m. (Northwire) -"
_TIME = r"(?:,? \d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?)?"
_AFTER_DATELINE = re.compile(
    rf"[\w:., ]{{0,25}}[)\]]|{_TIME},?(?:\s?\([^()]{{2,40}}\)|\s?/[^/]{{2,40}}/|\s[A-Z]\w+)?\s?(?:--?|[–—:|])\s"
)
# "Ledger & Coin, company desk, 12 March 2026": a name, what it says of itself, the day, and which edition.
_NAMING = r"(?:[^\W\d_a-z][\w.'’-]*|&|and|of|the|for|de|la|no\.|\d{1,4})"
_MASTHEAD = re.compile(
    rf"(?:{_NAMING}\s){{0,7}}{_NAMING}(?:,\s[\w&'’.-]+(?:\s[\w&'’.-]+){{0,3}})?,\s"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
)
_EDITION = re.compile(rf"{_TIME}(?:,\s(?:[\w:.-]+\s?){{1,3}})?")
# A date further down, or behind a longer opening, is one that the story speaks of. By judgement, on the pages of
# tests/article; so are those below.
_OPENING = 100
_IN_BRACKETS = re.compile(r"\s?[(\[][^()\[\]\d]{1,30}[)\]]")
_HEAD = 3
_CLOSING = 160
_STOP = re.compile(r"[.!?][\"')\]]*\s")
# Dates of their own above several entries make a chronology, which is looked for in so many blocks.
_CHRONOLOGY = 40
# Credits are lines of at most so many words, and a line too short to be judged has fewer than so many.
_MOST_WORDS = 24
_FEWEST_WORDS = 5
_CREDITS = (Cue.BYLINE, Cue.LINE, Cue.DATE, Cue.STAMP)


def find_date(text: str) -> date | None:
    """The first date with day, month and year in `text`; None where there is none, or none that exists.

    Dates in digits only are read as year-month-day; 03/04/2025 means two days to two readers and is left out.
    """
    return next(filter(None, map(_day_of, _DATE.finditer(text))), None)


def _day_of(found: re.Match[str]) -> date | None:
    named = {key[:-2]: value for key, value in found.groupdict().items() if value}
    month = _NUMBER_OF.get(named["month"].lower()) or int(named["month"])
    try:
        return date(int(named["year"]), month, int(named["day"]))
    except ValueError:
        return None


def find_publication_date(blocks: Sequence[Block], layout: Layout) -> date | None:
    """The day on which an article says that it was published, never one that its story speaks of.

    In this order: a line of the page around the headline, or right below the article, that says so; a by-line or
    line of dates by the headline; a dateline, or a by-line at the end of the standfirst; the one line of the
    article that is nothing but a date; a line that speaks of an update.
    """
    if not layout.body:
        return None
    dated = [*_around(blocks, layout), *_within(layout.body)]
    return min(dated, key=lambda ranked: ranked[0])[1] if dated else None


def _around(blocks: Sequence[Block], layout: Layout) -> Iterator[tuple[int, date]]:
    """The dates of the furniture down to the article's third block, and below its last, each with its rank."""
    top = _top(blocks, layout.title)
    third, last = layout.body[:_HEAD][-1].start, layout.body[-1].end
    kept = {block.start for block in layout.body}
    head = [block for block in blocks if block.start < third and block.start not in kept]
    for block in head:
        if _may_credit(block, top):
            yield from _credits(block.plain, 1)
        elif block.start >= top and (day := _masthead(block)):
            yield 3, day
    below = next((block for block in blocks if block.start > last), None)
    if below and find_cue(below) is Cue.LINE and _FIRST_PUBLICATION.search(below.plain):
        day = find_date(below.plain)
        if day:
            yield 0, day


def _may_credit(block: Block, top: int) -> bool:
    """Whether a line of furniture may date the article; above its head most give the day of the visit."""
    if block.start < top:
        return tells_publication(block.plain.lower())
    return find_cue(block) in _CREDITS or block.words < _FEWEST_WORDS


def _top(blocks: Sequence[Block], title: Block | None) -> int:
    """Where the article's head begins: at its headline, or at the credits that stand right above it."""
    top = title.start if title else 0
    for block in reversed([block for block in blocks if block.start < top]):
        label = block.words > _MOST_WORDS or not any(map(str.isdigit, block.plain))
        if find_cue(block) not in _CREDITS or label:
            break
        top = block.start
    return top


def _credits(line: str, rank: int) -> Iterator[tuple[int, date]]:
    """Each date of a line with its rank, by what is said before it since the last date, or in brackets behind it."""
    at = 0
    for found in _DATE.finditer(line):
        behind = _IN_BRACKETS.match(line, found.end())
        said = line[at : found.start()] + (behind[0] if behind else "")
        at = behind.end() if behind else found.end()
        day = _day_of(found)
        if day:
            yield 0 if _FIRST_PUBLICATION.search(said) else 4 if _LATER.search(said) else rank, day


def _within(body: Sequence[Block]) -> Iterator[tuple[int, date]]:
    """The dates that credit an article from within its body, each with its rank."""
    datelines = [(n, day) for n, block in enumerate(body[:_CHRONOLOGY]) if (day := _dateline(block))]
    if len(datelines) == 1 and datelines[0][0] < _HEAD:
        yield 2, datelines[0][1]
    for block in body[: _HEAD - 1]:
        day = _closing_credit(block)
        if day:
            yield 2, day
    for block in body[:_HEAD]:
        if day := _masthead(block):
            yield 3, day
    lines = [(n, day) for n, block in enumerate(body[:_CHRONOLOGY]) if (day := _date_line(block))]
    if len(lines) == 1 and lines[0][0] <= _HEAD:
        yield 3, lines[0][1]


def _dateline(block: Block) -> date | None:
    """The date before the first words of a paragraph."""
    opening = block.plain[:_OPENING]
    if not _YEAR.search(opening):  # nearly all, and the year is found much quicker
        return None
    found = _DATE.search(opening)
    if not found or not _BEFORE_DATELINE.fullmatch(opening, 0, found.start()):
        return None
    return find_date(found[0]) if _AFTER_DATELINE.match(opening, found.end()) else None


def _closing_credit(block: Block) -> date | None:
    """The date of a by-line that closes a paragraph."""
    closing = block.raw[-_CLOSING:]
    for stop in _STOP.finditer(closing):
        rest = closing[stop.end() :]
        credit = Block(0, len(rest), rest)
        if find_cue(credit) is Cue.BYLINE:
            return find_date(credit.plain)
    return None


def _masthead(block: Block) -> date | None:
    """The date of a line that is the name of a paper, or a desk, and a day."""
    plain = block.raw.strip("*_ \n").partition("\n")[0].strip("*_ ")
    found = _DATE.search(plain) if block.words <= _MOST_WORDS and _YEAR.search(plain) else None
    if found is None or not _MASTHEAD.fullmatch(plain, 0, found.start()):
        return None
    return _day_of(found) if _EDITION.fullmatch(plain, found.end()) else None


def _date_line(block: Block) -> date | None:
    """The date of a line that gives no more than that, a dash before it aside."""
    plain = block.plain.lstrip("-–— ")
    return find_date(plain) if block.words <= _MOST_WORDS and is_date_line(plain) else None
