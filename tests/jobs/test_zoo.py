"""A zoo of hostile and odd servers: every article ends as a result or as an error with its reason, and the key nowhere.

`benchmarks/jobs/server_zoo.py` is the long form.
"""

import io
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summariser.cli.app import app
from summariser.jobs import Flow, batch
from tests.jobs.folders import records
from tests.support.zoo import ANIMALS, animal_of, zoo

KEY = "sk-zoo-Zx81QpLmv7RtYw20bnKsd4HgTe"
ARTICLE = (
    "Bridges close\n\nArticle no. {} is from the valley. Inspectors closed the old bridges, the Board said.\n"
)


def parts_of_key(folder: Path, *streams: str) -> list[str]:
    """Where a part of the key of six characters or more stands: in the files below a folder, or in a text."""
    parts = {KEY[i : i + 6].encode() for i in range(len(KEY) - 5)}
    texts = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    texts |= {f"stream {i}": stream.encode("utf-8", "replace") for i, stream in enumerate(streams)}
    return [name for name, text in texts.items() if any(part in text for part in parts)]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def test_a_batch_on_every_animal(tmp_path: Path) -> None:
    """Good servers between them; the run neither ends before its end nor takes long, and says why each failed."""
    numbers = range(2 * len(ANIMALS))
    inputs, out = tmp_path / "in.jsonl", tmp_path / "out"
    inputs.write_text("".join(json.dumps({"text": ARTICLE.format(n)}) + "\n" for n in numbers))
    started = time.monotonic()
    with zoo() as base_url:
        flow = Flow(concurrency=64, max_pause_s=5)
        report = batch(inputs, out, model="m", base_url=base_url, timeout_s=2, flow=flow)

    assert (report.counts.pending, report.stopped) == (0, None)
    assert time.monotonic() - started < 90
    for number, record in enumerate(records(out)):
        name = animal_of(number)
        assert "summary" in record or record["error"]["message"], name
        assert name is not None or "summary" in record
        if "error" in record:
            assert record["error"]["kind"] in ("ServerError", "AnswerError"), name
            assert record["error"]["message"].isprintable()
            assert len(record["error"]["message"]) < 300
    assert parts_of_key(tmp_path) == []


def test_summarise_on_animals_that_say_the_key(tmp_path: Path) -> None:
    """In results, in files, on the terminal and in the log, whatever the form of the output."""
    names = [name for name in ANIMALS if name.startswith("key_")]
    files = []
    for name in names:
        number = 2 * list(ANIMALS).index(name) + 1
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(ARTICLE.format(number))
    with zoo() as base_url, logged() as log:
        for more in ([], ["--json", "--out", str(tmp_path / "out")]):
            call = ["summarise", *map(str, files), "--model", "m", "--base-url", base_url, *more]
            result = CliRunner().invoke(app, call)
            assert result.exit_code == 1
            assert isinstance(result.exception, SystemExit)
            assert parts_of_key(tmp_path, result.stdout, result.stderr, log.getvalue()) == []
    assert log.getvalue()  # instructor has told of the errors


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What anybody logs in the block, from warnings upwards."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        yield stream
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("command", ["summarise", "batch"])
@pytest.mark.parametrize(
    "more", [f"?key={KEY}", f"?a=1&token={KEY}", f"#{KEY}", f"\n?{KEY}", f"\x1b[31m?{KEY}", f"\r\n/{KEY[:0]}"]
)
def test_an_address_that_holds_a_key_is_a_wrong_call(tmp_path: Path, command: str, more: str) -> None:
    """One clear line, before anything is sent or written, and not the key."""
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE.format(0))
    call = [command, str(article), "--model", "m", "--base-url", f"http://127.0.0.1:9/v1{more}"]
    result = CliRunner().invoke(app, [*call, "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len([line for line in lines if "base" in line]) == 1
    assert all(line.isprintable() for line in lines)
    assert parts_of_key(tmp_path, result.stdout, result.stderr) == []


def test_timeout_and_deadline_of_the_command_are_what_they_say(tmp_path: Path) -> None:
    """A server that is silent, and one that asks to wait: both end at the limit, with the other articles done."""
    names = ["drip", "limit_0"]
    numbers = [2 * list(ANIMALS).index(name) + 1 for name in names]
    for limit in ("--timeout", "--deadline"):
        with zoo() as base_url:
            for number in numbers:
                files = [tmp_path / f"{n}.txt" for n in (number, 0)]
                for file in files:
                    file.write_text(ARTICLE.format(file.stem))
                call = ["summarise", *map(str, files), "--model", "m", "--base-url", base_url, limit, "1"]
                started = time.monotonic()
                result = CliRunner().invoke(app, [*call, "--json"])
                assert time.monotonic() - started < 4
                first, second = (json.loads(line) for line in result.stdout.splitlines())
                assert first["error"]["kind"] == "ServerError"
                assert "summary" in second
