"""Public names raise what their docstrings say that they raise: a call for each, or the test that has one."""

import asyncio
import contextlib
import dataclasses
import inspect
import json
import re
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pydantic
import pytest

import summariser
from summariser import Article, Grounded, evaluation, jobs
from summariser.comparison import article_of, comparison_of, load_corrections
from summariser.comparison import compare as compare_texts
from summariser.errors import (
    AnswerError,
    ArgumentError,
    ArticleError,
    ConfigurationError,
    FetchError,
    GoldError,
    RunError,
    RunFolderError,
    ServerError,
    StorageError,
    UnsupportedError,
    WeightsError,
)
from summariser.evaluation.scoring.gate import Gate
from summariser.evaluation.systems import Rules, Target, open_models
from summariser.jobs.storage.database import FILE as STATE
from summariser.mcp import AssistantOptions
from summariser.views import html, tables
from summariser.views.tables.columns import ARTICLES
from tests.house.docstrings import CONSTANTS, PUBLIC, furnish, stand_in
from tests.support.processes import ROOT
from tests.support.servers import Reply, completion, obedient, serving
from tests.support.web_server import http, page, web

_SENTENCE = re.compile(r"\b[Rr]aises?\b((?:[^.]|\.(?=\w))*)\.")
_ERROR = re.compile(r"\b[A-Z]\w*Error\b")
TEXT = "Two ports closed."
FILE = "articles/bridges.txt"  # where a folder should be


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with stand_in() as address:
        yield address


