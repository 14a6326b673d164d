"""Who says what in an article: the party as the text has it, the name that it stands for, the verb, and the words.

A party is found as the subject of a verb of saying, in front of it or behind the words said, behind "according to" and
before a colon. "He", "the union" and "a spokesman for the port" stand for the last fitting name. Not read: what someone
is said to think in words of the reporter's that no verb introduces.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summariser.article import Article
from summariser.candidates.naming.names import Name, Passage, names_of, passage
from summariser.candidates.speech.references import Party, References
from summariser.candidates.speech.tellings import QUOTES, Telling, may_speak, subject_before, tellings_of
from summariser.candidates.syntax.phrases import (
    Range,
    first_phrase,
    is_actor_noun,
    named_apposition,
    phrase_after,
    phrase_before,
)
from summariser.candidates.syntax.tokens import Quotation, Row, Rows, Span, Token, rows_of
from summariser.candidates.syntax.verbs import is_finite

# A quotation of fewer words that no verb gives to anybody is a manner of speaking, a title or a nickname. By judgement,
# on the quotations of evals (benchmarks/accuracy/names.py measures their speakers).
_FEWEST_WORDS = 4
_DEEPEST = 4  # sayings within one another


@dataclass(frozen=True, slots=True)
class Saying:
    """What a party says.

    `words` are a quotation, without its marks, or what is told in other words. `who` is the party as the text has it,
    "Hedge", "she", "a spokesman for the port"; `name` the name that it stands for, if any; `party` that name in full, or
    else the phrase: None where nobody is known to say it. `is_sure` is False where no verb beside the words names the
    party: it is then who spoke last, or the subject of the sentence.

    >>> article = Article.from_text("Ann Bo closed two ports. “It is over,” she said.")
    >>> (saying,) = speakers_of(article)
    >>> saying.words.text, saying.who.text, saying.party, saying.is_sure
    ('It is over,', 'she', 'Ann Bo', True)
    """

    words: Passage
    is_quoted: bool
    who: Passage | None
    name: Name | None
    party: str | None
    verb: Passage | None
    is_sure: bool

    @property
    def start(self) -> int:
        """Where its words begin, as an offset into the article's text."""
        return self.words.start


def speakers_of(article: Article) -> tuple[Saying, ...]:
    """What parties say, in order of where the words said begin; every quotation is among them, also one whose speaker
    is not known. Worked out once for an article.

    >>> article = Article.from_text("“It is over,” said Ann Bo. The board said that ports would stay shut.")
    >>> [(saying.party, saying.is_quoted) for saying in speakers_of(article)]
    [('Ann Bo', True), ('The board', False)]
    """
    found = article.kept.get("sayings")
    if not isinstance(found, tuple):
        found = article.kept["sayings"] = _Speakers(article).sayings()
    return found


def saying_at(article: Article, start: int) -> Saying | None:
    """What is said in the words that hold an offset, of sayings within one another the innermost; None outside them.

    >>> article = Article.from_text("“It is over,” said Ann Bo.")
    >>> saying_at(article, 5).party, saying_at(article, 20)
    ('Ann Bo', None)
    """
    sayings = speakers_of(article)
    last = bisect_right(sayings, start, key=lambda saying: saying.words.start)
    return next((s for s in reversed(sayings[max(0, last - _DEEPEST) : last]) if start < s.words.end), None)


