"""What is kept of one article's way through the model, ready to be stored and to be written out."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summariser.article import Article
from summariser.errors import SummariserError, UnsupportedError
from summariser.extraction import Provenance, Result, Usage, failure_record, json_line
from summariser.extraction.wire_model import found_list
from summariser.fields import Quantity, plain_number
from summariser.verification import Level, Verdict

# The source of an article is a matter of its item, of which a result may have several: it is put in on the way out.
_NO_SOURCE = '{"article":{"source":null'


@dataclass(frozen=True)
class Outcome:
    """A finished article: its record as JSON without its source, its rows for the tables, and what it cost."""

    record: str
    facts: dict[str, Any]
    quantities: list[list[Any]]
    usage: Usage
    requests: int
    seconds: float
    flagged: int = 0
    error_kind: str | None = None
    error: str | None = None

    @property
    def state(self) -> str:
        return "failed" if self.error_kind else "done"


def of_result(result: Result[Any]) -> Outcome:
    """The outcome of an article that has a summary; its article must have no source."""
    return _with(result, result.model_dump_json(), None)


def of_error(article: Article, error: SummariserError) -> Outcome:
    """The outcome of an article that failed; it must have no source."""
    record = json_line(failure_record("", article, error))
    if isinstance(error, UnsupportedError):
        return _with(error.result, record, error)
    return _outcome(error.provenance, record, _facts(article), [], 0, error)


def _with(result: Result[Any], record: str, error: SummariserError | None) -> Outcome:
    rows = _quantity_rows(result.summary, result.verification.verdicts)
    seen = result.verification.coverage
    facts = _facts(result.article) | {
        "quantities": len(rows),
        "numbers": seen.total,
        "covered": seen.covered,
        "flags": [f"{v.path}: {v.message}" for v in result.verification.unsupported],
        "doubts": [
            f"{v.path}: {v.message} {v.doubt}" for v in result.verification.verdicts if v.level is Level.DOUBT
        ],
    }
    return _outcome(result.provenance, record, facts, rows, len(facts["flags"]), error)


def _outcome(
    made: Provenance | None,
    record: str,
    facts: dict[str, Any],
    rows: list[list[Any]],
    flagged: int,
    error: SummariserError | None,
) -> Outcome:
    return Outcome(
        record=record,
        facts=facts,
        quantities=rows,
        usage=made.usage if made else Usage(),
        requests=len(made.attempts) if made else 0,
        seconds=made.seconds if made else 0.0,
        flagged=flagged,
        error_kind=type(error).__name__ if error else None,
        error=str(error) if error else None,
    )


def _facts(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "published": article.published and article.published.isoformat(),
        "characters": len(article.text),
    }


# The columns of quantities.csv that come from a result, in order; new ones at the end, for rows that are stored already.
QUANTITY_COLUMNS = (
    "what", "value", "upper", "bound", "unit", "period", "attribution", "evidence", "status", "ok", "message",
    "level", "doubt",
)  # fmt: skip


def _quantity_rows(summary: BaseModel, verdicts: tuple[Verdict, ...]) -> list[list[Any]]:
    """A row for each quantity of the summary, with the worst verdict on it."""
    found = found_list(type(summary), Quantity)
    rows = []
    for number, quantity in enumerate(getattr(summary, found.name) if found else ()):
        inside = f"{found.name}.{number}." if found else ""
        own = [v for v in verdicts if v.path.startswith(inside)]
        worst = min(own, key=lambda v: (v.ok, not v.doubt), default=None)
        upper = None if quantity.upper is None else plain_number(quantity.upper)
        rows.append(
            [quantity.what, plain_number(quantity.value), upper, quantity.bound.value, quantity.unit]
            + [quantity.period, quantity.attribution, " ".join(map(str, quantity.evidence))]
            + _judged(worst)
        )
    return rows


def _judged(verdict: Verdict | None) -> list[Any]:
    if verdict is None:
        return [None] * 5
    return [verdict.status.value, verdict.ok, verdict.message, verdict.level.value, verdict.doubt]


def with_source(record: str, source: str) -> str:
    """A stored record as it is written out: with the place of its article."""
    return '{"article":{"source":' + json.dumps(source, ensure_ascii=False) + record[len(_NO_SOURCE) :]


def packed(text: str) -> bytes:
    """`text` for the database: the records of similar articles shrink to a fifth."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def opened(data: bytes) -> str:
    """What `packed` took."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
