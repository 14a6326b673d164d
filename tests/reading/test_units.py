"""The unit that a number without one takes over: by the build of its sentence, or from the head of its column."""

import pytest

from summariser.reading import read

TABLE = (
    "| District | Schools | Closed | Pupils (thousand) | Share (%) | Change (points) | Mean age |\n"
    "|---|---|---|---|---|---|---|\n| Orlen | 47 | 9 | 12 | 19.1 | 2.5 | 8.4 |\n"
)


def _unit(text: str, number: str) -> str | None:
    reading = read(text)
    mention = next(m for m in reading.numbers if number in m.text)
    return reading.with_unit(mention).unit


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        # a part of a count
        ("They checked 2,050 of the 6,900 kilometres.", "2,050", "kilometre"),
        ("She won three of her nine matches.", "three", "match"),
        ("One in nine clients complained.", "One", "client"),
        ("The fleet has 40 trams. Twelve of them are new.", "Twelve", "tram"),
        ("It took in 310 foxes, of which 29 died.", "29", "fox"),
        ("It took in 310 foxes. Of those about 29 died.", "29", "fox"),
        ("The fleet has 40 trams. None of them is new.", "None", "tram"),
        ("None of the nine trams is new.", "None", "tram"),
        ("Police held 80 people. Six of them were nurses.", "Six", "nurse"),
        # the amount that another is set against
        ("The school offers 71 courses, up from 58 last year.", "58", "course"),
        ("The board paid 640 claims, against 371 in 2023.", "371", "claim"),
        ("The board paid 640 claims in 252 days, against 371 in 2023.", "371", "claim"),
        ("The ferry does 24 knots rather than 28.", "28", "knot"),
        ("The bill is €190 million, of which the town pays 86 million.", "86 million", "EUR"),
        # a count that a verb is said of
        ("Of 60 samples, 46 failed.", "46", "sample"),
        ("The yard listed 1,870 faults. Some 430 were rated serious.", "430", "fault"),
        ("Fires broke out. Seventeen were old barns that burned down.", "Seventeen", "barn"),
        # ages
        ("Ann Bodley, 52, runs the shop.", "52", "year"),
        ("She is 58 and drives a van.", "58", "year"),
        ("The typical driver is 34.", "34", "year"),
        ("Their mean age is 61.", "61", "year"),
        # a figure named before
        ("The office paid 38,200 grants. The target was 50,000.", "50,000", "grant"),
        ("Rain reached 41 millimetres. It was 58 in May.", "58", "millimetre"),
        # a label
        ("Deaths: 40", "40", "death"),
        ("Homes damaged: about 1,200", "1,200", "home"),
        ("Deaths: 40\nRescued sailors: 310", "310", "sailor"),
        # lists
        ("Reminders go out at 12, 15 and 18 months.", "12", "month"),
        # the heads of a table
        (TABLE, "47", "school"),
        (TABLE, "9", "school"),
        (TABLE, "19.1", "percent"),
        (TABLE, "2.5", "point"),
        (TABLE, "8.4", "year"),
        ("| Offence | 2024 | 2025 |\n|---|---|---|\n| Vehicle theft | 9,600 | 9,984 |\n", "9,984", "theft"),
    ],
)
def test_a_number_takes_a_unit_over(text: str, number: str, unit: str) -> None:
    assert _unit(text, number) == unit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The road has 40 lamps. Prices rose to 12.", "12"),
        ("The town has 40 trams.\n\nIt has boats. Half of them are new.", "Half"),
        ("The town has 40 trams.\n\nThe council voted, and 12 stayed away.", "12"),
        ("Rates fell by a quarter in the 15 years since.", "quarter"),
        ("Calls rose 46%, to a number that was 18 billion.", "18 billion"),
        ("The 36-hole cut was raised from 50.", "50"),
        ("The 20-day mean rose from 14 to 29.", "29"),
        ("A 12-storey house fell. At least nine were hurt.", "nine"),
        ("Six of those arrested were freed after the town had lost 40 trams.", "Six"),
        ("The street has 40 shops; he was one of few.", "one"),
        ("Ranks ran from 30 metres, with couplets of 25 per mm.", "25 per"),
        ("| Driver | Poles | Top 5 |\n|---|---|---|\n| Ann Bo | 3 | 19 |\n", "19"),
        ("| Country | 2024 | 2025 |\n|---|---|---|\n| Wessland | 9,600 | 9,984 |\n", "9,984"),
    ],
)
def test_where_nothing_but_a_near_noun_speaks_for_a_unit_there_is_none(text: str, number: str) -> None:
    reading = read(text)
    mention = next(m for m in reading.numbers if number in m.text or m.text in number)
    assert reading.with_unit(mention).unit == mention.unit
    assert mention.unit not in ("tram", "lamp", "pole")


def test_a_number_that_has_a_unit_keeps_it() -> None:
    reading = read("It sold 40 boats, up from 12 kites.")
    assert [reading.with_unit(m) for m in reading.numbers] == list(reading.numbers)
