"""The class of each word of a sentence, as far as its form, its neighbours and closed lists of English tell it."""

from collections.abc import Sequence
from enum import Enum

from summariser.numbers import is_plural
from summariser.numbers.vocabulary.lexicon import ADJECTIVES, MODIFYING_PLURALS, VERBS
from summariser.reading.syntax.items import OF_BOUNDS, Item, ItemKind
from summariser.reading.vocabulary.cues import turning_stems
from summariser.reading.vocabulary.nouns import classes_of


class WordClass(Enum):
    """What a word, a mark, a number or a date is to the phrases around it."""

    NAMING = "naming"  # nouns, adjectives, names
    VERB = "verb"
    AUXILIARY = "auxiliary"
    PREPOSITION = "preposition"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    JOINING = "joining"
    ADVERB = "adverb"
    MARK = "mark"
    AMOUNT = "amount"
    DATE = "date"


BEING = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
HAVING = frozenset("has have had having hasn't haven't hadn't".split())
_MODAL = frozenset(
    """will would can could may might must shall should do does did cannot won't wouldn't can't couldn't don't doesn't
    didn't shouldn't""".split()
)
_CLOSED = {
    WordClass.DETERMINER: "the a an its their his her our your my this these those each every some any no all both another",
    WordClass.PREPOSITION: """of in on at by for with from to into onto over under above below between among through during
        before after since until till against about around across along within without toward towards upon per via as
        than like despite except beyond behind beside besides inside outside amid amongst throughout versus vs near off""",
    WordClass.PRONOUN: "it they he she we i you them him us there itself themselves himself herself",
    WordClass.RELATIVE: "that which who whom whose where when what",
    WordClass.JOINING: "and or but while whereas although though because if nor plus yet so unless",
    WordClass.ADVERB: """not never also later then now again still even just often always once only already almost nearly
        too very soon ever however instead ago away together alone up down out back rather meanwhile so far""",
    WordClass.AUXILIARY: " ".join((*BEING, *HAVING, *_MODAL)),
}
_CLASS_OF = {word: kind for kind, words in _CLOSED.items() for word in words.split()}
# Past forms without -ed that the number finder's list has not.
_UNEVEN = frozenset(
    """ate arose bore bound bred caught chose clung crept dealt drank drew drove dug fed fled flew forgot fought froze
    hid laid lent meant overtook rang rode sang sank shook shrank shrunk slept slid sought sold spun sprang stole strove
    struck stuck swam swept swore taught threw told tore undertook underwent withdrew woke wore""".split()
)
_UNEVEN_PARTICIPLES = frozenset(
    """found held left sent built made kept lost paid sold brought bought caught taught hit cut shot hurt told led met won
    set put spent fought laid lent bound bred fed""".split()
)
_CONTRACTED = frozenset("t re ve ll d m".split())
# By judgement.
_SHORT_VERB = 5  # letters: "rely", "imply"
_LY = frozenset(
    "comply multiply early daily weekly monthly yearly elderly likely friendly family supply assembly".split()
)


def word_classes(items: Sequence[Item], text: str) -> list[WordClass]:
    """The class of each item; a form that may be noun or verb by the words on either side."""
    found: list[WordClass] = []
    for at, item in enumerate(items):
        if item.sort is not ItemKind.WORD:
            found.append(WordClass[item.sort.name])
        else:
            found.append(_class(items, at, found, text))
    return found


def is_function_word(low: str) -> bool:
    """Whether a word in lower case is one of the small words that hold phrases together."""
    return low in _CLASS_OF


def is_negative(low: str) -> bool:
    """Whether a helping word denies what it goes with."""
    return low in ("not", "never", "cannot") or low.endswith("n't")


def is_participle(low: str) -> bool:
    """Whether an uneven past form is the participle as well: "found"."""
    return low in _UNEVEN_PARTICIPLES


def is_past(low: str) -> bool:
    """Whether a verb stands in a form that a participle has, too: "seized"."""
    return low.endswith("ed") and not low.endswith("eed")


def may_be_a_verb(low: str) -> bool:
    """Whether a word's form may be a verb's that a clause is built on, where its place asks for one."""
    if low in VERBS or low in _UNEVEN or low.endswith("ed"):
        return True
    return low not in ADJECTIVES and low not in OF_BOUNDS and (low.endswith("s") or not classes_of(low))


