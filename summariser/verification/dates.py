"""Dates, times and names with numbers in them: compared by their parts, not as amounts."""

import re
from dataclasses import replace
from decimal import Decimal

from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading import Period, WrittenDate
from summariser.reading.words import words_of
from summariser.verification.calendar import clock
from summariser.verification.claim import Claim
from summariser.verification.fit import BESIDE, DOUBT, MARGIN
from summariser.verification.index import SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Reason, Status, Verdict

_WEAKNESS = {Status.EXACT: 0, Status.EQUIVALENT: 1, Status.DERIVED: 2}
# From here on a number alone tells which thing is named: "Flight 370", "MH370".
_TELLING = 100
_TELLING_WORDS = 2
_YEARS = {"year": 1, "decade": 10, "century": 100}
_WORD_BEFORE = re.compile(r"[^\W\d_]+[\s-]+$")
_JOINTS = re.compile(r"[\s\-–—’']+")
_TELLING_FIT = 0.4
# "The 36th year in a row", of what has been so "every year since 1990".
_YEAR_BEHIND = re.compile(r"\s(?:\w{1,12}\s)?year\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|annual(?:ly)?|yearly)\b", re.IGNORECASE)


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
    source = claim.source
    published = source.article.published
    partial: WrittenDate | None = None
    later: WrittenDate | None = None
    for given in source.dates:
        if given.parts.covers(wanted):
            return Status.EXACT, source.place(given)
        if given.parts.completed(published).covers(wanted):
            later = later or given
        elif _is_part(given.parts, wanted):
            partial = partial or given
    if later:
        return Status.DERIVED, source.place(later)
    if partial and wanted.year in source.years:
        return Status.EQUIVALENT, source.place(partial)
    for given in source.relative_dates:
        place = source.place(given)
        if given.parts.covers(wanted) and claim.near(place):
            return Status.DERIVED, place
    if wanted == Period(year=wanted.year):
        bare = [m for m in source.with_value(Decimal(wanted.year or 0)) if m.mention.text.isdigit()]
        if bare:
            return Status.EXACT, bare[0]
    if published and Period(published.year, published.month, published.day).covers(wanted):
        return Status.DERIVED, None
    return _counted_from(claim, wanted) or _around(claim, wanted)


def _around(claim: Claim, wanted: Period) -> tuple[Status, SourceMention] | None:
    """A date of the page around the article, which may be a dateline or stand in a caption."""
    source = claim.source
    for given in source.reading.dates:
        if source.sentence_at(given.start) is None and given.parts.covers(wanted):
            return Status.EQUIVALENT, SourceMention(source.mention_at(given.start).mention, None)
    return None


def _is_part(given: Period, wanted: Period) -> bool:
    """Whether a date lacks only the year of the one wanted: "20 January" for "20 January 2017"."""
    return (
        given.year is None
        and given.covers(Period(None, wanted.month, wanted.day, wanted.quarter))
        and (wanted.month is not None or wanted.quarter is not None)
    )


def _counted_from(claim: Claim, wanted: Period) -> tuple[Status, SourceMention] | None:
    """A year so many years before or after the day of publication: "a decade from now", "a 133-year-old wreck"."""
    source, published = claim.source, claim.source.article.published
    if published is None or wanted != Period(year=wanted.year):
        return None
    for found in (m for places in source.by_base_value.values() for m in places):
        mention = found.mention
        if mention.unit not in _YEARS or mention.upper is not None or mention.bound is not Bound.EXACTLY:
            continue
        years = mention.value * _YEARS[mention.unit]
        after = source.text[mention.end : mention.end + 12].lower()
        if "old" in mention.text or after.startswith((" ago", "-old")):
            years = -years
        elif not after.startswith((" from now", " hence")):
            continue
        shared = claim.words & source.stems_of(found.sentence or 1)
        if published.year + years == wanted.year and len(shared) >= _TELLING_WORDS:
            return Status.DERIVED, found
    return None


