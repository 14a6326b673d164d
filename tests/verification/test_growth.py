"""A claim costs the same whatever the length of its source, and finds what is meant among very many of its like."""

import time

import pytest

from summariser import Article, verify, verify_text
from summariser.verification import Status

LIMIT_S = 4.0  # of processor time, on a busy machine; what grows with the square takes five to a hundred times as long
CLAIM = (
    "The office counted 40 wugs in 2019 and 50 in 2020, 3 percent more than in March 2024, Ann Lee said on Monday at 7:30. "
    "It was a third, twice as many as 41 on Flight 370, 3 weeks, 5 March 2024, and 61,500. "
)


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("On 5 March 2024 the council met. ", 50_000),
        ("It came in 2019. ", 40_000),
        ("7 ", 8_000),
        ("7: ", 8_000),
        ("A third, or 33%, of 40%, half. ", 30_000),
        ("Flight 370 and MH370 left Gate 12. ", 40_000),
        ("The figure of 40 was withdrawn. ", 40_000),
        ("- 40 wugs\n", 20_000),
        ("40\t", 12_000),
        ("Two weeks, a decade, 5 years ago. ", 20_000),
        ("There are three: Arlen, Borsk and Celm, said two of 40 men. ", 30_000),
    ],
)
def test_text_and_source_of_one_kind(unit: str, size: int) -> None:
    """Dates, equal numbers, shares, names, lists, tables and takings back, a thousand of each."""
    text = unit * (size // len(unit))
    start = time.process_time()
    verify_text(text, source=text)
    assert time.process_time() - start < LIMIT_S


@pytest.mark.parametrize(
    "part",
    [
        {"value": 40, "unit": "wug", "what": "wugs", "evidence": [1]},
        {"who": "Ann Borsk Celm"},
        {"who": "ABC"},
        {"text": "We lost it all", "speaker": "Lee"},
        {"note": "On Friday it rained on 40 of them."},
        {"evidence": list(range(1, 40)), "value": 41},
    ],
    ids=str,
)
def test_objects_of_many_parts(part: dict[str, object]) -> None:
    """Each part costs the same, however many there are, and however long the source."""
    source = Article.from_text("The office in Arlen Bay counted 40 wugs on Monday. " * 600)
    start = time.process_time()
    verify({"parts": [part] * 400, "text": "It counted 40 wugs, 7 of 12. " * 300}, source)
    assert time.process_time() - start < LIMIT_S


MANY = "".join(
    f"The mill in Arlen sold 40 wugs to {name}ville. " for name in ("An", "Bo", "Ce", "Du", "Ek") * 100
)


@pytest.mark.parametrize(
    ("claim", "told", "status"),
    [
        ("Borsk lost 40 boats.", "Borsk lost 40 boats.", Status.EXACT),
        ("Borsk lost nearly 400 boats.", "Borsk lost 398 boats.", Status.ROUNDED),
        ("Borsk lost 5 to 7 boats.", "Borsk lost 5 to 7 boats.", Status.EXACT),
        ("A quarter of the boats of Borsk sank.", "In Borsk 25% of the boats sank.", Status.EQUIVALENT),
        ("Borsk rebuilt it in 14 days.", "Borsk rebuilt it in two weeks.", Status.EQUIVALENT),
        ("Borsk lost 16 boats more.", "Borsk lost 74 boats, against 58 boats before.", Status.DERIVED),
        ("Borsk met on 5 March 2024.", "Borsk met on 5 March 2024.", Status.EXACT),
        ("Borsk met at 7:30 pm.", "Borsk met at 7:30.", Status.EQUIVALENT),
        ("Flight 370 left Borsk.", "Flight 370 left Borsk.", Status.EXACT),
    ],
)
def test_what_is_meant_is_found_among_very_many(claim: str, told: str, status: Status) -> None:
    """Before and behind five hundred sentences with equal numbers it is the same."""
    alone = verify_text(claim, source=told)
    for source in (f"{MANY}{told}", f"{told} {MANY}"):
        found = verify_text(claim, source=source)
        assert {v.status for v in found} == {v.status for v in alone} == {status}
        assert found[0].source_span
        start, end = found[0].source_span
        assert source[start:end] in told
