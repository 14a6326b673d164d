"""The source, read once: its numbers by value and by unit, its dates, and where each stands."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from summariser.article import Article, Role, Sentence
from summariser.numbers import Kind, NumberMention
from summariser.reading import Reading, Statement, WrittenDate, read
from summariser.reading.words import marker_places
from summariser.verification.matching.calendar import numbered
from summariser.verification.matching.compare import share_of
from summariser.verification.matching.conversions import Key, base_value, compounds
from summariser.verification.matching.fit import FitIndex
from summariser.verification.matching.nearest import Ordered
from summariser.verification.source.unnumbered import unnumbered_spans

_BLACK = re.compile(r"\s*\S*")


class Amount(NamedTuple):
    """What a number comes to in the base unit of its dimension, alone or with those behind it; the `rank`th to be found."""

    value: Decimal
    rank: int
    found: "SourceMention"

    @property
    def start(self) -> int:
        """The offset where it begins."""
        return self.found.start


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A number of the source; `sentence` counts from 1 and is None in page furniture."""

    mention: NumberMention
    sentence: int | None

    @property
    def start(self) -> int:
        """The offset where it begins."""
        return self.mention.start

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the article's text, as half-open offsets."""
        return self.mention.start, self.mention.end


class SourceIndex:
    """The numbers of a source by what they are asked for; each order is made when it is first needed."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.reading: Reading = read(article)
        self.text = article.text
        self._starts = [sentence.start for sentence in article.sentences]
        self.kept: dict[str, object] = {}  # what others work out of it once
        self.markers = marker_places(self.text)
        located = [SourceMention(m, self.sentence_at(m.start)) for m in self.reading.numbers]
        located = [m for m in located if m.mention.start not in self.markers]
        self.mentions = tuple(m for m in located if m.sentence is not None)
        self.furniture = tuple(m for m in located if m.sentence is None)
        self._by_value = _grouped(self.mentions)
        self._by_ends: dict[tuple[Decimal, Decimal | None], list[SourceMention]] = defaultdict(list)
        for found in self.mentions:
            self._by_ends[found.mention.value, found.mention.upper].append(found)
        self._furniture_by_value = _grouped(self.furniture)

    @classmethod
    def of(cls, source: "str | Article | SourceIndex") -> "SourceIndex":
        """The index of a source in any form; an article's is made once, and kept with it."""
        if isinstance(source, SourceIndex):
            return source
        if isinstance(source, str):
            return cls(Article.from_text(source))
        found = source.kept.get("source index")
        if not isinstance(found, SourceIndex):
            found = source.kept["source index"] = cls(source)
        return found

    def with_value(self, value: Decimal) -> list[SourceMention]:
        """The mentions of the title and body with this value, or with it as the end of a range, in order."""
        return self._by_value.get(value, [])

    def with_ends(self, value: Decimal, upper: Decimal | None) -> Sequence[SourceMention]:
        """The mentions of the title and body with this value, and for ranges this upper end, in order."""
        return self._by_ends.get((value, upper), ())

    def furniture_with_value(self, value: Decimal) -> list[SourceMention]:
        """The mentions in page furniture with this value."""
        return self._furniture_by_value.get(value, [])

    @cached_property
    def quantities(self) -> Ordered[SourceMention]:
        """The quantities of the title and body by value."""
        return Ordered((m.mention.value, m) for m in self.mentions if m.mention.is_quantity)

    @cached_property
    def by_kind(self) -> dict[Kind, Ordered[SourceMention]]:
        """The mentions of the title and body by kind, and those of a kind by value."""
        kinds: dict[Kind, list[SourceMention]] = defaultdict(list)
        for found in self.mentions:
            kinds[found.mention.kind].append(found)
        return {kind: Ordered((m.mention.value, m) for m in places) for kind, places in kinds.items()}

    @cached_property
    def by_start(self) -> dict[int, SourceMention]:
        """The mentions of the title and body by the offset where each begins."""
        return {m.mention.start: m for m in self.mentions}

    def statement(self, mention: SourceMention) -> Statement | None:
        """What the source says of one of its numbers; None of what is no quantity."""
        return self.reading.by_start.get(mention.mention.start)

    @cached_property
    def fit_index(self) -> FitIndex:
        """The statements of the source by their words."""
        return FitIndex(self.reading, self.reading.statements)

    @cached_property
    def events(self) -> FitIndex:
        """The dates of the source by what they are told of."""
        return FitIndex(self.reading, self.reading.events)

    @cached_property
    def by_sentence(self) -> dict[int, list[SourceMention]]:
        """The mentions of the title and body by sentence number."""
        grouped: dict[int, list[SourceMention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.sentence is not None:
                grouped[mention.sentence].append(mention)
        return dict(grouped)

    @cached_property
    def by_base_value(self) -> dict[Key, list[SourceMention]]:
        """The mentions whose unit converts exactly, by dimension and value in its base unit.

        Behind them spans of time that stand without a number: "a decade".
        """
        grouped: dict[Key, list[SourceMention]] = defaultdict(list)
        for mention in self.mentions:
            key = base_value(mention.mention)
            if key:
                grouped[key].append(mention)
        for run, key in compounds(self.text, [found.mention for found in self.mentions]):
            grouped[key].append(self.by_start[run[0].start])
        for span in unnumbered_spans(self.text):
            key, sentence = base_value(span), self.sentence_at(span.start)
            if key and sentence is not None:
                grouped[key].append(SourceMention(span, sentence))
        return dict(grouped)

    @cached_property
    def by_dimension(self) -> dict[str, Ordered[Amount]]:
        """The same, each dimension by value."""
        dimensions: dict[str, list[Amount]] = defaultdict(list)
        for (dimension, value), places in self.by_base_value.items():
            amounts = dimensions[dimension]
            amounts += (Amount(value, len(amounts) + at, found) for at, found in enumerate(places))
        return {name: Ordered((a.value, a) for a in amounts) for name, amounts in dimensions.items()}

    @cached_property
    def shares(self) -> Ordered[SourceMention]:
        """The mentions that give a part of a whole, as a percentage or a fraction, by that part."""
        parts = ((share_of(m.mention), m) for m in self.mentions)
        return Ordered((part, m) for part, m in parts if part is not None)

    @cached_property
    def values_in(self) -> dict[int, Counter[Decimal]]:
        """The values in each sentence, and how often each stands there."""
        return {n: Counter(m.mention.value for m in here) for n, here in self.by_sentence.items()}

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {m.start: rank for rank, m in enumerate(self.mentions)}

    def around(self, reach: int, *places: SourceMention) -> list[SourceMention]:
        """Mentions of the title or body with so many before and behind each, in order."""
        ranks: set[int] = set()
        for found in places:
            rank = self._ranks[found.start]
            ranks.update(range(max(0, rank - reach), min(len(self.mentions), rank + reach + 1)))
        return [self.mentions[rank] for rank in sorted(ranks)]

    @cached_property
    def groups(self) -> dict[int, int]:
        """For each sentence that is a row of a table or an item of a list, which one it is of."""
        found: dict[int, int] = {}
        group, last = 0, (Role.PARAGRAPH, -1)
        for at, part in enumerate(self.reading.parts):
            if part.role not in (Role.ROW, Role.ITEM):
                continue
            group += last != (part.role, at - 1)
            last = part.role, at
            number = self.sentence_at(part.start)
            if number is not None:
                found[number] = group
        return found

    def sentence(self, number: int) -> Sentence:
        """The sentence with this number."""
        return self.article.sentences[number - 1]

    @cached_property
    def dates(self) -> list[WrittenDate]:
        """The dates of the title and body that have a number, in order."""
        found = numbered(self.reading.dates, self.reading.numbers)
        return [d for d in found if self.sentence_at(d.start) is not None]

    @cached_property
    def relative_dates(self) -> list[WrittenDate]:
        """The dates of the title and body that follow from the publication date alone, as far as that is known."""
        # What is some years ago supports a year too easily: nothing here tells what the year is said of.
        told = (d for d in self.reading.dates if d.relative and d.written is None)
        found = (d for d in told if not self.text.endswith("ago", d.start, d.end))
        return [d for d in found if self.sentence_at(d.start) is not None]

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that the text names, in datelines and the page around too."""
        return frozenset(d.parts.year for d in self.reading.dates if d.parts.year)

    def has_identifier(self, name: str) -> bool:
        """Whether some identifier of the title or body follows this word: "tier" for "Tier 1"."""
        return name in self._identified

    @cached_property
    def _identified(self) -> frozenset[str]:
        words = (
            self.text[max(0, m.mention.start - 30) : m.mention.start].split()
            for m in self.mentions
            if m.mention.kind is Kind.IDENTIFIER
        )
        return frozenset(before[-1].lower() for before in words if before)

    def place(self, written: WrittenDate) -> SourceMention:
        """The first number of a written date, or the date's words where it has no number."""
        number = self.sentence_at(written.start)
        for mention in self.by_sentence.get(number or 0, ()):
            if written.start <= mention.mention.start < written.end:
                return mention
        return self._words(written.start, written.end, number)

    def mention_at(self, offset: int) -> SourceMention:
        """The number that begins at an offset of the title or body, or the word there."""
        found = self.by_start.get(offset)
        end = _BLACK.match(self.text, offset).end()  # type: ignore[union-attr]
        return found or self._words(offset, end, self.sentence_at(offset))

    def _words(self, start: int, end: int, sentence: int | None) -> SourceMention:
        return SourceMention(
            NumberMention(start, end, self.text[start:end], Decimal(0), kind=Kind.DATE), sentence
        )

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence that holds an offset of the text; None in page furniture."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        sentence = self.article.sentences[at]
        return sentence.number if offset < sentence.end else None

    @cached_property
    def sentence_words(self) -> list[frozenset[str]]:
        """The stems of each sentence's words, in order."""
        words = self.reading.words
        return [
            frozenset(words.stems[bisect_left(words.starts, s.start) : bisect_left(words.starts, s.end)])
            for s in self.article.sentences
        ]

    @cached_property
    def sentences_with(self) -> dict[str, list[int]]:
        """The numbers of the sentences with each stem, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.sentence_words, 1):
            for word in words:
                found[word].append(number)
        return dict(found)

    def stems_of(self, number: int) -> frozenset[str]:
        """The stems of the words of the sentence with this number."""
        return self.sentence_words[number - 1]


def _grouped(mentions: Iterable[SourceMention]) -> dict[Decimal, list[SourceMention]]:
    grouped: dict[Decimal, list[SourceMention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.mention.value].append(mention)
        if mention.mention.upper is not None:
            grouped[mention.mention.upper].append(mention)
    return dict(grouped)
