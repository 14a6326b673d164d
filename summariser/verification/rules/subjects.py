"""Whether a number is told of one name, where the source tells it of another that has the claim's words.

"Westmere reached 83%", where the source has "83% in Corran, against 94% in Westmere". Only names count, of which each
side has one that the other has not, and the claim's must have a number of its own beside, of the same kind.
"""

import re
from collections.abc import Iterator, Sequence

from summariser.numbers import Kind, NumberMention
from summariser.verification.claim import Claim, Match
from summariser.verification.compare import MEASURED, UnitFit, unit_fit
from summariser.verification.context import Setting
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.lexicon import TIME_UNITS
from summariser.verification.proper import FAMILY, Name, is_same_name

_MOST_RIVALS = 200
_TELLING = (Kind.CARDINAL, Kind.MEASURE)
_PRONOUN = re.compile(r"\b(?:its?|their|they|his|he|hers?|she)\b", re.IGNORECASE)
_SET_AGAINST = re.compile(r"\b(?:against|versus|compared|while|whereas|but|than)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\W*(?:(?:in|of|for|at|to) )?(?:which|whose|who|whom|where|that)\b", re.IGNORECASE)


def rival_by_name(claim: Claim, match: Match) -> SourceMention | None:
    """The number that the source has for the name that the claim tells its number of, where the match is of another."""
    source = claim.source
    mine = _told_of(source, claim.setting, claim.mention)
    theirs = _told_of(source, source.context(match.source).setting, match.source.mention) if mine else []
    if not theirs or _among(mine[0], theirs):
        return None
    said = {m.value: m for m in claim.others}
    words = {word.stem[:FAMILY] for word in claim.setting.all_words}
    for found in _rivals(source, match.source):
        if not _counts_alike(match.source.mention, found.mention):
            continue
        told_of = _told_of(source, source.context(found).setting, found.mention)
        if not _among(mine[0], told_of):
            continue
        if found.mention.value in said:
            crossed = _told_of(source, claim.setting, said[found.mention.value])
            if any(_among(name, crossed) and not _among(name, mine) for name in theirs):
                return found
        elif any(not name <= words and not any(name <= t for t in told_of) for name in theirs):
            return found
    return None


def rival_by_period(claim: Claim, match: Match) -> SourceMention | None:
    """The number that the source's sentence has for the claim's period, where the match has another one, or none."""
    wanted, own = claim.context.period, claim.source.context(match.source).period
    if wanted is None or (own is not None and not wanted.contradicts(own)):
        return None
    said = {m.value for m in claim.others}
    for found in claim.source.by_sentence.get(match.source.sentence or 1, ())[:_MOST_RIVALS]:
        if found.mention.value in said or not _counts_alike(match.source.mention, found.mention):
            continue
        period = claim.source.context(found).period
        if period is not None and (period.covers(wanted) or wanted.covers(period)):
            return found
    return None


def is_told_of_its_name(claim: Claim, match: Match, other: SourceMention) -> bool:
    """Whether the claim and the match are of one name, and another number of the source is of other names."""
    source = claim.source
    mine = _told_of(source, claim.setting, claim.mention)
    theirs = _told_of(source, source.context(match.source).setting, match.source.mention) if mine else []
    others = _told_of(source, source.context(other).setting, other.mention) if theirs else []
    own = [name for name in mine if _among(name, theirs) and not _among(name, others)]
    astray = [name for name in mine if _among(name, others) and not _among(name, theirs)]
    return bool(own and others) and not astray


def _rivals(source: SourceIndex, own: SourceMention) -> Iterator[SourceMention]:
    """The numbers in a number's sentence and beside it; those of its unit that stand farther, if it is telling.

    Money, percentages and spans of time are of too many things.
    """
    number = own.sentence or 1
    for beside in (number, number - 1, number + 1):
        yield from source.by_sentence.get(beside, ())[:_MOST_RIVALS]
    if own.mention.unit and own.mention.kind in _TELLING and own.mention.unit not in TIME_UNITS:
        for found in source.by_unit.get(own.mention.unit, ())[:_MOST_RIVALS]:
            if abs((found.sentence or 1) - number) > 1:
                yield found


def _told_of(source: SourceIndex, setting: Setting, mention: NumberMention) -> list[Name]:
    """The names in a number's part of its sentence; where none is before it there, those before, too.

    That is, back to the part of the last number of its kind, and further where a pronoun or no word at all stands for
    the subject: "Orsa sent home five from Leck and two from Brue".
    """
    low, high = setting.part_around(mention)
    names = source.names_in(setting)
    relative = _RELATIVE.match(setting.text, low, mention.start)
    if not names or not relative and any(low <= start < mention.start for _, start in names):
        return [name for name, start in names if low <= start < high]
    alike = [o for o in setting.mentions if o.start < mention.start and _counts_alike(mention, o)]
    first, subjects = setting.start, names[:0]
    stands_for_it = relative
    if alike:
        its_end = setting.part_around(alike[-1])[1]
        first = its_end if its_end <= mention.start else alike[-1].end
        stands_for_it = relative or _PRONOUN.search(setting.text, first, mention.start)
        if stands_for_it or not _SET_AGAINST.search(setting.text, alike[-1].end, mention.start):
            subjects = [(name, start) for name, start in names if start < alike[0].start]
    between = [(name, start) for name, start in names if first <= start < mention.start]
    before = subjects + between if stands_for_it or not between else between
    return [name for name, start in names if (name, start) in before or mention.start <= start < high]


def _among(name: Name, names: Sequence[Name]) -> bool:
    return any(is_same_name(name, other) for other in names)


def _counts_alike(one: NumberMention, other: NumberMention) -> bool:
    """Whether two numbers may be of two things of one kind; one of them may stand without its unit."""
    is_bare = other.kind is Kind.IDENTIFIER and other.text.isdigit()  # "and France 45"
    if not (other.is_quantity or is_bare) or other.value == one.value:
        return False
    if one.kind in MEASURED or other.kind in MEASURED:
        return one.kind is other.kind and unit_fit(one, other) in (UnitFit.SAME, UnitFit.ALIKE)
    return is_bare or one.kind is other.kind is Kind.CARDINAL and unit_fit(one, other) is not UnitFit.NOUN
