"""A run folder over several runs: what is missing is done, and nothing else; what is bad costs only itself."""

import asyncio
import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

import summariser
from summariser import Article
from summariser.errors import ArticleError, RunFolderError
from summariser.extraction import pipeline
from summariser.jobs import Flow, Prices, View, export, reverify
from summariser.verification import Coverage, Level, Status, Verdict, Verification
from tests.jobs.folders import article, records, run, sources, write_jsonl
from tests.support.servers import DRAFT, Reply, Server, completion, obedient, said_to_model, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A server whose model does as it is asked."""
    with serving(obedient()) as running:
        yield running


def test_running_again_asks_for_nothing(server: Server, tmp_path: Path) -> None:
    """And leaves the outputs as they are, to the byte and to the time of writing."""
    inputs, out = write_jsonl(tmp_path / "in.jsonl", range(5)), tmp_path / "out"
    first = run(server, inputs, out)
    asked, written = len(server.requests), {p: p.stat().st_mtime_ns for p in first.files}
    second = run(server, inputs, out)
    assert (first.counts.done, first.finished, second.finished) == (5, 5, 0)
    assert len(server.requests) == asked == first.counts.requests
    assert {p: p.stat().st_mtime_ns for p in second.files} == written


def test_a_new_article_is_all_that_is_asked_for(server: Server, tmp_path: Path) -> None:
    """It stands at the end, wherever it was put in; the lines of the others stay as they were."""
    inputs, out = write_jsonl(tmp_path / "in.jsonl", [1, 2]), tmp_path / "out"
    run(server, inputs, out)
    before, asked = records(out), len(server.requests)
    write_jsonl(inputs, [7, 1, 2])
    report = run(server, inputs, out)
    assert report.finished == 1
    assert all("Article no. 7" in said_to_model(r) for r in server.requests[asked:])
    after = records(out)
    assert sources(out) == ["in.jsonl:2", "in.jsonl:3", "in.jsonl:1"]
    for old, new in zip(before, after, strict=False):
        assert old["summary"] == new["summary"]


def test_the_order_is_that_of_the_inputs_whoever_is_done_first(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Reply:
        reply = obedient()(request)
        reply.delay_s = 0.3 if "no. 0 " in said_to_model(request) else 0.0
        return reply

    with serving(answer) as server:
        run(server, write_jsonl(tmp_path / "in.jsonl", range(6)), tmp_path / "out")
    assert sources(tmp_path / "out") == [f"in.jsonl:{n}" for n in range(1, 7)]


def test_the_same_article_twice_is_asked_once(server: Server, tmp_path: Path) -> None:
    """In one file, in two, and in another format; each place has its record."""
    out = tmp_path / "out"
    rows = write_jsonl(tmp_path / "in.jsonl", [1, 1])
    (tmp_path / "a.txt").write_text(article(1))
    report = run(server, [rows, tmp_path / "a.txt"], out)
    assert len(server.requests) == 1
    assert (report.counts.total, report.counts.done, report.finished) == (3, 3, 1)
    assert sources(out) == ["in.jsonl:1", "in.jsonl:2", "a.txt"]


def test_what_two_inputs_name_is_there_once(server: Server, tmp_path: Path) -> None:
    """A file by its name and by a pattern, of one article and of rows."""
    folder = tmp_path / "in"
    folder.mkdir()
    rows = write_jsonl(folder / "in.jsonl", [1, 2])
    (folder / "a.txt").write_text(article(3))
    run(server, [rows, folder / "a.txt", folder, folder / "*"], tmp_path / "out")
    assert sources(tmp_path / "out") == ["in.jsonl:1", "in.jsonl:2", "a.txt"]


def test_a_file_that_has_changed_has_a_new_result_in_its_old_place(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "b.txt").write_text(article(2))
    out = tmp_path / "out"
    run(server, tmp_path / "*.txt", out)
    (tmp_path / "a.txt").write_text(article(3))
    report = run(server, tmp_path / "*.txt", out)
    assert report.finished == 1
    assert sources(out) == ["a.txt", "b.txt"]
    assert "no. 3" in records(out)[0]["article"]["sentences"][1]["text"]


def test_what_earlier_runs_have_done_stays_in_the_output(server: Server, tmp_path: Path) -> None:
    """As for a pipeline that runs every hour over new articles, here from Python, as objects."""
    out = tmp_path / "out"
    for hour in (1, 2):
        run(server, [Article.from_text(article(hour), source=f"hour-{hour}")], out)
    assert sources(out) == ["hour-1", "hour-2"]


def test_failed_articles_are_left_until_they_are_to_be_tried_again(tmp_path: Path) -> None:
    """Each with its reason and what it cost; the answers that were no use are not used again."""
    healed: list[bool] = []

    def answer(request: dict[str, Any]) -> Reply:
        bad = "no. 1 " in said_to_model(request) and not healed
        return completion("no JSON") if bad else obedient()(request)

    inputs, out = write_jsonl(tmp_path / "in.jsonl", range(3)), tmp_path / "out"
    with serving(answer) as server:
        first = run(server, inputs, out)
        failed = records(out)[1]
        healed.append(True)
        asked = len(server.requests)
        second = run(server, inputs, out)
        assert len(server.requests) == asked
        third = run(server, inputs, out, retry_failed=True)

    assert [r.counts.failed for r in (first, second, third)] == [1, 1, 0]
    assert failed["error"]["kind"] == "AnswerError"
    assert failed["article"]["source"] == f"{inputs}:2"
    assert failed["provenance"]["usage"]["completion_tokens"] > 0
    assert "summary" in records(out)[1]
    assert third.counts.completion_tokens > first.counts.completion_tokens


def test_bad_lines_are_records_until_they_are_mended(server: Server, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in.jsonl", tmp_path / "out"
    good = json.dumps({"text": article(1)})
    inputs.write_text(f"{good}\n{{broken\n")
    report = run(server, inputs, out)
    assert (report.counts.done, report.counts.failed) == (1, 1)
    assert records(out)[1]["error"] == {
        "kind": "ArticleError",
        "message": "line 2 is not JSON (Expecting property name enclosed in double quotes): each line must be one object",
    }
    inputs.write_text(good + "\n" + json.dumps({"text": article(2)}) + "\n")
    report = run(server, inputs, out)
    assert (report.counts.total, report.counts.done) == (2, 2)


def test_no_article_at_all_is_a_wrong_call(server: Server, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(ArticleError, match="there is no article in the inputs"):
        run(server, tmp_path / "in", tmp_path / "out")


def test_a_page_without_an_article_and_an_empty_text_are_records(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><nav>Home</nav></body></html>")
    (tmp_path / "b.txt").write_text("...\n")
    report = run(server, [tmp_path / "a.html", tmp_path / "b.txt"], tmp_path / "out")
    assert report.counts.failed == 2
    assert [r["error"]["kind"] for r in records(tmp_path / "out")] == ["ArticleError"] * 2
    assert server.requests == []


class TestOtherSettings:
    """A run folder of other settings or another version is refused with what differs, and left as it is."""

    def test_settings(self, server: Server, tmp_path: Path) -> None:
        inputs, out = write_jsonl(tmp_path / "in.jsonl", [1]), tmp_path / "out"
        run(server, inputs, out)
        before = (out / "results.jsonl").read_bytes()
        with pytest.raises(RunFolderError, match="on_fail was 'fix', is now 'noop'. Use those, or another"):
            run(server, inputs, out, on_fail="noop")
        assert (out / "results.jsonl").read_bytes() == before

    @pytest.mark.parametrize(
        ("pragma", "said"),
        [
            ("user_version = 9", "its state has version 9, this summariser reads 1"),
            ("application_id = 7", "is not the state of a run"),
        ],
    )
    def test_version(self, server: Server, tmp_path: Path, pragma: str, said: str) -> None:
        inputs, out = write_jsonl(tmp_path / "in.jsonl", [1]), tmp_path / "out"
        run(server, inputs, out)
        db = sqlite3.connect(out / "state.sqlite")
        db.execute(f"PRAGMA {pragma}")
        db.close()
        with pytest.raises(RunFolderError, match=said):
            run(server, inputs, out)

    def test_how_fast_it_goes_may_differ(self, server: Server, tmp_path: Path) -> None:
        inputs, out = write_jsonl(tmp_path / "in.jsonl", [1]), tmp_path / "out"
        run(server, inputs, out)
        assert run(server, inputs, out, flow=Flow(concurrency=2), timeout_s=5).counts.done == 1


class TestBudget:
    """A run stops beginning articles when the folder's budget is used up, says so, and goes on with a larger one."""

    @pytest.mark.parametrize(
        "budget",
        [{"max_tokens": 30}, {"max_cost": 0.2, "prices": Prices(prompt=5_000, completion=10_000)}],
        ids=["tokens", "money"],
    )
    def test_it_ends_the_run(self, server: Server, tmp_path: Path, budget: dict[str, Any]) -> None:
        """Each article here costs 10 prompt and 5 completion tokens, 0.1 in money."""
        inputs, out = write_jsonl(tmp_path / "in.jsonl", range(6)), tmp_path / "out"
        report = run(server, inputs, out, flow=Flow(concurrency=1, **budget))
        assert (report.counts.done, report.counts.pending) == (2, 4)
        assert report.stopped
        assert "is used up" in report.stopped
        asked = len(server.requests)
        assert run(server, inputs, out, flow=Flow(concurrency=1, **budget)).finished == 0
        assert len(server.requests) == asked
        assert run(server, inputs, out).counts.done == 6


