"""Which sentences of an article may be told outside it, and which of them only behind the one before.

Judged by form: a whole sentence of the article's own text, that nobody but a named speaker says, with no figure that
the article calls wrong, and not about the article itself. One that opens with a pronoun, a link ("But", "Still") or
a bare number ("Three were old") needs the sentence before it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from summariser.article import Article, Role, Sentence
from summariser.candidates import Saying, speakers_of
from summariser.candidates.reports.instructions import instructs
from summariser.candidates.syntax.tokens import Row, Rows, Token, rows_of
from summariser.extraction.drafting.anaphora import LINKING_PHRASE, POINTING, is_anaphoric, may_be_verb
from summariser.numbers import Bound
from summariser.reading import Polarity
from summariser.verification.source.index import SourceIndex

# A stop; what ends in an ellipsis is cut off, and what is called out is an appeal, unless a speaker's.
_ENDING = re.compile(r"(?:(?<!\.\.)\.|[。])['\"”’»)\]*_]{0,4}$|[!?…]['\"”’»]{1,2}$")
# "BREVIK, 3 March 2026 (Northline News) - ": a dash with nothing but a place, a date and an agency before it. Pages lose
# the dash: "Brevik (NN)Shares rose".
_DASH = re.compile(r"\s(?:--?|[–—])\s|(?<=\))(?=[A-Z])")
# By judgement; so are those below.
_FIRST = 3  # sentences, the title among them, of which one may have a dateline of a bare place
_LONGEST_DATELINE = 100
_BULLET = re.compile(r"(?:[•‣◦▪●■►▶·*–—-]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_FEWEST_WORDS, _FEWEST_QUOTED = 3, 4
# A sentence of so many words is taken for a whole one, whatever its verb.
_SURELY_WHOLE = 15
LONGEST = 600  # characters
_READERS = frozenset("i we us me our my you your ours yours mine".split())
_ITSELF = re.compile(
    r"^\W{0,3}(?:correction|clarification|update|editor['’]s note)s?\b[^.]{0,30}:"
    r"|\b(?:this|our|the original|an earlier version of (?:the|this))"
    r"\s(?:article|story|page|post|summary|release|piece|column)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence that may be told, its dateline or bullet taken off; one that `is_anaphoric` points back to the sentence before, any other stands alone.

    One that `denies` a figure is only told as what a party says.
    """

    sentence: Sentence
    is_anaphoric: bool
    denies: bool
    is_item: bool


def candidate_sentences(article: Article) -> tuple[CandidateSentence | None, ...]:
    """For each sentence of an article, in order: how it stands, or None where it is not to be told.

    Worked out once for an article.
    """
    found = article.kept.get("candidate sentences")
    if not isinstance(found, tuple):
        forms = _Forms(article)
        found = article.kept["candidate sentences"] = tuple(map(forms.candidate, article.sentences))
    return found


