"""Outputs that cannot be written: one clear line, the right exit code, and nothing that was made is lost."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from summariser.writing import write_whole
from tests.support.processes import ROOT, environment
from tests.support.servers import Server, obedient, serving

FULL = "/dev/full"
NO_ROOM = (
    "summariser: standard output cannot be written: No space left on device; send it where there is room\n"
)
CLOSED = "summariser: standard output cannot be written: Bad file descriptor; send it where there is room\n"

WAYS = pytest.mark.parametrize(
    ("out", "expected"),
    [(FULL, (3, NO_ROOM)), ("closed", (3, CLOSED)), ("gone", (1, ""))],
    ids=["full", "closed", "gone"],
)


class Ended(NamedTuple):
    code: int
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """`summariser ARGUMENTS` with the standard streams given as files, "closed", or "gone", a pipe that nobody reads."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.cli.forked"],
        cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    stdin, stdout = process.stdin, process.stdout
    assert stdin and stdout

    def call(*arguments: object, out: str = os.devnull, err: str | None = None, **more: Any) -> Ended:
        with tempfile.NamedTemporaryFile() as said, _unread() as unread:
            files = {"closed": None, "gone": unread}
            streams = [more.pop("given", os.devnull), out, err or said.name]
            job = {"arguments": [*map(str, arguments)], "streams": [files.get(s, s) for s in streams], **more}
            stdin.write(json.dumps(job) + "\n")
            stdin.flush()
            return Ended(int(stdout.readline()), Path(said.name).read_text(encoding="utf-8"))

    with process:
        yield call
        stdin.close()


