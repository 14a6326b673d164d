"""Whether a number of a summary is right by the gold, which knows nothing of the verifier's verdict."""

from dataclasses import replace
from functools import lru_cache

from summariser.evaluation.gold import GoldQuantity
from summariser.evaluation.matching import same_unit, same_value
from summariser.evaluation.metrics.measure import Case
from summariser.evaluation.record import Judged, Said
from summariser.numbers import Bound, Kind, NumberMention, find_numbers
from summariser.verification import Status
from summariser.verification.compare import BoundFit, bound_fit, is_rounding, same_share
from summariser.verification.headline import is_headline


def right(case: Case, claim: Judged) -> bool | None:
    """Whether some gold quantity says what the number says; None where the gold cannot tell.

    Right is also a rounding, a percentage for a share, and "at least" for "more than"; a number in prose may
    leave its unit out. A sum or difference of the source's numbers, which the gold does not list, is not judged,
    nor is what the gold lists as no quantity.
    """
    said = claim.said
    if said is None or claim.status is Status.DERIVED or _is_no_quantity(case, said):
        return None
    in_field = any(claim.path.startswith(f"{figure.path}.") for figure in case.output.figures)
    short = is_headline(claim.text) if not in_field else False
    return any(
        _says(_mention(said), quantity, in_field=in_field, short=short)
        for quantity in case.item.gold.quantities
    )


def _says(mention: NumberMention, gold: GoldQuantity, *, in_field: bool, short: bool) -> bool:
    stated = replace(
        mention, value=gold.value, upper=gold.upper, bound=gold.bound, unit=gold.unit, kind=_kind_of(gold)
    )
    if same_value(mention.value, gold.value) and same_value(mention.upper, gold.upper):
        bound_is_left_out = short and mention.bound is Bound.EXACTLY
        fits = bound_is_left_out or bound_fit(mention, stated) is not BoundFit.CHANGED
        return fits and (same_unit(mention.unit, gold) or (not in_field and mention.unit is None))
    if same_share(mention, stated):
        return bound_fit(mention, stated) is not BoundFit.CHANGED
    return is_rounding(mention, stated) and (same_unit(mention.unit, gold) or mention.unit is None)


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


def _kind_of(gold: GoldQuantity) -> Kind:
    found = find_numbers(f"5 {gold.unit}") if gold.unit else []
    return found[0].kind if len(found) == 1 else Kind.CARDINAL


def _is_no_quantity(case: Case, said: Said) -> bool:
    return any(said.value == value for value in _values(case.item.gold.not_quantities)) and not any(
        same_value(said.value, quantity.value) for quantity in case.item.gold.quantities
    )


@lru_cache(maxsize=512)
def _values(pieces: tuple[str, ...]) -> frozenset[object]:
    return frozenset(mention.value for piece in pieces for mention in find_numbers(piece))
