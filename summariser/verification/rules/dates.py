"""Dates, times and names with numbers in them: compared by their parts, not as amounts."""

import re

from summariser.numbers import Kind
from summariser.verification.calendar import DateParts, clock, read_dates
from summariser.verification.claim import Claim
from summariser.verification.index import SourceMention
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

_JOINTS = re.compile(r"[\s\-–—’']+")


def dates(claim: Claim) -> Verdict | None:
    """The verdict on a date, time or identifier; None for anything else, and for what other kinds may support."""
    if claim.mention.kind is Kind.DATE:
        return _date(claim)
    if claim.mention.kind is Kind.TIME:
        return _time(claim)
    if claim.mention.kind is Kind.IDENTIFIER:
        return _identifier(claim)
    return None


def _date(claim: Claim) -> Verdict | None:
    wanted = read_dates(claim.mention.text)
    if not wanted:
        return None
    found: list[SourceMention] = []
    status = Status.EXACT
    for part in wanted:
        place, how = _find_date(claim, part)
        if place is None and how is None:
            return None
        found += [place] if place else []
        status = how if how is not None and how is not Status.EXACT else status
    if not found:
        message = f"{named(claim.mention)} follows from the date of publication."
        return verdict(claim, Status.DERIVED, message)
    said = quote(claim.source, found[0])
    if status is Status.DERIVED:
        return verdict(
            claim, status, f"{named(claim.mention)} follows from {said} and the date of publication.", *found
        )
    return verdict(claim, status, f"The source says {said}.", *found)


def _find_date(claim: Claim, wanted: DateParts) -> tuple[SourceMention | None, Status | None]:
    """Where the source has a date, and how it stands to it: whole in one place, or in parts that fit together."""
    published = claim.source.article.published
    partial: SourceMention | None = None
    for source in claim.source.mentions:
        for given in claim.source.dates(source):
            if given.covers(wanted):
                return source, Status.EXACT
            if given.completed(published).covers(wanted):
                return source, Status.DERIVED
            if not given.contradicts(wanted) and (given.month or given.quarter) and given.day == wanted.day:
                partial = partial or source
    if partial is not None and (wanted.year is None or wanted.year in claim.source.years):
        return partial, Status.EQUIVALENT
    if published and DateParts(published.year, published.month, published.day).covers(wanted):
        return None, Status.DERIVED
    if wanted == DateParts(year=wanted.year):
        bare = [m for m in claim.source.with_value(claim.mention.value) if m.mention.unit is None]
        if bare:
            return bare[0], Status.EXACT
    return None, None


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
