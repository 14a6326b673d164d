"""The first of the labels and of the times that a text gives a number, for whoever wants no choice."""

from summariser.numbers import NumberMention
from summariser.reading.labels.labels import labels_of
from summariser.reading.labels.periods import LIKELY, periods_of
from summariser.reading.reading import Reading


def phrase_of(reading: Reading, mention: NumberMention) -> str:
    """What a number counts in the text's own words; its unit where nothing else tells it, "" without one.

    >>> from summariser.reading import read
    >>> reading = read("The town will keep 40 old ferries in service, at a cost of £3m.")
    >>> [phrase_of(reading, m) for m in reading.numbers]
    ['old ferries in service that the town will keep', 'cost']
    """
    return next((label.text for label in labels_of(reading, mention)), "")


def period_of(reading: Reading, mention: NumberMention, default: str | None = None) -> str | None:
    """The time that a number is told of, in the text's words; None where it tells none, and there is no `default`.

    >>> from summariser.reading import read
    >>> reading = read("It sold 40 boats in the first half of 2019 and 55 in 2020.")
    >>> [period_of(reading, m) for m in reading.numbers if m.is_quantity]
    ['first half of 2019', '2020']
    """
    return next((time.text for time in periods_of(reading, mention, default) if time.score >= LIKELY), None)
