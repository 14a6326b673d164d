"""What the words before and after a number make of it: "over", "as many as", "nearly", "or more".

The cues are phrases in two tables; a reader adds one by adding a line.
"""

import re

from summariser.numbers.mention import Bound

_BEFORE = {
    Bound.MORE_THAN: """
        more than|over|above|in excess of|upwards of|upward of|north of|exceeding|exceeded|exceeds|exceed
        surpassing|surpassed|surpasses|surpass|topping|topped|tops|beyond|greater than|higher than|larger than
        bigger than|longer than|older than|better than|well over|just over|little over|over than
        faster than|heavier than|taller than|further than|farther than
        """,
    Bound.AT_LEAST: """
        at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|minimum|atleast
        at the very least|at a minimum|nothing less than|at minimum|as few as|as little as|nothing below|no lower than|no smaller than|no shorter than
        no younger than
        """,
    Bound.AT_MOST: """
        up to|as many as|as much as|as high as|as long as|at most|at the most|no more than|not more than|a maximum of
        maximum of|maximum|capped at|a cap of|limited to|as large as|as big as|as far as|as tall as|as fast as
        not exceeding|no higher than|no larger than|no longer than|no greater than|no later than|not exceed
        upto|a limit of|limit of|a ceiling of|no bigger than|as old as|not longer than|nothing more than
        must not exceed|to a maximum of|at a maximum
        """,
    Bound.LESS_THAN: """
        less than|fewer than|under|below|just under|just below|shy of|just shy of|short of|lower than|smaller than
        shorter than|younger than|cheaper than|not quite|sub-|well under|well below|little under|south of
        """,
    Bound.ABOUT: """
        about|around|roughly|approximately|approx|approx.|some|nearly|almost|close to|an estimated|estimated|circa
        c.|ca.|in the region of|in the vicinity of|somewhere around|more or less|virtually|practically|near
        nearing|approaching|in the neighborhood of|in the neighbourhood of|or so|an approximate|near to|closer to|nearer
        roundly|on the order of|in the order of|of the order of|estimated at|c|about some
        something like|give or take|broadly|an est.|est.|close on|nigh on|barely|scarcely
        """,
}
_AFTER = {
    Bound.AT_LEAST: "or more|or greater|or higher|or above|or over|or older|or longer|or better|or up|and above"
    "|and over|and older|and up|and more|plus|at least|at minimum|at the least|minimum|upwards|and higher|or upwards",
    Bound.AT_MOST: "or less|or fewer|or lower|or under|or below|or younger|at most|at the most|maximum"
    "|and under|and below|and younger|or shorter",
    Bound.ABOUT: "or so|or thereabouts|give or take|approximately|odd|ish",
}

# What these deny is turned round: "did not fall below 40", "should not pay less than 30%", "has never exceeded 5".
_DENIALS = frozenset("not never cannot none nobody nothing hardly rarely".split())
_TURNED = {Bound.MORE_THAN: Bound.AT_MOST, Bound.LESS_THAN: Bound.AT_LEAST}
# Of the cues that are prepositions too, only those right behind the denial or a verb of movement.
_MOVES = frozenset(
    "fall fell drop dropped go went dip dipped sink sank slip slipped rise rose climb climbed move moved get got ever".split()
)
# Words that may stand between the cue and the number: "more than a million", "at least another 100".
_PASSED = frozenset("a an another additional the just only its further extra".split())
# Before "less than" and the like, what makes it compare two numbers: "6% less than in May", "twice as many as 20".
_COMPARED = frozenset("percent cent points point pence cents times twice".split())
# "Below the legal minimum of £12" names the threshold.
_DEFINITE = frozenset("the its their this that his her our".split())
# "Edged up to 64%" came to it.
_CAME = frozenset(
    "went gone going goes edged edging crept creeping ticked ticking inched inching moved moving pushed nudged bumped shot".split()
)
_SUMMED = frozenset("add adds added adding".split())


def _cues() -> dict[str, dict[str, list[tuple[tuple[str, ...], Bound]]]]:
    """Last word of the cue -> the word before it ("" for none) -> the words before that, last first; longest first."""
    table: dict[str, dict[str, list[tuple[tuple[str, ...], Bound]]]] = {}
    for bound, phrases in _BEFORE.items():
        for phrase in re.split(r"[|\n]", phrases):
            if phrase.strip():
                last, second, *rest = [*phrase.split()[::-1], ""][:2] + phrase.split()[-3::-1]
                table.setdefault(last, {}).setdefault(second, []).append((tuple(rest), bound))
    for entry in table.values():
        for cues in entry.values():
            cues.sort(key=lambda cue: -len(cue[0]))
    return table


