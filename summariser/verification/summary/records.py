"""Records and lists of any make, as Python holds them: models, dataclasses, mappings, sequences and sets."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any, TypeGuard

from pydantic import BaseModel

from summariser.outside import MOST_DIGITS, in_bounds, well_formed

Number = int | float | Decimal


class Unread:
    """Stands for a value that cannot be had; no dataclass, as those are records."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def plain_text(value: object) -> str:
    """A key, a number or a string as it is written, and as any file can hold it."""
    try:
        return well_formed(str(value.value if isinstance(value, Enum) else value))
    except ValueError:  # Python writes out no integer of thousands of digits
        return "a number of very many digits"


def is_number(value: object) -> TypeGuard[Number]:
    """Whether a value is a number that can be checked: finite, not of hundreds of digits; True and False are none."""
    if isinstance(value, Decimal):
        return in_bounds(value)
    if isinstance(value, int):
        return not isinstance(value, bool) and value.bit_length() < MOST_DIGITS * 3
    return isinstance(value, float) and isfinite(value) and in_bounds(Decimal(repr(value)))


def is_plain_string(value: object) -> TypeGuard[str]:
    """Whether a value is text, and no name of a choice."""
    return isinstance(value, str) and not isinstance(value, Enum)


def is_record(value: object) -> bool:
    """Whether a value is a model, a dataclass or a mapping, whose fields have names."""
    return isinstance(value, BaseModel | Mapping) or (is_dataclass(value) and not isinstance(value, type))


def declared(record: Any) -> dict[str, Any]:
    """The fields of a model or dataclass by name, as they are, and those that it computes."""
    if isinstance(record, Mapping):
        return {}
    model = type(record)
    names = model.model_fields if isinstance(record, BaseModel) else [field.name for field in fields(record)]
    decorators = getattr(model, "__pydantic_decorators__", None)
    computed = decorators.computed_fields if decorators else {}
    return {name: getattr(record, name, None) for name in names} | {n: _computed(record, n) for n in computed}


def _computed(record: object, name: str) -> Any:
    try:
        return getattr(record, name)
    except Exception as error:  # noqa: BLE001 (code of the model's author)
        return Unread(f"it could not be computed: {type(error).__name__}")


def extra(record: Any) -> Mapping[Any, Any]:
    """What a record holds under names that whoever wrote it chose."""
    if isinstance(record, Mapping):
        return record
    if isinstance(record, BaseModel):
        return record.model_extra or {}
    if getattr(type(record), "__pydantic_config__", {}).get("extra") != "allow":
        return {}
    own = {field.name for field in fields(record)}
    return {
        name: value for name, value in vars(record).items() if name not in own and not name.startswith("_")
    }


def is_list(value: object) -> bool:
    """Whether a value is a list, a tuple, a set or the like, whose items are values of their own."""
    return isinstance(value, Sequence | AbstractSet) and not isinstance(
        value, str | bytes | bytearray | memoryview | range
    )


def in_order(values: Any) -> Sequence[Any]:
    """The items of a list; those of a set sorted, as a set has no order that stays."""
    return sorted(values, key=plain_text) if isinstance(values, AbstractSet) else values


def quantity_parts(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a quantity, an Enum as its value."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in parts.items()}
