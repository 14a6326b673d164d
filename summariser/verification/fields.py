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

from pydantic import BaseModel

Number = int | float | Decimal

_NAMES = frozenset(
    """who speaker issuer attribution name author publisher organisation organization person place location
    country city agency company institution""".split()
)
_NOT_CHECKED = frozenset({"evidence", "unit", "bound", "url", "id", "language", "source"})


@dataclass(frozen=True, slots=True)
class QuantityField:
    """A model that gives a quantity."""

    path: str
    model: BaseModel


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
    """The sentence numbers that a model names as the evidence for its `claims` (the strings and values beside)."""

    path: str
    sentences: tuple[int, ...]
    model: BaseModel


Field = QuantityField | QuotationField | NumberField | ProseField | NameField | DateField | EvidenceField


def is_number(value: object) -> bool:
    """Whether a value is a number; True and False are not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def evidence_of(model: BaseModel) -> tuple[int, ...]:
    """The sentence numbers that a model names as its evidence."""
    found = getattr(model, "evidence", None)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return ()
    return tuple(number for number in found if isinstance(number, int) and not isinstance(number, bool))


def walk(model: BaseModel, path: str = "") -> Iterator[Field]:
    """The fields of a model in order, nested ones included, each as what it is."""
    prefix = f"{path}." if path else ""
    taken: frozenset[str] = frozenset({"evidence"})
    if is_number(getattr(model, "value", None)):
        yield QuantityField(path, model)
        taken |= {"value", "upper", "unit", "bound"}
    elif isinstance(getattr(model, "text", None), str) and "speaker" in type(model).model_fields:
        yield _quotation(model, path)
        taken |= {"text", "speaker"}
    for name in type(model).model_fields:
        if name not in taken and name not in _NOT_CHECKED:
            yield from _field(name, getattr(model, name), f"{prefix}{name}", evidence_of(model))
    if evidence_of(model):
        yield EvidenceField(f"{prefix}evidence", evidence_of(model), model)


def _quotation(model: BaseModel, path: str) -> QuotationField:
    speaker = getattr(model, "speaker", None)
    text = getattr(model, "text", "")
    return QuotationField(path, text, speaker if isinstance(speaker, str) else None, evidence_of(model))


def _field(name: str, value: object, path: str, cited: tuple[int, ...]) -> Iterator[Field]:
    if isinstance(value, BaseModel):
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
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _field(str(key), item, f"{path}.{key}", cited)
    elif isinstance(value, Sequence | AbstractSet):
        for place, item in enumerate(value):
            yield from _field(name, item, f"{path}.{place}", cited)
