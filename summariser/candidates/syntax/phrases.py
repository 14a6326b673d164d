"""Reads noun phrases beside a verb: its subject in front of it, or behind it.

Half-open ranges are of places in a row of tokens.
"""

from collections.abc import Sequence

from summariser.candidates.syntax.tokens import Token
from summariser.candidates.syntax.verbs import AUXILIARIES, LINKING, is_adverb, is_finite, is_verb_form
from summariser.numbers.vocabulary.lexicon import VERBS
from summariser.reading.vocabulary.nouns import NounClass, classes_of

Range = tuple[int, int]

# What a person holds; a capital may open them, and WordNet takes some for bodies.
OFFICES = frozenset(
    """president vice-president minister secretary director chief chairman chairwoman chair inspector officer professor
    mayor governor senator judge commissioner ambassador chancellor general colonel captain sergeant lieutenant
    superintendent detective constable spokesman spokeswoman analyst editor head manager executive congressman
    congresswoman representative councillor prosecutor attorney deputy ceo sheriff bishop envoy justice coach""".split()
)
DETERMINERS = frozenset(
    """a an the this that these those its their his her our my your some any no both all each every another one two
    three four five six seven eight nine ten several many most few other""".split()
)
# Stand for what they count: "the other two", "neither".
COUNTING = frozenset(
    "one two three four five six seven eight nine ten both many most some several others neither none other".split()
)
PRONOUNS = frozenset("he she they it we i".split())
_RELATIVES = frozenset("who which that".split())
ATTACHING = frozenset("of for at in from with on behind to".split())
PREPOSITIONS = ATTACHING | frozenset("by into about over under against through during near".split())
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_OPENING_QUOTES = frozenset('“"‘')
# Common nouns that name places, and open or end their names.
PLACES = frozenset(
    """town village city island islands isle region country county district province state river port harbour suburb
    valley coast capital peninsula bay lake mountain street road airport square canyon desert strait gulf lane avenue hill cape mount fort park""".split()
)
# Bodies that WordNet has as collections of anything.
BODIES = frozenset("group trust fund foundation network opposition watchdog campaign".split())
_AGENTS = ("er", "or", "ist", "man", "woman")
# In tokens, by judgement.
_LONGEST_APPOSITION = 40
_LONGEST_PHRASE = 16


def is_person_noun(token: Token) -> bool:
    """Whether a common noun names persons and nothing else that acts."""
    found = _classes(token)
    sole = NounClass.GROUP not in found or token.low.endswith(_AGENTS)
    return NounClass.PERSON in found and sole or token.low in OFFICES


def is_actor_noun(token: Token) -> bool:
    """Whether a common noun names persons or groups of them."""
    return is_person_noun(token) or token.low in BODIES or NounClass.GROUP in _classes(token)


def _classes(token: Token) -> frozenset[NounClass]:
    """The classes of a word that is no small word and has not the form of a verb."""
    if not token.is_word or token.is_function_word or token.low.endswith("ed") or token.low in VERBS:
        return frozenset()
    return classes_of(token.low)


def _is_nominal(token: Token) -> bool:
    """Whether a word may be of a noun phrase, as far as its form shows."""
    if token.dated or not token.text[0].isalnum() or token.low in LINKING:
        return False
    if token.text.islower() and token.low.endswith("ed") and not classes_of(token.low):
        return False
    return (
        not token.is_function_word and (token.is_capital or token.low not in VERBS) and not is_adverb(token)
    )