def _rival(claim: Claim) -> tuple[SourceMention, bool] | None:
    """The date that what is said of the claim's fits better, and whether clearly so; None where there is no such date."""
    event, wanted, source = claim.event, claim.own_dates[0].parts, claim.source
    if event is None or len(claim.own_dates) > 1 or claim.in_headline or not claim.is_prose:
        return None
    said = [written.parts for written in claim.dates]
    fits = source.events.fits(replace(event, periods=()))
    own, best = 0.0, (0.0, 0)
    at: set[int] = set()
    for start, statement in source.events.by_start.items():
        score, given = fits.of(start), statement.periods[0]
        if given.covers(wanted) or wanted.covers(given) or given.until == wanted:  # 2010, of 2009/2010
            own = max(own, score)
            at.add(statement.sentence)
        elif (
            any(map(str.isdigit, statement.mention.text))
            and _tells_as_much(given, wanted)
            and given not in said
            and score > best[0]
        ):
            best = score, start
    gap = best[0] - own
    if gap > 0 and source.events.by_start[best[1]].sentence in at:
        gap += BESIDE
    if best[0] < _TELLING_FIT or gap < DOUBT:
        return None
    return source.mention_at(best[1]), gap >= MARGIN


def _tells_as_much(given: Period, wanted: Period) -> bool:
    """Whether a date is given at least as far as another: to the year, the month or the day."""
    parts = ((given.year, wanted.year), (given.month, wanted.month), (given.day, wanted.day))
    return all(theirs is not None for theirs, mine in parts if mine is not None)


def _unknown_date(claim: Claim) -> Verdict | None:
    """That the source has no such date; None for a year, which may stand in the source with another day."""
    bare = claim.mention.text.isdigit()  # and no whole date: "2024-03-05"
    is_year = bare and any(written.parts.year == claim.mention.value for written in claim.own_dates)
    if is_year and not _is_of_another_year(claim):
        return None
    written = claim.own_dates[0]
    given = " ".join(claim.text[written.start : written.end].split())
    like = [d for d in claim.source.dates if d.parts.month == written.parts.month or d.parts.quarter][:3]
    message = f'The source does not have the date "{given}".'
    return verdict(claim, Status.ABSENT, Reason.ABSENT, message).model_copy(
        update={"candidates": tuple(claim.source.place(d).mention for d in like)}
    )


def _is_of_another_year(claim: Claim) -> bool:
    """Whether the source names the claim's month, and each time with another year than the claim's.

    Not where the claim's year stands beside it alone: "31 days to November 2025, against nine in 2024".
    """
    wanted = claim.own_dates[0].parts
    if wanted.month is None or wanted.day is not None or len(claim.own_dates) > 1:
        return False
    source = claim.source
    of_month = [d for d in source.dates if d.parts.month == wanted.month]
    beside = {source.sentence_at(d.start) for d in source.dates if d.parts == Period(year=wanted.year)}
    if any(source.sentence_at(d.start) in beside for d in of_month):
        return False
    years = {d.parts.year for d in of_month}
    return bool(years) and None not in years and wanted.year not in years


def _nth_year(claim: Claim) -> Verdict | None:
    """The how manieth year it is of what the source says has been so every year since one that it names."""
    source, published = claim.source, claim.source.article.published
    if published is None or not _YEAR_BEHIND.match(claim.text, claim.mention.end):
        return None
    for written in source.dates:
        sentence = source.sentence(source.sentence_at(written.start) or 1)
        since = _SINCE.search(sentence.text)
        if since is None or not _EVERY.search(sentence.text) or sentence.start + since.end() > written.start:
            continue
        if written.parts.year and published.year - written.parts.year + 1 == claim.mention.value:
            place = source.place(written)
            message = (
                f"{named(claim.mention)} follows from {quote(source, place)} and the date of publication."
            )
            return verdict(claim, Status.DERIVED, Reason.PUBLISHED, message, place)
    return None


def _time(claim: Claim) -> Verdict | None:
    wanted = clock(claim.mention.text)
    for source in claim.source.mentions:
        if source.mention.kind is not Kind.TIME:
            continue
        given = clock(source.mention.text)
        if wanted and given and wanted[1] == given[1] and (wanted[0] - given[0]) % 12 == 0:
            status, reason = (
                (Status.EXACT, Reason.STATED) if wanted == given else (Status.EQUIVALENT, Reason.NOTATION)
            )
            return verdict(claim, status, reason, f"The source says {quote(claim.source, source)}.", source)
    return None


def _identifier(claim: Claim) -> Verdict | None:
    """A name with a number in it is found by its letters and digits; one that is all digits, by the word before.

    All digits, and no such name in the source: then it may be a plain number after a capital ("Dow Falls 217").
    """
    name, digits_only = _name(claim.text, claim.mention)
    for source in claim.source.with_value(claim.mention.value):
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
