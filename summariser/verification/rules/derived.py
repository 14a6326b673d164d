"""One step of arithmetic over numbers that the source gives: named operands, near each other, of one unit.

Kept narrow on purpose: with enough numbers, some step hits any value. Operands stand in one sentence or in
neighbouring ones and count the same thing as the claim. A claim that names no unit is derived only where it counts
people to whom something was done ("43 Hurt").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading import WrittenDate
from summariser.reading.words import head_of, stems
from summariser.verification.claim import Claim
from summariser.verification.compare import (
    LOWER,
    MEASURED,
    UnitFit,
    is_rough_share,
    is_rounding,
    share_of,
    unit_fit,
    written_step,
)
from summariser.verification.headcounts import counts_people
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.lexicon import CASUALTIES, DOWN, UP
from summariser.verification.messages import named, quote, verdict
from summariser.verification.verdict import Status, Verdict

Step = tuple[str, Decimal, tuple[SourceMention, ...]]
_PART_OF = re.compile(r"\s(?:out )?of (?:its |the |their |all )?(?:[\w-]{1,30}['’]s? )?")
_YEAR_BEHIND = re.compile(r"\s(?:\w{1,12}\s)?year\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|annual(?:ly)?|yearly)\b", re.IGNORECASE)
_PART_OR_COMPARED = re.compile(
    r"\b(?:of (?:which|whom|that|them|those|these)|including|among (?:them|whom|which)|compared|versus|against|than|(?:up|down) from)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(up|down)\sfrom\b", re.IGNORECASE)
_REMAINING = re.compile(r"\b(?:other|remaining)\s\W?$", re.IGNORECASE)
_AGED = ("aged ", "age of ")
# Without one of these, a text that gives a difference would give a wrong number in most cases.
_APART = (
    UP
    | DOWN
    | stems(
        """more fewer less difference gap ahead behind lead margin remaining remain left rest other another further extra
    additional between short spread edge advantage surplus shortfall deficit
    above outspent outsold outscored outnumbered below beneath net leaving cheaper dearer wider longer shorter higher lower
    younger older taller
    unsold unpaid unfinished unfilled unused undecided unaccounted untreated unsolved unvaccinated uninsured unanswered
    unclaimed quit abandoned"""
    )
)
# As these do of a part and its whole: "12,000 of them have yet to be connected".
_LACKING = frozenset("yet still without not never lack unless".split())
# What these give is exact; a quotient is rounded as the claim is written.
_EXACT = frozenset({"sum", "difference", "number of years"})
# A sum may be rounded, where that is announced: "nearly 600,000" for 598,000.
_SUM_OFF = Decimal("0.03")
# "Twice" is not 1.8 times.
_MULTIPLE_OFF = Decimal("0.08")
_POINTS = ("percentage point", "point")
_COMPARING = frozenset({"difference", "ratio", "change in percent", "change"})
_TOGETHER = stems("together combined total altogether sum both jointly overall")
# Between two numbers of which the second stands without its unit, and behind which that is the first one's.
_ELIDED = re.compile(
    r"\b(?:from|than|against|compared (?:with|to)|out of|of (?:which|whom|them|those|these))\s(?:the |a |some |about |only |just )?\W?$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"(?:\s[^.;:,\d]{1,60})?,\s(?:some |about |only |just )?")
_AMONG = re.compile(r"\s(?:[\w'’-]+\s){0,4}[\w'’-]+,\s(?:some |about |only |just )?")
_NEAR = 120
_JOINT = {"number of years": "between"}
# Of a sentence with more numbers than this only the first are tried.
_MOST_OPERANDS = 12
_MOST_COMPARED = 60
_BY = re.compile(r"\bby\s(?:about\s|some\s|around\s|almost\s|nearly\s)?\W?$", re.IGNORECASE)
_OTHERS_BEFORE = ("another ", "a further ", "additional ")
_OTHERS_AFTER = (" other", " more ", " further ")


def derived(claim: Claim) -> Verdict | None:
    mention = claim.mention
    if mention.kind is Kind.ORDINAL:
        return _nth_year(claim)
    if (
        not mention.is_quantity
        or mention.upper is not None
        or not mention.value
        or _is_age(claim.text, mention)
    ):
        return None
    if mention.kind in MEASURED and _is_stated_otherwise(claim):
        return None  # the source has it of another unit
    for name, value, operands in _steps(claim):
        if _gives(mention, name, value) and (
            _is_about_same(claim, name, operands) or _names_both(claim, operands)
        ):
            return _verdict(claim, name, operands)
    return None


def _is_stated_otherwise(claim: Claim) -> bool:
    """Whether the source has the value itself, if of another unit or as an end of a range."""
    stated = (*(m.source for m in claim.same), *claim.source.with_value(claim.mention.value))
    return any(m.mention.kind in MEASURED for m in stated)


def _gives(mention: NumberMention, name: str, value: Decimal) -> bool:
    """Whether a step's value is the claim's, as far as that is written, or past the bound that it announces."""
    if value == mention.value:
        return True
    found = replace(mention, value=value, text=f"{value:f}", bound=Bound.EXACTLY)
    if name in _EXACT:
        announced = mention.bound is Bound.ABOUT or mention.bound in LOWER
        near = abs(value - mention.value) <= mention.value * _SUM_OFF
        return announced and near and is_rounding(mention, found)
    if mention.bound is not Bound.EXACTLY and is_rounding(mention, found):
        return True
    if name in ("share", "change") and is_rough_share(mention, value):
        return True
    off = abs(value - mention.value)
    most = abs(mention.value) * _MULTIPLE_OFF if mention.kind is Kind.MULTIPLE else off
    return off <= min(written_step(mention) / 2, most)


def _is_about_same(claim: Claim, name: str, operands: tuple[SourceMention, ...]) -> bool:
    """Whether some operand's sentence shares a content word with the claim's, and none is of another role, direction or period."""
    theirs = [claim.source.context(operand) for operand in operands]
    if not any(claim.context.words & context.words for context in theirs):
        return False
    mine, period, turn = claim.context.roles, claim.context.period, claim.context.direction
    if turn and any(turn * way < 0 for way in (_way(claim, operands), *(c.direction for c in theirs))):
        return False
    # What is compared may be of two periods or roles, of which the claim has one: "1,250 fewer in 2024 than in 2023".
    fits = any if name in _COMPARING else all
    if period and not fits(not (c.period and period.contradicts(c.period)) for c in theirs):
        return False
    return all(fits(c.roles.get(group, role) == role for c in theirs) for group, role in mine.items())


def _names_both(claim: Claim, operands: tuple[SourceMention, ...]) -> bool:
    """Whether the claim itself gives both of the years that it counts from and to."""
    values = {other.value for other in claim.others}
    return len(operands) == 2 and all(
        m.mention.kind is Kind.DATE and m.mention.value in values for m in operands
    )


def _way(claim: Claim, operands: tuple[SourceMention, ...]) -> int:
    """1 where the words between two operands tell of a rise, -1 of a fall: "61.2%, down from 66.9%"."""
    (_, end), (start, _) = operands[0].span, operands[-1].span
    found = _WAY.search(claim.source.text, end, start)
    return {"up": 1, "down": -1}[found[1].lower()] if found else 0


def _is_age(text: str, mention: NumberMention) -> bool:
    """Whether a number of years is somebody's age: "16-year-old", "Ann Bo, 26,". Ages do not add up."""
    if mention.unit != "year":
        return False
    return "old" in mention.text or not mention.text[-1].isalpha() or text.endswith(_AGED, 0, mention.start)


