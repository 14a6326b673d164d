"""Dates, times and names with numbers in them: compared by their parts, not as amounts."""

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal

from summariser.numbers import Kind, NumberMention
from summariser.reading import Period, WrittenDate
from summariser.reading.words import words_of
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.messages import named, quote, verdict
from summariser.verification.matching.calendar import clock
from summariser.verification.matching.fit import BESIDE, DOUBT, MARGIN
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.dated import DateIndex
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.verdict import Reason, Status, Verdict

_WEAKNESS = {Status.EXACT: 0, Status.EQUIVALENT: 1, Status.DERIVED: 2}
# From here on a number alone tells which thing is named: "Flight 370", "MH370". By judgement; so are those below.
_TELLING = 100
_TELLING_WORDS = 2
_WORD_BEFORE = re.compile(r"[^\W\d_]+[\s-]+$")
_JOINTS = re.compile(r"[\s\-–—’']+")
# By judgement.
_TELLING_FIT = 0.4
_YEAR_BEHIND = re.compile(r"\s(?:\w{1,12}\s)?year\b", re.IGNORECASE)


def on_date_or_name(claim: Claim) -> Verdict | None:
    """The verdict on a date, time or identifier; None for anything else, and for what other kinds may support."""
    if claim.own_dates:
        return _date(claim)
    if claim.mention.kind is Kind.TIME:
        return _time(claim)
    if claim.mention.kind is Kind.IDENTIFIER:
        return _identifier(claim)
    return _nth_year(claim) if claim.mention.kind is Kind.ORDINAL else None


def _date(claim: Claim) -> Verdict | None:
    """The verdict on a date, or on both ends of a span of years; the weaker of the two."""
    found = [_find_date(claim, written.parts) for written in claim.own_dates]
    known = [f for f in found if f is not None]
    if len(known) < len(found):
        return _unknown_date(claim)
    status, place = max(known, key=lambda f: _WEAKNESS[f[0]])
    if place is None:
        message = f"{named(claim.mention)} follows from the date of publication."
        return verdict(claim, status, Reason.PUBLISHED, message)
    other = _rival(claim) if status in (Status.EXACT, Status.EQUIVALENT) else None
    if other and other[1]:
        message = f"The source has {named(claim.mention)}, but of what the summary tells it has {quote(claim.source, other[0])}."
        return verdict(claim, Status.MISATTRIBUTED, Reason.PERIOD, message, other[0])
    said = quote(claim.source, place)
    if status is Status.DERIVED:
        message = f"{named(claim.mention)} follows from {said} and the date of publication."
        return verdict(claim, status, Reason.PUBLISHED, message, place)
    found_there = verdict(claim, status, Reason.STATED, f"The source says {said}.", place)
    if place.sentence is None:
        doubt = "It stands outside the article's own text, which may be a dateline or a caption."
        return found_there.model_copy(update={"reason": Reason.FURNITURE, "doubt": doubt})
    if other:
        doubt = f"What is said of it fits another date better: {quote(claim.source, other[0])}."
        return found_there.model_copy(update={"doubt": doubt})
    return found_there


def _find_date(claim: Claim, wanted: Period) -> tuple[Status, SourceMention | None] | None:
    """How the source has a date, and where: whole in one place, or in parts that fit together."""
    source, dates = claim.source, DateIndex.of(claim.source)
    published = source.article.published
    if given := dates.written.first(wanted):
        return Status.EXACT, source.place(given)
    if given := dates.completed.first(wanted):
        return Status.DERIVED, source.place(given)
    if wanted.year in source.years and (given := _part(dates, wanted)):
        return Status.EQUIVALENT, source.place(given)
    for given in dates.relative.all(wanted):
        place = source.place(given)
        if claim.near(place):
            return Status.DERIVED, place
    if wanted == Period(year=wanted.year) and (bare := dates.bare.get(Decimal(wanted.year or 0))):
        return Status.EXACT, bare
    if published and Period(published.year, published.month, published.day).covers(wanted):
        return Status.DERIVED, None
    return _counted_from(claim, wanted) or _around(claim, wanted)


