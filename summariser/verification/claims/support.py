"""In what ways the source has a claim's number: as it stands, in another notation, as an end of a range, or more precisely.

Each way is a list of the source's numbers, the ones that may be meant; whether one of them is meant is decided elsewhere.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from summariser.numbers import Bound, Kind
from summariser.reading import Direction, Endpoint
from summariser.reading.statements.ages import is_an_age, stands_as_age
from summariser.verification.claims.claim import Claim
from summariser.verification.matching.compare import (
    FARTHEST_ROUNDING,
    FARTHEST_SHARE,
    LOWER,
    MEASURED,
    SHARE_STEP,
    UPPER,
    UnitFit,
    is_rough_share,
    is_rounding,
    is_vague,
    same_share,
    share_of,
    unit_fit,
)
from summariser.verification.matching.conversions import Key, base_value, compounds, conversion
from summariser.verification.matching.lexicon import TIME_UNITS
from summariser.verification.source.index import SourceMention

# By judgement; so are those below.
_MOST = 60  # a value that the source has more often is judged by the best of them
_ABOVE = 2  # sentences before one in which a unit may stand that it leaves out
_MOST_JOINED = 8  # amounts before or behind one that make one with it
_FEWEST = 2  # "hundreds" are at least two of them
_FAR = Decimal("0.1")
_PLAIN = (Bound.EXACTLY, Bound.ABOUT)
# From this fit on, what is said of two numbers is enough alike for their digits to be no chance.
LIKE = 0.15
NAMED = (UnitFit.SAME, UnitFit.ALIKE)
_OPEN_BELOW = frozenset({Bound.EXACTLY, Bound.ABOUT, Bound.AT_LEAST})
_OPEN_ABOVE = frozenset({Bound.EXACTLY, Bound.ABOUT, Bound.AT_MOST})
# By judgement.
_TELLING = 20  # a smaller count may be of anything


@dataclass(frozen=True, slots=True)
class Match:
    """A number of the source that may be the claim's, and how its unit fits."""

    source: SourceMention
    unit: UnitFit


def stated(claim: Claim) -> list[Match]:
    """The numbers of title and body with the claim's value, units converted, that its unit lets support it; best first.

    By a unit named on both sides if there is one, else by an unnamed one. A number that the source gives without a unit
    is no support for money, a percentage or a measure, unless that unit stands near it. Time is let through: ages stand
    without their years.
    """
    if (kept := claim.kept.get("stated")) is None:
        matches = same(claim)
        named = [match for match in matches if match.unit in NAMED] if claim.mention.unit else []
        kept = claim.kept["stated"] = named or [match for match in matches if _can_support(claim, match)]
    return kept


def same(claim: Claim) -> list[Match]:
    """The numbers of title and body with the claim's value, units converted, whatever their unit; best first."""
    if (kept := claim.kept.get("same")) is None:
        kept = claim.kept["same"] = _same(claim)
    return kept


def _same(claim: Claim) -> list[Match]:
    found = sorted(claim.places_alike(), key=lambda m: (not claim.cites(m), -claim.fit(m)))[:_MOST]
    otherwise = list(_otherwise(claim))
    matches = [
        Match(m, UnitFit.ALIKE) for m in otherwise if m not in found or claim.unit_fit(m) is UnitFit.OTHER
    ]
    known = {m.source for m in matches}
    matches += [Match(m, claim.unit_fit(m)) for m in found if m not in known]
    matches.sort(key=lambda m: (not claim.cites(m.source), m.unit.value, -claim.fit(m.source)))
    return matches


def _otherwise(claim: Claim) -> Iterator[SourceMention]:
    """The numbers that give the claim's value in another notation: in days for weeks, as a share for a percentage."""
    source, mention = claim.source, claim.mention
    for key in filter(None, (base_value(mention), _compound(claim))):
        yield from source.by_base_value.get(key, ())[:_MOST]
    yield from _signed(claim)
    if mention.unit in TIME_UNITS:  # "the 36 years since", on the 36th anniversary
        for found in claim.places(mention.value):
            behind = source.text[found.mention.end : found.mention.end + 24].lower().split()
            if found.mention.kind is Kind.ORDINAL and {mention.unit, "anniversary"} & set(behind):
                yield found
    if share_of(mention) is not None:
        turned = claim.statement is not None and claim.statement.direction is not None
        for found in [m for m in _shares(claim, SHARE_STEP) if same_share(mention, m.mention)][:_MOST]:
            if turned or not is_change(claim, found):
                yield found


