"""The baseline without a model: the figures that the number finder finds, and sentences chosen by rules."""

import time
from dataclasses import dataclass

from summariser.article import Article
from summariser.evaluation.records.record import Answer
from summariser.evaluation.systems.base import verify_answer
from summariser.extraction import Provenance
from summariser.extraction.drafting.questions import evidence_of
from summariser.fields import Quantity
from summariser.reading import period_of, phrase_of, read
from summariser.schemas.report_summary import Finding, Report, ReportSummary
from summariser.verification import Uncovered, uncovered

# By judgement; the line in characters.
_FINDINGS, _ABSTRACT, _LINE = 4, 2, 200


@dataclass(frozen=True)
class Rules:
    """Each figure of the article with the words of its clause for what it counts; the heaviest sentences for findings."""

    name: str = "rules"

    def key(self, article: Article, repeat: int) -> None:
        """None: it takes no longer than to read a stored answer, and what it depends on is the code."""

    async def answer(self, article: Article) -> Answer:
        started = time.monotonic()
        numbers = uncovered(article)
        by_number = {sentence.number: sentence for sentence in article.sentences}
        heaviest = list(dict.fromkeys(u.sentence for u in numbers))[:_FINDINGS]
        body = [s for s in article.sentences if s.text != article.title]
        summary = ReportSummary(
            headline=(article.title or (body[0].text if body else ""))[:_LINE],
            report=Report(title=None, issuer=None, date=None, period=None),
            abstract=" ".join(s.text for s in body[:_ABSTRACT]),
            key_findings=[Finding(text=by_number[n].text[:_LINE], evidence=[n]) for n in heaviest],
            quantities=[_quantity(u, article) for u in sorted(numbers, key=lambda u: u.mention.start)],
            quotations=[],
            responses=[],
        )
        seconds = round(time.monotonic() - started, 3)
        made = Provenance(
            model="", report_type="report_summary", prompt_version="", schema_version="", seconds=seconds
        )
        return verify_answer(summary, article, made)


def _quantity(found: Uncovered, article: Article) -> Quantity:
    mention, reading = found.mention, read(article)
    period = period_of(reading, mention)
    return Quantity(
        what=phrase_of(reading, mention),
        period=period,
        value=mention.value,
        upper=mention.upper,
        bound=mention.bound,
        unit=mention.unit,
        evidence=evidence_of(article.sentences[found.sentence - 1], period, article.sentences),
    )
