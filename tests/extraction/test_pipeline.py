"""The pipeline around the model, with a scripted model behind a real server."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import pytest

import summariser
from summariser import Article, Result
from summariser.errors import AnswerError, ArticleError, ServerError, UnsupportedError
from summariser.extraction import Limits
from summariser.extraction.drafting.repair import MAX_REPAIRS
from tests.support.servers import DRAFT, Reply, completion, obedient, said_to_model, serving, summarised

# Nobody is said to have said what is quoted, and what the money and the ferries are is not clear: the model is asked.
TEXT = """Inspectors close bridges

"We have never seen such cracks in a bridge."

Inspectors closed over 40 bridges last year, the Structures Board said in its report on Monday. The repairs will cost
about £31 million.

The towns asked for 12 ferries.
""".replace("report on Monday. The repairs will cost\n", "report on Monday. The repairs will cost ")
# Nothing tells clearly what any of these counts.
UNCLEAR = "Bridges close\n\nThe towns asked for 40 bridges. The towns asked for 12 ferries. The towns asked for 31 mills."
ONE_AT_A_TIME = Limits(questions_at_once=1, sentences_per_question=1)


def _named(requests: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The requests for an answer of this schema."""
    return [r for r in requests if r["response_format"]["json_schema"]["name"] == name]


def _run(draft: dict[str, Any] | None = None, text: str = TEXT, **options: Any) -> Result[Any]:
    again = options.pop("again", "nothing new")
    with serving(obedient(draft, again=again)) as server:
        return summarised(server, text, **options)


def _saying_more(**more: str) -> Callable[[dict[str, Any]], Reply]:
    """A model that gives these fields for every number, which it is not asked for."""

    def answer(request: dict[str, Any]) -> Reply:
        numbers = request["response_format"]["json_schema"]["name"] == "Numbers"
        return completion(_with(json.loads(_content(request)), more)) if numbers else obedient()(request)

    def _content(request: dict[str, Any]) -> str:
        body = json.loads(obedient()(request).body)
        return str(body["choices"][0]["message"]["content"])

    def _with(said: dict[str, Any], more: dict[str, str]) -> str:
        def add(node: dict[str, Any]) -> dict[str, Any]:
            return node | more if "what" in node else {key: add(inner) for key, inner in node.items()}

        return json.dumps(add(said))

    return answer


