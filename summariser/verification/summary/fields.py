"""What of a summary is to be checked, and as what: read from the names of its fields, so that any model will do.

A record with a number field `value` is a quantity, one with `text` and `speaker` a quotation. Elsewhere a field's
name ("who", "issuer"), or its type (`Name`), tells a name from prose. Evidence is a list of sentence numbers named `evidence`. Records are
Pydantic models with their extra and computed fields, dataclasses and mappings; an Enum stands for its value.

Nothing is left out in silence: what cannot be checked, and addresses and identifiers with digits in them, come as
`Unchecked`, with the reason.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any, get_args
from uuid import UUID

from pydantic import AnyUrl, BaseModel

from summariser.fields import InArticle, Kind
from summariser.outside import DEEPEST, MOST_DIGITS, MOST_VALUES
from summariser.verification.summary.identifiers import has_figures, has_number, is_address, is_reference
from summariser.verification.summary.quantity_keys import (
    QuantityKeys,
    find_quantity_keys,
    read_bound,
    read_unit,
)
from summariser.verification.summary.records import (
    Number,
    Unread,
    declared,
    extra,
    in_order,
    is_list,
    is_number,
    is_plain_string,
    is_record,
    plain_text,
    quantity_parts,
)
from summariser.verification.verdict import Unchecked

_NAMES = frozenset(
    """who speaker issuer attribution name author publisher organisation organization person place location
    country city agency company institution""".split()
)
_REFERENCES = frozenset({"evidence", "url", "id", "language", "source"})
_PARTS = frozenset({"value", "upper", "bound", "unit", "what", "period", "text"})


@dataclass(frozen=True, slots=True)
class QuantityField:
    """A record that gives a quantity: its fields by name.

    `names` are the names in the record of those that it calls otherwise than `value`, `unit` or `bound`;
    `is_shared` is set where the unit or bound stands beside several numbers.
    """

    path: str
    parts: Mapping[str, Any]
    names: Mapping[str, str] = default(default_factory=dict)
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class QuotationField:
    """A record that gives someone's words."""

    path: str
    text: str
    speaker: str | None
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberField:
    """A bare number."""

    path: str
    value: Number


@dataclass(frozen=True, slots=True)
class ProseField:
    """A string in which numbers may stand; `cited` are the sentences that its record names as evidence."""

    path: str
    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameField:
    """A string that is the name of a person, an organisation or a place."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class DateField:
    """A date."""

    path: str
    value: date


@dataclass(frozen=True, slots=True)
class EvidenceField:
    """The sentence numbers that a record names as the evidence for the fields beside them."""

    path: str
    sentences: tuple[int, ...]


Checked = QuantityField | QuotationField | NumberField | ProseField | NameField | DateField | EvidenceField
Field = Checked | Unchecked


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: the name of its field, what its record cites, and the holders around it, by identity."""

    path: str
    name: str = ""
    cited: tuple[int, ...] = ()
    above: frozenset[int] = frozenset()
    values_left: Iterator[int] = default(default_factory=lambda: iter(range(MOST_VALUES)))

    def below(self, step: object, name: str, holder: object, cited: tuple[int, ...]) -> "_Place":
        return _Place(join(self.path, step), name, cited, self.above | {id(holder)}, self.values_left)


class _TooManyError(Exception):
    """A walk has met more values than are checked; holds the path of the first that was not."""


def join(path: str, step: object) -> str:
    """The path of what stands under a name or an index in what stands at `path`."""
    return f"{path}.{step}" if path else str(step)


def sentence_numbers(evidence: object) -> tuple[int, ...]:
    """The sentence numbers in a field named `evidence`; none where it holds something else."""
    if not isinstance(evidence, Sequence) or not is_list(evidence):
        return ()
    return tuple(number for number in evidence if _is_sentence_number(number))


def walk(summary: object) -> Iterator[Field]:
    """The fields of a summary in order, nested ones included, each as what it is; evidence comes after its record.

    A path leads to a value: "quantities.2.value"; the items of a set count in sorted order. The keys of a mapping,
    and the names of a model's extra fields, are text too: where they have numbers they are prose, at the path of the
    mapping. What holds itself, and what is deeper than DEEPEST or beyond MOST_VALUES, is not walked into.
    """
    try:
        yield from _fields(summary, _Place(""))
    except _TooManyError as error:
        yield Unchecked(path="", reason=f"it has over {MOST_VALUES} values; none is checked from {error} on")


def items_of(
    value: object, path: str = "", above: frozenset[int] = frozenset()
) -> Iterator[tuple[str, object]]:
    """What lists, sets and plain mappings hold, keys with numbers included, by path; another value is all its own.

    A mapping with a field that `walk` knows by name is a record, and no plain one.
    """
    plain = is_list(value) or (
        isinstance(value, Mapping) and not (_NAMES | _REFERENCES | _PARTS) & value.keys()
    )
    if not plain or id(value) in above or len(above) >= DEEPEST:
        yield path, value
        return
    if isinstance(value, Mapping):
        yield from ((path, key.text) for key in _keys(value, path) if isinstance(key, ProseField))
    for step, item in value.items() if isinstance(value, Mapping) else enumerate(in_order(value)):
        yield from items_of(item, join(path, plain_text(step)), above | {id(value)})


