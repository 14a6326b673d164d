"""Chooses an article's own sentences for a headline, an abstract and findings: by weight and coverage, without a model.

A greedy choice: each time the sentence that tells most that is not told yet, for its length. What a sentence tells are
its figures, by the weight that coverage gives them, and the words that the article keeps coming back to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summariser.article import Article, Sentence
from summariser.article.furniture.dates import find_date
from summariser.candidates import Saying, Stance, issuers_of, names_of, speakers_of, stances_of, titles_of
from summariser.extraction.drafting.candidate_sentences import CandidateSentence, candidate_sentences
from summariser.verification.matching.lexicon import FINDING, REPORT, STOPWORDS
from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.coverage import distinct_quantities, weight

# By judgement, with an eye on evals (benchmarks/accuracy/prose.py; docs/measurements/figures.md has what it gave); so are those below.
_FEWEST, _MOST = 3, 5  # sentences of an abstract
_LONGEST_HEADLINE = 200
_FEWEST_WORDS = 4
# What a sentence of figures is worth beside one of the article's own topic, and the first beside the last.
_WORDS, _AGAIN, _PLACE = 0.5, 0.5, 0.6
# What it is worth to name the report, and the part of the article in which its opening sentence is looked for.
_ANCHOR, _OPENING = 0.5, 5
_SHARED = 2  # words with the title
# Sentences are of about this length; a longer one has to tell more. In characters, by judgement.
_USUAL = 200
_LONGEST_RUN = 3
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences that stand one behind the other in the article; the first of them can stand alone."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The words, on one line and without marks of emphasis."""
        return _line(self.sentences)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the sentences, counted from 1, which are its evidence."""
        return tuple(sentence.number for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class ExtractiveSummary:
    """A summary in the article's own sentences.

    `headline` is None only where no sentence is. `abstract` is in the article's order; `findings` have the
    weightiest first, and none of their sentences is in the abstract. Datelines and bullets are taken off: offsets are
    those of what is told.
    """

    headline: str | None
    abstract: tuple[Sentence, ...]
    findings: tuple[Excerpt, ...]

    @property
    def abstract_text(self) -> str:
        """The abstract on one line."""
        return _line(self.abstract)


def extractive_summary(
    article: Article, *, most_findings: int = 6, longest_abstract: int = 900
) -> ExtractiveSummary:
    """The sentences that tell most of an article.

    The abstract has three to five sentences, fewer where the article has no more that can stand in one, or where a
    third would make it longer than `longest_abstract` characters. Raises nothing, whatever the text.
    """
    kept = f"prose {most_findings} {longest_abstract}"
    found = article.kept.get(kept)
    if not isinstance(found, ExtractiveSummary):
        choice = _Choice(article)
        abstract, findings = choice.abstract(longest_abstract), choice.findings(most_findings)
        found = article.kept[kept] = ExtractiveSummary(_headline(article, abstract), abstract, findings)
    return found


def statement_of(article: Article, party: str) -> Sentence | None:
    """The sentence in which a party says how it stands to the report, or else says anything; None where it does not.

    `party` is a name, or a phrase, as `speakers_of` and `stances_of` have them.
    """
    found = article.kept.get("statements")
    if not isinstance(found, dict):
        found = article.kept["statements"] = _statements(article)
    return found.get(plain_name(party))


def _statements(article: Article) -> dict[str, Sentence]:
    """By each name of a party, its sentence: a stance goes before a saying, one that stands alone before an anaphoric one."""
    index, candidates = SourceIndex.of(article), candidate_sentences(article)
    best: dict[str, tuple[int, bool, Sentence]] = {}
    told: tuple[Sequence[Saying | Stance], ...] = (stances_of(article), speakers_of(article))
    for rank, sayings in enumerate(told):
        for saying in sayings:
            number = index.sentence_at(saying.verb.start if saying.verb else saying.start)
            stands = candidates[number - 1] if number else None
            if stands is None:
                continue
            known = (saying.party, saying.who and saying.who.text, saying.name and saying.name.text)
            for name in {plain_name(one) for one in known if one}:
                if name not in best or (rank, stands.is_anaphoric) < best[name][:2]:
                    best[name] = rank, stands.is_anaphoric, stands.sentence
    return {name: sentence for name, (_, _, sentence) in best.items()}


def plain_name(name: str) -> str:
    """A name as it is compared: in lower case, without "the"."""
    return " ".join(name.lower().removeprefix("the ").split())


def _headline(article: Article, abstract: Sequence[Sentence]) -> str | None:
    """The article's own title if it tells something, else the first sentence."""
    title = _EMPHASIS.sub("", article.title or "").strip("# ")
    return title if title and (_tells(article, title) or not abstract) else _line(abstract[:1]) or None


def _tells(article: Article, title: str) -> bool:
    """Whether a title is a headline: no question, date, or name of who publishes it."""
    if len(title.split()) < _FEWEST_WORDS or len(title) > _LONGEST_HEADLINE or title[-1] == "?":
        return False
    names = {plain_name(name.text) for name in names_of(article)}
    return plain_name(title) not in names and find_date(title) is None


def _line(sentences: Iterable[Sentence]) -> str:
    return " ".join(_EMPHASIS.sub("", " ".join(sentence.text.split())) for sentence in sentences)


Unit = tuple[CandidateSentence, ...]


