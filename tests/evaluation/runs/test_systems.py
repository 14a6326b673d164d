"""The baselines: asked as their users ask them, failing as a record, on the server that the pipeline uses."""

import asyncio
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import ConfigurationError
from summariser.evaluation.records.record import Answer
from summariser.evaluation.systems import LangExtract, Models, OneShot, Rules, System, Target, open_models
from summariser.extraction import load_report_type
from summariser.verification import Status
from tests.evaluation.making import ITEM, summary
from tests.support.servers import Reply, Server, completion, said_to_model, serving


def _answer(make: Callable[[Models], System]) -> Answer:
    async def work() -> Answer:
        async with open_models() as models:
            return await make(models).answer(ITEM.article)

    return asyncio.run(work())


def _one_shot(server: Server) -> Answer:
    return _answer(lambda models: OneShot(models, Target("m", server.base_url), load_report_type()))


def test_one_shot_sends_the_article_and_the_schema_once() -> None:
    """And its summary gets the verdicts that it would have got from the pipeline."""
    said = summary().model_dump(mode="json")
    said["quantities"][0]["value"] = 41
    with serving(lambda _: completion(json.dumps(said))) as server:
        made = _one_shot(server)
    (request,) = server.requests
    assert ITEM.article.text in said_to_model(request)
    assert made.failure is None
    assert made.provenance.usage.completion_tokens == 5
    assert [v.status for v in made.verdicts if v.path == "quantities.0.value"] == [Status.ABSENT]


@pytest.mark.parametrize(
    ("reply", "kind", "message"),
    [
        (completion('{"headline": "a'), "AnswerError", "not of the schema"),
        (completion('{"headline": "a', finish_reason="length"), "AnswerError", "cut off at 2000 tokens"),
        (Reply(status=500, body='{"error": {"message": "no"}}'), "ServerError", "InternalServerError"),
    ],
)
def test_a_failed_one_shot_is_a_record(reply: Reply, kind: str, message: str) -> None:
    """With its kind, and what it cost where the server said so."""
    with serving(lambda _: reply) as server:
        made = _one_shot(server)
    assert made.failure is not None
    assert made.failure.kind == kind
    assert message in made.failure.message
    assert len(server.requests) == len(made.provenance.attempts) == 1
    assert bool(made.provenance.usage.completion_tokens) == (kind == "AnswerError")


def _python(folder: Path, body: str) -> str:
    """Stands for the Python of another environment: what it is asked is in the file `asked`."""
    script = folder / "python"
    script.write_text(
        f"#!{sys.executable}\nimport sys, json, pathlib\nasked = json.load(sys.stdin)\n"
        f"pathlib.Path({str(folder / 'asked')!r}).write_text(json.dumps(asked))\n{body}\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return str(script)


def _langextract(python: str, base_url: str = "http://127.0.0.1:9/v1") -> Answer:
    return _answer(lambda models: LangExtract(models, Target("m", base_url), python))


def test_langextract_answers_from_an_environment_of_its_own(tmp_path: Path) -> None:
    """It is given the server and model of the others; what it extracts becomes figures, verified like any."""
    found: list[dict[str, Any]] = [
        {"text": "over 40 bridges", "attributes": {"what": "bridges", "value": "40", "bound": "more_than", "unit": "bridge"}},
        {"text": "€5 million", "attributes": {"what": ["odd"], "value": "5 million", "bound": "huge", "unit": None}},
        {"text": "no value", "attributes": {"value": "many"}},
        {"text": "nothing", "attributes": {}},
    ]  # fmt: skip
    said = json.dumps({"extractions": found, "usage": [[100, 20], [50, 10]], "version": "9"})
    made = _langextract(_python(tmp_path, f"print('a banner'); print({said!r})"))
    asked = json.loads((tmp_path / "asked").read_text(encoding="utf-8"))
    assert (asked["model"], asked["base_url"], asked["text"]) == (
        "m",
        "http://127.0.0.1:9/v1/",
        ITEM.article.text,
    )
    assert made.summary is not None
    figures = [(q["value"], q["bound"], q["unit"]) for q in made.summary["quantities"]]
    assert figures == [(40, "more_than", "bridge"), (5000000, "exactly", None)]
    assert made.provenance.usage.prompt_tokens == 150
    assert made.provenance.notes == [
        "langextract 9",
        "no value to read in 'no value'",
        "no value to read in 'nothing'",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sys.exit('boom: ' + asked['key'])", "LangExtract: boom: (the key)"),
        ("print('nonsense')", "cannot be read"),
    ],
)
def test_a_failing_langextract_is_a_record(
    body: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the key that it was given."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-test")
    made = _langextract(_python(tmp_path, body))
    assert made.failure is not None
    assert message in made.failure.message
    assert "sk-of-this-test" not in made.model_dump_json()


def test_without_langextract_it_says_how_to_get_it(tmp_path: Path) -> None:
    """Rather than to count every article as failed."""
    with pytest.raises(
        ConfigurationError, match=r"pip install 'summariser\[baselines\]', or name the Python"
    ):
        _langextract(_python(tmp_path, "import langextract_that_is_not_here"))
    with pytest.raises(ConfigurationError, match="cannot start"):
        _langextract(str(tmp_path / "nothing"))


def test_rules_take_what_the_finder_finds() -> None:
    """Each with its bound and unit and the words after it; nothing of the furniture's related story."""
    made = asyncio.run(Rules().answer(ITEM.article))
    assert made.summary is not None
    figures = [
        (Decimal(str(q["value"])), q["bound"], q["unit"], q["what"]) for q in made.summary["quantities"]
    ]
    assert (Decimal(40), "more_than", "bridge", "bridges closed") in figures
    assert made.summary["key_findings"]
    assert made.provenance.model == ""


def test_a_key_changes_with_what_an_answer_depends_on() -> None:
    """Model, server and repeat; not with where the run is kept."""

    async def keys() -> list[str | None]:
        async with open_models() as models:
            kind = load_report_type()
            systems: list[System] = [
                OneShot(models, Target("m", "http://a/v1"), kind),
                OneShot(models, Target("n", "http://a/v1"), kind),
                OneShot(models, Target("m", "http://b/v1"), kind),
                LangExtract(models, Target("m", "http://a/v1")),
            ]
            return [s.key(ITEM.article, 0) for s in systems] + [systems[0].key(ITEM.article, 1)]

    made = asyncio.run(keys())
    assert len(set(made)) == len(made)
    assert asyncio.run(keys()) == made
