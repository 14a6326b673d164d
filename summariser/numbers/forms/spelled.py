"""Reads number words in their context: cardinals, fractions, ordinals, vague plurals, multiples; and "one"."""

import re
from decimal import Decimal
from fractions import Fraction

from summariser.numbers.context.bounds import bound_before
from summariser.numbers.context.complete import read_context
from summariser.numbers.context.names import is_day
from summariser.numbers.context.ones import is_one
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.mention import Bound, Kind
from summariser.numbers.units.measures import LEX, read_unit
from summariser.numbers.units.table import NAMES
from summariser.numbers.vocabulary import number_words
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS, LABELS, VERBS
from summariser.numbers.vocabulary.nouns import is_plural, read_noun

_OF_WHAT = re.compile(r" of (?!the\b|an?\b|his\b|her\b|their\b|its\b|[0-9])")
_VAGUE_OF = re.compile(r" of (hundreds|thousands|millions|billions|trillions)\b")
_HALF_A = re.compile(r"(?:-| | an? |-an?-)(hundred|thousand|million|billion|trillion|dozen)\b")
_HALF_UNIT = re.compile(r"(?:-| an? |-an?-)([a-z]{3,12})\b")
_COMPARING = frozenset(
    "more less fewer higher lower bigger smaller larger cheaper dearer were are have had".split()
)
_CLOSES = frozenset((".", ",", ";", ":", ")", "”", '"', "", "\n", "’"))
_HALF_OF = re.compile(r"(?= of\b| the\b| its\b| their\b| his\b| her\b| our\b| all\b)")
_FOLLOWING = re.compile(r"[ \u00a0]([^\W\d_]{1,32})")
_SEVERAL = frozenset("several few many".split())
# Words between "a" and a scale word: "an estimated million".
_LIKE_ONE = frozenset(
    "estimated additional extra further whole cool full reported staggering whopping".split()
)
# A scale word behind these is named rather than counted: "the million dollar question", "five per hundred people".
_NO_BARE_SCALE = FUNCTION_WORDS | _SEVERAL | _LIKE_ONE
_IS = frozenset("is was has had".split())
_OPENING = frozenset("([\"'“‘—")
_NONE_OF = re.compile(r" of (?:(them|us|whom)\b|(?:(?:the|its|his|her|their|our|these|those) )?)")
_SCORE_OF = (" score years", " score of ", " score and ", " score men")
_BEFORE_PERIODS = frozenset(
    "last past previous next first second final other recent consecutive straight the".split()
)
_TIMES_WHAT = re.compile(
    r" (?:the|its|that|their|his|her|what|this|last)\b"
    r"| as (?:many|much|big|large|long|high|fast|likely|often|old|tall|strong|good|bad|expensive|quickly|great)\b"
)
_WHOLE = {"hundred": 100, "dozen": 12} | {word: 10**power for word, power in number_words.SCALES.items()}


def read_spelled(text: str, low: str, match: re.Match[str], done: int) -> NumberDraft | None:
    """The number that a number word begins, or None where the word is no number."""
    start, end = match.span()
    word = match[0]
    if _is_compound(low, start, done) or (word == "one" and low[end : end + 1] in ("'", "’")):
        return None
    before = LeftContext(low, start)
    if word == "none":
        return _none(text, low, start, end, before)
    if word in number_words.VAGUE:
        return _vague(text, low, start, word, end, before)
    if word in number_words.MULTIPLES or word in number_words.FOLDS:
        return _multiple(low, start, word, end, before)
    if before.last[:1] in _OPENING and before.last[1:] in ("a", "an"):  # "(a quarter of them)"
        before.last = before.last[1:]
    article = before.last in ("a", "an") and before.spaced
    if word in number_words.DENOMINATORS or word in number_words.ORDINALS:
        return _part(text, low, start, word, end, before, article)
    if word == "score":
        return _score(text, low, start, end, before) if article else None
    if word in _WHOLE and not article:
        if word != "dozen" and _is_bare_scale(text, low, start, end, before):
            number = number_words.read_cardinal(low, word, end)
            draft = NumberDraft(start, number.end, number.value, scale=number.scale)
            return read_context(text, low, draft, before, plain=False)
        return _several(text, low, start, word, end, before)
    return _cardinal(text, low, start, word, end, before)


def _none(text: str, low: str, start: int, end: int, before: LeftContext) -> NumberDraft | None:
    """ "none of the nine", "none of its members" is 0; none of a stuff, "none of the money", counts nothing."""
    noun_end, noun = read_noun(text, low, end, one=False)
    counts = noun is not None and is_plural(low[end:noun_end].rsplit(maxsplit=1)[-1])
    if not counts and (of := _NONE_OF.match(low, end)) is not None:
        following = number_words.START.match(low, of.end())
        number = following is not None and following[0] not in number_words.ORDINALS
        counts = of[1] is not None or number or low[of.end() : of.end() + 1].isdigit()
    return (
        read_context(text, low, NumberDraft(start, end, Decimal(0)), before, plain=False) if counts else None
    )


