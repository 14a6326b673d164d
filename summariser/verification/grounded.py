"""A pydantic annotation that refuses what the source does not support, for people who already use instructor.

Instructor shows the model the message of a failed validation and asks again; the message here says what the source
has, so that its own re-ask mends the number.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from summariser.article import Article
from summariser.verification.fields import QuotationField, is_number
from summariser.verification.index import SourceIndex
from summariser.verification.model import verdicts_on
from summariser.verification.names import check_name
from summariser.verification.quantities import check_quantity
from summariser.verification.quotations import check_quotation
from summariser.verification.text import check_prose
from summariser.verification.verdict import Check, Verdict


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
    string by the numbers in it, or as a name or a quotation where `check` says so; a model, field by field.
    Raises pydantic's ValidationError, of type "not_grounded".
    """

    check: Check = Check.NUMBER

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._validate, handler(source))

    def _validate(self, value: Any, info: ValidationInfo) -> Any:
        if info.context is None:
            return value
        wrong = [v for v in self._verdicts(value, _source(info.context), info.data or {}) if not v.ok]
        if wrong:
            said = " ".join(v.message for v in wrong)
            raise PydanticCustomError(
                "not_grounded", "{said}", {"said": said, "status": wrong[0].status.value}
            )
        return value

    def _verdicts(self, value: Any, source: SourceIndex, before: dict[str, Any]) -> list[Verdict]:
        if isinstance(value, BaseModel):
            return verdicts_on(value, source)
        if isinstance(value, str):
            return self._on_string(value, source)
        if is_number(value):
            return check_quantity({**before, "value": value}, source, "")
        return []

    def _on_string(self, value: str, source: SourceIndex) -> list[Verdict]:
        if self.check is Check.NAME:
            return check_name(value, source, "")
        if self.check is Check.QUOTATION:
            return check_quotation(QuotationField("", value, None, ()), source)
        return check_prose(value, source)


def _source(context: Any) -> SourceIndex:
    source = context.get("source") if isinstance(context, dict) else None
    if not isinstance(source, str | Article | SourceIndex):
        raise PydanticCustomError(
            "no_source",
            'Grounded needs the source: validate with context={"source": article}, an Article or its text.',
        )
    return SourceIndex.of(source)
