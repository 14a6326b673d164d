"""What a row is called: the label of its figures that has most in common with the others', its unit and its period."""

from collections import Counter
from collections.abc import Sequence

from summariser.comparison.similarity.pool import Figure, Pool
from summariser.reading import Label, labels_of, period_of
from summariser.reading.syntax.word_classes import WordClass
from summariser.reading.words import stems


def name_of(pool: Pool, figures: Sequence[Figure]) -> str:
    """What the figures count: the label that most results give it, or else the words of one of them."""
    given = Counter(label for figure in figures if (label := pool.label(figure)))
    labels = [label for figure in figures for label in _labels(pool, figure)]
    words = [(label, stems(label.text)) for label in labels]
    if given:
        return min(given, key=lambda label: (-given[label], len(label), label))
    if not words:
        units = Counter(f.mention.unit for f in figures if f.mention.unit)
        return units.most_common(1)[0][0] if units else "a number"
    common = Counter(word for _, own in words for word in own)

    def rank(labelled: tuple[Label, frozenset[str]]) -> tuple[float, int, str]:
        label, own = labelled
        shared = sum(common[word] - 1 for word in own) / max(1, len(own))
        return (-round(label.score + 0.1 * min(shared, 5), 3), len(label.text), label.text)

    return min(words, key=rank)[0].text


def _labels(pool: Pool, figure: Figure) -> Sequence[Label]:
    found = labels_of(pool.sources[figure.article].reading, figure.own.mention)
    return found[:1]


def unit_of(figures: Sequence[Figure]) -> str | None:
    """The unit of most of them."""
    units = Counter(f.mention.unit for f in figures if f.mention.unit)
    return min(units, key=lambda unit: (-units[unit], unit)) if units else None


def period_said(pool: Pool, figure: Figure) -> str | None:
    """The time that a figure is told of, in its article's words."""
    return period_of(pool.sources[figure.article].reading, figure.own.mention)


def period_in(periods: Sequence[str | None]) -> str | None:
    """The time that most of them are told of; None where none is told of any."""
    told = Counter(p for p in periods if p)
    return min(told, key=lambda period: (-told[period], period)) if told else None


def speaker_of(pool: Pool, figure: Figure) -> str | None:
    """Who states a figure, by the words of the article from the first of the name to its last."""
    speaker, start = figure.statement.speaker, figure.own.start
    row = pool.sources[figure.article].reading.row_at(start) if speaker else None
    if row is None:
        return speaker
    text = pool.sources[figure.article].text
    places = [at for at, item in enumerate(row.items) if text[item.start : item.end] == speaker]
    if not places:
        return speaker
    first = last = min(places, key=lambda at: abs(row.items[at].start - start))
    while first and row.kind(first - 1) is WordClass.NAMING:
        first -= 1
    return " ".join(text[row.items[first].start : row.items[last].end].split())