def _around(claim: Claim, wanted: Period) -> tuple[Status, SourceMention] | None:
    """A date of the page around the article, which may be a dateline or stand in a caption."""
    given = DateIndex.of(claim.source).around.first(wanted)
    if given is None:
        return None
    return Status.EQUIVALENT, SourceMention(claim.source.mention_at(given.start).mention, None)


def _part(dates: DateIndex, wanted: Period) -> WrittenDate | None:
    """A date that lacks only the year of the one wanted: "20 January" for "20 January 2017"."""
    if wanted.month is None and wanted.quarter is None:
        return None
    return dates.yearless.first(Period(None, wanted.month, wanted.day, wanted.quarter))


def _counted_from(claim: Claim, wanted: Period) -> tuple[Status, SourceMention] | None:
    """A year so many years before or after the day of publication: "a decade from now", "a 133-year-old wreck"."""
    if wanted != Period(year=wanted.year) or wanted.year is None:
        return None
    for found in DateIndex.of(claim.source).counted.get(wanted.year, ()):
        if len(claim.words & claim.source.stems_of(found.sentence or 1)) >= _TELLING_WORDS:
            return Status.DERIVED, found
    return None


def _rival(claim: Claim) -> tuple[SourceMention, bool] | None:
    """The date that what is said of the claim's fits better, and whether clearly so; None where there is no such date."""
    event, wanted, source = claim.event, claim.own_dates[0].parts, claim.source
    # Of "compared to nine in 2024" all words are the amount's: nothing is said of the date by itself.
    if (
        event is None
        or not event.subject.own
        or len(claim.own_dates) > 1
        or claim.in_headline
        or not claim.is_prose
    ):
        return None
    said = [written.parts for written in claim.dates]
    fits = source.events.fits(replace(event, periods=()))
    own, best = 0.0, (0.0, 0)  # of two that fit alike, the first
    known: dict[int, bool] = {}
    for start, score in fits.scores.items():
        statement = source.events.by_start[start]
        given, sort = statement.periods[0], source.events.periods_of[start][0]
        if sort not in known:
            known[sort] = _is_of(given, wanted)
        if known[sort]:
            own = max(own, score)
        elif (
            (score, -start) > best
            and score > 0
            and any(map(str.isdigit, statement.mention.text))
            and _tells_as_much(given, wanted)
            and given not in said
        ):
            best = score, -start
    gap = best[0] - own
    if gap > 0 and _is_beside(source, -best[1], wanted):
        gap += BESIDE
    if best[0] < _TELLING_FIT or gap < DOUBT:
        return None
    return source.mention_at(-best[1]), gap >= MARGIN


def _is_of(given: Period, wanted: Period) -> bool:
    """Whether one date is the other as far as both are told; 2010, of 2009/2010."""
    return given.covers(wanted) or wanted.covers(given) or given.until == wanted


def _is_beside(source: SourceIndex, start: int, wanted: Period) -> bool:
    """Whether the date wanted stands in the sentence of the one at `start`, among those nearest to it."""
    events = source.events.statements
    at = bisect_left(events, start, key=lambda event: event.mention.start)
    number = source.events.by_start[start].sentence
    near = events[max(0, at - MOST) : at + MOST]
    return any(event.sentence == number and _is_of(event.periods[0], wanted) for event in near)


def _tells_as_much(given: Period, wanted: Period) -> bool:
    """Whether a date is given at least as far as another: to the year, the month or the day."""
    parts = ((given.year, wanted.year), (given.month, wanted.month), (given.day, wanted.day))
    return all(theirs is not None for theirs, mine in parts if mine is not None)


def _unknown_date(claim: Claim) -> Verdict | None:
    """That the source has no such date; None for a year, which may stand in the source with another day."""
    bare = claim.mention.text.isdigit()  # and no whole date: "2024-03-05"
    is_year = bare and any(written.parts.year == claim.mention.value for written in claim.own_dates)
    written = claim.own_dates[0]
    of_a_month = written.parts.month is not None and written.parts.day is None and len(claim.own_dates) == 1
    dates = DateIndex.of(claim.source)
    if is_year and not (of_a_month and dates.is_of_another_year(written.parts)):
        return None
    given = " ".join(claim.text[written.start : written.end].split())
    like = dates.by_month.get(written.parts.month, [])[:3]
    message = f'The source does not have the date "{given}".'
    return verdict(claim, Status.ABSENT, Reason.ABSENT, message).model_copy(
        update={"candidates": tuple(claim.source.place(d).mention for d in like)}
    )


