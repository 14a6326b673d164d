"""Each quantity of the gold files with one field made wrong must raise an alarm.

Only quantities that verification finds right as they stand are changed; small counts are left out, since an article
has most of them somewhere. "At most" is never dropped: "a limit of 36 months" may be given as exact.
"""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from summariser import Article, Bound, find_numbers, verify
from tests.verification.example_summaries import EXAMPLES
from tests.verification.models import Quantity

RECALL = 0.97
FEW = 12
CURRENCIES = {"USD": "EUR", "EUR": "GBP", "GBP": "USD"}
LOWER = (Bound.MORE_THAN, Bound.AT_LEAST)

Change = Callable[[Quantity, frozenset[Decimal]], dict[str, Any] | None]


def _digit(quantity: Quantity, known: frozenset[Decimal]) -> dict[str, Any] | None:
    text = f"{quantity.value:f}"
    if not "1" <= text[0] <= "9":
        return None
    value = Decimal(str(int(text[0]) % 9 + 1) + text[1:])
    return None if value in known else {"value": value}


def _scale(quantity: Quantity, known: frozenset[Decimal]) -> dict[str, Any] | None:
    value = quantity.value * 1000
    return None if value in known else {"value": value}


def _flipped(quantity: Quantity, known: frozenset[Decimal]) -> dict[str, Any] | None:
    if quantity.bound in (Bound.EXACTLY, Bound.ABOUT):
        return None
    return {"bound": Bound.LESS_THAN if quantity.bound in LOWER else Bound.MORE_THAN}


CHANGES: dict[str, Change] = {
    "digit": _digit,
    "scale": _scale,
    "sign": lambda q, _: {"value": -q.value} if q.value else None,
    "currency": lambda q, _: {"unit": CURRENCIES[q.unit]} if q.unit in CURRENCIES else None,
    "percent and points": lambda q, _: {"unit": "percentage point"} if q.unit == "percent" else None,
    "bound flipped": _flipped,
    "bound dropped": lambda q, _: (
        {"bound": Bound.EXACTLY} if q.bound not in (Bound.EXACTLY, Bound.AT_MOST) else None
    ),
    "range end": lambda q, _: {"upper": q.upper + 10} if q.upper is not None else None,
}


def _right_quantities() -> Iterator[tuple[Quantity, Article, frozenset[Decimal]]]:
    for path in sorted((EXAMPLES / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        article = Article.from_file(EXAMPLES / gold["file"])
        mentions = find_numbers(article.text)
        known = frozenset(m.value for m in mentions) | frozenset(m.upper for m in mentions if m.upper)
        for entry in gold["quantities"]:
            fields = {name: entry[name] for name in ("what", "value", "upper", "bound", "unit", "period")}
            quantity = Quantity.model_validate(fields)
            if quantity.value > FEW and verify(quantity, article).ok:
                yield quantity, article, known


@pytest.fixture(scope="module")
def quantities() -> list[tuple[Quantity, Article, frozenset[Decimal]]]:
    return list(_right_quantities())


def test_most_gold_quantities_are_found_right(quantities: list[Any]) -> None:
    assert len(quantities) > 180


@pytest.mark.parametrize("kind", CHANGES)
def test_a_field_made_wrong_is_called_wrong(
    kind: str, quantities: list[tuple[Quantity, Article, frozenset[Decimal]]]
) -> None:
    tried, missed = 0, []
    for quantity, article, known in quantities:
        changed = CHANGES[kind](quantity, known)
        if changed:
            tried += 1
            if verify(quantity.model_copy(update=changed), article).ok:
                missed.append(f"{quantity.what}: {quantity.value} {changed}")
    assert tried >= 5
    assert len(missed) <= (1 - RECALL) * tried, f"{len(missed)} of {tried}: {missed}"
