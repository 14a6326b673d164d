"""Whether one step of arithmetic over the source's numbers gives a claim's number, and the claim speaks of such a step."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading import Endpoint, Period, Polarity, WrittenDate
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.conflicts import find_conflict
from summariser.verification.claims.support import LIKE, NAMED, ranges, same, stated
from summariser.verification.matching.compare import (
    LOWER,
    UPPER,
    is_rough_share,
    is_rounding,
    share_of,
    unit_fit,
    written_step,
)
from summariser.verification.matching.lexicon import TIME_UNITS
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.arithmetic import Arithmetic, Operand, Operation, Step
from summariser.verification.source.dated import DateIndex
from summariser.verification.source.index import SourceMention

# How far around its value a claim's steps are looked for: a rounding is no farther. By judgement, so that few derive by
# chance (benchmarks/accuracy/chance.py measures it); so are those below.
_NEAR = Decimal("1.35")
# A sum may be rounded, where that is announced: "nearly 600,000" for 598,000.
_SUM_OFF = Decimal("0.03")
# "Twice" is not 1.8 times.
_MULTIPLE_OFF = Decimal("0.08")
_POINTS = ("percentage point", "point")
# How well the claim has to fit one operand, and every one of them.
_FITS, _FITS_ALL = 0.2, 0.05
_LEAD = 0.25
# How well an operand fits that the claim's sentence gives itself.
_SAID = 0.6
# Steps that compare: the words of the claim need be those of one side only.
_COMPARING = frozenset({Operation.DIFFERENCE, Operation.MULTIPLE, Operation.CHANGE})
_DAYS = {"day": 1, "week": 7}
_FEW = 6  # dates of a sentence
_ANY_YEAR = 2023  # of two days without a year
_MONTHS = {"month": 1, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a claim's number follows: what is done, in words, with which numbers or dates of the source."""

    name: str
    operands: tuple[SourceMention, ...]


def derive(claim: Claim) -> Derivation | None:
    """The step that gives the claim's number, of several the one whose operands fit it best."""
    mention = claim.mention
    if not mention.is_quantity or mention.upper is not None or not mention.value or _is_an_age(claim):
        return None
    if mention.unit in TIME_UNITS and (elapsed := _elapsed(claim)):
        return elapsed
    best: tuple[float, Step] | None = None
    said = frozenset(m.value for m in claim.others if m.start != mention.start and m.upper is None)
    for step in _steps(claim, said):
        if not (_gives(claim, step) and _is_of_unit(claim, step)):
            continue
        fits = [_SAID if o.value in said else _fit(claim, o) for o in step.operands]
        fit = max(fits) if step.operation in _COMPARING else sum(fits) / len(fits)
        # What the claim's sentence gives itself needs no words that tell, if figures make a chance unlikely.
        given = _SAID in fits and step.together and (_figures(mention) > 1 or share_of(mention) is not None)
        fitting = max(fits) >= _FITS and (given or min(fits) >= _FITS_ALL)
        if fitting and _is_meant(claim, step, given=given) and (best is None or fit > best[0]):
            best = fit, step
    if best is None:
        return _rest_of_all(claim)
    # What the source states is derived only where that is clearly told of something else.
    told = [*(m.source for m in stated(claim)), *ranges(claim)]
    told += [m.source for m in same(claim) if claim.fit(m.source) >= LIKE]
    told = [found for found in told if find_conflict(claim, found) is None]
    operands = tuple(o.place for o in best[1].operands)
    beside = {operand.sentence for operand in operands}
    if told and not (claim.steps or (claim.statement and claim.statement.direction)):
        return None
    if any(claim.fit(found) + _LEAD > best[0] or found.sentence in beside for found in told):
        return None
    return Derivation(best[1].operation.value, operands)


def _fit(claim: Claim, operand: Operand) -> float:
    """How well the claim fits an operand; that it counts the same noun tells as much as a few words."""
    counts = claim.mention.kind is Kind.CARDINAL and claim.mention.unit and _counts(claim, operand)
    return claim.fit(operand.place) + (_FITS if counts else 0.0)