def _score(text: str, low: str, start: int, end: int, before: LeftContext) -> NumberDraft | None:
    """ "a score of reporters" is 20; "a score of 5" is none."""
    after = LEX.match(text, end + 3) if low.startswith(" of ", end) else None
    if after is None or not is_plural(after[2].lower()):
        return None
    return read_context(
        text, low, NumberDraft(before.at, end, Decimal(20)), LeftContext(low, before.at), plain=False
    )


def _is_compound(low: str, start: int, done: int) -> bool:
    """Whether the word ends another: "production-four-door", but not "three-to-five"."""
    if start < 2 or low[start - 1] != "-" or not low[start - 2].isalpha() or start - 1 <= done:
        return False
    if low.startswith("in-", start - 3):  # "one-in-three", but not "two-in-one"
        return not low.startswith("one-in-", start - 7) and not low[start - 5 : start - 4].isdigit()
    return low[max(0, start - 4) : start] not in ("-to-", "-or-", "sub-")


def _cardinal(
    text: str, low: str, start: int, word: str, end: int, before: LeftContext
) -> NumberDraft | None:
    number = number_words.read_cardinal(low, word, end)
    if word in _WHOLE:
        start = before.at
        before = LeftContext(low, start)
    if number.form == "ordinal":
        return NumberDraft(start, number.end, number.value, Kind.ORDINAL)
    if number.form == "fraction" and _is_period(low, number.end, before):
        number = number_words.Spelled(end, Decimal(number_words.UNITS.get(word, 1)), "cardinal")
    draft = NumberDraft(start, number.end, number.value, scale=number.scale)
    if number.value < 10 and low.startswith(_SCORE_OF, number.end):
        draft.value, draft.end = number.value * 20, number.end + len(" score")
    alone = number.end == end
    if alone and word == "one" and not is_one(text, low, end, before):
        return None
    ended = before.last.endswith(".") and text[start].isupper()  # "... in the room. Ten of them"
    label = before.last.rstrip(".") in LABELS and not ended
    if alone and before.spaced and label and not _counts(low, end):
        draft.kind = Kind.IDENTIFIER
        return draft
    if (
        alone
        and start
        and text[start].isupper()
        and (_is_title(text, end, before) or _ends_name(text, start, end, before))
    ):
        draft.kind = Kind.IDENTIFIER
        return draft
    return read_context(text, low, draft, before, plain=False)


def _counts(low: str, end: int) -> bool:
    m = _FOLLOWING.match(low, end)
    return bool(m and m[1] not in FUNCTION_WORDS)


def _is_title(text: str, end: int, before: LeftContext) -> bool:
    """Whether a capitalised number word inside a sentence begins or ends a name: "BBC One", "the Six Nations"."""
    if before.words[-2:] == ["group", "of"]:
        return True
    if before.last in ("bbc", "channel", "formula", "itv", "war", "radio", "pier", "big"):
        return True
    if before.last not in FUNCTION_WORDS or before.last in ("and", "but"):
        return False
    m = _FOLLOWING.match(text, end)
    return bool(m and m[1][0].isupper())


def _ends_name(text: str, start: int, end: int, before: LeftContext) -> bool:
    """Whether a capitalised number word ends a name in running text: "the Kick Six play"; a headline counts."""
    m = _FOLLOWING.match(text, end)
    if m is None or not m[1][0].islower() or (m[1] in FUNCTION_WORDS and m[1] not in _IS):
        return False
    inside = len(before.words) > 1 and before.words[-2][-1].isalnum()
    return (
        before.spaced
        and inside
        and before.last.isalpha()
        and text[before.at].isupper()
        and not is_plural(m[1])
    )


def _is_period(low: str, end: int, before: LeftContext) -> bool:
    """Whether "two quarters" counts quarters of a year rather than fourths."""
    if not low.startswith("quarters", end - 8):
        return False
    if low[end - 14 : end - 9] != "three":
        return True
    return before.last in _BEFORE_PERIODS


def _vague(text: str, low: str, start: int, word: str, end: int, before: LeftContext) -> NumberDraft | None:
    """ "tens of thousands" as 10000 to 100000."""
    value, nested = number_words.VAGUE[word], 0
    while nested < 3 and (m := _VAGUE_OF.match(low, end)):
        value, end, nested = value * number_words.VAGUE[m[1]], m.end(), nested + 1
    if word in ("tens", "scores") and not nested and not _OF_WHAT.match(low, end):
        return None
    return read_context(
        text, low, NumberDraft(start, end, Decimal(value), upper=Decimal(value * 10)), before, plain=False
    )


