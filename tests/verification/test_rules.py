"""Rules that the table of statuses does not show: what is caught, and beside it what must pass."""

from decimal import Decimal

import pytest

from summariser import verify, verify_text
from tests.verification.models import Quantity


def _statuses(text: str, source: str) -> dict[str, str]:
    return {v.text: v.status.value for v in verify_text(text, source=source)}


def test_a_number_in_anothers_place_is_misattributed() -> None:
    source = "Rents elsewhere fell back by 2%. Landlords were ignoring the city council's 3% limit."
    assert _statuses("Landlords were ignoring the city council's 2% limit.", source) == {
        "2%": "misattributed"
    }
    assert _statuses("Landlords were ignoring the city council's 3% limit.", source) == {"3%": "exact"}


SHIPS = (
    "The fishing fleet of Solmar lost 140 tonnes of nets in storms. "
    "Customs officers were busy too. They opened many crates at night. "
    "Smugglers brought 900 tonnes of tobacco through the harbour."
)


def test_a_value_with_the_description_of_another_is_misattributed() -> None:
    swapped = Quantity(what="tobacco brought by smugglers", value=Decimal(140), unit="tonne")
    right = Quantity(what="tobacco brought by smugglers", value=Decimal(900), unit="tonne")
    assert [v.status.value for v in verify(swapped, SHIPS).verdicts] == ["misattributed"]
    assert [v.status.value for v in verify(right, SHIPS).verdicts if v.mention] == ["exact"]


def test_a_description_in_other_words_raises_no_alarm() -> None:
    vague = Quantity(what="equipment destroyed by bad weather", value=Decimal(140), unit="tonne")
    assert verify(vague, SHIPS).verdicts[0].ok


