"""From what the source has to a status: one table, asked from the strongest ground to the weakest.

A number is supported where some number of the source gives it and nothing that both sides say excludes it; it is accused
only where no support is left. No other module gives a number of a text a status, but `dates` those of dates and names.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from summariser.numbers import Bound, Kind, NumberMention, find_numbers
from summariser.reading import Direction, Endpoint, Polarity
from summariser.verification.claims import derive
from summariser.verification.claims.bounds import fit_of_bounds
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.conflicts import Conflict, find_conflict
from summariser.verification.claims.dates import on_date_or_name
from summariser.verification.claims.listed import find_listed
from summariser.verification.claims.messages import named, named_at, quote, verdict
from summariser.verification.claims.rivals import find_rival, is_copied
from summariser.verification.claims.spaced_numbers import find_spaced
from summariser.verification.claims.support import (
    LIKE,
    Match,
    both_ends,
    is_of_other_words,
    ranges,
    rounded,
    same,
    stated,
)
from summariser.verification.matching.compare import BoundFit, UnitFit, unit_fit
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.index import SourceMention
from summariser.verification.source.scales import scale_of
from summariser.verification.verdict import Reason, Status, Verdict

_SAID = {
    Bound.EXACTLY: "exact",
    Bound.ABOUT: '"about"',
    Bound.AT_LEAST: '"at least"',
    Bound.MORE_THAN: '"more than"',
    Bound.AT_MOST: '"at most"',
    Bound.LESS_THAN: '"less than"',
}
_SCALES = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 5, 6, 9, 12))
_TABLE_SCALES = tuple(Decimal(10) ** power for power in (3, 6, 9, 12))
_OF_THE_SCALE = (UnitFit.SAME, UnitFit.ALIKE, UnitFit.OPEN)
# By judgement; so is the next.
_TELLING = 1000  # with one figure only, "10" and "1" say nothing of each other
_MOST_CANDIDATES = 3
_DIGITS = re.compile(r"\d[\d.,]*")

Question = Callable[[Claim], Verdict | None]


def judge(claim: Claim) -> Verdict:
    """The verdict on one number."""
    found = on_date_or_name(claim)
    if found is not None:
        return found
    if claim.mention.kind is Kind.IDENTIFIER:
        claim = replace(claim, mention=replace(claim.mention, kind=Kind.CARDINAL))
    for question in TABLE:
        found = question(claim)
        if found is not None:
            return found
    return _absent(claim)


def _stated(claim: Claim) -> Verdict | None:
    """The source says it, in the same or another notation, and nothing excludes that it is meant."""
    match = _sound(claim)
    if match is not None:
        return _weighed(claim, match, _as_stated(claim, match))
    ends = both_ends(claim)
    if ends:
        message = f"The source gives both ends of {named(claim.mention)}: {quote(claim.source, ends[0])}."
        return verdict(claim, Status.EQUIVALENT, Reason.NOTATION, message, *ends)
    apart = find_spaced(claim)
    if apart:
        message = (
            f"The source writes {named(claim.mention)} with a space inside: {quote(claim.source, apart)}."
        )
        return verdict(claim, Status.EXACT, Reason.NOTATION, message, apart)
    return None


def _sound(claim: Claim) -> Match | None:
    """The number of the source that has the claim's value, unit and bound, and that nothing excludes."""
    for match in stated(claim):
        if fit_of_bounds(claim, match.source) is not BoundFit.CHANGED and not find_conflict(
            claim, match.source
        ):
            return match
    return None


def _as_stated(claim: Claim, match: Match) -> Verdict:
    fit = fit_of_bounds(claim, match.source)
    said = quote(claim.source, match.source)
    alike = not claim.is_prose or _written_alike(claim.mention, match.source.mention)
    if fit is BoundFit.SAME and match.unit in (UnitFit.SAME, UnitFit.OPEN) and alike:
        return verdict(claim, Status.EXACT, Reason.STATED, f"The source says {said}.", match.source)
    message = f"{named(claim.mention)} says the same as the source in another way: {said}."
    return verdict(claim, Status.EQUIVALENT, Reason.NOTATION, message, match.source)


def _written_alike(claim: NumberMention, source: NumberMention) -> bool:
    return _figures(claim.text) == _figures(source.text)


def _figures(text: str) -> tuple[list[str], str]:
    """The digits of a number without separators, and its words without them."""
    digits = [m[0].replace(",", "").rstrip(".") for m in _DIGITS.finditer(text)]
    words = "" if digits else " ".join(text.lower().replace("-", " ").split())
    return digits, words


