"""What is right by the gold whatever its verdict: numbers that the gold lists, and what follows from them in one step."""

from decimal import Decimal
from typing import Any

import pytest

from summariser.evaluation.gold.annotations import Gold
from summariser.evaluation.gold.corpus import Item
from summariser.evaluation.metrics import Case
from summariser.evaluation.metrics.verdicts.truth import right
from summariser.evaluation.records.output import Output
from summariser.evaluation.records.prices import Prices
from summariser.evaluation.records.record import Judged, Said
from summariser.numbers import find_numbers
from summariser.verification import Check, Status
from tests.evaluation.making import GOLD, ITEM, case, quantity, summary


def _gold(value: object, unit: str | None, what: str, bound: str = "exactly", **more: Any) -> dict[str, Any]:
    given = {"text": f"{value} {what}", "upper": None, "period": None, "core": True} | more
    return {"value": value, "unit": unit, "what": what, "bound": bound, **given}


QUANTITIES = [
    _gold(50, "ferry", "ferries that sank in the north"),
    _gold(40, "ferry", "ferries that sank in the south"),
    _gold(30, "ferry", "ferries that sank in the east"),
    _gold(7, "ferry", "new boats ordered in the end"),
    _gold(80, "pilot", "pilots trained"),
    _gold(8000000, "EUR", "cost of the inquiry", period="2015 to 2024"),
    _gold(2000000, "EUR", "cost promised for the inquiry", period="2021"),
    _gold(64, "percent", "turnout of crews at the ballot", period="2025"),
    _gold(Decimal("61.5"), "percent", "turnout of crews before", period="2019"),
    _gold(300, "buoy", "buoys laid in spring", "more_than"),
    _gold(200, "buoy", "buoys laid in autumn"),
    _gold(90, "lamp", "lamps bought in May", "about"),
    _gold(70, "lamp", "lamps bought in June"),
]
OWN = Item(
    "ferries",
    Gold.model_validate(
        GOLD | {"quantities": QUANTITIES, "furniture_numbers": ["20 boats"], "must_not_appear": ["89 ferries"],
                "not_quantities": ["2025", "Pier 17"]}
    ),
    ITEM.article,
    "0" * 64,
)  # fmt: skip


def _truth(prose: str, number: str, status: Status = Status.EXACT, field: str = "abstract") -> bool | None:
    """What the gold says of the number with this text in the prose of the field."""
    made = summary(abstract=prose) if field == "abstract" else summary(headline=prose)
    (found,) = (m for m in find_numbers(prose) if m.text == number)
    said = Said(
        text=found.text,
        start=found.start,
        value=found.value,
        upper=found.upper,
        bound=found.bound,
        kind=found.kind,
        unit=found.unit,
    )
    judged = Judged(
        check=Check.NUMBER,
        path=field,
        text=number,
        said=said,
        status=status,
        ok=True,
        source_span=None,
        message="",
    )
    return right(Case(OWN, case(made).record, Prices()), judged)


