"""What a server can do wrong, by a real server on loopback: the error, the attempts, and what is not told the model."""

import asyncio
import email.utils
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from summariser import asummarise
from summariser.errors import AnswerError, ArgumentError, ConfigurationError, ModelError, ServerError
from summariser.extraction import Attempt, Limits, Model, open_model
from summariser.extraction.client.transport import LONGEST_WAIT_S, MAX_ATTEMPTS, json_in
from summariser.fields import Fields
from tests.support.servers import (
    DRAFT,
    Reply,
    completion,
    obedient,
    said_to_model,
    sequence,
    serving,
    summarised,
    with_model,
)

# Without a number or quotation: the draft is all that is asked.
ARTICLE = (
    "Bridges close\n\nInspectors closed the old bridges of the valley on Monday, the Structures Board said."
)
PATIENT = Limits(timeout_s=20)
GOOD = completion(json.dumps(DRAFT))


def _error(status: int, message: str = "as you wish", code: str | None = None, **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message, "code": code}})
    return Reply(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def _odd(**changed: Any) -> Reply:
    """A completion with top-level values changed."""
    return Reply(body=json.dumps(json.loads(GOOD.body) | changed))


def _odd_choice(**changed: Any) -> Reply:
    choice = json.loads(GOOD.body)["choices"][0] | changed
    return _odd(choices=[choice])


# name: what the server answers every time, the error, words of its message, how many requests were made
FAULTS: dict[str, tuple[Reply, type[ModelError], str, int]] = {
    "bad request": (_error(400, "context too long"), ServerError, "(400): context too long", 1),
    "wrong key": (_error(401), ServerError, "set OPENAI_API_KEY", 1),
    "forbidden": (_error(403, "not on your plan"), ServerError, "(403): not on your plan", 1),
    "unknown model": (_error(404), ServerError, "knows no model 'scripted'", 1),
    "redirect": (Reply(307, "", {"Location": "http://192.0.2.1/v1"}), ServerError, "(307)", 1),
    "quota used up": (_error(429, code="insufficient_quota"), ServerError, "no quota left", 1),
    "rate limit": (_error(429), ServerError, "limiting requests (429)", MAX_ATTEMPTS),
    "rate limit in HTML": (Reply(429, "<html>"), ServerError, "limiting requests (429)", MAX_ATTEMPTS),
    "long wait": (_error(429, Retry_After="90"), ServerError, "asks to wait 90 s", 1),
    "long wait, 503": (_error(503, Retry_After="90"), ServerError, "failed (503): try again later", 1),
    "request timeout": (_error(408), ServerError, "(408)", MAX_ATTEMPTS),
    "500": (_error(500), ServerError, f"failed (500) {MAX_ATTEMPTS} times", MAX_ATTEMPTS),
    "502 in HTML": (Reply(502, "<html>Bad gateway"), ServerError, "failed (502)", MAX_ATTEMPTS),
    "reset before the body": (replace(GOOD, close=0), ServerError, "cannot reach", MAX_ATTEMPTS),
    "reset inside the body": (replace(GOOD, close=40), ServerError, "cannot reach", MAX_ATTEMPTS),
    "broken compression": (
        replace(GOOD, headers={"Content-Encoding": "gzip"}),
        ServerError,
        "cannot reach",
        MAX_ATTEMPTS,
    ),
    "HTML": (Reply(body="<html>", headers={"Content-Type": "text/html"}), AnswerError, "check --base-url", 1),
    "HTML as JSON": (Reply(body="<html>"), AnswerError, "check --base-url", 1),
    "empty body": (Reply(body=""), AnswerError, "check --base-url", 1),
    "no content": (Reply(204, ""), AnswerError, "check --base-url", 1),
    "JSON list": (Reply(body="[]"), AnswerError, "not a chat completion", 1),
    "JSON null": (Reply(body="null"), AnswerError, "not a chat completion", 1),
    "error with status 200": (
        Reply(body='{"error": {"message": "no such model here"}}'),
        AnswerError,
        "answered with an error: no such model here",
        1,
    ),
    "no choices": (_odd(choices=[]), AnswerError, "not a chat completion", 1),
    "choices of another shape": (_odd(choices={"a": 1}), AnswerError, "not a chat completion", 1),
    "no message": (_odd_choice(message=None), AnswerError, "no message", 1),
    "message of another shape": (_odd_choice(message="x"), AnswerError, "no message", 1),
    "content of another shape": (
        _odd_choice(message={"role": "assistant", "content": 3}),
        AnswerError,
        "no message",
        1,
    ),
    "cut off": (completion('{"headline": "A', finish_reason="length"), AnswerError, "cut off at ", 1),
    "cut off at once": (completion(None, finish_reason="length"), AnswerError, "cut off at ", 1),
    "refusal": (completion(None, refusal="I will\nnot"), AnswerError, "the model refused: I will not", 1),
    "content filter": (completion("", finish_reason="content_filter"), AnswerError, "content filter", 1),
    "no text": (completion(None), AnswerError, "not of the schema (draft)", 2),
    "no JSON": (completion("Gladly! Here is it."), AnswerError, "not of the schema (draft): Invalid JSON", 2),
    "other JSON": (completion('{"title": 1}'), AnswerError, "headline: Field required", 2),
    "a list": (completion("[1, 2]"), AnswerError, "should be an object", 2),
    "an extra field": (completion(json.dumps(DRAFT | {"x": 1})), AnswerError, "x: Extra inputs", 2),
    "a field of another kind": (
        completion(json.dumps(DRAFT | {"abstract": ["a list"]})),
        AnswerError,
        "abstract: Input should be a valid string",
        2,
    ),
    "depth without end": (completion("[" * 100_000), AnswerError, "recursion limit", 2),
    "half a character": (completion('{"headline": "\\ud83d"}'), AnswerError, "Invalid JSON", 2),
}


@pytest.mark.parametrize(("reply", "kind", "said", "requests"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_one_line_and_on_record(
    reply: Reply, kind: type[ModelError], said: str, requests: int
) -> None:
    """The error is of the right class and one line; every request is in its provenance, with what went wrong."""
    with serving(lambda _: reply) as server, pytest.raises(ModelError) as caught:
        summarised(server, ARTICLE, limits=PATIENT)

    assert type(caught.value) is kind
    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
    attempts = caught.value.provenance.attempts
    assert len(attempts) == len(server.requests) == requests
    assert all(attempt.error and attempt.stage == "draft" for attempt in attempts)


TRANSIENT = {
    "429": _error(429, "secret words of the server"),
    "500": _error(500, "secret words of the server"),
    "conflict": _error(409, "secret words of the server"),
    "reset": replace(GOOD, close=10),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT.keys())
def test_what_may_pass_is_tried_again_and_the_model_hears_nothing_of_it(fault: Reply) -> None:
    """The same request is sent again, word for word; the first attempt stays on record."""
    with serving(sequence(fault, GOOD)) as server:
        result = summarised(server, ARTICLE, limits=PATIENT)

    first, second = server.requests
    assert first == second
    assert [bool(a.error) for a in result.provenance.attempts] == [True, False]
    assert result.provenance.attempts[0].usage is None
    assert result.provenance.usage.completion_tokens == 5


def test_errors_of_the_server_never_reach_the_model() -> None:
    """Not even in the second request for an answer of the right shape."""
    fault = _error(500, "secret words of the server")
    with serving(sequence(fault, completion("no JSON"), fault, GOOD)) as server:
        result = summarised(server, ARTICLE, limits=PATIENT)

    assert len(server.requests) == len(result.provenance.attempts) == 4
    assert not any("secret words" in said_to_model(request) for request in server.requests)
    assert not any("500" in said_to_model(request) for request in server.requests)


def test_an_answer_of_the_wrong_shape_is_asked_for_once_more_with_what_was_wrong() -> None:
    """The model sees its own answer and the reason; the tokens of both answers are counted."""
    with serving(sequence(completion('{"headline": "Only this"}'), GOOD)) as server:
        result = summarised(server, ARTICLE)

    assert "abstract" not in server.requests[0]["messages"][-1]["content"].split("END OF THE ARTICLE")[0]
    assert "Only this" in said_to_model(server.requests[1])
    assert "Field required" in said_to_model(server.requests[1])
    assert result.provenance.usage.completion_tokens == 10
    assert result.provenance.attempts[0].error == "not of the schema: abstract: Field required"


ANSWER = json.dumps(DRAFT)
WRAPPED = {
    "fence": f"```json\n{ANSWER}\n```",
    "fence of four, no language": f"\n````\n{ANSWER}\n````\n",
    "fence that is not closed": f"```json\n{ANSWER}",
    "words before and behind": f"Here is the summary (see {{below}}):\n{ANSWER}\nI hope that it's of use!",
    "thoughts": f'<think>The schema wants {{headline, report}}. Say "done".</think>\n\n{ANSWER}',
    "thoughts with a brace left open": f"<think>It begins with {{ then</think>```\n{ANSWER}\n```",
    "thoughts whose first tag the server keeps": f"The schema is odd.\n</think>\n{ANSWER}",
    "a draft before": f'<think>{{"headline": "A draft"}}</think>{{"headline": 1}} or rather {ANSWER}',
    "a token of the template": f"{ANSWER}<|im_end|>",
    "a mark and a tag": f"\ufeff<answer>{ANSWER}</answer>",
    "laid out": f"Sure.\n{json.dumps(DRAFT, indent=2)}\n",
    "a string with marks": "Sure: " + json.dumps(DRAFT | {"abstract": 'A "}" and a \\ {``` </think>.'}),
}


@pytest.mark.parametrize("content", WRAPPED.values(), ids=WRAPPED.keys())
def test_what_a_server_puts_around_an_answer_is_taken_off(content: str) -> None:
    """At the first request: nothing is asked again."""
    with serving(lambda _: completion(content)) as server:
        result = summarised(server, ARTICLE, limits=PATIENT)

    assert result.summary.headline == "A report"
    assert not any(attempt.error for attempt in result.provenance.attempts)


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{ANSWER[:-1]}\n```",
        f"```json\n{ANSWER[:40]}",
        f"<think>{ANSWER}</think>Now for it: {ANSWER[:60]}",
        f"Here it is: [{ANSWER[1:]}",
    ],
    ids=["in a fence", "in a fence that is not closed", "behind a draft", "without its first brace"],
)
def test_an_answer_that_is_cut_off_is_refused_wrapped_or_not(content: str) -> None:
    with (
        serving(lambda _: completion(content)) as server,
        pytest.raises(AnswerError, match="not of the schema"),
    ):
        summarised(server, ARTICLE, limits=PATIENT)


@pytest.mark.parametrize("part", ["{", "{}", '{"', "}{", '{"a":{"', "</think>{", "\\{"])
def test_an_answer_is_unwrapped_in_linear_time(part: str) -> None:
    began = time.perf_counter()
    json_in(part * 100_000)

    assert time.perf_counter() - began < 3


class TestWaiting:
    """How long is waited before a request is sent again."""

    @staticmethod
    def _waits(fault: Reply) -> list[float]:
        waits: list[float] = []
        with serving(sequence(fault, GOOD)) as server:
            summarised(server, ARTICLE, waits=waits)
        return waits

    @pytest.mark.parametrize("status", [429, 503])
    def test_as_many_seconds_as_the_server_asks_for(self, status: int) -> None:
        assert self._waits(_error(status, Retry_After="7")) == [7.0]

    def test_until_the_date_that_the_server_names(self) -> None:
        """A date is taken from now; header dates have whole seconds."""
        date = email.utils.formatdate(time.time() + 15, usegmt=True)
        (wait,) = self._waits(_error(429, Retry_After=date))
        assert 10 < wait <= 16

    @pytest.mark.parametrize(
        "header",
        """|soon|7 s|Mon, 99 Foo|1e999x|0|-5|-0.0|0.001|1e-300|nan|-inf|Mon, 02 Jan 2006 15:04:05 GMT
        |Mon, 02 Jan 99999 15:04:05 GMT|, ,|() GMT|٣|0x7""".replace("\n        ", "").split("|"),
    )
    @pytest.mark.parametrize("status", [429, 503])
    def test_a_little_longer_each_time_where_the_header_asks_for_nothing(
        self, status: int, header: str
    ) -> None:
        """ "Retry-After: 0", a negative time, no number and a day that is over are no leave to send at once."""
        (wait,) = self._waits(_error(status, Retry_After=header))
        assert 0.3 < wait < 3.5

    @pytest.mark.parametrize("header", ["61", "1e999", "inf"])
    def test_no_wait_longer_than_a_minute(self, header: str) -> None:
        """Who is to wait longer is told at once."""
        assert LONGEST_WAIT_S == 60
        waits: list[float] = []
        fault = _error(429, Retry_After=header)
        with serving(lambda _: fault) as server, pytest.raises(ServerError, match="asks to wait"):
            summarised(server, ARTICLE, waits=waits)
        assert waits == []


class TestTimeout:
    """The longest wait for one answer holds, however the answer keeps one waiting."""

    @pytest.mark.parametrize(
        "slow", [Reply(delay_s=0.6), replace(GOOD, drip_s=0.02)], ids=["no answer", "byte after byte"]
    )
    def test_the_wait_ends(self, slow: Reply) -> None:
        started = time.monotonic()
        said = r"within 0\.15 s.*--timeout"
        with serving(lambda _: slow) as server, pytest.raises(ServerError, match=said) as caught:
            summarised(server, ARTICLE, limits=Limits(timeout_s=0.15))

        assert time.monotonic() - started < 1
        assert [a.error for a in caught.value.provenance.attempts] == ["no answer in time"]

    @pytest.mark.parametrize(
        "answers",
        [
            lambda: _error(500),
            lambda: _error(429, Retry_After="0.3"),
            lambda: _error(503, Retry_After="20"),
            lambda: _error(429),
            lambda: replace(GOOD, close=0),
            lambda: replace(completion("no JSON"), delay_s=0.4),
            lambda: replace(_error(500), delay_s=0.3),
        ],
        ids=["500", "asks to wait", "asks to wait too long", "429", "reset", "wrong shape", "slow 500"],
    )
    def test_one_deadline_holds_for_all_tries_and_waits(self, answers: Callable[[], Reply]) -> None:
        """Whatever goes wrong, and however often; what could only come too late is not waited for."""

        async def ask() -> None:
            async with open_model("m", base_url=server.base_url, timeout_s=0.6) as model:
                await asummarise(ARTICLE, model)

        with serving(lambda _: answers()) as server, pytest.raises(ModelError):
            started = time.monotonic()
            try:
                asyncio.run(ask())
            finally:
                took = time.monotonic() - started
        assert took < 1.6

    def test_a_deadline_for_an_article_holds_for_all_its_questions(self) -> None:
        """Those of a repair too; what it cost until then is known."""
        slow = obedient({"abstract": "Inspectors closed 41 bridges."})
        article = ARTICLE.replace("the old", "nine old")

        def answer(request: dict[str, Any]) -> Reply:
            return replace(slow(request), delay_s=0.3)

        with (
            serving(answer) as server,
            pytest.raises(ServerError, match=r"within 0\.5 s.*--deadline") as caught,
        ):
            started = time.monotonic()
            try:
                summarised(server, article, limits=PATIENT, deadline_s=0.5)
            finally:
                took = time.monotonic() - started
        assert took < 1.5
        assert caught.value.provenance.usage.completion_tokens > 0

    @pytest.mark.parametrize("limit", [0, -1, float("nan"), float("-inf")])
    def test_a_limit_that_is_no_time_is_a_wrong_call(self, limit: float) -> None:
        with serving(lambda _: GOOD) as server:
            for options in ({"deadline_s": limit}, {"limits": Limits(timeout_s=limit)}):
                with pytest.raises((ArgumentError, ConfigurationError)):
                    summarised(server, ARTICLE, **options)

    def test_nobody_there(self) -> None:
        """A server that is down is named, with what to check."""
        with serving(lambda _: GOOD) as server:
            pass
        with pytest.raises(ServerError, match=r"cannot reach http://127\.0\.0\.1.*is the server running"):
            summarised(server, ARTICLE, limits=PATIENT)


class TestUsage:
    """What an answer cost is as the server says, as far as that can be counted."""

    @pytest.mark.parametrize(
        ("usage", "expected"),
        [
            (None, (0, 0, 0)),
            ("many", (0, 0, 0)),
            ({"prompt_tokens": "many", "completion_tokens": None}, (0, 0, 0)),
            ({"prompt_tokens": -5, "completion_tokens": 3}, (0, 0, 3)),
            ({"prompt_tokens": 8, "completion_tokens": 3, "prompt_tokens_details": "x"}, (8, 0, 3)),
            (
                {"prompt_tokens": 8, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 6}},
                (8, 6, 3),
            ),
        ],
    )
    def test_of_any_shape(self, usage: Any, expected: tuple[int, int, int]) -> None:
        with serving(lambda _: _odd(usage=usage)) as server:
            spent = summarised(server, ARTICLE).provenance.usage
        assert (spent.prompt_tokens, spent.cached_tokens, spent.completion_tokens) == expected


