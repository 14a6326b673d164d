"""What a number counts, and its time, as a table's row would have it: the table of labels.txt, written before the code.

A row that begins with "~ " is known not to be read as it should; once it is, the sign has to go.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from summariser.reading import is_clear, is_clear_period, labels_of, periods_of, read

TABLE = Path(__file__).with_name("labels.txt")


@dataclass(frozen=True)
class Row:
    """A text, and of some of its numbers the labels that are right and the period."""

    text: str
    told: tuple[tuple[str, tuple[str, ...], str | None], ...]
    is_missed: bool


def rows() -> list[Row]:
    """The rows of the table; a line break is written as backslash and n."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, said = line.rpartition(" => ")
            told = []
            for one in said.split(" ;; "):
                number, labels, period = one.split(" | ")
                told.append((number, tuple(labels.split(" / ")), None if period == "-" else period))
            found.append(
                Row(text.removeprefix("~ ").replace("\\n", "\n"), tuple(told), text.startswith("~ "))
            )
    return found


def faults(row: Row) -> list[str]:
    """What is read wrong of a row."""
    reading, wrong = read(row.text), []
    left = list(reading.numbers)
    for number, labels, period in row.told:
        mention = next((m for m in left if number in m.text), None)
        if mention is None:
            wrong.append(f"{number} is not found")
            continue
        left.remove(mention)
        label = next((one.text for one in labels_of(reading, mention)), None)
        time = next((one.text for one in periods_of(reading, mention)), None)
        wrong += [f"{number}: {label!r}, not {labels}"] if label not in labels else []
        wrong += [f"{number}: {time!r}, not {period!r}"] if time != period else []
    return wrong


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.text[:40])
def test_a_number_has_a_label_in_the_texts_own_words(row: Row) -> None:
    if row.is_missed:
        assert faults(row), "read as it should be: take the sign away"
    else:
        assert faults(row) == []


def test_the_table_is_as_large_as_it_is_said_to_be() -> None:
    """At least 60 labels are asked for."""
    assert sum(len(row.told) for row in rows()) >= 60


@pytest.mark.parametrize(
    ("text", "number", "clear"),
    [
        ("Inspectors seized 40 boats in the strait.", "40", True),
        ("Some 86% of the pupils had received both doses.", "86%", True),
        ("Net debt at the club stood at £90m.", "£90m", True),
        ("It fell below 2.", "2", False),  # of what, the sentence before may say
        ("The plan has a cost of £3m.", "£3m", False),  # of a word that says little
        ("Only 6 mills fell below 2.", "6", False),  # what tells them apart is the other number
        ("All but 6 mills have closed.", "6", False),
        ("The panel reported 40 guests came.", "40", False),
        ("The panel named 23 brokers. The two met in the tower.", "two", False),
        ("Pesca con 45 pesci di mare gioco da tavolo per bambini.", "45", False),
    ],
)
def test_a_label_is_clear_where_the_build_leaves_no_doubt(text: str, number: str, clear: bool) -> None:
    reading = read(text)
    mention = next(m for m in reading.numbers if number in m.text)
    assert is_clear(labels_of(reading, mention)) is clear


@pytest.mark.parametrize(
    ("text", "number", "clear"),
    [
        ("It sold 40 boats in 2019 and 55 in 2020.", "55", True),
        ("Boats numbered 40, a third more than in 2018.", "third", False),
        ("In 2019 the yard was sold. It has 40 boats.", "40", False),
        ("The yard has 40 boats.", "40", False),
    ],
)
def test_a_period_is_clear_where_the_clause_gives_it(text: str, number: str, clear: bool) -> None:
    reading = read(text)
    mention = next(m for m in reading.numbers if number in m.text)
    assert is_clear_period(periods_of(reading, mention)) is clear


def test_what_all_of_a_text_holds_for_is_a_doubtful_period() -> None:
    reading = read("The yard sold 40 boats.")
    times = periods_of(reading, reading.numbers[0], "2019")
    assert [(time.text, time.span) for time in times] == [("2019", None)]
    assert not is_clear_period(times)


@pytest.mark.parametrize(
    ("text", "number", "label"),
    [
        ("The sources aren't 40 wells of the town.", "40", "not"),
        ("Some 40 wells were not in use.", "40", "not"),
        ("Some 40 wells weren't in use.", "40", "weren't"),
        ("The map has 40 wells never shown before.", "40", "never"),
    ],
)
def test_a_label_does_not_drop_a_denial(text: str, number: str, label: str) -> None:
    reading = read(text)
    labels = labels_of(reading, next(m for m in reading.numbers if number in m.text))
    assert not is_clear(labels) or label in labels[0].text
