"""A batch over whatever may lie in a folder: what can be read is done, the rest is named, now and on a rerun."""

import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summariser import compare
from summariser.cli.app import app
from summariser.jobs import Columns, Inputs
from summariser.jobs.storage.raw_article import RawArticle
from summariser.views.html import comparison_page
from tests.jobs.folders import article, records, run, write_jsonl
from tests.support.servers import Server, obedient, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server whose model does as it is asked."""
    with serving(obedient()) as running:
        yield running


DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
Batch = Callable[..., Result]


@pytest.fixture
def batch(server: Server, tmp_path: Path) -> Batch:
    """`summariser batch INPUTS... --out out` against the server."""

    def call(*inputs: object, more: tuple[str, ...] = ()) -> Result:
        options = ["--out", str(tmp_path / "out"), "--model", "m", "--base-url", server.base_url, "--quiet"]
        return CliRunner().invoke(app, ["batch", *map(str, inputs), *options, *more])

    return call


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with an article, and one with a row."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(article(1))
    write_jsonl(folder / "z.jsonl", [2])
    return folder


def _write(content: str | bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


# name: how it is made, words of its error, how it is mended
BAD: dict[str, tuple[Callable[[Path], object], str, Callable[[Path], object]]] = {
    "m.pdf": (_write(b"%PDF-1.7\n" + bytes(900)), "the PDF is broken", os.remove),
    "m.docx": (_write(b"PK\x03\x04" + bytes(900)), "is a broken zip archive or office document", os.remove),
    "n.docx": (_write((DOCUMENTS / "bomb.docx").read_bytes()), "unpacks to more than 16 MB", os.remove),
    "m.eml": (_write((DOCUMENTS / "pictures.eml").read_bytes()), "a message without text", os.remove),
    "m.rtf": (_write("{\\rtf1 Bridges close}"), "is an RTF document", os.remove),
    "m.txt": (_write(b""), "is empty", _write(article(3))),
    "m.html": (_write("<html><body><nav>Home</nav></body></html>"), "no article", os.remove),
    "m.csv": (
        _write("text,n\nOne,two,three\n"),
        "has 3 cells and the head 2",
        _write("text,n\nOne mill closed.,2\n"),
    ),
    "n.csv": (
        _write("größe,n\n1,2\n".encode("latin-1")),
        "only größe, n",
        _write("text\nOne mill closed.\n"),
    ),
    "o.csv": (_write("text\n"), "there is no article in the file", _write("text\nOne mill closed.\n")),
    "m.jsonl": (_write('{"text": 1}\n'), "has int in 'text'", _write('{"text": "One mill closed."}\n')),
    "n.jsonl": (_write('{"\\ud800": 1}\n'), "has no 'text', only", _write('{"text": "One mill closed."}\n')),
    "m.parquet": (_write("no table"), "is not a Parquet file", os.remove),
    "pipe.txt": (os.mkfifo, "is a pipe that nothing is written to", os.remove),
    "pipe.csv": (os.mkfifo, "is a pipe that nothing is written to", os.remove),
    "pipe.parquet": (os.mkfifo, "is a pipe that nothing is written to", os.remove),
    "link.txt": (lambda path: path.symlink_to("none"), "a link to a file that is not there", os.remove),
    "loop.csv": (lambda path: path.symlink_to(path.name), "a link that leads back to itself", os.remove),
    "zero.jsonl": (lambda path: path.symlink_to("/dev/zero"), "is a device", os.remove),
    "memory.txt": (lambda path: path.symlink_to("/proc/self/mem"), "cannot be read (Input/output", os.remove),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_bad_is_named_until_it_is_mended_or_gone(
    batch: Batch, given: Path, tmp_path: Path, name: str
) -> None:
    """The others are done; so on a rerun; once it is mended or deleted, the exit code is 0."""
    make, said, mend = BAD[name]
    make(given / name)
    for _ in range(2):
        ended = batch(given)
        assert (ended.exit_code, ended.exception.__class__) == (1, SystemExit), ended.output
        found = records(tmp_path / "out")
        assert len([record for record in found if "summary" in record]) == 2
        (failed,) = [record for record in found if "error" in record]
        assert failed["article"]["source"].startswith(str(given / name))
        assert said in failed["error"]["message"]
        assert said in ended.stdout
    mend(given / name)
    ended = batch(given)
    assert ended.exit_code == 0, ended.output
    assert len([record for record in records(tmp_path / "out") if "summary" in record]) >= 2


def test_documents_in_a_folder_are_done_once(batch: Batch, tmp_path: Path, server: Server) -> None:
    """Their records say what was not read; a rerun asks nothing, and what is kept of them is enough to verify again."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("harbours.docx", "bulletin.eml"):
        shutil.copy(DOCUMENTS / name, folder)
    assert batch(folder).exit_code == 0
    mail, report = records(tmp_path / "out")
    assert report["article"]["title"] == "Boats in the harbours of the north coast"
    assert report["article"]["published"] == "2026-03-02"
    assert "Attached and not read: ferries 2025.pdf." in mail["provenance"]["notes"]
    asked = len(server.requests)
    assert batch(folder).exit_code == 0
    assert len(server.requests) == asked
    again = CliRunner().invoke(app, ["batch", "reverify", str(tmp_path / "out")])
    assert again.exit_code == 0, again.output