@contextmanager
def _unread() -> Iterator[str]:
    """A FIFO that has had a reader, which has gone as soon as a writer came."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pipe"
        os.mkfifo(path)
        reader = threading.Thread(target=lambda: os.close(os.open(path, os.O_RDONLY)), daemon=True)
        reader.start()
        yield str(path)
        os.close(os.open(path, os.O_RDWR))  # lets the reader go where no command opened the pipe
        reader.join()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(obedient()) as running:
        yield running


@pytest.fixture
def ask(server: Server) -> list[str]:
    return ["--model", "m", "--base-url", server.base_url, "--quiet"]


@pytest.fixture
def verify(article_file: Path) -> list[object]:
    return ["verify", "Nine bridges were closed.", "--source", article_file]


@pytest.fixture
def folder(run: Run, article_file: Path, ask: list[str], tmp_path: Path) -> Path:
    """A run folder of a batch of one article that is done and one that failed."""
    missing = tmp_path / "empty.txt"
    missing.write_text("")
    assert run("batch", article_file, missing, "--out", tmp_path / "run", *ask).code == 1
    return tmp_path / "run"


class TestStandardOutput:
    """Exit code 3 and one line where it is full or closed; 1 and no word where its reader has seen enough."""

    @WAYS
    @pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["view", "json"])
    def test_of_verify(
        self, run: Run, verify: list[object], arguments: tuple[str], out: str, expected: tuple[int, str]
    ) -> None:
        assert run(*verify, *arguments, out=out) == expected

    @pytest.mark.parametrize("command", ["status", "status --json", "errors", "errors --json", "export", "reverify"])  # fmt: skip
    def test_of_what_looks_into_a_run_folder(self, run: Run, folder: Path, command: str) -> None:
        assert run("batch", *command.split(), folder, out=FULL) == (3, NO_ROOM)

    @pytest.mark.parametrize("command", ["--help", "batch run --help", "eval --check-gold evals"])
    def test_of_what_asks_nothing(self, run: Run, command: str) -> None:
        assert run(*command.split(), out=FULL) == (3, NO_ROOM)

    @WAYS
    def test_of_eval(
        self, run: Run, tmp_path: Path, ask: list[str], out: str, expected: tuple[int, str]
    ) -> None:
        """The run and its report are there all the same."""
        (only, *_) = sorted(path.stem for path in Path("evals/gold").iterdir())
        made = tmp_path / "run"
        assert run("eval", "evals", "--only", only, "--run", made, *ask, out=out) == expected
        assert (made / "report.html").is_file()
        assert run("eval", "compare", made, made, out=out) == expected

    @WAYS
    @pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["view", "json"])
    def test_of_summarise_ends_it_before_more_is_paid_for(
        self, run: Run, server: Server, ask: list[str], article_file: Path, arguments: tuple[str], out: str,
        expected: tuple[int, str],
    ) -> None:  # fmt: skip
        one = run("summarise", article_file, *arguments, *ask, out=out)
        asked = len(server.requests)
        assert one == expected
        assert run("summarise", *[article_file] * 3, *arguments, *ask, out=out) == expected
        assert len(server.requests) == 2 * asked

    @WAYS
    @pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["view", "json"])
    def test_of_summarise_costs_no_result_of_a_folder(
        self, run: Run, ask: list[str], article_file: Path, tmp_path: Path, arguments: tuple[str], out: str,
        expected: tuple[int, str],
    ) -> None:  # fmt: skip
        files = [article_file, article_file]
        ended = run("summarise", *files, *arguments, *ask, "--out", tmp_path / "out", out=out)
        assert ended == expected
        written = [json.loads(path.read_text()) for path in (tmp_path / "out").iterdir()]
        assert ["summary" in record for record in written] == [True, True]

    @WAYS
    def test_of_a_batch_costs_nothing_of_its_folder(
        self, run: Run, ask: list[str], article_file: Path, tmp_path: Path, out: str, expected: tuple[int, str]
    ) -> None:  # fmt: skip
        assert run("batch", article_file, "--out", tmp_path / "run", *ask, out=out) == expected
        assert '"summary"' in (tmp_path / "run" / "results.jsonl").read_text()
        assert run("batch", article_file, "--out", tmp_path / "run", *ask).code == 0

    def test_that_nothing_is_written_to_matters_not(self, run: Run, ask: list[str], tmp_path: Path) -> None:
        """An error of the call stays one."""
        assert run("verify", "Nine.", "--source", tmp_path / "none", out=FULL).code == 2
        assert run("batch", "status", tmp_path / "none", out="closed").code == 2


class TestStandardError:
    """The work goes on without its messages, and ends as it would."""

    @pytest.mark.parametrize("err", [FULL, "closed", "gone"])
    def test_of_an_error(self, run: Run, tmp_path: Path, err: str) -> None:
        assert run("verify", "Nine.", "--source", tmp_path / "none", err=err).code == 2

    @pytest.mark.parametrize("err", [FULL, "closed", "gone"])
    def test_of_progress(
        self, run: Run, ask: list[str], article_file: Path, tmp_path: Path, err: str
    ) -> None:
        talking = [option for option in ask if option != "--quiet"]
        out = tmp_path / "out.jsonl"
        files = [article_file, tmp_path / "none.txt", article_file]
        assert run("summarise", *files, "--json", *talking, out=str(out), err=err).code == 1
        assert len(out.read_text().splitlines()) == 3
        assert run("batch", *files[::2], "--out", tmp_path / "run", *talking, err=err).code == 0
        logging = ["--log-json", "--out", tmp_path / "run2"]
        assert run("batch", *files[::2], *logging, *talking, err=err).code == 0

    def test_no_file_takes_its_place(self, run: Run, ask: list[str], article_file: Path, tmp_path: Path) -> None:  # fmt: skip
        """With all three closed, what is printed does not go into a file that is opened later."""
        out = tmp_path / "run"
        talking = [option for option in ask if option != "--quiet"]
        closed = {"given": "closed", "out": "closed", "err": "closed"}
        assert run("batch", article_file, "--out", out, *talking, **closed).code == 3
        assert run("batch", "status", out).code == 0


def test_standard_input_that_is_closed_is_empty(run: Run, article_file: Path) -> None:
    ended = run("verify", "-", "--source", article_file, given="closed")
    assert ended == (2, "summariser: standard input: is empty; give the text of an article\n")


class TestFolders:
    """Where results cannot be written: told before a request is paid for, if that can be known."""

    @pytest.mark.parametrize("where", ["file", "file/below", "/proc/none", "/dev/full/below"])
    @pytest.mark.parametrize("command", ["summarise", "batch", "eval"])
    def test_that_cannot_be_made(
        self, run: Run, server: Server, ask: list[str], article_file: Path, tmp_path: Path, command: str,
        where: str,
    ) -> None:  # fmt: skip
        (tmp_path / "file").write_text("mine")
        given = Path("evals") if command == "eval" else article_file
        option = "--run" if command == "eval" else "--out"
        ended = run(command, given, option, tmp_path / where, *ask)
        assert ended.code == (3 if command == "batch" else 2)
        assert ended.err.startswith("summariser: ")
        assert ended.err.count("\n") == 1
        assert server.requests == []
        assert (tmp_path / "file").read_text() == "mine"

    def test_that_is_there_and_takes_no_file(
        self, run: Run, server: Server, ask: list[str], article_file: Path
    ) -> None:
        """For whoever may write anywhere, as a file system that may only be read is for the others."""
        ended = run("summarise", article_file, "--out", "/proc/self", *ask)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert "name another folder with --out" in ended.err
        assert server.requests == []

    @pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["view", "json"])
    def test_on_a_full_disk(
        self, run: Run, ask: list[str], article_file: Path, tmp_path: Path, arguments: tuple[str]
    ) -> None:  # fmt: skip
        """The results that standard output takes whole are all made; no part of a file is left behind."""
        out = tmp_path / "out"
        call = ["summarise", *[article_file] * 3, *arguments, "--out", out, *ask]
        shown: list[str] = []
        os.mkfifo(tmp_path / "shown")  # a pipe is not bounded by the size of files
        reader = threading.Thread(target=lambda: shown.append((tmp_path / "shown").read_text()), daemon=True)
        reader.start()
        ended = run(*call, out=str(tmp_path / "shown"), largest=200)
        reader.join()
        said = f"summariser: cannot write to {out}: File too large; make room and run again\n"
        assert ended == (3, said)
        assert list(out.iterdir()) == []
        assert len(shown[0].splitlines()) == 3 or not arguments

    def test_on_a_full_disk_a_batch(self, run: Run, ask: list[str], article_file: Path, tmp_path: Path) -> None:  # fmt: skip
        call = ["batch", article_file, "--out", tmp_path / "run", *ask]
        ended = run(*call, largest=10_000)
        assert (ended.code, ended.err.count("\n")) == (3, 1)
        assert "make room" in ended.err
        assert run(*call).code == 0

    def test_on_a_full_disk_an_evaluation(self, run: Run, ask: list[str], tmp_path: Path) -> None:
        (only, *_) = sorted(path.stem for path in Path("evals/gold").iterdir())
        call = ["eval", "evals", "--only", only, "--run", tmp_path / "run", *ask]
        ended = run(*call, largest=3000)
        assert (ended.code, ended.err.count("\n")) == (3, 1)
        assert run(*call).code == 0

    @pytest.mark.parametrize("name", ["file/below", "none/below", "folder"])
    def test_of_metrics(
        self, run: Run, ask: list[str], article_file: Path, tmp_path: Path, name: str
    ) -> None:  # fmt: skip
        (tmp_path / "file").write_text("mine")
        (tmp_path / "folder").mkdir()
        ended = run("batch", article_file, "--out", tmp_path / "run", "--metrics", tmp_path / name, *ask)
        assert (ended.code, ended.err.count("\n")) == (3, 1)
        assert "name another --metrics" in ended.err
        assert run("batch", article_file, "--out", tmp_path / "run", *ask).code == 0

    def test_that_are_none(self, run: Run, ask: list[str], article_file: Path, tmp_path: Path) -> None:
        """A pipe is written to, and not replaced by a file."""
        os.mkfifo(tmp_path / "pipe")
        read: list[str] = []

        def reading() -> None:
            with (tmp_path / "pipe").open() as pipe:
                read.append(pipe.read())

        reader = threading.Thread(target=reading, daemon=True)
        reader.start()
        write_whole(tmp_path / "pipe", "all", otherwise="")
        reader.join()
        assert (tmp_path / "pipe").is_fifo()
        assert read == ["all"]