def phrase_before(tokens: Sequence[Token], end: int) -> Range | None:
    """The noun phrase that ends before a place."""
    if end <= 0:
        return None
    if end > 1 and tokens[end - 1].text == "." and tokens[end - 2].is_capital:
        end -= 1  # "Adler Jr."
    if end > 2 and tokens[end - 1].low in ("them", "whom") and tokens[end - 3].low in DETERMINERS:
        return end - 3, end  # "one of them"
    if tokens[end - 1].low in PRONOUNS and not tokens[end - 1].named:
        return end - 1, end
    if not tokens[end - 1].named and tokens[end - 1].low not in COUNTING and not _is_nominal(tokens[end - 1]):
        return None
    at = end - 1
    while at > 0 and end - at < _LONGEST_PHRASE:
        token, right = tokens[at - 1], tokens[at]
        if token.named or token.low in _POSSESSIVES and at > 1 and tokens[at - 2].end == token.start:
            at -= 1
        elif token.low == "that" and (right.named or right.low in DETERMINERS):
            break  # "the firms that Tern and"
        elif token.low in DETERMINERS and not token.dated:
            at -= 1
            at -= at > 0 and tokens[at - 1].low in DETERMINERS  # "the other"
            if not _goes_on(tokens, at):
                break
        elif token.low in ATTACHING or token.low == "and":
            if not _goes_on(tokens, at):
                break
            at -= 1
        elif _joins_left(token, right) or (
            token.text == "." and right.is_capital and tokens[at - 2].is_capital
        ):
            at -= 1
        else:
            break
    joints = [n for n in range(at, end) if tokens[n].low == "and" and not tokens[n].named]
    before = tokens[at - 1] if at else None
    if joints and before and before.is_word and (not before.is_function_word or before.low in PREPOSITIONS):
        at = joints[-1] + 1  # "marched through Tarn and | the mayor"
    while at < end and (tokens[at].low in _POSSESSIVES or not tokens[at].text[0].isalnum()):
        at += 1
    return (at, end) if at < end else None


def _joins_left(token: Token, right: Token) -> bool:
    """Whether a word is of the phrase that goes on to its right; in front of a name only what says what it is."""
    return _is_nominal(token) and (token.is_capital or not right.is_capital or is_actor_noun(token))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase goes on to the left of tokens[at] over a small word: "a spokesman for", "Hedge and"."""
    if at < 2:
        return False
    link, noun = tokens[at - 1], tokens[at - 2]
    if not _is_nominal(noun) or is_finite(noun) and not noun.is_capital:
        return False
    if link.low == "of":
        return True
    if link.low == "and":
        return noun.is_capital or is_actor_noun(noun)
    return link.low in ATTACHING and is_actor_noun(noun)


def phrase_after(tokens: Sequence[Token], start: int) -> Range | None:
    """The noun phrase that begins at a place."""
    at = start
    if at < len(tokens) and tokens[at].low in PRONOUNS:
        return at, at + 1
    if [t.low for t in tokens[at + 1 : at + 3]] in (["of", "them"], ["of", "whom"]) and tokens[
        at
    ].low in DETERMINERS:
        return at, at + 3
    while at < len(tokens) and tokens[at].low in DETERMINERS:
        at += 1
    first = at
    while at < len(tokens) and at - start < _LONGEST_PHRASE:
        token = tokens[at]
        left = tokens[at - 1] if at > first else None
        if (
            token.low in _POSSESSIVES
            and left
            and left.end == token.start
            or token.text == "."
            and left
            and left.is_capital
            and at + 1 < len(tokens)
            and tokens[at + 1].is_capital
        ):
            at += 1
        elif _is_nominal(token):
            after_name = left is not None and left.is_capital and token.text.islower()
            if after_name and token.low.endswith("s") and not _is_before_verb(tokens, at):
                break  # "the porters' union PLU counts"
            if (after_name and not is_actor_noun(token)) or (
                left and left.low not in ATTACHING and is_verb_form(token)
            ):
                break
            at += 1
        elif left and token.low in (*ATTACHING, "and", "&") and _attaches(tokens, at):
            at += 1
            while at < len(tokens) and tokens[at].low in DETERMINERS:
                at += 1
        else:
            break
    return (start, at) if at > first else None


def _is_before_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb follows, so that a word in -s is a noun: "Harrow officials counted"."""
    return at + 1 < len(tokens) and (is_finite(tokens[at + 1]) or tokens[at + 1].low in ATTACHING)


