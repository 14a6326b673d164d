"""Reads a text once: its words, sentences, numbers and dates, and what each number belongs to."""

from summariser.reading.dates import find_dates
from summariser.reading.period import Period, Relation, WrittenDate
from summariser.reading.phrases import period_of, phrase_of
from summariser.reading.reading import Reading, read
from summariser.reading.statement import Direction, Endpoint, Polarity, Statement, Subject

__all__ = [
    "Direction",
    "Endpoint",
    "Period",
    "Polarity",
    "Reading",
    "Relation",
    "Statement",
    "Subject",
    "WrittenDate",
    "find_dates",
    "period_of",
    "phrase_of",
    "read",
]
