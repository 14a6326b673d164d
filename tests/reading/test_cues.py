"""Each row of the table of cues is a test: its example says what the row says, its counter-example does not."""

import re

import pytest

from summariser.reading import Statement, read
from summariser.reading.vocabulary.cues import CueRow, rows

ROWS = list(rows())


def _statement(marked: str) -> Statement:
    """What the text says of the number in <>."""
    at = marked.index("<")
    reading = read(re.sub("[<>]", "", marked))
    return next(s for s in reading.statements if s.mention.start <= at < s.mention.end)


def _says(row: CueRow, marked: str) -> bool:
    statement = _statement(marked)
    match row.feature:
        case "speech":
            return statement.speaker is not None
        case "shift":
            return statement.period is not None and statement.period.year == 2020 + int(row.value)
        case "none" | "figure" | "step":
            cues = read(re.sub("[<>]", "", marked)).cues
            return any((cue.feature, cue.value) == (row.feature, row.value) for cue in cues)
        case "polarity":
            wanted = {
                "negated": "denied",
                "called false": "denied",
                "taken back": "retracted",
                "right one": "retracted",
                "set aside": "retracted",
            }.get(row.value, row.value)
            return statement.polarity == wanted
        case feature:
            return bool(getattr(statement, feature) == row.value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.feature}={row.value}, {row.phrases[0]}")
def test_a_row_holds_in_its_example_and_not_in_its_counter_example(row: CueRow) -> None:
    assert _says(row, row.example)
    assert not _says(row, row.counter_example)


def test_no_phrase_stands_in_two_rows() -> None:
    """A phrase says one thing; a figure is also what somebody may state."""
    phrases = [phrase for row in ROWS if row.feature != "figure" for phrase in row.phrases]
    assert sorted(phrases) == sorted(set(phrases))
