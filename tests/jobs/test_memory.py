"""What `summariser batch` keeps in memory of a line that does not end; benchmarks/jobs/long_line.py measures 2 GB of it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jobs.folders import article, records
from tests.support.processes import command, environment
from tests.support.servers import obedient, serving

SIZE = 150 * 2**20
MOST_MB = 200


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(json.dumps({"text": article(1)}).encode() + b'\n{"text": "')
        file.seek(SIZE, os.SEEK_CUR)
        file.write(b'"}\n' + json.dumps({"text": article(2)}).encode())


def _quoted(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'text\none mill closed\n"two')
        file.seek(SIZE, os.SEEK_CUR)
        file.write(b"\nthree mills closed\n")


def _article(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SIZE)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much was used")
def test_lines_without_an_end_are_not_kept(tmp_path: Path) -> None:
    """Holes of 150 MB, in files and in a pipe: each is named, and the rows before and behind it are done."""
    folder = tmp_path / "in"
    folder.mkdir()
    _sparse(folder / "a.jsonl")
    _quoted(folder / "b.csv")
    _article(folder / "c.txt")
    os.mkfifo(folder / "d.jsonl")
    with serving(obedient()) as server, (folder / "a.jsonl").open("rb") as whole:
        options: list[str | Path] = [
            "--out",
            tmp_path / "out",
            "--model",
            "m",
            "--base-url",
            server.base_url,
            "--quiet",
        ]
        *python, code, _ = command("")
        # As the process itself sees it: the figure that its parent is told has the parent's own in it.
        code = f"import atexit; atexit.register(lambda: print(open('/proc/self/status').read())); {code}"
        writing = ["sh", "-c", f"cat > '{folder / 'd.jsonl'}'"]
        with subprocess.Popen(writing, stdin=whole):
            ended = subprocess.run(
                [*python, code, "batch", folder, *options],
                env=environment(),
                stdout=subprocess.PIPE,
                text=True,
                check=False,
            )
    found = records(tmp_path / "out")
    assert {
        Path(record["article"]["source"]).name: record["error"]["message"].split(":")[0]
        for record in found
        if "error" in record
    } == {
        "a.jsonl:2": "line 2 has more than 25,165,824 characters",
        "b.csv:3": "line 3 has more than 25,165,824 characters",
        "c.txt": "has more than 67,108,864 bytes; give a file with one article",
        "d.jsonl:2": "line 2 has more than 25,165,824 characters",
    }
    assert sum("summary" in record for record in found) == 6
    assert ended.returncode == 1
    peak = re.search(r"VmHWM:\s+(\d+) kB", ended.stdout)
    assert peak
    assert int(peak[1]) / 1024 < MOST_MB
