"""A served model is asked all about an article in one request, and for all repairs of a round in another."""

import asyncio
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import create_model

from summariser import Article, Result, asummarise, load_report_type, open_model
from summariser.errors import AnswerError, UnsupportedError
from summariser.extraction.asking.asker import Question, combine
from summariser.extraction.asking.wire_model import Wire
from summariser.extraction.client.connect import SERVED_LIMITS
from summariser.extraction.client.model import Limits
from summariser.extraction.client.wire_schema import Dialect, for_server
from tests.support.processes import ROOT
from tests.support.servers import (
    DRAFT,
    Reply,
    Server,
    asked_form,
    completion,
    obedient,
    said_to_model,
    serving,
    summarised,
)

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
# A draft, what two numbers count, and who speaks: all of it has to be asked.
TEXT = """Inspectors close bridges

"We have never seen such cracks in a bridge."

Inspectors closed over 40 bridges last year, the Structures Board said in its report on Monday. The repairs will cost about £31 million.

The towns asked for 12 ferries.
"""
REPORT_TYPE = load_report_type()
MOST_REQUESTS = 3  # all questions, and two rounds of repair


def _run(server: Server, article: Article | str, **options: Any) -> Result[Any]:
    """With the limits that `open_model` gives a served model."""

    async def run() -> Result[Any]:
        async with open_model("scripted", base_url=server.base_url) as model:
            assert model.limits == SERVED_LIMITS
            return await asummarise(article, model, report_type=REPORT_TYPE, **options)

    return asyncio.run(run())


def _names(server: Server) -> list[str]:
    return [asked_form(request)["name"] for request in server.requests]


def _single(request: dict[str, Any]) -> bool:
    return bool(asked_form(request)["name"] != "Answers")


class TestRequests:
    """How many there are."""

    def test_one_for_an_article_without_faults(self) -> None:
        with serving(obedient()) as server:
            result = _run(server, TEXT)
        assert _names(server) == ["Answers"]
        assert [a.stage for a in result.provenance.attempts] == ["draft"]
        assert [q.value for q in result.summary.quantities] == [40, 31_000_000, 12]
        assert [q.what for q in result.summary.quantities][1:] == ["things", "ferries: things"]
        assert [q.text for q in result.summary.quotations] == ["We have never seen such cracks in a bridge."]
        assert result.summary.headline == DRAFT["headline"]
        assert result.provenance.notes == []
        assert result.verification.ok

    def test_a_single_question_is_asked_as_itself(self) -> None:
        with serving(obedient()) as server:
            _run(server, "Bridges close\n\nInspectors closed the old bridges of the valley, the Board said.")
        assert _names(server) == ["ReportSummary"]

    def test_the_article_is_sent_once_with_each_question_under_its_key(self) -> None:
        with serving(obedient()) as server:
            _run(server, TEXT)
        (request,) = server.requests
        said = said_to_model(request)
        assert said.count("END OF THE ARTICLE") == 1
        properties = asked_form(request)["schema"]["properties"]
        assert list(properties) == ["answer_1", "answer_2", "answer_3"]
        places = [said.index(f'"{key}":') for key in properties]
        assert places == sorted(places)
        assert said.index("Fill in these fields") < places[1] < said.index("Numbers: ") < places[2]

    def test_many_sentences_are_one_question(self) -> None:
        text = "Ferries\n\n" + " ".join(f"The towns asked for {n} ferries." for n in range(30, 60))
        with serving(obedient()) as server:
            result = _run(server, text)
        assert len(server.requests) == 1
        assert {int(q.value) for q in result.summary.quantities} == set(range(30, 60))

    @pytest.mark.parametrize("on_fail", ["reask", "fix", "filter"])
    def test_one_more_for_a_round_of_repair(self, on_fail: str) -> None:
        """All that failed in it together, each with its own answer."""
        draft = {
            "headline": "Some 95 went",
            "abstract": "They closed 99 bridges.",
            "key_findings": [{"text": "There are 77 boats."}],
        }
        again = {
            "headline": "Some went",
            "abstract": "They closed over 40 bridges.",
            "text": "There are 12 ferries.",
        }

        def answer(request: dict[str, Any]) -> Reply:
            properties = asked_form(request)["schema"]["properties"]
            if len(server.requests) == 1:
                return obedient(draft)(request)
            definitions = properties.values()
            (fields,) = zip(*(node["properties"] for node in definitions), strict=True)
            said = {key: {name: again[name]} for key, name in zip(properties, fields, strict=True)}
            return completion(json.dumps(said))

        with serving(answer) as server:
            result = _run(server, TEXT, on_fail=on_fail)
        assert _names(server) == ["Answers", "Answers"]
        assert [a.stage for a in result.provenance.attempts] == ["draft", "repair"]
        assert result.summary.headline == "Some went"
        assert result.summary.abstract == "They closed over 40 bridges."
        assert [f.text for f in result.summary.key_findings] == ["There are 12 ferries."]
        assert {c.path for c in result.provenance.changes} == {"headline", "abstract", "key_findings.0.text"}
        assert "END OF THE ARTICLE" not in said_to_model(server.requests[1])

    @pytest.mark.parametrize("on_fail", ["reask", "fix", "filter", "noop"])
    @pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
    def test_never_more_than_three_for_any_article(self, file: Path, on_fail: str) -> None:
        """However much of the draft is wrong, and though each round brings something."""
        findings = [{"text": f"Some {n} otters were seen."} for n in (9_991, 9_992, 9_993)]
        draft = {
            "headline": "Some 9,994 otters",
            "abstract": "It was 9,995 otters.",
            "key_findings": findings,
        }
        better = iter(["Some 9,996 otters.", *["Otters were seen."] * 50])

        def answer(request: dict[str, Any]) -> Reply:
            return obedient(draft, again=next(better))(request)

        with serving(answer) as server:
            result = _run(server, _example(file), on_fail=on_fail)
        assert 1 <= len(server.requests) <= (1 if on_fail == "noop" else MOST_REQUESTS)
        assert len(result.provenance.attempts) == len(server.requests)
        assert result.provenance.notes == list(_example(file).notes)

    @pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
    def test_one_for_each_of_our_articles(self, file: Path) -> None:
        """Before any repair; all its figures have a label."""
        with serving(obedient()) as server:
            result = _run(server, _example(file), on_fail="noop")
        assert len(server.requests) == 1
        assert result.summary.quantities
        assert all(q.what for q in result.summary.quantities)