def _shares(claim: Claim, off: Decimal) -> list[SourceMention]:
    """The source's parts of a whole that are at most so far from the claim's, in order."""
    mine = share_of(claim.mention) or Decimal(0)
    near = claim.source.shares.between(mine - off, mine + off, mine, claim.fits.scores)
    return sorted(near, key=lambda found: found.start)


def _signed(claim: Claim) -> Iterator[SourceMention]:
    """The numbers that give a change by a word where the claim gives it by a sign, or the other way: "-8%", "fell by 8%"."""
    value, mine = claim.mention.value, claim.statement
    for found in claim.source.with_value(-value)[:_MOST] if value else ():
        theirs = claim.source.statement(found)
        told, signed = (theirs, mine) if value < 0 else (mine, theirs)
        if (
            told is None
            or signed is None
            or claim.mention.upper is not None
            or found.mention.upper is not None
        ):
            continue
        falls = told.direction is Direction.DOWN and told.endpoint is Endpoint.BY
        if falls and signed.direction is None and claim.unit_fit(found) in (*NAMED, UnitFit.OPEN):
            yield found


def _compound(claim: Claim) -> Key | None:
    """What the number makes together with the one beside it: "1 hour 24 minutes" is 84 minutes."""
    at = bisect_left(claim.others, claim.mention.start, key=lambda mention: mention.start)
    beside = claim.others[max(0, at - _MOST_JOINED) : at + _MOST_JOINED + 1]
    return next((key for run, key in compounds(claim.text, beside) if claim.mention in run), None)


def is_change(claim: Claim, found: SourceMention) -> bool:
    """Whether a number of the source is by how much something rose or fell."""
    statement = claim.source.statement(found)
    return statement is not None and statement.endpoint is Endpoint.BY


def _can_support(claim: Claim, match: Match) -> bool:
    if claim.open_unit and match.unit is UnitFit.OPEN:
        return True
    if match.unit is not UnitFit.OPEN:
        return match.unit is not UnitFit.OTHER
    if claim.mention.unit == "year" and stands_as_age(claim.source.text, match.source.mention):
        return True
    if is_an_age(claim.source.text, match.source.mention):
        return stands_as_age(claim.text, claim.mention)
    if match.source.mention.unit not in (None, "year") and is_an_age(claim.text, claim.mention):
        return False
    if claim.mention.unit in TIME_UNITS and match.source.mention.unit is None and claim.near(match.source):
        return True  # "six or more", of years
    return claim.mention.kind not in MEASURED or _unit_stands_near(claim, match.source)


def is_of_other_words(claim: Claim, match: Match) -> bool:
    """Whether a small count is of another noun, and no word around it is the claim's: it may be of anything."""
    small = claim.mention.value < _TELLING and claim.mention.value == int(claim.mention.value)
    if match.unit is not UnitFit.NOUN or not small or not claim.is_prose:
        return False
    return not claim.near(match.source) if claim.in_headline else claim.fit(match.source) < LIKE


def _unit_stands_near(claim: Claim, found: SourceMention) -> bool:
    """Whether a number written without a unit may have the claim's: it takes it over, or others beside it have it.

    "Food adds 0.8 percentage points; energy takes away 0.3." In a table, unless the text around has another unit.
    """
    own = _taken_fits(claim, found)
    if own:
        return True
    number = found.sentence or 1
    around = claim.source.around(_MOST, found)
    beside = [m for m in around if number - _ABOVE <= (m.sentence or 0) <= number]
    if "|" in claim.source.sentence(number).text:
        if own is not None or any(_taken_fits(claim, m) for m in beside):
            return False
        return not any(m.unit is UnitFit.OTHER and m.source.mention.kind in MEASURED for m in same(claim))
    above = (claim.mention.unit or "").partition(" per ")[0]
    return any(m.mention.unit in (claim.mention.unit, above) and m is not found for m in beside)


def _taken_fits(claim: Claim, found: SourceMention) -> bool | None:
    """Whether the unit that a number takes over is the claim's; None where it takes over none."""
    said = claim.source.statement(found)
    if said is None or said.taken_unit is None:
        return None
    unit, kind = said.taken_unit
    return unit_fit(claim.mention, replace(found.mention, unit=unit, kind=kind)) in NAMED


