"""Flow control: limits, pauses that the server asks for, a server that is down, and deadlines."""

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import ArgumentError, ConfigurationError
from summariser.extraction.client.deadline import Deadline
from summariser.jobs import Flow, Report, Snapshot, batch
from summariser.jobs.throttle import gate
from summariser.jobs.throttle.breaker import Breaker
from summariser.jobs.throttle.limits import Limits, pause_of, seconds
from summariser.verification import verify
from tests.jobs.folders import records, run, write_jsonl
from tests.support.servers import Reply, Server, completion, obedient, said_to_model, serving

ERROR = json.dumps({"error": {"message": "as you wish"}})


class Heard:
    """An observer that remembers what it was told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def event(self, name: str, **details: Any) -> None:
        if name == "note":
            self.notes.append(details["message"])

    def progress(self, now: Snapshot) -> None:
        pass


def _failing(faults: list[Reply]) -> Callable[[dict[str, Any]], Reply]:
    """Answers with each fault in turn, and well from then on."""
    left = iter(faults)
    return lambda request: next(left, None) or obedient()(request)


def _run(server: Server, tmp_path: Path, articles: int = 3, **flow: Any) -> tuple[Report, list[str]]:
    heard = Heard()
    flow = {"concurrency": 2} | flow
    inputs = write_jsonl(tmp_path / "in.jsonl", range(articles))
    report = run(server, inputs, tmp_path / "out", flow=Flow(**flow), observer=heard)
    return report, heard.notes


class TestServerDown:
    """While a server is down the run waits, says so, and goes on by itself."""

    def test_no_article_fails_because_of_it(self, tmp_path: Path) -> None:
        with serving(_failing([Reply(503, ERROR)] * 5)) as server:
            report, notes = _run(server, tmp_path)
        assert report.counts.done == 3
        assert "the server is down (status 503): paused" in notes[0]
        assert "answers again" in notes[-1]

    def test_what_is_sent_to_it_is_a_probe_now_and_then(self, tmp_path: Path) -> None:
        """And the run ends, with its articles unfinished, when that lasts too long."""
        with serving(lambda _: Reply(500, ERROR)) as server:
            report, _ = _run(server, tmp_path, max_pause_s=0.5)
        assert report.stopped
        assert "failed (500)" in report.stopped
        assert (report.counts.pending, report.counts.failed) == (3, 0)
        assert len(server.requests) < 12

    def test_nobody_there(self, tmp_path: Path) -> None:
        with serving(obedient()) as server:
            pass
        report, notes = _run(server, tmp_path, max_pause_s=0.1)
        assert "cannot be reached" in notes[0]
        assert report.stopped
        assert "cannot reach" in report.stopped
        assert report.counts.pending == 3

    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            (Reply(401, ERROR), "refused the key (401)"),
            (Reply(404, ERROR), "knows no model 'm' (404)"),
            (
                Reply(429, json.dumps({"error": {"message": "x", "code": "insufficient_quota"}})),
                "no quota left",
            ),
        ],
    )
    def test_a_refusal_that_all_will_meet_ends_the_run_at_once(
        self, tmp_path: Path, fault: Reply, said: str
    ) -> None:
        with serving(lambda _: fault) as server:
            report, _ = _run(server, tmp_path, articles=20)
        assert report.stopped
        assert said in report.stopped
        assert (report.counts.pending, report.counts.failed) == (20, 0)
        assert len(server.requests) <= 4

    def test_articles_on_which_it_always_fails_fail_alone(self, tmp_path: Path) -> None:
        """Though at the end nothing but they is left: it was not down while others were answered."""

        def answer(request: dict[str, Any]) -> Reply:
            found = re.search(r"Article no\. (\d+)", said_to_model(request))
            bad = found and int(found[1]) % 5 == 4 and int(found[1]) < 90
            return Reply(500, ERROR) if bad else obedient()(request)

        with serving(answer) as server:
            report, _ = _run(server, tmp_path, articles=120, concurrency=24, max_pause_s=4)
        assert (report.counts.done, report.counts.failed, report.stopped) == (102, 18, None)


class TestBreaker:
    """The circuit breaker by itself, on a clock of the test's own."""

    def test_one_caller_at_a_time_tries_and_the_waits_grow(self) -> None:
        now = [0.0]
        said: list[str] = []

        async def probes(until: float) -> list[float]:
            breaker = Breaker(2, said.append, lambda: now[0])
            for _ in range(2):
                breaker.failed("gone")
            times: list[float] = []
            while now[0] < until:
                try:
                    async with asyncio.timeout(0):
                        await breaker.wait_closed()
                    times.append(now[0])
                except TimeoutError:
                    now[0] += 0.1
            assert breaker.is_open
            breaker.succeeded()
            await breaker.wait_closed()
            assert not breaker.is_open
            return times

        times = asyncio.run(probes(40.0))
        gaps = [b - a for a, b in itertools.pairwise(times)]
        assert 0.8 <= times[0] <= 1.3
        assert all(later > earlier * 1.2 for earlier, later in itertools.pairwise(gaps))
        assert len(said) == 2

    def test_a_success_between_failures_keeps_it_closed(self) -> None:
        async def work() -> bool:
            breaker = Breaker(2, lambda _: None)
            for _ in range(5):
                breaker.failed("x")
                breaker.succeeded()
            return breaker.is_open

        assert not asyncio.run(work())