@cache
def _example(file: Path) -> Article:
    return Article.from_file(file)


class TestFallback:
    """Where the answer to all in one cannot be used."""

    UNUSABLE = {  # noqa: RUF012
        "no JSON": completion("Gladly!"),
        "an answer too few": completion('{"answer_1": {}}'),
        "a list": completion("[]"),
        "refused": completion(None, refusal="I will not"),
        "cut off": completion('{"answer_1": {"headline": "A', finish_reason="length"),
    }

    @pytest.mark.parametrize("reply", UNUSABLE.values(), ids=UNUSABLE.keys())
    def test_each_question_is_asked_alone_with_a_note(self, reply: Reply) -> None:
        with serving(lambda r: obedient()(r) if _single(r) else reply) as server:
            result = _run(server, TEXT)
        assert sorted(filter("Answers".__ne__, _names(server))) == ["Numbers", "ReportSummary", "Speakers"]
        (note,) = result.provenance.notes
        assert note.startswith("all in one request: the model")
        assert [q.value for q in result.summary.quantities] == [40, 31_000_000, 12]
        assert result.verification.ok

    def test_every_try_is_on_record_with_its_tokens(self) -> None:
        with serving(lambda r: obedient()(r) if _single(r) else completion("Gladly!")) as server:
            made = _run(server, TEXT).provenance
        assert len(made.attempts) == len(server.requests) == 5  # all in one twice, and three alone
        assert [bool(a.error) for a in made.attempts] == [True, True, False, False, False]
        assert made.usage.completion_tokens == 5 * 5
        assert made.usage.prompt_tokens == 10 * 5

    def test_without_a_draft_alone_either_there_is_no_summary(self) -> None:
        with (
            serving(lambda _: completion("Gladly!")) as server,
            pytest.raises(AnswerError, match=r"\(draft\)"),
        ):
            _run(server, TEXT)

    def test_one_that_fails_alone_costs_only_itself(self) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            return obedient()(request) if asked_form(request)["name"] == "ReportSummary" else completion("no")

        with serving(answer) as server:
            result = _run(server, TEXT)
        assert result.summary.headline == DRAFT["headline"]
        assert [q.value for q in result.summary.quantities] == [40, 31_000_000, 12]  # in the article's words
        assert [q.speaker for q in result.summary.quotations] == [None]

    def test_a_number_that_an_answer_passes_over_is_asked_about_alone(self) -> None:
        """In the one request for all that were."""

        def answer(request: dict[str, Any]) -> Reply:
            reply = obedient()(request)
            if len(server.requests) == 1:
                reply.body = reply.body.replace(r"\"12\"", r"\"twelve\"").replace("£31", "thirty")
            return reply

        with serving(answer) as server:
            result = _run(server, TEXT)
        assert sorted(q.value for q in result.summary.quantities) == [12, 40, 31_000_000]
        assert len(server.requests) == 2

    def test_progress_goes_up_to_what_was_asked(self) -> None:
        told: list[tuple[str, int, int]] = []
        with serving(lambda r: obedient()(r) if _single(r) else completion("Gladly!")) as server:
            _run(server, TEXT, progress=lambda *step: told.append(step))
        assert all(done <= total for _, done, total in told)
        assert told[-1][1] == 3


