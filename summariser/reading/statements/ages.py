"""Whether a number stands where a person's age does."""

import re

from summariser.numbers import NumberMention

# "Ann Bo, 70, who": behind a name and between marks stands an age.
_NAME_BEFORE = re.compile(r"\b[A-Z][\w'’.-]*,\s$")
_BEHIND_AGE = re.compile(r"[,.;)]|\s(?:who|whose|was|is|has|had)\b")
_BEFORE_AGE = re.compile(r"(?:,|\baged?|\(|\b(?:is|was|turned|turns|now|at)|\b(?:an?|the)\s[\w-]+\sof)\s?$")
_YEARS_OLD = re.compile(r"\s?-\s?years?\b", re.IGNORECASE)
# In years, by judgement.
_YOUNGEST, _OLDEST = 3, 110


def is_an_age(text: str, mention: NumberMention) -> bool:
    """Whether a number behind a name is that person's age: "Ann Bo, 70, who", "Ann Bo, 70." """
    if not mention.text.isdigit() or not _YOUNGEST <= mention.value <= _OLDEST:
        return False
    named = _NAME_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    return named is not None and _BEHIND_AGE.match(text, mention.end) is not None


def stands_as_age(text: str, mention: NumberMention) -> bool:
    """Whether a number stands as an age does: "Ann Bo, 70", "aged 70", "was 70", "a nurse of 70"."""
    before = text[max(0, mention.start - 40) : mention.start]
    return bool(_BEFORE_AGE.search(before) or _YEARS_OLD.match(text, mention.end))
