"""What one text says of a number and the other denies: by "not", by "failed to", in whatever form of the verb."""

import pytest

from summariser import verify_text
from summariser.reading.vocabulary.verb_forms import TABLE, same_verb
from summariser.verification.verdict import Reason
from tools import irregular_verbs
from tools.noun_classes import WORDNET

DENIED = [
    ("It did not lend 40 maps.", "The office lent 40 maps."),
    ("The office lent 40 maps.", "It did not lend 40 maps."),
    ("The office did not lend 40 maps.", "The office lent 40 maps last week."),
    ("The mill never sold 60 looms.", "The mill sold 60 looms in May."),
    ("The mill sold 60 looms.", "The mill has not sold 60 looms, whatever the paper wrote."),
    ("The town did not build 12 schools.", "The town built 12 schools."),
    ("The club lost 30 members.", "The club did not lose 30 members."),
    ("The firm failed to ship 300 pumps.", "The firm shipped 300 pumps."),
    ("The firm shipped 300 pumps.", "The firm failed to ship 300 pumps."),
    ("The council refused to pay 90 drivers.", "The council paid 90 drivers."),
    ("The council paid 90 drivers.", "The council refused to pay 90 drivers."),
    ("The crew was unable to hold 20 boats.", "The crew held 20 boats."),
    ("The firm will not close 12 shops.", "The firm will close 12 shops."),
    ("The bank did not give 70 loans.", "The bank gave 70 loans."),
    ("The bank won 14 cases.", "The bank did not win 14 cases."),
]
# Whom a sentence denies ("nobody") is not read yet: such a subject stands before much that is not denied.
DENIED_BY_SUBJECT = [
    ("Nobody lent 40 maps.", "The office lent 40 maps."),
    ("No one bought 45 tickets.", "Visitors bought 45 tickets."),
]
NOT_DENIED = [
    ("The office lent 40 maps.", "The office did not sell the 40 maps that it lent."),
    ("The firm shipped 300 pumps.", "The firm shipped 300 pumps and failed to ship 20 valves."),
    ("The council paid 90 drivers.", "The council paid 90 drivers but refused to pay 12 clerks."),
    ("It did not lend 40 maps.", "The office did not lend 40 maps."),
    ("The office failed to lend 40 maps.", "The office did not lend 40 maps."),
    ("The office did not lend 40 maps.", "The office failed to lend 40 maps."),
    ("The crew could not hold 20 boats.", "The crew was unable to hold 20 boats."),
    ("The firm has 300 pumps.", "The firm did not sell its 300 pumps."),
    ("Nobody was hurt when 40 barrels fell.", "Forty barrels fell and nobody was hurt."),
    ("The town built 12 schools.", "The town built 12 schools, not 10."),
    ("He declined to comment on the 40 deaths.", "40 deaths were reported; he declined to comment."),
    ("40 deaths were reported.", "He declined to comment on the 40 deaths."),
    ("The club kept 30 members.", "The club did not lose 30 members."),
    ("The plan to close 12 shops was dropped.", "The firm will not close 12 shops."),
    (
        "Unable to sell the house, she lent 40 maps.",
        "She lent 40 maps since she was unable to sell the house.",
    ),
    ("No one died but 45 were hurt.", "45 people were hurt; no one died."),
    (
        "The company, which failed to file accounts, employs 80 people.",
        "The company employs 80 people. It failed to file accounts.",
    ),
    ("The mill sold 60 looms.", "Nobody knew that the mill had sold 60 looms."),
]


@pytest.mark.parametrize(("text", "source"), DENIED)
def test_what_is_denied_has_no_tick(text: str, source: str) -> None:
    assert Reason.DENIED in {verdict.reason for verdict in verify_text(text, source=source)}


@pytest.mark.xfail(reason="subjects that deny are not read", strict=True)
@pytest.mark.parametrize(("text", "source"), DENIED_BY_SUBJECT)
def test_a_subject_that_denies(text: str, source: str) -> None:
    assert Reason.DENIED in {verdict.reason for verdict in verify_text(text, source=source)}


@pytest.mark.parametrize(("text", "source"), NOT_DENIED)
def test_a_denial_of_something_else_accuses_nobody(text: str, source: str) -> None:
    assert {verdict.level.value for verdict in verify_text(text, source=source)} == {"supported"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("lent", "lend", True),
        ("paid", "pay", True),
        ("found", "find", True),
        ("found", "found", True),
        ("sold", "buy", False),
    ],
)
def test_forms_of_one_verb(one: str, other: str, same: bool) -> None:
    assert same_verb(one, other) is same_verb(other, one) is same


@pytest.mark.skipif(not (WORDNET / "verb.exc").exists(), reason="needs WordNet (Debian's wordnet-base)")
def test_the_table_is_what_wordnet_gives() -> None:
    """The table was not edited by hand and not left behind by a change of the choice."""
    assert TABLE.read_text(encoding="ascii") == irregular_verbs.render()


def test_the_table_carries_the_licence() -> None:
    """WordNet's notice is to be on every copy, whole."""
    text = TABLE.read_text(encoding="ascii")
    assert (
        "# This software and database is being provided to you, the LICENSEE, by\n# Princeton University"
        in text
    )