@pytest.mark.parametrize(
    ("text", "source", "number", "status"),
    [
        ("It has three plans.", "Our plans:\n\n1. Basic plan\n\n2. Middle plan\n\n3. Top plan", "three", "derived"),
        ("The flight MH370 is lost.", "Flight 370 is lost.", "MH370", "equivalent"),
        ("The Tier 2 ratio was low.", "The Tier 1 ratio was low.", "2", "absent"),
        ("Half of the members left.", "Of the members 50% left.", "Half", "equivalent"),
        ("Food adds 0.8 percentage points, energy 0.3 percentage points.", "Food adds 0.8 percentage points; energy 0.3.",
         "0.3 percentage points", "exact"),
        ("The fund has €610 million.", "The fund has 610 million.", "€610 million", "unit_changed"),
        ("Between 40 and 60 came.", "At first 40 came, and in the end 60.", "40 and 60", "equivalent"),
        ("He paid at least $3,000.", "A minimum purchase of $3,000 is asked for.", "$3,000", "equivalent"),
        ("Nearly 500 left.", "Almost 500 left.", "500", "exact"),
        ("It built 1,250 fewer homes in 2024.", "Some 6,150 homes were built in 2024, compared with 7,400 in 2023.", "1,250", "derived"),
        ("Boys trail girls by 7.2 percentage points.", "Of girls 82.1% passed, of boys 74.9%.", "7.2 percentage points", "derived"),
        ("It cut the backlog by 21,000.", "The backlog was 97,000 cases, against 118,000 before.", "21,000", "derived"),
        ("The fee is 7 euros instead of 4.", "The fee will rise from 4 to 7 euros. Some had four or more.", "4", "exact"),
        ("Just over 68% voted, against 71.9% before.", "Turnout was 68.4%, compared with 71.9%.", "68%", "rounded"),
        ("More than half of the work is local.", "At least 55% of the work is local.", "half", "rounded"),
        ("Nearly a fifth of sales were online.", "Online sales made up 18% of the total.", "a fifth", "rounded"),
        ("Cocoa became 64% dearer.", "Cocoa cost 64% more and energy 9% less.", "64%", "exact"),
        ("Some 500 left.", "Just over 500 left.", "500", "equivalent"),
        ("Some 500 left.", "Over 500 left.", "500", "bound_changed"),
        ("The 36 years since the ruling were quiet.", "It was the 36th anniversary of the ruling.", "36 years", "equivalent"),
        ("Sites Shut, Hundreds Jailed", "The state shut 44,000 sites and arrested 868 people.", "Hundreds", "rounded"),
        ("Sites Shut, Hundreds Jailed", "The state shut 44,000 sites and arrested 68 people.", "Hundreds", "absent"),
        ("Hundreds of boats sank.", "The storm sank 868 boats.", "Hundreds", "rounded"),
        ("Hundreds of boats sank.", "The storm felled 868 oaks.", "Hundreds", "absent"),
        ("The worst year since '09.", "Not since 2009 was a year so bad.", "09", "exact"),
        ("The worst year since 2009.", "Not since ’09 was a year so bad.", "2009", "exact"),
        ("The worst year since '08.", "Not since 2009 was a year so bad.", "08", "absent"),
        ("Inflation eased by 0.6 percentage points.", "Inflation was 5.8% in May, down from 6.4% in April.", "0.6 percentage points", "derived"),
        ("Inflation eased by 5.8 percentage points.", "Inflation was 5.8% in May, down from 6.4% in April.", "5.8 percentage points", "unit_changed"),
        ("They will together own 81% of the venture.", "Elbkraft will own 51% of the venture and the fund 30%.", "81%", "derived"),
        ("Profit sank by 38%.", "Profit fell to 36 million pounds from 58 million.", "38%", "derived"),
        ("The price rose by 63%.", "The price of 58 million pounds paid for 36 ships.", "63%", "absent"),
        ("It will cut 250 fewer jobs.", "It will cut 600 jobs, fewer than the 850 it had announced.", "250", "derived"),
        ("It employs 500 workers.", "It has 300 workers in Orvale and 200 in Bray.", "500", "derived"),
        ("Nearly 600,000 hectares burned.", "Fires burned 216,000 hectares in May and 382,000 hectares in June.", "600,000 hectares", "derived"),
        ("Almost two thirds of the shops pay late.", "Of 50 shops, 32 pay late.", "two thirds", "derived"),
        ("Half of the shops pay late.", "Of 50 shops, 32 pay late.", "Half", "absent"),
        ("Almost two thirds of the firms pay late.", "Of the firms 63% pay late.", "two thirds", "rounded"),
        ("More than half of the firms pay late.", "Of the firms 52% pay late.", "half", "rounded"),
        ("More than half of the firms pay late.", "Of the firms 48% pay late.", "half", "absent"),
        ("Sinda had twice as many deaths as Bray.", "Sinda had 41 deaths and Bray 20 deaths.", "twice", "derived"),
        ("Sinda had twice as many deaths as Bray.", "Sinda had 4,100 cases and Bray 2,300 cases.", "twice", "absent"),
        ("Revenue was $160 million.", "The round raised $159.7 million.", "$160 million", "rounded"),
        ("Revenue was $160 million.", "The round raised $159.7 million, the next $160.2 million.", "$160 million", "absent"),
        ("Two million in Europe have it.", "Of 1.6 million in Asia and up to 2 million in Europe who have it.", "Two million", "bound_changed"),
        ("They began a two-day strike.", "A 48-hour strike began.", "two-day", "equivalent"),
        ("They will sell within two years.", "They will sell in the next two years.", "two years", "equivalent"),
        ("The scheme ran for seven years, from 2014 to 2021.", "From 2014 to 2021 he took grain.", "seven years", "derived"),
        ("The loss fell by more than a third.", "The loss narrowed to 12 million euros from 19 million.", "a third", "derived"),
        ("It was launched in September 2018.", "It was launched in September 2016 and arrived in December 2018.", "2018", "absent"),
        ("It was launched in September 2016.", "It was launched in September 2016 and arrived in December 2018.", "2016", "exact"),
        ("Nine days were lost until November 2024.", "It counts 31 days until November 2025, against nine in 2024.", "2024", "exact"),
        ("It was launched in September 2018.", "In 2018 it was launched. In September it flew.", "2018", "exact"),
        ("Some Halls Should Be 21+ Only", "Nobody gets in before age 21 by law.", "21+", "equivalent"),
        ("Some Halls Should Be 21+ Only", "There are 21 halls in the town.", "21+", "bound_changed"),
        ("One percent pays as much as the other 99%.", "The richest 1% pay as much as all the rest.", "99%", "derived"),
        ("The survey asked 99%.", "The richest 1% pay as much as all the rest.", "99%", "absent"),
        ("Owls Lead Herons by an Edge of $62m", "The Owls have $186m in the bank, the Herons $124m.", "$62m", "derived"),
    ],
)  # fmt: skip
def test_the_status_of_a_number(text: str, source: str, number: str, status: str) -> None:
    verdicts = verify_text(text, source=source)
    assert {v.text: v.status.value for v in verdicts}[number] == status, [v.message for v in verdicts]


