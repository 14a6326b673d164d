"""A provider's batch endpoint: the same results at half the price, whatever the provider or a kill does to it."""

import itertools
import json
import os
import signal
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from summariser.errors import RunFolderError
from summariser.extraction.client.weights import MODEL_NAME
from summariser.jobs import Flow, Report, batch
from summariser.jobs.storage.database import locked
from summariser.jobs.storage.provider_store import MAX_TRIES, ProviderStore
from summariser.jobs.storage.store import Store
from tests.jobs.folders import records, run, sources, write_jsonl
from tests.jobs.test_kill import zygote
from tests.support.batch_endpoint import Endpoint, batch_endpoint
from tests.support.cassette import CASSETTES
from tests.support.processes import ROOT
from tests.support.servers import obedient, replaying, said_to_model, serving

LIAR = obedient({"abstract": "Inspectors closed 77 bridges."}, again="Inspectors closed nine bridges.")


def _run(endpoint: Endpoint, inputs: Path, out: Path, **options: Any) -> Report:
    return batch(
        inputs, out, model="m", base_url=endpoint.base_url, engine="openai-batch", poll_s=0.02, **options
    )


def test_the_results_are_those_of_direct_calls(tmp_path: Path) -> None:
    """A round for all questions, one request an article, and one for all repairs, though the answers come in another order."""
    inputs = write_jsonl(tmp_path / "in.jsonl", range(10))
    with serving(LIAR) as server:
        run(server, inputs, tmp_path / "direct")
    with batch_endpoint(LIAR) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "batch")
        assert _run(endpoint, inputs, tmp_path / "batch").finished == 0

    assert (report.counts.done, report.stopped) == (10, None)
    assert [len(b["lines"]) for b in endpoint.batches] == [10, 10]
    assert len(set(endpoint.sent)) == 20
    direct, batched = records(tmp_path / "direct"), records(tmp_path / "batch")
    assert sources(tmp_path / "batch") == sources(tmp_path / "direct")
    for one, other in zip(direct, batched, strict=True):
        assert one["summary"] == other["summary"]
        assert one["verification"] == other["verification"]
        assert one["provenance"]["usage"] == other["provenance"]["usage"]
        assert one["provenance"]["changes"] == other["provenance"]["changes"]


def test_recorded_answers_of_the_embedded_model_make_the_same_summary(tmp_path: Path) -> None:
    """In as many rounds as it takes: the draft with all labels, then the repairs."""
    inputs = ROOT / "examples" / "11-brief-ports.txt"
    answer = replaying(CASSETTES / "served-11-brief-ports.yaml")
    with serving(answer) as server:
        batch(inputs, tmp_path / "direct", model=MODEL_NAME, base_url=server.base_url)
    with batch_endpoint(answer) as endpoint:
        report = batch(
            inputs,
            tmp_path / "batch",
            model=MODEL_NAME,
            base_url=endpoint.base_url,
            engine="openai-batch",
            poll_s=0.02,
        )
    assert report.counts.done == 1
    (direct,), (batched,) = records(tmp_path / "direct"), records(tmp_path / "batch")
    assert batched["summary"]["quantities"]
    assert batched["summary"] == direct["summary"]
    assert len(endpoint.sent) == len(set(endpoint.sent)) == len(server.requests)


def test_what_has_expired_is_sent_again_and_nothing_else(tmp_path: Path) -> None:
    """The same for answers that a provider loses, and for its passing errors."""

    def fate(request: dict[str, Any], number: int) -> str:
        if number > 1:
            return "good"
        of = {"no. 1 ": "expired", "no. 2 ": "lost", "no. 3 ": "500", "no. 4 ": "429"}
        return next((fate for words, fate in of.items() if words in said_to_model(request)), "good")

    inputs = write_jsonl(tmp_path / "in.jsonl", range(8))
    with batch_endpoint(obedient(), fate=fate) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out")
    assert report.counts.done == 8
    assert [len(b["lines"]) for b in endpoint.batches] == [8, 4]


