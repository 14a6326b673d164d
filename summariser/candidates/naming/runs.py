"""Finds the words with capitals that name something, each where it stands.

What opens a sentence has a capital in any case; it is part of a name only where the text or the form says so. A title
in front, "Dr" or "chief inspector", is none of the name. No list of names is used.
"""

from collections.abc import Iterator, Sequence

from summariser.candidates.naming.offices import ENDINGS, PARTICLES, Key, Run, key_of, names_in
from summariser.candidates.syntax.phrases import BODIES, OFFICES
from summariser.candidates.syntax.tokens import Row, Rows, Token
from summariser.candidates.syntax.verbs import LINKING, says
from summariser.numbers import is_plural
from summariser.numbers.vocabulary.lexicon import ADJECTIVES, MONTHS, VERBS
from summariser.reading.vocabulary.nouns import NounClass, classes_of

# Small words that open the names of places and bodies.
_NAMING = frozenset("lower greater high deep long near".split())
_FIRMS = frozenset(("plc", "ltd", "gmbh", "llc"))
_FEASTS = frozenset(("christmas", "easter"))
# By judgement, on the names of evals (benchmarks/accuracy/names.py measures how many are found).
_MOST_WORDS = 14
_LONGEST_ABBREVIATION = 4


def runs_of(rows: Rows) -> list[Run]:
    """The names of all sentences, in order; in a headline only those that stand elsewhere, too."""
    found = [list(_runs(row, number)) if not row.is_headline else [] for number, row in enumerate(rows.rows)]
    known = {run.key for runs in found for run in runs if not run.opens}
    last = {run.key[-1:] for runs in found for run in runs if len(run.key) > 1}
    kept = [[k for run in runs if (k := _kept(run, rows, known, last))] for runs in found]
    keys = {run.key for runs in kept for run in runs}
    keys |= {
        run.key[-1:] for runs in kept for run in runs
        if not _is_ordinary(rows.rows[run.row].tokens[run.last - 1], rows)
    }  # fmt: skip
    for number, row in enumerate(rows.rows):
        if row.is_headline:
            kept[number] = list(_known_runs(row, number, keys))
    return [run for runs in kept for run in runs]


def _runs(row: Row, number: int) -> Iterator[Run]:
    """The runs of words with capitals of a sentence, with the small words that link them."""
    tokens = row.tokens
    at = 0
    while at < len(tokens):
        if not _is_of_a_name(tokens[at]):
            at += 1
            continue
        first = at
        at = _end_of_run(tokens, first)
        yield from names_in(tokens, number, first, at)


def _is_of_a_name(token: Token) -> bool:
    if (
        not token.is_capital
        or token.dated
        or token.low in _FEASTS
        or (token.low in MONTHS and len(token.low) > 3)
    ):
        return False
    return (
        token.low in _NAMING
        or not token.is_function_word
        and not token.low.startswith("i'")
        and len(token.text) < 40
    )


def _is_capital_small_word(token: Token) -> bool:
    return token.text[0].isupper() and token.is_function_word and len(token.text) > 2 and not token.dated


def _end_of_run(tokens: Sequence[Token], first: int) -> int:
    at = first + 1
    while at < len(tokens) and at - first < _MOST_WORDS:
        gap = tokens[at].start - tokens[at - 1].end
        if gap > 1:
            break
        if _is_of_a_name(tokens[at]) or (gap == 1 and _is_capital_small_word(tokens[at])):
            at += 1  # "Streets Together"
            continue
        step = _link(tokens, first, at)
        if not step:
            break
        at += step
    while at > first + 1 and not tokens[at - 1].text[0].isalnum():
        at -= 1
    return at


