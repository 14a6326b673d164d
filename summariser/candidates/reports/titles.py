"""Titles of reports and other works that an article names, by how they are set apart and how they are introduced.

A title is told from other words in marks by its introduction ('its report, "X"', "entitled X", "the annual X") and
from speech by its capitals; a name in capitals is one where it ends as a title does: "Labour Survey", "Atlas 2026".
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summariser.article import Article
from summariser.candidates.reports.introductions import YEAR, Introduced, Introduction
from summariser.candidates.reports.ranking import Candidate, ranked, together
from summariser.candidates.reports.set_apart import Marking, Piece, marked, pieces
from summariser.candidates.reports.works import DETERMINERS, FUNCTION, MARKS, Mention, Token, Works, works_of

# These say of a title that it is one of a work, also where no noun does.
_TELLING = (Introduction.NAMED, Introduction.EDITION)
# By judgement, with an eye on the titles of evals (benchmarks/accuracy/report_facts.py).
_NO_WORK = 0.4
LIKELY = 0.45
# A title stands so few words behind its determiner.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class TitleCandidate(Candidate):
    """A title without its marks, with how it is set apart and introduced where that is plainest.

    >>> article = Article.from_text('The port office said in its report, "Idle Cranes", that ships wait.')
    >>> title = titles_of(article)[0]
    >>> title.text, str(title.marking), str(title.introduction)
    ('Idle Cranes', 'quoted', 'apposed')
    """

    marking: Marking
    introduction: Introduction


@dataclass(frozen=True, slots=True)
class _Named:
    """A piece that may be a title, in which sentence it stands, and how likely it is one by what introduces it."""

    sentence: int
    piece: Piece
    weight: float
    introduction: Introduction


def titles_of(article: Article) -> tuple[TitleCandidate, ...]:
    """The titles that an article names, first the one that is likeliest its report's; worked out once.

    >>> article = Article.from_text('The port office said in its report, "Idle Cranes", that ships wait.')
    >>> [(title.text, title.introduction.value) for title in titles_of(article)]
    [('Idle Cranes', 'apposed')]
    """
    found = article.kept.get("titles")
    if not isinstance(found, tuple):
        topicality = works_and_titles_of(article).topicality
        candidates = (_candidate(article.text, told, topicality) for told in _by_words(article))
        found = article.kept["titles"] = ranked(candidates)
    return found


def works_and_titles_of(article: Article) -> Works:
    """The works that an article speaks of, those among them that it names by a likely title."""
    found = article.kept.get("works and titles")
    if isinstance(found, Works):
        return found
    works = works_of(article)
    mentions = [list(told) for told in works.mentions]
    for told in _by_words(article):
        if together(named.weight for named in told) >= LIKELY:
            for named in told:
                row, piece = mentions[named.sentence], named.piece
                row[:] = [m for m in row if not piece.first <= m.at < piece.after]
                row.append(_mention(works.tokens[named.sentence], named))
    rows = tuple(tuple(sorted(row, key=lambda mention: mention.at)) for row in mentions)
    found = article.kept["works and titles"] = Works(works.tokens, rows)
    return found


def is_headline(article: Article, title: TitleCandidate) -> bool:
    """Whether the article has the title for its headline: it is the work itself, or a summary of it."""
    span = article.title_span
    return span is not None and article.text[slice(*span)].strip("#* \n") == title.text


def _mention(tokens: Sequence[Token], named: _Named) -> Mention:
    """A title as a mention, its marks and the determiner before it within."""
    first, at = named.piece.first, named.piece.after - 1
    while at + 1 < len(tokens) and tokens[at + 1].low in MARKS:
        at += 1
    while first > 0 and tokens[first - 1].low in MARKS:
        first -= 1
    places = range(first - 1, max(-1, first - 1 - _NEAR), -1)
    whole = itertools.takewhile(
        lambda place: tokens[place].is_word and tokens[place].low not in FUNCTION - DETERMINERS, places
    )
    first = next((p for p in whole if tokens[p].low in DETERMINERS or tokens[p].owns), first)
    return Mention(named.sentence, first, at, is_loose=False, is_earlier=False)


def _by_words(article: Article) -> list[list[_Named]]:
    """What may be a title, by its words."""
    found = article.kept.get("named")
    if isinstance(found, list):
        return found
    signs: dict[str, list[_Named]] = {}
    for named in _named(article):
        words = " ".join(article.text[named.piece.start : named.piece.end].lower().split())
        signs.setdefault(words, []).append(named)
    found = article.kept["named"] = [told for told in signs.values() if not _is_of_headline(article, told)]
    return found


def _named(article: Article) -> Iterator[_Named]:
    works, spans = works_of(article), marked(article.text)
    starts = [start for start, _, _ in spans]
    for number, (tokens, mentions) in enumerate(zip(works.tokens, works.mentions, strict=True)):
        if tokens:
            here = spans[bisect_left(starts, tokens[0].start) : bisect_left(starts, tokens[-1].end)]
            for piece in pieces(article.text, tokens, here):
                behind = number > 0 and bool(works.mentions[number - 1])
                sign = Introduced(tokens, mentions, piece, is_behind_work=behind).sign()
                if sign is not None:
                    weight, introduction = sign
                    if (
                        works.are_none
                        and introduction is Introduction.ALONE
                        and piece.marking != Marking.CAPITALS
                    ):
                        continue  # of a film, or whatever else
                    is_doubtful = works.are_none and introduction not in _TELLING
                    yield _Named(number, piece, weight * (_NO_WORK if is_doubtful else 1), introduction)


def _is_of_headline(article: Article, told: Sequence[_Named]) -> bool:
    """Whether words have capitals only because a headline has: they stand there once, and have no year."""
    (first, *more), span = told, article.title_span
    is_inside = span is not None and first.piece.start < span[1] and first.piece.marking is Marking.CAPITALS
    if more or not is_inside or first.introduction is Introduction.HEADLINE:
        return False
    return not YEAR.search(article.text[first.piece.start : first.piece.end])


def _candidate(text: str, told: Sequence[_Named], topicality: float) -> TitleCandidate:
    best = max(told, key=lambda named: (named.weight, -named.piece.start))
    start, end = best.piece.start, best.piece.end
    score = topicality * together(named.weight for named in told)
    return TitleCandidate(start, end, text[start:end], score, False, best.piece.marking, best.introduction)