def test_what_fails_for_good_is_an_error_with_its_reason(tmp_path: Path) -> None:
    """A request that is refused, and one that never gets an answer."""

    def fate(request: dict[str, Any], number: int) -> str:
        of = {"no. 1 ": "400", "no. 2 ": "expired"}
        return next((fate for words, fate in of.items() if words in said_to_model(request)), "good")

    inputs = write_jsonl(tmp_path / "in.jsonl", range(4))
    with batch_endpoint(obedient(), fate=fate) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out")
        reasons = [r["error"]["message"] for r in records(tmp_path / "out") if "error" in r]
        assert len(endpoint.batches) == MAX_TRIES
        again = _run(endpoint, inputs, tmp_path / "out", retry_failed=True)
    assert (report.counts.done, report.counts.failed) == (2, 2)
    assert reasons == [
        "the server did not accept the request (400): as you wish",
        f"the batch has expired without an answer, {MAX_TRIES} times",
    ]
    assert again.counts.failed == 2


def test_a_file_that_the_provider_does_not_take_ends_the_run(tmp_path: Path) -> None:
    """With its reason, and with the articles unfinished."""
    inputs = write_jsonl(tmp_path / "in.jsonl", range(2))
    with batch_endpoint(obedient(), fate=lambda *_: "invalid") as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out")
    assert report.stopped == "the server did not accept batch batch-1: bad line"
    assert report.counts.pending == 2


def test_a_budget_holds_between_waves(tmp_path: Path) -> None:
    """What unfinished articles have cost counts too."""
    inputs = write_jsonl(tmp_path / "in.jsonl", range(2))
    with batch_endpoint(LIAR) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out", flow=Flow(max_tokens=1))
        assert (report.counts.pending, len(endpoint.batches)) == (2, 1)
        assert report.stopped
        assert "is used up" in report.stopped
        assert _run(endpoint, inputs, tmp_path / "out").counts.done == 2
    assert len(endpoint.sent) == len(set(endpoint.sent)) == 4


@pytest.mark.parametrize("phase", ["file", "create", "poll", "content"])
def test_a_run_that_is_killed_goes_on_and_pays_for_nothing_twice(tmp_path: Path, phase: str) -> None:
    """While the file is uploaded, the batch created, waited for, or its answers fetched."""
    reached, over = threading.Event(), threading.Event()

    def held(what: str) -> None:
        if what == phase and not reached.is_set():
            reached.set()
            over.wait(60)

    inputs, out = write_jsonl(tmp_path / "in.jsonl", range(6)), tmp_path / "out"
    with batch_endpoint(LIAR, held=held) as endpoint, zygote() as processes:
        more = {"engine": "openai-batch", "poll_s": 0.02}
        pid = processes.start(
            inputs=str(inputs), out=str(out), base_url=endpoint.base_url, flow={}, more=more
        )
        assert reached.wait(60)
        os.kill(pid, signal.SIGKILL)
        assert os.WIFSIGNALED(processes.end())
        over.set()
        if phase in ("poll", "content"):
            with pytest.raises(RunFolderError, match="are on their way: go on with --engine openai-batch"):
                batch(inputs, out, model="m", base_url=endpoint.base_url)
        report = _run(endpoint, inputs, out)
    assert report.counts.done == 6
    assert len(records(out)) == 6
    assert len(endpoint.sent) == len(set(endpoint.sent)) == 12


def test_files_stay_within_the_endpoints_limits(tmp_path: Path) -> None:
    """Of requests and of bytes; every request is in one of them."""
    with locked(tmp_path), Store.open(tmp_path) as store:
        requests = ProviderStore(store)
        for number in range(10):
            requests.ask(f"{number}", "key", {"messages": [{"content": "x" * 1000}]})
        by_count = requests.make(4, 10**9)
        by_size = requests.make(50_000, 3300)
        rest = requests.make(50_000, 10**9)
        assert by_count and by_size and rest
        assert [by_count.requests, by_size.requests, rest.requests] == [4, 3, 3]
        assert requests.make(50_000, 10**9) is None
        assert sum(map(len, requests.lines_of(by_size))) <= 3300
        lines = [line for b in (by_count, by_size, rest) for line in requests.lines_of(b)]
        assert len(set(lines)) == 10


