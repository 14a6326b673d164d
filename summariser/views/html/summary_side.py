"""The summary's side of the page: its fields as the verifier walks them, each number marked where it stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from summariser.numbers import Bound
from summariser.outside import DEEPEST
from summariser.verification import Check
from summariser.verification.summary.fields import join, sentence_numbers
from summariser.verification.summary.records import (
    declared,
    extra,
    in_order,
    is_list,
    is_number,
    is_record,
    plain_text,
)
from summariser.views.html.entries import Entry, step_in_words
from summariser.views.html.states import Mark, Piece, pieces, worst

_AMOUNT = ("value", "upper", "bound", "unit")
# By judgement, so that a screen holds them; places and digits of a number that is shown.
_MOST_COLUMNS = 8
_PLACES, _MOST_DIGITS = 4, 20


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it is shown.

    `kind` is "text" (with `pieces`), "evidence" (with `cited`, the
    numbers of sentences and whether there is one), "list" (with `items`), "record" (with named `parts`),
    "told" (a record with a text, which is its first item, behind it its evidence, and its other `parts`) or "table" (with
    `heads`, and a row of nodes for each of `rows`). `chips` are marks on all of it, `own` is what a reader says instead.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    cited: tuple[tuple[int, bool], ...] = ()
    items: tuple["Node", ...] = ()
    parts: tuple[tuple[str, "Node"], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple["Node", ...], ...] = ()
    chips: tuple[tuple[Mark, Entry], ...] = ()
    own: str = ""


@dataclass
class SummarySide:
    """Lays a summary out; `anchors` then has the id of the mark of each entry that stands on the page.

    `sentences` is how many the article has; those that are `cited` are to have an anchor there. `labels` are a reader's
    own, by their paths.
    """

    entries: Sequence[Entry]
    sentences: int
    labels: Mapping[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            self._at[entry.verdict.path].append(entry)
        self.marks: list[tuple[Mark, str]] = []
        self.cited: set[int] = set()

    def fields_of(self, told: Any) -> tuple[tuple[str, Node], ...]:
        """The fields of a summary with their names; of a text, or anything else, all of it under no name."""
        if not is_record(told):
            return (("", self.node(told)),)
        top = self.node(told)
        return (*((("", Node("text", chips=top.chips)),) if top.chips else ()), *top.parts)

    def node(self, value: Any, path: str = "", depth: int = 0) -> Node:
        """A value of the summary."""
        name = path.rpartition(".")[2]
        value = value.value if isinstance(value, Enum) else value
        if depth >= DEEPEST:
            return Node("text", (Piece("…"),))
        if name == "evidence" and sentence_numbers(value):
            cited = tuple((n, 1 <= n <= self.sentences) for n in sentence_numbers(value))
            self.cited.update(n for n, is_there in cited if is_there)
            return Node("evidence", cited=cited, chips=self._chips(path))
        if is_list(value):
            return self._list(list(in_order(value)), path, depth)
        if is_record(value):
            return self._record(dict(self._fields(value)), path, depth)
        return self._text(_written(value), path, [path], whole=is_number(value))

    def _fields(self, record: Any) -> Iterator[tuple[str, Any]]:
        for name, value in {**declared(record), **extra(record)}.items():
            yield plain_text(name), value

    def _list(self, values: list[Any], path: str, depth: int) -> Node:
        records = [dict(self._fields(value)) for value in values if is_record(value)]
        if records and len(records) == len(values) and all(is_number(r.get("value")) for r in records):
            return self._table(records, path, depth)
        items = tuple(self.node(v, join(path, i), depth + 1) for i, v in enumerate(values))
        return Node("list", items=items, chips=self._chips(path))

    def _record(self, parts: Mapping[str, Any], path: str, depth: int) -> Node:
        nodes = {
            name: self.node(value, join(path, name), depth + 1)
            for name, value in parts.items()
            if not _is_empty(value)
        }
        is_told = path and "text" in nodes
        told = [nodes.pop(name) for name in ("text", "evidence") if is_told and name in nodes]
        named = tuple((step_in_words(name), node) for name, node in nodes.items())
        return Node("told" if told else "record", items=tuple(told), parts=named, chips=self._chips(path))

    def _table(self, records: Sequence[Mapping[str, Any]], path: str, depth: int) -> Node:
        """Quantities: the number with its bound and unit, then what else is told of it, the sentences last."""
        named = dict.fromkeys(
            name for r in records for name, v in r.items() if name not in _AMOUNT and not _is_empty(v)
        )
        columns = sorted(named, key=lambda name: name == "evidence")[:_MOST_COLUMNS]
        rows = []
        for number, record in enumerate(records):
            at = join(path, number)
            paths = [join(at, name) for name in _AMOUNT]
            cells = [self._text(amount(record), paths[0], [*paths, at], whole=True)]
            for name in columns:
                value = record.get(name)
                cells.append(
                    Node("text", own=self.labels.get(join(at, name), ""))
                    if _is_empty(value)
                    else self.node(value, join(at, name), depth + 2)
                )
            rows.append(tuple(cells))
        heads = ("number", *("in" if name == "evidence" else step_in_words(name) for name in columns))
        return Node("table", heads=heads, rows=tuple(rows), chips=self._chips(path))

    def _text(self, text: str, path: str, paths: Sequence[str], *, whole: bool = False) -> Node:
        """A text with the marks that verdicts put on its parts; if `whole`, on all of it."""
        own = [entry for at in paths for entry in self._at.get(at, ())]
        found = [e for e in own if e.verdict.mention and e.verdict.check is Check.NUMBER]
        spans = [(0, len(text), found)] if whole and found and text else _spans(found, len(text))
        marks = [self._mark(start, end, entries) for start, end, entries in spans]
        rest = [e for e in own if e.id not in self.anchors and not e.is_silent]
        shown = [e for e in rest if e.is_listed or e.verdict.text == text]
        chips = tuple(map(self._chip, shown))
        return Node("text", tuple(pieces(text, marks)), chips=chips, own=self.labels.get(path, ""))

    def _chips(self, path: str) -> tuple[tuple[Mark, Entry], ...]:
        rest = [e for e in self._at.get(path, ()) if e.id not in self.anchors and not e.is_silent]
        return tuple(map(self._chip, rest))

    def _chip(self, entry: Entry) -> tuple[Mark, Entry]:
        return self._mark(0, 0, [entry]), entry

    def _mark(self, start: int, end: int, entries: Sequence[Entry]) -> Mark:
        own = f"s{len(self.marks) + 1}"
        self.anchors.update((entry.id, own) for entry in entries)
        listed = tuple(entry.id for entry in entries if entry.is_listed)
        made = Mark(own, start, end, worst(e.state for e in entries), entries[0].key, entries=listed)
        self.marks.append((made, entries[0].verdict.text))
        return made


def _spans(found: Sequence[Entry], length: int) -> list[tuple[int, int, list[Entry]]]:
    """Where entries stand in a text of this length, those that overlap as one."""
    spans: list[tuple[int, int, list[Entry]]] = []
    placed = [(m.start, min(m.end, length), e) for e in found if (m := e.verdict.mention)]
    for start, end, entry in sorted(placed, key=lambda p: p[:2]):
        if start >= end:
            continue
        if spans and start < spans[-1][1]:
            low, high, own = spans[-1]
            spans[-1] = low, max(high, end), [*own, entry]
        else:
            spans.append((start, end, [entry]))
    return spans


def amount(record: Mapping[str, Any]) -> str:
    """A quantity in words and figures: "over 11,000 troop", "10 to 15 percent"."""
    bound, unit = (plain_text(v) if isinstance(v := record.get(n), str) else "" for n in ("bound", "unit"))
    words = Bound(bound).words if bound in set(Bound) else f"{bound} " if bound else ""
    upper = f" to {_figures(record['upper'])}" if is_number(record.get("upper")) else ""
    return f"{words}{_figures(record['value'])}{upper}{f' {unit}' if unit else ''}"


def _figures(value: Any) -> str:
    """A number as it is read, its digits cut where they run on: 0.6667."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    exponent = exact.as_tuple().exponent
    runs_on = isinstance(exponent, int) and exponent < -_PLACES and -2 <= exact.adjusted() < _MOST_DIGITS
    return f"{round(exact, _PLACES).normalize() if runs_on else exact:,f}"


def _written(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return _figures(value) if is_number(value) else plain_text(value)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (is_list(value) and not value)
