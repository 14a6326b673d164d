"""A pydantic annotation that refuses what the source does not support, for people who already use instructor.

Instructor shows the model the message of a failed validation and asks again; the message here says what the source
has, so that its own re-ask mends the number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from summariser.article import Article
from summariser.errors import ConfigurationError
from summariser.outside import well_formed
from summariser.verification.model import verdicts_on
from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.fields import QuantityField, QuotationField, items_of
from summariser.verification.summary.names import check_name
from summariser.verification.summary.quantities import check_quantity
from summariser.verification.summary.quotations import check_quotation
from summariser.verification.summary.records import Number, is_number, plain_text, quantity_parts
from summariser.verification.text import check_prose
from summariser.verification.verdict import Check, Status, Verdict

# Types of pydantic's schemas, and the keys under which a schema has those of its items.
_UNCHECKED = frozenset({"timedelta", "time", "bytes", "complex"})
_WITHIN = ("schema", "items_schema", "keys_schema", "values_schema", "choices")


@dataclass(frozen=True, slots=True)
class Grounded:
    """Marks a field that the source must support.

    The source, an `Article` or its text, comes with pydantic's validation context, which instructor takes as
    `context=`; of a ConfigurationError it does not ask the model again. (Values that need no check are put into a model
    by `model_construct`.) A number is checked with
    the unit, bound and so on of the fields declared before it (`unit`, `bound`, `upper`, `what`, `period`); a
    string by the numbers in it, or as a name or a quotation where `check` says so; a model or dataclass, field by
    field; a date by its day. Of a list, a tuple, a set or a dict each item is checked like that, and the message
    says at which place the wrong one stands ("values.1").
    Raises pydantic's ValidationError, of type "not_grounded", and ConfigurationError without a source, or when a class is
    made with a field of a type that is not checked: a duration, a time of day or bytes.

    >>> from decimal import Decimal
    >>> from typing import Annotated
    >>> from pydantic import BaseModel, ValidationError
    >>> class Finding(BaseModel):
    ...     unit: str
    ...     value: Annotated[Decimal, Grounded()]
    >>> article = "Some 900 workers left."
    >>> Finding.model_validate_json('{"unit": "worker", "value": 900}', context={"source": article})
    Finding(unit='worker', value=Decimal('900'))
    >>> try:
    ...     Finding.model_validate_json('{"unit": "worker", "value": 500}', context={"source": article})
    ... except ValidationError as error:
    ...     print(error.errors()[0]["msg"])
    The source does not have "500"; nearest is "Some 900 workers left." (sentence 1).
    """

    check: Check = Check.NUMBER

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        for kind in _kinds(schema):
            if kind in _UNCHECKED:
                raise ConfigurationError(
                    f"Grounded cannot check values of type {kind}: annotate another field"
                )
        return core_schema.with_info_after_validator_function(self._validate, schema)

    def _validate(self, value: Any, info: ValidationInfo) -> Any:
        source, before = _source(info.context), quantity_parts(info.data or {})
        wrong: list[Verdict] = []
        said: list[str] = []
        for path, item in items_of(value):
            # One upper end is not that of several numbers.
            beside = {n: v for n, v in before.items() if n != "upper"} if path else before
            for verdict in self._refused(item, source, beside):
                wrong.append(verdict)
                said.append(f"{_place(info, path)}: {verdict.message}" if path else verdict.message)
        if wrong:
            raise PydanticCustomError(
                "not_grounded", "{said}", {"said": " ".join(said), "status": wrong[0].status.value}
            )
        return value

    def _refused(self, item: object, source: SourceIndex, before: Mapping[str, Any]) -> Iterator[Verdict]:
        return (v for v in self._verdicts(item, source, before) if not v.ok)

    def _verdicts(self, item: object, source: SourceIndex, before: Mapping[str, Any]) -> list[Verdict]:
        value = item.value if isinstance(item, Enum) else item
        if isinstance(value, str):
            return self._on_string(well_formed(value), source)
        if is_number(value):
            return check_quantity(QuantityField("", {**before, "value": value}), source)
        if isinstance(value, Number) and not isinstance(value, bool):
            return [_out_of_bounds(plain_text(value))]
        return verdicts_on(value, source)

    def _on_string(self, value: str, source: SourceIndex) -> list[Verdict]:
        if self.check is Check.NAME:
            return check_name(value, source, "")
        if self.check is Check.QUOTATION:
            return check_quotation(QuotationField("", value, None, ()), source)
        return check_prose(value, source)


def _place(info: ValidationInfo, path: str) -> str:
    return f"{info.field_name}.{path}" if info.field_name else path


def _out_of_bounds(text: str) -> Verdict:
    message = f"{text} is no number that a source can have."
    return Verdict(text=text, status=Status.ABSENT, message=message)


def _kinds(schema: Any) -> Iterator[str]:
    """The types of the values that a schema takes, those in its lists, dicts, tuples and unions included."""
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list | tuple):
            waiting += node
        elif isinstance(node, dict):
            yield node.get("type", "")
            waiting += (node[name] for name in _WITHIN if name in node)


def _source(context: Any) -> SourceIndex:
    """The source; no ValidationError where it is missing, as the model cannot mend that."""
    source = context.get("source") if isinstance(context, Mapping) else None
    if not isinstance(source, str | Article | SourceIndex):
        raise ConfigurationError(
            'Grounded needs the source: validate with context={"source": article}, an Article or its text'
        )
    return SourceIndex.of(source)
