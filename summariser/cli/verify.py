"""`summariser verify`: the numbers of a text, of an article or of the fields of a JSON object, against their sources."""

import json
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console

from summariser.article import Article
from summariser.article.web import FetchOptions, is_address
from summariser.cli.exits import FAILED, exits
from summariser.cli.fail_on import UNSUPPORTED_FAILS, failing, in_words, rules_of
from summariser.cli.inputs import (
    AllowPrivate,
    IgnoreRobots,
    KeptPages,
    Refresh,
    articles_named,
    report_skipped,
)
from summariser.cli.options import FailOn, OnlyShown, Strict, WholeSource, Xlsx, named, refuse_both
from summariser.cli.output.pages import Html, Marks, Pages, pages_of
from summariser.cli.output.progress import Reporter
from summariser.cli.output.tables import checked_rows, tables_to
from summariser.cli.output.view import Only, none_shown, show_left_out, show_legend, show_verdicts
from summariser.cli.texts import STANDARD_INPUT, article_named, text_given
from summariser.errors import ConfigurationError
from summariser.foreign import json_text, plain
from summariser.verification import Verification, object_in, verify_written
from summariser.verification.written import Checked
from summariser.views.html import reading_page

_OTHERWISE = "--whole-text checks them too"
# By judgement.
_SHORTEST_PAGE = 500  # characters, or bytes of a file; what is shorter is a text by itself

WholeText = Annotated[
    bool,
    typer.Option(
        "--whole-text", help="All of a file that is checked counts, not only the article of a web page."
    ),
]


def verify_(
    text: Annotated[
        str,
        typer.Argument(
            help="The text to check, or a file that holds it, which may be JSON that any tool made; - reads it."
        ),
    ],
    sources: Annotated[
        list[str],
        typer.Option(
            "--source",
            help="An article that it is checked against: a file or an address. Given several times, any of them may support a number.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as one JSON object.")] = False,
    xlsx: Xlsx = None,
    strict: Strict = False,
    fail_on: FailOn = None,
    whole_source: WholeSource = False,
    whole_text: WholeText = False,
    only: OnlyShown = Only.ALL,
    pages: KeptPages = None,
    refresh: Refresh = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    html: Html = None,
    marks: Marks = None,
) -> None:
    """Check every number of a text, or of the fields of a JSON object, against an article or several. Needs no model.

    Of JSON that `summarise --json` printed, the summary is checked. What the article has and the JSON leaves out is
    listed, where there is one. Of a web page the article is checked.

    Example: summariser verify "Some 11,000 troops were sent." --source examples/01-wire-sanctions.txt
    """
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter), tables_to(xlsx) as book:
        rules = rules_of(fail_on, strict=strict, default=UNSUPPORTED_FAILS)
        refuse_both(only, as_json=as_json)
        if [text, *sources].count(STANDARD_INPUT) > 1:
            raise ConfigurationError("standard input is one text: name a file for the other -")
        fetching = FetchOptions(pages, refresh, allow_private, ignore_robots)
        articles: dict[str, Article] = {}
        aside: list[str] = []
        for one in articles_named(list(dict.fromkeys(sources)), fetching, whole=whole_source, aside=aside):
            articles[one.name] = one.read()
            for note in articles[one.name].notes:
                reporter.error(f"{named(one.name)}: {note}")
        report_skipped(aside, reporter)
        written = _given(text, fetching, whole=whole_text)
        data = object_in(
            written if isinstance(written, str) else written.text,
            lambda line: reporter.error(f"note: {line}"),
        )
        views = pages_of(html, marks, several=len(articles) > 1)
        found = _found(written, data, list(articles.values()))
        if book:
            book.add_all(*checked_rows(list(articles.values()), data, found))
        covers = data is not None and len(articles) == 1
        if views:
            _write_pages(views, articles, written, data, found)
    if as_json:
        shown = found.model_dump(mode="json", exclude=None if covers else {"coverage"})
        print(json_text(json.dumps(shown, ensure_ascii=False)))
    else:
        _show(found, data or (written if isinstance(written, str) else written.text), only, covers=covers)
    if failed := failing(((v.path, v.level) for v in found.verdicts), rules):
        if strict or fail_on:
            reporter.error(f"summariser: fails by the rules: {in_words(failed)}")
        raise typer.Exit(FAILED)


def _given(argument: str, fetching: FetchOptions, *, whole: bool) -> str | Article:
    """The text that an argument is; of what it names the article, or all of it where it is too short to be a page."""
    is_page = is_address(argument) and not any(map(str.isspace, argument.strip()))
    is_name = argument == STANDARD_INPUT or os.path.lexists(argument) or is_page
    if not is_name:
        return text_given(argument)
    article = article_named(argument, fetching, whole=whole)
    # The file, since a web page is longer than what it says.
    length = os.path.getsize(argument) if os.path.isfile(argument) else len(article.text)
    return article.text if whole or length < _SHORTEST_PAGE else article


def _found(written: str | Article, data: Checked | None, sources: Sequence[Article]) -> Verification:
    return verify_written(written if data is None else data, sources, otherwise=_OTHERWISE)


def _write_pages(
    views: Pages,
    articles: dict[str, Article],
    written: str | Article,
    data: Checked | None,
    found: Verification,
) -> None:
    """A page for each source, beside it what it says by itself."""
    told = data or (written if isinstance(written, str) else written.text)
    for name, article in articles.items():
        own = found if len(articles) == 1 else _found(written, data, [article])
        views.page(name, article.title, reading_page(article, told, own, marks=views.marks), own)
    views.close()


def _show(found: Verification, written: Any, only: Only, *, covers: bool) -> None:
    console = Console(file=sys.stdout)
    shown = [verdict for verdict in found.verdicts if only.shows(verdict)]
    if shown:
        show_legend(console)
    of = "" if only is Only.ALL else f" of {len(found.verdicts):,}"
    show_verdicts(shown, console, written, title=f"{only.heading} ({len(shown):,}{of})")
    if not found.verdicts:
        print("No number is checked." if found.unchecked else "No number in the text.")
    elif not shown:
        print(none_shown(only, len(found.verdicts)))
    if found.unchecked:
        print(f"\nNot checked ({len(found.unchecked)})")
    for one in found.unchecked:
        print(f"  {plain(one.path) or 'all'}: {plain(one.reason)}")
    if covers and only is Only.ALL:
        show_left_out(found.coverage, console)
