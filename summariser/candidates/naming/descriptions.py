"""What a text says of a name beside it: in front, "chief inspector", or set behind it, ", 52, who runs the catalogue"."""

from collections.abc import Iterator, Sequence

from summariser.candidates.naming.offices import Run
from summariser.candidates.syntax.phrases import (
    ATTACHING,
    DETERMINERS,
    PLACES,
    PREPOSITIONS,
    Range,
    is_actor_noun,
    is_person_noun,
    phrase_before,
)
from summariser.candidates.syntax.tokens import Row, Span, Token
from summariser.candidates.syntax.verbs import is_finite
from summariser.numbers import is_plural

# In tokens; by judgement, as a longer one is a clause.
_LONGEST_DESCRIPTION = 30


def descriptions(row: Row, run: Run) -> Iterator[Span]:
    """What a text says of a name beside it: "chief inspector" before it, ", 52, who runs the catalogue" behind it."""
    tokens = row.tokens
    before = _before(tokens, run)
    if before is not None:
        yield before
    if run.title and (said := described_before(tokens, before_title(tokens, run))):
        yield tokens[said[0]].start, tokens[said[1] - 1].end  # "Its author, Dr Hart"
    at = run.last
    if at + 1 < len(tokens) and tokens[at].text in ",(–—" and not is_attached(tokens, run.first):
        behind = _behind(tokens, at + 1, {",": ",", "(": ")"}.get(tokens[at].text, tokens[at].text))
        if behind is not None:
            yield behind


def _before(tokens: Sequence[Token], run: Run) -> Span | None:
    """The nouns in front of a name that say what it is, in small letters or as an office."""
    at = last = run.first
    if run.title:
        at = before_title(tokens, run)
        return (tokens[at].start, tokens[last - 1].end) if at < last else None
    said = described_before(tokens, at)
    return (tokens[said[0]].start, tokens[said[1] - 1].end) if said is not None else None


def before_title(tokens: Sequence[Token], run: Run) -> int:
    """Where the title or the office in front of a name begins: "| Secretary of State Mike Pompeo"."""
    at = run.first
    while (
        at > 0
        and (tokens[at - 1].is_capital or tokens[at - 1].text in (".", "of"))
        and tokens[at - 1].end >= tokens[at].start - 1
    ):
        at -= 1
    while at < run.first and (tokens[at].low in (*DETERMINERS, "of", ".") or tokens[at].is_function_word):
        at += 1
    return at


def described_before(tokens: Sequence[Token], at: int) -> Range | None:
    """The phrase that says what a name is that begins at a place: right before it, or before a comma.

    "chief inspector | Graham Tull", "the mayor of Amsel, | Luisa Ferrante", but not "judges Ann Bo, | Cay Dole".
    """
    if at > 1 and tokens[at - 1].text.endswith("-old") and tokens[at - 2].text == ",":
        at -= 1  # "its owner, 41-year-old Dario Finn"
    last = at - 1 if at and tokens[at - 1].text == "," else at
    said = phrase_before(tokens, last)
    if said is None or not tokens[last - 1].is_word:
        return None
    first = said[0]
    determined = tokens[first].low in DETERMINERS
    while first < last and (tokens[first].low in DETERMINERS or not tokens[first].is_word):
        first += 1
    nouns = [t for t in tokens[first:last] if t.text.islower()]
    if last == at:
        links = [n for n in range(first, last) if tokens[n].low in ATTACHING]
        first = links[-1] + 1 if links else first
        fits = nouns[-1:] == [tokens[last - 1]] and is_actor_noun(nouns[-1])
    else:
        fits = any(map(is_actor_noun, nouns)) and (determined or tokens[last - 1].text.islower())
    while first < last and tokens[first].low in DETERMINERS:
        first += 1
    return (first, last) if fits and first < last else None


def _behind(tokens: Sequence[Token], at: int, closing: str) -> Span | None:
    """What is set behind a name, up to the comma that ends it; an age and what follows it are one description."""
    first = tokens[at]
    aged = is_age(tokens, at)
    relative = first.low in ("who", "which", "whose")
    if not (aged or relative or apposed_noun(tokens, at) or is_told_of(tokens, at)):
        return None
    end = at
    while end < len(tokens) and end - at < _LONGEST_DESCRIPTION:
        token = tokens[end]
        if token.text in ("“", '"', ";", "”") or (token.text == closing and not _is_listed(tokens, at, end)):
            break
        if token.text in ".!?" and end == len(tokens) - 1:
            break
        end += 1
    else:
        if end < len(tokens):
            return None
    return (first.start, tokens[end - 1].end) if end > at else None


def _is_listed(tokens: Sequence[Token], at: int, comma: int) -> bool:
    """Whether a comma does not end the description: behind an age another one follows, "52, who runs it"."""
    behind = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if comma == at + 1 and tokens[at].text.isdigit() and behind is not None:
        return behind.low in ("who", "whose", "of", "from") or apposed_noun(tokens, comma + 1) is not None
    return False


def apposed_noun(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun that a description set behind a name has for its head: ", the board's chief hydrologist at ..."."""
    if at >= len(tokens):
        return None
    first = tokens[at]
    opens = first.low in DETERMINERS or (
        first.is_word and not first.is_function_word and not is_finite(first)
    )
    if not opens:
        return None
    last: Token | None = None
    for place in range(at, min(at + 10, len(tokens))):
        token = tokens[place]
        if token.low in DETERMINERS or token.low in ("'s", "’s"):
            continue
        if last and is_finite(token):
            behind = tokens[place + 1].low if place + 1 < len(tokens) else ""
            if not token.low.endswith("ed") or behind not in PREPOSITIONS:
                return None  # "over Ostland, the airline said"
            break
        if not token.is_word or token.is_function_word:
            break
        last = token
    if last is None or not is_actor_noun(last) and last.low not in PLACES:
        return None
    # "towed by the Danes, divers have confirmed"
    return last if first.low in DETERMINERS or not is_plural(last.low) else None


def is_age(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number behind a name is an age: "Tricia Hedge, 52, who", but not "Celsius (12 degrees"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        len(tokens[at].text) < 3 and tokens[at].text.isdigit() and (behind is None or behind.text in ",.;)")
    )


def is_told_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether a description begins at the token, behind a comma: "BrightCart, the grocer, denied"."""
    return tokens[at].low in ("a", "an", "the") and closes_before_verb(tokens, at)


def closes_before_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands behind a comma ends at the next one, and a verb follows: "BrightCart, the grocer, denied"."""
    for place in range(at, min(at + 12, len(tokens) - 1)):
        if tokens[place].text == ",":
            return is_finite(tokens[place + 1])
    return False


def is_attached(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name hangs on a noun before it, of which what follows is said: "Leif Anders of the University, who"."""
    at -= at > 0 and tokens[at - 1].low == "the"
    return (
        at > 1
        and tokens[at - 1].low in ("of", "at", "for", "from", "in")
        and (tokens[at - 2].is_capital or is_person_noun(tokens[at - 2]))
    )
