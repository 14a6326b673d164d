"""Results as documents: JSON, tables, pages. Called in workers."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summariser.article import Article
from summariser.comparison import Comparison
from summariser.extraction import describe
from summariser.foreign import json_text
from summariser.service.errors import NoResultError
from summariser.service.records import Kind
from summariser.verification import Verification, object_in, tells_coverage, verify_written
from summariser.verification.written import Checked
from summariser.views.html import comparison_page, reading_page
from summariser.views.tables import markdown_of, rows_of, workbook, write_comparison
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS, Table
from summariser.views.tables.comparisons import write_cells
from summariser.views.tables.delimited import CsvTable
from summariser.views.tables.markdown import markdown_of_comparison, markdown_of_verdicts
from summariser.views.tables.rows import Rows


class Shown(StrEnum):
    """The documents that a result can be had as; the value is what `?format=` says."""

    JSON = "json"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    MARKDOWN = "md"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Shown.JSON: "application/json",
    Shown.HTML: "text/html",
    Shown.CSV: "text/csv",
    Shown.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Shown.MARKDOWN: "text/markdown",
}


@dataclass(frozen=True)
class Found:
    """What is stored of a job: its result, and the texts that it is about."""

    kind: Kind
    result: dict[str, Any]
    articles: Sequence[Article]
    title: str


def exported(found: Found, shown: Shown, source: int = 1) -> bytes:
    """A result as a document; of a check against several articles, the page is that of one, counted from 1.

    Raises NoResultError where there is no such article.
    """
    if shown is Shown.JSON:
        return json_text(json.dumps(found.result, ensure_ascii=False)).encode()
    if found.kind is Kind.COMPARISON:
        return _comparison(Comparison.model_validate(found.result), shown, found.title)
    if shown is Shown.HTML:
        if found.kind is Kind.SUMMARY:
            return _summary_page(found).encode()
        return reading_page(*checked_against(found, source)).encode()
    rows = [rows_of(found.result)] if found.kind is Kind.SUMMARY else _checked_rows(found)
    if shown is Shown.XLSX:
        return _workbook(rows)
    if shown is Shown.CSV:
        return (
            _csv(FIGURES, rows[0].figures) if found.kind is Kind.SUMMARY else _csv(VERDICTS, rows[0].verdicts)
        )
    made = markdown_of(rows[0]) if found.kind is Kind.SUMMARY else markdown_of_verdicts(rows[0], found.title)
    return made.encode()


def _comparison(made: Comparison, shown: Shown, title: str) -> bytes:
    if shown is Shown.HTML:
        return comparison_page(made).encode()
    if shown is Shown.MARKDOWN:
        return markdown_of_comparison(made, title).encode()
    if shown is Shown.CSV:
        file = io.StringIO(newline="")
        write_cells(made, file)
        return file.getvalue().encode()
    with TemporaryDirectory() as folder:
        target = Path(folder, "comparison.xlsx")
        write_comparison(made, target)
        return target.read_bytes()


def _summary_page(found: Found) -> str:
    verification = Verification.model_validate(found.result["verification"])
    return reading_page(
        found.articles[0], found.result["summary"], verification, provenance=found.result.get("provenance")
    )


def checked_against(found: Found, source: int) -> tuple[Article, str | Checked, Verification]:
    """Of a check one of its articles, counted from 1, what was checked, and what that article by itself makes of it.

    Raises NoResultError where there is no such article.
    """
    own, articles = found.articles[0], found.articles[1:]
    if not 1 <= source <= len(articles):
        raise NoResultError(f"there is no source {source}: there are {len(articles)}")
    article, told = articles[source - 1], object_in(own.text) or own.text
    if len(articles) > 1:
        return article, told, verify_written(told, [article])
    return article, told, _verification(found.result)


def _verification(result: dict[str, Any]) -> Verification:
    return Verification.model_validate({"coverage": {"total": 0, "covered": 0}} | result)


def _checked_rows(found: Found) -> list[Rows]:
    """The rows of a check; behind the first, of each further article its own."""
    own, articles = found.articles[0], found.articles[1:]
    summary = object_in(own.text)
    sources = [describe(article) for article in articles]
    verification = _verification(found.result).model_dump(
        exclude=None if tells_coverage(summary or "", articles) else {"coverage"}
    )
    first, *others = ({"article": source, "verification": verification} for source in sources)
    return [
        rows_of(first | {"sources": sources, "summary": summary}),
        *(Rows(rows_of(other, with_verdicts=False).article, (), ()) for other in others),
    ]


def _workbook(rows: Sequence[Rows]) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder, "tables.xlsx")
        with workbook(target, (FIGURES, VERDICTS, ARTICLES)) as book:
            book.add_all(*rows)
        return target.read_bytes()


def _csv(table: Table, rows: Sequence[Any]) -> bytes:
    file = io.StringIO(newline="")
    CsvTable(file, table).add(rows)
    return file.getvalue().encode()
