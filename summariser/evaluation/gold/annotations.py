"""What a gold file holds: the format that evals/README.md explains, as models that refuse anything else."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from summariser.fields import LARGEST
from summariser.numbers import Bound


def _number(value: Any) -> Any:
    """A number as JSON has it; pydantic would also take true for 1, and "7" for 7."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("must be a number, without quotation marks")  # noqa: TRY004 (pydantic reports it)
    return value


Value = Annotated[Decimal, BeforeValidator(_number), Field(allow_inf_nan=False, gt=-LARGEST, lt=LARGEST)]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Stance = Literal["confirmed", "denied", "declined to comment", "other"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldQuantity(_Part):
    """A figure of the article; `text` is a piece of it that holds the number, `core` whether the report finds it."""

    text: Words
    value: Value
    upper: Value | None
    bound: Bound
    unit: Words | None
    what: Words
    period: str | None
    core: Annotated[bool, Field(strict=True)]
    note: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "GoldQuantity":
        if self.upper is not None and self.upper <= self.value:
            raise ValueError("upper must be more than value, or null")
        return self


class GoldReport(_Part):
    """The report's facts; None where the article does not say."""

    title: Words | None
    issuer: Words | None
    date: date | None
    date_text: Words | None
    period: Words | None


class GoldDay(_Part):
    """A day, as the article has it and of the calendar."""

    text: Words
    date: date


class GoldQuotation(_Part):
    """Words in quotation marks, without these, and whose they are."""

    speaker: Words
    text: Words


class GoldResponse(_Part):
    """How a party stands to the findings."""

    who: Words
    stance: Stance


class Gold(_Part):
    """What a perfect reader takes from one article.

    `abstract` is an abstract of somebody's own, to compare with; without one, the overlap is measured against
    the article's own sentences. `fields` holds, of a report type of one's own, what the field at a dotted path
    ("court.name") should say; None where it should be empty.
    """

    file: Words
    headline: Words
    published: date
    report: GoldReport = GoldReport(title=None, issuer=None, date=None, date_text=None, period=None)
    fields: dict[str, Words | GoldDay | None] = Field(default={})
    traps: tuple[Words, ...] = ()
    quantities: tuple[GoldQuantity, ...]
    furniture_numbers: tuple[Words, ...]
    must_not_appear: tuple[Words, ...] = ()
    not_quantities: tuple[Words, ...]
    quotations: tuple[GoldQuotation, ...]
    responses: tuple[GoldResponse, ...]
    names: tuple[Words, ...]
    abstract: Words | None = None