def _steps(claim: Claim, said: frozenset[Decimal]) -> Iterator[Step]:
    """The steps with about the claim's value, and those between numbers that the claim's sentence gives, too."""
    share = share_of(claim.mention)
    value = share * 100 if share is not None else claim.mention.value
    arithmetic = Arithmetic.of(claim.source)
    yield from arithmetic.between(value / _NEAR, value * _NEAR, value, claim.fits.ranked)
    yield from arithmetic.among(said)


def _gives(claim: Claim, step: Step) -> bool:
    """Whether a step's value is the claim's, as far as that is written, or past the bound that it announces."""
    mention, value = claim.mention, step.value
    share = share_of(mention)
    if share is not None and mention.unit != "percent":
        near = is_rough_share(mention, value / 100)
        return near and step.operation in (Operation.SHARE, Operation.CHANGE)
    if value == mention.value:
        return True
    if (mention.bound in LOWER and value < mention.value) or (
        mention.bound in UPPER and value > mention.value
    ):
        return False
    found = replace(mention, value=value, text=f"{value:f}", bound=Bound.EXACTLY)
    if step.operation in (Operation.SUM, Operation.DIFFERENCE):
        announced = mention.bound is Bound.ABOUT or mention.bound in LOWER
        near = abs(value - mention.value) <= mention.value * _SUM_OFF
        return announced and near and is_rounding(mention, found)
    if mention.bound is not Bound.EXACTLY and is_rounding(mention, found):
        return True
    off = abs(value - mention.value)
    most = mention.value * _MULTIPLE_OFF if mention.kind is Kind.MULTIPLE else off
    return off <= min(written_step(mention) / 2, most)


def _is_of_unit(claim: Claim, step: Step) -> bool:
    mention, units = claim.mention, {o.unit for o in step.operands}
    of_share = step.operation in (Operation.SHARE, Operation.CHANGE)
    if mention.unit == "percent" and units == {"percent"}:
        return step.operation is Operation.SUM and "sum" in claim.steps
    if share_of(mention) is not None:
        return of_share
    if of_share:
        return False
    if mention.kind is Kind.MULTIPLE or step.operation is Operation.MULTIPLE:
        return mention.kind is Kind.MULTIPLE and step.operation is Operation.MULTIPLE
    if step.operation in (Operation.PART, Operation.REST, Operation.QUOTIENT):
        return _counts(claim, step.operands[0])
    if units == {"percent"}:
        return mention.unit in _POINTS and step.operation is Operation.DIFFERENCE
    return all(_counts(claim, operand) for operand in step.operands)


def _counts(claim: Claim, operand: Operand) -> bool:
    """Whether an operand may be of what the claim counts; without a unit, the claim's words have to tell."""
    if operand.unit == "percent":
        return False
    if claim.mention.unit is None:
        return operand.place.mention.unit not in TIME_UNITS
    return unit_fit(claim.mention, replace(operand.place.mention, unit=operand.unit)) in NAMED


def _is_meant(claim: Claim, step: Step, *, given: bool) -> bool:
    """Whether the claim says by its words that it is such a step, or the source does, and of the same way."""
    said, steps = claim.statement, claim.steps
    if said is None:
        return False
    way, turned = step.way, said.direction is not None or said.endpoint is Endpoint.BY
    if said.direction and way is not None and said.direction is not way:
        return False
    is_rest = "rest" in steps or said.polarity is Polarity.DENIED
    at_end = said.endpoint is Endpoint.TO or (said.endpoint is Endpoint.FROM and not step.is_told)
    if turned and at_end and step.operation in (Operation.SUM, Operation.DIFFERENCE):
        return False  # what something came to, the source says as such
    if step.operation is Operation.SUM:
        return step.together or "sum" in steps
    if step.operation is Operation.CHANGE:
        if said.direction is not None and step.direction is not said.direction:
            return False
        return turned or "difference" in steps
    if given or step.is_told:
        return True
    if step.operation is Operation.DIFFERENCE:
        return turned or is_rest or "difference" in steps
    if step.operation is Operation.REST:
        return is_rest
    if step.operation is Operation.PART:
        return _figures(claim.mention) > 1
    return True


