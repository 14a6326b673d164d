"""What the article tells of the report itself, and of a report type of one's own any field that the gold has."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from summariser.evaluation.gold.annotations import Gold, GoldDay
from summariser.evaluation.matching.yardstick import same_units, same_value
from summariser.evaluation.metrics.fields.credit import by_day, by_time, by_words, is_time
from summariser.evaluation.metrics.measure import Case, Measure, Metric, Unit, total
from summariser.evaluation.records.output import number
from summariser.numbers import NumberMention, find_numbers

_KEYS = ("title", "issuer", "date", "period")
_FIELDS = "fields."


def fact(key: str) -> Callable[[Case], Measure | None]:
    """How far the summary has one fact of the report; no data where the gold has none."""

    def measure(case: Case) -> Measure | None:
        gold, published = case.item.gold.report, case.item.gold.published
        said = _told(case, key)
        if key == "date" and gold.date:
            return Measure(by_day(said, gold.date, published), 1)
        sought = gold.date_text if key == "date" else getattr(gold, key)
        if not sought:
            return None
        in_words = key in ("title", "issuer")
        return Measure(by_words(said, sought) if in_words else by_time(said, sought, published), 1)

    return measure


def facts(case: Case) -> Measure | None:
    """All of the report's facts that the gold has, together."""
    return total(fact(key)(case) for key in _KEYS)


def false_facts(case: Case) -> Measure | None:
    """Facts of the report that the summary fills in where the gold has none."""
    if case.failed:
        return None
    return Measure(sum(fact(key)(case) is None and bool(_told(case, key)) for key in _KEYS), 1)


def field_metrics(golds: Iterable[Gold]) -> tuple[Metric, ...]:
    """One metric for each path that some gold has among its `fields`, in their order."""
    paths = {path for gold in golds for path in gold.fields}
    return tuple(field_metric(_FIELDS + path) for path in sorted(paths))


def field_metric(name: str) -> Metric:
    """The metric "fields.PATH": how far the summary's field at the path says what the gold does.

    A number and a time are compared by value, all else by words; of a list the best entry counts. Where the gold has
    null, a field that is left empty is right. Raises KeyError for a name of another form.
    """
    path = name.removeprefix(_FIELDS)
    if path in ("", name):
        raise KeyError(name)

    def measure(case: Case) -> Measure | None:
        if path not in case.item.gold.fields:
            return None
        sought, said = case.item.gold.fields[path], list(_leaves(case.output.at(path)))
        if sought is None:
            return Measure(int(not said and not case.failed), 1)
        return Measure(max((_credit(one, sought, case) for one in said), default=0.0), 1)

    return Metric(name, f"Field {path}", measure)


def _credit(said: object, sought: str | GoldDay, case: Case) -> float:
    published = case.item.gold.published
    if isinstance(sought, GoldDay):
        return by_day(said, sought.date, published) if isinstance(said, str) else 0.0
    if (value := number(said)) is not None:
        return float(any(same_value(value, other) for other in _numbers(sought)))
    text = str(said).lower() if isinstance(said, bool) else str(said)
    if is_time(sought, published):
        return by_time(text, sought, published)
    if sole := _sole_number(sought):
        return float(any(_is(mention, sole) for mention in find_numbers(text)))
    return by_words(text, sought)


def _sole_number(text: str) -> NumberMention | None:
    """The quantity that a text is, and nothing else."""
    found = find_numbers(text)
    whole = len(found) == 1 and found[0].text == text.strip() and found[0].is_quantity
    return found[0] if whole else None


def _is(said: NumberMention, gold: NumberMention) -> bool:
    return (
        same_value(said.value, gold.value)
        and same_value(said.upper, gold.upper)
        and (said.unit is None or same_units(said.unit, gold.unit))
    )


def _numbers(text: str) -> Iterator[Decimal]:
    """What a text says in numbers; all of it may be one as JSON writes it."""
    with suppress(InvalidOperation):
        if (written := number(Decimal(text))) is not None:
            yield written
    yield from (mention.value for mention in find_numbers(text))


def _leaves(node: Any) -> Iterator[object]:
    """The values at and below a place that say something."""
    if isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _leaves(child)
    elif node is not None and node != "":
        yield node


def _told(case: Case, key: str) -> str:
    said = case.output.report.get(key)
    return said.strip() if isinstance(said, str) else ""


METRICS = (
    Metric("report.title", "Report's title", fact("title")),
    Metric("report.issuer", "Report's issuer", fact("issuer")),
    Metric("report.date", "Report's date", fact("date")),
    Metric("report.period", "Report's period", fact("period")),
    Metric("report.facts", "Report facts", facts),
    Metric("report.false_facts", "Report facts where there are none", false_facts, False, Unit.COUNT),
)
