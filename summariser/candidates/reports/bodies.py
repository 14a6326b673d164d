"""Phrases for bodies that publish: names in capitals, "the housing ombudsman", and what short forms stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summariser.candidates.reports.works import DATE_WORDS, FUNCTION, Token
from summariser.numbers.vocabulary.lexicon import VERBS

_LINKS = frozenset("of for and on & de du la".split())
# Behind these no name goes on by "and": "Spain and Portugal" are two, "the Food and Farming Agency" one.
_OPENERS = frozenset("the of for".split())
_ENDS_OF_HEAD = frozenset("of for on at".split())
# By judgement, with an eye on the issuers of evals (benchmarks/accuracy/report_facts.py); so are those below.
_LONGEST = 9
# So many names that end with one word are told apart.
_MOST_NAMES = 20
# Who speaks with a name and never with "the" may be a person; "the mayor" may be one, too.
_PERSON, _OFFICE = 0.3, 0.5

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The places of a phrase's tokens in its sentence, half open; without the determiner, which is "the" or not."""

    first: int
    after: int
    is_definite: bool
    is_name: bool


def phrase_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The phrase for a body that ends right before a place: a name, or a noun with "the" before it."""
    if end >= 3 and tokens[end - 1].text == ")" and tokens[end - 3].text == "(":
        end -= 3  # "the Road Board (RB) said"
    if end < 1 or not tokens[end - 1].is_word:
        return None
    first = _start_of_name(tokens, end) if tokens[end - 1].is_name else _start_of_nouns(tokens, end)
    if first is None:
        return None
    definite = first > 0 and tokens[first - 1].low == "the"
    named = any(token.is_name for token in tokens[first:end])
    is_plural = tokens[end - 1].low.endswith("s") and not tokens[end - 1].owns
    if not named and (not definite or is_plural):
        return None
    return Phrase(first, end, definite, tokens[end - 1].is_name)


def phrase_after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The phrase for a body that begins at a place; of people somewhere ("researchers at Selby College") that place."""
    first = start
    definite = first < len(tokens) and tokens[first].low == "the"
    indefinite = first < len(tokens) and tokens[first].low in ("a", "an")
    first += definite or indefinite
    if first >= len(tokens) or not tokens[first].is_word:
        return None
    if tokens[first].is_name:
        after = _end_of_name(tokens, first, definite)
        if tokens[after - 1].owns or (
            (definite or indefinite) and after == first + 1 and not tokens[first].text.isupper()
        ):
            after = _end_of_nouns(tokens, after, is_open=True)
        return Phrase(first, after, definite, tokens[after - 1].is_name)
    after = _end_of_nouns(tokens, first)
    if not definite and after > first and tokens[after - 1].is_name:
        first = next(place for place in range(first, after) if tokens[place].is_name)
        return Phrase(first, _end_of_name(tokens, first, False), False, True)  # "accountants Dellow & Marsh"
    link = tokens[after].low if 0 < after < len(tokens) else ""
    if after > first and link in ("of", "for", "at", "from"):
        name = phrase_after(tokens, after + 1) if after - start < _LONGEST else None
        if name is not None and name.is_name:
            if definite and link in ("of", "for"):
                return Phrase(first, name.after, True, True)
            return name if link in ("at", "from") else None
    return Phrase(first, after, True, False) if definite and after > first else None


def _start_of_name(tokens: Sequence[Token], end: int) -> int:
    first = end - 1
    while first > 0 and end - first < _LONGEST:
        before = tokens[first - 1]
        if before.is_name:
            first -= 1
        elif first > 1 and before.low in _LINKS and tokens[first - 2].is_name and _joins(tokens, first - 1):
            first -= 2
        elif before.low == "and" and (start := _start_of_list(tokens, first - 1)) is not None:
            first = start
        elif (
            first > 2
            and before.low == "of"
            and _is_noun(tokens[first - 2])
            and tokens[first - 3].low == "the"
        ):
            return first - 2  # "the city of Carrow"
        else:
            break
    return first


def _start_of_list(tokens: Sequence[Token], link: int) -> int | None:
    """Where a name begins that ends in a list: "the Ministry of Food, Farming and Forests", given its "and"."""
    at = link - 1
    while at > 0 and link - at < _LONGEST and (tokens[at].is_name or tokens[at].text == ","):
        at -= 1
    return at - 1 if at > 0 and tokens[at].low in ("of", "for") and tokens[at - 1].is_name else None


def _end_of_name(tokens: Sequence[Token], first: int, definite: bool) -> int:
    after = first + 1
    while after < len(tokens) and after - first < _LONGEST and not tokens[after - 1].owns:
        token = tokens[after]
        if token.is_name:
            after += 1
        elif token.low in _LINKS and after + 1 < len(tokens) and tokens[after + 1].is_name:
            if not definite and not _joins(tokens, after):
                break
            after += 2
        elif token.text == "," and (end := _end_of_list(tokens, first, after)) is not None:
            after = end
        else:
            break
    return after


def _end_of_list(tokens: Sequence[Token], first: int, comma: int) -> int | None:
    """Where a name ends that goes on, behind a comma, with the list that it ends in."""
    at = comma + 1
    while at < len(tokens) and at - comma < _LONGEST and (tokens[at].is_name or tokens[at].text == ","):
        at += 1
    opened = any(token.low in ("of", "for") for token in tokens[first:comma])
    closed = at + 1 < len(tokens) and tokens[at].low == "and" and tokens[at + 1].is_name
    return at + 2 if opened and closed else None


