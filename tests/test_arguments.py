"""A public call with an argument of a wrong type, or one that it does not know, says so in one line at once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import summariser
from summariser.cli.app import app
from summariser.errors import ArgumentError, ConfigurationError, SummariserError
from summariser.jobs import Columns, Flow, Options, Prices, export, reverify
from summariser.jobs.run import BatchOptions

TEXT = "Bridges close\n\nInspectors closed nine old bridges on Monday, the board said."
ARTICLE = summariser.Article.from_text(TEXT)
# Nothing listens there, and nothing is asked.
SERVER: dict[str, Any] = {"model": "m", "base_url": "http://127.0.0.1:9/v1"}
# The package without its types: what is called by it here is wrong on purpose.
untyped: Any = summariser
WRONG = [b"nine", 5, 1.5, ["nine", 3], {"nine": 9}, object(), True, Decimal(9)]


async def _opened(**options: Any) -> None:
    async with summariser.open_model(**options):
        pass


# name of the argument, how it is given, and what it takes of WRONG and beside it
CALLS: dict[str, tuple[str, Callable[[Any], Any], tuple[type, ...]]] = {
    "Article.from_text": ("text", summariser.Article.from_text, (str,)),
    "Article.from_text, its source": (
        "source", lambda x: summariser.Article.from_text(TEXT, source=x), (str, type(None))
    ),
    "Article.from_html": ("html", summariser.Article.from_html, (str,)),
    "Article.from_file": ("path", summariser.Article.from_file, (str, Path)),
    "Article.from_docx": ("path", summariser.Article.from_docx, (str, Path)),
    "Article.from_eml": ("path", summariser.Article.from_eml, (str, Path)),
    "Article.from_bytes": ("data", summariser.Article.from_bytes, (bytes,)),
    "verify_text": ("text", lambda x: summariser.verify_text(x, source=TEXT), (str,)),
    "verify_text, its source": ("source", lambda x: summariser.verify_text("nine", source=x), (str,)),
    "verify_text, one source": ("source", lambda x: summariser.verify_text("nine", source=[ARTICLE, x]), (str,)),
    "verify": ("summary", lambda x: summariser.verify(x, ARTICLE), (list, dict)),
    "verify, its article": ("article", lambda x: summariser.verify({"n": 9}, x), (str,)),
    "verify, one article": ("article", lambda x: summariser.verify({"n": 9}, [ARTICLE, x]), (str,)),
    "summarise": ("article", lambda x: summariser.summarise(x, **SERVER), (str,)),
    "summarise, its model": ("model", lambda x: summariser.summarise(TEXT, x), (str,)),
    "summarise, its server": ("base_url", lambda x: summariser.summarise(TEXT, base_url=x), (str, type(None))),
    "summarise, its policy": ("on_fail", lambda x: summariser.summarise(TEXT, on_fail=x), ()),
    "summarise, its report type": (
        "report_type", lambda x: summariser.summarise(TEXT, report_type=x), (str, Path)
    ),
    "summarise, its progress": ("progress", lambda x: summariser.summarise(TEXT, progress=x), ()),
    "asummarise": ("article", lambda x: asyncio.run(summariser.asummarise(x)), (str,)),
    "asummarise, its model": ("model", lambda x: asyncio.run(summariser.asummarise(TEXT, x)), (str,)),
    "open_model": ("name", lambda x: asyncio.run(_opened(name=x)), (str,)),
    "open_model, its timeout": (
        "timeout_s", lambda x: asyncio.run(_opened(name="m", base_url=SERVER["base_url"], timeout_s=x)), (int, float, type(None))
    ),
    "load_report_type": ("name", summariser.load_report_type, (str, Path)),
    "batch": ("inputs", lambda x: summariser.batch(x, "none", **SERVER), (str, Path, dict)),
    "batch, one input": ("inputs", lambda x: summariser.batch([ARTICLE, x], "none", **SERVER), (str, Path)),
    "batch, its folder": ("out", lambda x: summariser.batch(ARTICLE, x, **SERVER), (str, Path)),
    "batch, its options": ("options", lambda x: summariser.batch(ARTICLE, "none", options=x), (type(None),)),
    "batch, its flow": ("flow", lambda x: summariser.batch(ARTICLE, "none", flow=x), ()),
    "batch, its engine": ("engine", lambda x: summariser.batch(ARTICLE, "none", engine=x), ()),
    "abatch": ("inputs", lambda x: asyncio.run(summariser.abatch(x, "none", **SERVER)), (str, Path, dict)),
    "Options, its processes": ("processes", lambda x: Options(processes=x), (int,)),
    "Flow, its requests": ("rpm", lambda x: Flow(rpm=x), (int, float, type(None))),
    "Prices": ("prompt", Prices, (int, float)),
    "Columns": ("text", Columns, (str,)),
    "export": ("folder", export, (str, Path)),
    "reverify": ("folder", reverify, (str, Path)),
}  # fmt: skip


def _takes(value: object, types: tuple[type, ...]) -> bool:
    return isinstance(value, types) and not (isinstance(value, bool) and bool not in types)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("wrong", [None, Path("none"), *WRONG], ids=lambda wrong: type(wrong).__name__)
def test_an_argument_of_a_wrong_type(name: str, wrong: object) -> None:
    """One line that names the function, the argument and the type; what the call takes is not tried here."""
    argument, call, types = CALLS[name]
    if _takes(wrong, types):
        return
    with pytest.raises(ArgumentError) as raised:
        call(wrong)
    (line,) = str(raised.value).splitlines()
    function = name.split(",", maxsplit=1)[0]
    assert line.startswith((f"{function}: {argument} is ", f"{function}.__init__: "))
    assert isinstance(raised.value, SummariserError)
    assert isinstance(raised.value, TypeError)


@pytest.mark.parametrize("wrong", [None, Path("none"), *WRONG], ids=lambda wrong: type(wrong).__name__)
def test_the_number_finder_stands_alone_and_raises_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError, match="find_numbers: text is of type .*, not str"):
        summariser.find_numbers(wrong)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: untyped.summarise(TEXT, polcy="fix"), "summarise: there is no option 'polcy'"),
        (lambda: untyped.summarise(TEXT, modle="m"), "did you mean 'model'?"),
        (lambda: untyped.summarise(TEXT, onfail="fix"), "did you mean 'on_fail'?"),
        (lambda: untyped.summarise(), "summarise: missing a required argument: 'article'"),
        (lambda: untyped.summarise(TEXT, "m", "fix"), "summarise: too many positional arguments"),
        (lambda: asyncio.run(untyped.asummarise(TEXT, base_ulr="x")), "unexpected keyword argument 'base_ulr'"),
        (lambda: untyped.batch(ARTICLE, "none", concurency=3), "batch: there is no option 'concurency'"),
        (lambda: untyped.batch(ARTICLE, "none", proceses=3), "did you mean 'processes'?"),
        (lambda: asyncio.run(untyped.abatch(ARTICLE, "none", modle="m")), "did you mean 'model'?"),
        (lambda: untyped.verify_text("nine"), "argument: 'source'"),
        (lambda: untyped.verify_text("nine", sorce=TEXT), "verify_text: "),
        (lambda: untyped.summarise(TEXT, on_fail="fixx"), "on_fail is 'fixx', not OnFail or 'fix' or 'reask'"),
        (lambda: untyped.batch(ARTICLE, "none", engine="cloud"), "engine is 'cloud', not 'local' or 'ray' or"),
        (lambda: untyped.verify_text(b"nine", source=TEXT), "decode it first"),
        (lambda: untyped.summarise(Path("a.txt")), "read it with Article.from_file"),
        (lambda: untyped.batch([ARTICLE, 3], "none"), "list with an item of type int"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(call: Callable[[], Any], said: str) -> None:
    """A typo with what may have been meant, a missing argument, one too many, a value that is none of a few."""
    with pytest.raises(ArgumentError) as raised:
        call()
    assert said in str(raised.value)


NAN = float("nan")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Flow(concurrency=-1), "Flow: concurrency is -1, not int from 0"),
        (lambda: Flow(rpm=0), "Flow: rpm is 0, not float above 0 or None"),
        (lambda: Flow(rpm=NAN), "Flow: rpm is nan, not"),
        (lambda: Flow(tpm=-5), "Flow: tpm is -5, not"),
        (lambda: Flow(deadline_s=0), "Flow: deadline_s is 0, not"),
        (lambda: Flow(deadline_s=NAN), "Flow: deadline_s is nan, not"),
        (lambda: Flow(max_pause_s=-0.5), "Flow: max_pause_s is -0.5, not float from 0"),
        (lambda: Flow(max_pause_s=NAN), "Flow: max_pause_s is nan, not"),
        (lambda: Flow(max_tokens=-1), "Flow: max_tokens is -1, not"),
        (lambda: Flow(max_cost=NAN), "Flow: max_cost is nan, not"),
        (lambda: Prices(-1, 2), "Prices: prompt is -1, not"),
        (lambda: Prices(1, NAN), "Prices: completion is nan, not"),
        (lambda: Options(processes=0), "Options: processes is 0, not int from 1"),
        (lambda: Options(poll_s=0), "Options: poll_s is 0, not"),
        (lambda: Options(timeout_s=-1), "Options: timeout_s is -1, not"),
        (lambda: summariser.batch(ARTICLE, "none", timeout_s=NAN), "batch: timeout_s is nan, not"),
        (lambda: asyncio.run(_opened(name="m", timeout_s=0)), "open_model: timeout_s is 0, not"),
        (lambda: asyncio.run(_opened(name="m", slots=0)), "open_model: slots is 0, not int from 1"),
    ],
)
def test_a_number_that_cannot_be(make: Callable[[], Any], said: str) -> None:
    """It would have hung, ended in a traceback, or been taken for none."""
    with pytest.raises(ArgumentError) as raised:
        make()
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "option", ["--rpm", "--tpm", "--timeout", "--deadline", "--max-pause", "--poll", "--prompt-price"]
)
def test_not_a_number_is_a_wrong_call(option: str, tmp_path: Path) -> None:
    """Exit code 2, and nothing is begun."""
    (tmp_path / "a.txt").write_text(TEXT)
    call = ["batch", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--model", "m", option, "nan"]
    ended = CliRunner().invoke(app, call)
    assert ended.exit_code == 2
    assert option in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("timeout", ["nan", "-1", "0"])
def test_no_timeout_of_summarise_is_not_a_number(timeout: str, article_file: Path) -> None:
    server = ["--model", "m", "--base-url", SERVER["base_url"]]
    assert (
        CliRunner().invoke(app, ["summarise", str(article_file), *server, "--timeout", timeout]).exit_code
        == 2
    )


def test_numbers_at_the_edge_are_taken() -> None:
    assert Flow(concurrency=0, rpm=0.01, max_pause_s=float("inf"), max_tokens=0, max_cost=0).max_cost == 0
    assert Options(processes=1, poll_s=0.01, timeout_s=1e-3).processes == 1


def test_a_file_that_is_not_there_is_no_article() -> None:
    with pytest.raises(summariser.SummariserError, match="no such file"):
        summariser.Article.from_file(Path("none.txt"))
    with pytest.raises(ConfigurationError, match="no such file or folder"):
        summariser.batch(Path("none.txt"), "none", **SERVER)


def test_right_arguments_are_taken(tmp_path: Path) -> None:
    """Subclasses, whole numbers for others, iterators, options beside Options; nothing is copied or changed."""

    class Own(str):
        __slots__ = ()

    assert summariser.Article.from_text(Own(TEXT)).sentences == ARTICLE.sentences
    assert Flow(rpm=30, deadline_s=2).rpm == 30
    assert Options(on_fail="filter", columns=Columns("body")).on_fail == "filter"
    (tmp_path / "a.txt").write_text("")
    report = summariser.batch(
        iter([tmp_path / "a.txt"]), tmp_path / "out", options=Options(model="m"), base_url=SERVER["base_url"]
    )
    assert report.counts.failed == 1


def test_the_wrapped_calls_are_what_they_were() -> None:
    """Coroutine functions stay so; names and docstrings too."""
    assert asyncio.iscoroutinefunction(summariser.asummarise)
    assert asyncio.iscoroutinefunction(summariser.abatch)
    unawaited: Coroutine[Any, Any, Any] = summariser.asummarise(TEXT)
    unawaited.close()
    assert summariser.verify_text.__name__ == "verify_text"
    assert (summariser.summarise.__doc__ or "").startswith("As `asummarise`")


def test_the_options_of_a_batch_are_the_fields_of_options() -> None:
    """In name, type and order."""
    assert list(BatchOptions.__annotations__.items()) == [(f.name, f.type) for f in fields(Options)]
