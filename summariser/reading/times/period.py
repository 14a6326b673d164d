"""A time on the calendar, from a day to a century, as far as a text tells it, and how two of them compare."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

# What `datetime.date` holds, with a year to spare at the end.
_FIRST_YEAR, _LAST_YEAR = 1, 9998
# EDTF (ISO 8601-2) numbers the parts of a year: seasons from 21, quarters from 33, halves from 40 on.
_SEASON, _QUARTER, _HALF = 21, 33, 40


class Relation(Enum):
    """How one period stands to another.

    >>> Period(2024, month=3).relation(Period(2024))
    <Relation.WITHIN: 'within'>
    """

    SAME = "same"
    WITHIN = "within"  # one of the two is told less exactly, and holds the other
    OPEN = "open"  # they share some days, or too little is told
    DISJOINT = "apart"


@dataclass(frozen=True, slots=True)
class Period:
    """What a written date says; None for what it leaves open. Quarters and seasons are 1 to 4, from spring, halves 1 and 2.

    `years` counts the calendar years of a span that begins with `year`: 10 of a decade, 100 of a century. `until` is
    the last day, month or year of a span. `fiscal` marks a year, or a part of one, that is no calendar year's.
    `alternative` is the other reading of 05/03/2024.

    >>> march = Period(2024, month=3)
    >>> march.edtf, [str(day) for day in march.days]
    ('2024-03', ['2024-03-01', '2024-03-31'])
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None  # 1 is spring
    years: int = 1
    until: "Period | None" = None
    fiscal: bool = False
    alternative: "Period | None" = None

    @property
    def edtf(self) -> str:
        """The period in the Extended Date/Time Format: "2024-03-05", "XXXX-03", "2024-33" for a first quarter.

        A fiscal year stands as "FY2024", which EDTF has no word for; two readings have a bar between them.
        """
        if self.alternative is not None:
            return f"{replace(self, alternative=None).edtf}|{self.alternative.edtf}"
        if self.until is not None:
            return f"{replace(self, until=None).edtf}/{self.until.edtf}"
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        year = {10: year[:3] + "X", 100: year[:2] + "XX"}.get(self.years, year)
        parts = [("FY" if self.fiscal else "") + year]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        for part, base in ((self.quarter, _QUARTER), (self.half, _HALF), (self.season, _SEASON)):
            if part is not None:
                parts.append(str(base + part - 1))
        return "-".join(parts)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None where no year is told, or where a season has no such days."""
        first = self._first_days()
        if first is None or self.until is None:
            return first
        last = self.until.days
        return (first[0], last[1]) if last else None

    def _first_days(self) -> tuple[date, date] | None:
        if self.year is None or not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            return None
        if self.month is not None:
            if self.day is not None:
                day = date(self.year, self.month, self.day)
                return day, day
            return _months(self.year, self.month, 1)
        if self.quarter is not None:
            return _months(self.year, 3 * self.quarter - 2, 3)
        if self.half is not None:
            return _months(self.year, 6 * self.half - 5, 6)
        if self.season is not None:
            # North or south, and to the day nobody agrees: two months to either side of the middle.
            return _months(self.year, 3 * self.season - 1, 5)
        return date(self.year, 1, 1), date(min(_LAST_YEAR, self.year + self.years - 1), 12, 31)

    def relation(self, other: "Period") -> Relation:
        """How this period stands to another; silent (OPEN) wherever one of them leaves open what would tell."""
        if self.alternative or other.alternative:
            readings = [a.relation(b) for a in self.readings for b in other.readings]
            order = (Relation.SAME, Relation.WITHIN, Relation.OPEN)
            return next((relation for relation in order if relation in readings), Relation.DISJOINT)
        if self == other:
            return Relation.SAME
        if self.fiscal or other.fiscal:
            return self._fiscally(other)
        mine, theirs = self.days, other.days
        if mine is None or theirs is None:
            return self._by_parts(other)
        if mine[1] < theirs[0] or theirs[1] < mine[0]:
            return Relation.DISJOINT
        if mine == theirs:
            return Relation.SAME
        within = (mine[0] <= theirs[0] and theirs[1] <= mine[1]) or (
            theirs[0] <= mine[0] and mine[1] <= theirs[1]
        )
        return Relation.WITHIN if within else Relation.OPEN

    @property
    def readings(self) -> "tuple[Period, ...]":
        """The date as it may be read: one reading, or two."""
        return (self,) if self.alternative is None else (replace(self, alternative=None), self.alternative)

    def _fiscally(self, other: "Period") -> Relation:
        """Fiscal years bear the number of the calendar year that they end in, or of the one before."""
        if self.year is None or other.year is None:
            return self._by_parts(other)
        off = abs(self.year - other.year)
        if off > 1 or (off and self.fiscal and other.fiscal):
            return Relation.DISJOINT
        if self.fiscal and other.fiscal:
            return self._by_parts(other)
        return Relation.OPEN if off or self.month or other.month else Relation.WITHIN

    def _by_parts(self, other: "Period") -> Relation:
        if self.contradicts(other):
            return Relation.DISJOINT
        if self.until or other.until:
            return Relation.OPEN
        return Relation.WITHIN if self.covers(other) or other.covers(self) else Relation.OPEN

    def contradicts(self, other: "Period") -> bool:
        """Whether some part is given by both and differs."""
        return all(
            any(a is not None and b is not None and a != b for a, b in one._pairs(two))  # noqa: SLF001 (a period, too)
            for one in self.readings
            for two in other.readings
        )

    def covers(self, other: "Period") -> bool:
        """Whether every part that `other` gives is given here and is the same."""
        return any(
            all(b is None or a == b for a, b in one._pairs(two))  # noqa: SLF001 (a period, too)
            for one in self.readings
            for two in other.readings
        )

    def _pairs(self, other: "Period") -> tuple[tuple[object, object], ...]:
        return (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.quarter, other.quarter),
            (self.half, other.half),
            (self.season, other.season),
        )

    def completed(self, published: date | None) -> "Period":
        """The same with the year of publication where no year is written."""
        if published is None or self.year is not None:
            return self
        return replace(self, year=published.year)

    def shifted(self, years: int) -> "Period":
        """The same so many years later."""
        if self.year is None:
            return self
        day = 28 if self.month == 2 and self.day == 29 else self.day
        until = self.until.shifted(years) if self.until else None
        return replace(self, year=self.year + years, day=day, until=until)

    @property
    def sole_year(self) -> int | None:
        """The year, where the period is no more and no less than one; of a fiscal year its number."""
        return self.year if self == Period(self.year, fiscal=self.fiscal) else None


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: half-open offsets, and what it says (`parts`).

    `relative` where that follows in part from the day of publication; `written` is then what is written of it, None
    where that is no date of its own ("on Saturday").

    >>> reading = read("The audit of March 2024 found nothing.")
    >>> [(reading.text[date.start : date.end], date.parts.edtf) for date in reading.dates]
    [('March 2024', '2024-03')]
    """

    start: int
    end: int
    parts: Period
    relative: bool = False
    written: Period | None = None


def day_of(day: date) -> Period:
    """A day of the calendar as a period."""
    return Period(day.year, day.month, day.day)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    after = first + count - 1
    end = date(year + after // 12, after % 12 + 1, 1)
    return date(year, first, 1), end - timedelta(days=1)