class TestLimits:
    """Requests and tokens a minute."""

    def test_requests_are_spread_over_the_minute(self, tmp_path: Path) -> None:
        """300 a minute are five a second, and not three hundred at once."""
        at: list[float] = []

        def answer(request: dict[str, Any]) -> Reply:
            at.append(time.monotonic())
            return obedient()(request)

        with serving(answer) as server:
            _run(server, tmp_path, articles=10, concurrency=16, rpm=300)
        assert len(at) == 10
        assert at[-1] - at[0] > 0.6

    def test_tokens_that_an_answer_cost_are_made_up_for(self) -> None:
        """The first request is let through on its estimate; what it cost more, the next ones wait for."""

        async def work() -> float:
            limits = Limits(None, 6000)
            await limits.acquire(10)
            limits.correct(10, 6050)
            started = time.monotonic()
            for _ in range(2):
                await limits.acquire(10)
            return time.monotonic() - started

        assert 0.4 < asyncio.run(work()) < 2

    def test_a_request_larger_than_the_limit_is_let_through_in_the_end(self) -> None:
        async def work() -> None:
            async with asyncio.timeout(2):
                await Limits(None, 100).acquire(5000)

        asyncio.run(work())

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("1s", 1),
            ("6m0s", 360),
            ("20ms", 0.02),
            ("1h2m3.5s", 3723.5),
            ("7", 7),
            ("", None),
            ("soon", None),
        ],
    )
    def test_times_of_headers(self, written: str, expected: float | None) -> None:
        assert seconds(written) == expected

    @pytest.mark.parametrize(
        ("headers", "wait"),
        [
            ({}, 0),
            ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2s"}, 2),
            ({"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "2s"}, 0),
            ({"x-ratelimit-remaining-tokens": "90", "x-ratelimit-reset-tokens": "3s"}, 3),
            ({"x-ratelimit-remaining-tokens": "many", "x-ratelimit-reset-tokens": "3s"}, 0),
            ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "later"}, 0),
        ],
    )
    def test_pauses_of_headers(self, headers: dict[str, str], wait: float) -> None:
        assert pause_of(headers, 100) == wait

    def test_headers_and_retry_after_hold_for_all_requests(self, tmp_path: Path) -> None:
        """Nothing is sent before the time is over, and no article fails of it."""
        at: list[float] = []
        faults = iter([Reply(429, ERROR, {"Retry-After": "1"})])

        def answer(request: dict[str, Any]) -> Reply:
            at.append(time.monotonic())
            if fault := next(faults, None):
                return fault
            reply = obedient()(request)
            if len(at) == 2:
                reply.headers |= {
                    "x-ratelimit-remaining-requests": "0",
                    "x-ratelimit-reset-requests": "700ms",
                }
            return reply

        with serving(answer) as server:
            report, _ = _run(server, tmp_path, articles=3, concurrency=1)
        assert report.counts.done == 3
        assert at[1] - at[0] > 0.95
        assert at[2] - at[1] > 0.65

    def test_many_answers_of_429_fail_no_article(self, tmp_path: Path) -> None:
        with serving(_failing([Reply(429, ERROR, {"Retry-After": "0"})] * 12)) as server:
            report, _ = _run(server, tmp_path, concurrency=8)
        assert report.counts.done == 3