@pytest.mark.parametrize(
    ("text", "source", "ok"),
    [
        # A clause or sentence beside the number's own is about what the claim is about.
        ("Hardware revenue was $1.3 billion.", "Subscription revenue was $1.3 billion. Hardware revenue was $402 million.", False),
        ("Subscription revenue was $1.3 billion.", "Subscription revenue was $1.3 billion. Hardware revenue was $402 million.", True),
        ("Holub spent 19 million crowns.", "Vasko spent 19 million crowns and Holub 18 million.", False),
        ("Vasko spent 19 million crowns.", "Vasko spent 19 million crowns and Holub 18 million.", True),
        ("The tunnel cost $4 million.", "The bridge cost $4 million and the tunnel $9 million.", False),
        ("It spent 19 million crowns.", "Vasko spent 19 million crowns and Holub 18 million.", True),
        ("Vasko, unlike Holub, spent 19 million crowns.", "Vasko spent 19 million crowns and Holub 18 million.", True),
        ("Only 38% of people in towns have wells.", "Only 38% of people in villages have wells, compared with 74% in towns.", False),
        ("European sales rose 5% in spite of weaker demand in Asia.",
         "Sales in Europe rose 5% on strong demand. In Asia sales fell 3%.", True),
        # What a change began with is not what it came to.
        ("Deaths fell to 655.", "Deaths fell to 410 from 655.", False),
        ("Deaths fell from 655.", "Deaths fell to 410 from 655.", True),
        ("The valley had 900 bears.", "The valley has 1,300 bears, up from 900 bears in 2010.", True),
        ("He now has 900 letters.", "He has 1,300 letters, among them 900 from schools.", True),
        # An ordinal belongs to what it counts.
        ("It was his second conviction.", "A third dealer was acquitted. It was his second conviction.", True),
        ("He came third.", "A third dealer was acquitted. It was his second conviction.", True),
        # An age behind a name counts nothing.
        ("70 Dead in Strike on Orvale", "The dead include Halyna Bilyk, 70. The strike killed 13.", False),
        ("Halyna Bilyk, 70, Dies in Strike", "The dead include Halyna Bilyk, 70. The strike killed 13.", True),
        ("She was 70 years old.", "The dead include Halyna Bilyk, 70. The strike killed 13.", True),
        ("The lander carries 41 payloads.", "Its director is Joana Pires, 41, of Orvale.", False),
        ("Her uncle was 70.", "The dead include Halyna Bilyk, 70. The strike killed 13.", True),
        # A year belongs to what happened in it.
        ("Lindh took over the firm in 2020.", "Lindh took over the firm in 2022. Shares fell most since March 2020.", False),
        ("Lindh took over the firm in 2022.", "Lindh took over the firm in 2022. Shares fell most since March 2020.", True),
        ("The ministry founded the agency in 2019.", "The body was set up in 2019. In 2024 the ministry moved.", True),
        # From one figure to another: the way, and where it began.
        ("Inflation rose to 2.3%.", "Inflation fell from 3.4% to 2.3%.", False),
        ("Inflation fell to 3.4%.", "Inflation fell from 3.4% to 2.3%.", False),
        ("Inflation fell to 2.3%.", "Inflation fell from 3.4% to 2.3%.", True),
        ("Inflation fell from 3.4%.", "Inflation fell from 3.4% to 2.3%.", True),
        ("Profit rose from $3 million to $5 million.", "Profit fell from $5 million to $3 million.", False),
        ("Maths edged up to 64%.", "In maths 64% reached the level, up from 63%.", True),
        ("It was 160 litres, compared with 200 litres until now.", "It is 160 litres, down from 200 litres.", True),
        # One step of arithmetic by chance.
        ("Child benefit rises to 1,450 crowns.", "Child benefit rises by 90 crowns to 1,540 crowns.", False),
        ("The Montel holds 47 million litres.", "The Montel holds 41 million litres. The Ruid holds 6 million litres.", False),
        ("About 15.4% of the teachers have none.", "640 of the county's 4,150 teachers have none.", True),
        ("Deng outspent Berg by 1.7 million crowns.", "Deng spent 4.8 million crowns, against 3.1 million for Berg.", True),
        # Two names exchanged.
        ("Sales were $1.12 billion in Europe and $890 million in Asia.",
         "Sales in Asia were $1.12 billion, while those in Europe were $890 million.", False),
        ("Sales were $1.12 billion in Asia and $890 million in Europe.",
         "Sales in Asia were $1.12 billion, while those in Europe were $890 million.", True),
        # People and their jobs, ages and times.
        ("Nearly 480 people will lose their jobs.", "It shuts with the loss of nearly 480 jobs. Elsewhere it employs 1,300 people.", True),
        ("Rovers have signed the 24-year-old on a five-year deal.",
         "Melgar joined Rovers on a five-year contract. Melgar, 24, scored 31 goals.", True),
        # A part is killed, not the whole.
        ("The crash killed 71 people.", "In the crash 51 of 71 people on the flight died.", False),
        ("The crash killed 51 people.", "In the crash 51 of 71 people on the flight died.", True),
        ("Of 71 people, 51 died.", "In the crash 51 of 71 people on the flight died.", True),
        ("There were 71 people on the flight.", "In the crash 51 of 71 people on the flight died.", True),
        # A role belongs to the number nearest to it.
        ("A ferry with 212 aboard sank, and 29 are missing.",
         "A ferry carrying 212 people sank, killing at least 47 and leaving 29 missing.", True),
        ("Rescuers saved 89 people.", "Rescuers saved 89 people from the water, and 16 others are missing.", True),
        # Comparatives tell a direction, "up to" does not.
        ("Output rose by 11%.", "Output was 11% lower than in May.", False),
        ("Output fell by up to 11%.", "Output fell by as much as 11%.", True),
        ("The yield was 9% above the average.", "The yield was 9% below the average.", False),
        ("Turnout rose by 5.7 percentage points.", "Turnout was 61.2%, down from 66.9%.", False),
        # Who retells a sentence keeps its order.
        ("The fever has claimed 214 lives and sickened over 9,600 people since April.",
         "The fever has killed 214 people since April and infected more than 9,600.", True),
    ],
)  # fmt: skip
def test_a_number_belongs_to_what_its_words_say(text: str, source: str, ok: bool) -> None:
    verdicts = verify_text(text, source=source)
    assert all(v.ok for v in verdicts) is ok, [v.message for v in verdicts]


