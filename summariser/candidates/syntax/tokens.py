"""The sentences of an article as rows of tokens, with what of them stands in quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from summariser.article import Article
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS
from summariser.reading import read

Span = tuple[int, int]

# A word with what it is joined to: "Delacroix-Hamm", "O'Neill", "Skylift.io", "U.S."; a figure; or a mark.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,8}|[^\W\d_]\w*+(?:[-'’&.][^\W_]\w*+){0,8}|\d++(?:[.,:]\d++){0,20}\w*+(?:-\w++){0,4}|[^\w\s]|_"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:re|ve|ll|d|m))$", re.IGNORECASE)
_OPENING, _CLOSING = "“„«", "”»"
# In characters, by judgement: a mark without its partner must not make all that follows a quotation.
_LONGEST_QUOTE = 3000
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Of a sentence, by judgement, so that time stays linear; a headline in capitals has some words.
_MOST_TOKENS = 300
_FEWEST_FOR_A_HEADLINE = 4


@dataclass(slots=True)
class Token:
    """A word, figure or mark; half-open offsets into the article's text. `low` is in lower case, straight apostrophes.

    A possessive ending is a token of its own, "'s", or "'" behind a plural.
    """

    start: int
    end: int
    text: str
    low: str
    quoted: int = -1  # the number of the quotation that it stands in
    dated: bool = False
    named: bool = False  # part of a name, as `names_of` finds

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it has the capital of a name: "Orlen", "iPhone", "al-Sabbah", but not "Orlen-born"."""
        last = self.text[self.text.rfind("-") + 1 :]
        return self.is_word and not last.islower() and (last[0].isupper() or len(last) > 2)

    @property
    def is_function_word(self) -> bool:
        return (
            not self.named
            and self.low in FUNCTION_WORDS
            and (self.low not in ("us", "it", "may") or not self.text.isupper())
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, without these; `text == article.text[start:end]`. It may run over sentences."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Row:
    """The tokens of a sentence; `is_headline` where nearly all of its words have capitals."""

    start: int
    end: int
    tokens: list[Token]
    is_headline: bool = False
    paragraph: int = 0


@dataclass(slots=True)
class Rows:
    """The sentences of an article, and its quotations, both in order."""

    text: str
    rows: list[Row] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    # Where a word stands in lower case, the words that do.
    common: set[str] = field(default_factory=set)


def rows_of(article: Article) -> Rows:
    """The tokens of an article's sentences; worked out once."""
    found = article.kept.get("rows")
    if not isinstance(found, Rows):
        found = article.kept["rows"] = _rows(article)
    return found


def _rows(article: Article) -> Rows:
    text = article.text
    rows = Rows(text)
    dates = read(article).dates
    day, paragraph, last = 0, 0, 0
    for sentence in article.sentences:
        paragraph += "\n" in text[last : sentence.start]
        last = sentence.end
        tokens = _tokens(text, sentence.start, sentence.end)
        for token in tokens:
            while day < len(dates) and dates[day].end <= token.start:
                day += 1
            in_date = day < len(dates) and dates[day].start <= token.start
            token.dated = in_date or (token.low in _DAYS and token.text[0].isupper())
        for piece in _pieces(tokens):
            rows.rows.append(Row(piece[0].start, piece[-1].end, piece, _is_headline(piece), paragraph))
        rows.common.update(t.low for t in tokens if t.text.islower())
    rows.quotations = _quotations(text, rows.rows)
    starts = [quotation.start for quotation in rows.quotations]
    for row in rows.rows:
        for token in row.tokens:
            at = bisect_right(starts, token.start) - 1
            if at >= 0 and token.end <= rows.quotations[at].end:
                token.quoted = at
    return rows


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of a sentence; of one longer than any that people write, in pieces, so that it costs no more."""
    for first in range(0, len(tokens), _MOST_TOKENS):
        yield tokens[first : first + _MOST_TOKENS]


def _tokens(text: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        word, at = found[0], found.start()
        if word[0].isalpha() and (ending := _POSSESSIVE.search(word)) and word.lower() != "it's":
            cut = at + ending.start()
            tokens += [_token(word[: ending.start()], at), _token(text[cut : found.end()], cut)]
        else:
            tokens.append(_token(word, at))
    return tokens


def _token(word: str, at: int) -> Token:
    return Token(
        at, at + len(word), word, _CONTRACTED.sub("", word).lower().replace("’", "'") or word.lower()
    )


def _is_headline(tokens: list[Token]) -> bool:
    """Whether the words of a sentence have capitals for no other reason than that it is a headline."""
    words = [t for t in tokens if t.is_word and not t.is_function_word]
    if words and all(t.text.isupper() for t in words):
        return True
    if tokens[-1].text == ".":
        return False
    return len(words) >= _FEWEST_FOR_A_HEADLINE and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _quotations(text: str, rows: list[Row]) -> list[Quotation]:
    """The quotations, in order: within a paragraph each straight mark opens one or closes it.

    One that is not closed goes on to the end of its paragraph, as where the next paragraph takes it up again.
    """
    found: list[Quotation] = []
    opened: int | None = None
    last, paragraph = 0, -1
    for row in rows:
        if row.paragraph != paragraph:
            if opened is not None:
                _add(text, opened, last, found)
            opened, paragraph = None, row.paragraph
        for token in row.tokens:
            mark = token.text
            if opened is None:
                if mark in _OPENING or mark == '"' or _opens_single(text, token):
                    opened = token.end
            elif mark in _CLOSING or mark == '"' or _closes_single(text, token, opened):
                _add(text, opened, token.start, found)
                opened = None
            elif mark in _OPENING or token.end - opened > _LONGEST_QUOTE:
                opened = None
        last = row.end
    if opened is not None:
        _add(text, opened, last, found)
    return found


def _add(text: str, start: int, end: int, found: list[Quotation]) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end > start:
        found.append(Quotation(start, end, text[start:end]))


def _opens_single(text: str, token: Token) -> bool:
    before, behind = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return token.text in "‘'" and (not before or before.isspace() or before in "([") and behind.isalpha()


def _closes_single(text: str, token: Token, opened: int) -> bool:
    behind = text[token.end : token.end + 1]
    return token.text in "’'" and text[opened - 1 : opened] in "‘'" and not behind.isalnum()
