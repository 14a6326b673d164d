"""Where an article speaks of a report, a study or a survey, and the words of its sentences for all that looks there.

The nouns for such works and the verbs of telling and publishing are closed classes; all else is form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summariser.article import Article, Role
from summariser.article.furniture.bylines import is_byline, is_date_line
from summariser.candidates.reports.instructions import instructs
from summariser.numbers.vocabulary.lexicon import VERBS
from summariser.reading.words import stem, stems

WORKS = frozenset(
    """report study survey census audit review inventory assessment bulletin index yearbook paper analysis evaluation
    inquiry""".split()
)
WORK_FORMS = (
    WORKS | {f"{noun}s" for noun in WORKS} | {f"{noun[:-1]}ies" for noun in WORKS if noun.endswith("y")}
)
# Words for what a report holds: they speak of one less plainly.
PREPOSITIONS = frozenset("of in on into about for by with".split())
LOOSE = frozenset("figures data statistics findings research poll".split())
TELLING = stems(
    "say said find found report show write wrote warn conclude estimate announce state note count reveal told"
)
PUBLISHING = stems("publish release issue present launch unveil")
DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your each every another no".split()
)
POSSESSIVES = ("'s", "’s")
BE = frozenset("is are was were be been being".split())
# What ends a phrase of nouns and adjectives.
FUNCTION = DETERMINERS | BE | frozenset(
    """of in on at by for from with to as and or but nor than into over under about after before since until during
    between through against among without within while when where which who whom whose that if because although
    though it they he she we you i them him us has have had do does did will would shall should can could may might
    must not also only just there here what how all both more most some any such according says said""".split()
)  # fmt: skip
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow""".split()
)
DATE_WORDS = CALENDAR | frozenset("year week month quarter decade".split())
# What may stand between a title in marks and the words around it.
MARKS = frozenset("\"“”‘’'*_<>/") | {"em", "i", "cite", "b", "strong"}
_EARLIER = frozenset("earlier previous previously last older former past prior".split())
# What a newspaper calls its own articles.
_OUR_OWN = frozenset("our my".split())
_OUT = frozenset("came comes come put puts is , just".split())
_COMING = frozenset("will would shall to due should plans".split())
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|['’.&-](?=[^\W_]))*(?:(?<=s)['’](?=\s[A-Z]))?|\S")
# By judgement, with an eye on the reports of evals (benchmarks/accuracy/report_facts.py); so are those below.
_LONGEST = 6
# A sentence longer than any that people write is read in pieces, so that a text without a full stop costs no more.
_LONGEST_SENTENCE = 1500
# An article is about a work that one of its first sentences speaks of, or that so many do; else it is less likely.
_LEAD, _MANY, _LOOSELY, _ASIDE = 6, 3, 0.75, 0.5
# Further down than so many sentences, news tells of other works, too.
_HEAD, _FURTHER_DOWN = 12, 0.75


class Token(NamedTuple):
    """A word, a figure or a mark, with half-open offsets into the article's text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_name(self) -> bool:
        """A word with a capital that is no small word, month or weekday."""
        return self.text[0].isupper() and self.low not in FUNCTION and self.low not in CALENDAR

    @property
    def owns(self) -> bool:
        return self.low.endswith(POSSESSIVES)

    @property
    def tells(self) -> bool:
        return self.text.islower() and stem(self.low) in TELLING

    @property
    def publishes(self) -> bool:
        return self.is_word and stem(self.low) in PUBLISHING


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun for a work in a sentence: the places of the phrase's first word and of the noun among its tokens.

    `is_loose` of a noun for what a report holds; `is_earlier` where an older work than the article's own is meant.
    """

    sentence: int
    first: int
    at: int
    is_loose: bool
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class Works:
    """The tokens of each sentence of an article (of a very long one, of each piece), none of lines that only credit it or of instructions, and its mentions of works."""

    tokens: tuple[tuple[Token, ...], ...]
    mentions: tuple[tuple[Mention, ...], ...]

    @property
    def are_none(self) -> bool:
        return not any(self.mentions)

    @property
    def topicality(self) -> float:
        """How likely the article is about a work: all that its candidates' scores can be."""
        plain = [m.sentence for row in self.mentions for m in row if not m.is_loose and not m.is_earlier]
        if len(plain) >= _MANY or any(number < _LEAD for number in plain):
            return 1
        return _LOOSELY if any(row for row in self.mentions[:_LEAD]) else _ASIDE


def works_of(article: Article) -> Works:
    """The works that an article speaks of, worked out once."""
    found = article.kept.get("works")
    if not isinstance(found, Works):
        tokens = tuple(_rows(article))
        mentions = tuple(tuple(_mentions(row, number)) for number, row in enumerate(tokens))
        found = article.kept["works"] = Works(tokens, mentions)
    return found


def _rows(article: Article) -> Iterator[tuple[Token, ...]]:
    for sentence in article.sentences:
        start, end = sentence.start, sentence.end
        if end - start <= _LONGEST_SENTENCE and (_is_credit(sentence.text) or instructs(sentence.text)):
            continue
        for low in range(start, end, _LONGEST_SENTENCE):
            yield tuple(tokens_of(article.text, low, min(low + _LONGEST_SENTENCE, end)))