def _several(text: str, low: str, start: int, word: str, end: int, before: LeftContext) -> NumberDraft | None:
    """ "several hundred" as 100 to 1000; a scale word without a number before it is none."""
    if not before.spaced:
        return None
    value = Decimal(_WHOLE[word])
    if before.words[-3:] == ["a", "couple", "of"]:
        start = low.rfind("couple", 0, start)
        return read_context(
            text,
            low,
            NumberDraft(start, end, value * 2, bound=Bound.ABOUT),
            LeftContext(low, start),
            plain=False,
        )
    start = before.at
    if before.last in _SEVERAL:
        return read_context(
            text, low, NumberDraft(start, end, value, upper=value * 10), LeftContext(low, start), plain=False
        )
    if before.last in _LIKE_ONE and before.words[-2:-1] in (["a"], ["an"]):
        return read_context(
            text, low, NumberDraft(before.at + len(before.last) + 1, end, value), before, plain=False
        )
    return None


def _is_bare_scale(text: str, low: str, start: int, end: int, before: LeftContext) -> bool:
    """Whether "hundred" or "thousand" counts without an "a": "more than hundred houses", "he paid thousand rupees"."""
    after = LEX.match(text, end)
    if not (before.spaced and text[start].islower()) or after is None or after[1] != " ":
        return False
    if bound_before(before.words):
        return True
    if before.last in _NO_BARE_SCALE or not before.last.isalpha():
        return False
    return is_plural(after[2]) or (before.last in VERBS and read_unit(text, low, after) is not None)


def _multiple(low: str, start: int, word: str, end: int, before: LeftContext) -> NumberDraft | None:
    value = number_words.MULTIPLES.get(word) or number_words.FOLDS[word]
    if word in ("twice", "thrice") and not _TIMES_WHAT.match(low, end):
        return None
    if word in ("double", "triple", "treble") and low[end : end + 1] in ("-", "–"):
        return None
    return NumberDraft(start, end, Decimal(value), Kind.MULTIPLE, bound=bound_before(before.words))


def _part(
    text: str, low: str, start: int, word: str, end: int, before: LeftContext, article: bool
) -> NumberDraft | None:
    """A lone "half", "third" or "quarter": a fraction, an ordinal, or a period."""
    if word == "half":
        return _half(text, low, start, end, before, article)
    if (
        article
        and word in number_words.DENOMINATORS
        and (low.startswith(" of ", end) or _stands_alone(low, word, end, before))
    ):
        number = number_words.fraction(low, end, Fraction(1, number_words.DENOMINATORS[word]))
        draft = NumberDraft(before.at, number.end, number.value, scale=number.scale)
        return read_context(text, low, draft, LeftContext(low, before.at), plain=False)
    if word not in number_words.ORDINALS or (
        word == "second" and (low.startswith(("-hand", " later", " ago"), end) or before.last == "per")
    ):
        return None
    draft = NumberDraft(start, end, Decimal(number_words.ORDINALS[word]), Kind.ORDINAL)
    if low[end : end + 1] == " " and is_day(text, low, draft, before):
        draft.kind = Kind.DATE
    return draft


def _stands_alone(low: str, word: str, end: int, before: LeftContext) -> bool:
    """Whether "a third" is a part though no "of" follows: "nearly a third were late", "rose by a fifth"."""
    if word in ("second", "first"):
        return False
    above = before.words[:-1]
    cued = bool(above) and (above[-1] == "by" or bound_before(above) is not None)
    m = _FOLLOWING.match(low, end)
    if cued:
        return m[1] in FUNCTION_WORDS or m[1] in VERBS if m else low[end : end + 1] in _CLOSES
    return m is not None and word != "quarter" and (m[1] in _COMPARING or m[1] in VERBS)


def _half(
    text: str, low: str, start: int, end: int, before: LeftContext, article: bool
) -> NumberDraft | None:
    value, scale = Decimal("0.5"), 0
    if m := _HALF_A.match(low, end):
        value, scale, end = (
            number_words.exact(Fraction(_WHOLE[m[1]], 2)),
            number_words.SCALES.get(m[1], 0),
            m.end(),
        )
    elif (m := _HALF_UNIT.match(low, end)) and m[1] in NAMES:
        unit = NAMES[m[1]]
        return NumberDraft(start, m.end(), value, Kind.MEASURE, unit=unit, bound=bound_before(before.words))
    elif not _is_part(low, end, before):
        return None
    if article:
        start, before = before.at, LeftContext(low, before.at)
    return read_context(text, low, NumberDraft(start, end, value, scale=scale), before, plain=False)


def _is_part(low: str, end: int, before: LeftContext) -> bool:
    if before.spaced and before.last in _BEFORE_PERIODS:
        return False
    return bool(_HALF_OF.match(low, end)) or _is_half_of_all(low, end, before)


def _is_half_of_all(low: str, end: int, before: LeftContext) -> bool:
    """Whether "half" is one with what it is of left unsaid: "more than half were late", "cut by half"."""
    m = _FOLLOWING.match(low, end)
    if m is not None and m[1] not in FUNCTION_WORDS and m[1] not in VERBS:
        return False
    return before.last == "by" or bound_before(before.words) is not None
