"""Parts a name from the title or the office in front of it: "Ms Hedge", "Chief Inspector Tull", "Rep. Ilhan Omar"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summariser.candidates.syntax.phrases import OFFICES, is_person_noun
from summariser.candidates.syntax.tokens import Token
from summariser.candidates.syntax.verbs import is_finite
from summariser.numbers import is_plural
from summariser.reading.vocabulary.nouns import NounClass, classes_of

_TITLES = frozenset(
    """mr mrs ms miss mx dr prof sir dame lord lady rev fr gen lt col capt cmdr adm sgt maj gov sen rep hon pres judge
    president queen king prince princess pope chancellor""".split()
)
PARTICLES = frozenset("de del della der den di du la le van von bin ibn al el y da dos ten ter".split())
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "jnr", "snr"))
_OPENING = frozenset("“‘\"'«(:|•*–—-#>…!?·/")
_OF_A_PEOPLE = ("ian", "ean", "ish", "ese")
ENDINGS = frozenset(("'s", "’s", "'", "’"))
_WITHIN = frozenset(",;)&”.$€£%")
_ROMAN = re.compile(r"[IVXLC]+")
Key = tuple[str, ...]


@dataclass(slots=True)
class Run:
    """A name where it stands: tokens[first:last] of a row, its words, and whether a title such as Dr stands before it.

    `key` are its words in lower case, without an article.
    """

    row: int
    first: int
    last: int
    key: Key
    title: str | None = None
    opens: bool = False


def names_in(tokens: Sequence[Token], row: int, first: int, last: int) -> Iterator[Run]:
    """A run as a name, and what is before it as its title: "Ms Hedge", "Chief Inspector Tull", "Rep. Ilhan Omar"."""
    start, title = first, None
    while start < last - 1 and tokens[start].low in _TITLES and _begins_a_name(tokens, start):
        title = tokens[start].low
        start += 1
        while start < last - 1 and not tokens[start].text[0].isalnum():
            start += 1
    if title is None and (cut := _office(tokens, first, last)):
        title, start = tokens[cut - 1].low, cut
        of = next((n + 1 for n in range(first, cut) if tokens[n].low in ("of", "for")), cut)
        of += of < cut and tokens[of].low == "the"
        if cut - of > 1:
            yield Run(row, of, cut, key_of(tokens[of:cut]))
    if title is None and last - start > 2 and _is_plural_title(tokens, start):
        title = tokens[start].low
        start += 1
    if last - start > 2 and tokens[start].low.endswith(_OF_A_PEOPLE) and _is_unknown(tokens[last - 1]):
        start += 1  # "American Kevin King"
    key = key_of(tokens[start:last])
    if not key or (start == last - 1 and _is_no_name(tokens, start, title)):
        return
    if title is None and OFFICES & {key[-1], key[until_of(key) - 1]}:
        # An office without the name of who holds it; what it is of may be a body: "Governor of the Reserve Bank".
        start = next((n + 1 for n in range(start, last) if tokens[n].low in ("of", "for")), last)
        start += start < last and tokens[start].low == "the"
        if start < last and (key := key_of(tokens[start:last])):
            yield Run(row, start, last, key)
        return
    yield Run(row, start, last, key, title, opens=title is None and _opens(tokens, start))


def _is_plural_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether persons in the plural open a sentence: "Judges Petra Loos and Ivo Brandt"."""
    persons = is_person_noun(tokens[at]) and is_plural(tokens[at].low)
    return persons and tokens[at + 1].is_word and _opens(tokens, at)


def _is_short_title(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in _TITLES and tokens[at + 1].text == "."


def _is_unknown(token: Token) -> bool:
    return NounClass.GROUP not in classes_of(token.low)


def key_of(tokens: Sequence[Token]) -> Key:
    """The words by which two ways to write a name are one: without article, signs and "Jr"."""
    return tuple(
        t.low for t in tokens if t.text[0].isalnum() and t.low != "the" and t.low not in _GENERATIONS
    )


def until_of(key: Key) -> int:
    """How many words of a name stand before its "of" or "for"."""
    return next((n for n, word in enumerate(key) if word in ("of", "for") and n), len(key))


def _begins_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title has a name behind it rather than "of": "King of Arvia" is a name as it stands."""
    return tokens[at + 1].low not in ("of", "for", "and")


def _office(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where the name begins behind an office with capitals: "Senior Vice President | Stephanie Grisham".

    The last words must be no common nouns, else it is a body: "Consumer Council".
    """
    held = [n for n in range(first, last - 1) if tokens[n].low in OFFICES or _is_short_title(tokens, n)]
    if not held or NounClass.GROUP in classes_of(tokens[last - 1].low):
        return None
    cut = held[-1] + 1
    if tokens[cut].low in ENDINGS:
        return None
    if tokens[cut].low in ("of", "for"):  # "Secretary of State Mike Pompeo": the last two words are the name
        if last - cut < 4:
            return None
        cut = last - 2
        while tokens[cut].low in PARTICLES or tokens[cut - 1].low in PARTICLES:
            cut -= 1
    while cut < last and not tokens[cut].text[0].isalnum():
        cut += 1
    if tokens[cut - 1].low == "the" or (cut < last and tokens[cut].low in ("of", "for", "and")):
        return None
    return cut if cut < last else None


def _is_no_name(tokens: Sequence[Token], at: int, title: str | None) -> bool:
    """Whether a word alone names nothing by itself: a letter, a number, a people before a noun: "Italian wine"."""
    token = tokens[at]
    if title:
        return False
    if len(token.text) == 1 or _ROMAN.fullmatch(token.text):
        return True
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    is_before_a_noun = behind is not None and behind.text.islower() and not behind.is_function_word
    return (
        token.low.endswith(_OF_A_PEOPLE) and is_before_a_noun and behind is not None and not is_finite(behind)
    )


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word has its capital from its place: the first of a sentence, a quotation, a cell."""
    if at == 0:
        return True
    before = tokens[at - 1]
    if before.text[0].isalnum():
        return before.text.islower() and before.text.endswith(".")  # "before 6 p.m. Passengers"
    return before.text in _OPENING or before.text not in _WITHIN and before.low not in ENDINGS