def _weighed(claim: Claim, match: Match, supported: Verdict) -> Verdict | None:
    """A supported number, with a doubt where what is said of it fits another one better; None where far better."""
    other = find_rival(claim, match)
    if other is None:
        said = claim.source.statement(match.source)
        is_told_so = claim.denies or (claim.is_prose and is_copied(claim, match.source))
        if said is not None and said.polarity is Polarity.FORMER and not is_told_so:
            doubt = f"The source tells it as an earlier figure, and has another one: {quote(claim.source, match.source)}."
            return supported.model_copy(update={"doubt": doubt})
        if not is_of_other_words(claim, match):
            return supported
        doubt = f"The source counts something else in other words: {quote(claim.source, match.source)}."
        return supported.model_copy(update={"doubt": doubt})
    if other.is_clear:
        return None
    doubt = (
        f"What is said of it fits another number of the source better: {quote(claim.source, other.found)}."
    )
    return supported.model_copy(update={"doubt": doubt})


def _end_of_change(claim: Claim) -> Verdict | None:
    """An end of a range that the claim gives as one: by its bound, in a headline, with the other end, or of a change."""
    for found in ranges(claim):
        moved = _end_of_move(claim, found)
        if (moved or _is_end(claim, found)) and find_conflict(claim, found, moved) is None:
            message = f"{named(claim.mention)} is an end of the source's range: {quote(claim.source, found)}."
            return verdict(claim, Status.EQUIVALENT, Reason.NOTATION, message, found)
    return None


def _end_of_move(claim: Claim, found: SourceMention) -> Endpoint | None:
    """Whether a range is a change ("fell from 105 to 102"), and the claim's number where that began or what it came to."""
    said = claim.source.statement(found)
    before = claim.source.text[max(0, found.mention.start - len("from ")) : found.mention.start]
    if said is None or " to " not in found.mention.text or not (said.direction or before == "from "):
        return None
    # A range gives its lower end first; as it is written, it may be the other way round.
    first = find_numbers(found.mention.text.partition(" to ")[0])
    is_first = bool(first) and first[0].value == claim.mention.value
    falls = said.direction is Direction.DOWN
    lower = claim.mention.value == found.mention.value
    return Endpoint.FROM if (is_first or (not first and lower is not falls)) else Endpoint.TO


def _is_end(claim: Claim, found: SourceMention) -> bool:
    mention, is_lower = claim.mention, claim.mention.value == found.mention.value
    ends = {found.mention.value, found.mention.upper} - {mention.value}
    by_bound = mention.bound in ((Bound.AT_LEAST, Bound.ABOUT) if is_lower else (Bound.AT_MOST, Bound.ABOUT))
    return by_bound or claim.in_headline or any(other.value in ends for other in claim.others)


def _rounded(claim: Claim) -> Verdict | None:
    """The source says it more precisely."""
    for found in rounded(claim):
        if find_conflict(claim, found) is None:
            message = f"{named(claim.mention)} is a rounding of the source's {quote(claim.source, found)}."
            supported = verdict(claim, Status.ROUNDED, Reason.ROUNDING, message, found)
            return _weighed(claim, Match(found, claim.unit_fit(found)), supported)
    return None


def _derived(claim: Claim) -> Verdict | None:
    """One step of arithmetic over the source's numbers gives it."""
    step = derive.derive(claim)
    if step is None:
        return None
    given = " and ".join(dict.fromkeys(named_at(claim.source, m) for m in step.operands))
    message = f"{named(claim.mention)} is not in the source; it is the {step.name} the source's {given}."
    return verdict(claim, Status.DERIVED, Reason.ARITHMETIC, message, *step.operands)


def _scaled(claim: Claim) -> Verdict | None:
    """A cell of a table gives it, in figures of a scale that the table tells: 4.6 under "million euros"."""
    if not claim.mention.is_quantity or claim.mention.upper is not None:
        return None
    told = []
    for power in _TABLE_SCALES:
        for found in claim.places((claim.mention.value / power).normalize()):
            one = scale_of(claim.source, found)
            if one is None or one.value != power or unit_fit(claim.mention, one) not in _OF_THE_SCALE:
                continue
            if fit_of_bounds(claim, found) is not BoundFit.CHANGED and not find_conflict(claim, found):
                told.append((claim.fit(found), found, one))
    if not told:
        return None
    _, found, one = max(told, key=lambda t: t[0])
    said = f"{quote(claim.source, found)}, in a table of figures in {one.text.removeprefix('1 ')}"
    message = f"{named(claim.mention)} says the same as the source in another way: {said}."
    supported = verdict(claim, Status.EQUIVALENT, Reason.NOTATION, message, found)
    return _weighed(claim, Match(found, UnitFit.SAME), supported)