class _Choice:
    """What is told of an article so far, and what of it each sentence would add."""

    def __init__(self, article: Article) -> None:
        self._index = SourceIndex.of(article)
        self._article = article
        self._candidates = candidate_sentences(article)
        self._figures: dict[int, list[tuple[int, float]]] = {}
        for key, group in enumerate(distinct_quantities(self._index)):
            for mention in group:
                told = self._figures.setdefault(mention.sentence or 0, [])
                told.append((key, weight(mention, self._index)))
        self._words = [words - STOPWORDS for words in self._index.sentence_words]
        self._titled = self._words[0] if article.title_span and self._words else frozenset()
        often = Counter(word for n, words in enumerate(self._words) if self._candidates[n] for word in words)
        most = max(often.values(), default=1)
        self._central = {word: times / most for word, times in often.items() if times > 1}
        self._central |= dict.fromkeys(self._titled & often.keys(), 1.0)
        self._stances = {self._index.sentence_at(stance.start) for stance in stances_of(article)} - {None}
        self._anchors = self._naming()
        self._told: set[int] = set()
        self._known: set[object] = set()
        self._units = [unit for unit in self._runs() if self._gain(unit) > 0]

    def _naming(self) -> set[int]:
        """The numbers of the sentences that name the report, or who issues it."""
        named = [*titles_of(self._article)[:1], *issuers_of(self._article)[:1]]
        words = {candidate.text for candidate in named}
        return {s.number for s in self._article.sentences if any(name in s.text for name in words)}

    def _opening(self) -> list[Unit]:
        """The first run near the beginning that names the report, or speaks of what the title does; else the first."""
        near = self._units[: 1 + len(self._units) // _OPENING]
        for unit in near:
            number = unit[-1].sentence.number
            words = self._index.stems_of(number)
            is_reporting = bool(words & REPORT and words & FINDING)
            if is_reporting or number in self._anchors or len(words & self._titled) >= _SHARED:
                return [unit]
        return near[:1]

    def _runs(self) -> Iterator[Unit]:
        """The runs that may be told: a sentence that stands alone, or one behind those that it points back to."""
        run: Unit = ()
        for stands in self._candidates:
            if stands is None or stands.denies:
                run = ()
            elif not stands.is_anaphoric:
                run = (stands,)
            elif run and len(run) < _LONGEST_RUN and stands.is_item == run[-1].is_item:
                run = (*run, stands)
            else:
                run = ()
            if run:
                yield run

    def abstract(self, longest: int) -> tuple[Sentence, ...]:
        """A sentence of the opening, those that tell most, and a response, in the article's order."""
        chosen: dict[int, Sentence] = {}
        size = max(_FEWEST, min(_MOST, len(self._units) // _FEWEST))
        while len(chosen) < size:
            room = longest - sum(len(s.text) + 1 for s in chosen.values())
            responses = self._responses()
            units = self._opening() if not chosen else self._units
            if len(chosen) == size - 1:
                units = responses or units
            most = size - len(chosen) - (bool(responses) and len(chosen) < size - 1)
            unit = self._best(units, room if len(chosen) >= _FEWEST else 2 * longest, most)
            if unit is None:
                break
            for stands in _new(unit, self._told):
                chosen[stands.sentence.number] = stands.sentence
            self._tell(unit)
        return tuple(chosen[number] for number in sorted(chosen))

    def findings(self, most: int) -> tuple[Excerpt, ...]:
        """Further sentences with a figure or a finding, each time the one that tells most."""
        found: list[Excerpt] = []
        units = [unit for unit in self._units if self._finds(unit)]
        while len(found) < most:
            fresh = [unit for unit in units if not any(s.sentence.number in self._told for s in unit)]
            unit = max(fresh, key=self._gain, default=None)
            if unit is None or not self._gain(unit) > 0:
                break
            self._tell(unit)
            found.append(Excerpt(tuple(s.sentence for s in unit)))
        return tuple(found)

    def _finds(self, unit: Unit) -> bool:
        number = unit[-1].sentence.number
        words = self._index.stems_of(number)
        return number in self._figures or bool(words & FINDING and words & REPORT)

    def _best(self, units: Sequence[Unit], room: int, most: int) -> Unit | None:
        """Of the runs with so many sentences to add, and so many characters, the one that adds most."""
        fitting = []
        for unit in units:
            new = _new(unit, self._told)
            if new and len(new) <= most and sum(len(s.sentence.text) + 1 for s in new) <= room:
                fitting.append(unit)
        best = max(fitting, key=self._gain, default=None)
        return best if best and self._gain(best) > 0 else None

    def _responses(self) -> list[Unit]:
        """The runs of one sentence in which a party takes a stance, if none is told."""
        if self._stances & self._told:
            return []
        return [unit for unit in self._units if len(unit) == 1 and unit[0].sentence.number in self._stances]

    def _tell(self, unit: Unit) -> None:
        for stands in unit:
            number = stands.sentence.number
            self._told.add(number)
            self._known.update(key for key, _ in self._figures.get(number, ()))
            self._known.update(self._words[number - 1])

    def _gain(self, unit: Unit) -> float:
        """What a run adds to what is told, for its length."""
        new = _new(unit, self._told)
        figures: dict[int, float] = {}
        words: set[str] = set()
        for stands in new:
            number = stands.sentence.number
            figures.update((key, w) for key, w in self._figures.get(number, ()) if key not in self._known)
            words |= self._words[number - 1]
        if not figures and words <= self._known:
            return 0.0  # told before, as in a box that repeats a sentence
        place = 1 - new[0].sentence.number / len(self._candidates)
        total = (
            sum(figures.values())
            + _WORDS * sum(self._central.get(w, 0) * (_AGAIN if w in self._known else 1) for w in words)
            + _PLACE * place
        )
        if any(stands.sentence.number in self._anchors for stands in new) and not self._anchors & self._told:
            total += _ANCHOR
        length = sum(len(stands.sentence.text) for stands in new)
        return total / (_USUAL + length)


def _new(unit: Unit, told: set[int]) -> list[CandidateSentence]:
    return [stands for stands in unit if stands.sentence.number not in told]
