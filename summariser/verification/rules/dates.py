"""Dates, times and names with numbers in them: compared by their parts, not as amounts."""

import re
from collections.abc import Iterator
from decimal import Decimal

from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading import Period, WrittenDate
from summariser.verification.calendar import clock
from summariser.verification.claim import Claim
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_WEAKNESS = {Status.EXACT: 0, Status.EQUIVALENT: 1, Status.DERIVED: 2}
# From here on a number alone tells which thing is named: "Flight 370", "MH370".
_TELLING = 100
_TELLING_WORDS = 2
_YEARS = {"year": 1, "decade": 10, "century": 100}
_WORD_BEFORE = re.compile(r"[^\W\d_]+[\s-]+$")
_JOINTS = re.compile(r"[\s\-–—’']+")


def dates(claim: Claim) -> Verdict | None:
    """The verdict on a date, time or identifier; None for anything else, and for what other kinds may support."""
    if claim.own_dates:
        return _date(claim)
    if claim.mention.kind is Kind.TIME:
        return _time(claim)
    if claim.mention.kind is Kind.IDENTIFIER:
        return _identifier(claim)
    return None


def _date(claim: Claim) -> Verdict | None:
    """The verdict on a date, or on both ends of a span of years; the weaker of the two."""
    found = [_find_date(claim, written.parts) for written in claim.own_dates]
    known = [f for f in found if f is not None]
    if len(known) < len(found):
        return _unknown_date(claim)
    status, place = max(known, key=lambda f: _WEAKNESS[f[0]])
    other = None
    if not claim.in_headline and status in (Status.EXACT, Status.EQUIVALENT):
        other = (_other_year(claim) if status is Status.EXACT else None) or _other_date(claim)
    if other:
        message = (
            f"The source has {named(claim.mention)}, but in its place it has {quote(claim.source, other)}."
        )
        return verdict(claim, Status.MISATTRIBUTED, message, other)
    if place is None:
        return verdict(claim, status, f"{named(claim.mention)} follows from the date of publication.")
    said = quote(claim.source, place)
    if status is Status.DERIVED:
        message = f"{named(claim.mention)} follows from {said} and the date of publication."
    else:
        message = f"The source says {said}."
    return verdict(claim, status, message, place)


def _other_year(claim: Claim) -> SourceMention | None:
    """The year that the source gives for what the claim says, where no sentence with the claim's year says any of it."""
    wanted, source = claim.own_dates[0].parts, claim.source
    words = claim.context.words
    if len(claim.own_dates) > 1 or wanted != Period(year=wanted.year) or len(words) < _TELLING_WORDS:
        return None
    # Most often the right year stands with some of the claim's words: looked for first, as nothing else is read then.
    for number, given in _years_of(source):
        if given.parts.year == wanted.year and words & source.stems_of(number):
            return None
    best: tuple[int, WrittenDate] | None = None
    said = {written.parts.year for written in claim.setting.dates}
    for number, given in _years_of(source):
        if given.parts.year not in said:
            shared = len(words & source.stems_of(number))
            tells = shared >= _TELLING_WORDS and 2 * shared >= len(words)
            if tells and (best is None or shared > best[0]):
                best = shared, given
    return source.place(best[1]) if best else None


def _other_date(claim: Claim) -> SourceMention | None:
    """The date that the source gives for what the claim's part says, where no part with the claim's date says any of it."""
    if len(claim.own_dates) > 1 or not claim.is_prose:
        return None
    wanted, source = claim.own_dates[0].parts, claim.source
    words = claim.context.near
    if len(words) < _TELLING_WORDS:
        return None
    said = [written.parts for written in claim.setting.dates]
    best: tuple[int, WrittenDate] | None = None
    for given in source.dates:
        place = source.place(given)
        near = source.context(place).near
        shared = len(words & near)
        if given.parts.covers(wanted) or wanted.covers(given.parts):
            # "Up from 1.7% in 2022" leaves out what it is of.
            if shared or (len(near) < _TELLING_WORDS and words & source.stems_of(place.sentence or 1)):
                return None
        elif given.parts not in said and shared >= _TELLING_WORDS and 2 * shared >= len(words):
            best = max(best, (shared, given), key=lambda b: b[0]) if best else (shared, given)
    return source.place(best[1]) if best else None


def _years_of(source: SourceIndex) -> Iterator[tuple[int, WrittenDate]]:
    """The dates with a year, each with the number of its sentence: those in figures, then those told by the day."""
    for number, dates in source.dates_by_sentence.items():
        yield from ((number, given) for given in dates if given.parts.year is not None)
    for number, dates in source.relative_by_sentence.items():
        yield from ((number, given) for given in dates if given.parts.year is not None)