class TestOutputs:
    """The files of a run folder."""

    def test_tables_and_parquet_say_the_same(self, server: Server, tmp_path: Path) -> None:
        out = tmp_path / "out"
        run(server, write_jsonl(tmp_path / "in.jsonl", range(3)), out, parquet=True)
        with (out / "quantities.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        table = pyarrow.parquet.read_table(out / "quantities.parquet").to_pylist()
        assert len(rows) == len(table) == 6
        for row, other in zip(rows, table, strict=True):
            assert row["source"] == other["source"]
            assert float(row["value"]) == other["value"]
            assert (row["unit"], row["bound"]) == (other["unit"], other["bound"])
            assert row["ok"] == str(other["ok"]).lower()
        assert [(r["value"], r["bound"], r["unit"]) for r in rows[:2]] == [
            ("9", "exactly", "bridge"),
            ("5000000", "more_than", "GBP"),
        ]
        articles = pyarrow.parquet.read_table(out / "articles.parquet").to_pylist()
        assert [(a["state"], a["quantities"], a["covered"]) for a in articles] == [("done", 2, 2)] * 3

    def test_tables_have_the_levels(self, tmp_path: Path) -> None:
        """A quantity's worst level with its doubt, and an article's doubts beside what is not supported."""
        quantities = [_verdict(0), _verdict(0, doubt="Why?"), _verdict(1), _verdict(1, Status.ABSENT)]
        out, given = tmp_path / "out", [*quantities, _verdict(None, doubt="So?"), _verdict(None)]
        with serving(obedient()) as server, pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "verify", lambda *_: Verification(verdicts=tuple(given), coverage=_NONE))
            run(server, write_jsonl(tmp_path / "in.jsonl", [1]), out, parquet=True, on_fail="noop")
        with (out / "quantities.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(r["level"], r["ok"], r["doubt"]) for r in rows] == [
            ("doubt", "true", "Why?"),
            ("unsupported", "false", ""),
        ]
        with (out / "articles.csv").open(newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["flagged"], row["flags"]) == ("1", "quantities.1.value: m")
        assert (row["doubted"], row["doubts"]) == ("2", "quantities.0.value: m Why? | abstract: m So?")
        (stored,) = pyarrow.parquet.read_table(out / "articles.parquet").to_pylist()
        assert (stored["doubted"], stored["doubts"]) == (2, row["doubts"])
        table = pyarrow.parquet.read_table(out / "quantities.parquet").to_pylist()
        assert [r["level"] for r in table] == ["doubt", "unsupported"]

    def test_rows_stored_before_there_were_levels_are_written(self, server: Server, tmp_path: Path) -> None:
        """The level of a verdict follows from what is stored of it."""
        out = tmp_path / "out"
        run(server, write_jsonl(tmp_path / "in.jsonl", [1]), out)
        _forget_levels(out)
        export(out, parquet=True)
        with (out / "quantities.csv").open(newline="") as file:
            assert [(r["ok"], r["level"], r["doubt"]) for r in csv.DictReader(file)] == [
                ("true", "supported", "")
            ] * 2
        with View.open(out) as view:
            (item,) = view.items()
            assert ("quantities.0.value", Level.SUPPORTED) in item.levels

    def test_no_cell_is_a_formula(self, tmp_path: Path) -> None:
        """Titles, labels and places that a spreadsheet would run begin with an apostrophe."""
        evil = "=HYPERLINK(1)"
        (tmp_path / "a.txt").write_text("@SUM(1)\n\nInspectors closed nine old bridges on Monday.\n")
        with serving(obedient({"headline": evil}, what="\t=cmd|' /C calc'!A0")) as server:
            run(server, [Article.from_text(article(1), source=evil), tmp_path / "a.txt"], tmp_path / "out")
        for name in ("articles.csv", "quantities.csv"):
            with (tmp_path / "out" / name).open(newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            assert not any(cell.lstrip().startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
            assert any(cell.startswith("'=") for cell in cells)

    def test_what_is_there_is_replaced_whole_or_not_at_all(self, server: Server, tmp_path: Path) -> None:
        """Nothing but the files is left behind."""
        out = tmp_path / "out"
        run(server, write_jsonl(tmp_path / "in.jsonl", range(3)), out)
        (out / "results.jsonl").write_text("spoilt")
        export(out)
        assert len(records(out)) == 3
        assert not list(out.glob("*.partial")) + list(out.glob(".*.partial"))

    def test_halves_of_characters_are_written_as_escapes(self, tmp_path: Path) -> None:
        """A text may hold them, and so may a model's answer."""
        with serving(obedient()) as server:
            odd = Article.from_text(article(1) + "It was called \ud83d by all of them.\n", source="odd")
            report = run(server, [odd], tmp_path / "out")
        assert report.counts.total == 1
        (record,) = records(tmp_path / "out")
        assert record["article"]["source"] == "odd"


def test_reverify_judges_stored_summaries_anew(server: Server, tmp_path: Path) -> None:
    """No model is asked; what an older validator had let through is flagged, and the outputs say so."""
    out = tmp_path / "out"
    # A finding that cites nothing: no sentence of the article can stand for it.
    invented = [{"text": "Some 77 otters."}]
    draft = {"key_findings": invented, "key_points": invented}  # of either type
    with serving(obedient(draft, again="Still 77.")) as liar:
        run(liar, write_jsonl(tmp_path / "in.jsonl", [1]), out)
        asked = len(liar.requests)
        assert reverify(out).changed == 0
        _forget_verdicts(out)
        again = reverify(out)
        assert len(liar.requests) == asked
    export(out)
    assert (again.verified, again.changed, again.newly_flagged) == (1, 1, 1)
    assert any(not v["ok"] and "77" in v["text"] for v in records(out)[0]["verification"]["verdicts"])


_NONE = Coverage(total=0, covered=0)


def _verdict(quantity: int | None, status: Status = Status.EXACT, doubt: str | None = None) -> Verdict:
    path = "abstract" if quantity is None else f"quantities.{quantity}.value"
    return Verdict(path=path, text="9", status=status, message="m", doubt=doubt)


def _forget_levels(out: Path) -> None:
    """As an older version would have left the folder that had no levels yet."""
    from summariser.jobs.storage.outcome import compressed, decompressed

    db = sqlite3.connect(out / "state.sqlite")
    record, facts = db.execute("SELECT result, facts FROM articles").fetchone()
    stored, known = json.loads(decompressed(record)), json.loads(facts)
    del known["doubts"]
    for verdict in stored["verification"]["verdicts"]:
        del verdict["level"], verdict["doubt"]
    record = json.dumps(stored, separators=(",", ":"))  # its beginning is that of every stored record
    values = (compressed(record), json.dumps(known))
    db.execute("UPDATE articles SET result = ?, facts = ?", values)
    db.commit()
    db.close()


def _forget_verdicts(out: Path) -> None:
    """As an older version would have left the folder that found nothing wrong."""
    from summariser.jobs.storage.outcome import compressed, decompressed

    db = sqlite3.connect(out / "state.sqlite")
    (record,) = db.execute("SELECT result FROM articles").fetchone()
    stored = json.loads(decompressed(record))
    stored["verification"]["verdicts"] = []
    db.execute("UPDATE articles SET flagged = 0, result = ?", (compressed(json.dumps(stored)),))
    db.commit()
    db.close()


def test_the_public_calls_are_those_of_the_package(server: Server, tmp_path: Path) -> None:
    """`summariser.batch`, also where an event loop runs, and `summariser.abatch`."""
    inputs = write_jsonl(tmp_path / "in.jsonl", [1])

    async def both() -> list[int]:
        options: dict[str, Any] = {"model": "m", "base_url": server.base_url}
        one = summariser.batch(inputs, tmp_path / "one", **options)
        other = await summariser.abatch([inputs], tmp_path / "other", **options)
        return [len(list(report.records())) for report in (one, other)]

    assert asyncio.run(both()) == [1, 1]


def test_a_draft_without_figures_has_no_rows(tmp_path: Path) -> None:
    """Nothing is made up for the tables."""
    with serving(lambda _: completion(json.dumps(DRAFT))) as server:
        run(
            server,
            [Article.from_text("Bridges close\n\nInspectors closed the old bridges.")],
            tmp_path / "out",
        )
    assert (tmp_path / "out" / "quantities.csv").read_text().count("\n") == 1
