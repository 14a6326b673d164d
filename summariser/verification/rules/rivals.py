"""Whether another number of the source, of the same unit, has the claim's place there.

"The east shore lost 410 nests", where the source has that of the west shore; "above the 2% limit", where it has "the 3%
limit". Numbers of one unit are told apart by the words that they are tied to (see `anchors`). Only a clear case counts,
and headlines, which draw on all of an article, have no rivals.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from summariser.numbers import Kind, NumberMention
from summariser.reading.words import Word, head_of
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import UnitFit, is_rounding, unit_fit
from summariser.verification.context import Context
from summariser.verification.doubts import far_better, is_clearly_own, is_copied
from summariser.verification.index import SourceMention
from summariser.verification.lexicon import MOVING
from summariser.verification.rules.subjects import is_told_of_its_name, rival_by_name, rival_by_period

Ties = Sequence[tuple[str, float]]
# Measured on summaries that people found right, and on the same with numbers exchanged or replaced.
_EXCHANGED_BY, _EXCHANGED_TIMES = 0.25, 1.05
_REPLACED_BY, _REPLACED_TIMES, _REPLACED_SHARE = 1.25, 2.0, 0.55
_MOST = 8
_MOST_RIVALS = 200
# Between two numbers of a list, whose words belong to both: "by 19% and 38%, respectively".
_LIST_JOINT = re.compile(r"[-,]?\s(?:and|or)\s|,\s|-\s?(?:and|or)\s")
_PLACING = re.compile(r"\b(in|at|for|by|among|on)\s(?:the\s)?$", re.IGNORECASE)
_ENOUGH = 2
_FAMILY = 5  # letters that words of one family begin with
_CLEARLY_MORE = 3


def rival(claim: Claim, match: Match) -> SourceMention | None:
    """The number that the source has in the claim's place, where that is clear."""
    if claim.in_headline:
        return None
    if not claim.is_prose:
        return _displaced(claim, match) if claim.mention.unit else None
    if is_copied(claim, match.source):
        return None
    by_name = rival_by_name(claim, match)
    if by_name or is_clearly_own(claim, match):
        return by_name
    by_period = rival_by_period(claim, match)
    if by_period:
        return by_period
    other = _by_words(claim, match)
    if other and not is_told_of_its_name(claim, match, other):
        return other
    return far_better(claim, match)


def _by_words(claim: Claim, match: Match) -> SourceMention | None:
    parallel = _parallel(claim, match)
    if parallel:
        return parallel
    mine = _stated(claim, claim.mention) or [match.source]
    ties = claim.source.weighed(claim.context.anchors)
    own, _ = _best(claim, ties, mine)
    exchanged = _exchanged(claim, mine, ties)
    return exchanged or (None if _has_same_neighbour(claim, match) else _replaced(claim, ties, own))


def _parallel(claim: Claim, match: Match) -> SourceMention | None:
    """The number of a clause built like the matching one, or beside it, which has the words that the claim is about.

    "Hardware revenue was $1.3 billion", where that is subscription revenue and the next sentence gives the other.
    """
    if match.unit not in (UnitFit.SAME, UnitFit.ALIKE) or claim.mention.upper is not None:
        return None
    source, own, mine = claim.source, match.source, claim.context
    told = [w for w in mine.near_in_order if w.stem not in MOVING and not _is_verb(claim.text, w)]
    told = [w for w in told if mine.owns(w)]
    if not told:
        return None
    context, number = source.context(own), own.sentence or 1
    apart: frozenset[str] | None = None
    said = {other.value for other in claim.others}
    for beside in (number, number - 1, number + 1):
        numbers = source.by_sentence.get(beside, ())[:_MOST_RIVALS]
        if not numbers:
            continue
        near_own = context.near if beside == number else source.stems_of(number)
        if all(w.stem in near_own or w.stem not in source.stems_of(beside) for w in told):
            continue
        if apart is None:
            kin = {stem[:_FAMILY] for stem in mine.words}
            apart = frozenset(stem for stem in context.near if stem[:_FAMILY] not in kin)
        for found in numbers:
            if not _counts_alike(own, found):
                continue
            there = source.context(found).near
            if found.mention.value in said:
                continue
            telling = [w for w in told if w.stem in there and w.stem not in context.near]
            if beside != number:
                telling = [w for w in telling if w.stem not in source.stems_of(number)]
            # In one sentence the second clause leaves out what the first one has.
            shared = mine.near & context.near if beside != number else frozenset()
            fewer = len(mine.near & there) < len(shared)
            if any(_stands_for(claim, w, context, apart - there, fewer=fewer) for w in telling):
                return found
    return None