class TestKey:
    """The key comes from the environment, goes to the server, and stands nowhere else."""

    def test_a_key_that_the_server_repeats_is_not_recorded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        key = "sk-not-a-real-key-1234567890"
        monkeypatch.setenv("OPENAI_API_KEY", key)
        for status in (400, 401, 403, 500):
            fault = _error(status, "x" * 150 + f" Incorrect key: {key}")
            with serving(sequence(fault)) as server, pytest.raises(ServerError) as caught:
                summarised(server, ARTICLE)
            record = caught.value.provenance.model_dump_json() + str(caught.value)
            assert key[:8] not in record

    @pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"])
    @pytest.mark.parametrize("key", ["ключ", "two\nlines", "\x1b[31m"])
    def test_what_cannot_be_a_key_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, name: str, key: str
    ) -> None:
        """Nor anything else that goes into a header."""
        monkeypatch.setenv(name, key)
        with serving(obedient()) as server, pytest.raises(ConfigurationError, match=name):
            summarised(server, ARTICLE)

    def test_half_a_character_in_a_request_is_its_error(self) -> None:
        """No request can hold it, and the server is not to blame."""

        async def ask(model: Model) -> None:
            await asummarise(ARTICLE, replace(model, name="m\udcff"))

        with serving(obedient()) as server, pytest.raises(ModelError, match="is no whole character"):
            with_model(server, ask)
        assert server.requests == []

    def test_without_a_key_nothing_is_sent_to_the_hosted_api(self) -> None:
        async def opened() -> None:
            async with open_model("gpt-x"):
                pass

        with pytest.raises(ConfigurationError, match="no key for model 'gpt-x': set OPENAI_API_KEY"):
            asyncio.run(opened())


