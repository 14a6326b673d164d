"""Figures that an article names only to call them wrong: taken back, corrected, or set against the right one.

"It lost 34%, not the 43% that was announced", "The draft said 540,000. The office withdrew that number": whoever
takes such a figure for a finding says what the article denies. Only wordings that speak of the figure itself count;
a report about wrong payments or corrected forms has nothing to do with them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from summariser.article import Article, Sentence
from summariser.numbers import NumberMention

# What stands right before a figure that is denied: ", not the ", "and not, as the ministry told parliament, ".
_DENIAL = re.compile(r"not(?:,? as [^.;]{1,80},)? (?:the |an? |as |at )?")
_BEFORE_DENIAL = tuple(f"{joint} " for joint in (",", ";", ":", "–", "—", " and", " but")) + ("(", "—", "–")

_GAVE = (
    r"(?:gave|given|put|reported|wrote(?! to\b)|written|said|stated|described|announced|published|listed|named|spoke of"
    r"|circulated)"
)
# Where a figure begins that somebody has given: behind the verb, and in the same clause.
_GIVEN = re.compile(rf"\b(?:{_GAVE}|(?:figure|number|count|estimate|total|toll)s? of)\b", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[;:]|, (?:is|are|was|were|has|have|and has|but)\b")
_ITSELF = r"(?:it|that|this|(?:the|that|this|its|their|our|first|both) (?:\w+ )?(?:numbers?|figures?|totals?|tolls?|counts?|estimates?|digits?|tables?|statements?|claims?|sums?|percentages?))"
# How the sentence goes on, or the next begins, where the figure is taken back.
_TAKEN_BACK = re.compile(
    rf"\b(?:withdr[ae]w|withdrawn|retracted|took back|taken back|disowned) (?:{_ITSELF})\b"
    rf"|\b(?:has|have|had|was|were) (?:since |later |now )?(?:been )?(?:withdrawn|retracted|put right)\b"
    rf"|\b{_ITSELF}(?:, which [^.;,]{{1,60}},)? (?:was|were|is|are|had been|has been) (?:\w+ )?(?:wrong|incorrect|mistaken|a mistake|an error|too high"
    r"|too low|transposed|swapped|lowered|corrected|withdrawn|retracted)\b"
    r"|\b(?:it|that|this|which|we) should (?:have (?:been|read|said)|read)\b[^.;]{0,30}\d"
    r"|(?:,|\bwas|\bwere|\bby) an? (?:slip of the (?:pen|tongue)|misprint|typing error|typo)\b"
    rf"|\b{_ITSELF} (?:contained|contains|had) (?:an?|some) (?:\w+ )?(?:error|mistake|slip)s?\b|\bshould not be used\b"
    rf"|\brevised {_ITSELF} (?:down|up)\b|\b(?:corrected|replaced) {_ITSELF}\b|\bshould no longer be used\b"
    r"|\bdo not use (?:that|this|the)\b"
    r"|\btook the \w+ down\b",
    re.IGNORECASE,
)
# The figure's own verb, behind it: "an estimate of 15% was wrong", "rested on faulty meters".
_WAS_WRONG = re.compile(
    r"^[^.;,\d]{0,30}?\b(?:was|were|is|proved|turned out to be) (?:\w+ )?(?:wrong|incorrect|mistaken|inflated|too high|too low)\b"
    r"|^[^.;,\d]{0,30}?\b(?:contained|rested on|had rested on|was based on|were based on) (?:an? )?(?:\w+ )?(?:errors?|mistakes?|faulty|wrong|flawed)\b",
    re.IGNORECASE,
)
# How far each is looked for, in characters, so that a text without stops takes no longer than another.
_WITHIN_NEXT, _WITHIN_REST = 120, 300
# A figure that came first, where the sentence or the one before it tells that another one has come since.
_AT_FIRST = re.compile(
    rf"\b(?:had first|at first|first|initially|originally|earlier|wrongly|mistakenly|erroneously) (?:been )?{_GAVE}\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:lowered|revised|corrected|changed|cut|reduced|raised) (?:(?:the|its|their) (?:[\w-]+ ){1,6})?to\b",
    re.IGNORECASE,
)
_WRONGLY = re.compile(r"\b(?:wrongly|mistakenly|erroneously)\b", re.IGNORECASE)
# A paper's own correction: "Correction: an earlier version of this page gave the rate as 31%."
_OWN = re.compile(
    r"^[\W\d]*corrections?\b|\ban earlier version of this\b|\bin our (?:\w+ )?(?:edition|announcement|notice|report|article)\b"
    rf"|\bwe (?:had )?(?:wrongly )?{_GAVE}\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"\b(?:errors?|mistakes?)\b[^.]{0,40}\bapologi[sz]e|^[\W\d]*corrections?\b", re.IGNORECASE
)
_IT_IS = re.compile(r"^\W*(?:it|they|there) (?:is|was|are|were)\b", re.IGNORECASE)
# One of these is in every sentence that the expressions below are tried on; to look for them costs next to nothing.
_HINTS = (
    "withdr", "retract", "disown", "took ", "taken back", "wrong", "correct", "mistak", "error",
    "too high", "too low", "transpos", "swap", "lowered", "put right", "should have", "should read",
    "slip of", "misprint", "typ", "not use", "be used", "revised", "replaced", "inflated", "faulty", "flawed", "first", "initially", "originally", "earlier", "in our ", "we ",
)  # fmt: skip


def withdrawn(article: Article, by_sentence: Mapping[int, Sequence[NumberMention]]) -> frozenset[int]:
    """Where the figures begin that the article's own sentences call wrong; mentions by sentence number, in order."""
    text, sentences = article.text, article.sentences
    quantities = {n: [m for m in mentions if m.is_quantity] for n, mentions in by_sentence.items()}
    low = text.lower()
    denials = {
        denial.end()
        for at in _places(low, "not")
        if low.endswith(_BEFORE_DENIAL, 0, at) and (denial := _DENIAL.match(low, at))
    }
    found = {
        mention.start
        for mentions in quantities.values()
        if len(mentions) > 1  # what the denied figure is set against
        for mention in mentions
        if mention.start in denials and mention.value > 1
    }
    hinted = _hinted(low, sentences)
    column = any(_COLUMN.search(sentences[i].text) for i in hinted)
    for i in sorted(hinted | {i - 1 for i in hinted if i}):
        mentions = quantities.get(sentences[i].number, [])
        if mentions:
            before = sentences[i - 1].text if i else ""
            after = sentences[i + 1].text[:_WITHIN_NEXT] if i + 1 < len(sentences) else ""
            found |= _given(sentences[i], mentions, before, after, column)
    return frozenset(found)


