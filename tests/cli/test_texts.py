"""What is named is read, or said not to be there: nothing that is no text is checked as one, and nothing waits."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.support.processes import command, environment

SOURCE = "Ferries\n\nThe harbour office fined 7 ferries on Monday. In 2023 it had fined 31 of them.\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a source, a draft and a folder of drafts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source.txt").write_text(SOURCE)
    (tmp_path / "draft one.txt").write_text("It fined 7 ferries.")
    (tmp_path / "drafts").mkdir()
    return tmp_path


def _verify(text: str, *sources: str, **options: Any) -> Result:
    named = [part for source in sources or ("source.txt",) for part in ("--source", source)]
    return CliRunner().invoke(app, ["verify", text, *named], **options)


NOT_THERE = [
    "none.txt",
    "out/none.json",
    "drafts/none",
    "drafts/none 2.md",
    "draft two.txt",
    "2023.html",
    "harbour-2023.pdf",
    "q3.final.rtf",
    "./none",
    "../none",
    "/none/at/all",
    "~/none",
    "none/",
    "NONE.TXT",
    "C:\\drafts\\none.txt",
]


@pytest.mark.parametrize("name", NOT_THERE)
def test_a_file_that_is_not_there_is_no_text(name: str) -> None:
    """Exit code 2, and one line with its name."""
    ended = _verify(name)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr.strip() == (
        f"summariser: {name}: no such file; check the path, or give a text like it to -"
    )


TEXTS = [
    "7 ferries",
    "It fined 7 ferries.",
    "7",
    "ferries",
    "2023/24",
    "and/or",
    "31%",
    "$3.4bn",
    "€7.5m",
    "1.2.2023",
    "12.Dec",
    "U.S.",
    "e.g.",
    "7 km/h",
    "It was sold to Booking.com",
    "It fined 7 ferries. See notes.",
    '{"file": "none.txt"}',
    "Fined: 7\nSource: none.txt",
    "x" * 5000,
    "a\0b",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts_stay_texts(text: str) -> None:
    """Short ones, ones with slashes and dots, and JSON."""
    ended = _verify(text)
    assert ended.exit_code in (0, 1)
    assert "no such file" not in ended.stderr
    assert ended.stdout


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_none(text: str) -> None:
    """As of a variable of the shell that is not set."""
    ended = _verify(text)
    assert ended.exit_code == 2
    assert ended.stderr.startswith("summariser: the text is empty")


def test_a_folder_is_no_text() -> None:
    """As a source it is the articles in it, of which this one has none."""
    text, source = _verify("drafts"), _verify("7 ferries", "drafts")
    assert (text.exit_code, source.exit_code) == (2, 2)
    assert text.stderr == "summariser: drafts: is a directory; name the files in it\n"
    assert source.stderr.startswith(
        "summariser: drafts: has no article in it; an article's name ends in .txt,"
    )


def test_a_file_is_read() -> None:
    ended = _verify("draft one.txt")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert "7" in ended.stdout


def test_a_source_at_least() -> None:
    assert CliRunner().invoke(app, ["verify", "7 ferries"]).exit_code == 2


def test_standard_input_is_one_text() -> None:
    """It cannot be read a second time."""
    for ended in (_verify("-", "-"), _verify("7 ferries", "-", "source.txt", "-")):
        assert ended.exit_code == 2
        assert ended.stderr == "summariser: standard input is one text: name a file for the other -\n"


@contextmanager
def _pipe(path: Path) -> Iterator[Path]:
    os.mkfifo(path)
    yield path


@contextmanager
def _silent_pipe(path: Path) -> Iterator[Path]:
    """A pipe whose other end is open, and nothing comes."""
    os.mkfifo(path)
    descriptor = os.open(path, os.O_RDWR)
    try:
        yield path
    finally:
        os.close(descriptor)


@contextmanager
def _socket(path: Path) -> Iterator[Path]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)  # in the current folder: the whole path may be too long
        yield path


@contextmanager
def _linked(path: Path, target: str) -> Iterator[Path]:
    path.symlink_to(target)
    yield path


@contextmanager
def _there(path: str) -> Iterator[Path]:
    yield Path(path)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (_pipe, "is a pipe that nothing is written to; name a file"),
    "socket": (_socket, "is a socket, not a file; name a file"),
    "link to nothing": (
        lambda path: _linked(path, "none.txt"),
        "is a link to a file that is not there; mend the link",
    ),
    "link to itself": (
        lambda path: _linked(path, path.name),
        "is a link that leads back to itself; mend the link",
    ),
    "link to a device": (
        lambda path: _linked(path, "/dev/zero"),
        "is a device, not a file; name a file, or -",
    ),
    "endless device": (lambda _: _there("/dev/zero"), "is a device, not a file; name a file, or -"),
    "no file of the disk": (lambda _: _there("/proc/self/mem"), "cannot be read (Input/output error)"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_named_at_once(kind: str, place: Path) -> None:
    """As the source, and as the text."""
    make, said = ODD[kind]
    with make(place / "odd.txt") as path:  # type: ignore[attr-defined]
        for ended in (_verify("7 ferries", str(path)), _verify(str(path))):
            assert ended.exit_code == 2
            assert ended.stderr.startswith(f"summariser: {path}: {said}")
            assert ended.stderr.count("\n") == 1


def test_a_pipe_that_is_written_to_is_read(place: Path) -> None:
    """Also one that is slow to begin, as of a command."""
    with _pipe(place / "odd.txt") as path:

        def write() -> None:
            with path.open("w") as file:
                time.sleep(0.2)
                file.write("It fined 7 ")
                file.flush()
                time.sleep(0.2)
                file.write("ferries.")

        writer = threading.Thread(target=write)
        writer.start()
        time.sleep(0.1)
        ended = _verify(str(path))
        writer.join(5)
    assert (ended.exit_code, ended.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="it is bash that names pipes so")
def test_what_a_shell_names_as_the_output_of_a_command_is_read(place: Path) -> None:
    words = shlex.join(command("verify"))
    ended = subprocess.run(
        ["bash", "-c", f"{words} <(echo It fined 7 ferries.) --source <(cat source.txt)"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "7 ferries" in ended.stdout


def test_a_pipe_that_stays_silent_is_given_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summariser.article.opening.PATIENCE_S", 0.2)
    with _silent_pipe(place / "odd.txt") as path:
        ended = _verify("7 ferries", str(path))
    assert ended.exit_code == 2
    assert "nothing was written for" in ended.stderr


def test_standard_input_without_an_end_is_refused() -> None:
    """After as much as no article has."""
    ended = _verify("-", input=b"meal 1 " * 9_600_000)
    assert ended.exit_code == 2
    assert ended.stderr == (
        "summariser: standard input: has more than 67,108,864 bytes; give the text of one article\n"
    )


def test_a_large_file_is_refused_unread(place: Path) -> None:
    """It is sparse, of 3 GB."""
    with (place / "large.txt").open("wb") as file:
        file.truncate(3 * 2**30)
    ended = _verify("7 ferries", "large.txt")
    assert ended.exit_code == 2
    assert "large.txt: has more than 67,108,864 bytes; give a file with one article" in ended.stderr
    assert json.dumps(ended.stdout) == '""'
