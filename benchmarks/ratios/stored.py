"""The stored ratios, and what is told of new ones beside them."""

import math
import statistics
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# How far a median may lie from the stored one: so many standard errors of the difference of two medians (of normal errors, 1.25
# times that of a mean), so that one call in some thousands is wrong by chance; and at least this share.
ERRORS, OF_A_MEDIAN, LEAST = 4, 1.25, 0.05


class StoredError(Exception):
    """There are no stored ratios that can be read: one line that says what to do."""


@dataclass(frozen=True)
class Stored:
    """The median ratio of a task to its yardstick in some rounds, and the standard deviation of one as a share of it."""

    ratio: float
    spread: float
    rounds: int

    @classmethod
    def of(cls, rounds: Sequence[float]) -> "Stored":
        """What is stored of two rounds and more."""
        median = statistics.median(rounds)
        return cls(median, statistics.stdev(rounds) / median, len(rounds))

    def tolerance(self, rounds: int) -> float:
        """By how much the median of so many rounds may differ, as a share."""
        error = OF_A_MEDIAN * self.spread * math.sqrt(1 / rounds + 1 / self.rounds)
        return max(LEAST, ERRORS * error)


@dataclass(frozen=True)
class Row:
    """A task's ratio as stored (None: it is not) and as measured now, in each of some rounds (none: it was not)."""

    name: str
    stored: Stored | None
    rounds: Sequence[float]

    @property
    def now(self) -> float | None:
        """The median of the rounds."""
        return statistics.median(self.rounds) if self.rounds else None

    @property
    def change(self) -> float | None:
        """By how much it is more than the stored, as a share."""
        return self.now / self.stored.ratio - 1 if self.stored and self.now else None

    @property
    def tolerance(self) -> float | None:
        """By how much it may be more."""
        return self.stored.tolerance(len(self.rounds)) if self.stored and self.rounds else None

    @property
    def is_slower(self) -> bool:
        """Whether it is more than the stored by more than the tolerance."""
        return self.change is not None and self.tolerance is not None and self.change > self.tolerance

    @property
    def told(self) -> str:
        """What there is to say; nothing of one that is as before."""
        if self.stored is None:
            return "not stored: make bench-store"
        if self.change is None or self.tolerance is None:
            return "not measured"
        if self.is_slower:
            return "SLOWER"
        return "faster: make bench-store" if self.change < -self.tolerance else ""


def compared(stored: Mapping[str, Stored], now: Mapping[str, Sequence[float]]) -> list[Row]:
    """A row for each task that is stored, or measured in some rounds, in the order of the measured."""
    names = [*now, *(name for name in stored if name not in now)]
    return [Row(name, stored.get(name), now.get(name, ())) for name in names]


def failed(rows: Sequence[Row]) -> bool:
    """Whether some task is slower, or nothing is stored that holds it."""
    return any(row.is_slower or row.stored is None for row in rows)


def table(rows: Sequence[Row]) -> str:
    """Name, stored, now, change, tolerance, and what there is to say."""
    lines = [f"{'':28}{'stored':>8}{'now':>8}{'change':>9}{'tolerance':>11}"]
    for row in rows:
        stored = f"{row.stored.ratio:.3f}" if row.stored else "-"
        now = f"{row.now:.3f}" if row.now is not None else "-"
        change = f"{100 * row.change:+.1f}%" if row.change is not None else "-"
        tolerance = f"{100 * row.tolerance:.0f}%" if row.tolerance is not None else "-"
        lines.append(f"{row.name:28}{stored:>8}{now:>8}{change:>9}{tolerance:>11}  {row.told}".rstrip())
    return "\n".join(lines)


def load(path: Path) -> tuple[dict[str, Stored], dict[str, str]]:
    """The stored ratios by task, and what they were measured with. Raises StoredError."""
    store = "`make bench-store` writes it, on code whose speed is right"
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        ratios = {
            name: Stored(float(row["ratio"]), float(row["spread"]), int(row["rounds"]))
            for name, row in read["ratios"].items()
        }
        return ratios, {name: str(value) for name, value in read["measured"].items()}
    except FileNotFoundError:
        raise StoredError(f"{path} is not there; {store}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoredError(f"{path} has no ratios that can be read ({error!r}); {store}") from error


def dump(path: Path, rounds: Mapping[str, Sequence[float]], measured: Mapping[str, str]) -> None:
    """Writes the file anew."""
    lines = [
        "# Ratios of tasks to their yardsticks, and the spread of one round (its standard deviation as a share of the ratio).",
        "# Written by `make bench-store`.",
        "",
        "[measured]",
        *(f'{name} = "{value}"' for name, value in measured.items()),
        "",
        "[ratios]",
    ]
    for name, taken in rounds.items():
        row = Stored.of(taken)
        lines.append(
            f'"{name}" = {{ ratio = {row.ratio:.3f}, spread = {row.spread:.4f}, rounds = {row.rounds} }}'
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
