"""The persons, bodies and places that an article names, each with all of its mentions and what the text says of it.

"Tricia Hedge", "Hedge" and "Ms Hedge" are one name, "the Orlen Monitor" and "the Monitor" are, and so is an
abbreviation that is introduced in brackets. No list of names is used: form, place and neighbours tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summariser.article import Article
from summariser.candidates.naming.descriptions import descriptions
from summariser.candidates.naming.kinds import evidence
from summariser.candidates.naming.offices import Key, Run, until_of
from summariser.candidates.naming.runs import runs_of
from summariser.candidates.syntax.phrases import DETERMINERS, PLACES
from summariser.candidates.syntax.tokens import Rows, Span, rows_of
from summariser.reading.vocabulary.nouns import NounClass, classes_of

# By judgement: an article says the rest in other words.
_MOST_DESCRIPTIONS = 5
# Of the weights of `kinds`: a weak sign, and a sure one.
_LEAST, _SURE = 2, 8


class NameKind(StrEnum):
    """What a name is of.

    >>> article = Article.from_text("Ann Bo, the mayor of Hull, closed two ports.")
    >>> [(name.text, str(name.kind)) for name in names_of(article)]
    [('Ann Bo', 'person'), ('Hull', 'place')]
    """

    PERSON = "person"
    BODY = "body"  # an agency, a firm, a ministry, a party
    PLACE = "place"
    OTHER = "other"  # a work, a ship, a product; or the text does not tell


_KINDS = (NameKind.PERSON, NameKind.BODY, NameKind.PLACE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article: half-open offsets, `text == article.text[start:end]`.

    >>> article = Article.from_text("Ann Bo closed two ports.")
    >>> names_of(article)[0].mentions[0]
    Passage(start=0, end=6, text='Ann Bo')
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its fullest form, its mentions and descriptions, each in order of appearance.

    A mention holds no title ("Ms") and no article; an abbreviation is a mention. Descriptions may be none.

    >>> article = Article.from_text("Ann Bo, the mayor of Hull, closed two ports. Ms Bo gave no reason.")
    >>> name = names_of(article)[0]
    >>> name.text, [mention.text for mention in name.mentions], [one.text for one in name.descriptions]
    ('Ann Bo', ['Ann Bo', 'Bo'], ['the mayor of Hull', 'Ms'])
    """

    text: str
    kind: NameKind
    mentions: tuple[Passage, ...]
    descriptions: tuple[Passage, ...] = ()


def names_of(article: Article) -> tuple[Name, ...]:
    """The names of the title and body in order of their first mentions; worked out once for an article.

    >>> article = Article.from_text("Ann Bo closed two ports. The Harbour Board was not asked.")
    >>> [name.text for name in names_of(article)]
    ['Ann Bo', 'Harbour Board']
    """
    found = article.kept.get("names")
    if not isinstance(found, tuple):
        found = article.kept["names"] = _names(article)
    return found


def passage(text: str, span: Span) -> Passage:
    """The words of a span."""
    return Passage(*span, text[span[0] : span[1]])


def _names(article: Article) -> tuple[Name, ...]:
    rows = rows_of(article)
    runs = [run for run in runs_of(rows) if not _is_a_title(rows, run)]
    votes: dict[Key, Counter[int]] = defaultdict(Counter)
    for run in runs:
        for kind, weight in evidence(rows.rows[run.row], run):
            votes[run.key][kind] |= weight
    _add_pronouns(rows, runs, votes)
    # A word that opens a sentence and of which nothing else tells that it names something, names nothing.
    opening = {run.key for run in runs} - {run.key for run in runs if not run.opens or len(run.key) > 1}
    owned = {piece for run in runs for piece in _ends(run.key)}
    runs = [run for run in runs if run.key not in opening or run.key in owned or votes[run.key]]
    for run in runs:
        for token in rows.rows[run.row].tokens[run.first : run.last]:
            token.named = True
    groups: dict[Key, list[Run]] = {}
    for run, key in _with_owners(rows, runs, votes):
        groups.setdefault(key, []).append(run)
    return tuple(_name(rows, key, members, votes) for key, members in groups.items())


def _add_pronouns(rows: Rows, runs: Sequence[Run], votes: dict[Key, Counter[int]]) -> None:
    """A person where the next sentence goes on with "she" or "he" and the one before names nothing else so."""
    by_row: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        row = rows.rows[run.row]
        if len(run.key) > 1 and row.tokens[run.first - 1].low != "the":
            by_row[run.row].append(run)
    for number, row in enumerate(rows.rows):
        if row.tokens[0].low in ("he", "she") and len(named := by_row.get(number - 1, [])) == 1:
            key = named[0].key
            votes[key][0] |= _LEAST


