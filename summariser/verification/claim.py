"""What a rule is given: one number of the summary, and the source."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summariser.numbers import Bound, Kind, NumberMention, is_plural
from summariser.reading import Statement, WrittenDate
from summariser.verification.compare import (
    LOWER,
    MEASURED,
    UPPER,
    BoundFit,
    UnitFit,
    bound_fit,
    same_share,
    same_value,
    share_of,
    unit_fit,
)
from summariser.verification.context import Context, Setting
from summariser.verification.fit import Fits
from summariser.verification.headline import is_headline
from summariser.verification.index import Key, SourceIndex, SourceMention, base_value, compound_value
from summariser.verification.lexicon import LOWER_WORDS, PERSONS, TIME_UNITS, UPPER_WORDS
from summariser.verification.verdict import Verdict

# Just short of a number: about it, and less than it.
_NEARLY = re.compile(r"\b(?:nearly|almost|just under|close to|not quite)\s\W?$", re.IGNORECASE)
_JUST_OVER = re.compile(r"\b(?:(?:just|slightly|a little) (?:over|above|more than))\s\W?$", re.IGNORECASE)
_NOT_FIRST_OVER = re.compile(r"\w\s[Oo]ver\s$")
_CAPITALISED = re.compile(r"\s([A-Z][\w’'-]*)")
_OVER = re.compile(r"\bover\s(?:the\s)?$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s(?:the\s(?:next|first)\s)?$", re.IGNORECASE)
_COMING = re.compile(r"\b(?:in|over|during) the (?:next|coming|following)\s$", re.IGNORECASE)
# "Ann Bo, 70, who": behind a name and between marks.
_NAMED = re.compile(r"\b[A-Z][\w'’.-]*,\s$")
_APPOSED = re.compile(r"(?:,|\baged?|\()\s?$")
_PERSON_OF = re.compile(rf"\b(?:an?|the)\s(?:[\w-]+\s){{0,2}}(?:{'|'.join(PERSONS)})\sof\s$", re.IGNORECASE)
_SAID_OF_ONE = re.compile(r"\b(?:is|was|turned|turns|now)\s$", re.IGNORECASE)
_YEARS_OLD = re.compile(r"\s?-\s?years?\b", re.IGNORECASE)
_BEHIND_AGE = re.compile(r"[,.;)]|\s(?:who|whose|was|is|has|had)\b")
_YOUNGEST, _OLDEST = 3, 110
# "No house costs more than the £640,000 asked here": compared with, in the source, and so a bound to whoever retells it.
_COMPARED_WITH = re.compile(r"\bthan the\s\W?$", re.IGNORECASE)
# "From €49": at least that.
_STARTING_FROM = re.compile(r"\bfrom\s(?:only |just )?\W?$", re.IGNORECASE)
_CAPPED = re.compile(r"\b(?:capped|limited|restricted|kept) (?:at|to)\s\W?$", re.IGNORECASE)
# "No farm can borrow more than", in one clause.
_DENIED = re.compile(
    r"\b(?:no|nobody|no-one|none|never|not|cannot|neither|nothing|few)\b(?:(?!\b(?:that|whether|when|while|as|if|because|who|which|but|and)\b)[^.;:,]){0,80}"
    r"\b(?:more|less|fewer|longer|over|under|above|below|exceed)\b(?:\sthan)?\s\W?$",
    re.IGNORECASE,
)
# Of these kinds no other word than the unit tells how well it fits.
_TOLD_BY_UNIT = frozenset({Kind.CARDINAL, *MEASURED})
# "Not before age 21" is "21+".
_LEAST_AGE = re.compile(
    r"\b(?:before|until|under|at|from|minimum|legal) (?:the )?age (?:of )?\W?$", re.IGNORECASE
)
# A value that the source has more often than this is judged by the first of them.
_MOST = 60
_ABOVE = 2  # sentences before one in which a unit may stand that it leaves out
_COUNTED = re.compile(
    r" (?!(?:the|that|those|this|these|its|their|his|her|our|your|my|an?|any|each|every|what|as|by|in|on|to|from|over|since|last"
    r"|and|or)\b)[a-z]"
)
# After an ordinal, what makes it a number of years: "the 36th anniversary".
_COMMEMORATED = re.compile(r"\s(?:[a-z]{0,12}\s)?(?:anniversary|birthday|year)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """One number of a text, the sentence that it stands in, and the source to hold it against.

    `cited` are the numbers of the source's sentences that the summary names as evidence, if it names any.
    `open_bound` and `open_unit` are set where the summary has no place to say a bound or a unit. `is_prose` is
    unset where the words around the number were put together from fields. `statement` is what the text says of the number,
    where it is a quantity in prose.
    """

    mention: NumberMention
    setting: Setting
    source: SourceIndex
    path: str = ""
    cited: tuple[int, ...] = ()
    open_bound: bool = False
    open_unit: bool = False
    is_prose: bool = True
    statement: Statement | None = None

    @property
    def text(self) -> str:
        """The text that the number stands in."""
        return self.setting.text

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        return self.text[self.setting.start : self.setting.end]

    @property
    def others(self) -> tuple[NumberMention, ...]:
        """The numbers of its sentence, itself among them."""
        return self.setting.mentions

    @cached_property
    def context(self) -> Context:
        """What the words around the number say of it."""
        return Context(self.setting, self.mention)

    @property
    def own_dates(self) -> tuple[WrittenDate, ...]:
        """The date that the number is a part of, if it is one; two for a span of years."""
        return tuple(d for d in self.setting.dates if d.start <= self.mention.start < d.end)

    @cached_property
    def same(self) -> tuple["Match", ...]:
        """The mentions of title and body with the claim's value (units converted), the best fitting first."""
        here = self.source.with_value(self.mention.value)
        found = [m for m in here if same_value(self.mention, m.mention)]
        found = sorted(found, key=lambda m: m.sentence not in self.cited)[:_MOST]
        matches = [Match(m, self.unit_fit(m)) for m in found]
        key = base_value(self.mention)
        if key:
            matches += [
                Match(m, UnitFit.ALIKE)
                for m in self.source.by_base_value.get(key, ())[:_MOST]
                if m not in found
            ]
        if not matches and (compound := self._compound):
            matches += [Match(m, UnitFit.ALIKE) for m in self.source.by_base_value.get(compound, ())[:_MOST]]
        if key and not found:
            matches += [Match(m, UnitFit.ALIKE) for m in self.source.unnumbered.get(key, ())[:_MOST]]
        if share_of(self.mention) is not None:
            shares = [m for m in self.source.shares if same_share(self.mention, m.mention)][:_MOST]
            turned = self.context.direction != 0
            matches += [
                Match(m, UnitFit.ALIKE)
                for m in shares
                if m not in found and (turned or not self.source.is_change(m))
            ]
        return tuple(self._ordered(matches))

    @property
    def _compound(self) -> Key | None:
        """What the number makes together with the one beside it: "1 hour 24 minutes" is 84 minutes."""
        pairs = (pair for pair in pairwise(self.others) if self.mention in pair)
        return next((key for pair in pairs if (key := compound_value(self.text, *pair))), None)

    def _ordered(self, matches: list["Match"]) -> list["Match"]:
        """By evidence cited and unit; the best of these, where they are several, by the words that they share."""
        if len(matches) < 2:
            return matches
        matches.sort(key=self._rank)
        ties = [match for match in matches if self._rank(match)[:2] == self._rank(matches[0])[:2]]
        if len(ties) > 1:
            ties.sort(key=lambda m: -self.source.likeness(self.context.words, m.source))
        return ties + matches[len(ties) :]

    def _rank(self, match: "Match") -> tuple[bool, int, int]:
        return match.source.sentence not in self.cited, match.unit.value, match.source.mention.start

    @cached_property
    def fits(self) -> Fits:
        """How well what is said of the number fits each number of the source; nothing for what is no prose."""
        return self.source.fit_index.fits(self.statement) if self.statement else Fits({})

    @cached_property
    def in_headline(self) -> bool:
        """Whether the claim stands in a headline, which drops bounds and joins words by convention."""
        return self.is_prose and is_headline(self.text)

    def unit_fit(self, source: SourceMention) -> UnitFit:
        """How the claim's unit stands to a source mention's."""
        key = source.mention.kind, source.mention.unit
        if key[0] not in _TOLD_BY_UNIT:
            return self._unit_fit(source)
        if key not in self._unit_fits:
            self._unit_fits[key] = self._unit_fit(source)
        return self._unit_fits[key]

    @cached_property
    def _unit_fits(self) -> dict[tuple[Kind, str | None], UnitFit]:
        return {}

    def _unit_fit(self, source: SourceMention) -> UnitFit:
        if self.open_unit and source.mention.is_quantity:
            return UnitFit.OPEN
        if self.mention.unit in TIME_UNITS and source.mention.kind is Kind.ORDINAL:
            after = self.source.text[source.mention.end : source.mention.end + 24]
            same = after.lower().startswith(f" {self.mention.unit}")
            commemorated = self.mention.unit == "year" and _COMMEMORATED.match(after)
            return UnitFit.ALIKE if same or commemorated else UnitFit.OTHER
        if (
            source.mention.kind is Kind.MULTIPLE
            and self.mention.kind is Kind.CARDINAL
            and self._counts(source)
        ):
            return UnitFit.OPEN
        return unit_fit(self.mention, source.mention)

    def _counts(self, source: SourceMention) -> bool:
        """Whether a multiple says how many: "a double murder" has two dead, "double the price" has not two of anything."""
        counted = _COUNTED.match(self.source.text, source.mention.end)
        return counted is not None and source.mention.text.lower() in ("double", "triple")

    def bound_fit(self, source: SourceMention) -> BoundFit:
        """How the claim's bound stands to a source mention's; a headline may leave a bound out."""
        if self.mention.bound is Bound.EXACTLY and (self.open_bound or self.in_headline):
            return BoundFit.SAME if source.mention.bound is Bound.EXACTLY else BoundFit.ALIKE
        fit = bound_fit(self.mention, source.mention)
        if fit is BoundFit.CHANGED and source.mention.bound is Bound.EXACTLY and self._over_is_about():
            return BoundFit.ALIKE
        if fit is BoundFit.CHANGED and self._bound_said_otherwise(source):
            return BoundFit.ALIKE
        return fit

    @property
    def is_an_age(self) -> bool:
        """Whether a number without a unit stands as an age does: "Ann Bo, 70", "aged 70", "the 19 - year - old"."""
        if _SAID_OF_ONE.search(self._before) and _BEHIND_AGE.match(self.text, self.mention.end):
            return True  # "who was 52."
        if _PERSON_OF.search(self.text, max(0, self.mention.start - 40), self.mention.start):
            return True  # "a nurse of 33"
        return bool(_APPOSED.search(self._before) or _YEARS_OLD.match(self.text, self.mention.end))

    @property
    def _before(self) -> str:
        return self.text[max(0, self.mention.start - 16) : self.mention.start]

    def _over_is_about(self) -> bool:
        """Whether a headline's "over" names what a quarrel is about: "Council Split Over £4m Pier Plan"."""
        if (
            not self.in_headline
            or self.mention.kind not in MEASURED
            or self.mention.bound is not Bound.MORE_THAN
        ):
            return False
        named = _CAPITALISED.match(self.text, self.mention.end)
        disputed = _NOT_FIRST_OVER.search(self.text, 0, self.mention.start)
        return bool(named and disputed and not is_plural(named[1].lower()))

    def _denies_more(self, source: SourceMention) -> bool:
        """Whether one side denies that it is more (or less), and the other gives that as its bound.

        "Nobody may borrow more than 400,000" is "capped at 400,000".
        """
        mine, theirs = self.mention.bound, source.mention.bound
        setting, before = self.source.context(source).setting, source.mention.start
        for more, no_more in ((Bound.MORE_THAN, UPPER), (Bound.LESS_THAN, LOWER)):
            if mine is more and _DENIED.search(self.text, self.setting.start, self.mention.start):
                capped = theirs is Bound.EXACTLY and _CAPPED.search(
                    self.source.text, max(0, before - 24), before
                )
                return theirs in no_more or bool(capped)
            if theirs is more and mine in no_more and _DENIED.search(setting.text, setting.start, before):
                return True
        return False

    def _bound_said_otherwise(self, source: SourceMention) -> bool:
        """Whether words farther from one of the numbers make the other's bound of it: "a minimum purchase of"."""
        before = self.source.text[max(0, source.mention.start - 16) : source.mention.start]
        mine, theirs = self.mention.bound, source.mention.bound
        if theirs is Bound.EXACTLY and _COMPARED_WITH.search(before):
            return True
        if mine is Bound.AT_LEAST and theirs is Bound.EXACTLY and _STARTING_FROM.search(before):
            return True
        if self._denies_more(source):
            return True
        if mine is Bound.AT_LEAST and self.mention.text.endswith("+") and _LEAST_AGE.search(before):
            return True
        if self.mention.unit in TIME_UNITS and _said_of_time(before, mine, theirs, self._before):
            return True
        if _NEARLY.search(before):
            return mine in (Bound.ABOUT, Bound.LESS_THAN)
        if mine is Bound.ABOUT and _JUST_OVER.search(
            self.source.text, max(0, source.mention.start - 24), source.mention.start
        ):
            return True
        if theirs is Bound.EXACTLY:
            words, said = self.source.context(source).stems_beside, mine
        elif mine is Bound.EXACTLY:
            words, said = self.context.stems_beside, theirs
        else:
            return False
        return bool((said in LOWER and words & LOWER_WORDS) or (said in UPPER and words & UPPER_WORDS))