class TestNumbers:
    """The numbers are the source's; the model only says what they count."""

    @pytest.mark.parametrize("limits", [ONE_AT_A_TIME, Limits()], ids=["a sentence", "many sentences"])
    def test_value_bound_unit_and_evidence_are_the_sources(self, limits: Limits) -> None:
        result = _run(limits=limits)

        got = [(q.value, q.bound, q.unit) for q in result.summary.quantities]
        assert got == [(40, "more_than", "bridge"), (31_000_000, "about", "GBP"), (12, "exactly", "ferry")]
        for quantity in result.summary.quantities:
            (number,) = quantity.evidence
            assert quantity.value in (40, 12) or "£31 million" in result.article.sentences[number - 1].text
        assert result.verification.ok
        assert result.verification.coverage.recall == 1

    def test_a_sentence_a_question_where_the_model_is_small(self) -> None:
        """A larger one is asked about several at once."""
        for limits, questions in [(ONE_AT_A_TIME, 3), (Limits(sentences_per_question=2), 2), (Limits(), 1)]:
            with serving(obedient()) as server:
                summarised(server, UNCLEAR, limits=limits)
            assert len(_named(server.requests, "Numbers")) == questions

    def test_an_unusable_answer_costs_only_the_models_label(self) -> None:
        """The number is there, in the article's words, and a note tells of the loss."""

        def answer(request: dict[str, Any]) -> Reply:
            asked = said_to_model(request).split("END OF THE ARTICLE")[-1]
            return completion("no JSON") if "£31 million" in asked else obedient()(request)

        with serving(answer) as server:
            result = summarised(server, TEXT, limits=ONE_AT_A_TIME)

        assert {q.value: q.what for q in result.summary.quantities}[31_000_000] == "repairs"
        assert sorted(q.value for q in result.summary.quantities) == [12, 40, 31_000_000]
        for note in result.provenance.notes:  # of the sentence, and of the number alone
            assert note.startswith("numbers: the model's answer is not of the schema")
        assert len(result.provenance.notes) == 2
        assert result.verification.coverage.uncovered == ()

    def test_a_number_whose_sentence_brought_nothing_is_asked_about_alone(self) -> None:
        """A small model that stumbles over several numbers at once may know each."""
        text = "Bridges close\n\nThe towns asked for over 40 bridges and 12 tunnels, the Structures Board said on Monday."

        def answer(request: dict[str, Any]) -> Reply:
            numbers = request["response_format"]["json_schema"]["name"] == "Numbers"
            asked = said_to_model(request).split("Numbers: ")[-1]
            return completion("no JSON") if numbers and ";" in asked else obedient()(request)

        with serving(answer) as server:
            result = summarised(server, text, limits=ONE_AT_A_TIME)
        assert len(_named(server.requests, "Numbers")) == 4  # asked for twice, and then each alone
        assert [q.value for q in result.summary.quantities] == [40, 12]
        assert result.verification.coverage.recall == 1

    @pytest.mark.parametrize("limits", [ONE_AT_A_TIME, Limits()], ids=["a sentence", "many sentences"])
    def test_a_number_that_an_answer_passes_over_is_asked_about_alone(self, limits: Limits) -> None:
        """Servers that take a schema for a hint leave keys out."""
        text = (
            "Bridges close\n\nThe towns asked for over 40 bridges and 12 tunnels, the Structures Board said on Monday. "
            "They asked for 31 ferries."
        )

        def answer(request: dict[str, Any]) -> Reply:
            reply = obedient()(request)
            if ";" in said_to_model(request).split("Numbers: ")[-1]:
                return replace(reply, body=reply.body.replace(r"\"12\"", r"\"twelve\""))
            return reply

        with serving(answer) as server:
            result = summarised(server, text, limits=limits)
        assert sorted(q.value for q in result.summary.quantities) == [12, 31, 40]

    def test_a_number_written_three_times_in_a_sentence_has_three_answers(self) -> None:
        text = "Bridges close\n\nThe towns asked for 5 bridges, 5 tunnels and 5 mills in July."
        with serving(obedient()) as server:
            result = summarised(server, text, limits=ONE_AT_A_TIME)
        (asked,) = _named(server.requests, "Numbers")
        assert {"5", "5 (2)", "5 (3)"} <= asked["response_format"]["json_schema"]["schema"][
            "properties"
        ].keys()
        assert [q.value for q in result.summary.quantities] == [5, 5, 5]

    def test_a_number_that_speaks_for_itself_costs_no_question(self) -> None:
        """It is a quantity in the source's own words, in its place among the others."""
        text = (
            "Bridges close\n\nThe towns there asked for over 40 bridges.\n\nInspectors closed two old bridges, the "
            "Structures Board said on Monday. They paid for at least one tunnel."
        )
        with serving(obedient(what="asked")) as server:
            result = summarised(server, text, limits=ONE_AT_A_TIME)
        got = [(q.value, q.what, q.unit) for q in result.summary.quantities]
        assert got == [
            (40, "bridges: asked", "bridge"),
            (2, "old bridges closed by inspectors", "bridge"),
            (1, "tunnel: asked", "tunnel"),
        ]
        asked = [said_to_model(r).split("Numbers: ")[-1] for r in _named(server.requests, "Numbers")]
        assert asked == ["40", "one"]
        assert result.verification.ok

    @pytest.mark.parametrize("words", ["last year}}", "in 1987", "against 31 in 2024"])
    def test_a_period_is_the_articles_whatever_the_model_says(self, words: str) -> None:
        """It is not asked for one; and what a number is compared with is no period of it."""
        text = "Bridges close\n\nThe towns asked for 40 bridges, against 31 in 2024, it said."
        with serving(_saying_more(period=words)) as server:
            result = summarised(server, text, limits=ONE_AT_A_TIME)
        (request,) = _named(server.requests, "Numbers")
        assert "period" not in json.dumps(request["response_format"])
        assert [(q.value, q.period) for q in result.summary.quantities] == [(40, None), (31, "2024")]

    def test_who_states_a_number_is_the_articles_whatever_the_model_says(self) -> None:
        text = "Bridges close\n\nThe repairs will cost about £31 million, Ann Bodley said."
        with serving(_saying_more(attribution="the road ministry")) as server:
            result = summarised(server, text)
        (request,) = _named(server.requests, "Numbers")
        assert "attribution" not in json.dumps(request["response_format"])
        assert [(q.value, q.attribution) for q in result.summary.quantities] == [(31_000_000, "Ann Bodley")]

    def test_a_quotation_is_nobodys_name(self) -> None:
        """A weak model that gives the quoted words for their speaker has named none."""
        with serving(obedient(what="We have never seen such cracks")) as server:
            result = summarised(server, TEXT)
        assert [q.speaker for q in result.summary.quotations] == [None]

    def test_an_article_without_numbers(self) -> None:
        """Nothing is asked about numbers, and no recall is made up."""
        with serving(obedient()) as server:
            result = summarised(server, "Bridges close\n\nInspectors closed the old bridges, the Board said.")
        assert len(server.requests) == 1
        assert result.summary.quantities == []
        assert result.verification.coverage.recall is None


