"""The part of a schema that the model writes.

What the source itself can tell is not asked for: the evidence of a statement is looked up, and of a list of
quantities or quotations the numbers and the quoted words are found first, and then only labelled by the model.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin

from instructor import OpenAISchema
from pydantic import BaseModel, Field, WithJsonSchema, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from summariser.fields import Fields, OfReport, Quantity, Quotation

EVIDENCE = "evidence"


class Wire(Fields, OpenAISchema):
    """Base of what a model is asked to write.

    From any other class instructor derives one of this kind for each question, and reads its schema anew, which
    takes longer than all else that a question costs on our side.
    """

    @classmethod
    def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:
        """As pydantic has it; worked out once a class where nothing else is asked for."""
        if arguments or options:
            return super().model_json_schema(*arguments, **options)
        if "_json_schema" not in cls.__dict__:
            type.__setattr__(cls, "_json_schema", super().model_json_schema())
        return cls.__dict__["_json_schema"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class FoundList:
    """A top-level field that holds a list of quantities or of quotations."""

    name: str
    item: type[BaseModel]


def found_list(schema: type[BaseModel], kind: type[BaseModel]) -> FoundList | None:
    """The first top-level field of `schema` that is a list of `kind`, Quantity or Quotation."""
    for name, field in schema.model_fields.items():
        (item,) = get_args(field.annotation) if get_origin(field.annotation) is list else (None,)
        if isinstance(item, type) and issubclass(item, kind):
            return FoundList(name, item)
    return None


# A field that a model is not asked for, and that some answer all the same.
_PASSED_OVER: Any = (SkipJsonSchema[Any], Field(default=None, exclude=True))  # type: ignore[misc]


def asked_fields(wire: type[BaseModel]) -> list[str]:
    """The names of the fields that a model is asked for."""
    return [name for name, field in wire.model_fields.items() if not field.exclude]


@cache
def wire_model(schema: type[BaseModel], known: frozenset[str] = frozenset()) -> type[BaseModel]:
    """`schema` without what is found in the source, and without the fields at the dotted paths that are `known`.

    See `asked_in` for what is left to ask for.
    """
    found = {f.name for kind in (Quantity, Quotation) if (f := found_list(schema, kind))}
    return _without(schema, known | found, base=Wire)


@cache
def labels_model(item: type[BaseModel], known: frozenset[str]) -> type[BaseModel]:
    """What the model says of one found item: the item's fields without those `known` from the source."""
    return _without(item, known)


def record_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds one of, or nothing: of `Report | None`, Report; None for lists and other unions."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    models = [kind for kind in kinds if kind is not types.NoneType]
    one = models[0] if len(models) == 1 else None
    return one if isinstance(one, type) and issubclass(one, BaseModel) else None


def _without(
    schema: type[BaseModel], left_out: frozenset[str], path: str = "", base: type[BaseModel] = Fields
) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for name, field in schema.model_fields.items():
        at = f"{path}{name}"
        if at in left_out or is_evidence(name, field):
            fields[name] = _PASSED_OVER
            continue
        record = record_in(field.annotation)
        if record is None or not any(known.startswith(f"{at}.") for known in left_out):
            fields[name] = (_trimmed(_asked(field)), field)
        else:
            inner = _without(record, left_out, f"{at}.")
            asked: Any = inner if _asked(field) is record else inner | None
            fields[name] = (asked, field) if asked_fields(inner) else _PASSED_OVER
    return create_model(schema.__name__, __base__=base, __doc__=schema.__doc__, **fields)


def _asked(field: FieldInfo) -> Any:
    """What is asked for: of a report always all, since whether there is one is told by the article."""
    if any(isinstance(marker, OfReport) for marker in field.metadata):
        return next(models_in(field.annotation), field.annotation)
    return field.annotation


def _trimmed(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _without(annotation, frozenset())
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return list[_trimmed(arguments[0])]  # type: ignore[misc]
    if origin in (Union, types.UnionType):
        return Union[tuple(_trimmed(a) for a in arguments)]  # noqa: UP007 (built at run time)
    return annotation


def may_be_empty(field: FieldInfo) -> bool:
    """Whether a field takes None."""
    return types.NoneType in get_args(field.annotation)


def longest(field: FieldInfo) -> int | None:
    """How many characters a model that is held to the schema may write in a field."""
    schemas = (m.json_schema for m in field.metadata if isinstance(m, WithJsonSchema))
    return next((schema["maxLength"] for schema in schemas if schema and "maxLength" in schema), None)


def is_evidence(name: str, field: FieldInfo) -> bool:
    """Whether a field holds the numbers of the sentences that support its neighbours."""
    return name == EVIDENCE and field.annotation == list[int]


def outline(schema: type[BaseModel]) -> str:
    """The fields of `schema` and their descriptions, a line each, as the prompt shows them."""
    return "\n".join(_lines(schema, ""))


def _lines(schema: type[BaseModel], indent: str) -> Iterator[str]:
    for name in asked_fields(schema):
        field = schema.model_fields[name]
        models = list(models_in(field.annotation))
        described = field.description or (models[0].__doc__ if models else None) or ""
        many = " (a list)" if get_origin(field.annotation) is list else ""
        yield f"{indent}{field.alias or name}{many}: {' '.join(described.split())}".rstrip(": ")
        for model in models:
            yield from _lines(model, indent + "  ")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation names, on whatever level: of `list[Finding] | None`, Finding."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)