def _fields(value: object, at: _Place) -> Iterator[Field]:
    if next(at.values_left, None) is None:
        raise _TooManyError(at.path)
    is_label = at.name in _REFERENCES | {"unit", "bound"} or isinstance(
        value, Enum | UUID | PurePath | AnyUrl
    )
    value = value.value if isinstance(value, Enum) else value
    if is_record(value) or is_list(value):
        yield from _inside(value, at)
    elif isinstance(value, str | UUID | PurePath | AnyUrl):
        text = plain_text(value)
        yield from _label(text, at) if is_label or is_address(text) else _string(text, at)
    elif isinstance(value, date):
        yield DateField(at.path, value)
        if isinstance(value, datetime) and value.time() != time.min:
            yield Unchecked(path=at.path, reason="of a moment the date is checked, the time of day is not")
    elif is_number(value) and at.name in _REFERENCES:
        yield Unchecked(path=at.path, reason=f"a number in a field named `{at.name}` refers to something")
    elif is_number(value):
        yield NumberField(at.path, value)
    elif value is not None and not isinstance(value, bool):
        yield Unchecked(path=at.path, reason=_why_not(value))


def _why_not(value: object) -> str:
    if isinstance(value, Unread):
        return value.reason
    if isinstance(value, int | float | Decimal):
        return f"it is no number, or one of more than {MOST_DIGITS} digits"
    return f"values of type {type(value).__name__} are not checked"


def _inside(value: Any, at: _Place) -> Iterator[Field]:
    """The fields of a record, the items of a list."""
    if id(value) in at.above:
        yield Unchecked(path=at.path, reason="it holds itself")
    elif len(at.above) >= DEEPEST:
        yield Unchecked(path=at.path, reason=f"it is nested more than {DEEPEST} levels deep")
    elif is_list(value):
        for place, item in enumerate(in_order(value)):
            yield from _fields(item, at.below(place, at.name, value, at.cited))
    else:
        yield from _record(value, at)


def _record(record: Any, at: _Place) -> Iterator[Field]:
    chosen = extra(record)
    parts = declared(record) | {plain_text(key): value for key, value in chosen.items()}
    parts = {name: plain_text(value) if is_plain_string(value) else value for name, value in parts.items()}
    evidence = parts.get("evidence")
    cited = sentence_numbers(evidence)
    yield from _keys(chosen, at.path)
    taken: set[str] = set()
    quantity = quantity_parts(parts)
    together = find_quantity_keys(quantity, _NAMES | _REFERENCES)
    if together:
        yield from _quantities(quantity, together, at)
    if together and together.numbers:
        taken = {*together.taken, *(["upper"] if is_number(quantity.get("upper")) else [])}
    elif isinstance(parts.get("text"), str) and "speaker" in parts:
        speaker = parts["speaker"] if isinstance(parts["speaker"], str) else None
        yield QuotationField(at.path, parts["text"], speaker, cited)
        taken = {"text"}
        if speaker is not None:
            taken.add("speaker")
            yield from _label(speaker, at.below("speaker", "speaker", record, cited))
    if isinstance(evidence, Sequence) and cited:
        parts["evidence"] = [None if _is_sentence_number(item) else item for item in evidence]
    names = _names_in(record.__class__)
    for name, value in parts.items():
        if name not in taken:
            yield from _fields(value, at.below(name, "name" if name in names else name, record, cited))
    if cited:
        yield EvidenceField(join(at.path, "evidence"), cited)


@cache
def _names_in(kind: Hashable) -> frozenset[str]:
    """The fields of a model, or of lists in it, that are marked as names, whatever they are called."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return frozenset()
    marks = {
        name: [
            *field.metadata,
            *(m for a in get_args(field.annotation) for m in getattr(a, "__metadata__", ())),
        ]
        for name, field in kind.model_fields.items()
    }

    def is_name(mark: object) -> bool:
        return isinstance(mark, InArticle) and mark.kind is not Kind.TIME

    return frozenset(name for name, own in marks.items() if any(map(is_name, own)))


def _quantities(record: Mapping[str, Any], together: QuantityKeys, at: _Place) -> Iterator[Field]:
    """The quantities that a record's numbers make with its unit and bound, and what of these is not read."""
    for where, number in together.numbers:
        names = together.names(where)
        yield QuantityField(
            at.path, together.quantity(record, number), names, is_shared=len(together.numbers) > 1
        )
    for name in together.units:
        reason = "figures in a unit are compared only as its name" if has_figures(record[name]) else None
        if not together.numbers:
            reason = "it stands beside no number" if read_unit(record[name]).factor != 1 else None
        if reason:
            yield Unchecked(path=join(at.path, name), reason=reason)
    if together.numbers and together.bound and read_bound(record[together.bound]) is None:
        yield Unchecked(path=join(at.path, together.bound), reason="its words are not read as a bound")


def _keys(chosen: Mapping[Any, Any], path: str) -> Iterator[ProseField | Unchecked]:
    """The keys with numbers; those that only count the items (0, 1, 2 ...) or are names ("q3") say nothing."""
    keys = [plain_text(key) for key in chosen]
    counting = any(set(keys) == {str(start + place) for place in range(len(keys))} for start in (0, 1))
    for key in filter(has_number, keys):
        if counting or is_reference(key):
            yield Unchecked(path=join(path, key), reason="its key is a name or an index, not a statement")
        else:
            yield ProseField(path, key, ())


def _string(text: str, at: _Place) -> Iterator[Field]:
    if text.strip():
        yield NameField(at.path, text) if at.name in _NAMES else ProseField(at.path, text, at.cited)


def _label(text: str, at: _Place) -> Iterator[Field]:
    """A string that may be an address, an identifier or a word of a schema: prose if it says a number."""
    if has_number(text):
        if is_reference(text, at.name):
            yield Unchecked(path=at.path, reason="an address or identifier is not checked")
        else:
            yield ProseField(at.path, text, at.cited)


def _is_sentence_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_VALUES
