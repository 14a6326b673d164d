"""Whether a number of a summary is right by the gold, which knows nothing of the verifier's verdict."""

import re
from dataclasses import replace
from functools import lru_cache

from summariser.evaluation.gold.annotations import GoldQuantity
from summariser.evaluation.matching.arithmetic import follows
from summariser.evaluation.matching.quantities import same_unit
from summariser.evaluation.matching.yardstick import bound_fits, is_measured, rounds, same_share, same_value
from summariser.evaluation.metrics.measure import Case
from summariser.evaluation.records.record import Judged, Said
from summariser.numbers import Bound, Kind, NumberMention, find_numbers


def right(case: Case, claim: Judged) -> bool | None:
    """Whether the gold says what the number says; None where it lists it as no quantity, and so cannot tell.

    A number is wrong that no gold quantity has, or that has another bound or another unit than it. Right is also
    what says less: a rounding, a percentage for a share, "at least" for "more than", a number without its unit or
    without what it is per; and what follows from gold quantities in one step of arithmetic, unless it is a number
    that may not appear. In prose, what a count counts is not judged; a field `headline` may leave a bound out.
    """
    said, gold = claim.said, case.item.gold
    if said is None or _is_no_quantity(case, said):
        return None
    figure = next((f for f in case.output.figures if claim.path == f"{f.path}.value"), None)
    mention = _mention(said) if figure else in_prose(_mention(said))
    if any(says(mention, quantity, claim.path) for quantity in gold.quantities):
        return True
    if is_forbidden(case, said):
        return False
    sentence = f"{figure.what}, {figure.period}" if figure else _sentence(case.output.text(claim.path), said)
    return follows(mention, sentence, gold)


def in_prose(mention: NumberMention) -> NumberMention:
    """The number without its noun: in prose a counted noun is what the finder takes for one ("1,214 measles cases"), not what the summary says."""
    return mention if is_measured(mention.kind) else replace(mention, unit=None)


def says(mention: NumberMention, gold: GoldQuantity, path: str) -> bool:
    """Whether the number at a path is the quantity or says less; a field `headline` may leave its bound out."""
    unbound = mention.bound is Bound.EXACTLY and path.rpartition(".")[2] == "headline"
    bound = Bound.EXACTLY if unbound else gold.bound
    if same_value(mention.value, gold.value) and same_value(mention.upper, gold.upper):
        return bound_fits(mention.bound, bound) and _unit_is_not_another(mention.unit, gold)
    if mention.upper is not None or gold.upper is not None:
        return False
    if same_share(mention, gold.value, gold.unit):
        return bound_fits(mention.bound, bound)
    return rounds(mention, gold.value, bound) and _unit_is_not_another(mention.unit, gold)


def _unit_is_not_another(unit: str | None, gold: GoldQuantity) -> bool:
    """Whether the unit is the gold's, or leaves out what that is per, or is left out."""
    whole = gold.unit.partition(" per ")[0] if gold.unit else None
    return unit is None or same_unit(unit, gold) or same_unit(unit, gold.model_copy(update={"unit": whole}))


def _mention(said: Said) -> NumberMention:
    return NumberMention(
        said.start,
        said.start + len(said.text),
        said.text,
        said.value,
        said.upper,
        Bound(said.bound),
        Kind.MULTIPLE if said.unit == "time" else Kind(said.kind),
        said.unit,
    )


def _sentence(text: str, said: Said) -> str:
    """The sentence of a text in which the number stands."""
    ends = [m.end() for m in re.finditer(r"[.!?]\s+|\n+", text)]
    start = max((end for end in ends if end <= said.start), default=0)
    end = min((end for end in ends if end > said.start), default=len(text))
    return text[start:end]


def is_forbidden(case: Case, said: Said) -> bool:
    """Whether the page's furniture has the number, or what may not appear."""
    gold = case.item.gold
    return said.value in _values((*gold.furniture_numbers, *gold.must_not_appear))


def _is_no_quantity(case: Case, said: Said) -> bool:
    return said.value in _values(case.item.gold.not_quantities) and not any(
        same_value(said.value, quantity.value) for quantity in case.item.gold.quantities
    )


@lru_cache(maxsize=512)
def _values(pieces: tuple[str, ...]) -> frozenset[object]:
    return frozenset(mention.value for piece in pieces for mention in find_numbers(piece))
