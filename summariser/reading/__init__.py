"""Reads a text once: its words, sentences, numbers and dates, and what each number belongs to."""

from summariser.reading.dates import find_dates
from summariser.reading.label import Label
from summariser.reading.label_periods import TimeLabel, is_clear_period, periods_of
from summariser.reading.labels import is_clear, labels_of
from summariser.reading.period import Period, Relation, WrittenDate
from summariser.reading.phrases import period_of, phrase_of
from summariser.reading.ranks import counts_a_row
from summariser.reading.reading import Reading, read
from summariser.reading.statement import Direction, Endpoint, Polarity, Statement, Subject

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