def test_the_record_of_what_is_gone_stays_and_counts_no_more(
    batch: Batch, given: Path, tmp_path: Path
) -> None:
    """It is said so at the end, in the list of errors and in the state; nothing is asked for again."""
    (given / "m.txt").write_text(" ")
    assert batch(given).exit_code == 1
    (given / "m.txt").unlink()
    ended = batch(given)
    assert "1 failed (1 no longer in the inputs)" in ended.stdout
    errors = CliRunner().invoke(app, ["batch", "errors", str(tmp_path / "out")])
    assert errors.exit_code == 0
    assert errors.stdout.endswith("(no longer in the inputs)\n")
    state = CliRunner().invoke(app, ["batch", "status", str(tmp_path / "out"), "--json"])
    assert (json.loads(state.stdout)["failed"], json.loads(state.stdout)["gone"]) == (1, 1)
    (given / "m.txt").write_text("\n")
    assert batch(given).exit_code == 1


def test_a_bad_file_elsewhere_counts_where_it_is_given(batch: Batch, given: Path, tmp_path: Path) -> None:
    """One folder, filled by calls on several."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "m.txt").write_text(" ")
    assert [batch(other, given).exit_code, batch(given).exit_code, batch(other).exit_code] == [1, 0, 1]


def test_a_row_that_was_refused_late_is_gone_once_it_is_mended(
    batch: Batch, given: Path, tmp_path: Path
) -> None:
    """A day that is none is seen only when the article is made."""
    rows = given / "m.csv"
    more = ("--date-column", "day")
    (given / "z.jsonl").unlink()
    rows.write_text("text,day\nOne mill closed.,yesterday\n")
    assert batch(given, more=more).exit_code == 1
    rows.write_text("text,day\nOne mill closed.,2026-03-31\n")
    assert batch(given, more=more).exit_code == 0
    assert not [record for record in records(tmp_path / "out") if "error" in record]


def test_a_rule_holds_for_what_is_in_the_inputs(batch: Batch, given: Path, tmp_path: Path) -> None:
    """As for failures: what was flagged and has been taken out counts no more."""
    (given / "b.txt").write_text(article(5))
    strict = ("--fail-on", "*:doubt")
    first = batch(given, more=strict)
    (given / "b.txt").unlink()
    (given / "a.txt").unlink()
    (given / "z.jsonl").unlink()
    (given / "c.txt").write_text("Bridges close\n\nInspectors closed the old bridges, the Board said.\n")
    assert first.exit_code in (0, 1)
    assert batch(given, more=strict).exit_code == 0


def test_other_files_of_a_folder_are_named_as_left_aside(batch: Batch, given: Path) -> None:
    """Pictures, scripts, links to folders, pages that were made here; hidden files are none."""
    (given / "page_files").mkdir()
    (given / "made.html").write_text(comparison_page(compare(["Nine boats sank."])), encoding="utf-8")
    for name in ("photo.png", "page_files/style.css", ".hidden", "data.json"):
        (given / name).write_bytes(b"\x89PNG\r\n" if name.endswith("png") else b"{}")
    (given / "again").symlink_to(given)
    ended = batch(given)
    assert ended.exit_code == 0
    (line,) = [line for line in ended.stdout.splitlines() if line.startswith("Left aside")]
    assert line.startswith("Left aside, no articles by their kind (5): ")
    assert [Path(name.split()[0]).name for name in line.split(": ", 1)[1].split(", ")] == [
        "again",
        "data.json",
        "made.html",
        "photo.png",
        "style.css",
    ]


def test_a_folder_of_other_files_only_is_a_wrong_call(batch: Batch, tmp_path: Path) -> None:
    """They are named."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.png").write_bytes(b"\x89PNG")
    ended = batch(tmp_path / "in")
    assert ended.exit_code == 2
    assert f"no article in the inputs (of no use: {tmp_path / 'in' / 'photo.png'})" in ended.stderr


def _read(*given: object) -> list[RawArticle]:
    return list(Inputs([str(one) for one in given]))


