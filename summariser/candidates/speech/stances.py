"""How a party stands to something, with the verb: who confirms, denies, welcomes or criticises it, or does not comment.

The verbs are a short closed class; a negation before one turns it ("did not dispute"), and "declined to comment" has
many forms. What is called wrong, or right, is denied, or confirmed. Not read: a stance that no such word tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summariser.article import Article
from summariser.candidates.naming.names import Name, Passage, names_of, passage
from summariser.candidates.speech.declining import NEGATIONS, REFUSING, declines, is_negated
from summariser.candidates.speech.references import Party, References
from summariser.candidates.speech.speakers import Saying, speakers_of
from summariser.candidates.speech.tellings import may_speak, may_stand_bare, subject_before
from summariser.candidates.syntax.phrases import PRONOUNS, Range, first_phrase, phrase_after
from summariser.candidates.syntax.stance_verbs import STANCES, StanceKind
from summariser.candidates.syntax.tokens import Row, Token, rows_of
from summariser.candidates.syntax.verbs import (
    AUXILIARIES,
    forms_of,
    is_adverb,
    is_agents,
    is_base,
    is_passive,
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a party stands to something: `who`, `name` and `party` as in a saying, the verb, and what follows it.

    `what` ends with the sentence; it may be empty.

    >>> (stance,) = stances_of(Article.from_text("The Harbour Board denied the findings."))
    >>> stance.party, stance.verb.text, stance.what.text
    ('Harbour Board', 'denied', 'the findings.')
    """

    who: Passage
    name: Name | None
    party: str
    kind: StanceKind
    verb: Passage
    what: Passage

    @property
    def start(self) -> int:
        """Where its verb begins, as an offset into the article's text."""
        return self.verb.start


_TURNED = MappingProxyType(
    {StanceKind.CONFIRMED: StanceKind.DENIED, StanceKind.DENIED: StanceKind.CONFIRMED, StanceKind.WELCOMED: StanceKind.CRITICISED}
)  # fmt: skip
_BEFORE_NO_VERB = frozenset("the a an to no its their of in neither".split())
_WRONG = frozenset(
    "wrong false untrue incorrect inaccurate misleading unfounded baseless nonsense flawed exaggerated".split()
)
_RIGHT = frozenset("right correct true accurate".split())
_ASSERTING = forms_of("say call insist argue describe claim maintain")
_CALLING = forms_of("call describe")
_AGREEING = forms_of("agree")
_BE = frozenset("is are was were be been".split())


def stances_of(article: Article) -> tuple[Stance, ...]:
    """The stances of an article's parties, in order of their verbs; worked out once for an article.

    >>> article = Article.from_text("The Harbour Board denied the findings. Ann Bo welcomed them.")
    >>> [(stance.party, str(stance.kind)) for stance in stances_of(article)]
    [('Harbour Board', 'denied'), ('Ann Bo', 'welcomed')]
    """
    found = article.kept.get("stances")
    if not isinstance(found, tuple):
        found = article.kept["stances"] = tuple(_Stances(article).stances())
    return found


class _Stances:
    def __init__(self, article: Article) -> None:
        self._text, self._rows = article.text, rows_of(article)
        self._names = References(article.text, self._rows, names_of(article))
        sayings = speakers_of(article)
        self._quoted = {saying.words.start: saying for saying in sayings if saying.is_quoted}
        self._told = {saying.verb.start: saying for saying in sayings if saying.verb is not None}

    def stances(self) -> Iterator[Stance]:
        for row in self._rows.rows:
            last: Range | None = None
            spoken: Saying | None = None
            for at, token in enumerate(row.tokens):
                if token.start in self._told:
                    spoken = self._told[token.start]
                    self._names.spoke(spoken.name, spoken.party, token.start)
                kind = _kind(row.tokens, at)
                if kind is None:
                    continue
                who = _holder(row.tokens, at, last)
                unsaid = token.low in _WRONG | _RIGHT or (token.quoted >= 0 and kind is StanceKind.DECLINED)
                if not self._may_act(row.tokens, who, at) if who is not None else not unsaid:
                    continue
                last = who if who is not None and row.tokens[who[0]].low not in PRONOUNS else last
                stance = self._stance(row, at, kind, who, spoken)
                if stance is not None:
                    yield stance

    def _may_act(self, tokens: Sequence[Token], who: Range, at: int) -> bool:
        """Whether a phrase names who may take a stance: a name, a pronoun, a person or a body."""
        phrase = tokens[who[0] : who[1]]
        if who[1] <= at and is_base(tokens[at]) and not may_stand_bare(tokens, who, at):
            return False
        return may_speak(phrase) or is_agents(tokens[at])

    def _stance(
        self, row: Row, at: int, kind: StanceKind, who: Range | None, spoken: Saying | None
    ) -> Stance | None:
        token = row.tokens[at]
        party: Party | None = None
        if token.quoted >= 0 and (who is None or row.tokens[who[0]].quoted >= 0):
            party = self._quoting(token, row.tokens[who[0]] if who else None)
        elif (who is None or row.tokens[who[0]].low in PRONOUNS) and spoken and spoken.who and spoken.party:
            party = spoken.who, spoken.name, spoken.party  # "The ministry said it accepted"
        if party is None and who is not None and row.tokens[who[0]].quoted < 0:
            party = self._names.party(row.tokens[who[0] : who[1]])
        if party is None:
            return None
        end = row.tokens[-1].end
        what = passage(self._text, (min(token.end + 1, end), end))
        words, name, told = party
        if told is None:
            return None
        return Stance(words, name, told, kind, passage(self._text, (token.start, token.end)), what)

    def _quoting(self, token: Token, subject: Token | None) -> Party | None:
        """The speaker of a quotation in which "we" or "I" take the stance."""
        saying = self._quoted.get(self._rows.quotations[token.quoted].start)
        mine = subject is None or subject.low in ("we", "i")
        if saying is None or saying.who is None or saying.party is None or not mine:
            return None
        return saying.who, saying.name, saying.party


