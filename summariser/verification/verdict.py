"""The answer of verification: a verdict for each number checked, and what the summary left out."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, computed_field

from summariser.article import Place
from summariser.fields import plain_number
from summariser.numbers import NumberMention


def _in_json(mention: NumberMention) -> dict[str, Any]:
    upper = None if mention.upper is None else plain_number(mention.upper)
    return asdict(mention) | {"value": plain_number(mention.value), "upper": upper}


Mention = Annotated[NumberMention, PlainSerializer(_in_json, when_used="json")]


class Status(StrEnum):
    """How a number of the summary stands to the source. The first four are supported; docs/reference/verdicts.md has an example of each.

    >>> verify_text("Under 900 left.", source="More than 900 workers left.")[0].status
    <Status.BOUND_CHANGED: 'bound_changed'>
    """

    EXACT = "exact"
    EQUIVALENT = "equivalent"
    ROUNDED = "rounded"
    DERIVED = "derived"
    BOUND_CHANGED = "bound_changed"
    UNIT_CHANGED = "unit_changed"
    SCALE_CHANGED = "scale_changed"
    MISATTRIBUTED = "misattributed"
    OUTSIDE_ARTICLE = "outside_article"
    ABSENT = "absent"


class Reason(StrEnum):
    """What a status rests on: a code that stays the same whatever the words of a message.

    >>> verify_text("Under 900 left.", source="More than 900 workers left.")[0].reason
    <Reason.BOUND: 'bound'>
    """

    STATED = "stated"  # the source has it as it stands
    NOTATION = "notation"  # in another notation, or as an end of a range
    ROUNDING = "rounding"
    ARITHMETIC = "arithmetic"
    LISTED = "listed"  # it counts what the source lists
    PUBLISHED = "published"  # it follows from the day of publication
    BOUND = "bound"
    UNIT = "unit"
    SCALE = "scale"
    NOUN = "noun"  # of a thing that is no such thing
    DIRECTION = "direction"
    ENDPOINT = "endpoint"  # where a change began for what it came to
    ROLE = "role"
    PERIOD = "period"
    DENIED = "denied"
    RETRACTED = "retracted"
    RIVAL = "rival"  # what is said of it fits another number of the source better
    FURNITURE = "furniture"
    ABSENT = "absent"


class Level(StrEnum):
    """What a verdict comes to for who reads it: supported, look again, not supported.

    >>> verify_text("Under 900 left.", source="More than 900 workers left.")[0].level
    <Level.UNSUPPORTED: 'unsupported'>
    """

    SUPPORTED = "supported"
    DOUBT = "doubt"  # supported, but worth another look
    UNSUPPORTED = "unsupported"


SUPPORTED = frozenset({Status.EXACT, Status.EQUIVALENT, Status.ROUNDED, Status.DERIVED})


class Check(StrEnum):
    """What was checked: a number, a quotation, the name of a person or body, a date, the number of a sentence given as
    evidence, or a label (what a quantity's number is said to be of, when, and by whom).

    >>> made = verify({"issuer": "Port Office", "ports": 2}, "The Harbour Board closed two ports.")
    >>> [(str(verdict.check), verdict.text, verdict.ok) for verdict in made.verdicts]
    [('name', 'Port Office', False), ('number', '2', True)]
    """

    NUMBER = "number"
    QUOTATION = "quotation"
    NAME = "name"
    DATE = "date"
    EVIDENCE = "evidence"
    LABEL = "label"  # what a quantity's number is said to be of, when, and by whom


class Verdict(BaseModel):
    """One thing of the summary, checked against the source.

    `mention` is what was checked, with offsets into the string at `path` (for a numeric field, into the field
    written out; for a check other than of a number, None). `path` is like "quantities.2.value" or "abstract";
    "" when a bare text was checked. `source_span` is where the source supports or contradicts it, as half-open
    offsets into the article's text, and `place` the page and heading that it stands on and under; `candidates` are the
    source's mentions that come nearest, best first. `message` tells the verdict in words, for who has to correct the
    summary; `reason` is the code that `status` rests on. `doubt` says
    why a supported number is worth another look: the evidence that it is told of something else is there, but weaker than
    what "misattributed" takes.

    Where there are several sources, `source` names the one that the verdict is of, and `elsewhere` has what each of the
    others makes of the same thing, the most telling first; with one, they are None and empty.

    >>> (verdict,) = verify_text("Some 500 left.", source="More than 900 workers left.")
    >>> str(verdict.status), verdict.ok, verdict.message
    ('absent', False, 'The source does not have "500"; nearest is "More than 900 workers left." (sentence 1).')
    """

    model_config = ConfigDict(frozen=True)

    check: Check = Check.NUMBER
    path: str = ""
    text: str
    mention: Mention | None = None
    status: Status
    source_span: tuple[int, int] | None = None
    place: Place | None = None
    candidates: tuple[Mention, ...] = ()
    message: str
    doubt: str | None = None
    reason: Reason | None = None
    source: str | None = None
    elsewhere: tuple["Verdict", ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def ok(self) -> bool:
        """Whether the source supports it."""
        return self.status in SUPPORTED

    @computed_field  # type: ignore[prop-decorator]
    @property
    def level(self) -> Level:
        """Which of the three levels it is."""
        if not self.ok:
            return Level.UNSUPPORTED
        return Level.DOUBT if self.doubt else Level.SUPPORTED


class Uncovered(BaseModel):
    """A number of the article that the summary leaves out; `weight` in 0..1 says how much it matters.

    `sentence` is the number of its sentence, counted from 1, as in `Article.sentences`.

    >>> left_out = uncovered("Inspectors seized 40 boats and fined 12 owners.")[0]
    >>> left_out.mention.text, left_out.sentence
    ('40', 1)
    """

    model_config = ConfigDict(frozen=True)

    mention: Mention
    sentence: int
    weight: Annotated[float, Field(ge=0, le=1)]


class Coverage(BaseModel):
    """The quantities of the article's title and body against the summary.

    `total` counts them (repeats of one quantity once), `covered` those that some field or prose of the summary
    carries; `uncovered` is ranked, what matters most first. `recall` is covered / total; None where the article
    has no quantity. `weighty` counts those of weight 0.5 and more, `weighty_in_prose` those of them that the
    summary tells in a text that stands by itself, with a plain tick.

    >>> verify({"abstract": "Some 40 boats were seized."}, "Inspectors seized 40 boats and fined 12 owners.").coverage.recall
    0.5
    """

    model_config = ConfigDict(frozen=True)

    total: int
    covered: int
    weighty: int = 0
    weighty_in_prose: int = 0
    uncovered: tuple[Uncovered, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """The share of the quantities that is covered, from 0 to 1."""
        return self.covered / self.total if self.total else None


class Unchecked(BaseModel):
    """Something of a summary on which there is no verdict: its path, as in a verdict, and why, in words.

    >>> verify({"abstract": "Two ports closed.", "rate": float("nan")}, "Two ports closed.").unchecked
    (Unchecked(path='rate', reason='it is no number, or one of more than 300 digits'),)
    """

    model_config = ConfigDict(frozen=True)

    path: str
    reason: str


class Verification(BaseModel):
    """Every verdict on a summary, in the order of its fields, what it left out, and what could not be checked.

    >>> made = verify({"abstract": "Three ports closed."}, "Two ports closed.")
    >>> made.ok, [verdict.text for verdict in made.unsupported]
    (False, ['Three'])
    """

    model_config = ConfigDict(frozen=True)

    verdicts: tuple[Verdict, ...]
    coverage: Coverage
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def unsupported(self) -> tuple[Verdict, ...]:
        """The verdicts that are not ok."""
        return tuple(v for v in self.verdicts if not v.ok)

    @property
    def ok(self) -> bool:
        """Whether nothing is unsupported."""
        return not self.unsupported