CUES = _cues()
_QUOTES = "\"'“”‘’([—–-"
_SIGNS = {
    "~": Bound.ABOUT, "≈": Bound.ABOUT, "∼": Bound.ABOUT, ">": Bound.MORE_THAN, "<": Bound.LESS_THAN,
    "≥": Bound.AT_LEAST, "≤": Bound.AT_MOST,
}  # fmt: skip
_SIGN_CHARACTERS = frozenset(_SIGNS) | {"="}
_AFTER_CUES = {cue: bound for bound, phrases in _AFTER.items() for cue in phrases.split("|")}
# The first two letters of each, which tell quickly that none follows.
_AFTER_HEADS = frozenset(cue.lstrip("-")[:2] for cue in _AFTER_CUES)
_AFTER_WORD = re.compile(
    r"[ \u00a0-]("
    + "|".join(sorted(map(re.escape, _AFTER_CUES), key=len, reverse=True))
    + r")\b(?! than\b)(?<!and up(?= to\b))"
    # "£1.2m plus £85,000" adds.
    r"(?<! plus(?= [0-9$€£¥]))(?<! plus(?= (?:an?|the|its|another)\b))"
)


def bound_sign(text: str, start: int) -> Bound | None:
    """The bound of a sign right before a number: "~80%", "≥ 5", ">= 5"."""
    at = start - 1 if text[start - 1 : start] != " " else start - 2
    if at < 0 or text[at] not in _SIGN_CHARACTERS:
        return None
    if text[at] == "=" and at:
        return {">": Bound.AT_LEAST, "<": Bound.AT_MOST}.get(text[at - 1])
    return _SIGNS.get(text[at])


def bound_before(words: list[str]) -> Bound | None:
    """The bound that the words before a number give it; `words` are lower case, in the order of the text."""
    at = len(words) - 1
    defined = False
    while at >= 0:
        word = words[at]
        entry = CUES.get(word)
        if entry is None and word[0] in _QUOTES:
            entry = CUES.get(word.lstrip(_QUOTES))
        if entry is not None and (bound := _bound_of(entry, words, at)):
            # "7% fewer than the 1,763": what is definite is compared with.
            return None if defined and (word == "than" or bound in _TURNED) else bound
        if word not in _PASSED:
            return None
        defined = defined or word == "the"
        at -= 1
    return None


def _bound_of(
    entry: dict[str, list[tuple[tuple[str, ...], Bound]]], words: list[str], at: int
) -> Bound | None:
    """The bound of the longest cue that ends with the word at `at`, whose entry this is."""
    if at:
        word = words[at - 1]
        for rest, bound in entry.get(word) or entry.get(word.lstrip(_QUOTES)) or ():
            if at - 1 >= len(rest) and all(
                words[at - 2 - step].lstrip(_QUOTES) == word for step, word in enumerate(rest)
            ):
                return _weighed(bound, words, at - 2 - len(rest), words[at])
    alone = entry.get("")
    return _unless_denied(alone[0][1], words, at - 1, words[at][:6] in _EXCEEDS) if alone else None


_EXCEEDS = frozenset(("exceed", "surpas"))


def _weighed(bound: Bound, words: list[str], at: int, last: str) -> Bound | None:
    """The bound of a cue of several words before which the words end at `at`; none where it compares or sums up."""
    if at >= 0:
        word = words[at]
        if last in ("than", "as") and (word[-1] == "%" or word in _COMPARED):
            return None
        if last == "to" and (word in _SUMMED or (word in _CAME and words[at + 1 : at + 2] == ["up"])):
            return None
        if last == "of" and not _DEFINITE.isdisjoint(words[max(0, at - 1) : at + 1]):
            return None
    return _unless_denied(bound, words, at, last == "than")


def _unless_denied(bound: Bound, words: list[str], at: int, free: bool) -> Bound:
    """The bound, turned round where the words that end at `at` deny it; `free` lets any one verb stand between."""
    if at < 0 or bound not in _TURNED or words[at][-1] == ",":
        return bound
    if (
        (words[at] == "no" and free)
        or _denies(words[at])
        or (at > 0 and _denies(words[at - 1]) and (free or words[at] in _MOVES))
    ):
        return _TURNED[bound]
    return bound


def _denies(word: str) -> bool:
    return word in _DENIALS or word.endswith(("n't", "n’t"))


def bound_after(low: str, end: int) -> tuple[Bound, int] | None:
    """The bound that the words right after a number, its unit or its noun give it, and where they end."""
    if low[end + 1 : end + 3] not in _AFTER_HEADS:
        return None
    m = _AFTER_WORD.match(low, end)
    return (_AFTER_CUES[m[1]], m.end()) if m else None
