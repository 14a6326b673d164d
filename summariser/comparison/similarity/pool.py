"""The articles of one story read as one source, so that what each says of a number is held against the others' numbers
as a claim is against its source.

Every article keeps its own reading; only offsets and the numbers of sentences are counted on from article to article.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

from summariser.article import Article, Sentence
from summariser.comparison.labels import Labels
from summariser.comparison.similarity.roles import role_in
from summariser.numbers import NumberMention
from summariser.reading import Polarity, Reading, Statement, counts_a_row
from summariser.reading.statements.ages import is_an_age, stands_as_age
from summariser.reading.words import Words, words_of
from summariser.verification.claims.claim import Claim
from summariser.verification.matching.lexicon import STOPWORDS
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.source.scales import apply_scale

_BETWEEN = "\n\n"
# By judgement, on evals/stories.
_TIED = 0.8  # a word of a label to its number
_BOTH, _DEFINITE, _REACH = 2, frozenset("the these those".split()), 8
_DAYS = 31  # between what happened and its report


@dataclass(frozen=True, eq=False)
class Figure:
    """A quantity that an article tells: which article of the pool, what is said of it, and the number as the pool and the
    article have it."""

    article: int
    claim: Claim
    statement: Statement
    found: SourceMention
    own: SourceMention
    is_of_days: (
        bool  # all that tells its time is days about that of publication: of an event, or of saying it
    )

    @property
    def mention(self) -> NumberMention:
        """The number, with offsets into the pool."""
        return self.found.mention

    @property
    def is_former(self) -> bool:
        """Whether the article itself takes it back."""
        return self.statement.polarity is Polarity.RETRACTED


class Pool:
    """Articles, and their figures with all of the pool's offsets; `labels` is what results of each call its numbers."""

    def __init__(self, articles: Sequence[Article], labels: Sequence[Labels] = ()) -> None:
        self.articles, self._labels = tuple(articles), labels
        self.sources = [SourceIndex.of(article) for article in articles]
        lengths = (len(article.text) + len(_BETWEEN) for article in articles)
        self.starts = list(accumulate(lengths, initial=0))
        counts = (len(article.sentences) for article in articles)
        self._numbered = list(accumulate(counts, initial=0))
        self.index = SourceIndex(self._article())

    def sentence_of(self, figure: Figure) -> str:
        """The text of the sentence that a figure stands in."""
        return self.sources[figure.article].sentence(figure.own.sentence or 1).text

    def label(self, figure: Figure) -> str | None:
        """What a result says that a figure counts."""
        return self._label(figure.article, figure.own.start)

    def _label(self, article: int, start: int) -> str | None:
        return self._labels[article].get(start) if self._labels else None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All that the articles tell as quantities, in order: no furniture, no places of a table's rows, nothing denied."""
        found = []
        for at, (source, start) in enumerate(zip(self.sources, self.starts, strict=False)):
            for own in source.mentions:
                place = self.index.by_start.get(own.start + start)
                said = self.index.statement(place) if place and _is_told(source, own) else None
                if place is None or said is None:
                    continue
                days = _is_of_days(said, source.article.published)
                claim = self._claim(source, own, start, place, replace(said, periods=()) if days else said)
                found.append(Figure(at, claim, said, place, own, days))
        return tuple(found)

    def _claim(
        self, source: SourceIndex, own: SourceMention, start: int, place: SourceMention, said: Statement
    ) -> Claim:
        """What the article says of one of its numbers, to be held against all of the pool."""
        number = own.sentence or 1
        sentence = source.sentence(number)
        return Claim(
            place.mention,
            self.index,
            self.index.text,
            (sentence.start + start, sentence.end + start),
            others=tuple(m.mention for m in self.index.by_sentence.get(place.sentence or 0, ())),
            words=source.stems_of(number) - STOPWORDS,
            statement=said,
        )

    def _article(self) -> Article:
        """The articles as one, which has been read already."""
        text = _BETWEEN.join(article.text for article in self.articles)
        sentences, bodies = [], []
        for article, start, number in zip(self.articles, self.starts, self._numbered, strict=False):
            sentences += [
                Sentence(s.number + number, s.start + start, s.end + start, s.text) for s in article.sentences
            ]
            bodies += [(low + start, high + start) for low, high in article.body_spans]
        parts = tuple(
            replace(p, start=p.start + start, end=p.end + start, cells=(), lead_in=None)
            for article, start in zip(self.articles, self.starts, strict=False)
            for p in article.parts
        )
        whole = Article(text, tuple(bodies), tuple(sentences), parts=parts)
        whole.kept["reading"] = self._reading(whole)
        return whole

    def _reading(self, whole: Article) -> Reading:
        lows, stems, starts, ends = [], [], [], []
        numbers: list[NumberMention] = []
        statements: list[Statement] = []
        for at, (source, start, number) in enumerate(
            zip(self.sources, self.starts, self._numbered, strict=False)
        ):
            reading = source.reading
            lows += reading.words.lows
            stems += reading.words.stems
            starts += [place + start for place in reading.words.starts]
            ends += [place + start for place in reading.words.ends]
            numbers += [_moved(apply_scale(source, m), start) for m in reading.numbers]
            for said in reading.statements:
                told = replace(said, role=said.role or role_in(source.article, said))
                told = _labelled(told, self._label(at, said.mention.start))
                statements.append(_said(told, source, start, number))
        spans = tuple((s.start, s.end) for s in whole.sentences)
        made = Reading(whole.text, spans, Words(lows, stems, starts, ends), tuple(numbers), (), whole.parts)
        made.__dict__["statements"] = tuple(statements)  # what the articles' own readings have found
        return made


def _is_told(source: SourceIndex, found: SourceMention) -> bool:
    """Whether a number tells how many, rather than which: "the two countries" have been named before."""
    said = source.statement(found)
    if found.mention.value == _BOTH and said is not None and said.role is None:
        before = source.text[max(0, found.start - _REACH) : found.start].lower().split()
        if before[-1:] and before[-1] in _DEFINITE:
            return False
    return (
        found.mention.is_quantity
        and said is not None
        and said.polarity is not Polarity.DENIED
        and not counts_a_row(source.reading, found.mention)
        and not _is_an_age(source.text, found.mention)
    )


def _is_an_age(text: str, mention: NumberMention) -> bool:
    """Whether it is somebody's age: "Ann Bo, 70, who", "a 9-year-old", "a boy of nine"."""
    told = mention.text.lower()
    years = mention.unit == "year" and ("old" in told or "year" not in told)
    return years and stands_as_age(text, mention) or "old" in told or is_an_age(text, mention)


def _is_of_days(statement: Statement, published: date | None) -> bool:
    for period in statement.periods:
        if period.day is None or period.until is not None:
            return False
        if published and period.days and abs((period.days[0] - published).days) > _DAYS:
            return False
    return bool(statement.periods)


def _said(statement: Statement, source: SourceIndex, start: int, sentences: int) -> Statement:
    return replace(
        statement,
        mention=_moved(apply_scale(source, statement.mention), start),
        sentence=statement.sentence + sentences,
    )


def _labelled(statement: Statement, label: str | None) -> Statement:
    """The statement with the words of its label among those that are tied to the number."""
    if label is None:
        return statement
    subject = statement.subject
    words = {w.stem: _TIED for w in words_of(label) if w.stem not in STOPWORDS}
    words |= {stem: max(weight, words.get(stem, 0.0)) for stem, weight in subject.weights.items()}
    return replace(statement, subject=replace(subject, weights=words))


def _moved(mention: NumberMention, start: int) -> NumberMention:
    return replace(mention, start=mention.start + start, end=mention.end + start)