class TestQuotations:
    """The words are the source's; the model only says whose they are."""

    def test_words_and_evidence_are_the_sources(self) -> None:
        result = _run()
        (quotation,) = result.summary.quotations
        assert quotation.text == "We have never seen such cracks in a bridge."
        assert quotation.text in result.article.sentences[quotation.evidence[0] - 1].text

    @pytest.mark.parametrize("said", ["said Ann Bodley", "Ann Bodley told reporters"])
    def test_whose_they_are_is_not_asked_where_the_article_tells(self, said: str) -> None:
        text = f'Bridges close\n\nThe board met. "We have never seen such cracks," {said} on Monday.'
        with serving(obedient(what="nobody")) as server:
            result = summarised(server, text)
        assert [q.speaker for q in result.summary.quotations] == ["Ann Bodley"]
        assert _named(server.requests, "Speakers") == []

    def test_an_unusable_answer_costs_only_the_speaker(self) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            speakers = request["response_format"]["json_schema"]["name"] == "Speakers"
            return completion(None, refusal="I will not") if speakers else obedient()(request)

        with serving(answer) as server:
            result = summarised(server, TEXT)
        assert [q.speaker for q in result.summary.quotations] == [None]
        assert len(result.summary.quantities) == 3
        assert result.provenance.notes == ["quotations: the model refused: I will not"]


def test_evidence_is_looked_up_rather_than_asked_for() -> None:
    """A finding cites the sentence that it is taken from; the model is never asked for sentence numbers."""
    finding = {"text": "Over 40 bridges were closed by inspectors last year."}
    with serving(obedient({"key_findings": [finding]})) as server:
        result = summarised(server, TEXT)
    (cited,) = result.summary.key_findings[0].evidence
    assert result.article.sentences[cited - 1].text.startswith("Inspectors closed over 40")
    assert "evidence" not in json.dumps(server.requests)


