"""Whatever a server sends as an answer: a chat completion of the shape that the rest counts on, or an AnswerError.

`answers` and `check_answer`, `times` and `check_time` are targets of fuzzing: a strategy, and what must hold of each of
its values.
"""

import json
import time
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser.errors import AnswerError
from summariser.extraction.client.redaction import redact_key
from summariser.extraction.client.responses import MOST_TOKENS, completion_in, usage_of
from summariser.extraction.client.transport import in_words, json_in, retry_after_s, unwrap
from summariser.jobs.throttle.limits import pause_of

KEY = "sk-fuzz-Zx81QpLmv7RtYw20bnKsd4HgTe"
_PARTS = [KEY[i : i + 6] for i in range(len(KEY) - 5)]
_LONGEST_S = 1.0  # of the processor, which other programs may keep busy as well


def answers() -> st.SearchStrategy[bytes]:
    """Bodies of responses: good ones, ones with anything in any place, and ones that are no JSON or not whole."""
    whole = _completions().map(json.dumps)
    encoded = st.builds(
        lambda text, name: text.encode(name, "surrogatepass"),
        whole,
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-le"]),
    )
    cut = st.builds(lambda body, at: body[: at % (len(body) + 1)], encoded, st.integers(0, 10_000))
    stirred = st.builds(
        lambda body, at, more: body[:at] + more + body[at:],
        encoded,
        st.integers(0, 400),
        st.binary(max_size=9),
    )
    nested = st.builds(
        lambda sign, depth: sign.encode() * depth,
        st.sampled_from(["[", '{"a":', "[{", '"']),
        st.integers(1, 20_000),
    )
    return st.one_of(
        encoded, encoded, encoded, cut, stirred, nested, st.binary(max_size=200), st.sampled_from(KEEPSAKES)
    )


def _texts() -> st.SearchStrategy[str]:
    echo = st.builds(lambda start, end: KEY[start:end], st.integers(0, 20), st.integers(10, 40))
    odd = st.text(st.characters(), max_size=20)  # halves of surrogate pairs among them
    inside = st.sampled_from(
        ['{"headline": "A"}', "```json\n{}\n```", "<think>{</think>{}", "{" * 500, '"\\ud800"']
    )
    return st.lists(st.one_of(echo, odd, inside), max_size=4).map(" ".join)


def _anything() -> st.SearchStrategy[Any]:
    numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([2**63, -(2**63), 10**400, 1e308]))
    single = st.one_of(st.none(), st.booleans(), numbers, _texts())
    return st.recursive(
        single,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts(), inner, max_size=3),
        max_leaves=8,
    )


def _mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(usual, usual, usual, usual, usual, odd)


def _object(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An object of these fields; now and then some are missing, or it is anything at all."""
    whole = st.fixed_dictionaries(fields)
    return _mostly(whole, st.fixed_dictionaries({}, optional=fields) | _anything())


def _completions() -> st.SearchStrategy[Any]:
    absent = _mostly(st.none(), _anything())
    message = _object(content=_mostly(_texts(), _anything()), refusal=absent, role=_anything())
    ended = _mostly(st.sampled_from(["stop", "length", None]), st.just("content_filter") | _anything())
    choice = _object(message=message, finish_reason=ended, index=_anything())
    count = _mostly(st.integers(0, 2**70), _anything())
    usage = _object(
        prompt_tokens=count, completion_tokens=count, prompt_tokens_details=_object(cached_tokens=count)
    )
    choices = _mostly(st.lists(choice, min_size=1, max_size=2), _anything())
    return _object(id=_anything(), choices=choices, usage=usage, error=absent, model=_anything())


# Every answer that ever failed.
KEEPSAKES = [
    b"[" * 100_000,
    b'{"choices": ' + b"9" * 5000 + b"}",
    b'{"choices": [{"message": {"content": "\\ud800"}}], "usage": {"prompt_tokens": 9223372036854775808}}',
    b'{"choices": [{"message": {"content": "a", "refusal": {"a": NaN}}}], "usage": {"prompt_tokens": 1e400}}',
    b'{"choices": [{"message": {"content": "\xff"}}]}',
    b'{"choices": [7], "error": 0}',
    b'{"error": {"message": ["\x00"]}}',
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf",
]


def check_answer(body: bytes) -> None:
    """What must hold of every body: no other error, a bounded time, counts that a database takes, no part of the key."""
    began = time.process_time()
    try:
        answer = completion_in(body, lambda text: redact_key(text, KEY))
    except AnswerError as error:
        spent = [error.usage] if error.usage else []
        shown = str(error)
        assert shown.isprintable()
        assert len(shown) < 300
    else:
        stored = answer.model_dump_json()
        assert completion_in(stored, str) == answer  # as it is replayed after a restart
        spent = [counted] if (counted := usage_of(answer)) else []
        shown = answer.choices[0].message.content or ""
        shown.encode("utf-8")
        bare = unwrap(answer).choices[0].message.content or ""
        assert json_in(bare) == bare
    for usage in spent:
        assert all(0 <= count <= MOST_TOKENS for count in usage.model_dump().values())
    assert not any(part in shown for part in _PARTS)
    assert time.process_time() - began < _LONGEST_S


@settings(max_examples=200, deadline=None, derandomize=True)
@given(answers())
def test_any_answer_is_a_completion_or_an_error(body: bytes) -> None:
    check_answer(body)


@pytest.mark.parametrize("body", KEEPSAKES, ids=range(len(KEEPSAKES)))
def test_answers_that_once_failed(body: bytes) -> None:
    check_answer(body)


def times() -> st.SearchStrategy[str]:
    """What a header that tells a time may hold: numbers, dates, and what is neither."""
    number = st.one_of(st.integers(), st.floats(), st.integers(0, 10**6)).map(str)
    units = st.lists(st.tuples(number, st.sampled_from(["ms", "s", "m", "h", ""]))).map(
        lambda parts: "".join(n + unit for n, unit in parts)
    )
    date = st.builds(
        lambda day, month, year, time: f"Mon, {day} {month} {year} {time} GMT",
        st.integers(-1, 40),
        st.sampled_from(["Jan", "Feb", "Foo", ""]),
        st.integers(-1, 10**5),
        st.sampled_from(["00:00:00", "24:60:61", "1", "::", "-1:0:0"]),
    )
    return st.one_of(number, units, date, st.text(st.characters(max_codepoint=255), max_size=40))


def check_time(header: str) -> None:
    """What must hold of every header: a wait of more than nothing, or none."""
    request = httpx2.Request("POST", "http://host/v1")
    response = httpx2.Response(429, headers=[(b"retry-after", header.encode("latin-1"))], request=request)
    asked = retry_after_s(openai.RateLimitError("slow down", response=response, body=None))
    assert asked is None or asked > 0
    assert len(in_words(asked or 0.0)) < 20
    limits = {"x-ratelimit-remaining-requests": header, "x-ratelimit-reset-requests": header}
    assert pause_of(limits | {"x-ratelimit-remaining-requests": "0"}, 1) >= 0
    assert pause_of(limits, 1) >= 0


@settings(max_examples=300, deadline=None, derandomize=True)
@given(times())
def test_any_header_is_a_wait_or_none(header: str) -> None:
    check_time(header)