@pytest.fixture(scope="module")
def furnished(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished"), server)


def _said() -> Iterator[tuple[str, str]]:
    """Each public class, function and method with each error that its docstring says it raises."""
    for package, name in PUBLIC:
        value = getattr(package, name)
        if name in CONSTANTS or package is not summariser and getattr(summariser, name, None) is value:
            continue
        home = ".".join([*package.__name__.split(".")[1:], name])
        inner = vars(value) if inspect.isclass(value) else {}
        own = {f"{home}.{key}": getattr(value, key) for key in inner if not key.startswith("_")}
        for where, one in {home: value, **own}.items():
            doc = (inspect.getdoc(one) or "").partition(">>>")[0] if callable(one) else ""
            for error in _ERROR.findall(" ".join(_SENTENCE.findall(doc))):
                yield where, error


def _model(reply: Callable[[dict[str, Any]], Reply], **options: Any) -> None:
    """A summary from a model that answers like this."""
    with serving(reply) as running:
        summariser.summarise(TEXT, "m", base_url=running.base_url, **options)


def _full(work: Callable[[], object]) -> None:
    """Work on a disk that has room for no file of any size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        work()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _fetched(kept: str) -> None:
    with web({"/a": http(page())}) as site:
        Article.from_url(f"{site.address}/a", kept=kept, allow_private=True)


def _broken() -> str:
    """A run folder whose state is no database."""
    Path("run", STATE).write_bytes(b"no database at all" * 100)
    return "run"


def _another() -> str:
    """A run folder whose state another program made."""
    Path("run", STATE).unlink()
    with contextlib.closing(sqlite3.connect(Path("run", STATE))) as made:
        made.execute("CREATE TABLE other (number INTEGER)")
    return "run"


def _report(folder: Path) -> None:
    evaluation.write_report(dataclasses.replace(_scores(), path=folder))


def _gate(written: str) -> Gate:
    Path("gate.toml").write_text(written, encoding="utf-8")
    return evaluation.load_gate(Path("gate.toml"))


def _scores(folder: str = "scored") -> evaluation.Scores:
    return evaluation.score(evaluation.RunFolder(Path(folder)), evaluation.Prices())


def _judged() -> None:
    """A run judged by a model behind a server that refuses."""

    async def work(server: str) -> None:
        async with open_models() as models:
            folder = evaluation.RunFolder(Path("scored"))
            await evaluation.judge(_scores().every_case, folder, models, Target("m", server))

    with serving(lambda _: Reply(401)) as running:
        asyncio.run(work(running.base_url))


def _evaluated(systems: int, folder: str) -> None:
    items = evaluation.load_corpus(Path("gold"))
    asyncio.run(evaluation.run([Rules()] * systems, items, evaluation.RunFolder(Path(folder)), gold="gold"))


async def _opened(**options: Any) -> None:
    async with summariser.open_model(**options):
        pass


def _settings(format_: int) -> evaluation.RunFolder:
    """The run folder as a version that writes another format would have left it."""
    folder = evaluation.RunFolder(Path("scored"))
    file = folder.path / "run.json"
    written = json.loads(file.read_text(encoding="utf-8")) | {"format": format_}
    file.write_text(json.dumps(written), encoding="utf-8")
    return folder


def _cut_off() -> evaluation.RunFolder:
    """The run folder with a record that was cut off."""
    (record,) = Path("scored/records").rglob("*.json")
    record.write_text("{", encoding="utf-8")
    return evaluation.RunFolder(Path("scored"))


def _workbook(target: Path) -> None:
    with tables.workbook(target, [ARTICLES]) as book:
        book.add(ARTICLES, [])


def _unfinished() -> evaluation.Scores:
    return dataclasses.replace(_scores(), missing=1)


LIE = obedient({"abstract": "Some 77 ports closed."}, again="Some 77 ports closed.")
Case = Callable[[str], object]
F1 = "[[threshold]]\nmetric = 'quantities.f1.all'\nmin = 0.6\n"
GROUNDED = pydantic.TypeAdapter(Annotated[int, Grounded()])
CASES: dict[tuple[str, type[Exception]], Case] = {
    ("Article", ArgumentError): lambda _: Article.from_text(b"Two ports closed."),  # type: ignore[arg-type]
    ("Article.from_html", ArticleError): lambda _: Article.from_html("<p></p>"),
    ("Article.from_pdf", ArticleError): lambda _: Article.from_pdf("missing.pdf"),
    ("Article.from_file", ArticleError): lambda _: Article.from_file("missing.txt"),
    ("Article.from_bytes", ArticleError): lambda _: Article.from_bytes(b"%PDF-1.7 and no more"),
    ("Article.from_docx", ArticleError): lambda _: Article.from_docx("missing.docx"),
    ("Article.from_eml", ArticleError): lambda _: Article.from_eml("missing.eml"),
    ("Article.from_url", FetchError): lambda _: Article.from_url("http://127.0.0.1:1/"),
    ("Article.from_url", ConfigurationError): lambda _: _fetched(kept=FILE),
    ("Article.from_url", StorageError): lambda _: _full(lambda: _fetched(kept="kept")),
    ("Grounded", pydantic.ValidationError): lambda _: GROUNDED.validate_python(3, context={"source": TEXT}),
    ("Grounded", ConfigurationError): lambda _: GROUNDED.validate_python(2),
    ("OnFail", UnsupportedError): lambda _: _model(LIE, on_fail="exception"),
    ("abatch", ConfigurationError): lambda server: jobs.batch("missing", "new", model="m", base_url=server),
    ("abatch", RunFolderError): lambda server: jobs.batch("articles", "run", model="m", base_url=server),
    ("abatch", ArticleError): lambda server: jobs.batch("empty", "new", model="m", base_url=server),
    ("abatch", StorageError): lambda server: jobs.batch("articles", FILE, model="m", base_url=server),
    ("acompare", ConfigurationError): lambda _: asyncio.run(summariser.acompare([TEXT, TEXT], model="m")),
    ("asummarise", ArgumentError): lambda _: summariser.summarise(3, "m"),  # type: ignore[call-overload]
    ("asummarise", ArticleError): lambda server: summariser.summarise(" ", "m", base_url=server),
    ("asummarise", ConfigurationError): lambda _: summariser.summarise(TEXT, "m"),
    ("asummarise", ServerError): lambda _: _model(lambda _: Reply(401)),
    ("asummarise", AnswerError): lambda _: _model(lambda _: completion(None, refusal="I will not")),
    ("asummarise", UnsupportedError): lambda _: _model(LIE, on_fail="exception"),
    ("compare", ArgumentError): lambda _: summariser.compare([]),
    ("compare", ArticleError): lambda _: summariser.compare([Path("missing.txt"), Path("gone.txt")]),
    ("compare", RunFolderError): lambda _: summariser.compare([Path(_another())]),
    ("compare", StorageError): lambda _: summariser.compare([Path(_broken())]),
    ("find_numbers", TypeError): lambda _: summariser.find_numbers(3),  # type: ignore[arg-type]
    ("frames", ArgumentError): lambda _: summariser.frames([3]),  # type: ignore[list-item]
    ("load_report_type", ConfigurationError): lambda _: summariser.load_report_type("no_such_type"),
    ("load_report_type", ArgumentError): lambda _: summariser.load_report_type(3),  # type: ignore[arg-type]
    ("open_model", ConfigurationError): lambda _: asyncio.run(_opened(name="m")),
    ("open_model", ArgumentError): lambda _: asyncio.run(_opened(timeout_s=0)),
    ("verify", ArgumentError): lambda _: summariser.verify(3, TEXT),  # type: ignore[arg-type]
    ("verify_text", ArgumentError): lambda _: summariser.verify_text(3, source=TEXT),  # type: ignore[arg-type]
    ("comparison.article_of", ArgumentError): lambda _: article_of(3),  # type: ignore[arg-type]
    ("comparison.compare", ArgumentError): lambda _: compare_texts([]),
    ("comparison.comparison_of", ArgumentError): lambda _: comparison_of([3], ["a"]),  # type: ignore[list-item]
    ("comparison.load_corrections", ConfigurationError): lambda _: load_corrections(Path("articles")),
    ("evaluation.RunFolder", RunError): lambda _: evaluation.RunFolder(Path("empty")).settings(),
    ("evaluation.RunFolder", ConfigurationError): lambda _: _evaluated(1, FILE),
    ("evaluation.RunFolder", StorageError): lambda _: _full(lambda: _evaluated(1, "new")),
    ("evaluation.RunFolder.settings", RunError): lambda _: _settings(99).settings(),
    ("evaluation.RunFolder.begin", RunError): lambda _: _settings(99).begin(_scores().settings),
    ("evaluation.RunFolder.record", RunError): lambda _: evaluation.score(_cut_off(), evaluation.Prices()),
    ("evaluation.check", RunError): lambda _: evaluation.check(_gate(F1), _unfinished(), lambda _: _scores()),
    ("evaluation.check_corpus", GoldError): lambda _: evaluation.check_corpus(Path("empty")),
    ("evaluation.compare", RunError): lambda _: evaluation.compare(_scores(), _scores(), system="none"),
    ("evaluation.judge", ServerError): lambda _: _judged(),
    ("evaluation.load_corpus", GoldError): lambda _: evaluation.load_corpus(Path("empty")),
    ("evaluation.load_gate", ConfigurationError): lambda _: _gate(F1.replace("min", "least")),
    ("evaluation.load_gate", RunError): lambda _: _gate(F1.replace("f1", "f3")),
    ("evaluation.load_prices", ConfigurationError): lambda _: evaluation.load_prices(Path("missing.toml")),
    ("evaluation.run", ConfigurationError): lambda _: _evaluated(2, "new"),
    ("evaluation.run", RunError): lambda _: _evaluated(1, _settings(99).path.name),
    ("evaluation.score", RunError): lambda _: _scores("empty"),
    ("evaluation.write_report", ConfigurationError): lambda _: _report(Path(FILE)),
    ("evaluation.write_report", StorageError): lambda _: _full(lambda: _report(Path("scored"))),
    ("jobs.Columns", ArgumentError): lambda _: jobs.Columns(text=3),  # type: ignore[arg-type]
    ("jobs.Flow", ArgumentError): lambda _: jobs.Flow(rpm=0),
    ("jobs.Inputs.check", ConfigurationError): lambda _: jobs.Inputs(["missing.txt"]).check(),
    ("jobs.Options", ArgumentError): lambda _: jobs.Options(processes=0),
    ("jobs.Prices", ArgumentError): lambda _: jobs.Prices(prompt=-1),
    ("jobs.View", RunFolderError): lambda _: [*jobs.stored_articles("empty")],
    ("jobs.View", StorageError): lambda _: [*jobs.stored_articles(_broken())],
    ("jobs.export", RunFolderError): lambda _: jobs.export("empty"),
    ("jobs.export", StorageError): lambda _: jobs.export(_broken()),
    ("jobs.export", ConfigurationError): lambda _: jobs.export("run", xlsx="run/book.txt"),
    ("jobs.reverify", RunFolderError): lambda _: jobs.reverify("empty"),
    ("jobs.reverify", ConfigurationError): lambda _: jobs.reverify("run", "no_such_type"),
    ("jobs.reverify", StorageError): lambda _: jobs.reverify(_broken()),
    ("jobs.stored_articles", RunFolderError): lambda _: [*jobs.stored_articles("empty")],
    ("jobs.stored_articles", StorageError): lambda _: [*jobs.stored_articles(_broken())],
    ("jobs.write_pages", RunFolderError): lambda _: jobs.write_pages("empty", "pages"),
    ("jobs.write_pages", StorageError): lambda _: jobs.write_pages(_broken(), "pages"),
    ("jobs.write_pages", ConfigurationError): lambda _: jobs.write_pages("run", FILE),
    ("views.html.PageFolder", ConfigurationError): lambda _: html.PageFolder(Path(FILE)),
    ("views.html.PageFolder", StorageError): lambda _: _full(html.PageFolder(Path("pages")).close),
    ("views.html.write_page", ConfigurationError): lambda _: html.write_page(Path(FILE) / "a.html", TEXT),
    ("views.html.write_page", StorageError): lambda _: _full(
        lambda: html.write_page(Path("a.html"), TEXT * 9)
    ),
    ("views.html.load_marks", ConfigurationError): lambda _: html.load_marks(FILE),
    ("views.tables.check_xlsx", ConfigurationError): lambda _: tables.check_xlsx(Path("book.txt")),
    ("views.tables.workbook", ConfigurationError): lambda _: _workbook(Path(FILE) / "book.xlsx"),
    ("views.tables.workbook", StorageError): lambda _: _full(lambda: _workbook(Path("book.xlsx"))),
    ("views.tables.write_comparison", ConfigurationError): lambda _: tables.write_comparison(
        compare_texts([TEXT]), Path(FILE) / "a.xlsx"
    ),
    ("views.tables.write_comparison", StorageError): lambda _: _full(
        lambda: tables.write_comparison(compare_texts([TEXT]), "a.xlsx")
    ),
    ("mcp.AssistantOptions", ArgumentError): lambda _: AssistantOptions(processes=0),
    ("mcp.AssistantOptions", ConfigurationError): lambda _: AssistantOptions(base_url="http://127.0.0.1:1/"),
}
# What takes more than a call, with the test that it has elsewhere.
ELSEWHERE: dict[tuple[str, type[Exception]], str] = {
    ("Model.ask", ServerError): "tests/extraction/test_faults.py::test_each_fault_is_one_line_and_on_record",
    ("Model.ask", AnswerError): "tests/extraction/test_faults.py::test_each_fault_is_one_line_and_on_record",
    (
        "frames",
        ConfigurationError,
    ): "tests/views/tables/test_data_frames.py::test_without_pandas_it_says_what_to_install",
    (
        "open_model",
        WeightsError,
    ): "tests/extraction/client/test_weights.py::test_missing_parts_are_named_with_what_to_install",
}
# A disk that has no room for another name, which no test can have.
UNTRIED: set[tuple[str, type[Exception]]] = {("views.tables.check_xlsx", StorageError)}


def test_whatever_a_docstring_says_is_tried() -> None:
    """And nothing else; the tests elsewhere are there."""
    assert sorted({*_said()}) == sorted(
        (name, error.__name__) for name, error in {*CASES, *ELSEWHERE, *UNTRIED}
    )
    for place in ELSEWHERE.values():
        file, _, name = place.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def _id(part: str | type[Exception]) -> str:
    return part if isinstance(part, str) else part.__name__


@pytest.mark.parametrize(("name", "error"), CASES, ids=_id)
def test_a_call_raises_what_its_docstring_says(
    name: str,
    error: type[Exception],
    server: str,
    furnished: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or an error that descends from it."""
    monkeypatch.chdir(shutil.copytree(furnished, tmp_path / "here"))
    Path("empty").mkdir()
    with pytest.raises(error):
        CASES[name, error](server)
