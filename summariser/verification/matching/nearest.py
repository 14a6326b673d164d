"""Of many numbers of a source those that a claim may mean: a claim costs no more where the source is longer.

Where they are few, as in any article, all are taken. Of more, those that the claim's words fit, and the first or nearest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

# Numbers that are looked at in one place; by judgement, so that time stays linear.
MOST = 200


class Placed(Protocol):
    """What stands at an offset of the source's text."""

    @property
    def start(self) -> int: ...


Place = TypeVar("Place", bound=Placed)


class Ordered(Generic[Place]):
    """Places in the order of a measure of theirs, as a value or a share."""

    def __init__(self, measured: Iterable[tuple[Decimal, Place]]) -> None:
        pairs = sorted(measured, key=lambda pair: pair[0])
        self._measures = [measure for measure, _ in pairs]
        self._places = [place for _, place in pairs]
        self._at = {place.start: at for at, place in enumerate(self._places)}

    def between(self, low: Decimal, high: Decimal, middle: Decimal, fitting: Collection[int]) -> list[Place]:
        """Those from `low` to `high`, by measure: all, or those nearest to `middle` and those at the offsets `fitting`."""
        return self._chosen(
            bisect_left(self._measures, low), bisect_right(self._measures, high), middle, fitting
        )

    def nearest(self, middle: Decimal, fitting: Collection[int]) -> list[Place]:
        """Those nearest to `middle`, and those at the offsets `fitting`."""
        return self._chosen(0, len(self._places), middle, fitting)

    def _chosen(self, first: int, last: int, middle: Decimal, fitting: Collection[int]) -> list[Place]:
        if last - first <= MOST:
            return self._places[first:last]
        begin = max(first, bisect_left(self._measures, middle, first, last) - MOST // 2)
        chosen = set(range(begin, min(last, begin + MOST)))
        chosen.update(at for start in fitting if first <= (at := self._at.get(start, -1)) < last)
        return [self._places[at] for at in sorted(chosen)]
