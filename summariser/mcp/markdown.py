"""Numbers, verifications and comparisons as Markdown; for summaries see `summariser.views.tables.markdown`."""

from collections.abc import Iterator, Sequence

from summariser.comparison import Comparison
from summariser.foreign import inert_markdown
from summariser.mcp.answers import Number
from summariser.verification import Level
from summariser.views.tables.columns import Row
from summariser.views.tables.markdown import MARKS


def numbers_in_markdown(title: str, numbers: Sequence[Number]) -> str:
    """A table of numbers, in the order of the text."""
    return "\n".join(_numbers(title, numbers)) + "\n"


def verdicts_in_markdown(title: str, verdicts: Sequence[Row]) -> str:
    """A table of verdicts, in the order of the text."""
    return "\n".join(_verdicts(title, verdicts)) + "\n"


def comparison_in_markdown(made: Comparison) -> str:
    """A table for each fact, those that differ first."""
    return "\n".join(_facts(made)) + "\n"


def _numbers(title: str, numbers: Sequence[Number]) -> Iterator[str]:
    yield f"## {inert_markdown(title)}"
    yield ""
    yield "| Words | Value | Upper | Bound | Kind | Unit |"
    yield "|---|---|---|---|---|---|"
    for one in numbers:
        cells = (
            one.words,
            one.value,
            "" if one.upper is None else one.upper,
            one.bound,
            one.kind,
            one.unit or "",
        )
        yield f"| {' | '.join(inert_markdown(str(cell)) for cell in cells)} |"


def _verdicts(title: str, verdicts: Sequence[Row]) -> Iterator[str]:
    yield f"## {inert_markdown(title)}"
    yield ""
    if not verdicts:
        yield "No number in the text."
        return
    yield "|  | Words | Why | Source | Sentence |"
    yield "|---|---|---|---|---|"
    for row in verdicts:
        why = f"{row['message']} {row.get('doubt') or ''}".strip()
        cells = [row["text"], why, row["source"] or "", row.get("sentence") or ""]
        yield f"| {MARKS[Level(str(row['level']))]} | {' | '.join(inert_markdown(str(cell)) for cell in cells)} |"


def _facts(made: Comparison) -> Iterator[str]:
    yield "## Comparison"
    yield ""
    for one in made.articles:
        yield f"- {inert_markdown(one.name)}: {one.figures} figures"
    for note in made.notes:
        yield f"- {inert_markdown(note)}"
    for fact in made.facts:
        about = ", ".join(filter(None, (fact.what, fact.period)))
        yield ""
        yield f"### {inert_markdown(about)}: {fact.relation.value}"
        yield ""
        yield "| Article | Figure | Sentence |"
        yield "|---|---|---|"
        for cell in fact.cells:
            yield f"| {' | '.join(inert_markdown(part) for part in (cell.article, cell.written, cell.quote))} |"
