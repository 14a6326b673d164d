"""A number that the source tells of one name, period or role is not another's, and stays its own however it is told."""

import pytest

from summariser import verify_text
from summariser.verification import Status

SHOTS = (
    "Only 61% of children in Aldry have had the jab, against 88% in Brome. The aim is 90%, the clinics said."
)
SEATS = "Rain kept many at home. The Reds won 31 seats on 12.4% and the Farmers' Union 17 on 7.9%. No other list got in."
LAKES = (
    "Today 4,300 geese winter at Lake Arn, wardens said. At Lake Sool, to the north, there were 1,200 geese."
)
HOMES = (
    "On Marlow's list there are 5,400 families, who wait four years. Tarn has 2,100, with a wait of one year."
)
TRIAL = "Ann Brook, 44, accused of leading the gang, faces 16 counts. Sam Dole, 39, who kept the van, faces seven."
GAS = (
    "Harnia, which buys 35% of its gas from Rusk, won six more months. Oster, whose share of Rusk gas has been cut "
    "from 42% to 15%, was against it."
)
SHIPS = "Veria ordered five frigates from a yard at Holt. The crews will be trained there. Lorn, across the gulf, has nine frigates."
CREWS = "Crews came from abroad: Spain sent 70 firefighters and Greece 35."
EXAMS = (
    "Of the 5,200 who sat the test in May 2024, 71.4% passed, compared with 75.8% in 2023, the board said."
)
TRUANTS = "Pupils missed 6.4% of lessons in the past school year, down from 8.2%."
TURNOUT = "Turnout was 58.1%, compared with 63.5% five years earlier."
RAIDS = "Officers arrested 23 people in raids at 31 addresses on Monday."
ILL = "Thirty-six patients needed hospital care and two have died."
MILL = "In 2024 the island had 640,000 guests, which was 7% fewer than in 2023."
SALES = "Sales were 410 cars in Norden and 290 cars in Suria last week."

MOVED = [
    pytest.param(SHOTS, "In Brome, just 61% of children are protected.", "61%", id="opening phrase"),
    pytest.param(SEATS, "The Reds, on 7.9% of the vote, come third.", "7.9%", id="list of parties"),
    pytest.param(SHIPS, "Veria already has nine frigates.", "nine", id="far away"),
    pytest.param(CREWS, "Greece has sent 70 firefighters.", "70", id="elliptical"),
    pytest.param(SALES, "Dealers sold 290 cars in Norden and 410 cars in Suria.", "290", id="exchanged"),
    pytest.param(EXAMS, "In 2023, 71.4% of pupils passed.", "71.4%", id="another number's year"),
    pytest.param(TRUANTS, "The share of lessons missed rose to 6.4%.", "6.4%", id="down from"),
    pytest.param(TURNOUT, "Turnout grew from five years before, to 58.1%.", "58.1%", id="compared with more"),
    pytest.param(RAIDS, "The raids took in 23 addresses.", "23", id="counted beside"),
    pytest.param(ILL, "The outbreak has killed 36 people.", "36", id="in hospital"),
    pytest.param(HOMES, "Tarn has 5,400 families waiting.", "5,400", id="beside, without its unit"),
]
# Not seen: the subject stands in a sentence before or past a relative clause, or the number is a range.
NOT_SEEN = [
    pytest.param(LAKES, "Lake Sool is the winter home of 4,300 geese.", "4,300", id="one word of the name"),
    pytest.param(TRIAL, "Sam Dole faces 16 counts.", "16", id="persons"),
    pytest.param(GAS, "Harnia has cut its share of Rusk gas from 42% to 15%.", "42% to 15%", id="range"),
]
OWN = [
    pytest.param(SHOTS, "In Brome, 88% are protected, while Aldry has 61%.", id="reordered"),
    pytest.param(SEATS, "The Farmers' Union won 17 seats, the Reds 31.", id="parties reordered"),
    pytest.param(LAKES, "Lake Arn has 4,300 geese and Lake Sool 1,200.", id="lakes"),
    pytest.param(HOMES, "Families in Marlow: 5,400; in Tarn: 2,100.", id="families"),
    pytest.param(TRIAL, "Dole faces seven counts, Brook 16.", id="surnames"),
    pytest.param(GAS, "Oster took its share of Rusk gas from 42% to 15%.", id="with a name that both have"),
    pytest.param(
        "Rusk's oil income fell by 12% to $70 billion, the Bank of Harn said, while its gas income rose by 4% to $15 billion.",
        "Rusk earned $15 billion from gas, 4% more.",
        id="pronoun",
    ),
    pytest.param(
        "Rusk's ministry expelled five diplomats from Oster and two from Harnia.",
        "Rusk sent home two diplomats of Harnia and five of Oster.",
        id="one subject for both",
    ),
    pytest.param(
        "Pell's farms brought in 18 tonnes of wheat. Barley did better: it went up to 7 tonnes.",
        "Pell's barley came to 7 tonnes.",
        id="not a name here",
    ),
    pytest.param(SHIPS, "Lorn has nine frigates; Veria is to get five.", id="ships"),
    pytest.param(EXAMS, "In 2024, 71.4% passed; the year before, 75.8% did.", id="years"),
    pytest.param(TRUANTS, "Truancy fell to 6.4%.", id="fell to"),
    pytest.param(TURNOUT, "Turnout sank to 58.1%.", id="sank to"),
    pytest.param(RAIDS, "At 31 addresses 23 people were arrested.", id="raids"),
    pytest.param(MILL, "The island lost 7% of its guests in 2024.", id="than in"),
    pytest.param(
        "The lake fell 3 metres. Costs can be cut by up to 30% a year.",
        "It cuts costs by up to 30%.",
        id="up to",
    ),
]


@pytest.mark.parametrize(("source", "text", "number"), MOVED)
def test_a_number_given_to_another_name_is_misattributed(source: str, text: str, number: str) -> None:
    found = {v.text: v.status for v in verify_text(text, source=f"News\n\n{source}")}
    assert found[number] is Status.MISATTRIBUTED


@pytest.mark.xfail(strict=True, reason="the reading does not tie the number to its name")
@pytest.mark.parametrize(("source", "text", "number"), NOT_SEEN)
def test_a_number_given_to_another_name_is_not_seen_yet(source: str, text: str, number: str) -> None:
    found = {v.text: v.status for v in verify_text(text, source=f"News\n\n{source}")}
    assert found[number] is Status.MISATTRIBUTED


@pytest.mark.parametrize(("source", "text"), OWN)
def test_a_number_told_of_its_own_name_in_other_words_is_supported(source: str, text: str) -> None:
    assert [v.message for v in verify_text(text, source=f"News\n\n{source}") if not v.ok] == []
