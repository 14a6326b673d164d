"""Fidelity of words: quotations as they were said and by whom, names as they are spelled."""

import re

from summariser.evaluation.metrics.measure import Case, Measure, Metric, ratio

_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»\"'‘’‚‛`"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."})
_AROUND = " .,;:!?"
# By judgement.
_LEAST_PART = 0.6  # a quotation that is cut shorter is another one


def quotations_verbatim(case: Case) -> Measure | None:
    """The summary's quotations that stand word for word in the article, of all; quotation marks do not count."""
    source = plain(case.item.article.text)
    said = [plain(text) for text, _ in case.output.quotations]
    return ratio(sum(bool(text) and text in source for text in said), len(said))


def quotations_recall(case: Case) -> Measure | None:
    """The gold's quotations that the summary has, whole or the most of them, of all."""
    return ratio(len(_found(case)), len(case.item.gold.quotations))


def speakers(case: Case) -> Measure | None:
    """Quotations found that have the right speaker (by the last word of the name), of all that are found."""
    found = _found(case)
    right = (plain(speaker).split()[-1] in plain(named or "").split() for speaker, named in found)
    return ratio(sum(right), len(found))


def names_verbatim(case: Case) -> Measure | None:
    """Names in the summary's fields that stand so in the article, of all."""
    source = plain(case.item.article.text)
    return ratio(sum(plain(name) in source for name in case.output.names), len(case.output.names))


def names_recall(case: Case) -> Measure | None:
    """Names of the gold that stand anywhere in the summary, spelled right, of all."""
    words = plain(case.output.words)
    return ratio(sum(plain(name) in words for name in case.item.gold.names), len(case.item.gold.names))


def _found(case: Case) -> list[tuple[str, str | None]]:
    """For each of the gold's quotations that the summary has: its speaker, and who the summary says it was."""
    said = [(plain(text), speaker) for text, speaker in case.output.quotations]
    pairs = []
    for quotation in case.item.gold.quotations:
        sought = plain(quotation.text)
        hits = [speaker for text, speaker in said if _is_most_of(text, sought)]
        if hits:
            pairs.append((quotation.speaker, hits[0]))
    return pairs


def _is_most_of(text: str, sought: str) -> bool:
    return sought in text or (text in sought and len(text) >= _LEAST_PART * len(sought))


def plain(text: str) -> str:
    """The text in lower case, single spaces and one style of dashes, without quotation marks or stops around it."""
    return re.sub(r"\s+", " ", text.translate(_MARKS)).strip(_AROUND).lower()


METRICS = (
    Metric("quotations.verbatim", "Quotations verbatim", quotations_verbatim),
    Metric("quotations.recall", "Quotations found", quotations_recall),
    Metric("quotations.speaker", "Right speakers", speakers),
    Metric("names.verbatim", "Names as in the article", names_verbatim),
    Metric("names.recall", "Names found", names_recall),
)
