"""What a name is of, a person, a body or a place, by the words that it is made of and those around it."""

from collections.abc import Iterator, Sequence

from summariser.candidates.naming.descriptions import (
    apposed_noun,
    closes_before_verb,
    described_before,
    is_age,
    is_attached,
    is_told_of,
)
from summariser.candidates.naming.offices import Run
from summariser.candidates.syntax.phrases import PLACES, is_actor_noun, is_person_noun
from summariser.candidates.syntax.tokens import Row, Token
from summariser.candidates.syntax.verbs import is_adverb, says
from summariser.numbers import is_plural
from summariser.numbers.vocabulary.lexicon import ADJECTIVES, FUNCTION_WORDS
from summariser.reading.vocabulary.nouns import NounClass, classes_of

PERSON, BODY, PLACE = range(3)
# Bits, so that a sign counts once however often it is seen, and a surer one outweighs those below it. By judgement.
_SURE, _STRONG, _WEAK, _DEFAULT = 8, 4, 2, 1

_FIRMS = frozenset(
    """ltd limited plc inc corp corporation co llc llp gmbh ag sa nv bv group holdings trust fund foundation network
    partners associates sons bros service services desk society""".split()
)
_KIN = frozenset("brother mother father sister daughter grandmother grandfather".split())
_IN = frozenset("in near across".split())
_AT = frozenset("at off around outside".split())
_TOWARDS = frozenset(("from", "to"))


def evidence(row: Row, run: Run) -> Iterator[tuple[int, int]]:
    """The kinds that a name may be of for what it is made of and what stands beside it, each with a weight."""
    tokens = row.tokens
    if run.title:
        yield PERSON, _SURE
    yield from _of_its_words(run)
    if len(run.key) == 1 and _has_inner_capital(tokens[run.first].text):
        yield BODY, _WEAK  # "BrightCart"
    if any(t.text == "&" for t in tokens[run.first : run.last]):
        yield BODY, _SURE
    single = len(run.key) == 1
    before = tokens[run.first - 1] if run.first else None
    behind = tokens[run.last] if run.last < len(tokens) else None
    second = tokens[run.last + 1] if run.last + 1 < len(tokens) else None
    if (
        before is None
        and behind is not None
        and behind.text in "(,—–"
        and tokens[run.last - 1].text.isupper()
    ):
        yield PLACE, _STRONG  # a dateline
    if before is not None:
        yield from _of_what_stands_before(tokens, run.first, before, single=single)
    if behind is None:
        return
    sure = not (single and run.opens) or closes_before_verb(tokens, run.last + 1)
    if behind.text == "," and second is not None and sure and not is_attached(tokens, run.first):
        yield from _of_an_apposition(tokens, run.last + 1, single)
    if behind.low == "who":
        yield PERSON, _STRONG
    if behind.low in ("'s", "’s") and second and is_person_noun(second):
        yield BODY, _WEAK
    if behind.text.islower() and is_person_noun(behind) and not (run.opens and len(run.key) == 1):
        yield BODY, _WEAK  # "Harrow Athletic goalkeeper"
    if (
        behind.low in ("are", "were", "have")
        and not (single and run.opens)
        and (before is None or before.low not in ("and", "of", "in", "at", ","))
    ):
        yield BODY, _STRONG
    verb = next((t for t in tokens[run.last : run.last + 3] if not is_adverb(t)), None)
    if (verb is not None and says(verb)) or (before is not None and says(before)):
        yield BODY, _WEAK
        if len(run.key) > 1:
            yield PERSON, _WEAK


def _has_inner_capital(word: str) -> bool:
    return word.isalnum() and not word.isupper() and any(map(str.isupper, word[2:]))


def _of_its_words(run: Run) -> Iterator[tuple[int, int]]:
    head = run.key[next((n for n, word in enumerate(run.key) if word in ("of", "for")), len(run.key)) - 1]
    first, found = run.key[0], classes_of(head)
    if head.strip(".") in _FIRMS:
        yield BODY, _SURE
    elif len(run.key) > 1 and head in PLACES:
        yield PLACE, _STRONG + _WEAK
    elif NounClass.GROUP in found and (len(run.key) > 1 or NounClass.PERSON not in found):
        yield BODY, _STRONG + _WEAK
    elif len(run.key) > 1 and first in PLACES:
        yield PLACE, _STRONG
    elif 1 < len(run.key) < 5 and not any(map(_is_a_word, run.key)) and not is_plural(run.key[-1]):
        yield PERSON, _DEFAULT


def _is_a_word(low: str) -> bool:
    return bool(classes_of(low)) or low in ADJECTIVES or low in FUNCTION_WORDS


def _of_what_stands_before(
    tokens: Sequence[Token], at: int, before: Token, *, single: bool
) -> Iterator[tuple[int, int]]:
    if before.text.endswith("-old"):
        yield PERSON, _STRONG
    if before.low == "the":
        yield BODY, _DEFAULT
        before = tokens[at - 2] if at > 1 else before
        if before.low in _IN:
            yield PLACE, _DEFAULT
        return
    if before.low in _IN:
        yield PLACE, _STRONG
    elif before.low == "to" and at > 1 and tokens[at - 2].low == "according":
        yield BODY, _WEAK
        yield PERSON, _DEFAULT if single else _WEAK
    elif before.low in _AT or before.low in _TOWARDS:
        kind = BODY if at > 1 and is_person_noun(tokens[at - 2]) else PLACE
        yield kind, _WEAK if single or kind == BODY or before.low in _AT else _DEFAULT
    elif before.text.islower() and not before.is_function_word:
        yield from _of_a_noun(before, single=single)
    elif before.low in ("for", "of") and at > 1 and tokens[at - 2].low.startswith("spokes"):
        yield BODY, _STRONG
    elif before.low == "of" and at > 1 and tokens[at - 2].low in PLACES:
        yield PLACE, _STRONG
    elif before.low == "of" and at > 1 and is_person_noun(tokens[at - 2]):
        yield PLACE, _WEAK
    elif before.text == "," and at > 1 and tokens[at - 2].low in ("them", "whom"):
        yield PERSON, _WEAK
    elif before.text == "," and (said := described_before(tokens, at)):
        nouns = [t for t in tokens[said[0] : said[1]] if t.text.islower()]
        if any(map(is_person_noun, nouns)):
            yield PERSON, _STRONG
        elif any(map(is_actor_noun, nouns)):
            yield BODY, _STRONG


def _of_an_apposition(tokens: Sequence[Token], at: int, single: bool) -> Iterator[tuple[int, int]]:
    first = tokens[at]
    if first.low == "who":
        yield PERSON, _SURE
    elif first.low == "which":
        yield BODY, _WEAK
    elif is_age(tokens, at):
        yield PERSON, _SURE
    elif head := apposed_noun(tokens, at):
        if head.low in PLACES:
            yield PLACE, _STRONG
        elif not is_person_noun(head) or not is_plural(head.low):
            yield from _of_a_noun(head, single=single)
    elif is_told_of(tokens, at):
        yield BODY, _DEFAULT


def _of_a_noun(noun: Token, *, single: bool) -> Iterator[tuple[int, int]]:
    """What a noun beside a name makes of it; an agent's before a single word may be a firm's: "the carrier Skua"."""
    if is_person_noun(noun):
        agent = single and noun.low.endswith(("er", "or")) and noun.low not in _KIN
        yield PERSON, _WEAK if agent else _STRONG
        if agent:
            yield BODY, _WEAK
    elif is_actor_noun(noun):
        yield BODY, _STRONG