_NOT_OF_IT = "none of a batch endpoint"
# What is sent in place of a reply, and words of how the run ends.
SPOILT: dict[str, tuple[str, Callable[[dict[str, Any]], Any], str]] = {
    "a file without a name": ("file", lambda reply: reply | {"id": None}, _NOT_OF_IT),
    "a file with an object for a name": ("file", lambda reply: reply | {"id": {"a": 1}}, _NOT_OF_IT),
    "a list for a file": ("file", lambda reply: [reply], _NOT_OF_IT),
    "a name of a megabyte": ("file", lambda reply: reply | {"id": "x" * 1_000_000}, _NOT_OF_IT),
    "a name with control characters": ("create", lambda reply: reply | {"id": "a\x1b[31m\nb"}, _NOT_OF_IT),
    "the key for a name": ("create", lambda reply: reply | {"id": os.environ["OPENAI_API_KEY"]}, _NOT_OF_IT),
    "a number for a name": ("create", lambda reply: reply | {"id": 2**70}, _NOT_OF_IT),
    "a status that is none": ("poll", lambda reply: reply | {"status": "thinking"}, _NOT_OF_IT),
    "a list for a status": ("poll", lambda reply: reply | {"status": ["completed"]}, _NOT_OF_IT),
    "no reasons for a failure": (
        "poll",
        lambda reply: reply | {"status": "failed", "errors": {"data": 3}},
        "no reason given",
    ),
    "odd reasons for a failure": (
        "poll",
        lambda reply: reply | {"status": "failed", "errors": {"data": [1, {"message": 5}]}},
        "did not accept batch",
    ),
    "an output that is none": (
        "poll",
        lambda reply: reply | {"status": "completed", "output_file_id": 7},
        _NOT_OF_IT,
    ),
}


def _ended_with(tmp_path: Path, spoilt: Callable[[str, str], Iterable[bytes] | None]) -> str:
    """Why a run on three articles ended before its end; none of them fails of it."""
    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    with batch_endpoint(obedient(), spoilt=spoilt) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out", timeout_s=5)
    assert (report.counts.pending, report.counts.failed) == (3, 0)
    return str(report.stopped)


@pytest.mark.parametrize(("what", "change", "said"), SPOILT.values(), ids=SPOILT.keys())
def test_odd_replies_end_the_run_with_their_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    change: Callable[[dict[str, Any]], Any],
    said: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-batch-Zx81QpLmv7RtYw20bnKsd4HgTe")

    def spoilt(asked: str, body: str) -> Iterable[bytes] | None:
        return [json.dumps(change(json.loads(body))).encode()] if asked == what else None

    assert said in _ended_with(tmp_path, spoilt)


@pytest.mark.parametrize("what", ["file", "create", "poll"])
@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000, b"\xff\xfe", b"", b"null"], ids=range(5))
def test_replies_that_are_no_json_end_the_run_with_their_reason(
    tmp_path: Path, what: str, body: bytes
) -> None:
    said = _ended_with(tmp_path, lambda asked, _: [body] if asked == what else None)
    assert _NOT_OF_IT in said


@pytest.mark.parametrize("piece", [b"x" * 65536, b'{"custom_id": "x"}\n' * 4000], ids=["a line", "lines"])
@pytest.mark.parametrize("what", ["create", "content"])
def test_a_reply_without_an_end_is_cut(tmp_path: Path, what: str, piece: bytes) -> None:
    said = _ended_with(tmp_path, lambda asked, _: itertools.repeat(piece) if asked == what else None)
    assert "an answer of more than 4 MB" in said


def test_counts_of_requests_that_are_none_are_not_counted(tmp_path: Path) -> None:
    counts = {"total": "many", "completed": None, "failed": 2**70}

    def spoilt(asked: str, body: str) -> Iterable[bytes] | None:
        return (
            [json.dumps(json.loads(body) | {"request_counts": counts}).encode()] if asked == "poll" else None
        )

    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    with batch_endpoint(obedient(), spoilt=spoilt) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out")
    assert (report.counts.done, report.stopped) == (3, None)


def test_a_provider_that_says_the_key_is_not_listened_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-batch-Zx81QpLmv7RtYw20bnKsd4HgTe"
    monkeypatch.setenv("OPENAI_API_KEY", key)

    def spoilt(asked: str, body: str) -> Iterable[bytes] | None:
        return [body.replace("A report", f"Key {key[:20]}").encode()] if asked == "content" else None

    inputs = write_jsonl(tmp_path / "in.jsonl", range(3))
    with batch_endpoint(obedient(), spoilt=spoilt) as endpoint:
        report = _run(endpoint, inputs, tmp_path / "out")
    assert report.counts.done == 3
    assert all("(the key)" in line and key[3:9] not in line for line in report.records())
