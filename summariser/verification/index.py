"""The source, read once: its numbers by value, with the sentence of each and whether it stands in the article."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from summariser.article import Article, Sentence
from summariser.numbers import Kind, NumberMention
from summariser.reading import Reading, Statement, WrittenDate, read
from summariser.reading.words import flattened, marker_places, words_of
from summariser.verification.calendar import numbered
from summariser.verification.compare import share_of
from summariser.verification.context import Context, Setting, settings_of
from summariser.verification.fit import FitIndex
from summariser.verification.lexicon import CONVERSIONS, DOWN, UP
from summariser.verification.proper import Name, proper_names
from summariser.verification.unnumbered import unnumbered_spans
from summariser.verification.withdrawn import withdrawn

Key = tuple[str, Decimal]

_MADE_UP = ("made up", "make up", "makes up", "making up")
# How far around a number its likeness to a claim is read, in characters.
_NEAR = 200
_RAREST = 3.0
_JOINED = 6
_MOST_KEPT = 4096
# A word of so many sentences tells nothing of any.
_EVERYWHERE = 200


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A number of the source; `sentence` counts from 1 and is None in page furniture."""

    mention: NumberMention
    sentence: int | None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the article's text, as half-open offsets."""
        return self.mention.start, self.mention.end


class SourceIndex:
    """The numbers of a source by value; everything else about them is worked out when a rule asks."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.reading: Reading = read(article)
        self.text = article.text
        self._starts = [sentence.start for sentence in article.sentences]
        self._contexts: dict[int, Context] = {}
        self._weights: dict[str, float] = {}
        self._names: dict[str, bool] = {}
        self._names_in: dict[tuple[str, int], list[tuple[Name, int]]] = {}
        self._stems: dict[int, frozenset[str]] = {}
        self._places: dict[str, frozenset[int]] = {}
        located = [
            SourceMention(mention, self.sentence_at(mention.start)) for mention in self.reading.numbers
        ]
        self.markers = marker_places(self.text)
        located = [m for m in located if m.mention.start not in self.markers]
        self.mentions = tuple(m for m in located if m.sentence is not None)
        self.furniture = tuple(m for m in located if m.sentence is None)
        self._by_value = _grouped(self.mentions)
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

    def furniture_with_value(self, value: Decimal) -> list[SourceMention]:
        """The mentions in page furniture with this value."""
        return self._furniture_by_value.get(value, [])

    def quantities_between(self, low: Decimal, high: Decimal) -> list[SourceMention]:
        """The quantities of the title and body with a value from `low` to `high`, by value."""
        places = self._quantities
        return places[bisect_left(places, low, key=_value_of) : bisect_right(places, high, key=_value_of)]

    @cached_property
    def _quantities(self) -> list[SourceMention]:
        return sorted((m for m in self.mentions if m.mention.is_quantity), key=_value_of)

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
        return FitIndex(self.reading)

    @cached_property
    def by_sentence(self) -> dict[int, list[SourceMention]]:
        """The mentions of the title and body by sentence number."""
        grouped: dict[int, list[SourceMention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.sentence is not None:
                grouped[mention.sentence].append(mention)
        return dict(grouped)

    @cached_property
    def withdrawn(self) -> frozenset[int]:
        """Where the figures begin that the article itself calls wrong."""
        return withdrawn(self.article, {n: [m.mention for m in ms] for n, ms in self.by_sentence.items()})

    @cached_property
    def by_base_value(self) -> dict[Key, list[SourceMention]]:
        """The mentions whose unit converts exactly, by dimension and value in its base unit."""
        grouped: dict[Key, list[SourceMention]] = defaultdict(list)
        for mention in self.mentions:
            key = base_value(mention.mention)
            if key:
                grouped[key].append(mention)
        for one, other in pairwise(self.mentions):
            key = compound_value(self.text, one.mention, other.mention)
            if key:
                grouped[key].append(one)
        return dict(grouped)

    @cached_property
    def unnumbered(self) -> dict[Key, list[SourceMention]]:
        """The spans of time that the title or body gives without a number, as `by_base_value` has the others."""
        grouped: dict[Key, list[SourceMention]] = defaultdict(list)
        for mention in unnumbered_spans(self.text):
            key, sentence = base_value(mention), self.sentence_at(mention.start)
            if key and sentence is not None:
                grouped[key].append(SourceMention(mention, sentence))
        return dict(grouped)

    @cached_property
    def by_unit(self) -> dict[str | None, list[SourceMention]]:
        """The quantities of the title and body by unit."""
        grouped: dict[str | None, list[SourceMention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.mention.is_quantity:
                grouped[mention.mention.unit].append(mention)
        return dict(grouped)

    @cached_property
    def shares(self) -> list[SourceMention]:
        """The mentions that give a part of a whole, as a percentage or a fraction."""
        return [m for m in self.mentions if share_of(m.mention) is not None]

    def sentence(self, number: int) -> Sentence:
        """The sentence with this number."""
        return self.article.sentences[number - 1]

    def context(self, mention: SourceMention) -> Context:
        """What the words around a mention of the title or body say of it."""
        key = mention.mention.start
        if key not in self._contexts:
            setting = self._settings[bisect_right(self._setting_starts, key) - 1]
            self._contexts[key] = Context(setting, mention.mention)
        return self._contexts[key]

    def is_change(self, mention: SourceMention) -> bool:
        """Whether a number is by how much something rose or fell, as the word right before it says: "grew 8%", "by 8%"."""
        words = self.text[max(0, mention.mention.start - 20) : mention.mention.start]
        before = words_of(words)
        if not before or words.rstrip().lower().endswith(_MADE_UP):
            return False
        return before[-1].stem == "by" or before[-1].stem in UP or before[-1].stem in DOWN

    def likeness(self, stems: frozenset[str], mention: SourceMention) -> int:
        """How many of the stems stand somewhere near a mention: quicker than its context, and as good to order by."""
        sentence = self.sentence(mention.sentence or 1)
        start, end = mention.span
        around = self.text[max(sentence.start, start - _NEAR) : min(sentence.end, end + _NEAR)].lower()
        return sum(stem in around for stem in stems)

    def weighed(self, anchors: Mapping[str, float]) -> list[tuple[str, float]]:
        """The words that a claim is tied to, each with how closely and with what it tells: rare words weigh more."""
        known = self._weights
        return [(word, near * (known.get(word) or self.weight(word))) for word, near in anchors.items()]

    def affinity(self, ties: Iterable[tuple[str, float]], mention: SourceMention) -> float:
        """How much the words that a claim is tied to, `weighed`, are those that a mention is tied to."""
        theirs = self.context(mention).anchors
        total = 0.0
        for word, worth in ties:
            if word in theirs:
                total += worth * theirs[word]
        return total

    def weight(self, stem: str) -> float:
        """What a shared word tells: less for one that stands in the text often."""
        if stem not in self._weights:
            often = 0 if stem[0] == "<" else self._lower.count(stem)
            rarity = math.log(1 + len(self.article.sentences) / often) if often else _RAREST
            self._weights[stem] = 1.0 if stem[0] == "<" else min(_RAREST, rarity)
        return self._weights[stem]

    def sentences_with(self, stem: str) -> frozenset[int]:
        """The numbers of the sentences that have a stem in some word, or more of them."""
        if stem not in self._places:
            found: set[int] = set()
            at = self._lower.find(stem)
            while at >= 0 and len(found) < _EVERYWHERE:
                number = self.sentence_at(at)
                if number is not None:
                    found.add(number)
                at = self._lower.find(stem, at + 1)
            self._places[stem] = frozenset(found)
        return self._places[stem]

    def is_name(self, word: str) -> bool:
        """Whether the text has a word, capitalised here, nowhere in small letters."""
        if word not in self._names:
            low, text = word.lower(), self.text
            small = low in text and re.search(rf"\b{re.escape(low)}\b", text)
            self._names[word] = word[:1].isupper() and word in text and not small
        return self._names[word]

    def names_in(self, setting: Setting) -> list[tuple[Name, int]]:
        """The names in a sentence of the source or of a summary, as the source has them, each with where it begins."""
        key = setting.text, setting.start
        if key not in self._names_in:
            if len(self._names_in) >= _MOST_KEPT:  # of summaries checked long ago
                self._names_in.clear()
            self._names_in[key] = list(proper_names(setting, self.is_name))
        return self._names_in[key]

    def says(self, words: str) -> bool:
        """Whether the text has these words, however they are capitalised."""
        return words.lower() in self._lower

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    @cached_property
    def _settings(self) -> list[Setting]:
        spans = ((sentence.start, sentence.end) for sentence in self.article.sentences)
        mentions = [m.mention for m in self.mentions]
        return settings_of(self.text, spans, mentions, self.dates, self.reading.words)

    @cached_property
    def _setting_starts(self) -> list[int]:
        return [setting.start for setting in self._settings]

    @cached_property
    def dates(self) -> list[WrittenDate]:
        """The dates of the title and body, in order."""
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
    def dates_by_sentence(self) -> dict[int, list[WrittenDate]]:
        """The dates of the title and body by sentence number."""
        return self._by_sentence(self.dates)

    @cached_property
    def relative_by_sentence(self) -> dict[int, list[WrittenDate]]:
        """The dates that follow from the publication date, by sentence number."""
        return self._by_sentence(self.relative_dates)

    def _by_sentence(self, dates: Iterable[WrittenDate]) -> dict[int, list[WrittenDate]]:
        grouped: dict[int, list[WrittenDate]] = defaultdict(list)
        for written in dates:
            grouped[self.sentence_at(written.start) or 0].append(written)
        return dict(grouped)

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that the title or body names."""
        return frozenset(d.parts.year for d in self.dates if d.parts.year)

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
        number = self.sentence_at(offset)
        for mention in self.by_sentence.get(number or 0, ()):
            if mention.mention.start == offset:
                return mention
        return self._words(offset, offset + len(self.text[offset:].split(maxsplit=1)[0]), number)

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

    @property
    def sentence_words(self) -> list[frozenset[str]]:
        """The stems of each sentence's words, in order."""
        return [self.stems_of(sentence.number) for sentence in self.article.sentences]

    def stems_of(self, number: int) -> frozenset[str]:
        """The stems of the words of the sentence with this number."""
        if number not in self._stems:
            sentence = self.sentence(number)
            at = bisect_left(self._setting_starts, sentence.start)
            stems: set[str] = set()
            while at < len(self._settings) and self._settings[at].start < sentence.end:
                stems.update(word.stem for word in self._settings[at].all_words)
                at += 1
            self._stems[number] = frozenset(stems)
        return self._stems[number]

    @cached_property
    def flat_text(self) -> tuple[str, list[int]]:
        """The text as `words.flattened` gives it."""
        return flattened(self.text)