FOLLOWS = {
    "a sum of two": ("In all, 90 ferries sank.", "90"),
    "a sum of all of them": ("In all, 120 ferries sank.", "120"),
    "a difference": ("The north lost 10 ferries more than the south.", "10"),
    "a difference of those that the sentence names": ("With 50 against 7, that is 43 more.", "43"),
    "a ratio": ("The inquiry cost four times the promise.", "four times"),
    "a ratio with a word more": ("The cost of the inquiry was four times as high.", "four"),
    "a ratio of those that the sentence names": (
        "With 50 against 40, it is 1.25 times as many.",
        "1.25 times",
    ),
    "a share": ("The promise was 25% of what the inquiry cost.", "25%"),
    "a share in words": ("The promise was a quarter of what the inquiry cost.", "a quarter"),
    "a change": ("The cost of the inquiry rose 300%.", "300%"),
    "a change that is rounded": ("Of ferries that sank, the south had 33% more than the east.", "33%"),
    "percentage points": ("Turnout rose by 2.5 percentage points.", "2.5 percentage points"),
    "an amount": ("The inquiry cost €6 million more.", "€6 million"),
    "years of one period": ("The inquiry went on for nine years.", "nine years"),
    "years that the sentence names": ("From 2019 to 2025, six years went by.", "six years"),
    "a sum with an estimate in it": ("About 160 lamps were bought.", "160"),
}
FOLLOWS_NOT = {
    "of what shares no word": ("In the end 57 boats were counted.", "57"),
    "of all that share a small word": ("In the end 127 boats were counted.", "127"),
    "of one that the sentence names": ("With 7 more, 57 boats were counted.", "57"),
    "of things that the sentence is not about": ("There were 90 complaints.", "90"),
    "of what the sentence before is about": ("Ferries that sank. There were 90 complaints.", "90"),
    "a range": ("In all, 90 to 120 ferries sank.", "90 to 120"),
    "a range of which one end is a rounding": ("Turnout was 62% to 70%.", "62% to 70%"),
    "near a sum": ("In all, 91 ferries sank.", "91"),
    "the end of a sum": ("In all, 9 ferries sank.", "9"),
    "two units": ("In all, 130 pilots and ferries sank.", "130"),
    "a sum in another unit": ("The inquiry cost $10 million in all.", "$10 million"),
    "a count for an amount": ("The inquiry cost 10,000,000 workers.", "10,000,000"),
    "of two units that the sentence names": ("With 80 against 50, that is 1.6 times as many.", "1.6 times"),
    "two steps": ("Half of it, 45 ferries, sank.", "45"),
    "percent for percentage points": ("Turnout rose by 2.5%.", "2.5%"),
    "a share of percentages": ("Turnout was 96% of what it had been.", "96%"),
    "a share in words with a bound": (
        "The promise was over a quarter of what the inquiry cost.",
        "a quarter",
    ),
    "the wrong multiple": ("The inquiry cost five times the promise.", "five times"),
    "times for a count": ("The inquiry cost 25 times the promise.", "25 times"),
    "a change that is not that": ("The cost of the inquiry rose 301%.", "301%"),
    "a sum with an open end": ("In all, 500 buoys were laid.", "500"),
    "an estimate's sum told as exact": ("In all, 160 lamps were bought.", "160"),
    "a bound that nothing has": ("In all, at least 90 ferries sank.", "90"),
    "years between none": ("The inquiry went on for eight years.", "eight years"),
    "more than the years between": ("The inquiry went on for over nine years.", "nine years"),
    "years of what the sentence is not about": ("The captain served nine years.", "nine years"),
    "years of which the gold knows one": ("From 2001 to 2025, 24 years went by.", "24 years"),
    "what may not appear": ("In all, 89 ferries sank.", "89"),
    "the page's furniture": ("The north lost 20 ferries more than the east.", "20"),
}


@pytest.mark.parametrize("name", FOLLOWS)
@pytest.mark.parametrize("status", [Status.DERIVED, Status.ABSENT])
def test_what_follows_in_one_step_is_right(name: str, status: Status) -> None:
    """Whatever the verdict on it."""
    assert _truth(*FOLLOWS[name], status) is True


@pytest.mark.parametrize("name", FOLLOWS_NOT)
@pytest.mark.parametrize("status", [Status.DERIVED, Status.ABSENT])
def test_what_does_not_follow_is_wrong(name: str, status: Status) -> None:
    assert _truth(*FOLLOWS_NOT[name], status) is False


@pytest.mark.parametrize("status", [Status.DERIVED, Status.EXACT])
def test_what_the_gold_lists_as_no_quantity_is_not_judged(status: Status) -> None:
    assert _truth("In all, 17 ferries sank.", "17", status) is None


def test_a_headline_may_leave_a_bound_out() -> None:
    """And only leave it out; prose may not."""
    assert _truth("300 Buoys Laid", "300", field="headline") is True
    assert _truth("300 buoys were laid.", "300") is False
    assert _truth("Under 300 Buoys Laid", "300", field="headline") is False
    assert _truth("About 300 Buoys Laid", "300", field="headline") is False


def test_a_figure_follows_from_what_it_says_that_it_counts() -> None:
    """In a field the unit and the label are judged with the value."""

    def verdict(figure: Any) -> bool | None:
        made = case(summary([figure]))
        (claim,) = (c for c in made.output.claims if c.path == "quantities.0.value")
        return right(Case(OWN, made.record, Prices()), claim)

    assert verdict(quantity(90, "ferry", what="ferries that sank")) is True
    assert verdict(quantity(90, "pilot", what="ferries that sank")) is False
    assert verdict(quantity(90, "ferry", what="ferries painted")) is True  # the noun is a word of both
    assert verdict(quantity(90, "ferry", what="boats")) is False


def test_what_a_figure_counts_is_prose() -> None:
    """There the noun of a number is what the finder takes for one."""
    made = case(summary([quantity(8000000, "EUR", what="cost after 50 mishaps")]))
    (claim,) = (c for c in made.output.claims if c.path == "quantities.0.what")
    assert right(Case(OWN, made.record, Prices()), claim) is True


def test_a_string_by_its_path() -> None:
    output = Output(case().record.answer)
    assert output.text("key_findings.0.text") == "Repairs cost €5 million."
    assert [output.text(path) for path in ("", "quantities", "key_findings.1.text", "abstract.x")] == [""] * 4