def _hinted(low: str, sentences: Sequence[Sentence]) -> set[int]:
    """The indexes of the sentences that hold a hint."""
    places = (at for hint in _HINTS for at in _places(low, hint))
    indexes = (bisect_right(sentences, at, key=lambda s: s.start) - 1 for at in places)
    return {i for i in indexes if i >= 0}


def _places(low: str, words: str) -> Iterator[int]:
    at = low.find(words)
    while at >= 0:
        yield at
        at = low.find(words, at + len(words))


def tells_of_it(sentence: str) -> bool:
    """Whether a summary's sentence has such words itself: it may well say that the figure is wrong."""
    low = sentence.lower()
    return "not" in low or any(hint in low for hint in _HINTS)


def _given(
    sentence: Sentence, mentions: Sequence[NumberMention], before: str, after: str, column: bool
) -> set[int]:
    """Figures that somebody has given, where the article goes on to take them back."""
    found: set[int] = set()
    own = bool(_OWN.search(sentence.text)) and (column or bool(_IT_IS.search(after)))
    starts = [m.start - sentence.start for m in mentions]
    for given in _GIVEN.finditer(sentence.text):
        reach = given.end() + _WITHIN_REST
        ends = _CLAUSE_ENDS.search(sentence.text, given.end(), reach)
        inside = mentions[
            bisect_left(starts, given.end()) : bisect_left(starts, ends.start() if ends else reach)
        ]
        if not inside:
            continue
        at = inside[0].end - sentence.start
        rest = sentence.text[at : at + _WITHIN_REST]
        if own:
            found |= {m.start for m in inside}
        elif (
            _TAKEN_BACK.search(rest)
            or (given[0].lower().endswith(" of") and _WAS_WRONG.match(rest))
            or _TAKEN_BACK.search(after)
            or _came_first(sentence, given, before, rest)
        ):
            found.add(inside[0].start)
    return found


def _came_first(sentence: Sentence, given: re.Match[str], before: str, rest: str) -> bool:
    """Whether the figure is told to have come first, or in error, and another one to have come since."""
    told = next(
        (
            t
            for t in _AT_FIRST.finditer(sentence.text, max(0, given.start() - 40), given.end())
            if t.end() == given.end()
        ),
        None,
    )
    return told is not None and bool(
        _WRONGLY.search(told[0]) or _SINCE.search(before[-_WITHIN_REST:]) or _SINCE.search(rest)
    )