class TestRepair:
    """What failed is asked for again, alone, with the verdict and the sentence."""

    def test_only_the_field_that_failed_is_sent(self) -> None:
        """The message holds the field, what was wrong and the source's sentence, and nothing else of the article."""
        draft = {"abstract": "Inspectors closed 40 bridges.", "headline": "Bridges closed by inspectors"}
        with serving(obedient(draft, again="Inspectors closed over 40 bridges.")) as server:
            result = summarised(server, TEXT, on_fail="reask")

        (request,) = _named(server.requests, "Again")
        said = request["messages"][-1]["content"]
        assert "Inspectors closed 40 bridges." in said
        assert "Inspectors closed over 40 bridges last year" in said
        assert "£31 million" not in said
        assert "ferries" not in said
        assert "Bridges closed by inspectors" not in said
        assert list(request["response_format"]["json_schema"]["schema"]["properties"]) == ["abstract"]
        assert result.summary.abstract == "Inspectors closed over 40 bridges."
        assert result.summary.headline == "Bridges closed by inspectors"
        assert result.verification.ok

    def test_the_answer_is_shown_as_it_was_written(self) -> None:
        """Without the escapes of web pages, which a small model would copy."""
        draft = {"abstract": "The Board's bridges & ferries cost €77 – <so> it says."}
        with serving(obedient(draft)) as server:
            summarised(server, TEXT)
        (request,) = _named(server.requests, "Again")
        assert f'"{draft["abstract"]}"' in said_to_model(request)

    def test_the_change_is_logged(self) -> None:
        draft = {"abstract": "They closed 40 bridges."}
        result = _run(draft, again="They closed over 40 bridges.", on_fail="reask")
        (change,) = result.provenance.changes
        assert (change.path, change.by) == ("abstract", "model")
        assert (change.before, change.after) == ("They closed 40 bridges.", "They closed over 40 bridges.")
        assert "40" in change.reason

    @pytest.mark.parametrize("again", ["They closed 77 bridges.", "They closed 77 and 78 bridges."])
    def test_an_answer_that_is_no_better_is_not_taken(self, again: str) -> None:
        """The first one stays, with its verdict."""
        result = _run({"abstract": "They closed 99 bridges."}, again=again, on_fail="reask")
        assert result.summary.abstract == "They closed 99 bridges."
        assert [v.status for v in result.verification.unsupported] == ["absent"]
        assert result.provenance.changes == []

    def test_what_the_source_decides_is_not_asked_for(self) -> None:
        """With the policy "fix", which is the default, a lost "over" costs no request."""
        with serving(obedient({"abstract": "They closed 40 bridges."})) as server:
            result = summarised(server, TEXT)
        assert _named(server.requests, "Again") == []
        assert result.summary.abstract == "They closed over 40 bridges."
        assert [c.by for c in result.provenance.changes] == ["policy"]

    def test_noop_asks_for_nothing_again(self) -> None:
        with serving(obedient({"abstract": "They closed 99 bridges."})) as server:
            result = summarised(server, TEXT, on_fail="noop")
        assert _named(server.requests, "Again") == []
        assert not result.verification.ok

    def test_a_round_that_helped_is_followed_by_another(self) -> None:
        """What still fails after it is asked for once more, and no more than that."""
        draft = {"headline": "Some 95 went", "abstract": "They closed 99 bridges. It cost £98 million."}
        better = iter(
            ["Some went", "They closed over 40 bridges. It cost £98 million.", "They cost about £31 million."]
        )

        def answer(request: dict[str, Any]) -> Reply:
            if request["response_format"]["json_schema"]["name"] != "Again":
                return obedient(draft)(request)
            (field,) = request["response_format"]["json_schema"]["schema"]["properties"]
            return completion(json.dumps({field: next(better)}))

        with serving(answer) as server:
            result = summarised(server, TEXT, on_fail="reask", limits=ONE_AT_A_TIME)
        assert len(_named(server.requests, "Again")) == 3
        assert [s.name for s in result.provenance.stages] == ["numbers", "repair 1", "repair 2"]

    def test_no_round_after_one_that_brought_nothing(self) -> None:
        """What stays wrong is not asked for a second time; a few fields at most are asked for."""
        findings = [{"text": f"They closed {n} bridges."} for n in (91, 92, 93, 94)]
        draft = {"headline": "Some 95 bridges", "abstract": "Some 96 bridges.", "key_findings": findings}
        answers = [{"who": f"Town {n}", "stance": "denied", "text": f"Only {n} closed."} for n in (71, 72)]
        with serving(obedient(draft | {"responses": answers}, again="Still 98.")) as server:
            result = summarised(server, TEXT, on_fail="reask")
        assert len(_named(server.requests, "Again")) == MAX_REPAIRS
        assert len(result.verification.unsupported) >= 8

    def test_an_unusable_answer_leaves_the_field_as_it_was(self) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            again = request["response_format"]["json_schema"]["name"] == "Again"
            return completion("{}") if again else obedient({"abstract": "Some 99 bridges."})(request)

        with serving(answer) as server:
            result = summarised(server, TEXT, on_fail="reask")
        assert result.summary.abstract == "Some 99 bridges."
        assert result.provenance.notes[0].startswith("repair: the model's answer is not of the schema")


