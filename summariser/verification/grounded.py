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
from summariser.verification.fields import (
    Number,
    QuotationField,
    is_number,
    items_of,
    quantity_parts,
)
from summariser.verification.index import SourceIndex
from summariser.verification.model import verdicts_on
from summariser.verification.names import check_name
from summariser.verification.quantities import check_quantity
from summariser.verification.quotations import check_quotation
from summariser.verification.records import plain_text
from summariser.verification.text import check_prose
from summariser.verification.verdict import Check, Status, Verdict


@dataclass(frozen=True, slots=True)
class Grounded:
    """Marks a field that the source must support.

    >>> class Finding(BaseModel):
    ...     unit: str
    ...     value: Annotated[Decimal, Grounded()]
    >>> Finding.model_validate_json(answer, context={"source": article})

    The source, an `Article` or its text, comes with pydantic's validation context, which instructor takes as
    `context=`. Without a context nothing is checked: there is nothing to check against. A number is checked with
    the unit, bound and so on of the fields declared before it (`unit`, `bound`, `upper`, `what`, `period`); a
    string by the numbers in it, or as a name or a quotation where `check` says so; a model or dataclass, field by
    field; a date by its day. Of a list, a tuple, a set or a dict each item is checked like that, and the message
    says at which place the wrong one stands ("values.1").
    Raises pydantic's ValidationError, of type "not_grounded".
    """

    check: Check = Check.NUMBER

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._validate, handler(source))

    def _validate(self, value: Any, info: ValidationInfo) -> Any:
        if info.context is None:
            return value
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
            return self._on_string(value, source)
        if is_number(value):
            return check_quantity({**before, "value": value}, source, "")
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


def _source(context: Any) -> SourceIndex:
    source = context.get("source") if isinstance(context, dict) else None
    if not isinstance(source, str | Article | SourceIndex):
        raise PydanticCustomError(
            "no_source",
            'Grounded needs the source: validate with context={"source": article}, an Article or its text.',
        )
    return SourceIndex.of(source)
