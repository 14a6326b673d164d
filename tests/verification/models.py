"""A source and summaries of it, as models of the shapes that verification knows by name."""

from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel

from summariser import Article, Bound

SOURCE = """Over 11,000 soldiers crossed the border in October 2024, the Harbour Monitoring Group (HMG) says in a report.

The group counted at least 20,000 containers and up to 6 million rounds. Nearly 500 workers were sent by early 2025.

"We saw things that we had never seen before," said Lena Orvik, who leads the group. "It will not end soon," she said.

The trade earned €5 billion ($5.7 billion). Between 30 and 40 instructors were killed and 17 were injured.

The foreign ministry of Tarn rejected the findings. Its spokesman, Aldo Brix, called them "a fairy tale"."""

ARTICLE = Article.from_text(SOURCE)


class Stance(StrEnum):
    DENIED = "denied 99 times"


class Quantity(BaseModel):
    what: str = ""
    value: Decimal
    upper: Decimal | None = None
    bound: Bound = Bound.EXACTLY
    unit: str | None = None
    period: str | None = None
    attribution: str | None = None
    evidence: list[int] = []


class Quotation(BaseModel):
    text: str
    speaker: str | None = None
    evidence: list[int] = []


class Response(BaseModel):
    who: str
    stance: Stance = Stance.DENIED
    text: str = ""


class Summary(BaseModel):
    headline: str = ""
    abstract: str = ""
    quantities: list[Quantity] = []
    quotations: list[Quotation] = []
    responses: list[Response] = []


def sentence_of(words: str) -> int:
    """The number of the article's sentence that has these words."""
    return next(s.number for s in ARTICLE.sentences if words in s.text)
