"""Dates, times and names with numbers in them: compared by their parts, not as amounts."""

import re

from summariser.numbers import Kind
from summariser.verification.calendar import DateParts, WrittenDate, clock
from summariser.verification.claim import Claim
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_JOINTS = re.compile(r"[\s\-–—’']+")


def dates(claim: Claim) -> Verdict | None:
    """The verdict on a date, time or identifier; None for anything else, and for what other kinds may support."""
    if claim.date is not None:
        return _date(claim, claim.date)
    if claim.mention.kind is Kind.TIME:
        return _time(claim)
    if claim.mention.kind is Kind.IDENTIFIER:
        return _identifier(claim)
    return None


def _date(claim: Claim, wanted: WrittenDate) -> Verdict | None:
    found = _find_date(claim.source, wanted.parts)
    if found is None:
        return None
    status, place = found
    if place is None:
        return verdict(claim, status, f"{named(claim.mention)} follows from the date of publication.")
    said = quote(claim.source, place)
    if status is Status.DERIVED:
        message = f"{named(claim.mention)} follows from {said} and the date of publication."
    else:
        message = f"The source says {said}."
    return verdict(claim, status, message, place)


def _find_date(source: SourceIndex, wanted: DateParts) -> tuple[Status, SourceMention | None] | None:
    """How the source has a date, and where: whole in one place, or in parts that fit together."""
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
    if published and DateParts(published.year, published.month, published.day).covers(wanted):
        return Status.DERIVED, None
    return None


def _is_part(given: DateParts, wanted: DateParts) -> bool:
    """Whether a date lacks only the year of the one wanted: "20 January" for "20 January 2017"."""
    return (
        given.year is None
        and given.covers(DateParts(None, wanted.month, wanted.day, wanted.quarter))
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
    """A name is found by its letters and digits, in the article's text rather than among its numbers."""
    wanted = _plain(claim.mention.text)
    for source in claim.source.with_value(claim.mention.value):
        if _plain(source.mention.text) == wanted:
            return verdict(claim, Status.EXACT, f"The source says {quote(claim.source, source)}.", source)
    return None


def _plain(text: str) -> str:
    return _JOINTS.sub("", text).lower()