class _Speakers:
    """An article's tellings and quotations, put together."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._rows: Rows = rows_of(article)
        self._names = References(article.text, self._rows, names_of(article))
        self._tellings = [
            told for number, row in enumerate(self._rows.rows) if not row.is_headline or row.paragraph
            for told in tellings_of(row, number)
        ]  # fmt: skip
        self._row_starts = [row.start for row in self._rows.rows]

    def sayings(self) -> tuple[Saying, ...]:
        by_row: dict[int, list[Telling]] = {}
        for told in self._tellings:
            by_row.setdefault(told.row, []).append(told)
        found: list[Saying] = []
        last: Saying | None = None
        last_row = -1
        quoted = 0
        governed: set[int] = set()  # where the verbs begin that a quotation belongs to
        quotations = self._rows.quotations
        for number, row in enumerate(self._rows.rows):
            first = quoted
            while quoted < len(quotations) and quotations[quoted].start < row.end:
                quoted += 1
            chosen = {
                place: self._nearest(quotations[place], number, by_row) for place in range(first, quoted)
            }
            governed |= {self._at(told) for told in chosen.values() if told is not None}
            # A sentence that ends a quotation of an earlier one is told with it.
            open_before = first > 0 and quotations[first - 1].end > row.start
            events: list[tuple[int, int | Telling]] = [(quotations[place].start, place) for place in chosen]
            events += [(self._at(told), told) for told in by_row.get(number, ())]
            for at, event in sorted(events, key=lambda one: one[0]):
                if isinstance(event, Telling):
                    who, name, party = self._party(event)
                    self._names.spoke(name, party, at)
                    saying = self._told(row, event, (who, name, party))
                    if saying is None or at in governed or (open_before and event.is_behind):
                        continue
                    last_row = number
                else:
                    saying = self._quoted(quotations[event], number, chosen[event], last, last_row)
                    last_row = self._row_at(quotations[event].end)
                    if saying.verb is not None:
                        self._names.spoke(saying.name, saying.party, saying.verb.start)
                last = saying
                found.append(saying)
        return tuple(sorted(found, key=lambda saying: saying.start))

    def _quoted(
        self, quotation: Quotation, number: int, told: Telling | None, last: Saying | None, last_row: int
    ) -> Saying:
        """A quotation with its speaker: by a verb in its first or last sentence, else who spoke just before."""
        words = Passage(quotation.start, quotation.end, quotation.text)
        if told is not None:
            party = self._party(told)
            verb = self._rows.rows[told.row].tokens[told.verb[0] : told.verb[1]]
            return Saying(words, True, *party, passage(self._text, (verb[0].start, verb[-1].end)), True)
        row = self._rows.rows[number]
        colon = self._before_colon(row, quotation.start)
        if colon is not None:
            party = self._resolved(row, colon)
            return Saying(words, True, *party, None, True)
        opens = not any(t.is_word and t.start < quotation.start for t in row.tokens)
        if not opens and len(quotation.text.split()) < _FEWEST_WORDS:
            return Saying(words, True, None, None, None, None, False)
        if not opens:
            subject = self._subject(row, quotation.start)
            if subject is not None:
                party = self._resolved(row, subject)
                return Saying(words, True, *party, None, False)
        before = self._rows.rows[number - 1] if number else None
        if opens and before and before.paragraph == row.paragraph and (last is None or last_row < number - 1):
            subject = self._subject(before, quotation.start)  # "Hedge laughed. “...”"
            if subject is not None:
                return Saying(words, True, *self._resolved(before, subject), None, False)
        if last is not None and last_row >= number - 2:
            return Saying(words, True, last.who, last.name, last.party, None, False)
        return Saying(words, True, None, None, None, None, False)

    def _nearest(self, quotation: Quotation, first: int, by_row: dict[int, list[Telling]]) -> Telling | None:
        """The verb of saying that a quotation belongs to: right before or behind it, else the last before it."""
        start, end, last = quotation.start, quotation.end, self._row_at(quotation.end)
        behind = [t for t in by_row.get(last, ()) if self._at(t) >= end]
        before = [t for t in by_row.get(first, ()) if self._at(t) < start]
        if before and not before[-1].is_behind and self._leads(before[-1], start):
            return before[-1]
        if behind and self._is_joined(end, behind[0]):
            return behind[0]
        if before:
            return before[-1]
        if (
            first
            and self._rows.rows[first - 1].tokens[-1:]
            and self._rows.rows[first - 1].tokens[-1].text == ":"
        ):
            previous = by_row.get(first - 1, ())
            if previous:
                return previous[-1]
        near = behind and not any(mark in self._text[end : self._at(behind[0])] for mark in ";:")
        return behind[0] if near else None

    def _row_at(self, at: int) -> int:
        return bisect_right(self._row_starts, at) - 1

    def _at(self, told: Telling) -> int:
        return self._rows.rows[told.row].tokens[told.verb[0]].start

    def _leads(self, told: Telling, start: int) -> bool:
        """Whether a verb stands right before a quotation: he said, "...", the inquiry reported."""
        verb = self._rows.rows[told.row].tokens[told.verb[1] - 1]
        return not any(map(str.isalnum, self._text[verb.end : start]))

    def _is_joined(self, end: int, told: Telling) -> bool:
        """Whether nothing but the party stands between a quotation's end and the verb: "...," Hedge said."""
        tokens = self._rows.rows[told.row].tokens
        first = told.verb[0] if told.is_behind else min(told.who[0], told.verb[0])
        between = self._text[end : tokens[first].start]
        return (
            not any(map(str.isalnum, between))
            and self._text[end - 1] in ",?!…—-" + "".join(QUOTES)
            or (not any(map(str.isalnum, between)) and "," in between)
        )

    def _before_colon(self, row: Row, start: int) -> Range | None:
        """Who stands before a colon and a quotation: "Hedge: “...”"."""
        at = bisect_left([t.start for t in row.tokens], start) - 1
        if at < 2 or row.tokens[at - 1].text != ":":
            return None
        if is_finite(row.tokens[at - 2]):
            return subject_before(row.tokens, at - 2)
        who = phrase_before(row.tokens, at - 1)
        if who is None or who[0] > 0:
            return None
        who = _owner(row.tokens, who)
        return who if may_speak(row.tokens[: who[1]]) else None

    def _subject(self, row: Row, start: int) -> Range | None:
        """The phrase that a sentence begins with, if it may speak."""
        who = first_phrase(row.tokens)
        who = who and (named_apposition(row.tokens, who) or who)
        if who is None or row.tokens[who[1] - 1].end > start:
            return None
        who = _owner(row.tokens, who)
        return who if may_speak(row.tokens[who[0] : who[1]]) else None

    def _told(self, row: Row, told: Telling, party: Party) -> Saying | None:
        """What a verb of saying tells in other words: what follows it, or the sentence in front of it."""
        tokens = row.tokens
        at = told.verb[1]
        while at < len(tokens) and (
            tokens[at].low in ("that", "on") or tokens[at].dated or tokens[at].text in ",:"
        ):
            at += 1
        heard = phrase_after(tokens, at) if tokens[told.verb[0]].low in ("told", "tells", "tell") else None
        if heard is not None and heard[1] >= len(tokens) - 1:
            at = heard[1]  # "it was safe, he told the Gazette"
        party_first = min(told.who[0], told.verb[0])
        if told.is_behind or at >= len(tokens) - 1:
            span = tokens[0].start, tokens[max(0, party_first - 1)].end
            if party_first <= 1 and told.is_behind and told.who[1] < len(tokens) - 2:  # "According to X, ..."
                span = tokens[told.who[1] + 1].start, tokens[-1].end
        else:
            span = tokens[at].start, tokens[-1].end
        is_apart = told.is_behind or (party_first > 0 and not tokens[party_first - 1].is_word)
        if not told.is_behind and (colon := self._colon(row, span)):
            span = span[0], colon  # what stands behind it is a quotation's
        if span[0] >= span[1] or (at >= len(tokens) - 1 and not is_apart):
            return None  # "Neither of the firms responded"
        verb = passage(self._text, (tokens[told.verb[0]].start, tokens[told.verb[1] - 1].end))
        return Saying(passage(self._text, span), False, *party, verb, True)

    def _colon(self, row: Row, span: Span) -> int | None:
        """Where a colon before a quotation ends what is told in other words."""
        for one, other in pairwise(row.tokens):
            if span[0] < one.start < span[1] and one.text == ":" and other.text in QUOTES:
                return one.start
        return None

    def _party(self, told: Telling) -> Party:
        return self._resolved(self._rows.rows[told.row], told.who)

    def _resolved(self, row: Row, who: Range) -> Party:
        return self._names.party(row.tokens[who[0] : who[1]])


def _owner(tokens: Sequence[Token], who: Range) -> Range:
    """Whose a thing is that speaks: "Ms Ngoma | 's answer is short."."""
    owned = next((n for n in range(who[0] + 1, who[1]) if tokens[n].low == "'s"), None)
    return (who[0], owned) if owned is not None and not is_actor_noun(tokens[who[1] - 1]) else who
