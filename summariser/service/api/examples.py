"""Examples of requests and answers: the requests are written, the answers worked out from them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from summariser.article import Article
from summariser.comparison import Corrections
from summariser.extraction import describe
from summariser.service.api.answers import PLACES, job_in_json
from summariser.service.api.shapes import (
    ComparisonRequest,
    NumbersRequest,
    SummaryRequest,
    VerificationRequest,
)
from summariser.service.processes import checks
from summariser.service.processes.intake import Form, Given
from summariser.service.records import Job, Kind, State
from summariser.verification import verify

_ARTICLE = (
    "Harbour report counts fewer ships\n\nLOWMERE, 3 March 2025 - The port of Lowmere handled 412 ships in 2024, down from 430 in 2023, "
    "the harbour board said on Monday. Repairs to the north quay cost nearly 9 million crowns."
)
_OTHER = "Lowmere's harbour handled 421 ships in 2024, according to the board, and spent 8.9 million crowns on repairs."
_TEXT = "Lowmere handled 412 ships in 2024. Repairs cost more than 9 million crowns."
_SUMMARY = {
    "headline": "Lowmere handled fewer ships",
    "quantities": [
        {
            "what": "ships handled",
            "value": 412,
            "unit": "ship",
            "bound": "exactly",
            "period": "2024",
            "evidence": [2],
        }
    ],
}
# In characters, by judgement.
_MOST = 10_000


@dataclass(frozen=True)
class Example:
    """Of one operation: what is asked, and what is answered by status."""

    path: str
    method: str
    asked: Any = None
    answers: Mapping[int, Any] = field(default_factory=dict)


def examples() -> Iterator[Example]:
    """An example of each operation that has one."""
    request = NumbersRequest(text=_TEXT)
    yield Example(
        "/v1/numbers", "post", _json(request), {200: {"numbers": json.loads(checks.numbers(_TEXT))}}
    )
    yield from _summaries()
    yield from _verifications()
    yield from _comparisons()


def _summaries() -> Iterator[Example]:
    request = SummaryRequest.model_validate({"text": _ARTICLE})
    article = Article.from_text(_ARTICLE, source="report.txt")
    found = verify(_SUMMARY, article).model_dump(mode="json")
    result = {"article": describe(article), "summary": _SUMMARY, "verification": found, "provenance": {}}
    chosen = {"report_type": "news_summary", "policy": "fix", "model": "local"}
    waiting = _job(Kind.SUMMARY, "Harbour report counts fewer ships", chosen, State.QUEUED)
    done = _job(Kind.SUMMARY, "Harbour report counts fewer ships", chosen, State.DONE, 0) | {
        "result": json.loads(json.dumps(result, default=str))
    }
    yield from _of(Kind.SUMMARY, request, {202: waiting | {"result": None}, 200: done}, done)


def _verifications() -> Iterator[Example]:
    request = VerificationRequest.model_validate({"text": _TEXT, "sources": [{"text": _ARTICLE}]})
    made = checks.verification(Given(Form.TEXT, _TEXT), [Given(Form.TEXT, _ARTICLE, "source")], _MOST, False)
    job = _job(
        Kind.VERIFICATION, made.title, {"sources": ["source"], "whole_text": False}, State.DONE, made.flagged
    )
    answer = job | {"result": json.loads(made.result)}
    yield from _of(Kind.VERIFICATION, request, {201: answer, 200: answer}, answer)


def _comparisons() -> Iterator[Example]:
    articles = {"Herald": _ARTICLE, "Gazette": _OTHER}
    request = ComparisonRequest.model_validate(
        {"articles": [{"text": text, "name": name} for name, text in articles.items()]}
    )
    given = [Given(Form.TEXT, text, name) for name, text in articles.items()]
    made = checks.comparison(given, False, None, _MOST)
    result = json.loads(made.result)
    job = _job(Kind.COMPARISON, made.title, {"articles": list(articles), "reference": False}, State.DONE)
    answer = job | {"result": result}
    yield from _of(Kind.COMPARISON, request, {201: answer, 200: answer}, answer)
    key = result["facts"][0]["cells"][0]["key"]
    wanted = Corrections.model_validate({"rename": [{"figure": key, "what": "ships that called"}]})
    place = f"/v1/{PLACES[Kind.COMPARISON]}/{{job_id}}/grouping"
    yield Example(place, "put", _json(wanted), {200: answer})
    yield Example(place, "get", None, {200: _json(wanted)})


def _of(kind: Kind, request: BaseModel, made: Mapping[int, Any], answer: Any) -> Iterator[Example]:
    place = f"/v1/{PLACES[kind]}"
    shown = {name: value for name, value in answer.items() if name != "result"}
    yield Example(place, "post", _json(request), made)
    yield Example(place, "get", None, {200: {"jobs": [shown], "total": 1, "next": None}})
    yield Example(f"{place}/{{job_id}}", "get", None, {200: answer})


def _json(model: BaseModel) -> Any:
    return model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _job(
    kind: Kind, title: str, request: dict[str, Any], state: State, flagged: int | None = None
) -> dict[str, Any]:
    at = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    ended = at if state.ended else None
    return job_in_json(
        Job(
            "5f0c6e1b9a7d4c3e8b2f1a6d7c9e0b4f",
            kind,
            state,
            title,
            "",
            at,
            1,
            request,
            ended,
            ended,
            None,
            flagged,
        )
    )