class TestPolicy:
    """What becomes of numbers that stay unsupported."""

    DRAFT: ClassVar[dict[str, Any]] = {
        "headline": "Board closes bridges",
        "abstract": "Inspectors closed 40 bridges. The towns asked for 99 boats. There are 12 ferries.",
        "key_findings": [
            {"text": "Some 99 bridges were closed."},
            {"text": "Repairs cost about £31 million."},
        ],
    }

    def _run(self, on_fail: str) -> Result[Any]:
        return _run(self.DRAFT, again="Some 88 boats, or 89.", on_fail=on_fail)

    def test_noop_keeps_and_flags(self) -> None:
        result = self._run("noop")
        assert result.summary.abstract == self.DRAFT["abstract"]
        assert {(v.path, str(v.status)) for v in result.verification.unsupported} == {
            ("abstract", "bound_changed"),
            ("abstract", "absent"),
            ("key_findings.0.text", "absent"),
        }

    def test_fix_writes_what_the_source_says(self) -> None:
        """A lost "over" comes back; for a text with a number that the source does not have, its own sentence stands."""
        result = self._run("fix")
        first, *others = result.provenance.changes
        assert (first.path, first.by) == ("abstract", "policy")
        assert first.after.startswith("Inspectors closed over 40 bridges. ")
        assert [(c.path, c.by) for c in others] == [("abstract", "source"), ("key_findings.0.text", "source")]
        assert result.provenance.own_words == ["abstract", "key_findings.0.text"]
        assert "£31 million" in result.summary.abstract
        assert result.verification.ok

    def test_filter_takes_out_and_logs(self) -> None:
        """Of a text the sentence, of a list the item; nothing unsupported is left, and what stood there is logged."""
        result = self._run("filter")
        assert result.summary.abstract == "There are 12 ferries."
        assert [f.text for f in result.summary.key_findings] == ["Repairs cost about £31 million."]
        assert result.verification.ok
        logged = {change.path: change.before for change in result.provenance.changes}
        assert logged["abstract"] == self.DRAFT["abstract"]
        assert logged["key_findings.0"]["text"] == "Some 99 bridges were closed."

    def test_exception_holds_the_whole_result(self) -> None:
        with pytest.raises(UnsupportedError, match=r"numbers: 3, the first at abstract") as caught:
            self._run("exception")
        assert caught.value.result.summary.abstract == self.DRAFT["abstract"]
        assert not caught.value.result.verification.ok

    def test_exception_lets_a_supported_summary_through(self) -> None:
        assert _run(on_fail="exception").verification.ok


