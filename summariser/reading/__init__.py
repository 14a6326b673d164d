"""Reads a text once: its words, sentences, numbers and dates, and what each number belongs to."""

from summariser.reading.labels.label import Label
from summariser.reading.labels.labels import is_clear, labels_of
from summariser.reading.labels.periods import TimeLabel, is_clear_period, periods_of
from summariser.reading.labels.phrases import period_of, phrase_of
from summariser.reading.ranks import counts_a_row
from summariser.reading.reading import Reading, read
from summariser.reading.statement import Direction, Endpoint, Polarity, Statement, Subject
from summariser.reading.times.dates import find_dates
from summariser.reading.times.period import Period, Relation, WrittenDate

__all__ = [
    "Direction",
    "Endpoint",
    "Label",
    "Period",
    "Polarity",
    "Reading",
    "Relation",
    "Statement",
    "Subject",
    "TimeLabel",
    "WrittenDate",
    "counts_a_row",
    "find_dates",
    "is_clear",
    "is_clear_period",
    "labels_of",
    "period_of",
    "periods_of",
    "phrase_of",
    "read",
]