def _link(tokens: Sequence[Token], first: int, at: int) -> int:
    """How many tokens from a place on link tokens[first:at] to the next word of a name; 0 where it ends there."""
    token, left = tokens[at], tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.start - token.end > 1:
        return 0
    if token.low in _FIRMS:
        return 1
    if token.low in ("of", "for"):
        step = 2 if following.low == "the" else 1
        names = at + step < len(tokens) and _is_of_a_name(tokens[at + step])
        return step if names and _names_an_office(tokens[first:at]) else 0
    if token.low in ("'", "’") and following.low == "and":  # "Tenants' and Owners' League"
        return 2 if at + 2 < len(tokens) and tokens[at + 2].is_capital else 0
    if not _is_of_a_name(following):
        return 0
    abbreviates = token.text == "." and token.start == left.end and following.start > token.end
    particle = token.low in PARTICLES and token.text.islower()
    possesses = token.low in ENDINGS and _is_possessing(left, token, tokens, at)
    joins = token.text in ("&", "-") or (token.low == "and" and _is_joined(tokens, first, at))
    return int((abbreviates and len(left.text) <= _LONGEST_ABBREVIATION) or particle or possesses or joins)


def _is_possessing(owner: Token, ending: Token, tokens: Sequence[Token], at: int) -> bool:
    """Whether a possessive is part of a name: "Doctors' Guild", "Children's Hospital", but not "Tarkesh's Senate"."""
    following = classes_of(tokens[at + 1].low)
    if "s" not in ending.low:
        return NounClass.GROUP in following or tokens[at + 1].low in BODIES
    return NounClass.PERSON in classes_of(owner.low) and bool(following)


def _names_an_office(words: Sequence[Token]) -> bool:
    """Whether what "of" follows is a body or an office: "Bank of", "Ombudsman for", but not "Graham Tull of"."""
    found, head = classes_of(words[-1].low), words[-1].low
    if is_plural(head):
        return False
    bodies = bool(found & {NounClass.GROUP, NounClass.PLACE})
    return bodies or (NounClass.PERSON in found and (len(words) == 1 or head in OFFICES))


def _is_joined(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether "and" is within a name: "Ministry of Health and Welfare", "Tenants' and Owners' League"."""
    following = tokens[at + 1]
    linked = any(t.low in ("of", "for") for t in tokens[first:at])
    return linked and all(classes_of(t.low) for t in (tokens[at - 1], following))


def _kept(run: Run, rows: Rows, known: set[Key], last: set[Key]) -> Run | None:
    """A run that opens a sentence, without a first word that is none of a name; None where nothing is left."""
    if not run.opens:
        return run
    tokens = rows.rows[run.row].tokens
    if run.key in known:
        return run
    first = tokens[run.first]
    if len(run.key) > 1:
        if run.key[1:] in known and _is_ordinary(first, rows):
            start = next(n for n in range(run.first + 1, run.last) if tokens[n].low == run.key[1])
            return Run(run.row, start, run.last, run.key[1:])
        return run
    behind = tokens[run.last] if run.last < len(tokens) else None
    if behind is None or not _is_ordinary(first, rows):
        return run if behind is not None else None
    # "Hedge said", where "Tricia Hedge" is named elsewhere
    return (
        run if run.key in last and (says(behind) or behind.text in ",'’" or behind.low in ENDINGS) else None
    )


def _is_ordinary(token: Token, rows: Rows) -> bool:
    """Whether a word is one of the language rather than a name, as far as the text and the tables of words show."""
    low = token.low
    if (
        low in _NAMING
        or low in LINKING
        or low in rows.common
        or low in VERBS
        or low in ADJECTIVES
        or classes_of(low)
    ):
        return True
    return low.endswith(("ly", "ing", "ed")) or low.isdigit()


def _known_runs(row: Row, number: int, keys: set[Key]) -> Iterator[Run]:
    """The names that a headline shares with the text, the longest first."""
    at, tokens = 0, row.tokens
    while at < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            key = key_of(tokens[at : at + size])
            if (
                tokens[at].is_capital
                and tokens[at].low != "the"
                and tokens[at + size - 1].text[0].isalnum()
                and key in keys
            ):
                yield Run(number, at, at + size, key, opens=at == 0)
                at += size
                break
        else:
            at += 1
