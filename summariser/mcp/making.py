"""What the tools work out, as functions of modules: they run in worker processes, and what they take and give is pickled."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summariser.article import Article
from summariser.article.notes import why_no_article
from summariser.comparison import Agreement, Comparison, Fact, comparison_of
from summariser.errors import ArticleError
from summariser.extraction import Result, describe, json_line
from summariser.fields import plain_number
from summariser.mcp import short
from summariser.mcp.answers import Checked, Compared, Given, Number, Numbers, SharedFact, Summary
from summariser.mcp.intake import article_of, articles_of
from summariser.mcp.options import Reach
from summariser.mcp.written import comparison_in_markdown, numbers_in_markdown, verdicts_in_markdown
from summariser.numbers import NumberMention, find_numbers
from summariser.verification import Coverage, Verification, verify_text
from summariser.views.tables import markdown_of, record_of, rows_of


@dataclass(frozen=True)
class Whole:
    """A result in full, as it is kept: what it is of, and its two forms."""

    kind: str
    title: str
    json: str
    markdown: str


def numbers_in(text: str) -> tuple[Numbers, Whole]:
    """The numbers of a text."""
    found = list(map(_number, find_numbers(text)))
    shown = found[: short.NUMBERS]
    answer = Numbers(found=len(found), numbers=shown, more=len(found) - len(shown))
    whole = Numbers(found=len(found), numbers=found).model_dump_json(exclude={"more", "result"})
    title = short.cut(text, 80)
    return answer, Whole("list of numbers", title, whole, numbers_in_markdown(title, found))


def _number(one: NumberMention) -> Number:
    return Number(
        words=short.cut(one.text, 200),
        value=plain_number(one.value),
        upper=None if one.upper is None else plain_number(one.upper),
        bound=one.bound.value,
        kind=one.kind.value,
        unit=short.or_none(one.unit, 200),
        start=one.start,
    )


def checked(text: str, sources: list[str], reach: Reach) -> tuple[Checked, Whole]:
    """The verdicts on a text against its sources."""
    articles = articles_of(sources, reach, "source")
    found = Verification(
        verdicts=tuple(verify_text(text, source=articles)), coverage=Coverage(total=0, covered=0)
    )
    described = [describe(article) for article in articles]
    record: dict[str, Any] = {"text": text, "sources": described}
    made = found.model_dump(exclude={"coverage"})
    rows = rows_of({"article": described[0], "sources": described, "verification": made}).verdicts
    starts = [verdict.mention.start if verdict.mention else None for verdict in found.verdicts]
    several = len(articles) > 1
    ordered = short.worst_first(list(zip(rows, starts, strict=True)))
    shown = [
        short.judged(row, start=start, source=str(row["source"] or "") if several else None)
        for row, start in ordered[: short.VERDICTS]
    ]
    notes = [] if rows else ["The text has no number: nothing was checked."]
    for article in articles:
        notes += [f"{article.source}: {note}" if several else note for note in article.notes]
    answer = Checked(
        tally=short.tally_of(rows), verdicts=shown, more=len(rows) - len(shown), notes=short.cut_all(notes)
    )
    whole = json_line(record | found.model_dump(mode="json", exclude={"coverage"}))
    title = short.cut(text, 80)
    return answer, Whole("verification", title, whole, verdicts_in_markdown(title, rows))


def compared(texts: list[str], reach: Reach) -> tuple[Compared, Whole]:
    """What articles on one story say of the same things."""
    articles = articles_of(texts, reach, "article")
    made = comparison_of(articles, [str(article.source) for article in articles])
    facts = made.shared
    shown = list(_facts(facts))
    notes = [*made.notes, *(f"{one.name}: {note}" for one in made.articles for note in one.notes)]
    answer = Compared(
        articles=[short.cut(one.name, 200) for one in made.articles],
        facts=shown,
        more=len(facts) - len(shown),
        told_by_one=sum(fact.relation is Agreement.SINGLE for fact in made.facts),
        notes=short.cut_all(notes),
    )
    return answer, Whole("comparison", _title(made), made.model_dump_json(), comparison_in_markdown(made))


def _facts(facts: Sequence[Fact]) -> Iterator[SharedFact]:
    """The first of them, until so many figures are shown."""
    left = short.CELLS
    for fact in facts[: short.FACTS]:
        cells = fact.cells[: short.CELLS_OF_ONE]
        left -= len(cells)
        if left < 0:
            return
        yield SharedFact(
            what=short.cut(fact.what, 200),
            unit=short.or_none(fact.unit, 200),
            period=short.or_none(fact.period, 200),
            relation=fact.relation.value,
            differ_by=[by.value for by in fact.differ_by],
            given=[
                Given(
                    article=short.cut(cell.article, 200),
                    figure=short.cut(cell.written, 200),
                    as_of=cell.as_of,
                    stated_by=short.or_none(cell.attribution, 200),
                    sentence=short.cut(cell.quote, 250),
                )
                for cell in cells
            ],
            more=len(fact.cells) - len(cells),
        )


def article_read(given: str, reach: Reach) -> Article:
    """The article that is to be summarised. Raises ArticleError where it is none."""
    made = article_of(given, reach, "the article")
    if why := why_no_article(made.notes):
        raise ArticleError(f"{why} Give the text of an article.")
    return made


def summary_of(result: Result[Any]) -> tuple[Summary, Whole]:
    """A result as it is answered and kept."""
    record = record_of(result)
    rows = rows_of(record)
    flagged = [(row, None) for row in rows.verdicts if row["level"] != "supported"]
    shown = [short.judged(row) for row, _ in short.worst_first(flagged)[: short.VERDICTS]]
    figures = [short.figure(row) for row in rows.figures[: short.FIGURES]]
    left_out = [
        _left_out(result, one.sentence, one.mention.text) for one in result.verification.coverage.uncovered
    ]
    answer = Summary(
        title=short.or_none(result.article.title, 200),
        report_type=result.provenance.report_type,
        model=result.provenance.model,
        summary=short.fields_of(json.loads(result.summary.model_dump_json())),
        figures=figures,
        more_figures=len(rows.figures) - len(figures),
        tally=short.tally_of(rows.verdicts),
        verdicts=shown,
        more=len(flagged) - len(shown),
        left_out=short.cut_all(left_out, short.LEFT_OUT),
        notes=short.cut_all([*result.article.notes, *result.provenance.notes]),
    )
    title = short.cut(
        result.article.title or result.article.source or answer.summary.get("headline") or "Summary", 80
    )
    return answer, Whole("summary", title, result.model_dump_json(), markdown_of(rows))


def _left_out(result: Result[Any], sentence: int, words: str) -> str:
    told = next((one.text for one in result.article.sentences if one.number == sentence), "")
    return f"{words}: {told}"


def _title(made: Comparison) -> str:
    return short.cut(" / ".join(one.name for one in made.articles), 80)