NOT_ADDRESSES = """nonsense|127.0.0.1:1/v1|ftp://host/v1|file:///etc|http://|http://[::1|http://host:99999/v1
    |http://two words/v1|http://☃.example/v1|http://host:0/v1""".replace("\n    ", "").split("|")


@pytest.mark.parametrize("base_url", ["", *NOT_ADDRESSES])
def test_a_base_url_that_cannot_be_one_is_a_wrong_call(base_url: str) -> None:
    """It is refused before anything is sent; an empty one does not mean the hosted API."""

    async def opened() -> None:
        async with open_model("m", base_url=base_url):
            pass

    with pytest.raises(ConfigurationError, match="is no address of a server"):
        asyncio.run(opened())


def test_a_password_in_the_base_url_is_refused() -> None:
    """It would stand in every result."""

    async def opened() -> None:
        async with open_model("m", base_url="http://me:secret@127.0.0.1/v1"):
            pass

    with pytest.raises(ConfigurationError, match="password") as caught:
        asyncio.run(opened())
    assert "secret" not in str(caught.value)


def test_a_model_can_be_asked_directly() -> None:
    """`Model.ask` adds each request to the caller's list of attempts, whatever comes of it."""

    class Colour(Fields):
        name: str

    attempts: list[Attempt] = []

    async def ask(model: Model) -> Colour:
        return await model.ask(
            [{"role": "user", "content": "Which?"}], Colour, stage="colour", attempts=attempts, max_tokens=9
        )

    with serving(sequence(_error(500), completion('{"name": "red"}'))) as server:
        answer = with_model(server, ask)

    assert answer.name == "red"
    assert [(a.stage, bool(a.error)) for a in attempts] == [("colour", True), ("colour", False)]
    assert server.requests[0]["max_tokens"] == 9
    assert server.requests[0]["temperature"] == 0
