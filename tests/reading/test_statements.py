"""What each number of a text belongs to: the table of statements.txt, written without sight of the code.

A row that begins with "~ " is known not to be read as it should; once it is, the sign has to go.
"""

import pytest

from summariser.reading import Statement, read
from tests.reading.conformance import Row, statement_rows

ROWS = list(statement_rows())


def _faults(row: Row) -> list[str]:
    """What the reading gets wrong of a row."""
    found, faults = list(read(row.text).statements), []
    for told in row.told:
        statement = _taken(found, told.number)
        faults += [f"{told.number} is not found"] if statement is None else told.faults(statement)
    return faults


def _taken(statements: list[Statement], number: str) -> Statement | None:
    """The first of the statements that is of the number, taken from the list."""
    found = next((s for s in statements if number in s.mention.text), None)
    if found is not None:
        statements.remove(found)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line {row.line}")
def test_a_number_has_the_period_and_the_subject_that_its_text_gives_it(row: Row) -> None:
    if row.is_missed:
        assert _faults(row), "read as it should be: take the sign away"
    else:
        assert _faults(row) == []


def test_the_table_is_as_large_as_it_is_said_to_be() -> None:
    """At least 300 texts are read as they should be."""
    assert sum(not row.is_missed for row in ROWS) >= 300


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("About 3,000 rescue workers are still in the town.", [None]),
        ("Crews rescued 12 people with 300 rescue boats.", ["rescued", None]),
        ("Of the survivors, 44 were being treated for injuries.", ["injured"]),
        ("Of the injured, 12 are children.", ["injured"]),
        (
            "Nine died and 26 were missing after the boat sank with about 170 on board.",
            ["killed", "missing", None],
        ),
        ("Five were killed in 2020, three in 2021.", ["killed", "killed"]),
        ("The blast killed 41 people in Sarvan and injured more than 300.", ["killed", "injured"]),
        ("They signed 40 arrest warrants on Friday.", [None]),
        ("They arrested 40 people on Friday.", ["arrested"]),
        ("Some 19 injured miners were flown out.", ["injured"]),
        ("A quake of magnitude 6.4 killed 41 people.", [None, "killed"]),
    ],
)
def test_a_role_is_said_of_what_is_counted_and_is_no_part_of_its_name(
    text: str, roles: list[str | None]
) -> None:
    assert [said.role for said in read(text).statements] == roles