def _steps(claim: Claim) -> Iterator[Step]:
    mention = claim.mention
    if mention.unit == "percent" or mention.kind is Kind.MULTIPLE:
        yield from _quotients(claim)
    elif share_of(mention) is not None:
        yield from _shares(claim)
    if mention.unit == "year":
        yield from _elapsed(claim)
    if mention.unit == "percent" or mention.unit in _POINTS:
        yield from _of_percentages(claim)
    elif mention.unit is not None or _counts_casualties(claim) or _is_change(claim):
        yield from _sums(claim)
    yield from _from_said(claim)


def _fits(claim: Claim, source: SourceMention) -> bool:
    if source.mention.upper is not None:
        return False
    if claim.mention.unit is None:
        return counts_people(source) or (
            _is_change(claim) and source.mention.kind is Kind.CARDINAL and source.mention.unit is not None
        )
    if claim.unit_fit(source) not in (UnitFit.SAME, UnitFit.ALIKE):
        return False
    return not _is_age(claim.source.text, source.mention)


def _is_change(claim: Claim) -> bool:
    """Whether a number without a unit is by how much something rose or fell: "cut the backlog by 21,000"."""
    is_count = claim.mention.unit is None and claim.mention.kind is Kind.CARDINAL
    return (
        is_count
        and claim.context.direction != 0
        and bool(_BY.search(claim.text, max(0, claim.mention.start - 16), claim.mention.start))
    )