def _kind(tokens: Sequence[Token], at: int) -> StanceKind | None:
    """What stance the word at a place takes, if it is a verb that takes one, or "wrong" or "right"."""
    token = tokens[at]
    if not token.text.islower():
        return None
    if declines(tokens, at) is not None:
        return StanceKind.DECLINED
    if token.low in REFUSING:
        refused = [STANCES.get(t.low) for t in tokens[at + 2 : at + 3] if tokens[at + 1].low == "to"]
        return _TURNED.get(refused[0]) if refused and refused[0] else None
    if any(t.low in ("whether", "if") for t in tokens[max(0, at - 6) : at]):
        return None
    negated = is_negated(tokens, at)
    if token.low in _WRONG | _RIGHT:
        return _predicate(tokens, at, negated=negated)
    kind = STANCES.get(token.low)
    if kind is None or (at and tokens[at - 1].low in _BEFORE_NO_VERB) or _is_deed(tokens, at, kind):
        return None
    if negated:
        return StanceKind.DECLINED if token.low == "confirm" else _TURNED.get(kind)
    return kind


def _is_deed(tokens: Sequence[Token], at: int, kind: StanceKind) -> bool:
    """Whether a verb tells what somebody does rather than thinks: "agreed to pay", "repaid them by supporting"."""
    behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if tokens[at].low in _AGREEING and behind == "to":
        return True
    means = at > 0 and tokens[at - 1].low == "by" and tokens[at].low.endswith("ing")
    return means and kind in (StanceKind.CONFIRMED, StanceKind.WELCOMED)


def _predicate(tokens: Sequence[Token], at: int, *, negated: bool) -> StanceKind | None:
    """Denied or confirmed where somebody says that something is wrong, or right."""
    before = tokens[max(0, at - 25) : at]
    is_said = any(t.low in _ASSERTING for t in before) or tokens[at].quoted >= 0
    is_told = any(t.low in _BE for t in before[-3:]) or any(t.low in _CALLING for t in before[-8:])
    if not is_said or not is_told:
        return None
    return StanceKind.CONFIRMED if (tokens[at].low in _RIGHT) is not negated else StanceKind.DENIED


def _holder(tokens: Sequence[Token], at: int, last: Range | None) -> Range | None:
    """Who takes the stance: the subject of the verb, or behind "by" of a passive; an elided one is the one before."""
    before = tokens[at - 1] if at else None
    if tokens[at].low in _WRONG | _RIGHT:
        return None
    declined = declines(tokens, at)
    if declined is not None:
        if at + 1 < len(tokens) and tokens[at].low == "comment" and tokens[at + 1].low in ("from", "by"):
            return phrase_after(tokens, at + 2)  # "no comment from the mayor"
        at = declined
    elif is_passive(tokens, at):
        by = next((n for n in range(at + 1, min(at + 8, len(tokens))) if tokens[n].low == "by"), None)
        return phrase_after(tokens, by + 1) if by is not None else None
    who = subject_before(tokens, at)
    if who is None and before is not None:
        elided = before.low in ("and", "but", "or", ",") or tokens[at].low.endswith("ing")
        who = (last or first_phrase(tokens[:at])) if elided or _is_small(before) else None
    return who


def _is_small(before: Token) -> bool:
    return before.low in NEGATIONS or before.low in AUXILIARIES or is_adverb(before)