class _Forms:
    """An article's sentences with their tokens, roles, quotations and wrong figures."""

    def __init__(self, article: Article) -> None:
        self._article, self._text = article, article.text
        self._index = SourceIndex.of(article)
        self._rows: Rows = rows_of(article)
        self._row_starts = [row.start for row in self._rows.rows]
        self._parts = [part.start for part in article.parts]
        self._sayings: dict[int, list[Saying]] = {}
        for saying in speakers_of(article):
            for at in {saying.start, saying.verb.start if saying.verb else saying.start}:
                self._sayings.setdefault(self._index.sentence_at(at) or 0, []).append(saying)
        self._quoted = [(quotation.start, quotation.end) for quotation in self._rows.quotations]

    @cached_property
    def _wrong(self) -> dict[int, Polarity]:
        """The sentences, by number, with a figure that is taken back or was told before, or that they say is not so: which of the two."""
        found: dict[int, Polarity] = {}
        for mention in self._index.mentions:
            said = self._index.statement(mention)
            if said is None or mention.sentence is None:
                continue
            is_denied = said.polarity is Polarity.DENIED and mention.mention.bound is Bound.EXACTLY
            if said.polarity is Polarity.RETRACTED or said.is_told_before:
                found[mention.sentence] = Polarity.RETRACTED
            elif is_denied:
                found.setdefault(mention.sentence, said.polarity)
        return found

    def candidate(self, sentence: Sentence) -> CandidateSentence | None:
        """How a sentence stands; None where it is not to be told."""
        role = self._role(sentence.start)
        span = self._article.title_span
        if role not in (Role.PARAGRAPH, Role.ITEM) or (span and span[0] <= sentence.start < span[1]):
            return None
        wrong = self._wrong.get(sentence.number)
        told = self._without_opening(sentence, role)
        row = self._row(sentence)
        tokens = [t for t in row.tokens if t.start >= told.start] if row else []
        numbers = {m.start: m.mention for m in self._index.by_sentence.get(sentence.number, ())}
        if not self._is_whole(told, tokens) or instructs(sentence.text) or wrong is Polarity.RETRACTED:
            return None
        if _ITSELF.search(told.text) or any(
            t.low in _READERS and t.quoted < 0 and _is_plain(t) for t in tokens
        ):
            return None
        spoken = self._is_spoken_for(sentence)
        if spoken is None:
            return None
        is_linked = LINKING_PHRASE.match(told.text) is not None
        is_leaning = not spoken or is_linked or is_anaphoric(tokens, numbers)
        return CandidateSentence(told, is_leaning, wrong is Polarity.DENIED, role is Role.ITEM)

    def _role(self, at: int) -> Role:
        place = bisect_right(self._parts, at) - 1
        return self._article.parts[place].role if place >= 0 else Role.PARAGRAPH

    def _row(self, sentence: Sentence) -> Row | None:
        place = bisect_left(self._row_starts, sentence.start)
        rows = self._rows.rows
        return rows[place] if place < len(rows) and rows[place].start < sentence.end else None

    def _without_opening(self, sentence: Sentence, role: Role) -> Sentence:
        """The sentence without its bullet or dateline."""
        text, cut = sentence.text, 0
        if role is Role.ITEM and (bullet := _BULLET.match(text)):
            cut = bullet.end()
        elif (dash := _DASH.search(text, 0, _LONGEST_DATELINE)) and self._is_dateline(sentence, dash.start()):
            cut = dash.end()
        return Sentence(sentence.number, sentence.start + cut, sentence.end, text[cut:]) if cut else sentence

    def _is_dateline(self, sentence: Sentence, end: int) -> bool:
        """Whether nothing but names, dates and what is in brackets stands before a dash."""
        row = self._row(sentence)
        before = [t for t in row.tokens if t.end <= sentence.start + end] if row else []
        opened = closed = 0
        for token in before:
            opened += token.text in "([/" and not (token.text == "/" and opened > closed)
            closed += token.text in ")]"
            is_inside = opened > closed
            small = token.is_word and token.text.islower() and token.low not in ("and", "of", "de", "la")
            if small and not token.dated and not is_inside:
                return False
        marked = any(
            t.dated or t.text in "()" or t.is_word and t.text.isupper() and len(t.text) > 2 for t in before
        )
        behind = self._text[sentence.start + end :].lstrip(" -–—")[:1]
        return bool(before) and (marked or sentence.number <= _FIRST and not behind.islower())

    def _is_whole(self, told: Sentence, tokens: list[Token]) -> bool:
        """Whether it has the form of a sentence: a capital, a verb, a stop."""
        text = told.text.lstrip("\"'“‘«(*_")
        words = [t for t in tokens if t.is_word]
        if not text or len(told.text) > LONGEST or not _ENDING.search(told.text):
            return False
        if told.text.count('"') % 2 or told.text.count("“") != told.text.count("”"):
            return False
        if tokens[0].low in ("why", "how") and "," not in text:
            return False  # a heading with a stop
        if text[0].islower() and not text[:12].split()[0][1:].isupper():
            return False
        if len(words) < _FEWEST_WORDS or sum(t.text.isupper() and len(t.text) > 1 for t in words) * 2 > len(
            words
        ):
            return False
        if len(words) >= _SURELY_WHOLE:
            return True
        return any(may_be_verb(tokens, n) for n in range(1, len(tokens)))

    def _is_spoken_for(self, sentence: Sentence) -> bool | None:
        """Whether who speaks in a sentence is named in it: False where a pronoun stands for the speaker.

        None where a quotation's speaker is told elsewhere, or the quotation goes on before or behind the sentence.
        """
        at = bisect_left(self._quoted, sentence.end, key=lambda span: span[0]) - 1
        while at >= 0 and self._quoted[at][1] > sentence.start:
            start, end = self._quoted[at]
            if start < sentence.start or end > sentence.end:
                return None
            at -= 1
        is_named = True
        for saying in self._sayings.get(sentence.number, ()):
            if saying.is_quoted and saying.who is None and len(saying.words.text.split()) >= _FEWEST_QUOTED:
                return None
            if saying.who is None:
                continue
            if not sentence.start <= saying.who.start < sentence.end:
                return None
            if saying.who.text.lower() in POINTING:
                is_named = is_named and self._is_named_before(saying, sentence)
        return is_named

    def _is_named_before(self, saying: Saying, sentence: Sentence) -> bool:
        """Whether the name that a pronoun stands for is in the sentence, too."""
        assert saying.who is not None
        return saying.name is not None and any(
            sentence.start <= m.start < saying.who.start for m in saying.name.mentions
        )


def _is_plain(token: Token) -> bool:
    return token.is_function_word and (len(token.text) > 1 or token.low == "i")
