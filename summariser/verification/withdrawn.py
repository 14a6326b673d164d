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
# Verbs that give a figure only where the article goes on to take it back.
_TOLD = (
    r"(?:told|advertised|promised|claimed|estimated|predicted|forecast|projected|spoken of|counted|recorded|registered|calculated"
    r"|quoted|cited|mentioned|issued|released|printed|declared|tallied|expected)"
)
_FIGURE = (
    r"(?:numbers?|figures?|totals?|tolls?|counts?|estimates?|digits?|tables?|statements?|claims?|sums?|percentages?|tall(?:y|ies)"
    r"|forecasts?|projections?|announcements?)"
)
# Where a figure begins that somebody has given: behind the verb, and in the same clause.
_GIVEN = re.compile(
    rf"\b(?:{_GAVE}|{_TOLD}|(?:figure|number|count|estimate|total|toll|saving|rate|tally)s? of)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[;:]|, (?:is|are|was|were|has|have|and has|but)\b")
_ITSELF = rf"(?:it|that|this|those|these|both|(?:the|that|this|those|these|its|their|our|first|both) (?:\w+ )?{_FIGURE})"
# How the sentence goes on, or the next begins, where the figure is taken back.
_TAKEN_BACK = re.compile(
    rf"\b(?:withdr[ae]w|withdrawn|retracted|took back|taken back|disowned) (?:{_ITSELF})\b"
    rf"|\b(?:dropped|abandoned|scrapped|restated) (?:that|this|those|these) (?:\w+ )?{_FIGURE}\b"
    rf"|\b(?:took|taken|put) {_ITSELF} (?:back|right)\b"
    r"|\b(?:has|have|had|was|were) (?:since |later |now )?(?:been )?(?:since |later |now )?"
    r"(?:withdrawn|retracted|put right|taken back|disowned|struck out|struck off)\b"
    r"|\b(?:put out|issued|published|printed|sent out) an? (?:\w+ )?correction\b"
    rf"|\b(?:revised|corrected|amended|changed) {_ITSELF} (?:down(?:wards?)? |up(?:wards?)? )?to\b"
    rf"|\b(?:lowered|cut|raised|reduced|updated) (?:that|this|those|these) (?:\w+ )?{_FIGURE} (?:down |up )?to\b"
    r"|\b(?:slip|mistake|error|misprint) (?:that|which) [^.;,]{1,30}(?:put|set|since) (?:right|corrected)\b"
    r"|\b(?:was|were|is|are) (?:in fact|actually|really|in reality|rather)\b[^.;]{0,20}\d"
    r"|\bthe (?:true|correct|corrected|real|actual|right|proper) (?:\w+ )?(?:amount|number|figure|total|count|sum|value|toll|share|rate|cost|price|one)s?"
    r" (?:was|is|were|are|should be|came to|stood at)\b"
    r"|\b(?:turned out|proved|(?:was|were|has been|have been) (?:later |since )?(?:found|shown))(?: to be)? (?:\w+ )?(?:wrong|incorrect|mistaken|false|inflated"
    r"|exaggerated|too high|too low|overstated|understated)\b"
    rf"|\b(?:{_FIGURE}|amounts?|rates?|which),? (?:that |which )?(?:it|they|he|she|we|the \w+) (?:has |have |had )?(?:since |later |now |then )?"
    r"(?:been )?(?:lowered|cut|revised|corrected|reduced|raised|halved|withdrew|withdrawn|retracted|took back|taken back|disowned|dropped|amended)\b"
    rf"|\b{_ITSELF} (?:had |has )?(?:overstated|understated|exaggerated|double-counted|included)\b[^.;]{{0,60}}\b(?:error|mistake|twice|true|real|actual)\b"
    r"|\bcounted (?:[\w'’-]+ ){0,4}twice\b|\b(?:double-counted|miscounted|mistyped|misread|misplaced a|mixed up|left out a (?:zero|nought|digit|figure))\b"
    r"|\bshould be (?:disregarded|ignored)\b|\b(?:is|are|was|were) no longer (?:valid|current|correct)\b|\bno longer (?:stands?|holds?|stand by)\b"
    rf"|\b{_ITSELF} (?:has|have|had) (?:since |now )?been (?:superseded|overtaken|replaced|revised|amended|disowned|deleted|dropped)\b"
    rf"|\b{_ITSELF}(?:, which [^.;,]{{1,60}},)? (?:was|were|is|are|had been|has been) (?:\w+ )?(?:wrong|incorrect|mistaken|a mistake|an error|too high"
    r"|too low|transposed|swapped|lowered|corrected|withdrawn|retracted)\b"
    r"|\b(?:it|that|this|which|we) should (?:have (?:been|read|said)|read)\b[^.;]{0,30}\d"
    r"|(?:,|\bwas|\bwere|\bby) an? (?:slip of the (?:pen|tongue)|misprint|typing error|typo)\b"
    rf"|\b{_ITSELF} (?:contained|contains|had) (?:an?|some) (?:\w+ )?(?:error|mistake|slip)s?\b|\bshould (?:not|no longer) be (?:used|relied (?:up)?on|quoted|cited)\b"
    rf"|\bsets? {_ITSELF} aside\b|\bno longer (?:maintain|defend)(?:s|ed)?\b|\b(?:called|described as|found) (?:\w+ )?(?:untenable|unfounded|baseless)\b"
    rf"|\brevised {_ITSELF} (?:down|up)\b|\b(?:corrected|replaced) {_ITSELF}\b|\bshould no longer be used\b"
    r"|\bdo not use (?:that|this|the)\b"
    r"|\btook the \w+ down\b",
    re.IGNORECASE,
)
# "It withdrew an earlier claim that 46,000 came": the first figure that follows, unless it comes in the other's place.
_UNDID = re.compile(
    r"\b(?:withdr[ae]w|withdrawn|withdrawing|retract(?:ed|ing)?|disowned|took back|taken back|abandoned|struck out|apologi[sz]ed for)"
    r" (?:an?|the|its|their|his|her|that|this|one|two|both)"
    rf" (?:(?!and |now |but |to |which |that )[\w'’-]+ ){{0,3}}?(?:{_FIGURE}|rates?|saving|amounts?|bill|report|release|assertion|error|mistake)\b",
    re.IGNORECASE,
)
# "It corrected its count of 46,000": only this one, as what follows otherwise may be the right figure.
_CORRECTED = re.compile(
    r"\b(?:corrected|revised|amended|updated|lowered|replaced) (?:an?|the|its|their|his|her|that|this) (?:[\w'’-]+ ){0,3}?"
    rf"{_FIGURE} of (?:about |some |around |nearly |over |more than )?",
    re.IGNORECASE,
)
_IN_ITS_PLACE = re.compile(r"\b(?:now|instead|to|replac\w+|but|saying|in favour of|new|and)\b", re.IGNORECASE)
# The figure itself, pointed at: enough where only one stands before.
_POINTED_AT = re.compile(
    rf"\b(?:withdr[ae]w|withdrawn|retracted|took back|taken back|disowned|dropped|corrected|took) (?:that|this|those|these) (?:\w+ )?{_FIGURE}\b",
    re.IGNORECASE,
)
# The figure's own verb, behind it: "an estimate of 15% was wrong", "rested on faulty meters".
_WAS_WRONG = re.compile(
    r"^[^.;,\d]{0,30}?\b(?:was|were|is|proved|turned out to be) (?:\w+ )?(?:wrong|incorrect|mistaken|inflated|too high|too low)\b"
    r"|^[^.;,\d]{0,30}?\b(?:came from|was due to|were due to|stemmed from|resulted from|arose from|was the result of) (?:an? |the )?(?:[\w-]+ ){0,2}"
    r"(?:errors?|mistakes?|slips?|mix-up|glitch|miscount|fault|double[ -]counting|misprint|typo)\b"
    r"|^[^.;,\d]{0,30}?\b(?:contained|rested on|had rested on|was based on|were based on) (?:an? )?(?:\w+ )?(?:errors?|mistakes?|faulty|wrong|flawed)\b",
    re.IGNORECASE,
)
# How far each is looked for, in characters, so that a text without stops takes no longer than another.
_WITHIN_NEXT, _WITHIN_REST = 120, 300
_RIGHT_BEHIND = 3
_ASIDE = 60
_REPORTED = re.compile(
    r"[^.;,\d]{0,30}?\b(?:reported|announced|stated|given|claimed|published|quoted|printed|circulated)\b"
)
# A figure that came first, where the sentence or the one before it tells that another one has come since.
_AT_FIRST = re.compile(
    rf"\b(?:had first|at first|first|initially|originally|earlier|wrongly|mistakenly|erroneously) (?:been )?{_GAVE}\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:lowered|revised|corrected|changed|cut|reduced|raised) (?:(?:the|its|their) (?:[\w-]+ ){1,6})?to\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    rf"\b(?:initial|early|first|preliminary|earlier|original|previous) (?:[\w-]+ )?(?:{_FIGURE}|reports?|accounts?|bulletins?)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:now|later|since|in the end|eventually|corrected|revised)\b[^.;]{0,60}\d", re.IGNORECASE
)
_SOON = 50
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
# With one of these a summary's own sentence may well say that a figure is wrong, or was.
_SAYS_SO = re.compile(
    r"\b(?:not|withdr\w+|retract\w*|disown\w*|(?:took|taken|taking) (?:\w+ ){0,3}back|wrong\w*|correct\w*|mistak\w+|errors?|erroneous\w*"
    r"|inflated|overstated|understated|too (?:high|low)|revis\w+|restat\w+|replac\w+|misprint|typo|(?:at|had|was|were) first|first (?:put|gave|given|said|reported|announced|estimated|thought|stated|told|published)|initial(?:ly)?|original(?:ly)?|earlier"
    r"|previous(?:ly)?|before|instead|rather than|lowered|put right|should have|swap\w*|transposed|flawed|faulty"
    r"|had (?:been )?(?:said|given|put|told|reported|announced|claimed|estimated|published))\b|n['’]t\b",
    re.IGNORECASE,
)
# One of these is in every sentence that the expressions above are tried on; to look for them costs next to nothing.
_HINTS = (
    "withdr", "retract", "disown", "took ", "taken back", "wrong", "correct", "mistak", "error",
    "too high", "too low", "transpos", "swap", "lowered", "put right", "should have", "should read",
    "slip of", "misprint", "typ", "not use", "be used", "revised", "replaced", "inflated", "faulty", "flawed", "first",
    "initially", "originally", "earlier", "in our ", "we ", "taken ", "dropped ", "abandoned ", "scrapped ", "restated ", "in fact", "actually", "really", "in reality",
    "rather", "struck o", "amended ", "changed ", "estimate to", "figure to", "number to", "total to", "count to",
    "no longer ", "aside", "untenable", "unfounded", "baseless", "disregard", "ignored", "twice", "double", "miscount", "mixed up", "left out a ", "misread", "misplaced",
    "halved", "reduced", "raised", "overstated", "understated", "exaggerat", "came from", "due to ", "stemmed", "resulted", "arose", "result of",
    "preliminary", "early ", "initial", "original ", "previous ", "the true ", "the real ", "the actual ", "the right ", "the proper ", "turned out", "proved ", "superseded", "apologi", "tally to", "toll to", "forecast to", "projection to", "estimate down", "figure down", "estimate up", "figure up",
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
    found |= {m.start for mentions in quantities.values() for m in mentions if _is_set_aside(low, m)}
    hinted = _hinted(low, sentences)
    column = any(_COLUMN.search(sentences[i].text) for i in hinted)
    for i in sorted(hinted | {i - 1 for i in hinted if i}):
        mentions = quantities.get(sentences[i].number, [])
        if mentions:
            before = sentences[i - 1].text if i else ""
            after = _up_to_first(sentences[i + 1], quantities) if i + 1 < len(sentences) else ""
            found |= _given(sentences[i], mentions, before, after, column)
            found |= _undone(sentences[i], mentions) | _came_early(sentences[i], mentions, after)
            found |= _pointed_at(sentences[i], mentions, after)
    return frozenset(found)


def _is_set_aside(low: str, mention: NumberMention) -> bool:
    """Whether another figure is said to stand in its place: "12 rather than the 31 first reported", "contrary to ..."."""
    before = low[max(0, mention.start - _ASIDE) : mention.start]
    if "contrary to " in before:
        return "." not in before[before.rindex("contrary to ") :]
    aside = before.rstrip("$€£").endswith(
        ("rather than the ", "instead of the ", "rather than ", "instead of ")
    )
    return aside and _REPORTED.match(low, mention.end) is not None


def _up_to_first(sentence: Sentence, quantities: Mapping[int, Sequence[NumberMention]]) -> str:
    """What a sentence begins with, up to its first number: what comes behind that speaks of it."""
    ends = [m.end - sentence.start for m in quantities.get(sentence.number, ())]
    return sentence.text[: min([_WITHIN_NEXT, *ends[:1]])]


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
    return bool(_SAYS_SO.search(sentence))


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


def _came_early(sentence: Sentence, mentions: Sequence[NumberMention], after: str) -> set[int]:
    """The figure of early reports, where a later one is given: "initial reports spoke of 31 dead; police now say 12"."""
    found: set[int] = set()
    for early in _EARLY.finditer(sentence.text):
        behind = [m for m in mentions if 0 <= m.start - sentence.start - early.end() <= _SOON][:1]
        rest = sentence.text[behind[0].end - sentence.start :][:_WITHIN_REST] if behind else ""
        if behind and (_LATER.search(rest) or _LATER.search(after)):
            found.add(behind[0].start)
    return found


def _undone(sentence: Sentence, mentions: Sequence[NumberMention]) -> set[int]:
    """The figures of claims that are said to be taken back: "it withdrew an earlier claim of 46,000"."""
    found: set[int] = set()
    text = sentence.text
    for undid in _UNDID.finditer(text):
        behind = next((m for m in mentions if m.start - sentence.start >= undid.end()), None)
        at = behind.start - sentence.start if behind else 0
        if behind and at - undid.end() <= _WITHIN_NEXT and not _IN_ITS_PLACE.search(text, undid.end(), at):
            found.add(behind.start)
    for corrected in _CORRECTED.finditer(text):
        found |= {
            m.start for m in mentions if 0 <= m.start - sentence.start - corrected.end() <= _RIGHT_BEHIND
        }
    return found


def _pointed_at(sentence: Sentence, mentions: Sequence[NumberMention], after: str) -> set[int]:
    """The only figure before words that point at it to take it back: "with 610, but withdrew that sum"."""
    here = _POINTED_AT.search(sentence.text)
    before = [m for m in mentions if here is None or m.start < sentence.start + here.start()]
    is_it = len(before) == 1 and (here or _POINTED_AT.search(after))
    return {before[0].start} if is_it else set()


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
