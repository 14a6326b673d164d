"""Finds the verbs of saying in a sentence, each with the noun phrase of who says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summariser.candidates.syntax.phrases import (
    COUNTING,
    DETERMINERS,
    PRONOUNS,
    Range,
    first_phrase,
    is_actor_noun,
    named_apposition,
    phrase_after,
)
from summariser.candidates.syntax.phrases import subject_before as _subject_before
from summariser.candidates.syntax.stance_verbs import STANCES
from summariser.candidates.syntax.tokens import Row, Token
from summariser.candidates.syntax.verbs import (
    AUXILIARIES,
    is_agents,
    is_base,
    is_finite,
    is_passive,
    is_told,
    may_come_first,
    says,
)
from summariser.numbers import is_plural, singular
from summariser.reading.vocabulary.nouns import NounClass, classes_of

QUOTES = frozenset("“”\"«»„‘’'")
# What is written speaks, too: "the report found".
_WRITINGS = frozenset(
    """report study survey review audit inquiry statement paper article document letter poll analysis research ruling
    verdict judgment census bulletin assessment evaluation investigation""".split()
)


@dataclass(slots=True)
class Telling:
    """A verb of saying with its subject, as places in a row; `is_behind` if the party stands behind it."""

    row: int
    verb: Range
    who: Range
    is_behind: bool = False


def tellings_of(row: Row, number: int) -> Iterator[Telling]:
    """The verbs of saying of a sentence that stand outside quotations, with who says it, in order."""
    tokens = row.tokens
    last: Range | None = None
    for at, token in enumerate(tokens):
        if token.quoted >= 0 or not token.is_word:
            continue
        if _names_a_source(tokens, at):
            who = phrase_after(tokens, at + 2)
            if who is not None:
                yield Telling(number, (at, at + 2), named_apposition(tokens, who) or who, is_behind=True)
            continue
        told = _telling(tokens, at, number, last)
        if told is not None and (may_speak(tokens[told.who[0] : told.who[1]]) or is_agents(token)):
            last = told.who
            yield told


def _names_a_source(tokens: Sequence[Token], at: int) -> bool:
    """Whether a party follows behind two words: "according to", "in the words of"."""
    if at + 2 >= len(tokens):
        return False
    two = tokens[at].low, tokens[at + 1].low
    return two == ("according", "to") or (two == ("words", "of") and at > 0 and tokens[at - 1].low == "the")


def _telling(tokens: Sequence[Token], at: int, row: int, last: Range | None) -> Telling | None:
    token, before = tokens[at], tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    beside_quotation = _closes_quotation(tokens, at - 1)
    # "dismissed it as “arithmetic”"
    judges = token.low in STANCES and _as_quoted(tokens, at)
    follows = judges or is_finite(token) and (beside_quotation or _follows_words(tokens, at))
    if not (says(token) or follows or _tells_that(tokens, at)):
        return None
    if before is not None and before.low in ("to", "the", "a", "an", "of", "by"):
        return None
    if is_passive(tokens, at) or not is_told(token, behind):
        return None
    if before is None or before.text in ",”\"’'—–" or beside_quotation:
        # "..., said Hedge": the party stands behind, unless it does so before an apposition.
        who = phrase_after(tokens, at + 1)
        is_inverted = beside_quotation or (
            who is not None
            and (may_come_first(token) or any(t.named for t in tokens[who[0] : who[1]]))
            and (_ends_clause(tokens, who[1]) or (last is None and _comes_after_words(tokens, at)))
        )
        if who is not None and is_inverted and not token.low.endswith("ing"):
            return Telling(row, (at, at + 1), named_apposition(tokens, who) or who, is_behind=True)
    if token.low.endswith("ing"):
        if before is not None and before.text == "," and (last or first_phrase(tokens[:at])):
            return Telling(row, (at, at + 1), last or first_phrase(tokens[:at]) or (0, 1))
        return None
    who = subject_before(tokens, at)
    if who is None and before is not None and before.low in ("and", "but", ",", "then"):
        who = last or first_phrase(tokens[:at])
    if who is None or (is_base(token) and not may_stand_bare(tokens, who, at)):
        return None
    if not says(token) and token.low.endswith("s") and is_plural(tokens[who[1] - 1].low):
        return None  # "savings accounts that"
    return Telling(row, (at, at + 1), who)


def may_speak(phrase: Sequence[Token]) -> bool:
    """Whether a phrase may be a party: a name, a pronoun, a person, a body or a writing.

    A place may be the body there, "the port", and a noun of no known class anything.
    """
    if any(t.named for t in phrase) or phrase[-1].low in PRONOUNS | COUNTING:
        return True
    head = next(
        (n for n, t in enumerate(phrase) if n and t.low in ("of", "for", "in", "at", "from", "with")), 0
    )
    noun = phrase[head - 1]
    if (
        is_actor_noun(noun)
        or noun.low in _WRITINGS
        or singular(noun.low) in _WRITINGS
        or noun.low in ("them", "one")
    ):
        return True
    found = classes_of(noun.low)
    return (not found or NounClass.PLACE in found) and noun.is_word and not noun.low.endswith("ing")


def may_stand_bare(tokens: Sequence[Token], who: Range, at: int) -> bool:
    """Whether a verb may have no ending: behind a plural, a name, "we", "will"; "no comment" is no verb."""
    head = tokens[who[1] - 1]
    if head.low in DETERMINERS and who[1] == at:
        return False  # "one contest", but "the other four would not comment"
    return not tokens[at - 1].text.islower() or head.low in PRONOUNS or is_plural(head.low) or who[1] < at


def subject_before(tokens: Sequence[Token], verb: int) -> Range | None:
    """The subject of a verb where it may be a party that speaks: not a date, not a figure alone."""
    who = _subject_before(tokens, verb)
    if who is None or not any(t.is_word for t in tokens[who[0] : who[1]]):
        return None
    return who


def _as_quoted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation follows behind "as" and nothing ends the clause before it."""
    for place in range(at + 1, len(tokens) - 1):
        if tokens[place].quoted >= 0 or tokens[place].text in ",;:":
            return False
        if tokens[place].low == "as" and tokens[place + 1].text in QUOTES:
            return True
    return False


def _follows_words(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but its subject stands between a quotation's end and a verb: "...," Marchetti shrugged."""
    who = subject_before(tokens, at)
    return who is not None and _closes_quotation(tokens, who[0] - 1)


def _tells_that(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb that is none of saying tells something: "insisted that", "ruled on Thursday that"."""
    behind = at + 1
    while behind < len(tokens) and (tokens[behind].dated or tokens[behind].low in ("on", "in")):
        behind += 1
    tells = behind < len(tokens) and tokens[behind].low == "that"
    return tells and is_finite(tokens[at]) and tokens[at].low not in AUXILIARIES


def _closes_quotation(tokens: Sequence[Token], at: int) -> bool:
    return (
        at > 0 and tokens[at].text in QUOTES and tokens[at - 1].quoted >= 0 and tokens[at - 1].text in ",?!—…"
    )


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing of a clause follows: "is in hospital, reports the Gazette." tells the words before."""
    return at >= len(tokens) or tokens[at].text in ",.;)" or tokens[at].text in QUOTES


def _comes_after_words(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is said stands before the verb: it opens the sentence, or stands behind a comma and a clause.

    "the union, which opposes it, said" has its subject in front.
    """
    if at == 0:
        return False
    if tokens[at - 1].text != ",":
        return tokens[at - 1].text in QUOTES
    return _subject_before(tokens, at) is None
