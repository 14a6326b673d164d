"""A change told by a sign and one told by a word are the same statement, if they go the same way."""

from typing import Any

import pytest

from summariser import verify, verify_text

SAME = [
    ("Herring catch: -14%.", "The herring catch fell by 14%."),
    ("Herring catch, change: -14 per cent", "The herring catch dropped 14 per cent on the year."),
    ("The herring catch fell 14%.", "Herring catch: -14%"),
    ("Ticket sales: +6%.", "Ticket sales rose 6% in spring."),
    ("Ticket sales rose 6%.", "Ticket sales (+6%) were the best in years."),
    ("Staff: -35.", "The number of staff shrank by 35."),
    ("Ticket sales: -6%.", "Ticket sales: -6%."),
    ("The rate was -0.5%.", "The rate went up to -0.5%."),
]
OTHER = [
    ("Herring catch: +14%.", "The herring catch fell by 14%."),
    ("Herring catch: -14%.", "The herring catch rose by 14%."),
    ("The herring catch rose 14%.", "Herring catch: -14%"),
    ("The herring catch fell 14%.", "Herring catch: +14%"),
    ("Herring catch: -14%.", "Some 14% of the herring catch was sold abroad."),
    ("Herring catch: -14%.", "The share of herring in the catch fell to 14%."),
    ("It was -14 degrees at the quay.", "It was 14 degrees at the quay."),
    ("Herring catch: -14%.", "The herring catch fell by 14 tonnes."),
]


@pytest.mark.parametrize(("text", "source"), SAME)
def test_a_change_of_the_same_way_is_supported(text: str, source: str) -> None:
    verdicts = verify_text(text, source=source)

    assert verdicts
    assert all(v.ok for v in verdicts)


@pytest.mark.parametrize(("text", "source"), OTHER)
def test_a_change_of_the_other_way_or_none_is_not(text: str, source: str) -> None:
    assert not all(v.ok for v in verify_text(text, source=source))


@pytest.mark.parametrize(
    ("record", "ok"),
    [
        ({"catch_change_pct": -14}, True),
        ({"value": -14, "unit": "percent", "what": "herring catch"}, True),
        ({"value": -14, "unit": "tonnes"}, False),
        ({"value": -15, "unit": "percent"}, False),
        ({"change": "-14%"}, True),
        ({"change": "+14%"}, False),
    ],
)
def test_a_field_with_a_sign_is_a_change(record: dict[str, Any], ok: bool) -> None:
    assert all(v.ok for v in verify(record, "The herring catch fell by 14%.").verdicts) is ok
