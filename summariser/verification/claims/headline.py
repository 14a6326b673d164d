"""Headlines: by convention they drop "about" and "at least", which nobody reads as a claim of exactness."""

import re

_WORD = re.compile(r"(?<!\w)[^\W\d_][\w'’]*")
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on or over per the to up via vs with".split()
)
# In characters, by judgement: no headline is longer.
_LONGEST = 140


def is_headline(text: str) -> bool:
    """Whether a text is set as a headline: one short line, no full stop, its words capitalised."""
    line = text.strip()
    if len(line) > _LONGEST or "\n" in line or line.endswith("."):
        return False
    words = [w for w in _WORD.findall(line) if w.lower() not in _SMALL]
    capitals = sum(w[0].isupper() for w in words)
    return len(words) >= 2 and capitals >= 0.8 * len(words)