def test_filter_compares_no_digits() -> None:
    """A sentence with 15 stays where 5 is unsupported."""
    text = "Bridges close\n\nInspectors closed 15 bridges last year, the Structures Board said on Monday."
    draft = {"abstract": "Inspectors closed 15 bridges. They left 5 open."}
    result = _run(draft, text=text, again="They left 5 open, and 6 more.", on_fail="filter")
    assert result.summary.abstract == "Inspectors closed 15 bridges."


class TestErrors:
    """What ends an article, and what it carries."""

    @pytest.mark.parametrize("stage", ["Numbers", "Again", "Speakers"])
    def test_a_server_error_at_any_stage_ends_the_article_and_tells_what_was_spent(self, stage: str) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            fails = request["response_format"]["json_schema"]["name"] == stage
            draft = {"abstract": "Some 99 bridges."}
            return Reply(401, '{"error": {"message": "no"}}') if fails else obedient(draft)(request)

        with serving(answer) as server, pytest.raises(ServerError) as caught:
            summarised(server, TEXT, limits=ONE_AT_A_TIME)

        provenance = caught.value.provenance
        assert any(a.error == "AuthenticationError: no" for a in provenance.attempts)
        assert provenance.usage.completion_tokens == 5 * sum(a.error is None for a in provenance.attempts) > 0
        assert provenance.seconds > 0

    def test_without_a_draft_there_is_no_summary(self) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            draft = request["response_format"]["json_schema"]["name"] == "ReportSummary"
            return completion("Gladly!") if draft else obedient()(request)

        with serving(answer) as server, pytest.raises(AnswerError, match=r"\(draft\)") as caught:
            summarised(server, TEXT)
        assert sum(a.stage == "draft" for a in caught.value.provenance.attempts) == 2

    @pytest.mark.parametrize("text", ["", " \n\t", "\u200b"])
    def test_a_text_without_a_sentence(self, text: str) -> None:
        with serving(obedient()) as server, pytest.raises(ArticleError, match="no sentence"):
            summarised(server, text)
        assert server.requests == []


class TestProvenance:
    """How a summary came about is on record."""

    def test_each_request_and_its_cost(self) -> None:
        with serving(obedient({"abstract": "Some 99 bridges."})) as server:
            result = summarised(server, TEXT, limits=ONE_AT_A_TIME)
        made = result.provenance

        stages = "draft numbers numbers quotations repair".split()
        assert [a.stage for a in made.attempts] == stages
        assert made.usage.prompt_tokens == 10 * len(server.requests) == 50
        assert made.usage.completion_tokens == 25
        assert made.seconds >= max(a.seconds for a in made.attempts)
        assert (made.model, made.base_url, made.report_type) == (
            "scripted",
            server.base_url,
            "report_summary",
        )

    def test_the_requests_begin_alike(self) -> None:
        """So that a server reads the article only once."""
        with serving(obedient()) as server:
            summarised(server, TEXT, limits=ONE_AT_A_TIME)
        openings = {said_to_model(r).split("END OF THE ARTICLE")[0] for r in server.requests}
        assert len(openings) == 1

    def test_no_more_at_once_than_the_model_takes(self) -> None:
        under_way = most = 0

        def answer(request: dict[str, Any]) -> Reply:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            reply = obedient()(request)
            reply.delay_s = 0.02
            under_way -= 1
            return reply

        with serving(answer) as server:
            summarised(server, TEXT, limits=ONE_AT_A_TIME)
        assert most == 1

    def test_progress_is_told(self) -> None:
        told: list[tuple[str, int, int]] = []
        _run(progress=lambda *step: told.append(step))
        assert told[0] == ("draft", 0, 3)
        assert told[-1][1:] == (3, 3)
        assert {stage for stage, _, _ in told} == {"draft", "numbers", "quotations"}


