"""Splits a paragraph into sentences, for news text.

Own code, because offsets must hold, cost must be linear, and no maintained light library does both: the stop
is judged by the word before it and the word after it, with the tables below. Each rule errs towards joining
two sentences rather than towards cutting a name or a number apart.
"""

import re
from collections.abc import Iterator

# Never the end of a sentence: a name or number follows.
_BEFORE_NAME = frozenset(
    """mr mrs ms mx dr prof rev hon pres gov sen sens rep reps gen lt col maj capt cmdr adm sgt cpl pvt supt insp
    ste mt messrs fr vs v cf viz al fig figs eq sec ch vol pp ed eds approx est ca msgr amb atty dist
    e.g i.e lt.gen brig asst dep dir""".split()
)
# The end of a sentence only if the next word opens one.
_OFTEN_FINAL = frozenset(
    """st inc corp ltd co cos llc plc bros jr sr etc esq dept univ assn ave blvd rd hwy bldg
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore
    pa penn tenn tex va vt wash wis wyo ont que alta
    in ft lb lbs oz kg km mi sq cu hr hrs min mins bn mn tn yr yrs a.m p.m u.s u.k u.n e.u d.c b.c a.d ph.d""".split()
)
# Abbreviations only before a number: "No. 3", "pp. 4", "Art. 5".
_BEFORE_NUMBER = frozenset("no nos art arts p para sect rev tel ext res".split())
_OPENERS = frozenset(
    """the a an in on at by for from with as of to it its he she they we you i his her their our this that these
    those there here but and or so yet if when while after before since although though because however meanwhile
    still also then now what who why how where which one two three many most some several more all both each
    another other according under over about during last next earlier later not no nearly almost""".split()
)
_SPEECH = r"(?:said|says|asked|asks|wrote|added|told|replied|told|shouted|joked|wondered|recalled)\b"
_ATTRIBUTION = re.compile(rf"(?:[^\W\d_][\w'’.-]*\s+){{1,3}}{_SPEECH}")

_CLOSERS = "\"'”’»)\\]"
_STOP = re.compile(
    rf"(?:(?<![.!?…])[.!?…]+[{_CLOSERS}]*(?=\s|\[\d)|[。！？]+[」』”’）]*"
    # A space lost between two paragraphs: "ended the talks.The envoy said".
    rf"|(?<=[a-z][a-z][a-z])[.!?][”\"]?(?=[A-Z][a-z]+[ '’,]))"
)
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]/–—]+$")
_WORD_AFTER = re.compile(r"[\s\"'“‘«(\[]*([^\s\"'“”‘’«»()\[\]]*)")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?|[A-Z]")
_DOMAIN = frozenset("com org net co io gov edu uk".split())
# How far to look back for the word before a stop; longer "words" are addresses, not abbreviations. By judgement.
_REACH = 24


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The half-open offsets of the sentences in `text[start:end]`, in order, white space between them left out."""
    opened = start
    for stop in _STOP.finditer(text, start, end):
        if not _ends_sentence(text, opened, stop, end):
            continue
        yield from _trimmed(text, opened, stop.end())
        opened = stop.end()
    yield from _trimmed(text, opened, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.lstrip()
    start += len(piece) - len(stripped)
    stripped = stripped.rstrip()
    if stripped:
        yield start, start + len(stripped)


def _ends_sentence(text: str, opened: int, stop: re.Match[str], end: int) -> bool:
    mark = stop[0]
    if mark[0] in "。！？":
        return True
    after = _WORD_AFTER.match(text, stop.end(), end)
    following = after[1] if after else ""
    if not following:
        return True
    if stop.end() < end and not text[stop.end()].isspace() and following.split(".")[0].lower() in _DOMAIN:
        return False
    if following[0].islower():
        return False
    if mark[0] in "!?":
        return len(mark) == 1 or not _ATTRIBUTION.match(text, stop.end() + 1, min(end, stop.end() + 80))
    if mark != ".":
        return True
    found = _WORD_BEFORE.search(text, max(opened, stop.start() - _REACH), stop.start())
    return not found or not _is_abbreviation(found[0], following, at_start=found.start() == opened)


def _is_abbreviation(word: str, following: str, *, at_start: bool) -> bool:
    """Whether the stop after `word` belongs to it, judged by the word that follows."""
    low = word.lower()
    if at_start and (word.isdigit() and len(word) <= 3):
        return True  # the number of a list item
    if low in _BEFORE_NAME:
        return True
    if low in _BEFORE_NUMBER:
        return following[0].isdigit()
    if low in _OFTEN_FINAL or _DOTTED.fullmatch(word):
        opens = following.rstrip(".,:;").lower() in _OPENERS
        if low in _OFTEN_FINAL and "." not in word and word[0].islower():
            # "in." and "min." are units only after a figure; the everyday word ends a sentence.
            return following[0].isdigit()
        return not opens
    return False
