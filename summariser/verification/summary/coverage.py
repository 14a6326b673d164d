"""What a summary leaves out: the article's quantities that none of its fields or prose carries, by importance."""

import re
from collections.abc import Collection, Sequence

from summariser.article import Article
from summariser.numbers import Bound, Kind, NumberMention
from summariser.reading import Polarity, counts_a_row
from summariser.reading.words import head_of
from summariser.verification.matching.compare import UnitFit, unit_fit
from summariser.verification.matching.lexicon import BACKGROUND, FINDING, INCIDENTAL, REPORT, RESPONSE
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.verdict import Check, Coverage, Level, Status, Uncovered, Verdict

# From this weight on a figure is of those that a summary's prose should tell: of the figures of such weight in evals seven
# in ten are findings of the report.
WEIGHTY = 0.5
# By judgement.
_FEW = 12
# What a number is compared with: "up 20% from 57,000", "27 against 31", "7% fewer than the 1,763".
_EARLIER = re.compile(
    r"\b(?:from|against|(?:fewer|less|more|lower|higher) than the|from a peak of|compared with)\s\W?$",
    re.IGNORECASE,
)


def coverage(verdicts: Sequence[Verdict], source: SourceIndex, prose: Collection[str] = ()) -> Coverage:
    """The coverage of a source by a summary, from the verdicts on the summary's numbers.

    Only a plain tick covers: no number that is wrong in part, in doubt, or under a label in doubt. `prose` are the paths of
    the summary's prose, whose ticks are counted apart for the figures of weight `WEIGHTY` and more.
    """
    groups = distinct_quantities(source)
    mislabelled = {v.path.rpartition(".")[0] for v in verdicts if v.check is Check.LABEL and v.doubt}
    ticked = [
        v
        for v in verdicts
        if v.mention
        and v.level is Level.SUPPORTED
        and v.status is not Status.DERIVED
        and v.path.rpartition(".")[0] not in mislabelled
    ]
    covers, tells = _Covered(ticked), _Covered([v for v in ticked if v.path in prose])
    weighed = [(_uncovered(group, source), group) for group in groups]
    left = [listed for listed, group in weighed if not covers.has(group)]
    weighty = [group for listed, group in weighed if listed.weight >= WEIGHTY]
    return Coverage(
        total=len(groups),
        covered=len(groups) - len(left),
        weighty=len(weighty),
        weighty_in_prose=sum(map(tells.has, weighty)),
        uncovered=tuple(sorted(left, key=lambda u: (-u.weight, u.mention.start))),
    )


class _Covered:
    """The numbers that verdicts have ticked."""

    def __init__(self, ticked: Sequence[Verdict]) -> None:
        self._spans = {v.source_span for v in ticked}
        self._sorts: dict[tuple[object, ...], dict[tuple[object, ...], NumberMention]] = {}
        for mention in (v.mention for v in ticked if v.mention):
            sorts = self._sorts.setdefault((mention.value, mention.upper), {})
            sorts.setdefault((mention.kind, mention.unit), mention)

    def has(self, group: Sequence[SourceMention]) -> bool:
        """Whether a quantity of the source, given with its repeats, is among them."""
        return any(
            m.span in self._spans
            or any(
                unit_fit(c, m.mention) is UnitFit.SAME
                for c in self._sorts.get((m.mention.value, m.mention.upper), {}).values()
            )
            for m in group
        )


def distinct_quantities(source: SourceIndex) -> list[list[SourceMention]]:
    """The quantities that a source tells, each with its repeats."""
    return _distinct([m for m in source.mentions if _is_told(m, source)])


def _is_told(found: SourceMention, source: SourceIndex) -> bool:
    """Whether a number is a quantity that the article does not itself call wrong, and not the place of a table's row."""
    said = source.statement(found)
    return (
        found.mention.is_quantity
        and (said is None or said.polarity not in (Polarity.RETRACTED, Polarity.FORMER))
        and not counts_a_row(source.reading, found.mention)
    )


def uncovered(article: Article | str) -> tuple[Uncovered, ...]:
    """The quantities of an article, what matters most first: all that an empty summary leaves out.

    >>> [(left_out.mention.text, left_out.weight) for left_out in uncovered("Police seized 40 boats in 2 ports.")]
    [('40', 0.55), ('2', 0.45)]
    """
    return coverage((), SourceIndex.of(article)).uncovered


def _distinct(mentions: Sequence[SourceMention]) -> list[list[SourceMention]]:
    """The mentions with repeats of one quantity together."""
    groups: dict[tuple[object, ...], list[list[SourceMention]]] = {}
    homes: dict[tuple[object, ...], list[SourceMention]] = {}
    for mention in mentions:
        value = mention.mention.value, mention.mention.upper
        sort = *value, mention.mention.kind, mention.mention.unit
        if sort not in homes:
            same = groups.setdefault(value, [])
            alike = (g for g in same if unit_fit(g[0].mention, mention.mention).value <= UnitFit.OPEN.value)
            homes[sort] = next(alike, [])
            if not homes[sort]:
                same.append(homes[sort])
        homes[sort].append(mention)
    return [group for same in groups.values() for group in same]


def _uncovered(group: list[SourceMention], source: SourceIndex) -> Uncovered:
    weights = [(weight(m, source), -m.mention.start, m) for m in group]
    heaviest, _, mention = max(weights, key=lambda w: w[:2])
    more = 0.05 if len(group) > 1 else 0.0
    return Uncovered(
        mention=source.reading.with_unit(mention.mention),
        sentence=mention.sentence or 1,
        weight=min(1.0, round(heaviest + more, 3)),
    )


def weight(found: SourceMention, source: SourceIndex) -> float:
    """How much a number matters, in 0..1: findings of the report first, background and small counts last."""
    number = found.sentence or 1
    words = source.stems_of(number)
    total = 0.4 + 0.15 * (1 - (number - 1) / max(1, len(source.article.sentences)))
    if words & REPORT:
        total += 0.3 if words & FINDING else 0.15
    elif words & RESPONSE:
        total -= 0.15
    if source.article.title_span and number == 1:
        total += 0.15
    if words & BACKGROUND or _is_of_another_time(found, source):
        total -= 0.15
    return max(0.0, min(1.0, total + _weight_of_form(found, source)))


def _weight_of_form(found: SourceMention, source: SourceIndex) -> float:
    """What the number itself says: a bound or money speaks for it, a small count or an old value against it."""
    mention = found.mention
    total = 0.1 if mention.bound is not Bound.EXACTLY else 0.0
    if mention.kind is Kind.CARDINAL and mention.value <= _FEW and mention.bound is Bound.EXACTLY:
        total -= 0.1
    if mention.unit is None or head_of(mention.unit) in INCIDENTAL:
        total -= 0.2 if mention.unit else 0.1
    before = source.text[max(0, mention.start - 24) : mention.start]
    return total - 0.2 if _EARLIER.search(before) else total


def _is_of_another_time(found: SourceMention, source: SourceIndex) -> bool:
    """Whether the sentence speaks only of years well before the article's own time."""
    newest = source.article.published.year if source.article.published else max(source.years, default=0)
    said = source.statement(found)
    years = [period.year for period in (said.periods if said else ()) if period.year]
    return bool(years) and max(years) < newest - 2
