"""A number in JSON of any make is read with the unit and the bound that stand in the keys beside it."""

from typing import Any

import pytest

from summariser import verify

SOURCE = (
    "The harbour council spent 7.2 million euros on 14 cranes. Roughly 310 dockers were trained in 2019. "
    "The new quay covers at least 65 square metres, and 9 per cent of it is roofed. The trust behind it holds "
    "$4.5 billion and moved 38 thousand tonnes of grain."
)

RIGHT: list[dict[str, Any]] = [
    {"cost": 7.2, "unit": "million euros"},
    {"cost": 7.2, "unit": "EUR m"},
    {"cost": 7.2, "unit": "€m"},
    {"cost": "7.2", "unit": "EUR (millions)"},
    {"cost": "€7.2", "unit": "million"},
    {"cost": 7.2, "currency": "EUR", "scale": "million"},
    {"value": 7.2, "unit": "millions of euros"},
    {"value": "7.2 million", "currency": "euros"},
    {"assets": 4.5, "unit": "bn US dollars"},
    {"assets": "4.5", "unit": "US$bn"},
    {"dockers": 310, "qualifier": "approximately"},
    {"value": 310, "bound": "about", "unit": "dockers"},
    {"count": "310", "bound": "circa", "unit": "dockers"},
    {"area": 65, "unit": "m²", "bound": "minimum"},
    {"area": 65, "unit": "sq m", "comparator": "≥"},
    {"value": 9, "unit": "per cent"},
    {"grain": 38, "unit": "thousand tonnes of grain"},
    {"cranes": 14, "cost": 7.2, "unit": "million euros"},  # a unit beside several numbers is of one of them
    {"costs": [7.2], "unit": "million euros"},
]


@pytest.mark.parametrize("record", RIGHT, ids=str)
def test_a_number_is_read_with_the_words_beside_it(record: dict[str, Any]) -> None:
    verification = verify(record, SOURCE)

    assert [v for v in verification.verdicts if not v.ok] == []
    assert verification.verdicts
    assert verification.unchecked == ()


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"cost": 7.2, "unit": "billion euros"}, "cost", "scale_changed"),
    ({"cost": 7.2, "unit": "euros"}, "cost", "scale_changed"),
    ({"cost": 7.2, "unit": "million dollars"}, "unit", "unit_changed"),
    ({"cost": "7.2", "currency": "USD", "scale": "million"}, "currency", "unit_changed"),
    ({"dockers": 310, "qualifier": "more than"}, "qualifier", "bound_changed"),
    ({"area": 65, "unit": "m²", "bound": "at most"}, "bound", "bound_changed"),
    ({"value": 9, "unit": "percentage points"}, "unit", "unit_changed"),
    ({"dockers": "310+", "unit": "dockers"}, "dockers", "bound_changed"),
    ({"costs": [7.2, 8.1], "unit": "million euros"}, "costs.1", "absent"),
]


@pytest.mark.parametrize(("record", "path", "status"), WRONG, ids=str)
def test_a_wrong_unit_or_bound_beside_a_number_is_found_where_it_stands(
    record: dict[str, Any], path: str, status: str
) -> None:
    wrong = [v for v in verify(record, SOURCE).verdicts if not v.ok]

    assert [(v.path, v.status.value) for v in wrong] == [(path, status)]


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"value": 310, "bound": "in a way", "unit": "dockers"}, "bound"),
        ({"cost": {"harbour": 7.2}, "unit": "million euros"}, "unit"),
        ({"value": 65, "unit": "m2 of quay 3"}, "unit"),
        ({"value": 310, "upper": 320, "unit": "100"}, "unit"),
    ],
    ids=str,
)
def test_what_cannot_be_read_beside_a_number_is_listed(record: dict[str, Any], path: str) -> None:
    assert path in [u.path for u in verify(record, SOURCE).unchecked]


@pytest.mark.parametrize(
    "record",
    [
        {"cranes": 14, "period": "year"},  # a label is no unit
        {"cranes": 14, "note": "Bought from a yard in the north, over three years of talks."},
        {"cranes": 14, "frequency": "month"},
        {"dockers": 310, "name": "Pound"},
    ],
    ids=str,
)
def test_words_that_are_no_unit_or_bound_change_nothing(record: dict[str, Any]) -> None:
    first = verify(record, SOURCE).verdicts[0]

    assert first.ok