def _from_said(claim: Claim) -> Iterator[Step]:
    """Differences of a number that the claim's sentence gives, too, from any of the source: "$71, which is $13 more"."""
    mention, source = claim.mention, claim.source
    if mention.unit is None or _APART.isdisjoint(word.stem for word in claim.setting.all_words):
        return
    unit = "percent" if mention.unit in _POINTS else mention.unit
    for other in claim.others:
        if other.unit != unit or other.start == mention.start or other.upper is not None:
            continue
        given = [m for m in source.with_value(other.value) if m.mention.unit == unit][:1]
        for one in given:
            for found in source.by_unit.get(unit, ())[:_MOST_COMPARED]:
                for end in (found.mention.value, found.mention.upper):
                    if (
                        end is not None
                        and found is not one
                        and not claim.context.words.isdisjoint(source.context(found).words)
                    ):
                        yield "difference", abs(other.value - end), (one, found)


def _counts_casualties(claim: Claim) -> bool:
    """Whether a number without a unit counts people to whom something was done: "43 Hurt"."""
    is_count = claim.mention.unit is None and claim.mention.kind is Kind.CARDINAL
    return is_count and CASUALTIES in claim.context.roles


def _sums(claim: Claim) -> Iterator[Step]:
    """Totals of a sentence, and sums and differences of two numbers in one sentence or neighbouring ones."""
    words = [word.stem for word in claim.setting.all_words]
    lacking = not _LACKING.isdisjoint(words)
    apart, summed = not _APART.isdisjoint(words), not _TOGETHER.isdisjoint(words)
    if claim.context.is_come_to and claim.context.direction:
        return  # what something came to, the source says as such
    for number, here in claim.source.by_sentence.items():
        here = _with_ends(here)
        named = [m for m in here if _fits(claim, m)]
        if (apart or lacking) and (pair := _part_and_whole(claim, here)):
            yield "difference", pair[1].mention.value - pair[0].mention.value, pair
        if not named:
            continue
        if len(named) > 2:
            named = named[:_MOST_OPERANDS]
            yield "sum", sum((m.mention.value for m in named), Decimal(0)), tuple(named)
        fitting = [m for m in here if m in named or _has_unit_of(named[0], m)][:_MOST_OPERANDS]
        after = [m for m in claim.source.by_sentence.get(number + 1, ()) if _fits(claim, m)][:_MOST_OPERANDS]
        for place, one in enumerate(fitting):
            for other in fitting[place + 1 :] + after:
                if (
                    other in after
                    and (summed or counts_people(other))
                    or other not in after
                    and other is fitting[place + 1]
                    and not _is_part(claim.source.text, one, other)
                ):
                    yield "sum", one.mention.value + other.mention.value, (one, other)
                if apart:
                    yield "difference", abs(one.mention.value - other.mention.value), (one, other)
    yield from _with_others(claim)


def _with_ends(here: Sequence[SourceMention]) -> list[SourceMention]:
    """The numbers of a sentence, with both ends of a range that may be a change as numbers of their own: "from 3% to 2%"."""
    found: list[SourceMention] = []
    for m in here:
        upper = m.mention.upper
        if upper is None or " to " not in m.mention.text:
            found.append(m)
        else:
            found += [
                replace(m, mention=replace(m.mention, value=v, upper=None)) for v in (m.mention.value, upper)
            ]
    return found


