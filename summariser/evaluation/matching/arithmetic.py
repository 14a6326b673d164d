"""Numbers that the gold does not list but that follow from it in one step of arithmetic. Frozen as the yardstick is.

    sum               of two quantities, or of all of one unit that share a word     "90 jobs" of 50 and 40
    difference        of two quantities; of two percentages in percentage points     "10 more" of 50 and 40
    ratio             of two quantities, in times                                    "twice" of 80 and 40
    share, change     of two quantities, as a percentage or a fraction               "25%" of 50 and 40
    years between     two years of the gold's periods                                "nine years" of 2015 to 2024

Any number is the difference of some two, so only quantities of one unit that the sentence is about are taken: they
share a word of their `what` that stands in the sentence too, or both stand in it. An open end or a range gives nothing.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from summariser.evaluation.gold.annotations import Gold, GoldQuantity
from summariser.evaluation.matching.yardstick import (
    bound_fits,
    canonical,
    is_measured,
    kind_of,
    rounds,
    same_share,
    same_units,
    same_value,
    stems,
)
from summariser.numbers import Bound, Kind, NumberMention, find_numbers

_DEFINITE = frozenset({Bound.EXACTLY, Bound.ABOUT})
# What quantities that have nothing to do with one another share.
_SMALL = stems("""
    a about after against all an and are as at before between both by during each for from had has have how in into is
    it its more most much of on one or other over part per share since than that the their them they this those to
    total under until up was were what when where which who whole whom with within without
    amount figure number rate
""")


def follows(said: NumberMention, sentence: str, gold: Gold) -> bool:
    """Whether a number follows from the gold in one step, within the precision written; `sentence` is what holds it.

    In prose a number's unit is None where it counts; it then follows from counts alone.
    """
    if said.upper is not None:
        return False
    spoken = stems(sentence) - _SMALL
    beside = [mention.value for mention in find_numbers(sentence)]
    quantities = [q for q in gold.quantities if q.upper is None and q.bound in _DEFINITE and q.unit]
    for one, other in combinations(quantities, 2):
        both = (one, other)
        if not same_units(one.unit, other.unit):
            continue
        if _shared(both) & spoken or all(_stands(q.value, beside) for q in both):
            bound = Bound.ABOUT if Bound.ABOUT in (one.bound, other.bound) else Bound.EXACTLY
            if any(_is(said, value, unit, bound) for value, unit in _results(one, other)):
                return True
    return _is_whole_sum(said, spoken, quantities) or _is_years_between(said, sentence, spoken, gold)


def _results(one: GoldQuantity, other: GoldQuantity) -> Iterator[tuple[Decimal, str | None]]:
    """What one step makes of two quantities of one unit, each with its unit: "time" for a ratio."""
    low, high = sorted((one.value, other.value))
    is_percent = canonical(one.unit) == "percent"
    yield low + high, one.unit
    yield high - low, "percentage point" if is_percent else one.unit
    if low > 0:
        yield high / low, "time"
        if not is_percent:
            yield from ((100 * part, "percent") for part in (low / high, high / low - 1, 1 - low / high))


def _is(said: NumberMention, value: Decimal, unit: str | None, bound: Bound) -> bool:
    """Whether the number is the value, to the places written, in its unit."""
    if unit == "percent" and said.kind is Kind.CARDINAL:
        return same_share(said, value, unit) and bound_fits(said.bound, bound)
    return _has_unit(said, unit) and (
        (said.value == value and bound_fits(said.bound, bound)) or rounds(said, value, bound)
    )


def _has_unit(said: NumberMention, unit: str | None) -> bool:
    if unit == "time" or said.kind is Kind.MULTIPLE:
        return unit == "time" and said.kind is Kind.MULTIPLE
    return same_units(said.unit, unit) if said.unit else not is_measured(kind_of(unit))


def _is_whole_sum(said: NumberMention, spoken: frozenset[str], quantities: list[GoldQuantity]) -> bool:
    """Whether it is the sum of all quantities of a unit that share a word of the sentence."""
    for word in spoken:
        sharing = [q for q in quantities if word in stems(q.what)]
        for unit in {q.unit for q in sharing}:
            parts = [q for q in sharing if same_units(q.unit, unit)]
            bound = Bound.ABOUT if any(q.bound is Bound.ABOUT for q in parts) else Bound.EXACTLY
            if len(parts) > 1 and _is(said, sum((q.value for q in parts), Decimal(0)), unit, bound):
                return True
    return False


def _is_years_between(said: NumberMention, sentence: str, spoken: frozenset[str], gold: Gold) -> bool:
    """Whether it counts the years between two of one period, or between two of any that stand in the sentence."""
    if not same_units(said.unit, "year"):
        return False
    periods = [q.period for q in gold.quantities if q.period and _shared([q]) & spoken]
    spans = [_years([period]) for period in [*periods, gold.report.period or ""]]
    spans.append(_years([sentence]) & _years(q.period or "" for q in gold.quantities))
    return any(
        said.value == later - earlier and said.bound in _DEFINITE
        for span in spans
        for earlier, later in combinations(sorted(span), 2)
    )


def _years(texts: Iterable[str]) -> frozenset[int]:
    return frozenset(int(year) for text in texts for year in re.findall(r"\b(?:1[5-9]|20)\d\d\b", text))


def _shared(quantities: Iterable[GoldQuantity]) -> frozenset[str]:
    """The words that all of the quantities have in `what`, but for small ones."""
    return frozenset.intersection(*(stems(q.what) for q in quantities)) - _SMALL


def _stands(value: Decimal, beside: Iterable[Decimal]) -> bool:
    return any(same_value(other, value) for other in beside)
