"""What single numbers of a text are called against a source of a sentence or two, of every kind of support and change."""

from datetime import date

import pytest

from summariser import Article, verify_text

PAIRS = [
    ("It lent 80 maps.", "It lent 40 maps in May.", "80: absent"),
    ("It bought 12 ships.", "It bought 3 ships, 4 lorries and 5 cranes.", "12: absent"),
    ("It bought 12 ships.", "It bought 3 ships, 4 ships and 5 ships.", "12: derived"),
    (
        "1 soldier was killed.",
        "Two soldiers were killed on Monday. These are the first deaths of the year.",
        "1: absent",
    ),
    ("One guard died.", "Two guards died. The first had served for years.", "One: absent"),
    ("1 Guard Killed in Raid", "Two guards were killed. It was the first raid of the year.", "1: absent"),
    ("Twenty-two thousand people voted.", "In all 22,900 people voted.", "Twenty-two thousand: absent"),
    ("Twenty-two thousand people voted.", "In all 22,300 people voted.", "Twenty-two thousand: rounded"),
    (
        "About twenty-two thousand people voted.",
        "In all 22,900 people voted.",
        "twenty-two thousand: rounded",
    ),
    ("It lent 11 maps.", "It lent 4 to 11 maps.", "11: bound_changed"),
    ("It lent 11 maps.", "It lent 4 to 11 maps, and 9 charts and 2 globes.", "11: bound_changed"),
    (
        "It hurt 11 people.",
        "Nine adults and two others were hurt. The children were 4 to 11 years old.",
        "11: derived",
    ),
    ("It hurt 11.", "It hurt nine adults and two children, aged from 4 to 11.", "11: equivalent"),
    ("Three wugs were shot.", "He killed three police officers, and fled.", "Three: equivalent doubt"),
    ("Three boats sank.", "The hall has three doors, and closed in May.", "Three: equivalent doubt"),
    (
        "The strike lasted 3 weeks.",
        "The strike began on 29 April 2024. It ended on 20 May 2024.",
        "3 weeks: derived",
    ),
    (
        "The strike lasted 4 weeks.",
        "The strike began on 29 April 2024. It ended on 20 May 2024.",
        "4 weeks: absent",
    ),
    ("Two people died.", "A man, his wife and a child died.", "Two: absent"),
    ("Three people died.", "A man, his wife and a child died.", "Three: derived"),
    ("3 to 4 people died.", "A man, his wife and a child died.", "3 to 4: absent"),
    ("Four people died.", "A driver and three passengers died.", "Four: derived"),
    (
        "Three people died.",
        "A driver and two passengers died. A man, his wife and a child were hurt.",
        "Three: derived",
    ),
    (
        "Three people were hurt.",
        "A driver and two passengers died. A man, his wife and a child were hurt.",
        "Three: derived",
    ),
    (
        "The king reigned from 1708 to 1765.",
        "The king (8 December 1708 – 18 August 1765) reigned.",
        "1708 to 1765: exact",
    ),
    ("It met from September 8 to 10.", "It met from September 8 to 10, 2023.", "8: exact, 10: exact"),
    ("It met on September 10.", "It met from September 8 to 10, 2023.", "10: misattributed"),
    ("It ran until 2020.", "It ran in 2018-2020.", "2020: exact"),
    ("It ran from 2018.", "It ran in 2018-2020.", "2018: exact"),
    (
        "Arlen has 40 boats.",
        "- Arlen: 40 boats\n- Borsk: 50 boats\n\nPrices rose.\n\n- Arlen: 60 carts\n- Borsk: 70 carts",
        "40: exact",
    ),
    (
        "Arlen has 50 boats.",
        "- Arlen: 40 boats\n- Borsk: 50 boats\n\nPrices rose.\n\n- Arlen: 60 carts\n- Borsk: 70 carts",
        "50: misattributed",
    ),
    (
        "Arlen has 70 carts.",
        "- Arlen: 40 boats\n- Borsk: 50 boats\n\nPrices rose.\n\n- Arlen: 60 carts\n- Borsk: 70 carts",
        "70: misattributed",
    ),
    ("The fund earned 31%.", "The fund earned 3.1%.", "31%: scale_changed"),
    (
        "The fund earned 31 million crowns.",
        "The fund earned 31 billion crowns.",
        "31 million: scale_changed",
    ),
    (
        "The fund earned over 31 million crowns.",
        "The fund earned 31 million crowns.",
        "31 million: bound_changed",
    ),
    (
        "The fund earned up to 31 million crowns.",
        "The fund earned 31 million crowns.",
        "31 million: bound_changed",
    ),
    (
        "The fund earned 31 million euros.",
        "The fund earned 31 million crowns.",
        "31 million euros: unit_changed",
    ),
    ("It opened on 5 March 2024.", "It opened on 6 March 2024.", "5: absent, 2024: exact"),
    ("It opened on 5 March.", "It opened on 5 March 2024.", "5: exact"),
    ("It opened in March 2024.", "It opened on 5 March 2024.", "2024: exact"),
    ("It opened in 2024.", "It opened on 5 March 2024.", "2024: exact"),
    ("It opened at 19:30.", "It opened at 7:30 pm.", "19:30: exact"),
    ("The bridge is 3 miles long.", "The bridge is 4.83 km long.", "3 miles: rounded"),
    ("The bridge is 3 miles long.", "The bridge is 6 km long.", "3 miles: absent"),
    ("A quarter of the pupils left.", "Of 40 pupils 10 left.", "A quarter: derived"),
    ("Exports doubled.", "Exports rose from 40 to 80 tonnes.", "doubled: derived"),
    ("Exports rose by 100%.", "Exports rose from 40 to 80 tonnes.", "100%: derived"),
    ("Exports fell by 50%.", "Exports fell from 80 to 40 tonnes.", "50%: derived"),
    ("Exports rose by 50%.", "Exports fell from 80 to 40 tonnes.", "50%: absent"),
    ("Exports rose by 40 tonnes.", "Exports rose from 40 to 80 tonnes.", "40 tonnes: derived"),
    ("Exports rose by 40 tonnes.", "Exports fell from 80 to 40 tonnes.", "40 tonnes: misattributed"),
    ("The other 70% stayed.", "Of the staff 30% left, the rest stayed.", "70%: derived"),
    (
        "77 people were on board.",
        "The bus carried 40 people, and another 37 passengers joined at Arlen.",
        "77: derived",
    ),
    ("Flight 371 vanished.", "Flight 370 vanished.", "371: absent"),
    ("Flight 370 vanished.", "Flight 370 vanished.", "370: exact"),
    ("370 people vanished.", "Flight 370 vanished with 239 people.", "370: misattributed"),
    ("There were three fires.", "It was the third fire of the year.", "three: absent"),
    ("Mara Lind, 34, won.", "Mara Lind, 34, won.", "34: exact"),
    ("Mara Lind is 34 years old.", "Mara Lind, 34, won.", "34 years old: exact"),
    ("Mara Lind won 34 races.", "Mara Lind, 34, won.", "34: unit_changed"),
    ("Eggs cost $5.", "Eggs cost €5.", "$5: unit_changed"),
    ("Eggs cost 5 dollars a dozen.", "Eggs cost $5 a dozen.", "5 dollars: exact, a dozen: exact"),
    ("Eggs cost $5.", "Eggs cost $5 to $7.", "$5: bound_changed"),
    ("Eggs cost $5 to $7.", "Eggs cost from $5 to $7.", "$5 to $7: exact"),
    ("Eggs cost $5 to $8.", "Eggs cost from $5 to $7.", "$5 to $8: absent"),
    ("Dozens of people fled.", "Some 40 people fled.", "Dozens: rounded"),
    ("Hundreds of people fled.", "Some 40 people fled.", "Hundreds: absent"),
    ("Thousands of people fled.", "Some 4,000 people fled.", "Thousands: rounded"),
    (
        "It lent 40 maps.",
        "The office said it lent 40 maps. The figure was later withdrawn.",
        "40: misattributed",
    ),
    ("It lent 40 maps.", "It was wrong that the office lent 40 maps; it lent 50.", "40: misattributed"),
    ("It lent 1,056 maps.", "It lent 1, 056 maps.", "1,056: exact"),
    ("Wages rose 3%.", "Wages fell 3%.", "3%: misattributed"),
    ("Wages rose 3 points.", "Wages rose 3%.", "3: unit_changed"),
    ("Wages rose 3 percentage points.", "Wages rose 3%.", "3 percentage points: unit_changed"),
    ("Killed: 12.", "In the crash 12 people were wounded.", "12: misattributed"),
    ("12 people were killed.", "In the crash 12 people were wounded and 3 killed.", "12: misattributed"),
    ("Arlen lent 40 maps.", "Borsk lent 40 maps. Arlen lent 50.", "40: misattributed"),
    (
        "Arlen lent 40 maps in 2019.",
        "Arlen lent 40 maps in 2020 and 50 in 2019.",
        "40: misattributed, 2019: misattributed",
    ),
    (
        "Arlen lent 40 and 50 maps in 2019 and 2020.",
        "Arlen lent 40 and 50 maps in 2019 and 2020, respectively.",
        "40: exact, 50: exact, 2019: exact, 2020: exact",
    ),
    (
        "Arlen lent 50 maps in 2019.",
        "Arlen lent 40 and 50 maps in 2019 and 2020, respectively.",
        "50: misattributed, 2019: exact",
    ),
    (
        "Exports were 4.6 million euros.",
        "| Item | Exports (million euros) |\n| Boats | 4.6 |\n| Carts | 7.1 |",
        "4.6 million euros: equivalent",
    ),
    (
        "Exports of boats were 4.6 billion euros.",
        "| Item | Exports (million euros) |\n| Boats | 4.6 |\n| Carts | 7.1 |",
        "4.6 billion euros: scale_changed",
    ),
    (
        "Exports of boats were 7.1 million euros.",
        "| Item | Exports (million euros) |\n| Boats | 4.6 |\n| Carts | 7.1 |",
        "7.1 million euros: equivalent doubt",
    ),
    ("Nearly four in ten boats sank.", "38% of the boats sank.", "four in ten: rounded"),
    ("Nearly 500 boats sank.", "In all 487 boats sank.", "500: rounded"),
    ("Nearly 500 boats sank.", "In all 512 boats sank.", "500: rounded"),
    ("Over 500 boats sank.", "In all 512 boats sank.", "500: rounded"),
    ("Over 500 boats sank.", "In all 487 boats sank.", "500: absent"),
    ("At least 500 boats sank.", "In all 512 boats sank.", "500: rounded"),
    ("At most 500 boats sank.", "In all 512 boats sank.", "500: absent"),
    ("Fewer than 500 boats sank.", "In all 487 boats sank.", "500: rounded"),
    ("More than half of the boats sank.", "54% of the boats sank.", "half: rounded"),
    ("More than half of the boats sank.", "46% of the boats sank.", "half: absent"),
    ("A dozen boats sank.", "12 boats sank.", "A dozen: equivalent"),
    ("He won in 1999, aged 30.", "Born in 1969, he won in 1999.", "1999: exact, 30: derived"),
    (
        "77 people were on board.",
        "The bus carried 40 people, and an additional 37 passengers joined at Arlen.",
        "77: derived",
    ),
    ("It lent 70 maps in all.", "It lent 40 maps and 30 charts, and 20 globes.", "70: absent"),
]
DULL = "Clouds stayed over the valley for most of the afternoon."


