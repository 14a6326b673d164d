"""Joins two numbers into a range where the words between them say so, and shares units along a list."""

import re
from decimal import Decimal
from fractions import Fraction

from summariser.numbers.draft import NumberDraft
from summariser.numbers.mention import Kind
from summariser.numbers.units.sharing import (
    YEAR,
    converts,
    is_bare,
    is_ungrouped,
    read_pounds_as_weight,
    share,
    share_course,
    share_side,
    take_unit,
)
from summariser.numbers.vocabulary.number_words import exact, is_whole, scaled

_HYPHENS = frozenset(("-", "–", "—", " - ", " – ", " — ", "–\u2009", "\u2009–\u2009"))
_TYPED = frozenset(("--", " -- "))
_TIGHT = frozenset(("-", "–", "—", "/"))
_TO = _HYPHENS | {" to ", " to-", "-to-", " up to ", "- to ", "- to-", " through ", "–to–", " and up to "}
_SIDES = frozenset(("x", " x ", "×", " × ", " by "))  # "40 x 60 cm"
# "More than 100 km (60 miles)", "under 296 hp (220 kW / 300 PS)"
_CONVERTED, _CLOSING = frozenset((" (", " / ", "/")), frozenset((")", "/"))
_LISTED = frozenset(
    (" or ", " and ", "-, ", "- and ", "- or ", "-and ", "-or ", "- and/or ", ", ", ", and ", ", or ")
)
_NO_RANGE = frozenset((Kind.ORDINAL, Kind.IDENTIFIER, Kind.TIME, Kind.MULTIPLE))
# Numbers with a hyphen before these words are the score of two sides.
_SCORES = re.compile(
    r" (lead|win|victory|defeat|loss|draw|record|vote|majority|decision|tie|margin|triumph)\b"
)
_OF_AGES = ("aged ", "ages ", "ages of ")
_BY = re.compile(r"\bby (?:about |around |some |nearly |almost |over |more than |a further |another )?$")
# By judgement.
_FROM_NEAR = 18  # how many characters before a range its "from" may begin
_OF_SO_MANY = frozenset((" in ", "-in-", " in every ", " out of every "))
# "one ferry in nine", "7 cases out of 10"
_NOUN_OF_SO_MANY = re.compile(r" [a-z]+(?:[ -][a-z]+){0,2} (?:in|out of) (?:every )?")
_ROUND_WHOLES = frozenset((*range(3, 11), 12, 20, 50, 100, 1000))
# By judgement.
_FROM_REACH = 48  # how far back the word for a rise may stand, with up to two words behind it
_FROM = frozenset(
    f"from {word}"
    for word in ("", "about ", "around ", "some ", "nearly ", "almost ", "over ", "just ", "only ")
)
# What rises; what falls needs no word, since a range names its lower end first.
_RISES = frozenset(
    "up rise rises rose risen rising grow grows grew grown growing growth increase increases increased increasing "
    "raise raises raised raising lift lifts lifted climb climbs climbed climbing jump jumps jumped soar soared surge surged "
    "swell swelled swollen gain gained accelerate accelerated widen widened doubled tripled expand expanded improve improved "
    "went gone moved changed".split()
)
# By judgement, on filings and news; so are those below.
_FAR, _FAR_FOR_A_CHANGE = 100, 5  # how many times its lower end a range's upper end may be
_CHANGED = tuple(
    f" {verb} "
    for verb in "fell rose gained lost added shed slipped dropped jumped climbed sank slid plunged surged tumbled eased".split()
)
_CHANGING = tuple(verb.strip() for verb in _CHANGED)
_FAR_FOR_A_CHANGE_BY, _FEW = Decimal("2.5"), 10  # "by eight to 23"
_FIVE_FIGURES = 10_000
_MODEL = 3  # how many figures the number of a type has at least


def join(text: str, low: str, left: NumberDraft, right: NumberDraft) -> bool:
    """Widen `left` to the range that ends with `right`, and say so; otherwise share what a list shares."""
    gap = low[left.end : right.start]
    if "\n" in gap and gap.strip().isalpha() and "\n\n" not in gap:  # a wrapped line
        gap = gap.replace("\n", " ")
    if _ends_in_short_year(low, left, right, gap):
        _complete_year(left, right)
        return False
    if gap == " to " and is_bare(left) and _starts_range(text, right):
        right.listed = left  # "24.2 to 33-35 billion euros"
        return False
    if gap == " to " and _is_course(low, left, right):
        share_course(left, right)
        return False
    if gap == " to " and _is_change(low, left, right):
        if is_bare(left) and right.unit and right.kind is not Kind.PERCENT:
            take_unit(left, right)
        return False
    if gap in _TO:
        return _range(low, left, right, gap)
    if gap == " and " and low[max(0, left.start - 8) : left.start] == "between ":
        return _range(low, left, right, gap)
    if gap == " out of " and left.value == 1:
        return _ratio(left, right)
    if gap in _OF_SO_MANY or (left.unit and right.unit is None and _NOUN_OF_SO_MANY.fullmatch(gap)):
        return _ratio(left, right)
    if gap == " (":
        read_pounds_as_weight(low, left, right)
    if gap in _CONVERTED and right.bound is None and converts(left, right) and _closes(text, right.end):
        right.bound = left.bound
    if gap == " and " and low[max(0, left.start - 24) : left.start].endswith("between the ages of "):
        return _range(low, left, right, gap)
    if gap in _SIDES and is_bare(left):
        share_side(left, right, gap)
    if gap in _LISTED:
        share(left, right, gap)
    if left.noun_end > right.end and right.kind is Kind.CARDINAL and _is_capital(text, right.end):
        right.kind, right.unit, right.rate, right.bound = Kind.IDENTIFIER, None, "", None
    return False


