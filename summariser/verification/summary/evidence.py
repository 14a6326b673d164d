"""Whether the sentences that a summary names as evidence exist and have the number they are named for."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.fields import EvidenceField
from summariser.verification.verdict import Check, Status, Verdict


def check_evidence(field: EvidenceField, source: SourceIndex, numbers: Sequence[Verdict]) -> list[Verdict]:
    """A verdict on each sentence named, given the verdicts on the numbers it is named for.

    A sentence that does not exist is absent. Where the source supports numbers of the model, each named sentence
    must have one of them, and each number must stand in one of the sentences; otherwise the number is
    misattributed to its evidence, with the place where it does stand.
    """
    total = len(source.article.sentences)
    verdicts = [
        _verdict(field, Status.ABSENT, f"There is no sentence {number}: the article has {total}.", number)
        for number in field.sentences
        if not 1 <= number <= total
    ]
    cited = [n for n in field.sentences if 1 <= n <= total]
    sentences = frozenset(cited)
    values = {(m.mention.value, m.mention.upper) for n in sentences for m in source.by_sentence.get(n, ())}
    for verdict in numbers:
        home = _home(verdict, source)
        if not cited or home is None or not verdict.ok or _stands_in(verdict, sentences, values, source):
            continue
        message = f'Not in the evidence: "{verdict.text}" stands in sentence {home}, not in {_listed(cited)}.'
        found = _verdict(field, Status.MISATTRIBUTED, message, cited[0])
        verdicts.append(found.model_copy(update={"source_span": verdict.source_span}))
    if not verdicts:
        message = f"The evidence is in {_listed(cited)}."
        verdicts.append(_verdict(field, Status.EXACT, message, cited[0]))
    return verdicts


def _home(verdict: Verdict, source: SourceIndex) -> int | None:
    return source.sentence_at(verdict.source_span[0]) if verdict.source_span else None


def _stands_in(
    verdict: Verdict,
    cited: frozenset[int],
    values: Collection[tuple[Decimal, Decimal | None]],
    source: SourceIndex,
) -> bool:
    """Whether the number, or an operand that supports it, is in one of the sentences, which have these values."""
    if verdict.mention and (verdict.mention.value, verdict.mention.upper) in values:
        return True
    spans = [(c.start, c.end) for c in verdict.candidates] or (
        [verdict.source_span] if verdict.source_span else []
    )
    return any(source.sentence_at(start) in cited for start, _ in spans)


def _verdict(field: EvidenceField, status: Status, message: str, number: int) -> Verdict:
    return Verdict(check=Check.EVIDENCE, path=field.path, text=str(number), status=status, message=message)


def _listed(numbers: Sequence[int]) -> str:
    return ("sentence " if len(numbers) == 1 else "sentences ") + ", ".join(map(str, numbers))
