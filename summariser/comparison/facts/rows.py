"""From a group of figures to a fact: one cell for an article, two where it contradicts itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.article import Article
from summariser.comparison.facts.corrections import Keyed
from summariser.comparison.facts.grouping import Group
from summariser.comparison.facts.naming import name_of, period_in, period_said, speaker_of, unit_of
from summariser.comparison.facts.relation import relation_of
from summariser.comparison.facts.timing import as_of
from summariser.comparison.records import Cell, Fact, Told
from summariser.comparison.similarity.pool import Figure, Pool
from summariser.comparison.similarity.similarity import Similarity
from summariser.comparison.similarity.values import ValueRelation, written
from summariser.verification.matching.compare import is_vague, written_step
from summariser.verification.summary.coverage import weight


@dataclass(frozen=True, eq=False)
class Row:
    """A group that may bear a name given by a person."""

    group: Group
    what: str | None = None


class Rows:
    """Makes facts of the groups of a pool whose articles have names."""

    def __init__(self, pool: Pool, similarity: Similarity, names: Sequence[str], keyed: Keyed) -> None:
        self._pool, self._similarity, self._names, self._keyed = pool, similarity, names, keyed

    def fact(self, row: Row) -> Fact:
        """The fact that a group is."""
        group = row.group
        told = [(f, self._as_of(f)) for f in self._firsts(group.figures)]
        cells = [self._cell(f, Told.STANDS, group.figures) for f, _ in told]
        cells += [self._cell(f, Told.FORMER, ()) for f in self._firsts(group.former)]
        order = {name: at for at, name in enumerate(self._names)}
        cells.sort(key=lambda c: (order[c.article], c.told is Told.FORMER, c.span))
        relation, differ_by = relation_of(told, self._similarity)
        figures = [*group.figures, *group.former]
        return Fact(
            what=row.what or name_of(self._pool, figures),
            unit=unit_of(figures),
            period=period_in([cell.period for cell in cells]),
            relation=relation,
            differ_by=differ_by,
            weight=round(max(self._weight(f) for f in figures), 3),
            cells=tuple(cells),
        )

    def _firsts(self, figures: Sequence[Figure]) -> list[Figure]:
        """Of each article the figure that tells most exactly, and those that it contradicts."""
        firsts: list[Figure] = []
        for figure in sorted(figures, key=self._rank):
            own = [f for f in firsts if f.article == figure.article]
            if all(self._similarity.stand(f, figure) is ValueRelation.APART for f in own):
                firsts.append(figure)
        return firsts

    def _rank(self, figure: Figure) -> tuple[object, ...]:
        mention = figure.mention
        source = self._pool.sources[figure.article]
        in_title = source.article.title_span is not None and figure.own.sentence == 1
        return is_vague(mention), in_title, written_step(mention), mention.start

    def _cell(self, figure: Figure, told: Told, group: Sequence[Figure]) -> Cell:
        source = self._pool.sources[figure.article]
        mention, sentence = figure.mention, figure.own.sentence or 1
        again = (
            f.own.span
            for f in group
            if f.article == figure.article
            and f is not figure
            and self._similarity.stand(f, figure) is not ValueRelation.APART
        )
        return Cell(
            article=self._names[figure.article],
            text=figure.own.mention.text,
            written=written(figure.own.mention, source.text),
            value=mention.value,
            upper=mention.upper,
            bound=mention.bound,
            unit=mention.unit,
            period=period_said(self._pool, figure),
            sentence=sentence,
            quote=source.sentence(sentence).text,
            quote_start=source.sentence(sentence).start,
            span=figure.own.span,
            place=_place(source.article, figure.own.start),
            attribution=speaker_of(self._pool, figure),
            as_of=self._as_of(figure),
            told=told,
            repeats=tuple(sorted(again)),
            key=self._keyed.key_of[figure],
        )

    def _as_of(self, figure: Figure) -> str | None:
        source = self._pool.sources[figure.article]
        return as_of(source.article, source.reading, figure)

    def _weight(self, figure: Figure) -> float:
        return weight(figure.own, self._pool.sources[figure.article])


def _place(article: Article, offset: int) -> str | None:
    """The page, or the heading, under which an offset stands, where the article has any."""
    found = article.place(offset)
    return str(found) if found is not None else None
