"""The dates of a source by what they say, so that a claim's date is looked up and not searched for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import product

from summariser.numbers import Bound, Kind
from summariser.reading import Period, WrittenDate
from summariser.verification.matching.calendar import clock
from summariser.verification.matching.nearest import MOST
from summariser.verification.source.index import SourceIndex, SourceMention

Parts = tuple[int | None, ...]
_YEARS = {"year": 1, "decade": 10, "century": 100}
# "The 36th year in a row", of what has been so "every year since 1990".
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|annual(?:ly)?|yearly)\b", re.IGNORECASE)


class Covering:
    """Dates by every part or parts that they give; of those that give the same only the first are kept."""

    def __init__(self, dates: Iterable[WrittenDate]) -> None:
        self._by_parts: dict[Parts, list[tuple[int, WrittenDate]]] = defaultdict(list)
        for rank, written in enumerate(dates):
            for parts in {less for given in written.parts.readings for less in _less(given)}:
                if len(self._by_parts[parts]) < MOST:
                    self._by_parts[parts].append((rank, written))

    def all(self, wanted: Period) -> list[WrittenDate]:
        """The dates that cover one, in order."""
        found = {
            rank: written
            for parts in wanted.readings
            for rank, written in self._by_parts.get(_given(parts), ())
        }
        return [found[rank] for rank in sorted(found)]

    def first(self, wanted: Period) -> WrittenDate | None:
        """The first of them."""
        return next(iter(self.all(wanted)), None)


def _given(period: Period) -> Parts:
    return period.year, period.month, period.day, period.quarter, period.half, period.season


def _less(period: Period) -> Iterator[Parts]:
    """The parts that a date gives, and all that leave some of them out."""
    return product(*((None,) if part is None else (part, None) for part in _given(period)))


class DateIndex:
    """The dates, times and spans of years of one source; each order is made when it is first needed."""

    def __init__(self, source: SourceIndex) -> None:
        self._source = source
        self._other_years: dict[tuple[int | None, int | None], bool] = {}

    @classmethod
    def of(cls, source: SourceIndex) -> "DateIndex":
        """That of a source, made once and kept with it."""
        found = source.kept.get("dates")
        if not isinstance(found, DateIndex):
            found = source.kept["dates"] = cls(source)
        return found

    @cached_property
    def dated(self) -> list[WrittenDate]:
        """The dates of the title and body that are more than a step from the day of publication."""
        return [d for d in self._source.dates if not d.relative or d.written]

    @cached_property
    def written(self) -> Covering:
        """The dates of the title and body as they are written."""
        return Covering(self._source.dates)

    @cached_property
    def completed(self) -> Covering:
        """The same, with the year of publication where none is written."""
        published = self._source.article.published
        return Covering(WrittenDate(d.start, d.end, d.parts.completed(published)) for d in self._source.dates)

    @cached_property
    def yearless(self) -> Covering:
        """Those without a year."""
        return Covering(d for d in self._source.dates if d.parts.year is None)

    @cached_property
    def relative(self) -> Covering:
        """Those that follow from the publication date alone."""
        return Covering(self._source.relative_dates)

    @cached_property
    def around(self) -> Covering:
        """Those of the page around the article."""
        source = self._source
        return Covering(d for d in source.reading.dates if source.sentence_at(d.start) is None)

    @cached_property
    def by_month(self) -> dict[int | None, list[WrittenDate]]:
        """The dates by month, in order; those with a quarter under each of them."""
        months: dict[int | None, list[WrittenDate]] = {month: [] for month in (None, *range(1, 13))}
        for written in self._source.dates:
            for month in months if written.parts.quarter else (written.parts.month,):
                months[month].append(written)
        return months

    @cached_property
    def bare(self) -> dict[Decimal, SourceMention]:
        """The first number in figures alone of each value."""
        bare = [m for m in self._source.mentions if m.mention.text.isdigit()]
        return {place.mention.value: place for place in reversed(bare)}

    @cached_property
    def counted(self) -> dict[int, list[SourceMention]]:
        """The spans of years that are told from the day of publication, by the year that they lead to."""
        source, published = self._source, self._source.article.published
        found: dict[int, list[SourceMention]] = defaultdict(list)
        for place in (m for places in source.by_base_value.values() for m in places) if published else ():
            mention = place.mention
            if mention.unit not in _YEARS or mention.upper is not None or mention.bound is not Bound.EXACTLY:
                continue
            years = mention.value * _YEARS[mention.unit]
            after = source.text[mention.end : mention.end + 12].lower()
            if "old" in mention.text or after.startswith((" ago", "-old")):
                years = -years
            elif not after.startswith((" from now", " hence")):
                continue
            year = published.year + years if published else years
            if year == year.to_integral_value() and len(found[int(year)]) < MOST:
                found[int(year)].append(place)
        return found

    @cached_property
    def times(self) -> dict[tuple[int, int], SourceMention]:
        """The first time of day of each hour and minute on a clock of 12 hours."""
        found: dict[tuple[int, int], SourceMention] = {}
        for place in self._source.mentions:
            if place.mention.kind is Kind.TIME and (given := clock(place.mention.text)):
                found.setdefault((given[0] % 12, given[1]), place)
        return found

    @cached_property
    def since(self) -> dict[Decimal, WrittenDate]:
        """The first date of each year since when something has been so every year."""
        source = self._source
        found: dict[Decimal, WrittenDate] = {}
        begins: dict[int, int | None] = {}  # where "since" ends in each sentence that tells so, in the text
        for written in source.dates:
            number = source.sentence_at(written.start) or 1
            if number not in begins:
                sentence = source.sentence(number)
                told = _SINCE.search(sentence.text) if _EVERY.search(sentence.text) else None
                begins[number] = told and sentence.start + told.end()
            begin = begins[number]
            if begin is not None and begin <= written.start and written.parts.year:
                found.setdefault(Decimal(written.parts.year), written)
        return found

    @cached_property
    def _sentences_of(self) -> dict[Period, set[int | None]]:
        """The sentences of each year that stands alone."""
        found: dict[Period, set[int | None]] = defaultdict(set)
        for written in self._source.dates:
            if written.parts == Period(year=written.parts.year):
                found[written.parts].add(self._source.sentence_at(written.start))
        return found

    def is_of_another_year(self, wanted: Period) -> bool:
        """Whether the source names the month, and each time with another year than the one wanted.

        Not where that year stands beside it alone: "31 days to November 2025, against nine in 2024".
        """
        key = wanted.month, wanted.year
        if key not in self._other_years:
            of_month = [d for d in self._source.dates if d.parts.month == wanted.month]
            beside = self._sentences_of.get(Period(year=wanted.year), set())
            years = {d.parts.year for d in of_month}
            self._other_years[key] = (
                bool(years)
                and not years & {None, wanted.year}
                and not any(self._source.sentence_at(d.start) in beside for d in of_month)
            )
        return self._other_years[key]