WAITS = ["0", "0.0", "-1", "nan", "-inf", "soon", "1e-9", "Mon, 02 Jan 2006 15:04:05 GMT"]
TOO_LONG = [
    {"Retry-After": "inf"},
    {"Retry-After": "1e300"},
    {"Retry-After": "9" * 5000},
    {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"},
    {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "99999h"},
    {"x-ratelimit-remaining-tokens": "-1", "x-ratelimit-reset-tokens": "9" * 500 + "h"},
]


class TestToldToWait:
    """A server that asks to wait is waited for, as long as the longest pause; it is not hammered meanwhile."""

    @pytest.mark.parametrize(("status", "header"), [*((429, w) for w in WAITS), (503, "0"), (503, "nan")])
    def test_a_server_that_never_takes_a_request_is_asked_now_and_then(
        self, tmp_path: Path, status: int, header: str
    ) -> None:
        """And the run ends, with its articles unfinished, after the longest pause; not with thousands of requests."""
        with serving(lambda _: Reply(status, ERROR, {"Retry-After": header})) as server:
            report, _ = _run(server, tmp_path, articles=20, concurrency=4, max_pause_s=0.7)
        assert report.stopped
        assert (report.counts.pending, report.counts.failed) == (20, 0)
        assert len(server.requests) <= 16

    @pytest.mark.parametrize(("status", "headers"), [*((429, h) for h in TOO_LONG), (503, TOO_LONG[0])])
    def test_a_wait_beyond_the_longest_pause_ends_the_run(
        self, tmp_path: Path, status: int, headers: dict[str, str]
    ) -> None:
        """Soon, and with the reason, whatever the pause may be."""
        started = time.monotonic()
        with serving(lambda _: Reply(status, ERROR, headers)) as server:
            report, _ = _run(server, tmp_path, articles=5, max_pause_s=60)
        assert time.monotonic() - started < 12
        assert report.stopped
        assert "--max-pause" in report.stopped
        assert (report.counts.pending, report.counts.failed) == (5, 0)
        assert len(server.requests) <= 8

    @pytest.mark.parametrize("headers", TOO_LONG, ids=lambda headers: next(iter(headers.values()))[:5])
    def test_a_wait_that_a_good_answer_asks_for_stops_nothing(
        self, tmp_path: Path, headers: dict[str, str]
    ) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            reply = obedient()(request)
            reply.headers |= headers
            return reply

        with serving(answer) as server:
            report, _ = _run(server, tmp_path, max_pause_s=2)
        assert (report.counts.done, report.stopped) == (3, None)

    @pytest.mark.parametrize("header", ["0", "nan", "inf", "99999999"])
    def test_an_article_that_alone_is_refused_fails_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str
    ) -> None:
        monkeypatch.setattr(gate, "_MOST_WAITS", 1)

        def answer(request: dict[str, Any]) -> Reply:
            if "Article no. 1 " in said_to_model(request):
                return Reply(429, ERROR, {"Retry-After": header})
            reply = obedient()(request)
            reply.delay_s = 0.05
            return reply

        with serving(answer) as server:
            report, _ = _run(server, tmp_path, articles=20, max_pause_s=5)
        assert (report.counts.done, report.counts.failed, report.stopped) == (19, 1, None)
        assert "limiting requests (429)" in records(tmp_path / "out")[1]["error"]["message"]

    @pytest.mark.parametrize(("status", "headers"), [(400, {}), (429, {"Retry-After": "0"})])
    def test_a_server_that_says_no_is_not_down(
        self, tmp_path: Path, status: int, headers: dict[str, str]
    ) -> None:
        """After it was: whatever is waiting for a probe goes on at once, and each article ends by itself."""
        heard = Heard()

        def answer(request: dict[str, Any]) -> Reply:
            is_down = not any("is down" in note for note in heard.notes)
            return Reply(500, ERROR) if is_down else Reply(status, ERROR, headers)

        with serving(answer) as server:
            inputs = write_jsonl(tmp_path / "in.jsonl", range(12))
            flow = Flow(concurrency=4, max_pause_s=20 if status == 400 else 1)
            started = time.monotonic()
            report = run(server, inputs, tmp_path / "out", flow=flow, observer=heard)
        assert time.monotonic() - started < 10
        assert any("answers again" in note for note in heard.notes)
        assert report.counts.pending == (0 if status == 400 else 12)

    def test_a_server_that_goes_silent_costs_the_articles_under_way(self, tmp_path: Path) -> None:
        """Each question has its time; then nothing but probes is sent, and the rest is left for another run."""
        with serving(lambda _: Reply(delay_s=2)) as server:
            flow = Flow(concurrency=4, max_pause_s=1)
            inputs = write_jsonl(tmp_path / "in.jsonl", range(50))
            report = run(server, inputs, tmp_path / "out", flow=flow, timeout_s=0.3)
        assert report.stopped
        assert "within 0.3 s" in report.stopped
        assert report.counts.failed <= 8


