"""What a summary says, read from its fields by their names, so that a report type of the user's own is scored too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from summariser.evaluation.records.record import Answer, Judged
from summariser.fields import LARGEST
from summariser.verification import Check

_NAMES = frozenset(
    {"who", "speaker", "issuer", "attribution", "author", "publisher", "person", "organisation"}
)
_CALLED = _NAMES | {"name", "title"}
_TIMES = frozenset({"date", "period"})
# Strings that tell nothing, but name a thing, a time or one of a few choices.
_NOT_TOLD = _CALLED | _TIMES | {"unit", "stance"}


@dataclass(frozen=True)
class Figure:
    """A quantity of the summary. `path` is like "quantities.2"."""

    path: str
    value: Decimal
    upper: Decimal | None
    bound: str
    unit: str | None
    what: str
    period: str = ""


@dataclass(frozen=True)
class Output:
    """A summary's parts: its figures, quotations (text and speaker), names, and every string by its path."""

    answer: Answer

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The quantities, in the summary's order; what has no usable value is left out."""
        found = (_figure(path, node) for path, node in _objects(self.answer.summary) if "value" in node)
        return tuple(figure for figure in found if figure)

    @cached_property
    def claims(self) -> tuple[Judged, ...]:
        """Every number of the summary that says how much or how many, with its verdict; an upper end is no second."""
        numbers = (v for v in self.answer.verdicts if v.check is Check.NUMBER and v.said)
        return tuple(v for v in numbers if v.said and v.said.kind in _COUNTED and not _is_upper(v))

    @cached_property
    def quotations(self) -> tuple[tuple[str, str | None], ...]:
        """The quoted words and who is said to have said them."""
        return tuple(
            (node["text"], node["speaker"])
            for _, node in _objects(self.answer.summary)
            if isinstance(node.get("text"), str) and "speaker" in node
        )

    @cached_property
    def responses(self) -> tuple[tuple[str, str], ...]:
        """The parties that say something of the report, and how they stand to it."""
        return tuple(
            (node["who"], str(node["stance"]))
            for _, node in _objects(self.answer.summary)
            if isinstance(node.get("who"), str) and "stance" in node
        )

    @cached_property
    def told(self) -> tuple[tuple[str, str], ...]:
        """All prose, each string with its path: what is no part of a quantity or quotation, and names nothing."""
        return tuple(
            (path, text)
            for above, node in _objects(self.answer.summary, within=_is_prose)
            for path, key, text in _own_strings(above, node)
            if key not in _NOT_TOLD
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Persons and bodies, from the fields that name one, each once."""
        return tuple(dict.fromkeys(text for key, text in self._strings if key in _NAMES and text.strip()))

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The names, and what else is called something: reports, things; each once."""
        return tuple(dict.fromkeys(text for key, text in self._strings if key in _CALLED and text.strip()))

    @cached_property
    def times(self) -> tuple[str, ...]:
        """Dates and periods, from the fields of these names, each once."""
        return tuple(dict.fromkeys(text for key, text in self._strings if key in _TIMES and text.strip()))

    @cached_property
    def words(self) -> str:
        """Everything that the summary says in words."""
        return "\n".join(text for _, text in self._strings)

    @cached_property
    def prose(self) -> str:
        """The abstract and the findings: what a reader would read first."""
        summary = self.answer.summary or {}
        findings = [f.get("text") for f in summary.get("key_findings") or [] if isinstance(f, dict)]
        return "\n".join(t for t in (summary.get("abstract"), *findings) if isinstance(t, str) and t)

    def text(self, path: str) -> str:
        """The string at a path such as "key_findings.0.text"; "" where there is none."""
        node = self.at(path)
        return node if isinstance(node, str) else ""

    def at(self, path: str) -> Any:
        """What stands at a path, of whatever kind; None where there is nothing."""
        node: Any = self.answer.summary
        for key in path.split("."):
            if isinstance(node, dict):
                node = node.get(key)
            elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            else:
                return None
        return node

    @property
    def report(self) -> Mapping[str, Any]:
        """The report's facts, where the schema has them."""
        report = (self.answer.summary or {}).get("report")
        return report if isinstance(report, dict) else {}

    @cached_property
    def _strings(self) -> tuple[tuple[str, str], ...]:
        return tuple(_walk_strings("", self.answer.summary))


_COUNTED = frozenset({"cardinal", "percent", "money", "measure", "multiple"})


def _is_upper(verdict: Judged) -> bool:
    """Whether it is the second verdict on a range, whose first says the same."""
    return verdict.path.endswith(".upper") and verdict.said is not None and verdict.text != verdict.said.text


def _is_prose(node: dict[str, Any]) -> bool:
    return "value" not in node and not ("text" in node and "speaker" in node)


def _own_strings(path: str, node: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The strings of an object itself, also those of its lists, each with its path and key."""
    for key, child in node.items():
        below = f"{path}.{key}" if path else key
        if isinstance(child, str):
            yield below, key, child
        elif isinstance(child, list):
            yield from ((f"{below}.{i}", key, text) for i, text in enumerate(child) if isinstance(text, str))


def _objects(
    node: Any, path: str = "", within: Callable[[dict[str, Any]], bool] = lambda _: True
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object within, with its path, in order; of those that `within` refuses, nothing."""
    children: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(node, dict):
        if not within(node):
            return
        yield path, node
        children = iter(node.items())
    elif isinstance(node, list):
        children = iter(enumerate(node))
    for key, child in children:
        yield from _objects(child, f"{path}.{key}" if path else str(key), within)


def _walk_strings(key: str, node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, dict):
        for name, child in node.items():
            yield from _walk_strings(name, child)
    elif isinstance(node, list):
        for child in node:
            yield from _walk_strings(key, child)


def _figure(path: str, node: Mapping[str, Any]) -> Figure | None:
    value = number(node["value"])
    if value is None:
        return None
    unit = node.get("unit")
    return Figure(
        path,
        value,
        number(node.get("upper")),
        str(node.get("bound") or "exactly"),
        unit.strip() or None if isinstance(unit, str) else None,
        _line(node.get("what")),
        _line(node.get("period")),
    )


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def number(value: object) -> Decimal | None:
    """A JSON number, exactly as it is written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        made = Decimal(str(value))
    except InvalidOperation:
        return None
    return made if made.is_finite() and abs(made) < LARGEST else None