def _class(items: Sequence[Item], at: int, before: Sequence[WordClass], text: str) -> WordClass:
    item = items[at]
    low = item.low
    closed = _CLASS_OF.get(low)
    place = at - 1
    while place >= 0 and before[place] is WordClass.ADVERB:
        place -= 1
    last = before[place] if place >= 0 else None
    is_capital = text[item.start].isupper()
    if low == "a" and is_capital and at:
        return WordClass.NAMING  # "Bank of A"
    if closed is not None and not (is_capital and text[item.start : item.end].isupper() and len(low) == 2):
        if low == "that" and (last is WordClass.PREPOSITION or last is None):
            return WordClass.DETERMINER
        return closed
    if is_capital and at:
        return WordClass.NAMING
    behind = items[at + 1].low if at + 1 < len(items) else ""
    if "'" in low and low.partition("'")[2] in _CONTRACTED:
        return WordClass.AUXILIARY
    if low.endswith("ly") and len(low) > _SHORT_VERB and low not in _LY and not classes_of(low):
        return WordClass.ADVERB
    if low.endswith("ing"):
        is_participle = last is WordClass.AUXILIARY or (
            last is WordClass.NAMING and (not classes_of(low) or is_plural(items[place].low))
        )
        return WordClass.VERB if is_participle else WordClass.NAMING
    if place >= 0 and items[place].low == "to" and not low.endswith(("ed", "s")):
        return WordClass.VERB if not is_capital and _follows_to(items, at, low) else WordClass.NAMING
    if last is WordClass.RELATIVE and is_plural(low) and classes_of(low) and low not in VERBS:
        return WordClass.NAMING  # "that hackers stole"
    if last in (WordClass.PRONOUN, WordClass.RELATIVE):
        return WordClass.VERB if may_be_a_verb(low) or item.stem in turning_stems() else WordClass.NAMING
    if low.endswith("ed") and len(low) > 4 and not classes_of(low):
        return _of_participle(items, at, last)
    if low in _UNEVEN:
        return WordClass.VERB
    if low in VERBS or item.stem in turning_stems():
        if last in (WordClass.DETERMINER, WordClass.PREPOSITION, None) or behind == "of":
            return WordClass.NAMING
        if last is WordClass.MARK and behind in (",", "and", "or", "&") and classes_of(low):
            return WordClass.NAMING  # "sales, costs and profits"
        if last is WordClass.AUXILIARY:
            return WordClass.VERB
        is_noun = bool(classes_of(low)) and low not in VERBS and behind in ("in", "to") and _is_led(before)
        return WordClass.NAMING if is_noun else WordClass.VERB
    has_verb = _CLASS_OF.get(behind) is WordClass.AUXILIARY or behind in VERBS or behind in _UNEVEN
    if (
        low.endswith("s")
        and last is WordClass.NAMING
        and not has_verb
        and not classes_of(low)
        and low not in ADJECTIVES
    ):
        return WordClass.VERB if not low.endswith(("ss", "us", "'s", "s'")) else WordClass.NAMING
    if last is WordClass.NAMING and place == at - 1 and _may_be_told_of(items, at):
        return WordClass.VERB
    if last is WordClass.AUXILIARY and items[place].low in _MODAL:
        return WordClass.VERB
    return WordClass.NAMING


def _counts(amount: Item) -> bool:
    """Whether the number finder gives an amount something that it counts or measures."""
    return bool(amount.amounts) and amount.amounts[-1].unit is not None


def _follows_to(items: Sequence[Item], at: int, low: str) -> bool:
    """Whether the word behind "to" is a verb in its plain form: "to close 19 libraries", but not "to schools"."""
    if low in VERBS:
        return True
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is None or behind.sort is ItemKind.MARK:
        return False
    followed = behind.sort is ItemKind.AMOUNT or _CLASS_OF.get(behind.low) in (
        WordClass.DETERMINER,
        WordClass.PRONOUN,
    )
    return followed or (not classes_of(low) and low not in ADJECTIVES)


def _may_be_told_of(items: Sequence[Item], at: int) -> bool:
    """Whether a plain form behind a plural is its verb: "pupils walk to school"."""
    last, low = items[at - 1].low, items[at].low
    if (
        not is_plural(last)
        or last in MODIFYING_PLURALS
        or is_plural(low)
        or low in ADJECTIVES
        or low in OF_BOUNDS
    ):
        return False
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is None or behind.sort is ItemKind.MARK:
        return not classes_of(low)
    return (
        behind.sort is ItemKind.AMOUNT
        or _CLASS_OF.get(behind.low)
        in (
            WordClass.PREPOSITION,
            WordClass.DETERMINER,
            WordClass.ADVERB,
            WordClass.PRONOUN,
        )
        and behind.low != "of"
    )


def _of_participle(items: Sequence[Item], at: int, last: WordClass | None) -> WordClass:
    """ "Confirmed cases" and "the alleged fraud" have an adjective, "boats seized" and "were seized" a verb."""
    if last is WordClass.AMOUNT and not _counts(items[at - 1]):
        return WordClass.VERB  # "some 31 needed surgery"
    opens = last in (None, WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.AMOUNT, WordClass.MARK)
    behind = items[at + 1] if at + 1 < len(items) else None
    leads = behind is not None and behind.sort is ItemKind.WORD
    leads = leads and behind is not None and (behind.low not in _CLASS_OF or behind.low in ("and", "or"))
    return WordClass.NAMING if opens and leads else WordClass.VERB


def _is_led(before: Sequence[WordClass]) -> bool:
    """Whether a determiner opens the phrase that a word stands in, or a verb has gone before."""
    for one in reversed(before):
        if one in (WordClass.DETERMINER, WordClass.VERB):
            return True
        if one is not WordClass.NAMING:
            return False
    return False