def _joins(tokens: Sequence[Token], link: int) -> bool:
    """Whether a name goes on over a link: any but "and", and that behind "the", "of" or "for"."""
    if tokens[link].low != "and":
        return True
    at = link - 1
    while at > 0 and link - at < _LONGEST and tokens[at].is_name:
        at -= 1
    return tokens[at].low in _OPENERS


def _start_of_nouns(tokens: Sequence[Token], end: int) -> int | None:
    first = end
    while first > 0 and end - first < _LONGEST:
        before = tokens[first - 1]
        of_name = before.low == "of" and first < end and tokens[first].is_name
        if _is_noun(before) or before.is_name or (of_name and first > 1 and _is_noun(tokens[first - 2])):
            first -= 1
        else:
            break
    return first if first < end else None


def _end_of_nouns(tokens: Sequence[Token], first: int, *, is_open: bool = False) -> int:
    """Where nouns end that begin at a place, or that go on there from a name."""
    after = first
    while (
        after < len(tokens)
        and after - first < _LONGEST
        and (_is_noun(tokens[after]) or tokens[after].is_name)
    ):
        if (is_open or after > first) and _is_verb(tokens, after):
            break
        after += 1
    return after


def _is_noun(token: Token) -> bool:
    is_plain = token.is_word and token.low not in FUNCTION and token.low not in DATE_WORDS
    return is_plain and not token.tells and not token.publishes


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    """By its form, or for an s at its end by what goes on behind it: "counts 40", "blames the pumps"."""
    token = tokens[place]
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    is_open = behind is not None and (behind.low in FUNCTION or behind.text[0].isdigit() or behind.is_name)
    if token.low in VERBS or token.low.endswith("ed"):
        return is_open or f"{token.low}s" not in VERBS  # a "think tank" does not think
    return token.low.endswith("s") and not token.owns and is_open


@dataclass(frozen=True, slots=True)
class _Name:
    words: Words
    sentence: int
    start: int
    end: int

    @property
    def head(self) -> Words:
        """The words up to the first "of": the Court of Public Accounts is called the court."""
        cut = next((n for n, word in enumerate(self.words) if n and word in _ENDS_OF_HEAD), len(self.words))
        return self.words[:cut]


class Bodies:
    """The names of an article's sentences, asked for what its short forms stand for."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self._by_end: dict[str, dict[Words, _Name]] = {}
        self._initials: dict[str, _Name] = {}
        self._inner: set[str] = set()
        self._definite: set[Words] = set()
        for number, tokens in enumerate(sentences):
            for phrase in names_in(tokens):
                self._add(tokens, phrase, number)

    def _add(self, tokens: Sequence[Token], phrase: Phrase, number: int) -> None:
        words = words_of_phrase(tokens, phrase)
        if phrase.first > 0:
            self._inner.add(words[0])
        if phrase.is_definite:
            self._definite.add(words)
        if len(words) > 1:
            last_token = tokens[phrase.after - 1]
            name = _Name(words, number, tokens[phrase.first].start, last_token.end - 2 * last_token.owns)
            for last in {name.head[-1], words[-1]}:
                names = self._by_end.setdefault(last, {})
                if len(names) < _MOST_NAMES:
                    names.setdefault(words, name)
            capitals = "".join(t.text[0] for t in tokens[phrase.first : phrase.after] if t.text[0].isupper())
            self._initials.setdefault(capitals, name)

    def trust(self, words: Words, tokens: Sequence[Token], phrase: Phrase, is_speaker: bool) -> float:
        """How far a phrase is taken for a body, from 0 to 1: less for what may be a person, or a sentence's first word."""
        first = tokens[phrase.first]
        if any(map(str.isdigit, "".join(words))):
            return 0
        if len(words) == 1 and phrase.first == 0 and words[0] not in self._inner and not first.text.isupper():
            return 0
        if not phrase.is_name and len(words) == 1:
            return _OFFICE
        if not is_speaker or first.text.isupper():
            return 1
        if not phrase.is_name:
            return _OFFICE
        return 1 if words in self._definite or _ENDS_OF_HEAD & set(words) else _PERSON

    def full(
        self, text: str, tokens: Sequence[Token], phrase: Phrase, sentence: int
    ) -> tuple[Words, int, int]:
        """The words and offsets of the name that a phrase is short for; of none, its own."""
        words = words_of_phrase(tokens, phrase)
        start, end = tokens[phrase.first].start, tokens[phrase.after - 1].end
        end -= 2 * tokens[phrase.after - 1].owns
        if text[start:end].isupper() and text[start:end] in self._initials:
            name = self._initials[text[start:end]]
            return name.words, name.start, name.end
        names = self._by_end.get(words[-1], {}).values()
        longer = [n for n in names if len(n.words) > len(words) and _ends(n, words)]
        if not longer:
            return words, start, end
        before = [name for name in longer if name.sentence <= sentence]
        name = before[-1] if before else longer[0]
        return name.words, name.start, name.end


def words_of_phrase(tokens: Sequence[Token], phrase: Phrase) -> Words:
    """The words of a phrase in lower case, the last without the sign of an owner."""
    lows = [token.low for token in tokens[phrase.first : phrase.after]]
    return (*lows[:-1], lows[-1].removesuffix("'s"))


def _ends(name: _Name, words: Words) -> bool:
    return name.head[-len(words) :] == words or name.words[-len(words) :] == words


def names_in(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """The names among the tokens, in order: each the longest that begins where it does."""
    at = 0
    while at < len(tokens):
        if tokens[at].is_name:
            definite = at > 0 and tokens[at - 1].low == "the"
            after = _end_of_name(tokens, at, definite)
            yield Phrase(at, after, definite, True)
            at = after
        else:
            at += 1
