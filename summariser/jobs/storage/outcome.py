"""What is kept of one article's way through the model, ready to be stored and to be written out."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from summariser.article import Article
from summariser.errors import SummariserError, UnsupportedError
from summariser.extraction import Provenance, Result, Usage, failure_record, json_line
from summariser.verification import Level

# The source of an article is a matter of its item, of which a result may have several: it is put in on the way out.
_NO_SOURCE = '{"article":{"source":null'


@dataclass(frozen=True)
class Outcome:
    """A finished article: its record as JSON without its source, what is shown of it, and what it cost."""

    record: str
    facts: dict[str, Any]
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
    return _outcome(error.provenance, record, {}, 0, error)


def _with(result: Result[Any], record: str, error: SummariserError | None) -> Outcome:
    facts = {
        "flags": [f"{v.path}: {v.message}" for v in result.verification.unsupported],
        "doubts": [
            f"{v.path}: {v.message} {v.doubt}" for v in result.verification.verdicts if v.level is Level.DOUBT
        ],
    }
    return _outcome(result.provenance, record, facts, len(facts["flags"]), error)


def _outcome(
    made: Provenance | None,
    record: str,
    facts: dict[str, Any],
    flagged: int,
    error: SummariserError | None,
) -> Outcome:
    return Outcome(
        record=record,
        facts=facts,
        usage=made.usage if made else Usage(),
        requests=len(made.attempts) if made else 0,
        seconds=made.seconds if made else 0.0,
        flagged=flagged,
        error_kind=type(error).__name__ if error else None,
        error=str(error) if error else None,
    )


def with_source(record: str, source: str) -> str:
    """A stored record as it is written out: with the place of its article."""
    return '{"article":{"source":' + json.dumps(source, ensure_ascii=False) + record[len(_NO_SOURCE) :]


def compressed(text: str) -> bytes:
    """`text` for the database: the records of similar articles shrink to a fifth."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def decompressed(data: bytes) -> str:
    """What `compressed` took."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