@dataclass(frozen=True, slots=True)
class Match:
    """A mention of the source with the claim's value, and how its unit fits."""

    source: SourceMention
    unit: UnitFit


def best_matches(claim: Claim) -> list[Match]:
    """The matches that can support the claim: by a unit named on both sides if there is one, else by an unnamed one.

    A number that the source gives without a unit is no support for money, a percentage or a measure, unless that unit
    stands near it. Time is let through: ages stand without their years.
    """
    named = [match for match in claim.same if match.unit in (UnitFit.SAME, UnitFit.ALIKE)]
    if named and claim.mention.unit:
        return named
    return [match for match in claim.same if can_support(claim, match)]


def can_support(claim: Claim, match: Match) -> bool:
    """Whether the units let a match support the claim."""
    if match.unit is not UnitFit.OPEN:
        return match.unit is not UnitFit.OTHER
    if not claim.open_unit and _is_age_of_one(claim.source.text, match.source.mention):
        return claim.mention.unit == "year" or claim.is_an_age
    measured = claim.mention.kind in MEASURED and claim.mention.unit not in TIME_UNITS
    return claim.open_unit or not measured or _unit_stands_near(claim, match.source)


def _is_age_of_one(text: str, mention: NumberMention) -> bool:
    """Whether a number behind a name is that person's age: "Ann Bo, 70, who", "Ann Bo, 70." """
    if not mention.text.isdigit() or not _YOUNGEST <= mention.value <= _OLDEST:
        return False
    named = _NAMED.search(text, max(0, mention.start - 24), mention.start)
    return named is not None and _BEHIND_AGE.match(text, mention.end) is not None


