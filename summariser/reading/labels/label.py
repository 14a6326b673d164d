"""A label of a number, what it is built from, and the number that is asked for one."""

from dataclasses import dataclass
from enum import StrEnum

from summariser.numbers import Kind, NumberMention
from summariser.reading.reading import Reading
from summariser.reading.words import stems

Span = tuple[int, int]
# A label before it is written out: offsets of the text's pieces, and the words that join them.
Pieces = list[str | Span]
# What a number that has to be left out of a label takes from its score: "fell below 2". By judgement, on labels read by
# hand (benchmarks/accuracy/labels.py measures the outcome).
CUT = 0.2
BACK = 3  # sentences that a noun left out may stand before
MORE = frozenset("more less fewer higher lower above below short beyond ahead behind".split())
# Verbs that give their subject its value.
VALUED_STEMS = stems("total reach average exceed number equal top remain stay measure cost")


class LabelSource(StrEnum):
    """What a label is built from."""

    HEADS = "heads"  # of a table's row and column
    LISTED = "listed"  # things in parallel to numbers
    TOLD = "told"  # the noun counted, with the verb that it is the subject of
    DONE = "done"  # the noun counted, with the verb that it is the object of
    THERE = "there"  # the noun counted, which "there is" or somebody has
    WITHIN = "within"  # the noun counted, within another phrase
    SUBJECT = "subject"  # the subject whose value the number is
    CHANGE = "change"  # the subject and the verb of its change
    SPENT = "spent"  # the subject, the verb and what follows the number
    CARRIED = "carried"  # a subject or a noun left out here and named before
    RESTATED = "restated"  # the same as the number before: in a bracket, or set against it
    LED = "led"  # what stands before a colon or a bracket
    UNIT = "unit"  # no more than the unit


# A label before it is written out, with how much less sure it is than what it is built from.
Draft = tuple[LabelSource, Pieces, float]


@dataclass(frozen=True, slots=True)
class Label:
    """What a number may count. `spans` are half-open offsets of the text's pieces in it; `score`, from 0 to 1, is the greater
    the likelier it is, and `how` what it is built from.

    >>> reading = read("Inspectors seized 40 boats in the strait.")
    >>> label = labels_of(reading, reading.numbers[0])[0]
    >>> label.text, label.score
    ('boats seized by inspectors in the strait', 0.9)
    """

    text: str
    spans: tuple[Span, ...]
    score: float
    source: LabelSource


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number that is asked for what it counts, in the text that has it."""

    reading: Reading
    mention: NumberMention


def is_share(mention: NumberMention) -> bool:
    """Whether a number is a percentage or a fraction."""
    return mention.kind is Kind.PERCENT or 0 < abs(mention.value) < 1
