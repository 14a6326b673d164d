"""What in the words around speaks against a match: a role, a direction or a thing counted that excludes it.

Only words that exclude each other count ("killed" against "wounded", "rose" against "fell"). That a summary uses
other words than the source is no evidence.
"""

import re

from summariser.numbers import Kind, NumberMention
from summariser.reading.words import head_of, stem
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit
from summariser.verification.context import Context, Setting, content_words
from summariser.verification.doubts import is_clearly_own
from summariser.verification.lexicon import CASUALTIES, PEOPLE, ROLE_NAMES
from summariser.verification.messages import named, quote
from summariser.verification.negation import NEGATIONS, denied_verb, says_no
from summariser.verification.rules.rivals import rival

# Verbs of having and giving, which others stand for: "does not offer a 30-day trial", "try it for 30 days".
_HOLDING = frozenset(
    "without offer provide include have give contain feature come pay receive get promise".split()
)
_SAME_THING = 2
# "From 655", "up from about 655".
_FROM = re.compile(r"\bfrom\s(?:the\s|about\s|some\s|around\s)?\W?$", re.IGNORECASE)
_UNTIL_NOW = re.compile(r"\b(?:until|till|before|up to|so far|than) now\b", re.IGNORECASE)
_IN_PLACE_OF = re.compile(r"\b(?:instead of|rather than|against|than|not)\s(?:the\s)?\W?$", re.IGNORECASE)
_PREFIX = 16
_OF = re.compile(r"\s(?:out )?of (?:the |its |their |his |her )?")
_CLAUSE = re.compile(r"[^,.;:()–—\d]*")
# How much of the sentence is searched for a denial, in characters to each side of the number.
_BEFORE, _BEHIND = 100, 50


def contradiction(claim: Claim, match: Match) -> str | None:
    """Why the match cannot be what the claim speaks of, or None."""
    if claim.mention.kind is Kind.ORDINAL:
        return _of_another(claim, match)
    if not claim.mention.is_quantity:
        return None
    if _is_old_for_new(claim, match):
        return "it is where a change began, not what it came to"
    denial = _is_denied(claim, match) if claim.is_prose else None
    if denial:
        return denial
    mine = claim.context
    if claim.mention.upper is not None and mine.turn * claim.source.context(match.source).turn < 0:
        return "it goes the other way"
    if not (mine.direction or mine.period or mine.roles):
        return _by_place(claim, match)
    theirs = claim.source.context(match.source)
    if CASUALTIES in mine.roles:
        part = _part_of(theirs.setting, match.source.mention)
        if part and not any(other.value == part.value for other in claim.others):
            return f"it is all of whom {named(part)} are"
    if mine.direction and mine.direction * (theirs.direction or theirs.way_since) < 0:
        return "it goes the other way"
    apart = mine.period and theirs.period and mine.period.contradicts(theirs.period)
    if apart and not is_clearly_own(claim, match):
        return "it is for another period"
    for group, role in mine.roles.items():
        if theirs.roles.get(group, role) != role and not _are_compared(mine, theirs, group):
            names = ROLE_NAMES[group]
            return f'it is a number of "{names[theirs.roles[group]]}", not of "{names[role]}"'
    return _by_place(claim, match)


def _are_compared(mine: Context, theirs: Context, group: int) -> bool:
    """Whether both numbers have the same two roles in their own parts: "girls outscored boys", "boys trailed girls"."""
    here = mine.roles_beside(group)
    return len(here) > 1 and here == theirs.roles_beside(group)


def _part_of(setting: Setting, mention: NumberMention) -> NumberMention | None:
    """The number that is a part of one: "51" for 71, in "51 of 71 people on the flight died"."""
    for other in setting.mentions:
        if other.end < mention.start and _OF.fullmatch(setting.text, other.end, mention.start):
            return other
    return None