def _unknown_date(claim: Claim) -> Verdict | None:
    """That the source has no such date; None for a year, which may stand in the source with another day."""
    is_year = any(written.parts.year == claim.mention.value for written in claim.own_dates)
    if is_year and not _is_of_another_year(claim):
        return None
    written = claim.own_dates[0]
    given = " ".join(claim.text[written.start : written.end].split())
    like = [d for d in claim.source.dates if d.parts.month == written.parts.month or d.parts.quarter][:3]
    message = f'The source does not have the date "{given}".'
    return verdict(claim, Status.ABSENT, message).model_copy(
        update={"candidates": tuple(claim.source.place(d).mention for d in like)}
    )


def _is_of_another_year(claim: Claim) -> bool:
    """Whether the source names the claim's month, and each time with another year than the claim's.

    Not where the claim's year stands beside it alone: "31 days to November 2025, against nine in 2024".
    """
    wanted = claim.own_dates[0].parts
    if wanted.month is None or wanted.day is not None or len(claim.own_dates) > 1:
        return False
    years: set[int | None] = set()
    for dates in claim.source.dates_by_sentence.values():
        here = {d.parts.year for d in dates if d.parts.month == wanted.month}
        if here and any(d.parts == Period(year=wanted.year) for d in dates):
            return False
        years |= here
    return bool(years) and None not in years and wanted.year not in years


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
        if given.parts.covers(wanted) and source.likeness(claim.context.words, place):
            return Status.DERIVED, place
    if wanted == Period(year=wanted.year):
        bare = [m for m in source.with_value(Decimal(wanted.year or 0)) if m.mention.text.isdigit()]
        if bare:
            return Status.EXACT, bare[0]
    if published and Period(published.year, published.month, published.day).covers(wanted):
        return Status.DERIVED, None
    return _counted_from(claim, wanted)


def _counted_from(claim: Claim, wanted: Period) -> tuple[Status, SourceMention] | None:
    """A year so many years before or after the day of publication: "a decade from now", "a 133-year-old wreck"."""
    source, published = claim.source, claim.source.article.published
    if published is None or wanted != Period(year=wanted.year):
        return None
    unnumbered = (m for places in source.unnumbered.values() for m in places)
    for found in (*source.mentions, *unnumbered):
        mention = found.mention
        if mention.unit not in _YEARS or mention.upper is not None or mention.bound is not Bound.EXACTLY:
            continue
        years = mention.value * _YEARS[mention.unit]
        after = source.text[mention.end : mention.end + 12].lower()
        if "old" in mention.text or after.startswith((" ago", "-old")):
            years = -years
        elif not after.startswith((" from now", " hence")):
            continue
        if published.year + years == wanted.year and source.likeness(claim.context.words, found) > 1:
            return Status.DERIVED, found
    return None


def _is_part(given: Period, wanted: Period) -> bool:
    """Whether a date lacks only the year of the one wanted: "20 January" for "20 January 2017"."""
    return (
        given.year is None
        and given.covers(Period(None, wanted.month, wanted.day, wanted.quarter))
        and (wanted.month is not None or wanted.quarter is not None)
    )


def _time(claim: Claim) -> Verdict | None:
    wanted = clock(claim.mention.text)
    for source in claim.source.mentions:
        if source.mention.kind is not Kind.TIME:
            continue
        given = clock(source.mention.text)
        if wanted and given and wanted[1] == given[1] and (wanted[0] - given[0]) % 12 == 0:
            status = Status.EXACT if wanted == given else Status.EQUIVALENT
            return verdict(claim, status, f"The source says {quote(claim.source, source)}.", source)
    return None


def _identifier(claim: Claim) -> Verdict | None:
    """A name with a number in it is found by its letters and digits; one that is all digits, by the word before.

    All digits, and no such name in the source: then it may be a plain number after a capital ("Dow Falls 217").
    """
    name, digits_only = _name(claim.text, claim.mention)
    for source in claim.source.with_value(claim.mention.value):
        theirs, _ = _name(claim.source.text, source.mention)
        if _plain(name) in (_plain(theirs), _plain(source.mention.text)):
            return verdict(claim, Status.EXACT, f"The source says {quote(claim.source, source)}.", source)
        is_number_of_it = source.mention.kind is Kind.IDENTIFIER and claim.mention.value >= _TELLING
        if is_number_of_it or (digits_only and source.mention.kind is Kind.ORDINAL):
            message = (
                f"{named(claim.mention)} is named otherwise by the source: {quote(claim.source, source)}."
            )
            return verdict(claim, Status.EQUIVALENT, message, source)
    if digits_only and not claim.source.has_identifier(_plain(name.rstrip("0123456789"))):
        return None
    return verdict(claim, Status.ABSENT, f'The source does not have "{" ".join(name.split())}".')


def _name(text: str, mention: NumberMention) -> tuple[str, bool]:
    """An identifier with the word before it where its own text has no letter, and whether that was so."""
    if any(c.isalpha() for c in mention.text) and any(c.isdigit() for c in mention.text):
        return mention.text, False
    before = _WORD_BEFORE.search(text[max(0, mention.start - 30) : mention.start])
    return (before[0] if before else "") + mention.text, True


def _plain(text: str) -> str:
    return _JOINTS.sub("", text).lower()