def _is_a_title(rows: Rows, run: Run) -> bool:
    """Whether a name is all that a pair of quotation marks holds, as a work's title is."""
    tokens = rows.rows[run.row].tokens
    number = tokens[run.first].quoted
    if number < 0 or len(run.key) < 2:
        return False
    quotation = rows.quotations[number]
    return quotation.end - quotation.start <= tokens[run.last - 1].end - tokens[run.first].start + 4


def _with_owners(
    rows: Rows, runs: Sequence[Run], votes: dict[Key, Counter[int]]
) -> Iterator[tuple[Run, Key]]:
    """Each run with the fullest form of the name that it is a mention of."""
    owners: dict[Key, Key] = {}
    for run in reversed(runs):  # the first to have a piece has it until another one is named
        owners.update(dict.fromkeys(_ends(run.key), run.key))
    short = dict(_abbreviations(rows, runs))
    seen: set[Key] = set()
    for run in runs:
        if run.row:
            seen.add(run.key)  # but not in the headline, which has the short form first
        for piece in _ends(run.key):
            owners[piece] = run.key
        for piece in _beginnings(run.key, votes):
            if piece not in seen:
                owners[piece] = run.key
        key = short.get(run.key, run.key)
        while key in owners and len(owners[key]) > len(key):
            key = owners[key]
        yield run, key


def _ends(key: Key) -> Iterator[Key]:
    """The last words of a name, by which it is called after its first mention; of "Bank of Arvia", of "Bank"."""
    cut = until_of(key)
    if cut < len(key):
        yield key[:cut]
    for size in range(1, cut):
        yield key[cut - size : cut]


def _beginnings(key: Key, votes: dict[Key, Counter[int]]) -> Iterator[Key]:
    """The first words of a name, where the text does not make a place of them."""
    for size in range(1, until_of(key)):
        piece = key[:size]
        if _kind(votes.get(piece, Counter()), size) is not NameKind.PLACE:
            yield piece


def _abbreviations(rows: Rows, runs: Sequence[Run]) -> Iterator[tuple[Key, Key]]:
    """The abbreviations in brackets behind a name, and the names: "Orlen Trade Monitor (OTM)"."""
    for run in runs:
        tokens = rows.rows[run.row].tokens
        if run.last + 2 < len(tokens) and tokens[run.last].text == "(":
            inner = tokens[run.last + 1]
            close = tokens[run.last + 2].text in ",);"
            initials = {word[0] for word in run.key}
            if close and len(run.key) > 1 and inner.text.isupper() and inner.low[0] in initials:
                yield (inner.low,), run.key


def _name(rows: Rows, key: Key, members: Sequence[Run], votes: dict[Key, Counter[int]]) -> Name:
    total: Counter[int] = Counter()
    for one in {run.key for run in members}:
        for kind, weight in votes.get(one, Counter()).items():
            total[kind] |= weight
    if len(key) > 1 and any(run.key == key[-1:] and _stands_bare(rows, run) for run in members):
        # A person is called by the last name alone, a body "the Board", but in "Board members", too.
        common = NounClass.GROUP in classes_of(key[-1]) or key[-1] in PLACES
        total[0] |= 4 if common and total[0] < 4 else 8
    told: list[Passage] = []
    for run in members:
        told += [passage(rows.text, span) for span in descriptions(rows.rows[run.row], run)]
    mentions = tuple(passage(rows.text, _span(rows, run)) for run in members)
    full = [m for m, run in zip(mentions, members, strict=True) if run.key == key] or mentions
    fullest = next((m for m in full if not m.text.isupper()), full[0])
    return Name(fullest.text, _kind(total, len(key)), mentions, tuple(told[:_MOST_DESCRIPTIONS]))


def _stands_bare(rows: Rows, run: Run) -> bool:
    row = rows.rows[run.row]
    before = row.tokens[run.first - 1].low if run.first else ""
    return not row.is_headline and before not in DETERMINERS


def _kind(total: Counter[int], words: int) -> NameKind:
    """The kind with most weight; of a single word a body rather than a person, who is first named in full."""
    order = (1, 0, 2) if words == 1 or total[1] >= _SURE else (0, 1, 2)
    best = max(order, key=lambda kind: total[kind])
    likely = best == 0 and total[0] > total[1]
    return _KINDS[best] if total[best] >= _LEAST or likely else NameKind.OTHER


def _span(rows: Rows, run: Run) -> Span:
    tokens = rows.rows[run.row].tokens
    return tokens[run.first].start, tokens[run.last - 1].end