class TestCombined:
    """Several questions as one."""

    def test_definitions_of_the_same_name_do_not_mix(self) -> None:
        """Two schemas may each have a part of the same name that is something else."""
        whole = combine([_question(kind) for kind in (int, str, bool)])
        schema = for_server(whole.schema or {}, Dialect.LENIENT)
        kinds = []
        for key in ("answer_1", "answer_2", "answer_3"):
            reference = schema["properties"][key]["properties"]["part"]["$ref"]
            kinds.append(schema["$defs"][reference.removeprefix("#/$defs/")]["properties"]["x"]["type"])
        assert kinds == ["integer", "string", "boolean"]
        said = {
            "answer_1": {"part": {"x": 1}},
            "answer_2": {"part": {"x": "a"}},
            "answer_3": {"part": {"x": True}},
        }
        assert whole.answer_type.model_validate(said).model_dump() == said

    def test_every_reference_leads_to_a_definition(self) -> None:
        whole = combine([_question(int), _question(str)])
        schema = whole.schema or {}
        assert _references(schema) == schema["$defs"].keys() != set()

    def test_the_schemas_that_it_is_made_of_are_left_as_they_were(self) -> None:
        question = _question(int)
        before = json.dumps(question.answer_type.model_json_schema())
        combine([question, question])
        assert json.dumps(question.answer_type.model_json_schema()) == before

    def test_it_may_take_as_many_tokens_as_all_of_them(self) -> None:
        assert combine([_question(int, 100), _question(str, 50)]).tokens == 150

    def test_the_class_of_its_answer_is_made_once(self) -> None:
        one, other = _question(int), _question(str)
        assert combine([one, other]).answer_type is combine([one, other]).answer_type
        assert combine([one, other]).answer_type is not combine([other, one]).answer_type

    @pytest.mark.parametrize("dialect", Dialect)
    def test_it_is_taken_in_every_dialect(self, dialect: Dialect) -> None:
        """Each key is required and no other allowed; each reference leads somewhere."""
        with serving(obedient()) as server:
            result = summarised(server, TEXT, dialect=dialect, limits=Limits(one_request=True))
        (request,) = server.requests
        schema = asked_form(request)["schema"]
        assert schema["required"] == ["answer_1", "answer_2", "answer_3"]
        assert schema["additionalProperties"] is False
        assert _references(schema) == schema["$defs"].keys()
        assert result.provenance.notes == []


def _references(schema: dict[str, Any]) -> set[str]:
    return {part.split('"')[0] for part in json.dumps(schema).split('"#/$defs/')[1:]}


def _question(kind: type, tokens: int = 10) -> Question:
    part = create_model("Part", __base__=Wire, x=(kind, ...))
    shape = create_model("Whole", __base__=Wire, part=(part, ...))
    return Question("stage", "summary", {"fields": ""}, shape, tokens)


class TestParts:
    """An article that does not fit is read in parts: one request each."""

    TEXT = "Mills report\n\n" + "\n\n".join(
        f"The towns of {name} asked for {made:,} tonnes of flour last year, and their people were content with that."
        for name, made in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", range(1100, 3700, 100), strict=True)
    )

    def test_one_request_a_part(self) -> None:
        with serving(obedient()) as server:
            result = summarised(server, self.TEXT, limits=Limits(context_tokens=3000, one_request=True))
        assert len(server.requests) == 2
        assert len(result.summary.quantities) == 26
        assert sorted(_names(server)) == ["Answers", "Numbers"]


# --- the article's own words ----------------------------------------------------------------------------------

WRONG = {
    "headline": "Some 95 bridges closed",
    "abstract": "Inspectors closed 99 bridges. The towns asked for 12 ferries.",
    "key_findings": [
        {"text": "Inspectors closed 77 bridges last year."},
        {"text": "The towns asked for 12 ferries."},
    ],
    "responses": [{"who": "The towns", "stance": "other", "text": "They asked for 98 boats."}],
}
PROSE = ["headline", "abstract", "key_findings.0.text", "responses.0.text"]