@pytest.mark.parametrize(
    ("text", "source", "ok"),
    [
        ("The yard will not cut 500 jobs.", "The yard will cut 500 jobs in May.", False),
        ("They come without a 30-day free trial.", "Try it: our 30-day free trial begins today.", False),
        (
            "The bank raised its rate to 2.5%.",
            "The bank did not raise it to 2.5% in May, as many thought.",
            False,
        ),
        ("The yard will cut 500 jobs.", "The yard won’t cut the 500 jobs.", False),
        ("The yard has 500 jobs.", "The yard won’t cut the 500 jobs.", True),
        # The source says so too, or may.
        ("The yard will not cut 500 jobs.", "The yard dropped the idea to cut 500 jobs.", True),
        ("The yard will not cut 500 jobs.", "The yard would cut 500 jobs, it was feared.", True),
        # Denied is not the number.
        ("Turnout did not reach the 40% mark.", "At 31% turnout stayed far from the 40% mark.", True),
        ("The yard will not only cut 500 jobs.", "The yard will cut 500 jobs in May.", True),
        ("The bank did not change its 4% rate.", "The bank kept its rate at 4%.", True),
    ],
)
def test_a_denied_number_that_the_source_affirms_is_misattributed(text: str, source: str, ok: bool) -> None:
    (verdict,) = verify_text(text, source=source)
    assert verdict.ok is ok
    assert ok or verdict.status.value == "misattributed"