def credits_of(article: Article) -> Iterator[list[Token]]:
    """The tokens of each line of names and dates at the head of an article."""
    for part in article.parts:
        if part.role is Role.DATELINE:
            yield list(tokens_of(article.text, part.start, part.end))


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """The words, numbers and signs of text[start:end], with offsets into `text`."""
    for match in _TOKEN.finditer(text, start, end):
        yield Token(match.start(), match.end(), match[0], match[0].lower().replace("’", "'"))


def weight_of_place(sentence: int) -> float:
    """How far a sign in a sentence, counted from 0, is one of the article's own work."""
    return 1 if sentence < _HEAD else _FURTHER_DOWN


def has_capitals_throughout(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is written as headlines may be, so that capitals tell nothing."""
    words = [t for t in tokens if t.is_word and t.low not in FUNCTION]
    return len(words) > 1 and tokens[-1].text != "." and all(t.text[0].isupper() for t in words)


def publishes_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of publishing is there, or what comes to the same: "made public", "put out", "is out"."""
    low, before = tokens[at].low, tokens[at - 1].low if at else ""
    return (
        tokens[at].publishes
        or (low == "out" and before in _OUT)
        or (low == "public" and is_before(tokens, at, "made"))
    )


def is_verbal(token: Token) -> bool:
    """Whether a word is a verb as far as its form shows."""
    return token.low in VERBS or token.low.endswith("ed") or token.tells or token.publishes


def is_before(tokens: Sequence[Token], at: int, low: str) -> bool:
    """Whether a word stands among the few before a place."""
    return any(token.low == low for token in tokens[max(0, at - _LONGEST) : at])


def is_to_come(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb tells of what is still to happen: "will publish", "is to be published"."""
    at = verb - 1
    while at > 0 and (tokens[at].low in BE or tokens[at].low in ("not", "also")):
        at -= 1
    return at >= 0 and tokens[at].low in _COMING


def _is_credit(sentence: str) -> bool:
    plain = sentence.strip("*_# \n\t")
    words = [token.low for token in tokens_of(plain, 0, len(plain))]
    if not WORK_FORMS.isdisjoint(words) and any(stem(word) in PUBLISHING for word in words):
        return False  # "Report published 3 March 2026"
    return is_date_line(plain) or is_byline(plain)


def _mentions(tokens: Sequence[Token], sentence: int) -> Iterator[Mention]:
    for at, token in enumerate(tokens):
        noun = token.low.removesuffix("'s")
        is_loose = noun in LOOSE
        if not (is_loose or noun in WORK_FORMS) or (token.text[0].isupper() and _goes_on(tokens, at)):
            continue
        behind = at + 1 < len(tokens) and _is_noun(tokens[at + 1]) and not publishes_at(tokens, at + 1)
        if not token.owns and token.text.islower() and behind:
            continue  # "the audit office"
        if token.text == "reports" and at and tokens[at - 1].is_name:
            continue  # "the agency reports"
        first = _first(tokens, at)
        if first is None or tokens[first].low in _OUR_OWN or _is_coming(tokens, first, at):
            continue
        said = {t.low for t in tokens[max(0, first - 1) : at]}
        yield Mention(sentence, first, at, is_loose, not _EARLIER.isdisjoint(said))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun is within a name: "the Trade Audit Office"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_name


def _is_noun(token: Token) -> bool:
    """Whether a word is by its form no verb, adverb or small word."""
    if not token.text.islower() or token.low in FUNCTION or token.low in VERBS:
        return False
    return not (token.tells or token.publishes or token.low.endswith(("s", "ed", "ly", "ing", "out")))


def _first(tokens: Sequence[Token], at: int) -> int | None:
    """Where the phrase of a noun begins; None where the noun has no determiner before it and may be a verb."""
    low = max(0, at - _LONGEST)
    for place in range(at - 1, low - 1, -1):
        token = tokens[place]
        if token.low in DETERMINERS or token.owns or _is_apostrophe(tokens, place):
            return place
        is_within_name = place > 0 and tokens[place - 1].is_name and tokens[place + 1].is_name
        is_mark = not token.text[0].isalnum() and token.text not in "-'’\"“”‘*_"
        if is_mark or (token.low in FUNCTION and not is_within_name):
            break
        if token.tells or token.publishes:
            return place + 1
    noun = tokens[at]
    alone = at == 0 or not tokens[at - 1].is_word or tokens[at - 1].low in FUNCTION
    bare = noun.low in LOOSE or noun.text[0].isupper() or (alone and noun.low not in ("reports", "report"))
    return at if bare else None


def _is_apostrophe(tokens: Sequence[Token], place: int) -> bool:
    """Of owners in the plural: "the millers' report"."""
    before = tokens[place - 1] if place else None
    is_mark = tokens[place].text in "'’" and before is not None and before.end == tokens[place].start
    return is_mark and before is not None and before.low.endswith("s")


def _is_coming(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the work is still to come: "will publish its report", "a report due in May"."""
    before = first > 1 and tokens[first - 1].publishes and is_to_come(tokens, first - 1)
    behind = [t.low for t in tokens[at + 1 : at + 5]]
    return before or behind[:2] == ["is", "due"] or behind[:1] == ["due"]
