"""What of a model is to be checked, and as what: read from the names of its fields, so that any model will do.

A model with a number field `value` is a quantity, one with `text` and `speaker` a quotation. Elsewhere a field's
name tells a name ("who", "issuer") from prose. Evidence is a list of sentence numbers named `evidence`.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

Number = int | float | Decimal

_NAMES = frozenset(
    """who speaker issuer attribution name author publisher organisation organization person place location
    country city agency company institution""".split()
)
_NOT_CHECKED = frozenset({"evidence", "unit", "bound", "url", "id", "language", "source"})


@dataclass(frozen=True, slots=True)
class QuantityField:
    """A model that gives a quantity: its fields by name."""

    path: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QuotationField:
    """A model that gives someone's words."""

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
    """A string in which numbers may stand; `cited` are the sentences that its model names as evidence."""

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
    """The sentence numbers that a model names as the evidence for the fields beside them."""

    path: str
    sentences: tuple[int, ...]


Field = QuantityField | QuotationField | NumberField | ProseField | NameField | DateField | EvidenceField


def is_number(value: object) -> bool:
    """Whether a value is a number; True and False are not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def sentence_numbers(evidence: object) -> tuple[int, ...]:
    """The sentence numbers in a field named `evidence`; none where it holds something else."""
    if not isinstance(evidence, Sequence) or isinstance(evidence, str):
        return ()
    return tuple(number for number in evidence if isinstance(number, int) and not isinstance(number, bool))


def parts_of(model: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a model, or of an object as JSON has it, by name, as they are."""
    if isinstance(model, Mapping):
        return {str(name): value for name, value in model.items()}
    return {name: getattr(model, name) for name in type(model).model_fields}


def walk(model: BaseModel | Mapping[str, Any], path: str = "") -> Iterator[Field]:
    """The fields of a model in order, nested ones included, each as what it is; evidence comes last.

    What was read from JSON is walked alike.
    """
    prefix = f"{path}." if path else ""
    parts = parts_of(model)
    cited = sentence_numbers(parts.get("evidence"))
    taken: frozenset[str] = _NOT_CHECKED
    if is_number(parts.get("value")):
        yield QuantityField(path, parts)
        taken |= {"value", "upper"}
    elif isinstance(parts.get("text"), str) and "speaker" in parts:
        speaker = parts["speaker"]
        yield QuotationField(path, parts["text"], speaker if isinstance(speaker, str) else None, cited)
        taken |= {"text", "speaker"}
    for name, value in parts.items():
        if name not in taken:
            yield from _field(name, value, f"{prefix}{name}", cited)
    if cited:
        yield EvidenceField(f"{prefix}evidence", cited)


def _field(name: str, value: object, path: str, cited: tuple[int, ...]) -> Iterator[Field]:
    if isinstance(value, BaseModel | Mapping):
        yield from walk(value, path)
    elif isinstance(value, Enum) or value is None or isinstance(value, bool):
        return
    elif isinstance(value, str):
        if value.strip():
            yield NameField(path, value) if name in _NAMES else ProseField(path, value, cited)
    elif isinstance(value, date):
        yield DateField(path, value)
    elif isinstance(value, int | float | Decimal):
        yield NumberField(path, value)
    elif isinstance(value, Sequence | AbstractSet):
        for place, item in enumerate(value):
            yield from _field(name, item, f"{path}.{place}", cited)