def both_ends(claim: Claim) -> tuple[SourceMention, SourceMention] | None:
    """The ends of the claim's range, where the source gives them as two numbers of one sentence."""
    upper = claim.mention.upper
    if upper is None:
        return None
    highs: dict[int | None, list[SourceMention]] = defaultdict(list)
    for high in claim.places(upper):
        highs[high.sentence].append(high)
    for low in claim.places(claim.mention.value):
        for high in highs[low.sentence][:_MOST]:
            fits = all(_can_support(claim, Match(end, claim.unit_fit(end))) for end in (low, high))
            bounds = low.mention.bound in _OPEN_BELOW and high.mention.bound in _OPEN_ABOVE
            levels = not (is_change(claim, low) or is_change(claim, high))
            if high is not low and fits and bounds and levels:
                return low, high
    return None


def ranges(claim: Claim) -> list[SourceMention]:
    """The source's ranges that the claim's number is an end of."""
    if claim.mention.upper is not None:
        return []
    return [
        found
        for found in claim.places(claim.mention.value)
        if found.mention.upper is not None
        and not is_vague(found.mention)
        and claim.unit_fit(found) not in (UnitFit.NOUN, UnitFit.APART)
        and _can_support(claim, Match(found, claim.unit_fit(found)))
    ]


def rounded(claim: Claim) -> Iterable[SourceMention]:
    """The source's numbers that the claim's is a rounding of, best first: of its unit, another one, or as a share."""
    if not claim.mention.is_quantity:
        return ()
    matches = same(claim)
    if any(match.unit in NAMED for match in matches):
        return ()
    return [*_in_its_unit(claim, bool(matches)), *_converted(claim), *_rough_shares(claim)]


def _in_its_unit(claim: Claim, is_stated: bool) -> list[SourceMention]:
    value, vague = claim.mention.value, is_vague(claim.mention)
    most = claim.mention.upper or value
    low, high = (value * _FEWEST, most) if vague else (value / FARTHEST_ROUNDING, value * FARTHEST_ROUNDING)
    low, high = min(low, high), max(low, high)
    near = claim.source.quantities.between(low, high, value, claim.fits.scores)
    of_unit = [m for m in near if claim.unit_fit(m) in NAMED]
    # A measure that stands alone is meant whatever the words; a share is one of many things.
    only = of_unit[0] if len(of_unit) == 1 and claim.mention.kind in MEASURED - {Kind.PERCENT} else None
    found = []
    for source in near:
        unit, off = claim.unit_fit(source), abs(source.mention.value - value)
        if not _units_meet(claim, source, unit) or (is_stated and off > abs(value) * _FAR):
            continue
        rounds = vague and source.mention.upper is None
        if not rounds and not is_rounding(claim.mention, source.mention, in_headline=claim.in_headline):
            continue
        if source is only or (claim.in_headline and not vague) or not claim.is_prose or claim.near(source):
            found.append((unit.value, off, source.mention.start, source))
    return [source for *_, source in sorted(found, key=lambda f: f[:3])]


def _units_meet(claim: Claim, source: SourceMention, unit: UnitFit) -> bool:
    """Whether the units meet; an unnamed one meets only a count, never money, a percentage or a measure."""
    if unit is UnitFit.OPEN:
        return claim.open_unit or not {claim.mention.kind, source.mention.kind} & MEASURED
    return unit in NAMED


def _converted(claim: Claim) -> Iterator[SourceMention]:
    """What the source gives in another unit: 16 days, for "just over two weeks"."""
    mention = claim.mention
    own = conversion(mention.unit or "")
    if own is None or not claim.is_prose:
        return
    dimension, factor = own
    if (places := claim.source.by_dimension.get(dimension)) is None:
        return
    value = mention.value * factor
    ends = sorted((value / FARTHEST_ROUNDING, value * FARTHEST_ROUNDING))
    near = places.between(ends[0], ends[1], value, claim.fits.scores)
    for amount in sorted(near, key=lambda amount: amount.rank):
        found = amount.found
        exact = replace(mention, value=amount.value / factor, bound=Bound.EXACTLY)
        plain = found.mention.unit != mention.unit and found.mention.bound in _PLAIN
        if plain and is_rounding(mention, exact) and claim.near(found):
            yield found


def _rough_shares(claim: Claim) -> Iterator[SourceMention]:
    """What a fraction in words stands for: 63%, for "almost two thirds"."""
    mine = share_of(claim.mention)
    if mine is None:
        return
    turned = claim.statement is not None and claim.statement.direction is not None
    for found in _shares(claim, FARTHEST_SHARE):
        share = share_of(found.mention)
        if share is None or share == mine or not is_rough_share(claim.mention, share):
            continue
        bound = found.mention.bound
        met = bound in _PLAIN or any(bound in side and claim.mention.bound in side for side in (LOWER, UPPER))
        if met and (turned or not is_change(claim, found)) and (not claim.is_prose or claim.near(found)):
            yield found