def _told(text: str, source: str | Article) -> str:
    """Each number of the text with its status, and whether it is worth another look."""
    verdicts = verify_text(text, source=source)
    return ", ".join(f"{v.text}: {v.status}{' doubt' if v.doubt else ''}" for v in verdicts)


@pytest.mark.parametrize(("text", "source", "told"), PAIRS)
def test_what_the_numbers_of_a_text_are_called(text: str, source: str, told: str) -> None:
    assert _told(text, source) == told


@pytest.mark.parametrize(
    ("text", "source"), [("{}", f"{DULL}\n\n{{}}"), ("{}", f"{{}} {DULL}"), (f"{DULL} {{}}", "{}")]
)
def test_a_sentence_about_something_else_changes_nothing(text: str, source: str) -> None:
    """Before or behind what the source says, or before what the text says."""
    moved = [_told(text.format(said), source.format(found)) for said, found, _ in PAIRS]
    assert moved == [told for *_, told in PAIRS]


def test_a_source_agrees_with_itself() -> None:
    """All that it says is supported without a doubt, but for what it takes back."""
    said = [source for _, source, _ in PAIRS if "withdrawn" not in source]
    verdicts = [verdict for source in said for verdict in verify_text(source, source=source)]
    assert [v.message for v in verdicts if v.doubt or not v.ok] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Drivers have been on strike for 21 days.", "21 days: derived"),
        ("Drivers have been on strike for 3 weeks.", "3 weeks: derived"),
        ("Drivers have been on strike for 5 weeks.", "5 weeks: absent"),
        ("The mint closed 3 weeks ago.", "3 weeks: absent"),
    ],
)
def test_a_time_until_the_day_of_publication(text: str, told: str) -> None:
    """It is worked out for what the claim is told of, and for nothing else."""
    plain = Article.from_text("Drivers went on strike on 29 April 2024. They want more.")
    article = Article(plain.text, plain.body_spans, plain.sentences, published=date(2024, 5, 20))
    assert _told(text, article) == told


def test_a_number_with_a_space_inside_is_quoted_where_it_begins() -> None:
    (verdict,) = verify_text("It lent 1,056 maps.", source="It lent 1, 056 maps.")
    assert verdict.source_span == (8, 9)


def test_a_verdict_in_json_gives_its_number_in_full() -> None:
    """A plain number, the upper end of a range likewise."""
    mentions = [
        v.model_dump(mode="json")["mention"] for v in verify_text("40 or 2 to 3 million", source="40")
    ]
    assert [(m["value"], m["upper"]) for m in mentions] == [(40, None), (2000000, 3000000)]
