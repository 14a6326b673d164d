"""The verbs that tell who says something: a short closed class, and the form of verbs at large."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from summariser.candidates.syntax.tokens import Token
from summariser.numbers import is_plural
from summariser.numbers.vocabulary.lexicon import VERBS
from summariser.reading.vocabulary.nouns import classes_of

# Past forms that are not made with -ed.
_UNEVEN = MappingProxyType(
    {"say": "said", "tell": "told", "write": "wrote", "think": "thought", "speak": "spoke", "find": "found"}
)
_BEING = frozenset("is are was were be been being".split())
AUXILIARIES = _BEING | frozenset(
    """has have had having do does did will would can could may might must shall should not never cannot
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't""".split()
)
# Stand between a subject and its verb, beside words in -ly.
_ADVERBS = frozenset(
    "also later then now again still even just often always once both all first since ever".split()
)
_ADJECTIVES_IN_LY = frozenset("early daily weekly monthly yearly elderly likely friendly".split())
# Adverbs that link a sentence to the one before, and open it with a capital.
LINKING = frozenset(
    """however meanwhile therefore moreover furthermore nevertheless nonetheless hence thus otherwise indeed perhaps
    maybe besides likewise additionally finally""".split()
)
_FOLLOWS_SAYING = frozenset("that the it they he she we there this these i a an his her their its".split())


def forms_of(verbs: str) -> frozenset[str]:
    """All forms of verbs that are given in one string."""
    return frozenset(form for verb in verbs.split() for form in _forms(verb))


def _forms(verb: str) -> Iterator[str]:
    root = verb.removesuffix("e")
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else root + "ed"
    yield from (verb, root + "ing", _UNEVEN.get(verb, past))
    yield (
        verb[:-1] + "ies"
        if past.endswith("ied")
        else verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    )


_VERBS_OF_SAYING = """say tell add ask write warn argue explain insist claim note stress reply respond announce
    acknowledge concede deny confirm suggest recall remark conclude state contend caution declare think believe call
    reveal report agree describe joke quip comment complain estimate admit"""
BASES_OF_SAYING = frozenset(_VERBS_OF_SAYING.split())
# With these the words said follow without "that", or stand in front.
_SAYING = forms_of(_VERBS_OF_SAYING) | frozenset(("admitted", "admitting"))
# Of these, the ones that a thing does not do.
_AGENTS = forms_of("say deny ask warn insist argue acknowledge concede reply believe") | {"told", "admitted"}
# Of these, the ones behind which a party does not stand: "called the plan a disgrace".
_BEFORE_OBJECTS = forms_of("tell call ask deny confirm think believe reveal report describe announce")


# Forms that are nouns, too.
_ALSO_NOUNS = frozenset(
    f"{noun}{ending}"
    for noun in "claim report comment note state call remark estimate answer recall request".split()
    for ending in ("", "s")
) | frozenset(("reply", "replies", "stress", "stresses"))


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between a subject and its verb."""
    if token.low in _ADVERBS:
        return True
    is_in_ly = token.low.endswith("ly") and len(token.low) > 4 and token.text.islower()
    return is_in_ly and token.low not in _ADJECTIVES_IN_LY and not classes_of(token.low)


def says(token: Token) -> bool:
    """Whether a word is a form of a verb of saying."""
    return token.low in _SAYING and token.text.islower()


def is_agents(token: Token) -> bool:
    """Whether only a party does what a verb says, whatever noun stands for it: "the yard denied"."""
    return token.low in _AGENTS


def may_come_first(token: Token) -> bool:
    """Whether a verb of saying may stand before the party: "said Hedge"."""
    return token.low not in _BEFORE_OBJECTS


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb is told of what is said: "is said to", "was not announced"."""
    if tokens[at].low.endswith("ing"):
        return False
    while at and (is_adverb(tokens[at - 1]) or tokens[at - 1].low in ("not", "never")):
        at -= 1
    return at > 0 and tokens[at - 1].low in _BEING


def is_finite(token: Token) -> bool:
    """Whether a word has the form of a verb in a main clause: "insisted", "insists", but not a known noun's plural."""
    low = token.low
    if not token.text.islower():
        return False
    if low in AUXILIARIES or low in VERBS or low.endswith("ed") or says(token):
        return True
    return low.endswith("s") and is_plural(low) and not token.is_function_word and not classes_of(low)


def is_told(token: Token, behind: Token | None) -> bool:
    """Whether a form that may be a noun's too, "claims", "reports", tells something, by the word that follows."""
    if token.low not in _ALSO_NOUNS:
        return True
    return behind is not None and (
        behind.low in _FOLLOWS_SAYING or behind.is_capital or behind.text in ',.:“"'
    )


def is_verb_form(token: Token) -> bool:
    """Whether a finite form is no noun's as well."""
    return is_finite(token) and (token.low.endswith("ed") or token.low in VERBS or not classes_of(token.low))


def is_base(token: Token) -> bool:
    """Whether a verb has no ending, and so may be a noun: "we say", "no comment"."""
    return token.low in BASES_OF_SAYING or (
        bool(classes_of(token.low)) and not token.low.endswith(("s", "ed", "ing"))
    )
