"""Whether a number of a summary is right by the gold, which knows nothing of the verifier's verdict."""

from dataclasses import replace
from functools import lru_cache

from summariser.evaluation.gold import GoldQuantity
from summariser.evaluation.matching import same_unit, same_value
from summariser.evaluation.metrics.measure import Case
from summariser.evaluation.record import Judged, Said
from summariser.numbers import Bound, Kind, NumberMention, find_numbers
from summariser.verification import Status
from summariser.verification.compare import MEASURED, BoundFit, bound_fit, is_rounding, same_share
from summariser.verification.headline import is_headline


def right(case: Case, claim: Judged) -> bool | None:
    """Whether some gold quantity says what the number says; None where the gold cannot tell.

    A number is wrong that no gold quantity has, or that has another bound or another unit than it. Right is also
    what says less: a rounding, a percentage for a share, "at least" for "more than", a number without its unit or
    without what it is per. A sum or difference of the source's numbers, which the gold does not list, is not
    judged, nor is what the gold lists as no quantity. In prose, what a count counts is not judged.
    """
    said = claim.said
    if said is None or claim.status is Status.DERIVED or _is_no_quantity(case, said):
        return None
    in_field = any(claim.path.startswith(f"{figure.path}.") for figure in case.output.figures)
    may_leave_bound_out = not in_field and said.bound is Bound.EXACTLY and is_headline(claim.text)
    mention = _mention(said) if in_field else _without_noun(_mention(said))
    return any(_says(mention, quantity, may_leave_bound_out) for quantity in case.item.gold.quantities)


def _without_noun(mention: NumberMention) -> NumberMention:
    """In prose a counted noun is what the finder takes for one ("1,214 measles cases"), not what the summary says."""
    return mention if mention.kind in MEASURED else replace(mention, unit=None)


def _says(mention: NumberMention, gold: GoldQuantity, may_leave_bound_out: bool) -> bool:
    stated = replace(
        mention,
        value=gold.value,
        upper=gold.upper,
        bound=gold.bound,
        unit=gold.unit,
        kind=_kind_of(gold.unit),
    )
    fits = may_leave_bound_out or bound_fit(mention, stated) is not BoundFit.CHANGED
    if same_value(mention.value, gold.value) and same_value(mention.upper, gold.upper):
        return fits and _unit_is_not_another(mention.unit, gold)
    if same_share(mention, stated):
        return fits
    return is_rounding(mention, stated) and _unit_is_not_another(mention.unit, gold)


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
        Kind(said.kind),
        said.unit,
    )


@lru_cache(maxsize=1024)
def _kind_of(unit: str | None) -> Kind:
    found = find_numbers(f"5 {unit}") if unit else []
    return found[0].kind if len(found) == 1 else Kind.CARDINAL


def _is_no_quantity(case: Case, said: Said) -> bool:
    return any(said.value == value for value in _values(case.item.gold.not_quantities)) and not any(
        same_value(said.value, quantity.value) for quantity in case.item.gold.quantities
    )


@lru_cache(maxsize=512)
def _values(pieces: tuple[str, ...]) -> frozenset[object]:
    return frozenset(mention.value for piece in pieces for mention in find_numbers(piece))