@pytest.mark.parametrize("name", ["rpm", "tpm", "deadline_s", "max_pause_s", "max_cost"])
@pytest.mark.parametrize("value", [float("nan"), -1.0, float("-inf")])
def test_a_limit_that_is_no_number_is_a_wrong_call(name: str, value: float) -> None:
    with pytest.raises(ArgumentError, match=name):
        Flow(**{name: value})  # type: ignore[arg-type]


class TestDeadline:
    """The longest that one article may take."""

    def test_an_article_that_takes_longer_is_an_error_with_what_it_cost(self, tmp_path: Path) -> None:
        def answer(request: dict[str, Any]) -> Reply:
            reply = obedient({"abstract": "Some 77 boats sank."})(request)
            reply.delay_s = 1.0 if request["response_format"]["json_schema"]["name"] == "Again" else 0
            return reply

        with serving(answer) as server:
            report, _ = _run(server, tmp_path, articles=1, deadline_s=0.4)
        assert report.counts.failed == 1
        (record,) = records(tmp_path / "out")
        assert record["error"]["message"] == "not finished within 0.4 s: allow more with --deadline"
        assert record["provenance"]["usage"]["completion_tokens"] == 5

    def test_it_stands_still_while_the_run_is_paused(self) -> None:
        async def work() -> None:
            deadline = Deadline(0.2)
            async with deadline.running():
                with deadline.paused():
                    await asyncio.sleep(0.3)
                    with deadline.paused():
                        await asyncio.sleep(0.01)
                await asyncio.sleep(0.05)
                await asyncio.sleep(1)

        started = time.monotonic()
        with pytest.raises(TimeoutError):
            asyncio.run(work())
        assert 0.45 < time.monotonic() - started < 0.9


def test_a_fault_of_ours_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a validator may raise on an odd article, it is that article's error."""

    def broken(summary: Any, article: Any) -> Any:
        if "no. 1 " in article.text:
            raise ZeroDivisionError("oops")
        return verify(summary, article)

    monkeypatch.setattr("summariser.extraction.pipeline.verify", broken)
    with serving(obedient()) as server:
        report, _ = _run(server, tmp_path)
    assert (report.counts.done, report.counts.failed) == (2, 1)
    assert "unexpected ZeroDivisionError: oops" in records(tmp_path / "out")[1]["error"]["message"]


def test_a_template_that_cannot_be_rendered_ends_the_run(tmp_path: Path) -> None:
    """It would fail every article alike."""
    folder = tmp_path / "kind"
    folder.mkdir()
    (folder / "schema.py").write_text("from summariser.schemas.report_summary import SUMMARY\n")
    (folder / "summary.j2").write_text("{{ nobody_gives_this }}")
    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    with serving(lambda _: completion("{}")) as server, pytest.raises(ConfigurationError, match="summary.j2"):
        batch(inputs, tmp_path / "out", model="m", base_url=server.base_url, report_type=folder)
