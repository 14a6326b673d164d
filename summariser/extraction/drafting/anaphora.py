"""What the opening words of a sentence point back to, and which of its words may be its verb.

Tables of small words, and the walk over a sentence's first tokens that they serve.
"""

import re
from collections.abc import Mapping, Sequence

from summariser.candidates.syntax.phrases import DETERMINERS, PREPOSITIONS, PRONOUNS
from summariser.candidates.syntax.tokens import Token
from summariser.candidates.syntax.verbs import LINKING, is_finite
from summariser.numbers import NumberMention
from summariser.numbers.vocabulary.lexicon import ADJECTIVES
from summariser.reading.vocabulary.nouns import classes_of

_LINKS = LINKING | frozenset(
    """but and or nor so yet still also then thus instead too again rather even here elsewhere similarly conversely
    afterwards afterward others""".split()
)
# These link also where they stand behind the subject: "The ratio then falls".
_LINKS_WITHIN = frozenset("then thus therefore instead".split())
# In words, by judgement.
_NEAR = 6
LINKING_PHRASE = re.compile(
    r"\W{0,2}(?:(?:in (?:fact|sum|short|addition|turn|contrast|other words)|for (?:example|instance)|as a result|by contrast"
    r"|at (?:the|that) (?:time|point)|at the same time|of course|after all|on the other hand|that said)\b)",
    re.IGNORECASE,
)
POINTING = frozenset(
    """he she it they him them his hers her its their theirs this that these those such himself herself itself
    themselves""".split()
)
_POSSESSIVE = frozenset("his her its their".split())
# Stand for what they count, as a number does, where no noun follows.
_COUNTING = frozenset("each none neither both all many most some several another few any".split())
# Behind "the" these stand for a thing of a row, if no noun follows, as words in -est do.
_OF_A_ROW = frozenset("rest other others latter former first second third last same".split())
_BEFORE_NOUNS = PREPOSITIONS | _POSSESSIVE | frozenset("a an the no every".split())
_RELATIVE = frozenset("who which that".split())


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word has the form of a verb, and its place: not behind "the" or "of"."""
    return is_finite(tokens[at]) and not (at and tokens[at - 1].low in _BEFORE_NOUNS)


def may_be_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may be a verb of the main clause: one by its form, a word that is no noun, or one before "a" or a number."""
    token, before = tokens[at], tokens[at - 1]
    is_relative = before.low in _RELATIVE and at > 1 and tokens[at - 2].low != "of"
    if is_relative or before.low in _BEFORE_NOUNS or not token.text.islower():
        return False
    if is_finite(token):
        return True
    if (
        token.is_function_word
        or at + 1 == len(tokens)
        or token.low.endswith(("ly", "ing"))
        or not before.is_word
    ):
        return False
    behind = tokens[at + 1]
    is_known = bool(classes_of(token.low)) or token.low in ADJECTIVES
    return not is_known or behind.low in DETERMINERS or behind.text[0].isdigit()


def is_anaphoric(tokens: Sequence[Token], numbers: Mapping[int, NumberMention]) -> bool:
    """Whether a sentence opens with what points back: a link, a pronoun, or a number of things that are not named."""
    opening = [t for t in tokens if t.is_word or t.text[0].isdigit() or t.text == ","]
    if not opening:
        return False
    if opening[0].low in _LINKS or any(t.low in _LINKS_WITHIN for t in opening[:_NEAR]):
        return True
    if len(opening) <= _NEAR and opening[-1].low in POINTING:
        return True  # "The ministry denied it."
    end, is_bare, is_of_a_row, has_noun = 0, False, False, False
    for n, token in enumerate(opening):
        before = opening[n - 1].low if n else ""
        behind = opening[n + 1] if n + 1 < len(opening) else None
        if token.start in numbers:
            end, is_bare = numbers[token.start].end, numbers[token.start].unit is None
        if token.text == "," and is_of_a_row:
            return True  # "The dearest, at Gull Ness, went"
        is_of_a_row = before == "the" and (token.low.endswith("est") or token.low in _OF_A_ROW)
        if token.start < end or token.text == ",":
            continue
        if (
            before == "of"
            and token.low in POINTING
            and (behind is None or is_finite(behind) or behind.text == ",")
        ):
            return True
        if n and _is_verb(opening, n):
            return is_bare and not has_noun
        if token.low in POINTING and not token.named:
            if not has_noun:
                return not (token.low in _POSSESSIVE and n > 0)
            is_subject = token.low in PRONOUNS and behind is not None and is_finite(behind)
            if is_subject and not any(t.named for t in opening[:n]):
                return True  # "In half of the cases they came to"
        elif is_of_a_row or token.low in _COUNTING:
            is_bare = True
        elif not token.is_function_word or token.named:
            has_noun = True
    return False