def _part_and_whole(
    claim: Claim, here: Sequence[SourceMention]
) -> tuple[SourceMention, SourceMention] | None:
    """A number of a sentence and the one that it is a part of, neither with a unit: "of the 176 who started, 148 are left"."""
    text = claim.source.text
    for one, other in pairwise(m for m in here if m.mention.is_quantity):
        if not one.mention.kind is other.mention.kind is Kind.CARDINAL:
            continue
        if _are_part_and_whole(text, one, other):
            return other, one
        if one.mention.value < other.mention.value and _PART_OF.fullmatch(
            text, one.mention.end, other.mention.start
        ):
            return one, other
    return None


def _are_part_and_whole(text: str, whole: SourceMention, part: SourceMention) -> bool:
    """Whether the second of two numbers is a part of the first: "of the 176 who started, 148 are left"."""
    (start, end), (begin, _) = whole.span, part.span
    of_them = text[max(0, start - 8) : start].lower().endswith(("of the ", "of its ", "of "))
    return of_them and whole.mention.value > part.mention.value and bool(_OF_THEM.fullmatch(text, end, begin))


def _has_unit_of(one: SourceMention, other: SourceMention) -> bool:
    """Whether a number is written without the unit that one before it in the sentence has: "36 jobs, down from 58"."""
    bare = other.mention.kind is Kind.CARDINAL and other.mention.unit is None and other.mention.upper is None
    return bare and other.mention.start > one.mention.end and other.mention.value > 0


def _of_percentages(claim: Claim) -> Iterator[Step]:
    """Differences of two percentages of one sentence, in points; their sums, where the claim says that it is one."""
    words = claim.setting.all_words
    summed = not _TOGETHER.isdisjoint(word.stem for word in words)
    if claim.mention.unit == "percent" and not summed:
        return
    for here in claim.source.by_sentence.values():
        every = (m for m in _with_ends(here) if m.mention.kind is Kind.PERCENT and m.mention.upper is None)
        shares = list(every)[:_MOST_OPERANDS]
        for place, one in enumerate(shares):
            for other in shares[place + 1 :]:
                if summed:
                    yield "sum", one.mention.value + other.mention.value, (one, other)
                if claim.mention.unit != "percent":
                    yield "difference", abs(one.mention.value - other.mention.value), (one, other)


def _shares(claim: Claim) -> Iterator[Step]:
    """What part of a number another one is, for a claim in words: "two thirds of the shops" of "32 of 50 shops"."""
    for here in claim.source.by_sentence.values():
        amounts = [m for m in here if _is_amount(m.mention)][:_MOST_OPERANDS]
        for one in amounts:
            for other in amounts:
                if one.mention.value < other.mention.value and _comparable(claim, one, other):
                    share = one.mention.value / other.mention.value
                    yield "share", share, (one, other)
                    if claim.context.direction:
                        yield "change", 1 - share, (one, other)


def _is_part(text: str, one: SourceMention, other: SourceMention) -> bool:
    """Whether the second of two numbers is a part of the first, or what it is compared with: they do not add up."""
    return bool(_PART_OR_COMPARED.search(text, one.mention.end, other.mention.start))


def _with_others(claim: Claim) -> Iterator[Step]:
    """Totals of two numbers of people of which the later counts others, wherever they stand: "37 other passengers"."""
    before: list[SourceMention] = []
    for source in claim.source.mentions:
        start, end = source.span
        text = claim.source.text
        others = text.startswith(_OTHERS_AFTER, end)
        others = others or text[max(0, start - 12) : start].lower().endswith(_OTHERS_BEFORE)
        people = counts_people(source) and _fits(claim, source)
        if others and (people or (before and _has_unit_of(before[-1], source))):
            for one in before[-_MOST_OPERANDS:]:
                yield "sum", one.mention.value + source.mention.value, (one, source)
        if people:
            before.append(source)


def _quotients(claim: Claim) -> Iterator[Step]:
    """Shares, ratios and percentage changes of two numbers of one unit in one sentence; what a share leaves of 100%."""
    hundred = Decimal(100) if claim.mention.kind is Kind.PERCENT else Decimal(1)
    if hundred > 1 and _REMAINING.search(claim.text[max(0, claim.mention.start - 20) : claim.mention.start]):
        for whole in claim.source.by_unit.get("percent", ()):
            yield "rest", hundred - whole.mention.value, (whole,)
    for here in claim.source.by_sentence.values():
        amounts = [m for m in _with_ends(here) if _is_amount(m.mention)][:_MOST_OPERANDS]
        for one in amounts:
            for other in amounts:
                if one is other or not _comparable(claim, one, other):
                    continue
                if hundred == 1 and not _is_of_what_is_said(claim, one, other):
                    continue
                ratio = one.mention.value / other.mention.value
                yield "ratio", ratio * hundred, (one, other)
                if hundred > 1:
                    yield "change in percent", abs(ratio - 1) * hundred, (other, one)


