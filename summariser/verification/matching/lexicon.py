"""The words that verification knows: tables only, no logic.

They are about English in general: which nouns stand for the same people or things, which words turn a change
round, which roles exclude each other, which units convert exactly. Words are written in full here and kept as
stems, as `words.stem` gives them, because they are only ever compared with stems.
"""

from decimal import Decimal

from summariser.reading.vocabulary.stopwords import COMMON
from summariser.reading.words import stems

# Nouns that news texts use for one another: a number may move between nouns of one group.
NOUN_GROUPS: tuple[frozenset[str], ...] = tuple(
    stems(group)
    for group in (
        "troop soldier serviceman servicemember military fighter combatant personnel",
        "worker employee staff staffer job labourer laborer position post role",
        "death fatality dead",
        "injury wounded injured casualty",
        "shell round munition projectile",
        "firm company business corporation enterprise",
        "country nation state member",
        "kid child youngster schoolchild pupil student teen teenager",
        "home house property dwelling household",
        "plane aircraft airplane jet airliner",
        "ship vessel boat tanker",
        "car vehicle automobile",
        "game match",
        "film movie",
        "area zone region",
        "reader user customer subscriber client",
        "dollar buck",
    )
)

# What a single person is called, where people are listed one by one. Words, not stems.
PERSONS = tuple(
    """man woman boy girl child baby infant toddler teenager mother father wife husband son daughter brother sister uncle
    aunt cousin nephew niece grandmother grandfather grandson granddaughter girlfriend boyfriend partner friend neighbour
    neighbor driver passenger pilot copilot guard officer policeman policewoman soldier worker employee student pupil
    teacher nurse doctor patient tourist trainer guide visitor bystander pedestrian cyclist motorcyclist gunman attacker
    suspect resident colleague customer clerk manager firefighter paramedic miner farmer sailor fisherman""".split()
)

# Nouns that stand for a part of anything counted and so contradict nothing.
LOOSE_NOUNS = stems("thing number total figure time more other kind type one")

# Exact conversions (a day is 24 hours): unit -> (dimension, how many of the dimension's base unit).
CONVERSIONS: dict[str, tuple[str, Decimal]] = {
    "day": ("second", Decimal(86400)),
    "week": ("second", Decimal(604800)),
    "fortnight": ("second", Decimal(1209600)),
    "second": ("second", Decimal(1)),
    "minute": ("second", Decimal(60)),
    "hour": ("second", Decimal(3600)),
    "month": ("month", Decimal(1)),
    "quarter": ("month", Decimal(3)),
    "year": ("month", Decimal(12)),
    "decade": ("month", Decimal(120)),
    "century": ("month", Decimal(1200)),
    "percentage point": ("percentage point", Decimal(1)),
    "basis point": ("percentage point", Decimal("0.01")),
    "cent": ("dollar", Decimal("0.01")),
    "USD": ("dollar", Decimal(1)),
    "penny": ("pound", Decimal("0.01")),
    "pence": ("pound", Decimal("0.01")),
    "GBP": ("pound", Decimal(1)),
}

# What is left out behind a unit: "6 feet 2".
LEFT_OUT = {"foot": "inch", "stone": "pound", "pound": "ounce", "hour": "minute", "minute": "second"}

# Units that news texts use for one another, though neither converts to the other.
LIKE_UNITS = tuple(
    frozenset(pair.split("|"))
    for pair in ("season|year", "term|year", "point|percentage point", "point|basis point", "pound|GBP")
)

# Units of time.
TIME_UNITS = frozenset("second minute hour day week fortnight month quarter year decade century".split())

# Words that make a number in their clause a lower or an upper bound, at a distance that is no bound phrase.
LOWER_WORDS = stems(
    "minimum least exceed exceeded exceeding surpass surpassed starting threshold older beyond"
)
UPPER_WORDS = stems("maximum most cap ceiling limit within younger yet")

# Words too common to say what a number is about.
STOPWORDS = stems(" ".join(COMMON))

# Words of sentences that give a report's findings, an outsider's view of them, or background.
REPORT = stems(
    "report study survey audit inquiry review panel document findings researchers investigators analysis"
)
FINDING = stems(
    """said says found finds find estimated estimates estimate identified documented concluded concludes showed
    shows revealed reveals detailed details listed counted recorded according assessed warned"""
)
RESPONSE = stems(
    """minister ministry spokesman spokeswoman spokesperson opposition critic union alliance denied denies rejected
    disputed lawmaker confirmed government league"""
)
BACKGROUND = stems(
    """ago previously earlier history historic since founded established formerly decades once originally
    meanwhile separately elsewhere"""
)
# Units of numbers that say how a report was made or who took part, rather than what it found.
INCIDENTAL = stems("page recommendation chapter member country nation ally side state minute time way word")
