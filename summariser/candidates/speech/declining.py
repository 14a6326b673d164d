"""Finds where a party does not comment: "declined to comment", "would not say", "did not return calls", "no comment from"."""

from collections.abc import Sequence

from summariser.candidates.syntax.tokens import Token

REFUSING = frozenset("decline declines declined declining refuse refuses refused refusing".split())
NEGATIONS = frozenset("not never no cannot without neither nor".split())
_TALKING = frozenset("comment say respond reply answer discuss speak elaborate confirm".split())
# With "not" before them, by themselves; "say" only behind "would", "return" only of what one is asked with.
_ANSWERING = frozenset("comment respond responded responding reply replied answer answered".split())
_ASKED_WITH = frozenset(
    "call calls email emails message messages request requests question questions".split()
)


def is_negated(tokens: Sequence[Token], at: int, reach: int = 4) -> bool:
    """Whether a negation stands within so many tokens before a place."""
    return any(
        t.low in NEGATIONS or t.text.lower().endswith(("n't", "n’t")) for t in tokens[max(0, at - reach) : at]
    )


def declines(tokens: Sequence[Token], at: int) -> int | None:
    """The place of the verb whose subject does not comment, where the word at a place tells so."""
    low = tokens[at].low
    if low in REFUSING:
        following = [t.low for t in tokens[at + 1 : at + 3]]
        return at if following[:1] == ["to"] and following[-1] in _TALKING else None
    if low == "comment":
        for place in range(at - 1, max(-1, at - 4), -1):
            if tokens[place].low == "no":
                return max(0, place - 1)
            if tokens[place].low == "available" and is_negated(tokens, place):
                return place
            if tokens[place].low == "reached":
                return None  # told there
    if low in ("deny", "denies", "denied") and tokens[at - 1].low == "nor":
        return next((n for n in range(at - 2, max(-1, at - 6), -1) if tokens[n].low == "neither"), None)
    none = any(t.low in ("neither", "none") for t in tokens[max(0, at - 8) : at])
    if not none and not is_negated(tokens, at):
        return None
    before = {t.low for t in tokens[max(0, at - 3) : at]}
    if low in ("say", "drawn"):
        return at if "would" in before else None
    if low == "reached":
        return at if "be" in before else None
    if low == "return":
        return at if any(t.low in _ASKED_WITH for t in tokens[at + 1 : at + 6]) else None
    return at if low in _ANSWERING else None
