"""Reads statements.txt and dates.txt, the tables of what a reading makes of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summariser.reading import Statement
from summariser.reading.words import stem

STATEMENTS, DATES = (Path(__file__).with_name(name) for name in ("statements.txt", "dates.txt"))


@dataclass(frozen=True)
class Told:
    """What the table says of one number: `more` are the features it names, `others` words of another number."""

    number: str
    period: str
    subject: tuple[str, ...]
    others: tuple[str, ...]
    more: dict[str, str]

    def faults(self, statement: Statement) -> list[str]:
        """What of a statement is not as the table says, one word each."""
        found = []
        period = ";".join(p.edtf for p in statement.periods) or "-"
        if period != self.period:
            found.append(f"period {period}")
        weights = statement.subject.weights
        mine = min(weights.get(stem(word), 0.0) for word in self.subject)
        if mine < 0.5 or any(weights.get(stem(word), 0.0) >= mine for word in self.others):
            found.append(
                "subject "
                + " ".join(
                    f"{word}:{weights.get(stem(word), 0):.2f}" for word in (*self.subject, *self.others)
                )
            )
        found += [
            f"{key} {getattr(statement, key)}"
            for key, value in self.more.items()
            if getattr(statement, key) != value
        ]
        return found


@dataclass(frozen=True)
class Row:
    """One line of a table; `told` is of statements.txt, `dates` (text and EDTF) of dates.txt.

    `is_missed` is set of a text that is known not to be read as it should.
    """

    section: str
    line: int
    text: str
    told: tuple[Told, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    published: str | None = None
    is_missed: bool = False


def _lines(path: Path) -> Iterator[tuple[str, int, str, str, bool]]:
    section = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            section = line[3:]
        elif line and not line.startswith("# "):
            text, _, said = line.removeprefix("~ ").partition(" => ")
            yield section, number, text.replace("\\n", "\n"), said, line.startswith("~ ")


def statement_rows() -> Iterator[Row]:
    """The rows of statements.txt."""
    for section, number, text, said, is_missed in _lines(STATEMENTS):
        yield Row(section, number, text, told=tuple(map(_told, said.split(" ;; "))), is_missed=is_missed)


def _told(said: str) -> Told:
    number, period, words, *more = said.split(" | ")
    subject = [word for word in words.split() if not word.startswith("!")]
    others = [word[1:] for word in words.split() if word.startswith("!")]
    pairs = dict(pair.split("=") for pair in more[0].split()) if more else {}
    return Told(number, period, tuple(subject), tuple(others), pairs)


def date_rows() -> Iterator[Row]:
    """The rows of dates.txt."""
    for section, number, text, said, is_missed in _lines(DATES):
        day = re.match(r"\[(\d{4}-\d\d-\d\d)\] ", text)
        pairs = () if said == "nothing" else tuple(_pair(entry) for entry in said.split(" ;; "))
        yield Row(
            section,
            number,
            text[day.end() :] if day else text,
            dates=pairs,
            published=day[1] if day else None,
            is_missed=is_missed,
        )


def _pair(entry: str) -> tuple[str, str]:
    text, _, edtf = entry.partition(" | ")
    return text, edtf
