"""What a text says of one of its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from summariser.numbers import Kind, NumberMention
from summariser.reading.times.period import Period
from summariser.reading.words import head_of


class Endpoint(StrEnum):
    """What a number is to a change: where it began, what it came to, or by how much it was.

    >>> reading = read("Sales rose from 40 to 55.")
    >>> [str(statement.endpoint) for statement in reading.statements]
    ['from', 'to']
    """

    FROM = "from"
    TO = "to"
    BY = "by"


class Direction(StrEnum):
    """Which way the change goes.

    >>> reading = read("Sales rose by 15 to 55.")
    >>> [str(statement.direction) for statement in reading.statements]
    ['up', 'up']
    """

    UP = "up"
    DOWN = "down"


class Polarity(StrEnum):
    """Whether a number is told as a fact; FORMER is one that was told before, where the text gives another one, too.

    >>> reading = read("The board denied that 40 bridges had closed.")
    >>> reading.statements[0].polarity
    <Polarity.DENIED: 'denied'>
    """

    AFFIRMED = "affirmed"
    DENIED = "denied"
    RETRACTED = "retracted"
    HYPOTHETICAL = "hypothetical"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is of: stems, each with how closely it is tied to the number, from 0 to 1 (`weights`).

    1 is the clause that the number stands in, between the numbers beside it; 0.25 the rest of the sentence. `head`
    is the stem of the noun counted, or else of the last word before the number that may name what it is of; `phrase`
    are half-open offsets of the number's own words, from the first to the last.

    >>> subject = read("Inspectors seized 40 boats.").statements[0].subject
    >>> subject.head, sorted(subject.own)
    ('boat', ['boat', 'inspector', 'seiz'])
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    head: str | None = None
    phrase: tuple[int, int] | None = None

    @property
    def own(self) -> frozenset[str]:
        """The stems that are tied to the number by the build of the sentence, rather than only near it."""
        return frozenset(stem for stem, weight in self.weights.items() if weight >= OWN)


Unit = tuple[str, Kind]
# From here on a word is tied to a number by more than standing in its sentence. By judgement: above the 0.25 of a word
# that only stands in the sentence.
OWN = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of a text, and what the text says of it.

    `sentence` counts from 0 within the reading. `subject` is what the number is of, `direction` and `endpoint` what it is to
    a change, `role` what befell those that it counts ("killed", "injured", "missing", "arrested"), `polarity` whether it is
    told as a fact; None where nothing tells it. `periods` is what time the number is told of: several where one
    number is told of each of them, none where the text gives none; `period_is_sure` unless it is only taken over from
    a clause beside; `is_earlier` where it is told of a year or so before, from whatever year. `is_told_before` where the text tells it of an earlier telling ("had first reported"). `denied` is the stem of the verb behind a "not", None where the whole is denied. `names` are the runs of words with a capital in its clause, `speaker` is the
    last word of who states it. `taken_unit` is the unit, with the kind of number that it makes, that a number written without one takes over, or
    that the head of its table's column has.

    >>> statement = read("It sold 40 boats in 2019.").statements[0]
    >>> statement.mention.text, statement.period.edtf, statement.subject.head
    ('40', '2019', 'boat')
    """

    mention: NumberMention
    sentence: int
    subject: Subject = Subject()
    periods: tuple[Period, ...] = ()
    period_is_sure: bool = False
    names: tuple[str, ...] = ()
    direction: Direction | None = None
    endpoint: Endpoint | None = None
    role: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    denied: str | None = None
    is_earlier: bool = False
    is_told_before: bool = False
    speaker: str | None = None
    taken_unit: Unit | None = None

    @property
    def period(self) -> Period | None:
        """The one time that the number is told of; None where there is none, or more than one."""
        return self.periods[0] if len(self.periods) == 1 else None


def with_taken_unit(statement: Statement, unit: Unit | None) -> Statement:
    """The statement with the unit that its number takes over, whose noun is of the number as one written there is."""
    if unit is None:
        return statement
    subject = statement.subject
    if unit[1] is Kind.CARDINAL:
        subject = replace(subject, weights={**subject.weights, head_of(unit[0]): 1.0})
    return replace(statement, subject=subject, taken_unit=unit)
