"""Compares what articles on one story say: which figures each gives of the same thing, and where they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.comparison.facts.corrections import Corrections, Keyed, corrected
from summariser.comparison.facts.grouping import grouped
from summariser.comparison.facts.rows import Row, Rows
from summariser.comparison.labels import Given, article_of, labels_in
from summariser.comparison.records import Agreement, Compared, Comparison, Fact
from summariser.comparison.similarity.pool import Pool
from summariser.comparison.similarity.similarity import Similarity
from summariser.comparison.voices import count_voices, voices
from summariser.errors import ArgumentError
from summariser.outside import in_own_arithmetic

_ORDER = (Agreement.DIFFER, Agreement.COMPATIBLE, Agreement.AGREE, Agreement.SINGLE)


@with_checked_arguments
def compare(articles: Sequence[Given], *, reference: Given | None = None) -> Comparison:
    """Which article gives which figure of the same thing, and where they differ; without a model.

    `articles` are articles, their texts, or results of `summarise`, on one story. With a `reference`, which is the first of the
    comparison's articles then, each is held against it. Raises ArgumentError where there is nothing to compare.

    >>> texts = "Some 40 boats were seized in May.", "In May inspectors seized 41 boats."
    >>> fact, = compare(texts).facts
    >>> fact.relation.value, [cell.text for cell in fact.cells]
    ('compatible', ['40', '41'])
    """
    given = [*([reference] if reference is not None else []), *articles]
    if not given:
        raise ArgumentError("compare: no article is given; give two or more on one story")
    given = [article_of(one) if isinstance(one, str) else one for one in given]
    names = named([article_of(one) for one in given])
    return comparison_of(given, names, has_reference=reference is not None)


@in_own_arithmetic
def comparison_of(
    given: Sequence[Given],
    names: Sequence[str],
    *,
    has_reference: bool = False,
    corrections: Corrections | None = None,
) -> Comparison:
    """As `compare`, of articles whose names are given, each unlike the others; the first may be the reference.

    `corrections` are what a person has put right in the rows: rows to `join`, figures to `split` off and rows to `rename`,
    each named by the keys of its figures. Raises ArgumentError where one that is given is no article.

    >>> texts = ["Inspectors seized 40 boats.", "Inspectors seized 40 boats."]
    >>> renamed = Corrections(rename=[{"figure": "morning:1:40", "what": "boats seized off Hull"}])
    >>> comparison_of(texts, ["morning", "evening"], corrections=renamed).facts[0].what
    'boats seized off Hull'
    """
    articles = [article_of(one) for one in given]
    labels = [labels_in(one) for one in given]
    pool = Pool(articles, labels)
    similarity = Similarity(pool)
    keyed = Keyed(pool.figures, short(names))
    groups, given_names, notes = corrected(grouped(pool, similarity), corrections or Corrections(), keyed)
    rows = Rows(pool, similarity, names, keyed)
    shared = [tuple(names[at] for at in group) for group in voices(articles)]
    facts = [rows.fact(Row(group, given_names.get(group))) for group in groups]
    facts = [
        fact.model_copy(update={"voices": count_voices({cell.article for cell in fact.cells}, shared)})
        for fact in facts
    ]
    told = Counter(figure.article for figure in pool.figures)
    compared = tuple(
        Compared(
            name=name,
            title=article.title,
            published=article.published,
            source=article.source,
            is_reference=has_reference and at == 0,
            figures=told[at],
            notes=article.notes,
        )
        for at, (name, article) in enumerate(zip(names, articles, strict=True))
    )
    notes += notes_on(articles, compared, facts)
    return Comparison(
        articles=compared, facts=tuple(in_order(facts)), voices=tuple(shared), notes=tuple(notes)
    )


def notes_on(
    articles: Sequence[Article], compared: Sequence[Compared], facts: Sequence[Fact]
) -> Iterator[str]:
    """What to know of the whole, a sentence each."""
    if len(articles) == 1:
        yield f"{compared[0].name} is the only article: there is nothing to compare it with."
    seen: dict[str, str] = {}
    for article, known in zip(articles, compared, strict=True):
        text = " ".join(article.body.split())
        first = seen.setdefault(text, known.name)
        if text and first != known.name:
            yield f"{known.name} has the same text as {first}: they are one voice."
    shares = {cell.article for fact in facts if fact.relation is not Agreement.SINGLE for cell in fact.cells}
    for known in compared:
        if not known.figures:
            yield f"{known.name} tells no figure."
        elif known.name not in shares and len(compared) > 1:
            yield f"{known.name} shares no figure with the others: it may be of another story."


def named(articles: Sequence[Article]) -> list[str]:
    """A name for each article, unlike the others: where it came from, or its title, or its number."""
    names: list[str] = []
    for number, article in enumerate(articles, 1):
        name = unique = article.source or article.title or f"article {number}"
        again = 2
        while unique in names:
            unique, again = f"{name} ({again})", again + 1
        names.append(unique)
    return names


def short(names: Sequence[str]) -> list[str]:
    """The names of files without their folders, where these tell them apart."""
    last = [PurePath(name).name or name for name in names]
    return last if len(set(last)) == len(last) else list(names)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """What differs first, what one article tells last; among these what matters most."""
    return sorted(facts, key=lambda fact: (_ORDER.index(fact.relation), -fact.weight, fact.what))