def _is_amount(mention: NumberMention) -> bool:
    is_one = mention.is_quantity and mention.kind is not Kind.PERCENT
    return is_one and mention.value > 0 and mention.upper is None


def _comparable(claim: Claim, one: SourceMention, other: SourceMention) -> bool:
    """Whether two numbers count the same thing: by their units, or because one is so many "of" the other."""
    if one.mention.unit and unit_fit(one.mention, other.mention) in (UnitFit.SAME, UnitFit.ALIKE):
        return True
    first, second = (one, other) if one.mention.start < other.mention.start else (other, one)
    if first.mention.unit and _has_unit_of(first, second):
        text, start, end = claim.source.text, first.mention.end, second.mention.start
        among = text[max(0, first.mention.start - 4) : first.mention.start].lower().endswith("of ")
        between = text[start:end]
        return len(between) < _NEAR and bool(_ELIDED.search(between) or among and _AMONG.fullmatch(between))
    return bool(_PART_OF.fullmatch(claim.source.text, one.mention.end, other.mention.start)) or (
        _are_part_and_whole(claim.source.text, first, second)
    )


def _is_of_what_is_said(claim: Claim, one: SourceMention, other: SourceMention) -> bool:
    """Whether the claim names what two counts are of: "twice as many deaths" is none of cases."""
    if one.mention.kind is not Kind.CARDINAL and other.mention.kind is not Kind.CARDINAL:
        return True
    heads = {head_of(m.mention.unit) for m in (one, other) if m.mention.unit}
    return not heads.isdisjoint(word.stem for word in claim.setting.all_words)


def _elapsed(claim: Claim) -> Iterator[Step]:
    """Years between two years that the source names in one sentence, or one of them and its publication."""
    published = claim.source.article.published
    for number, here in claim.source.dates_by_sentence.items():
        relative = claim.source.relative_by_sentence.get(number, ())
        years = [(d, d.parts.year) for d in (*here, *relative) if d.parts.year][:_MOST_OPERANDS]
        for place, (one, year) in enumerate(years):
            if published:
                yield "number of years", Decimal(abs(published.year - year)), _at(claim.source, one)
            for other, later in years[place + 1 :]:
                yield "number of years", Decimal(abs(later - year)), _at(claim.source, one, other)


def _nth_year(claim: Claim) -> Verdict | None:
    """The how manieth year it is of what the source says has been so every year since one that it names."""
    published = claim.source.article.published
    if published is None or not _YEAR_BEHIND.match(claim.text, claim.mention.end):
        return None
    for number, written in claim.source.dates_by_sentence.items():
        sentence = claim.source.sentence(number)
        since = _SINCE.search(sentence.text)
        if since is None or not _EVERY.search(sentence.text):
            continue
        for date in written:
            is_it = date.parts.year and sentence.start + since.end() <= date.start
            if is_it and published.year - (date.parts.year or 0) + 1 == claim.mention.value:
                place = claim.source.place(date)
                message = f"{named(claim.mention)} follows from {quote(claim.source, place)} and the date of publication."
                return verdict(claim, Status.DERIVED, message, place)
    return None


def _at(source: SourceIndex, *dates: WrittenDate) -> tuple[SourceMention, ...]:
    """The mentions of the year in written dates, or the words of those that follow from the day of publication."""
    return tuple(source.place(d) for d in dates)


def _verdict(claim: Claim, name: str, operands: tuple[SourceMention, ...]) -> Verdict:
    given = " and ".join(dict.fromkeys(f"{named(m.mention)} (sentence {m.sentence})" for m in operands))
    message = f"{named(claim.mention)} is not in the source; it is the {name} {_JOINT.get(name, 'of')} the source's {given}."
    return verdict(claim, Status.DERIVED, message, *operands)