def _is_course(low: str, left: NumberDraft, right: NumberDraft) -> bool:
    """Whether "from A to B" tells what A became rather than a range: it falls, or a verb of change stands before."""
    ahead = low[max(0, left.start - _FROM_REACH) : left.start]
    at = ahead.rfind("from ")
    if at < 0 or ahead[at:] not in _FROM or left.upper is not None or left.kind in _NO_RANGE:
        return False
    if Kind.DATE in (left.kind, right.kind):
        return False
    shares = right.scale and not left.scale and left.value < YEAR
    end = scaled(right.value, -right.scale) if shares else right.value
    return end < left.value or not _RISES.isdisjoint(ahead[:at].split()[-3:])


def _is_change(low: str, left: NumberDraft, right: NumberDraft) -> bool:
    """Whether the first is by how much something changed, and the second what it came to.

    "Rose by €35 million to €186 million"; but "by 3 to 5 percent" is a range.
    """
    measured = left.unit is not None and left.kind is not Kind.CARDINAL and right.unit is not None
    ahead = low[max(0, left.start - _FROM_NEAR) : left.start]
    if "by " in ahead and _BY.search(ahead):
        apart = left.value < 1 <= right.value or (
            right.value > _FEW
            and right.value > left.value * _FAR_FOR_A_CHANGE_BY
            and left.scale == right.scale
        )
        level = right.kind is Kind.MONEY and right.value > left.value * _FAR_FOR_A_CHANGE
        return bool(
            measured or level or (left.scale and right.scale) or (apart and right.kind is Kind.CARDINAL)
        )
    if not ahead.rstrip().endswith(_CHANGING) or not measured:
        return False
    return left.kind is not Kind.PERCENT or right.value >= left.value * _FAR_FOR_A_CHANGE


def _starts_range(text: str, draft: NumberDraft) -> bool:
    """Whether a hyphen and another number follow a bare one."""
    return (
        is_bare(draft)
        and text[draft.end : draft.end + 1] in _TIGHT
        and text[draft.end + 1 : draft.end + 2].isdigit()
    )


def _closes(text: str, end: int) -> bool:
    """Whether a bracket or another conversion follows."""
    return text[end : end + 2].lstrip()[:1] in _CLOSING