class TestNames:
    """Names of all kinds."""

    def test_bytes_that_are_no_text(self, batch: Batch, given: Path, tmp_path: Path) -> None:
        """Each has a record of its own, be it named like the escapes of another."""
        names = [b"caf\xe9.txt", b"caf\\xe9.txt", b"caf\\udce9.txt", b"\\udcff\xfe.txt", b"\xff\\udcfe.txt"]
        for number, name in enumerate(names):
            Path(os.fsdecode(os.fsencode(given) + b"/" + name)).write_text(article(20 + number))
        assert batch(given).exit_code == 0
        found = records(tmp_path / "out")
        assert len(found) == len({record["article"]["source"] for record in found}) == 7
        assert all("summary" in record for record in found)
        assert batch(given).exit_code == 0
        assert len(records(tmp_path / "out")) == 7

    def test_folders_and_rows_with_such_names(self, batch: Batch, given: Path, tmp_path: Path) -> None:
        folder = Path(os.fsdecode(os.fsencode(given) + b"/\xff"))
        folder.mkdir()
        write_jsonl(folder / "a.jsonl", [31, 32])
        (folder / "bad.txt").write_text(" ")
        assert batch(given).exit_code == 1
        assert len(records(tmp_path / "out")) == 5

    def test_long_ones(self, batch: Batch, given: Path, tmp_path: Path) -> None:
        """As long as file systems allow; longer is a wrong call."""
        (given / ("n" * 251 + ".txt")).write_text(article(41))
        assert batch(given).exit_code == 0
        ended = batch(given, "n" * 5000)
        assert ended.exit_code == 2
        assert "no such file" in ended.stderr

    @pytest.mark.parametrize(
        "name", ["a\nb.txt", "a b.txt", "[x].txt", "*.txt", "-.txt", "a\x1b[31mb.txt", "a:1.txt"]
    )
    def test_odd_characters(self, batch: Batch, given: Path, tmp_path: Path, name: str) -> None:
        (given / name).write_text(article(51))
        assert batch(given / name).exit_code == 0
        assert [record["article"]["source"] for record in records(tmp_path / "out")] == [str(given / name)]


class TestRepeated:
    """The same id or content many times."""

    def test_ids_in_several_files(self, server: Server, tmp_path: Path) -> None:
        """Each row has a record, and keeps it on a rerun."""
        for name in ("a", "b"):
            rows = [{"id": key, "text": article(n)} for n, key in enumerate(["x", "x", "y", "x"])]
            (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        inputs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
        for _ in range(2):
            report = run(server, inputs, tmp_path / "out", columns=Columns(id="id"))
            assert (report.counts.total, report.counts.done) == (8, 8)

    def test_twenty_thousand_equal_rows(self, server: Server, tmp_path: Path) -> None:
        """They are counted in time that grows as they do."""
        path = tmp_path / "in.csv"
        path.write_text("text\n" + "One mill closed.\n" * 20_000)
        started = time.monotonic()
        report = run(server, path, tmp_path / "out")
        assert (report.counts.total, report.finished) == (20_000, 1)
        assert time.monotonic() - started < 20


class TestLinks:
    """Links to folders, which may lead in circles, are not followed; their files are reached by the folder's name."""

    @staticmethod
    def _circles(folder: Path) -> Path:
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "b.txt").write_text(article(2))
        (folder / "a.txt").write_text(article(1))
        for name in ("one", "two", "deep/three"):
            (folder / name).symlink_to(folder)
        return folder

    def test_in_a_folder(self, tmp_path: Path) -> None:
        folder = self._circles(tmp_path / "in")
        inputs = Inputs([str(folder)])
        assert [Path(raw.source).name for raw in inputs] == ["a.txt", "b.txt"]
        assert [Path(name.split(" (")[0]).name for name in inputs.aside] == ["one", "two", "three"]

    @pytest.mark.parametrize("pattern", ["**/*.txt", "**", "*/../**/*.txt", "**/**/*.txt"])
    def test_in_a_pattern(self, tmp_path: Path, pattern: str) -> None:
        """In no time, though there are more ways through three circles than could ever be gone."""
        folder = self._circles(tmp_path / "in")
        started = time.monotonic()
        names = {Path(os.path.realpath(raw.source)).name for raw in _read(folder / pattern)}
        assert time.monotonic() - started < 5
        assert names == {"a.txt", "b.txt"}

    def test_in_a_pattern_that_matches_nothing(self, tmp_path: Path) -> None:
        started = time.monotonic()
        with pytest.raises(Exception, match="no such file"):
            Inputs([str(self._circles(tmp_path / "in") / "**/*.none")]).check()
        assert time.monotonic() - started < 5

    def test_a_link_to_a_folder_by_its_name(self, tmp_path: Path) -> None:
        folder = self._circles(tmp_path / "in")
        (tmp_path / "link").symlink_to(folder)
        assert [Path(raw.source).name for raw in _read(tmp_path / "link")] == ["a.txt", "b.txt"]

    def test_the_run_folder_behind_a_circle(self, batch: Batch, given: Path, tmp_path: Path) -> None:
        """A link that leads to itself is no reason to end."""
        (given / "b.txt").symlink_to("b.txt")
        (given / "out").symlink_to(tmp_path / "out")
        assert batch(given, tmp_path / "in" / "*").exit_code == 1
        assert len(records(tmp_path / "out")) == 3


def test_a_socket_in_a_folder_is_named(batch: Batch, given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(given)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("m.txt")
        ended = batch(given)
    assert ended.exit_code == 1
    assert "is a socket, not a file" in ended.stdout
