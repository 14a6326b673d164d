"""A number that the source tells of one name is not another's, and stays its own however it is told."""

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
SALES = "Sales were 410 cars in Norden and 290 cars in Suria last week."

MOVED = [
    pytest.param(SHOTS, "In Brome, just 61% of children are protected.", "61%", id="opening phrase"),
    pytest.param(SEATS, "The Reds, on 7.9% of the vote, come third.", "7.9%", id="list of parties"),
    pytest.param(LAKES, "Lake Sool is the winter home of 4,300 geese.", "4,300", id="one word of the name"),
    pytest.param(HOMES, "Tarn has 5,400 families waiting.", "5,400", id="beside, without its unit"),
    pytest.param(TRIAL, "Sam Dole faces 16 counts.", "16", id="persons"),
    pytest.param(GAS, "Harnia has cut its share of Rusk gas from 42% to 15%.", "42% to 15%", id="range"),
    pytest.param(SHIPS, "Veria already has nine frigates.", "nine", id="far away"),
    pytest.param(CREWS, "Greece has sent 70 firefighters.", "70", id="elliptical"),
    pytest.param(SALES, "Dealers sold 290 cars in Norden and 410 cars in Suria.", "290", id="exchanged"),
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
]


@pytest.mark.parametrize(("source", "text", "number"), MOVED)
def test_a_number_given_to_another_name_is_misattributed(source: str, text: str, number: str) -> None:
    found = {v.text: v.status for v in verify_text(text, source=f"News\n\n{source}")}
    assert found[number] is Status.MISATTRIBUTED


@pytest.mark.parametrize(("source", "text"), OWN)
def test_a_number_told_of_its_own_name_in_other_words_is_supported(source: str, text: str) -> None:
    assert [v.message for v in verify_text(text, source=f"News\n\n{source}") if not v.ok] == []