def _of_another(claim: Claim, match: Match) -> str | None:
    """Whether an ordinal counts something else there, and what the claim counts has another one: "third conviction"."""
    mine, theirs = _counted_by(claim.text, claim.mention), match.source.mention
    if theirs.kind is not Kind.ORDINAL and theirs.unit is None:
        return None
    if not mine or mine & _counted_by(claim.source.text, theirs):
        return None
    for found in claim.source.mentions:
        is_other = found.mention.kind is Kind.ORDINAL and found.mention.value != claim.mention.value
        if is_other and mine & _counted_by(claim.source.text, found.mention):
            return f"in its place the source has {quote(claim.source, found)}"
    return None


def _counted_by(text: str, mention: NumberMention) -> frozenset[str]:
    """The content words right behind a number, up to the first mark."""
    behind = _CLAUSE.match(text, mention.end, min(len(text), mention.end + _BEHIND))
    return content_words(text, mention.end, behind.end()) if behind else frozenset()


def _is_old_for_new(claim: Claim, match: Match) -> bool:
    """Whether the claim gives as what something came to, or is now, what the source gives as where it began.

    "Fell to 655" and "now has 655", where the source has "fell to 410 from 655".
    """
    source, start = claim.source, match.source.mention.start
    if not _FROM.search(source.text, max(0, start - _PREFIX), start):
        return False
    here = source.by_sentence.get(match.source.sentence or 0, ())
    changed = source.context(match.source).setting.says_turns
    if not changed or len([m for m in here if m.mention.is_quantity]) < 2:
        return False
    is_now = "now" in claim.context.stems_beside and not _UNTIL_NOW.search(claim.text)
    is_now = is_now and not _IN_PLACE_OF.search(
        claim.text, max(0, claim.mention.start - _PREFIX), claim.mention.start
    )
    return is_now or (claim.context.is_come_to and claim.context.direction != 0)


def _is_denied(claim: Claim, match: Match) -> str | None:
    """Which of the two denies of the number what the other says of it, with the same verb or of the same thing."""
    source, theirs = claim.source, claim.source.context(match.source)
    verb = denied_verb(claim.text, claim.mention.start)
    said = denied_verb(source.text, match.source.mention.start)
    if verb is None and said is None or verb is not None and said is not None:
        return None
    if verb is None:
        denied = stem(said or "") in claim.context.stems_beside and not _says_no(claim.setting, claim.mention)
        return "the source denies it" if denied else None
    if _says_no(theirs.setting, match.source.mention) or any(source.says(f"{no} {verb}") for no in NEGATIONS):
        return None
    same_thing = verb in _HOLDING and len(claim.context.near & theirs.near) >= _SAME_THING
    return "the summary denies it" if same_thing or stem(verb) in theirs.stems_beside else None


def _says_no(setting: Setting, mention: NumberMention) -> bool:
    """Whether the words around a number deny or leave open anything."""
    start, end = max(setting.start, mention.start - _BEFORE), min(setting.end, mention.end + _BEHIND)
    return says_no(setting.text, start, end)


def _by_place(claim: Claim, match: Match) -> str | None:
    """Whether another number has the claim's place in the source, or the thing counted has another number."""
    counted = match.unit is UnitFit.NOUN and _counted_elsewhere(claim, match)
    if counted:
        return (
            f'its unit there is "{match.source.mention.unit}", and "{claim.mention.unit}" has another number'
        )
    other = rival(claim, match)
    if other:
        return f"in its place the source has {quote(claim.source, other)}"
    return None


def _counted_elsewhere(claim: Claim, match: Match) -> bool:
    """Whether the source gives another number of what the claim counts, and does not name that beside this one."""
    head = head_of(claim.mention.unit or "")
    theirs = head_of(match.source.mention.unit or "")
    theirs_context = claim.source.context(match.source)
    if any(word.stem == head and theirs_context.owns(word) for word in theirs_context.near_in_order):
        return False
    if head in PEOPLE and theirs in claim.context.near:  # "480 people lose their jobs" for "480 jobs"
        return False
    if claim.mention.text.lower() == "one" and head not in PEOPLE:  # "in one suitcase"
        return False
    return any(
        found.mention.value != claim.mention.value and claim.unit_fit(found) is UnitFit.SAME
        for found in claim.source.mentions
    )