def _is_capital(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _range(low: str, left: NumberDraft, right: NumberDraft, gap: str) -> bool:
    if right.kind is Kind.IDENTIFIER and is_bare(left) and gap in _HYPHENS:
        left.kind = Kind.IDENTIFIER
    if left.kind is Kind.IDENTIFIER and is_bare(right) and gap in ("-", "–"):  # "pages 3-5"
        right.kind = Kind.IDENTIFIER
    if right.kind is Kind.MULTIPLE and right.unit and is_bare(left):  # "three to four times"
        left.kind = Kind.MULTIPLE
    elif left.kind in _NO_RANGE or right.kind in _NO_RANGE:
        return False
    if right.upper:
        return False
    if left.upper is not None:
        if left.unit and is_bare(right) and gap == " to ":
            take_unit(right, left)
        return False
    if not left.firm and right.kind is not Kind.DATE and right.unit and right.value > left.value:
        left.kind, left.firm = Kind.CARDINAL, True
    if left.kind is Kind.DATE or right.kind is Kind.DATE:
        _dates(left, right, gap)
        return False
    return _same_unit(low, left, right, gap) and _widen(low, left, right, gap)


def _same_unit(low: str, left: NumberDraft, right: NumberDraft, gap: str) -> bool:
    """Whether the two can be the ends of one range, by their units and sizes."""
    ahead = low[max(0, left.start - _FROM_NEAR) : left.start]
    after_from = "from " in ahead or ahead.endswith(_OF_AGES)
    if left.unit and is_bare(right) and after_from:
        take_unit(right, left)
    if left.unit and left.unit != right.unit:
        return left.kind is Kind.MONEY and right.unit is None and gap != " through "
    if after_from or gap != " to " or not is_bare(right):
        return True
    # "the index fell 85 to 9,310" has a change and a level.
    far = _FAR_FOR_A_CHANGE if ahead.endswith(_CHANGED) else _FAR
    shared = scaled(right.value, -right.scale) if right.scale and not left.scale else right.value
    return (shared if shared > left.value else right.value) <= left.value * far


def _ratio(left: NumberDraft, right: NumberDraft) -> bool:
    """ "one in five" as 0.2 of what the second number counts; "12 in 40 countries" are two numbers."""
    one, all_ = left.value, right.value
    measured = (
        one == 1 and right.unit is None and left.kind in (Kind.MEASURE, Kind.MONEY)
    )  # "one litre in four"
    kinds = {right.kind} if measured else {left.kind, right.kind}
    if kinds != {Kind.CARDINAL} or left.upper or right.upper or right.bound or left.rate:
        return False
    if not 0 < one < all_ or one != int(one) or all_ != int(all_) or (one > 1 and all_ not in _ROUND_WHOLES):
        return False
    left.value, left.kind = exact(Fraction(int(one), int(all_))), Kind.CARDINAL
    left.unit, left.end, left.noun_end = right.unit or left.unit, right.end, right.noun_end
    return True


def _widen(low: str, left: NumberDraft, right: NumberDraft, gap: str) -> bool:
    """Make `left` the range, with the magnitude and the unit that its upper end gives to both."""
    first = left.value
    if right.scale and not left.scale and first < scaled(right.value, -right.scale):
        first = scaled(first, right.scale)
    elif (
        gap in _HYPHENS
        and not (right.scale or (left.unit and right.unit))
        and left.value < YEAR <= right.value
        and is_whole(scaled(right.value, -3))
    ):
        first = scaled(first, 3) if scaled(first, 3) < right.value else first  # "20-25,000 people"
    second = right.value.copy_abs() if gap in _HYPHENS else right.value
    if gap == "-" and left.unit is None and _is_model(low, left, right):
        left.end, left.kind, left.unit, left.bound = right.end, Kind.IDENTIFIER, None, None
        return True
    if first == second and gap in _HYPHENS:  # two sides are level
        left.end, left.kind, left.unit, left.bound = right.end, Kind.IDENTIFIER, None, None
        return True
    left.value, left.upper = min(first, second), max(first, second)
    left.end, left.scale, left.noun_end, left.rate = right.end, right.scale, right.noun_end, right.rate
    left.kind = right.kind if right.kind is not Kind.CARDINAL else left.kind
    left.unit = left.unit or right.unit
    if left.unit is None and gap in _HYPHENS and (score := _SCORES.match(low, left.end)):
        left.unit = score[1]
    left.bound = left.bound or (right.bound if "up" not in gap else None)
    if (before := left.listed) and is_bare(before):
        before.unit, before.kind, before.rate = left.unit, left.kind, left.rate
        if left.scale and not before.scale:
            before.value, before.scale = scaled(before.value, left.scale), left.scale
    return True


def _is_model(low: str, left: NumberDraft, right: NumberDraft) -> bool:
    """Whether a long number and a short one are a type's: "the 787-9"; a vote is "412-9" too."""
    wide, narrow = left.end - left.start, right.end - right.start
    if wide < _MODEL or narrow >= wide - 1 or right.value > left.value or right.kind is not Kind.CARDINAL:
        return False
    return "vote" not in low[max(0, left.start - 48) : right.end + 12]


def _ends_in_short_year(low: str, left: NumberDraft, right: NumberDraft, gap: str) -> bool:
    """Whether two figures end a span of years: "2018-19"; apart from its dash only "2007 -- 08", which is no count."""
    if left.kind is not Kind.DATE:
        return False
    if gap == "/" and left.end - left.start == right.end - right.start:
        return True  # "2021/2022"
    written = low[right.start : right.end]
    if not YEAR <= left.value < _FIVE_FIGURES or len(written) != 2 or not written.isdigit():
        return False
    return gap in _TIGHT or (written[0] == "0" and (gap in _HYPHENS or gap in _TYPED))


def _complete_year(first: NumberDraft, last: NumberDraft) -> None:
    """ "2018-19" and "1999-00" end in 2019 and in 2000."""
    if last.value < first.value:
        last.value += first.value - first.value % 100
        last.value += 100 if last.value < first.value else 0
    last.kind, last.unit, last.rate, last.bound = Kind.DATE, None, "", None


def _dates(left: NumberDraft, right: NumberDraft, gap: str) -> None:
    """ "September 8-10", "2018-19", "1914 to 1918": each end is a date of its own."""
    for one, other in ((left, right), (right, left)):
        if one.kind is not Kind.CARDINAL or one.value != int(one.value):
            continue
        short_year = one is right and gap in _TIGHT and other.value >= YEAR
        alike = one.unit is None and (one.value >= YEAR) == (other.value >= YEAR) and is_ungrouped(one)
        if short_year or alike:
            one.kind, one.unit, one.rate = Kind.DATE, None, ""