def _value_of(found: SourceMention) -> Decimal:
    return found.mention.value


def base_value(mention: NumberMention) -> Key | None:
    """The dimension and the value in its base unit, for a unit that converts exactly: 2 weeks -> ("day", 14)."""
    if mention.unit not in CONVERSIONS or mention.upper is not None:
        return None
    dimension, factor = CONVERSIONS[mention.unit]
    return dimension, (mention.value * factor).normalize()


def compound_value(text: str, one: NumberMention, other: NumberMention) -> Key | None:
    """As `base_value`, of two numbers that make one: "six years and six months" -> ("month", 78)."""
    if other.start - one.end > _JOINED or text[one.end : other.start].strip(" ,") not in ("", "and"):
        return None
    first, second = base_value(one), base_value(other)
    if first is None or second is None or first[0] != second[0] or one.unit == other.unit:
        return None
    whole = CONVERSIONS[one.unit or ""][1]
    return (first[0], (first[1] + second[1]).normalize()) if second[1] < whole else None


def _grouped(mentions: Iterable[SourceMention]) -> dict[Decimal, list[SourceMention]]:
    grouped: dict[Decimal, list[SourceMention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.mention.value].append(mention)
        if mention.mention.upper is not None:
            grouped[mention.mention.upper].append(mention)
    return dict(grouped)
