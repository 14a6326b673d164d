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
from summariser.mcp import truncation
from summariser.mcp.answers import Checked, Compared, Given, Number, Numbers, SharedFact, Summary
from summariser.mcp.intake import article_of, articles_of
from summariser.mcp.markdown import comparison_in_markdown, numbers_in_markdown, verdicts_in_markdown
from summariser.mcp.options import Reach
from summariser.numbers import NumberMention, find_numbers
from summariser.verification import Coverage, Verification, verify_text
from summariser.views.tables import markdown_of, record_of, rows_of


@dataclass(frozen=True)
class FullResult:
    """A result in full, as it is kept: what it is of, and its two forms."""

    kind: str
    title: str
    json: str
    markdown: str


def numbers_in(text: str) -> tuple[Numbers, FullResult]:
    """The numbers of a text."""
    found = list(map(_number, find_numbers(text)))
    shown = found[: truncation.NUMBERS]
    answer = Numbers(found=len(found), numbers=shown, more=len(found) - len(shown))
    whole = Numbers(found=len(found), numbers=found).model_dump_json(exclude={"more", "result"})
    title = truncation.truncate(text, 80)
    return answer, FullResult("list of numbers", title, whole, numbers_in_markdown(title, found))


def _number(one: NumberMention) -> Number:
    return Number(
        words=truncation.truncate(one.text, 200),
        value=plain_number(one.value),
        upper=None if one.upper is None else plain_number(one.upper),
        bound=one.bound.value,
        kind=one.kind.value,
        unit=truncation.or_none(one.unit, 200),
        start=one.start,
    )


def verify_against(text: str, sources: list[str], reach: Reach) -> tuple[Checked, FullResult]:
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
    ordered = truncation.worst_first(list(zip(rows, starts, strict=True)))
    shown = [
        truncation.judged(row, start=start, source=str(row["source"] or "") if several else None)
        for row, start in ordered[: truncation.VERDICTS]
    ]
    notes = [] if rows else ["The text has no number: nothing was checked."]
    for article in articles:
        notes += [f"{article.source}: {note}" if several else note for note in article.notes]
    answer = Checked(
        tally=truncation.tally_of(rows),
        verdicts=shown,
        more=len(rows) - len(shown),
        notes=truncation.truncate_list(notes),
    )
    whole = json_line(record | found.model_dump(mode="json", exclude={"coverage"}))
    title = truncation.truncate(text, 80)
    return answer, FullResult("verification", title, whole, verdicts_in_markdown(title, rows))


def compare_texts(texts: list[str], reach: Reach) -> tuple[Compared, FullResult]:
    """What articles on one story say of the same things."""
    articles = articles_of(texts, reach, "article")
    made = comparison_of(articles, [str(article.source) for article in articles])
    facts = made.shared
    shown = list(_facts(facts))
    notes = [*made.notes, *(f"{one.name}: {note}" for one in made.articles for note in one.notes)]
    answer = Compared(
        articles=[truncation.truncate(one.name, 200) for one in made.articles],
        facts=shown,
        more=len(facts) - len(shown),
        told_by_one=sum(fact.relation is Agreement.SINGLE for fact in made.facts),
        notes=truncation.truncate_list(notes),
    )
    return answer, FullResult(
        "comparison", _title(made), made.model_dump_json(), comparison_in_markdown(made)
    )


def _facts(facts: Sequence[Fact]) -> Iterator[SharedFact]:
    """The first of them, until so many figures are shown."""
    left = truncation.CELLS
    for fact in facts[: truncation.FACTS]:
        cells = fact.cells[: truncation.CELLS_OF_ONE]
        left -= len(cells)
        if left < 0:
            return
        yield SharedFact(
            what=truncation.truncate(fact.what, 200),
            unit=truncation.or_none(fact.unit, 200),
            period=truncation.or_none(fact.period, 200),
            relation=fact.relation.value,
            differ_by=[by.value for by in fact.differ_by],
            given=[
                Given(
                    article=truncation.truncate(cell.article, 200),
                    figure=truncation.truncate(cell.written, 200),
                    as_of=cell.as_of,
                    stated_by=truncation.or_none(cell.attribution, 200),
                    sentence=truncation.truncate(cell.quote, 250),
                )
                for cell in cells
            ],
            more=len(fact.cells) - len(cells),
        )


def read_article(given: str, reach: Reach) -> Article:
    """The article that is to be summarised. Raises ArticleError where it is none."""
    made = article_of(given, reach, "the article")
    if why := why_no_article(made.notes):
        raise ArticleError(f"{why} Give the text of an article.")
    return made


def summary_of(result: Result[Any]) -> tuple[Summary, FullResult]:
    """A result as it is answered and kept."""
    record = record_of(result)
    rows = rows_of(record)
    flagged = [(row, None) for row in rows.verdicts if row["level"] != "supported"]
    shown = [truncation.judged(row) for row, _ in truncation.worst_first(flagged)[: truncation.VERDICTS]]
    figures = [truncation.figure(row) for row in rows.figures[: truncation.FIGURES]]
    left_out = [
        _left_out(result, one.sentence, one.mention.text) for one in result.verification.coverage.uncovered
    ]
    answer = Summary(
        title=truncation.or_none(result.article.title, 200),
        report_type=result.provenance.report_type,
        model=result.provenance.model,
        summary=truncation.fields_of(json.loads(result.summary.model_dump_json())),
        figures=figures,
        more_figures=len(rows.figures) - len(figures),
        tally=truncation.tally_of(rows.verdicts),
        verdicts=shown,
        more=len(flagged) - len(shown),
        left_out=truncation.truncate_list(left_out, truncation.LEFT_OUT),
        notes=truncation.truncate_list([*result.article.notes, *result.provenance.notes]),
    )
    title = truncation.truncate(
        result.article.title or result.article.source or answer.summary.get("headline") or "Summary", 80
    )
    return answer, FullResult("summary", title, result.model_dump_json(), markdown_of(rows))


def _left_out(result: Result[Any], sentence: int, words: str) -> str:
    told = next((one.text for one in result.article.sentences if one.number == sentence), "")
    return f"{words}: {told}"


def _title(made: Comparison) -> str:
    return truncation.truncate(" / ".join(one.name for one in made.articles), 80)