def _nth_year(claim: Claim) -> Verdict | None:
    """The how manieth year it is of what the source says has been so every year since one that it names."""
    source, published = claim.source, claim.source.article.published
    if published is None or not _YEAR_BEHIND.match(claim.text, claim.mention.end):
        return None
    written = DateIndex.of(source).since.get(published.year + 1 - claim.mention.value)
    if written is None:
        return None
    place = source.place(written)
    message = f"{named(claim.mention)} follows from {quote(source, place)} and the date of publication."
    return verdict(claim, Status.DERIVED, Reason.PUBLISHED, message, place)


def _time(claim: Claim) -> Verdict | None:
    wanted = clock(claim.mention.text)
    found = wanted and DateIndex.of(claim.source).times.get((wanted[0] % 12, wanted[1]))
    if not found:
        return None
    same = clock(found.mention.text) == wanted
    status, reason = (Status.EXACT, Reason.STATED) if same else (Status.EQUIVALENT, Reason.NOTATION)
    return verdict(claim, status, reason, f"The source says {quote(claim.source, found)}.", found)


def _identifier(claim: Claim) -> Verdict | None:
    """A name with a number in it is found by its letters and digits; one that is all digits, by the word before.

    All digits, and no such name in the source: then it may be a plain number after a capital ("Dow Falls 217").
    """
    name, digits_only = _name(claim.text, claim.mention)
    places = [*claim.places(claim.mention.value)]
    if exact := _named_in(claim.source).get((claim.mention.value, _plain(name))):
        places.append(exact)
    for source in places:
        theirs, _ = _name(claim.source.text, source.mention)
        said = quote(claim.source, source)
        if _plain(name) in (_plain(theirs), _plain(source.mention.text)):
            return verdict(claim, Status.EXACT, Reason.STATED, f"The source says {said}.", source)
        is_number_of_it = source.mention.kind is Kind.IDENTIFIER and claim.mention.value >= _TELLING
        if is_number_of_it or (digits_only and _ranks(claim.source.text, source.mention, name)):
            message = f"{named(claim.mention)} is named otherwise by the source: {said}."
            return verdict(claim, Status.EQUIVALENT, Reason.NOTATION, message, source)
    if digits_only and not claim.source.has_identifier(_plain(name.rstrip("0123456789"))):
        return None
    message = f'The source does not have "{" ".join(name.split())}".'
    return verdict(claim, Status.ABSENT, Reason.ABSENT, message)


def _named_in(source: SourceIndex) -> dict[tuple[Decimal, str], SourceMention]:
    """The first number of the source with each value and name; worked out once for it."""
    kept = source.kept.get("named")
    if isinstance(kept, dict):
        return kept
    found: dict[tuple[Decimal, str], SourceMention] = {}
    for place in source.mentions:
        for written in (_name(source.text, place.mention)[0], place.mention.text):
            found.setdefault((place.mention.value, _plain(written)), place)
    source.kept["named"] = found
    return found


def _ranks(text: str, mention: NumberMention, name: str) -> bool:
    """Whether an ordinal ranks what an identifier numbers: "the third game" is "Game 3"."""
    if mention.kind is not Kind.ORDINAL:
        return False
    named, behind = words_of(name), words_of(text, mention.end, mention.end + 24)
    return bool(named and behind) and named[0].stem in (word.stem for word in behind[:2])


def _name(text: str, mention: NumberMention) -> tuple[str, bool]:
    """An identifier with the word before it where its own text has no letter, and whether that was so."""
    if any(c.isalpha() for c in mention.text) and any(c.isdigit() for c in mention.text):
        return mention.text, False
    before = _WORD_BEFORE.search(text[max(0, mention.start - 30) : mention.start])
    return (before[0] if before else "") + mention.text, True


def _plain(text: str) -> str:
    return _JOINTS.sub("", text).lower()