def _stands_for(claim: Claim, word: Word, context: Context, apart: frozenset[str], *, fewer: bool) -> bool:
    """Whether a word of the claim has the place of one of the matching clause, which the claim does not have.

    That is, both are names, or both stand before the same word or behind the same preposition. `fewer` says that the
    rival's clause has fewer of the claim's words than the matching one: then only a name will do.
    """
    theirs = [w for w in context.near_in_order if w.stem in apart]
    text = context.setting.text
    if claim.source.is_name(claim.text[word.start : word.end]):
        return any(claim.source.is_name(text[w.start : w.end]) for w in theirs)
    if fewer:
        return False
    place = _place(claim.text, claim.context.near_in_order, word)
    return any(not place.isdisjoint(_place(text, context.near_in_order, w)) for w in theirs)


def _place(text: str, words: Sequence[Word], word: Word) -> frozenset[str]:
    """The content word behind a word, and the preposition before it as "<in"."""
    at = words.index(word)
    before = _PLACING.search(text, max(0, word.start - 12), word.start)
    return frozenset([w.stem for w in words[at + 1 : at + 2]] + (["<" + before[1].lower()] if before else []))


def _is_verb(text: str, word: Word) -> bool:
    return text.endswith(("ed", "ing"), word.start, word.end)


def _counts_alike(one: SourceMention, other: SourceMention) -> bool:
    """Whether two numbers may be of two things of one kind; the second may stand without its unit."""
    mine, theirs = one.mention, other.mention
    if not theirs.is_quantity or theirs.value == mine.value or theirs.upper is not None:
        return False
    if theirs.unit is None and theirs.kind is Kind.CARDINAL and theirs.value >= 1:
        return one.sentence == other.sentence and theirs.start > mine.end
    if (" per " in (mine.unit or "")) is not (" per " in (theirs.unit or "")):  # a fare and a wage
        return False
    return mine.kind is theirs.kind and unit_fit(mine, theirs) in (UnitFit.SAME, UnitFit.ALIKE)


def _has_same_neighbour(claim: Claim, match: Match) -> bool:
    """Whether the number beside it in the claim's sentence is the one beside the match: "96 of the 220 seats"."""
    theirs = claim.source.by_sentence.get(match.source.sentence or 0, ())
    mine, others = (
        {(one.value, other.value) for one, other in pairwise(m for m in mentions if m.is_quantity)}
        for mentions in (claim.others, [m.mention for m in theirs])
    )
    value = claim.mention.value
    return any(value in pair for pair in mine & others)


def _exchanged(claim: Claim, mine: Sequence[SourceMention], ties: Ties) -> SourceMention | None:
    """The source's place of another number of the claim's sentence, if the two stand in each other's places."""
    for other in claim.others:
        if not _may_stand_for(claim.mention, other) or _is_listed(claim, other):
            continue
        theirs = _stated(claim, other)
        if not theirs:
            continue
        others_ties = claim.source.weighed(claim.setting.anchors(other))
        # What both count tells neither from the other, and the second may leave it out: "five boats and two in May".
        counted = {head_of(m.unit) for m in (claim.mention, other) if m.unit}
        own_ties, others_ties = ([t for t in some if t[0] not in counted] for some in (ties, others_ties))
        others_own, others_place = _best(claim, others_ties, theirs)
        # The source tells what a number counts that the summary leaves without a unit: 14 states are no 48,000 tonnes.
        if all(unit_fit(m.mention, others_place.mention) is UnitFit.OTHER for m in mine):
            continue
        kept = _best(claim, own_ties, mine)[0] + others_own
        here, place = _best(claim, own_ties, theirs)
        crossed = here + _best(claim, others_ties, mine)[0]
        by, times = _EXCHANGED_BY, _EXCHANGED_TIMES
        if _in_order(claim, other, mine, others_place):
            by, times = _REPLACED_BY, _REPLACED_TIMES
        if crossed - kept > by and crossed > times * kept:
            return place
    return None


def _in_order(
    claim: Claim, other: NumberMention, mine: Sequence[SourceMention], place: SourceMention
) -> bool:
    """Whether the source's sentence gives the two numbers in the order in which the claim's does.

    Who retells a sentence keeps its order as a rule, and figures that are mistaken for one another change theirs.
    """
    before = claim.mention.start < other.start
    return any(
        m.sentence == place.sentence and (m.mention.start < place.mention.start) is before for m in mine
    )


