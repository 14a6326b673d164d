"""What verification says of a summary, one entry a verdict: the list that both sides of the page refer to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summariser.verification import Check, Status, Verdict
from summariser.views.html.states import State

# A label or a citation that is right says nothing that the number's own verdict does not.
_QUIET = frozenset({Check.LABEL, Check.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Entry:
    """One verdict. `number` counts verdicts from 1, and `id` is made of it."""

    number: int
    verdict: Verdict

    @property
    def id(self) -> str:
        return f"w{self.number}"

    @property
    def state(self) -> State:
        return State.of(self.verdict.level)

    @property
    def is_listed(self) -> bool:
        """Whether it has a place in the list: all on numbers, and of other checks those that are not plain ticks."""
        return self.verdict.check is Check.NUMBER or self.state is not State.SUPPORTED

    @property
    def is_silent(self) -> bool:
        """Whether nothing on the page speaks of it."""
        return not self.is_listed and self.verdict.check in _QUIET

    @property
    def where(self) -> str:
        """The field that it is on, in words: "key findings, 2, text"."""
        return ", ".join(map(step_in_words, self.verdict.path.split("."))) if self.verdict.path else ""

    @property
    def place(self) -> str:
        """Where in the source it stands, as "page 14"; "" where that is not known."""
        return str(self.verdict.place or "")

    @property
    def key(self) -> str:
        """What names it in a reader's marks."""
        at = self.verdict.mention.start if self.verdict.mention else self.verdict.check.value
        return f"{self.verdict.path}:{at}:{self.verdict.text}"

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in the article it points: to all that it is derived from, or to what speaks for or against it."""
        verdict = self.verdict
        if verdict.status is Status.DERIVED and verdict.candidates:
            return tuple((c.start, c.end) for c in verdict.candidates)
        return (verdict.source_span,) if verdict.source_span else ()


def step_in_words(step: str) -> str:
    """A step of a path as it is read: indices count from 1, names have spaces."""
    return (
        str(int(step) + 1) if step.isascii() and step.isdigit() and len(step) < 7 else step.replace("_", " ")
    )


def entries_of(verdicts: Sequence[Verdict]) -> Iterator[Entry]:
    """An entry for each verdict, in their order."""
    for number, verdict in enumerate(verdicts, 1):
        yield Entry(number, verdict)
