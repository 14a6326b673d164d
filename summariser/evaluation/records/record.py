"""What a run keeps of one system's answer to one article: all that scoring needs, so that it needs no model."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from summariser.extraction import Provenance
from summariser.numbers import NumberMention
from summariser.verification import Check, Status, Verification

# Counted up when a record comes to hold other things, so that scoring does not misread an old one. A count, not a
# choice.
FORMAT = 1


class Said(BaseModel):
    """A number as the summary has it: of a field, or found in its prose."""

    model_config = ConfigDict(frozen=True)

    text: str
    start: int
    value: Decimal
    upper: Decimal | None = None
    bound: str = "exactly"
    kind: str = "cardinal"
    unit: str | None = None


class Judged(BaseModel):
    """A verdict, without the source's candidates."""

    model_config = ConfigDict(frozen=True)

    check: Check
    path: str
    text: str
    said: Said | None
    status: Status
    ok: bool
    source_span: tuple[int, int] | None
    message: str
    doubt: str | None = None


class Failure(BaseModel):
    """Why an article has no summary: the error's class, and its line."""

    model_config = ConfigDict(frozen=True)

    kind: str
    message: str


class Answer(BaseModel):
    """What a system made of an article: a summary with verdicts, or the failure.

    `summary` is the dumped schema. `provenance` holds the requests and what they cost; a system without a model
    has none of either.
    """

    summary: dict[str, Any] | None = None
    verdicts: tuple[Judged, ...] = ()
    failure: Failure | None = None
    provenance: Provenance

    @property
    def alarms(self) -> list[Judged]:
        """The verdicts that something is not supported."""
        return [v for v in self.verdicts if not v.ok]

    @property
    def doubts(self) -> list[Judged]:
        """The verdicts that something is supported, but worth another look."""
        return [v for v in self.verdicts if v.ok and v.doubt]


class Record(BaseModel):
    """One system's answer to one article: the unit of a run folder.

    `key` is what the answer depends on; `text_digest` the SHA-256 of the article's text, by which a later change
    of it is noticed; `repeat` counts from 0; `version` is the package's.
    """

    format: Literal[1] = 1
    system: str
    article: str
    repeat: int
    key: str
    text_digest: str
    version: str
    answer: Answer


def judged(verification: Verification) -> tuple[Judged, ...]:
    """The verdicts as a record keeps them."""
    return tuple(
        Judged(
            check=v.check,
            path=v.path,
            text=v.text,
            said=_said(v.mention) if v.mention else None,
            status=v.status,
            ok=v.ok,
            source_span=v.source_span,
            message=v.message,
            doubt=v.doubt,
        )
        for v in verification.verdicts
    )


def _said(mention: NumberMention) -> Said:
    return Said(
        text=mention.text,
        start=mention.start,
        value=mention.value,
        upper=mention.upper,
        bound=mention.bound,
        kind=mention.kind,
        unit=mention.unit,
    )