def _figures(mention: NumberMention) -> int:
    """How many figures a number has, without zeros at its end: the more, the less does a step give it by chance."""
    return len(mention.value.normalize().as_tuple().digits)


def _is_an_age(claim: Claim) -> bool:
    """Whether a number of years is somebody's age: "16-year-old", "Ann Bo, 26,". Ages do not add up."""
    return claim.mention.unit == "year" and "old" in claim.mention.text


def _rest_of_all(claim: Claim) -> Derivation | None:
    """What a share leaves of 100%: "the other 99%"."""
    mention = claim.mention
    if mention.unit != "percent" or "rest" not in claim.steps:
        return None
    for found in claim.places(100 - mention.value):
        if found.mention.unit == "percent" and found.mention.upper is None and claim.near(found):
            return Derivation("rest that is left of 100% by", (found,))
    return None


def _elapsed(claim: Claim) -> Derivation | None:
    """The time between two dates of one sentence or two that follow, or from one to the day of publication."""
    source, published = claim.source, claim.source.article.published
    today = Period(published.year, published.month, published.day) if published else None
    dated = DateIndex.of(source).dated
    for at in _fitting(claim, dated):
        one = dated[at]
        place = source.place(one)
        if today and _is_span(claim, one.parts, today) and claim.near(place):
            return Derivation("time to the day of publication from", (place,))
        for other in dated[at + 1 : at + 6]:
            end = source.place(other)
            if (end.sentence or 0) - (place.sentence or 0) > 1:
                break
            if _is_span(claim, one.parts, other.parts) and (claim.near(place) or claim.near(end)):
                return Derivation("time between", (place, end))
    return None


def _fitting(claim: Claim, dated: Sequence[WrittenDate]) -> Iterable[int]:
    """The places of the dates in a list, or where they are many the first and those of sentences that the claim fits."""
    if len(dated) <= MOST:
        return range(len(dated))
    chosen = set(range(MOST))
    for _, start in claim.fits.ranked:
        number = claim.source.sentence_at(start)
        if number is not None:
            sentence = claim.source.sentence(number)
            low, high = (bisect_left(dated, end, key=_start) for end in (sentence.start, sentence.end))
            chosen.update(range(low, min(high, low + _FEW)))
    return sorted(chosen)


def _start(written: WrittenDate) -> int:
    return written.start


def _is_span(claim: Claim, one: Period, other: Period) -> bool:
    """Whether the claim's number is the time from one date to another, as far as both are given."""
    mention, unit = claim.mention, claim.mention.unit or ""
    if one.year is None and other.year is None:
        one, other = replace(one, year=_ANY_YEAR), replace(other, year=_ANY_YEAR)
    days = one.days, other.days
    if days[0] is None or days[1] is None:
        return False
    if unit in _DAYS:
        if one.day is None or other.day is None:
            return False
        off = abs((days[1][0] - days[0][0]).days)
        return _rounds(mention, Decimal(off) / _DAYS[unit])
    if unit not in _MONTHS:
        return False
    by_month = one.month is not None and other.month is not None
    if unit == "month" and not by_month:
        return False
    if not by_month:
        return _rounds(mention, Decimal(abs(days[1][0].year - days[0][0].year) * 12) / _MONTHS[unit])
    months = abs(_months(days[1][0]) - _months(days[0][0]))
    # From January to April there are three months, or four with both.
    spans = [Decimal(months)] if one.day and other.day else [Decimal(months), Decimal(months + 1)]
    if unit != "month":
        spans += [Decimal(abs(days[1][0].year - days[0][0].year) * 12)]
    return any(_rounds(mention, span / _MONTHS[unit]) for span in spans)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _rounds(mention: NumberMention, span: Decimal) -> bool:
    if span == mention.value:
        return True
    found = replace(mention, value=span, text=f"{span:f}", bound=Bound.EXACTLY)
    return mention.bound is not Bound.EXACTLY and is_rounding(mention, found)