def _replaced(claim: Claim, ties: Ties, own: float) -> SourceMention | None:
    """A number that the claim's sentence does not give, tied to most of the words that the claim is tied to."""
    source = claim.source
    of_unit = source.by_unit.get(claim.mention.unit, ())[:_MOST_RIVALS] if claim.mention.unit else ()
    if len(of_unit) < 2:
        return None
    whole = sum(worth * claim.context.anchors[word] for word, worth in ties)
    needed = max(own + _REPLACED_BY, own * _REPLACED_TIMES, _REPLACED_SHARE * whole)
    if sum(worth for _, worth in ties) <= needed:
        return None
    within_reach = _sentences_within_reach(claim, ties, needed)
    said = {other.value for other in claim.others}
    rivals = [
        m
        for m in of_unit
        if m.sentence in within_reach
        and m.mention.value not in said
        and m.mention.kind is claim.mention.kind
        and not is_rounding(claim.mention, m.mention)
    ]
    if not rivals:
        return None
    most, other = _best(claim, ties, rivals)
    return other if most > needed else None


def _sentences_within_reach(claim: Claim, ties: Ties, needed: float) -> set[int]:
    """The sentences that have enough of the claim's words for a number of theirs to be tied to `needed` of them."""
    most: dict[int, float] = defaultdict(float)
    small = 0.0
    for word, worth in ties:
        if word[0] == "<":
            small += worth
            continue
        for number in claim.source.sentences_with(word):
            most[number] += worth
    return {number for number, reach in most.items() if reach + small > needed}


def _stated(claim: Claim, mention: NumberMention) -> list[SourceMention]:
    """Where the source gives a number of the claim's sentence, as a quantity of a unit that it may have."""
    here = claim.source.with_value(mention.value)
    fitting = (m for m in here if m.mention.is_quantity and m.mention.upper == mention.upper)
    return [m for m in fitting if m.mention.kind is mention.kind or m.mention.unit == mention.unit][:_MOST]


def _may_stand_for(claim: NumberMention, other: NumberMention) -> bool:
    """Whether the two numbers of a sentence could be taken for one another."""
    if other.start == claim.start or other.value == claim.value or not other.is_quantity:
        return False
    if ("old" in claim.text) != ("old" in other.text):  # an age and a time
        return False
    return other.kind is claim.kind and unit_fit(claim, other) is not UnitFit.OTHER and other.upper is None


def _is_listed(claim: Claim, other: NumberMention) -> bool:
    low, high = sorted((claim.mention, other), key=lambda m: m.start)
    return bool(_LIST_JOINT.fullmatch(claim.text, low.end, high.start))


def _best(claim: Claim, ties: Ties, places: Iterable[SourceMention]) -> tuple[float, SourceMention]:
    return max(((claim.source.affinity(ties, m), m) for m in places), key=lambda found: found[0])


def _displaced(claim: Claim, match: Match) -> SourceMention | None:
    """The number that a quantity's own description belongs to, where the matching one shares no word with it.

    A field's description draws on more than one clause, so the matching number's sentence and the one before it are
    read; the other number must have most of the description in its sentence, or clearly more of it.
    """
    wanted = claim.context.words - {
        head_of(claim.mention.unit or ""),
        head_of(match.source.mention.unit or ""),
    }
    if len(wanted) < _ENOUGH:
        return None
    own = _told(claim, match.source, wanted, before=True)
    for other in claim.source.by_unit.get(match.source.mention.unit, ()):
        if other.mention.value == claim.mention.value or is_rounding(claim.mention, other.mention):
            continue
        theirs = _told(claim, other, wanted, before=False)
        if theirs - own >= _CLEARLY_MORE or (not own and (theirs >= _ENOUGH or 2 * theirs > len(wanted))):
            return other
    return None


def _told(claim: Claim, found: SourceMention, wanted: frozenset[str], *, before: bool) -> int:
    """How many of the words stand around a number, or in the sentence before it if that is more.

    With `before`, words of one family are taken for one another too: "vacancy" for "vacant".
    """
    around = claim.source.context(found).words
    here = len(wanted & around)
    number = found.sentence or 1
    if not before:
        return here
    kin = {word[:_FAMILY] for word in around}
    alike = sum(word[:_FAMILY] in kin for word in wanted)
    above = len(wanted & claim.source.stems_of(number - 1)) if number > 1 else 0
    return max(alike, above)