@pytest.mark.parametrize("one_request", [False, True], ids=["each alone", "all in one"])
class TestOwnWords:
    """What becomes of the model's prose with a number that the article does not have, by policy."""

    def _result(self, on_fail: str, one_request: bool) -> Result[Any]:
        with serving(obedient(WRONG, again="Some 88 boats, or 89.")) as server:
            return summarised(server, TEXT, on_fail=on_fail, limits=Limits(one_request=one_request))

    def test_with_fix_the_articles_sentences_stand(self, one_request: bool) -> None:
        result = self._result("fix", one_request)
        summary, sentences = result.summary, result.article.sentences
        texts = [" ".join(sentence.text.split()) for sentence in sentences]
        assert result.provenance.own_words == PROSE
        assert summary.headline in texts
        assert [t for t in texts if t in summary.abstract]
        assert summary.key_findings[0].text == texts[summary.key_findings[0].evidence[0] - 1]
        assert summary.key_findings[1].text == "The towns asked for 12 ferries."
        assert summary.responses[0].text == texts[summary.responses[0].evidence[0] - 1]
        assert result.verification.ok

    def test_with_fix_each_change_is_on_record(self, one_request: bool) -> None:
        result = self._result("fix", one_request)
        own = [c for c in result.provenance.changes if c.by == "source"]
        assert [c.path for c in own] == PROSE
        assert own[0].before == WRONG["headline"]
        assert own[0].after == result.summary.headline
        assert "95" in own[0].reason

    @pytest.mark.parametrize("on_fail", ["noop", "reask"])
    def test_others_keep_it_flagged(self, on_fail: str, one_request: bool) -> None:
        result = self._result(on_fail, one_request)
        assert result.provenance.own_words == []
        assert result.summary.headline == WRONG["headline"]
        assert {v.path for v in result.verification.unsupported} == set(PROSE)

    def test_filter_takes_it_out(self, one_request: bool) -> None:
        result = self._result("filter", one_request)
        assert result.provenance.own_words == []
        assert [c for c in result.provenance.changes if c.by == "source"] == []
        assert result.summary.abstract == "The towns asked for 12 ferries."
        assert [f.text for f in result.summary.key_findings] == ["The towns asked for 12 ferries."]
        assert result.verification.ok

    def test_exception_raises(self, one_request: bool) -> None:
        with pytest.raises(UnsupportedError, match="unsupported numbers: 4") as caught:
            self._result("exception", one_request)
        assert caught.value.result.provenance.own_words == []

    @pytest.mark.parametrize("on_fail", ["fix", "reask", "filter"])
    def test_a_model_that_writes_it_right_the_second_time_keeps_its_words(
        self, on_fail: str, one_request: bool
    ) -> None:
        with serving(obedient(WRONG, again="Bridges were closed.")) as server:
            result = summarised(server, TEXT, on_fail=on_fail, limits=Limits(one_request=one_request))
        assert result.provenance.own_words == []
        assert result.summary.headline == result.summary.abstract == "Bridges were closed."
        assert result.verification.ok

    def test_prose_without_a_fault_stays_the_models(self, one_request: bool) -> None:
        draft = {
            "headline": "Over 40 bridges shut",
            "abstract": "About £31 million will be spent on 12 ferries.",
        }
        with serving(obedient(draft)) as server:
            result = summarised(server, TEXT, limits=Limits(one_request=one_request))
        assert result.summary.headline == draft["headline"]
        assert result.provenance.own_words == []


def test_a_finding_that_cites_no_sentence_is_left_to_the_policy() -> None:
    """No sentence can stand for it: it is flagged."""
    with serving(
        obedient({"key_findings": [{"text": "Some 77 otters."}]}, again="Some 78 otters.")
    ) as server:
        result = summarised(server, TEXT)
    (finding,) = result.summary.key_findings
    assert (finding.text, finding.evidence) == ("Some 77 otters.", [])
    assert result.provenance.own_words == []
    assert {v.path for v in result.verification.unsupported} >= {"key_findings.0.text"}


def test_a_text_that_is_no_prose_of_the_schema_is_left_to_the_policy() -> None:
    """What a number counts is no sentence: it is flagged as it was."""
    wrong: Callable[[dict[str, Any]], Reply] = obedient(what="77 boats", again="78 boats")
    with serving(wrong) as server:
        result = summarised(server, TEXT)
    assert result.provenance.own_words == []
    assert any(v.path.startswith("quantities.") for v in result.verification.unsupported)