def _excluded(claim: Claim) -> Verdict | None:
    """The source has it, of something else, or with another bound: the number that fits the claim best tells."""
    sound = _sound(claim) or next((Match(m, claim.unit_fit(m)) for m in rounded(claim)), None)
    other = find_rival(claim, sound) if sound else None
    if sound and other:
        message = (
            f"The source has {named(claim.mention)} ({quote(claim.source, sound.source)}), but what is said of it "
            f"fits another number far better: {quote(claim.source, other.found)}."
        )
        return verdict(claim, Status.MISATTRIBUTED, Reason.RIVAL, message, sound.source, other.found)
    told: list[tuple[float, Match, Conflict | None]] = [
        (claim.fit(match.source), match, find_conflict(claim, match.source)) for match in stated(claim)
    ]
    if not told:
        return None
    _, match, why = max(told, key=lambda t: (t[2] is None, t[0]))
    found, said = match.source, quote(claim.source, match.source)
    if why is None:
        message = (
            f"The summary gives {named(claim.mention)} as {_SAID[claim.mention.bound]}, "
            f"the source as {_SAID[found.mention.bound]}: {said}."
        )
        return verdict(claim, Status.BOUND_CHANGED, Reason.BOUND, message, found)
    message = f"The source has {named(claim.mention)}, but {why.said}: {said}."
    return verdict(claim, Status.MISATTRIBUTED, why.reason, message, found)


def _end_without_bound(claim: Claim) -> Verdict | None:
    """One end of the source's range, given as if it were all."""
    for found in ranges(claim):
        message = f"The summary's {named(claim.mention)} is one end of a range: {quote(claim.source, found)}."
        return verdict(claim, Status.BOUND_CHANGED, Reason.BOUND, message, found)
    return None


def _unit_changed(claim: Claim) -> Verdict | None:
    """The source says it of the same thing with another unit."""
    if not claim.mention.is_quantity:
        return None
    for match in same(claim):
        found = match.source
        if not found.mention.is_quantity or not _is_of_the_same(claim, found):
            continue
        units = f"{claim.mention.unit or 'none'} in the summary, {found.mention.unit or 'none'} in the source"
        message = f"The source has {named(claim.mention)} with another unit ({units}): {quote(claim.source, found)}."
        return verdict(claim, Status.UNIT_CHANGED, Reason.UNIT, message, found)
    return None


def _scale_changed(claim: Claim) -> Verdict | None:
    """The source has its figures at another power of ten, of the same thing."""
    if not claim.mention.is_quantity:
        return None
    value, one_figure = claim.mention.value, len(claim.mention.value.normalize().as_tuple().digits) == 1
    for scale in _SCALES:
        for other in (value * scale, value / scale):
            if one_figure and (scale < _TELLING or abs(other) < _TELLING):
                continue
            for found in claim.places(other.normalize()):
                if (
                    _is_of_the_same(claim, found)
                    and found.mention.is_quantity
                    and claim.unit_fit(found).value < UnitFit.APART.value
                ):
                    said = quote(claim.source, found)
                    message = f"The summary's {named(claim.mention)} has the source's figures at another scale: {said}."
                    return verdict(claim, Status.SCALE_CHANGED, Reason.SCALE, message, found)
    return None


def _is_of_the_same(claim: Claim, found: SourceMention) -> bool:
    """Whether what is said of a number of the source is enough like the claim for its digits to be no chance."""
    return claim.fit(found) >= LIKE or (claim.statement is None and claim.near(found)) or not claim.is_prose


def _outside(claim: Claim) -> Verdict | None:
    """Only the page around the article has it."""
    for found in claim.source.furniture_with_value(claim.mention.value)[:MOST]:
        if claim.unit_fit(found).value < UnitFit.APART.value:
            message = (
                f"Only the page around the article has {named(claim.mention)}: {quote(claim.source, found)}."
            )
            return verdict(claim, Status.OUTSIDE_ARTICLE, Reason.FURNITURE, message, found)
    return None


def _absent(claim: Claim) -> Verdict:
    """Nothing supports it; with the source's numbers that come nearest."""
    near = _nearest(claim)
    message = f"The source does not have {named(claim.mention)}"
    message += f"; nearest is {quote(claim.source, near[0])}." if near else " or any number like it."
    found = verdict(claim, Status.ABSENT, Reason.ABSENT, message, *near)
    return found.model_copy(update={"source_span": None})


def _nearest(claim: Claim) -> list[SourceMention]:
    """The source's numbers that could be meant: of the same kind, best by unit, by what is said of them, and by value."""

    def rank(found: SourceMention) -> tuple[int, float, Decimal, int]:
        off = abs(found.mention.value - claim.mention.value) / max(abs(claim.mention.value), Decimal(1))
        return claim.unit_fit(found).value, -claim.fit(found), off, found.mention.start

    alike = claim.source.by_kind.get(claim.mention.kind)
    near = alike.nearest(claim.mention.value, claim.fits.scores) if alike else []
    return sorted(near, key=rank)[:_MOST_CANDIDATES]


TABLE: tuple[Question, ...] = (
    _stated,
    _scaled,
    _end_of_change,
    _rounded,
    _derived,
    find_listed,
    _excluded,
    _end_without_bound,
    _unit_changed,
    _scale_changed,
    _outside,
)
