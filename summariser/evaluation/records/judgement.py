"""What a run keeps of a judge: its ratings of one summary's prose, or why there are none."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from summariser.extraction import Attempt

Rating = Annotated[int, Field(ge=1, le=5)]


class Opinion(BaseModel):
    """What the judge answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    worst: Annotated[str, Field(max_length=400)]
    faithful: Rating
    complete: Rating
    clear: Rating


class Judgement(BaseModel):
    """A judge's opinion of one record's prose; None where it gave none of the shape asked for, with the reason."""

    judge: str
    key: str
    opinion: Opinion | None
    error: str | None = None
    attempts: list[Attempt] = []
