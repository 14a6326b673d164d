"""What became of a number, as a page shows it, and the marks that say so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summariser.verification import Level


class State(StrEnum):
    """Of a number that the summary tells the three levels of its verdict; of one that it does not, why."""

    UNSUPPORTED = "unsupported"
    DOUBT = "doubt"
    SUPPORTED = "supported"
    LEFT_OUT = "left-out"
    FURNITURE = "furniture"
    UNASKED = "unasked"

    @classmethod
    def of(cls, level: Level) -> "State":
        return cls(level.value)

    @property
    def words(self) -> str:
        """How it is called on the page."""
        return _WORDS[self][0]

    @property
    def sign(self) -> str:
        """The character that stands for it beside its colour."""
        return _WORDS[self][1]

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return _WORDS[self][2]


_WORDS = {
    State.UNSUPPORTED: ("not supported", "✗", "The article says something else, or does not say it."),
    State.DOUBT: (
        "look again",
        "?",
        "The article has it, but there is evidence that it is told of something else.",
    ),
    State.SUPPORTED: ("supported", "✓", "The article says this number of this thing."),
    State.LEFT_OUT: ("left out", "○", "A figure of the article that the summary does not tell."),
    State.FURNITURE: ("page furniture", "□", "It stands on the page around the article, not in the article."),
    State.UNASKED: ("not asked", "·", "A number of the article that nothing was asked about."),
}


def worst(states: Iterable[State]) -> State:
    """The one that most needs a look; they stand in that order."""
    return min(states, key=list(State).index)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on a page. `id` is its permalink; `partners` are the ids of what it belongs to on the other side.

    `start` and `end` are half-open offsets into the text that it stands in. `entries` are the ids of what is said of
    it in the list of verdicts. `key` names it in a reader's marks, and stays the same when the page is made anew.
    `is_repeat` is set where the article says again what a verdict points to elsewhere.
    """

    id: str
    start: int
    end: int
    state: State
    key: str
    partners: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: plain, or all of it one mark; `sentence` is the number of the sentence that begins here."""

    text: str
    mark: Mark | None = None
    sentence: int | None = None


def pieces(
    text: str,
    marks: Sequence[Mark],
    start: int = 0,
    end: int | None = None,
    sentences: Sequence[tuple[int, int]] = (),
) -> Iterator[Piece]:
    """A text from `start` to `end`, cut at its marks, which are in order, do not overlap and lie within.

    `sentences` are the start and number of those that are to have an anchor.
    """
    cuts: list[tuple[int, int, Mark | int]] = [(m.start, 1, m) for m in marks]
    cuts += [(at, 0, number) for at, number in sentences]
    for at, _, what in sorted(cuts, key=lambda cut: cut[:2]):
        if at > start:
            yield Piece(text[start:at])
            start = at
        if isinstance(what, Mark):
            yield Piece(text[at : what.end], what)
            start = what.end
        else:
            yield Piece("", sentence=what)
    rest = text[start:end]
    if rest:
        yield Piece(rest)