@pytest.mark.parametrize(
    ("headline", "source", "status"),
    [
        ("10 Dead After Shots in Orvale", "A man killed nine people in Orvale before he was caught.", "absent"),
        ("10 Hurt After Shots in Orvale", "A man killed nine people in Orvale before he shot himself.", "absent"),
        ("Five Killed in Crash", "The crash killed a pilot and four passengers.", "derived"),
        ("Five Killed in Crash", "The crash killed four passengers and their pilot.", "derived"),
        ("Six Killed in Crash", "The crash killed the pilot, a guide and four passengers.", "derived"),
        ("Six Killed in Crash", "The crash killed a pilot and four passengers.", "absent"),
        ("Five Killed in Crash", "The pilot and four passengers walked away.", "absent"),
        ("Two Die at Wildlife Park", "A tourist and trainer have died at the park.", "derived"),
        ("Two Die at Wildlife Park", "A tourist and trainer met at the park.", "absent"),
        ("43 Hurt as Coach Hits Bridge", ("The coach hit a bridge and six passengers were badly injured. It was dark. Police came. "
         "Another 37 passengers had minor injuries."), "derived"),
        ("43 Hurt as Coach Hits Bridge", ("The coach hit a bridge and six passengers were badly injured. It was dark. Police came. "
         "It can carry 37 passengers."), "absent"),
    ],
)  # fmt: skip
def test_people_counted_in_parts(headline: str, source: str, status: str) -> None:
    assert [v.status.value for v in verify_text(headline, source=source)] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The well gave water in 1886.", "derived"),
        ("The well will be closed in 2029.", "derived"),
        ("The bridge will be closed in 2029.", "absent"),
        ("It was asked for the fourth year.", "derived"),
        ("It was asked for the fifth year.", "absent"),
    ],
)
def test_what_follows_from_the_day_of_publication(text: str, status: str) -> None:
    source = (
        "(Feb 16, 2019 9:30 AM) The 133-year-old well gave water. The well will be closed a decade from now. "
        "Every October since 2016 the town has asked for it."
    )
    assert verify_text(text, source=source)[-1].status.value == status


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Ministers of 14 states set the catch at 61,500 tonnes, 28% more than the 48,000 of 2025.",
            "He has fished since he was 14. In 2025 the 14 states allowed themselves a catch of 48,000 tonnes. Now it is 61,500 tonnes, 28% more.",
        ),
        ("The fee is now 110 euros instead of 120.", "The fee was cut to 110 euros from 120."),
        ("The fare will be £2.60.", "Pay was lifted to £15.60 an hour. The fare will be £2.60 from May."),
        ("The fee rose to 50 euros.", "The fee, which fell to 40 euros in May, is 50 euros now."),
        ("The blast killed 3.", "Three died in the blast, and 17 people were hurt."),
        ("Sales were $4 million in 2022.", "In 2022 sales were $4 million, up from $3 million in 2021."),
        ("Inflation fell from 9%.", "Inflation was down from 9% to 3%."),
    ],
)
def test_the_same_in_other_words_raises_no_alarm(text: str, source: str) -> None:
    assert [v.message for v in verify_text(text, source=source) if not v.ok] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Some 1,640 people were killed on the roads in 2025, down from 1,763.",
         "Some 1,640 people were killed on the country's roads in 2025, 7% fewer than the 1,763 of the year before, but the toll among cyclists rose."),
        ("The yard built 48 ferries in 2031, up from 39.",
         "The yard built 48 ferries in 2031, a quarter more than the 39 of the year before, as orders from the islands grew."),
        ("Nurses filled 6,200 posts at the clinics in May, down from 6,850.",
         "Nurses filled 6,200 posts at the valley's clinics in May, 9% fewer than the 6,850 of a year before, the office said."),
    ],
)  # fmt: skip
def test_what_it_came_from_is_no_misattribution_where_the_text_has_both(text: str, source: str) -> None:
    assert all(verdict.ok for verdict in verify_text(text, source=source))
    numbers = [
        v.mention.text for v in verify_text(text, source=source) if v.mention and v.mention.kind == "cardinal"
    ]
    swapped = text.replace(numbers[0], "\0").replace(numbers[-1], numbers[0]).replace("\0", numbers[-1])
    assert not all(verdict.ok for verdict in verify_text(swapped, source=source))