def _attaches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word ties what follows to the noun before it: "head of the union", "spokesman for Tern"."""
    link, noun = tokens[at], tokens[at - 1]
    behind = next((t for t in tokens[at + 1 : at + 3] if t.low not in DETERMINERS), None)
    if behind is None or not _is_nominal(behind):
        return False
    if link.low in ("of", "&"):
        return True
    if link.low == "and":
        return noun.is_capital and behind.is_capital
    return is_person_noun(noun)


def subject_before(tokens: Sequence[Token], verb: int) -> Range | None:
    """The subject in front of a verb, behind which auxiliaries, adverbs, dates and appositions may stand.

    A phrase behind a preposition is none, where the sentence begins with one that may be: "The authors of the paper
    published in Nature argued".
    """
    who = _last_phrase_before(tokens, verb)
    if who is None or who[0] == 0 or tokens[who[0] - 1].low not in PREPOSITIONS:
        return who
    first = phrase_after(tokens, 0)
    clause = all(t.text not in ",;:" for t in tokens[: who[0]])
    return first if first is not None and clause and is_actor_noun(tokens[first[1] - 1]) else who


def _last_phrase_before(tokens: Sequence[Token], verb: int) -> Range | None:
    at = verb
    while at > 0:
        token = tokens[at - 1]
        small = token.low in AUXILIARIES or is_adverb(token) or token.dated or token.text in _OPENING_QUOTES
        if not small and not (token.low in ("on", "in", "late", "early") and tokens[at].dated):
            break
        at -= 1
    if at == 0:
        return None
    if tokens[at - 1].low in _RELATIVES:
        at -= 1
        if at > 0 and tokens[at - 1].text == ",":
            at -= 1
        return phrase_before(tokens, at)
    if tokens[at - 1].text in ",–—)":
        return _before_apposition(tokens, at - 1)
    return phrase_before(tokens, at)


def _before_apposition(tokens: Sequence[Token], close: int) -> Range | None:
    """The noun phrase that what ends at a comma, dash or bracket is set behind: "Ines Halloran, 52, who runs it,"."""
    opening = "(" if tokens[close].text == ")" else tokens[close].text
    best: Range | None = None
    for at in range(close - 1, max(-1, close - _LONGEST_APPOSITION), -1):
        if tokens[at].text != opening:
            if tokens[at].text in '“”";':
                break
            continue
        if best is not None and not _is_apposed(tokens[at + 1]):
            break
        if not _is_apposed(tokens[at + 1]) and opening != "(":
            # "The firm's lawyer, Ann Bo, said"
            found = phrase_before(tokens, at) if best is None else None
            return named_apposition(tokens, found) if found else best
        found = phrase_before(tokens, at)
        if found is None and best is None:
            return None
        if found is not None:
            best = found
    return best and (named_apposition(tokens, best) or best)


def _is_apposed(first: Token) -> bool:
    """Whether a piece between commas may be set behind a noun, by the word that it opens with."""
    if first.low in ("and", "or", "but"):
        return False
    described = first.text.islower() and (is_person_noun(first) or is_adverb(first))
    return first.text[0].isdigit() or first.is_function_word or described


def named_apposition(tokens: Sequence[Token], who: Range) -> Range | None:
    """The name that is set behind a phrase without one: "its manager, | Colm Duffy", "one of them, | Ann Bo"."""
    comma = who[1]
    first = comma + 1 + (comma + 1 < len(tokens) and tokens[comma + 1].low == "the")
    first += first + 1 < len(tokens) and tokens[first].text[0].isdigit()  # "38-year-old Bo Lind"
    if first >= len(tokens) or tokens[comma].text != "," or not tokens[first].is_capital:
        return None
    phrase = tokens[who[0] : comma]
    describes = phrase[0].low in DETERMINERS or any(is_actor_noun(t) or t.low in COUNTING for t in phrase)
    return phrase_after(tokens, comma + 1) if describes and not _is_a_name(phrase) else None


def _is_a_name(phrase: Sequence[Token]) -> bool:
    """Whether a phrase ends in a name that is its own: "chief inspector Graham Tull", not "the mayor of Amsel"."""
    return phrase[-1].is_capital and not any(t.low in ATTACHING for t in phrase)


def first_phrase(tokens: Sequence[Token]) -> Range | None:
    """The noun phrase that a sentence begins with, behind "In March," and the like."""
    if not tokens:
        return None
    found = phrase_after(tokens, 0)
    opening = tokens[0]
    if (
        found == (0, 1)
        and not opening.named
        and (opening.low in VERBS or opening.low.endswith(("ed", "ing")))
    ):
        found = None  # "Asked why, the board said"
    if found is None:
        comma = next((n for n, t in enumerate(tokens[:20]) if t.text == ","), None)
        found = phrase_after(tokens, comma + 1) if comma is not None else None
    return found
