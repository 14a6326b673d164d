"""Whether a text denies a number that another affirms: "does not offer a 30-day trial" against "try it for 30 days".

Only where the denial bears on the number itself, by the verb or preposition that governs it, and where nothing in the
source's sentence denies or qualifies anything: there are many ways to say no.
"""

import re

_DETERMINED = (
    r"(?:(?:an?|the|it|them|its|their|his|her|our|your|any|all|up|to|by|for|with|from|of|another)\s){0,3}\W?$"
)
# "did not cut ", "won't offer their ", right before a number.
_DENIED = re.compile(
    rf"(?:\b(?:not|never|cannot|no longer)|n['’]t)\s(?P<verb>[a-z]{{3,}})\s{_DETERMINED}", re.IGNORECASE
)
_WITHOUT = re.compile(
    rf"\bwithout\s(?:(?:offering|providing|including|giving|having|paying)\s)?{_DETERMINED}|\bno\s$",
    re.IGNORECASE,
)
# Behind a "not", these deny no number: "not only 3", "not until 2030", "not even 5".
_NO_VERBS = frozenset(
    "only just even until before yet quite exactly more less fewer later earlier necessarily one the".split()
)
# What a source may say no with, in words of any kind.
_NO = re.compile(
    r"\b(?:no|not|nor|never|none|nobody|nothing|neither|without|cannot|unless|until|unlikely|unable|instead|rather|except|hardly|barely"
    r"|fail\w*|lack\w*|miss(?:ed|es|ing)|reject\w*|den(?:y|ie[sd]|ying)|refus\w*|scrap\w*|cancel\w*|abandon\w*|drop\w*|stop\w*|halt\w*"
    r"|avoid\w*|prevent\w*|block\w*|rul(?:ed|ing) out|short of|below|under|far from|ceas\w*|end(?:ed|ing)|withdr\w*|delay\w*|postpon\w*"
    r"|if|whether|would|could|might|(?-i:may)|propos\w*|plan\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_REACH = 60
# One of these is in all that `_DENIED` and `_WITHOUT` find; to look for them costs next to nothing.
_DENYING = (" no", "n't", "n’t", "never", "without", "cannot")
NEGATIONS = ("not", "n't", "n’t", "never", "longer")


def denied_verb(text: str, start: int) -> str | None:
    """The verb that a text denies of the number at `start`, "without" where it is the preposition, or None."""
    before = text[max(0, start - _REACH) : start]
    low = before.lower()
    if not (low.startswith("no") or any(word in low for word in _DENYING)):
        return None
    found = _DENIED.search(before)
    if found and found["verb"].lower() not in _NO_VERBS:
        return found["verb"]
    return "without" if _WITHOUT.search(before) else None


def says_no(text: str, start: int, end: int) -> bool:
    """Whether anything in text[start:end] denies, fails, or leaves open."""
    return bool(_NO.search(text, start, end))