class TestLongArticles:
    """What does not fit into the context is read in parts."""

    TEXT = "Mills report\n\n" + "\n\n".join(
        f"The mill of village {name} made {made:,} tonnes of flour last year, and its owner was content with that."
        for name, made in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", range(1100, 3700, 100), strict=True)
    )

    def _parts(self, context_tokens: int) -> tuple[Result[Any], list[dict[str, Any]]]:
        with serving(obedient()) as server:
            result = summarised(server, self.TEXT, limits=Limits(context_tokens=context_tokens))
        return result, server.requests

    def test_in_parts_with_a_note(self) -> None:
        """Every number is asked about with its part; the rest comes from the first one."""
        result, requests = self._parts(2500 + 500)

        assert len(result.summary.quantities) == 26
        (note,) = result.provenance.notes
        assert "read in 2 parts" in note
        assert "not read" not in note
        longest = max(len(r["messages"][-1]["content"]) for r in requests)
        assert longest < 500 * 3 + 2500

    def test_at_most_four_parts(self) -> None:
        """What is left unread is said, and is left out of nothing but the summary."""
        result, _ = self._parts(2500 + 150)
        (note,) = result.provenance.notes
        assert "read in 4 parts" in note
        assert "sentences were not read" in note
        coverage = result.verification.coverage
        assert len(result.summary.quantities) < 26 == coverage.total
        assert coverage.covered + len(coverage.uncovered) == 26

    def test_a_sentence_longer_than_the_context_is_refused(self) -> None:
        with serving(obedient()) as server, pytest.raises(ArticleError, match="sentence 1 alone"):
            summarised(server, "meal " * 2000, limits=Limits(context_tokens=3000))


@pytest.mark.parametrize("article", [TEXT, Article.from_text(TEXT)], ids=["text", "article"])
@pytest.mark.parametrize("in_loop", [False, True], ids=["plain", "inside an event loop"])
def test_summarise_without_await(article: Article | str, in_loop: bool) -> None:
    """`summariser.summarise` takes text or an article, and works where a loop runs already, as in a notebook."""
    with serving(obedient()) as server:
        call: Callable[[], Result[Any]] = lambda: summariser.summarise(
            article, model="scripted", base_url=server.base_url
        )

        async def notebook() -> Result[Any]:
            return call()

        result = asyncio.run(notebook()) if in_loop else call()
    assert isinstance(result, Result)
    assert len(result.summary.quantities) == 3


def test_a_result_is_one_json_object() -> None:
    """`model_dump_json` holds what the contract names."""
    record = json.loads(_run().model_dump_json())
    assert list(record) == ["article", "summary", "verification", "provenance"]
    assert record["summary"]["quantities"][0] | {"what": "", "evidence": []} == {
        "what": "",
        "value": 40,
        "upper": None,
        "bound": "more_than",
        "unit": "bridge",
        "period": "last year",
        "attribution": None,
        "evidence": [],
    }
    assert set(record["verification"]["coverage"]) >= {"total", "covered", "uncovered", "recall"}
    assert set(record["provenance"]["usage"]) >= {"prompt_tokens", "completion_tokens"}


def test_the_draft_is_of_the_schema_that_was_sent() -> None:
    """The helper's draft has each field that the model is asked for, so that these tests test what they say."""
    with serving(obedient()) as server:
        summarised(server, TEXT)
    (request,) = _named(server.requests, "ReportSummary")
    asked = set(request["response_format"]["json_schema"]["schema"]["properties"])
    assert asked | {"report"} == set(DRAFT)  # the article tells all of its report by itself, or nothing


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ferries sold between April and November 2024", "ferries sold"),  # the period tells when
        ("ferries sold in 2019 to the towns", "ferries sold to the towns"),
        ("ferries that cost over", "ferries that cost"),  # what leads to nothing
        ("ferries on the board of", "ferries on the board"),
        ("ferries of the north", "ferries of the north"),
    ],
)
def test_a_label_of_the_models_tells_no_time_and_leads_to_nothing_that_is_not_there(
    said: str, kept: str
) -> None:
    with serving(obedient(what=said)) as server:
        result = summarised(server, TEXT)
    assert kept in [q.what for q in result.summary.quantities]
