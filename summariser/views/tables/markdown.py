"""The figures of an article as a table of Markdown, for pasting into a document or a message."""

from collections.abc import Iterator, Sequence

from summariser.comparison import Comparison
from summariser.foreign import inert_markdown
from summariser.verification import Level
from summariser.views.tables.columns import Row
from summariser.views.tables.rows import Rows

MARKS = {Level.SUPPORTED: "✓", Level.DOUBT: "?", Level.UNSUPPORTED: "✗"}
_UNCHECKED = "–"
_COLUMNS = {
    "written": "Figure",
    "what": "What",
    "period": "Period",
    "attribution": "Stated by",
    "place": "Where",
}
_ALWAYS = ("written", "what")


def markdown_of(rows: Rows) -> str:
    """An article's figures, each with the mark of its verdict; below them, why one is in doubt or not supported.

    A column in which nothing stands is left out.

    >>> result = summarise("Inspectors closed nine bridges.", "stand-in", base_url=server)
    >>> print(markdown_of(rows_of(record_of(result))).splitlines()[-1])
    | ✓ | 9 bridge | bridges closed by inspectors |
    """
    lines = [*_head(rows.article), *_table(rows.figures), *_reasons(rows.figures)]
    return "\n".join(lines).rstrip() + "\n"


def _head(article: Row) -> Iterator[str]:
    source, title = str(article.get("source") or ""), str(article.get("title") or "")
    yield f"## {inert_markdown(title or source or 'Article')}"
    yield ""
    about = [str(article["published"] or "")] if article.get("published") else []
    about += [_linked(source)] if title and source else []
    if about:
        yield f"{', '.join(about)}"
        yield ""
    if article.get("error"):
        yield f"No summary: {inert_markdown(str(article['error']))}"
        yield ""


def _linked(source: str) -> str:
    """An address as a link; anything else as text."""
    is_address = source.lower().startswith(("http://", "https://"))
    safe = source.isascii() and source.isprintable() and not set(source) & set(' <>"`\\')
    return f"<{source}>" if is_address and safe else inert_markdown(source)


def _table(figures: Sequence[Row]) -> Iterator[str]:
    if not figures:
        return
    shown = [figure | {"place": _place(figure)} for figure in figures]
    names = [name for name in _COLUMNS if name in _ALWAYS or any(row.get(name) for row in shown)]
    yield f"|  | {' | '.join(_COLUMNS[name] for name in names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for row in shown:
        cells = [inert_markdown(str(row.get(name) or "")) for name in names]
        yield f"| {_mark(row)} | {' | '.join(cells)} |"
    yield ""


def _place(row: Row) -> str:
    page, heading = row.get("page"), row.get("heading")
    return ", ".join([*([f"page {page}"] if page else []), *([f'under "{heading}"'] if heading else [])])


def _mark(row: Row) -> str:
    level = row.get("level")
    return MARKS[Level(str(level))] if level else _UNCHECKED


def _reasons(figures: Sequence[Row]) -> Iterator[str]:
    for row in figures:
        if row.get("level") in (Level.DOUBT, Level.UNSUPPORTED):
            why = f"{row['written']}: {row['message']} {row.get('doubt') or ''}"
            yield f"- {_mark(row)} {inert_markdown(why)}"


def markdown_of_verdicts(rows: Rows, title: str) -> str:
    """A table of the verdicts on a text, each with what it says."""
    lines = [f"## {inert_markdown(title or 'Text')}", ""]
    lines += (
        ["|  | Number | Where | Verdict |", "|---|---|---|---|"]
        if rows.verdicts
        else ["No number is checked."]
    )
    for row in rows.verdicts:
        why = f"{row['message']} {row.get('doubt') or ''}"
        cells = (inert_markdown(str(value or "")) for value in (row["text"], row.get("path"), why))
        lines.append(f"| {_mark(row)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def markdown_of_comparison(made: Comparison, title: str) -> str:
    """A table of the facts that more than one article tells: a column an article, as it writes the figure."""
    names = [article.name for article in made.articles]
    heads = ["What", *names, "Relation"]
    lines = [f"## {inert_markdown(title or 'Comparison')}", "", _line(heads), "|---" * len(heads) + "|"]
    for fact in made.shared:
        what = f"{fact.what} ({fact.period})" if fact.period else fact.what
        told = (", ".join(cell.written for cell in fact.of(name)) for name in names)
        lines.append(_line([what, *told, fact.relation.value]))
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(inert_markdown, cells))} |"