def _unit_stands_near(claim: Claim, found: SourceMention) -> bool:
    """Whether a number written without a unit may have the claim's: others beside it do, or its table's head.

    "Food adds 0.8 percentage points; energy takes away 0.3." In a table, unless the text around has another unit.
    """
    number = found.sentence or 1
    if "|" in claim.source.sentence(number).text:
        return not any(m.unit is UnitFit.OTHER and m.source.mention.kind in MEASURED for m in claim.same)
    beside = (
        m.mention for n in range(number - _ABOVE, number + 1) for m in claim.source.by_sentence.get(n, ())
    )
    above = (claim.mention.unit or "").partition(" per ")[0]
    return any(m.unit in (claim.mention.unit, above) and m.start != found.mention.start for m in beside)


def _said_of_time(before: str, mine: Bound, theirs: Bound, own_before: str) -> bool:
    """Whether "over" only says how long something went on, on both sides, or "within" sets a term."""
    if mine is Bound.MORE_THAN and theirs is Bound.EXACTLY:
        return bool(_OVER.search(before) and _OVER.search(own_before))
    if mine is Bound.AT_MOST and theirs is Bound.EXACTLY:
        return bool(_WITHIN.search(own_before) and _COMING.search(before))
    return mine is Bound.EXACTLY and theirs is Bound.AT_MOST and bool(_WITHIN.search(before))


# Every rule: a verdict where the rule decides, None where it leaves the claim to the rules after it.
Rule = Callable[[Claim], Verdict | None]
