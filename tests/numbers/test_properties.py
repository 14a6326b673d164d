"""What holds of the number finder on every text: spans, order, no exception, and numbers written out are found."""

import string
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summariser.numbers import Bound, Kind, NumberMention, find_numbers
from tests.numbers.conformance import cases, written

CARRIERS = [
    ("", ""),
    ("", "."),
    ("The report says ", "."),
    ("Officials said ", " on Friday, he added."),
    ("It was ", ", they said."),
    ("(", ")"),
    ("In the end,\nit came to ", "\nin all."),
    ("“It is ", ",” she said."),
    ("A paragraph.\n\n", "\n\nAnother paragraph."),
]
BOUNDS = {
    "": Bound.EXACTLY,
    "about ": Bound.ABOUT,
    "nearly ": Bound.ABOUT,
    "over ": Bound.MORE_THAN,
    "more than ": Bound.MORE_THAN,
    "at least ": Bound.AT_LEAST,
    "up to ": Bound.AT_MOST,
    "as many as ": Bound.AT_MOST,
    "no more than ": Bound.AT_MOST,
    "fewer than ": Bound.LESS_THAN,
    "under ": Bound.LESS_THAN,
}
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
UNITS = {
    "% ": (Kind.PERCENT, "percent"),
    " percent ": (Kind.PERCENT, "percent"),
    " per cent ": (Kind.PERCENT, "percent"),
    " km ": (Kind.MEASURE, "kilometre"),
    "kg ": (Kind.MEASURE, "kilogram"),
    " days ": (Kind.MEASURE, "day"),
    " euros ": (Kind.MONEY, "EUR"),
    " troops ": (Kind.CARDINAL, "troop"),
    " North Korean troops ": (Kind.CARDINAL, "troop"),
}
SIGNS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "CHF ": "CHF",
    "A$": "AUD",
    "RM": "MYR",
}

carriers = st.sampled_from(CARRIERS)
bounds = st.sampled_from(sorted(BOUNDS.items()))
wholes = st.integers(min_value=0, max_value=10**18)
amounts = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False, allow_infinity=False)
# Pieces that a number finder trips over, joined in any order.
shards = st.lists(
    st.sampled_from(
        "1 22 333 4,444 1.5 .5 $ € % - – — ' ’ \" ( ) [ ] / : ; . , \n \n\n \t \u00a0 \u2009 \u0301 ½ × ^ + ~ ≥ one "
        "two twenty hundred million dozen half third second and a of to between from per over about times km m pm "
        "May Jan. iPhone F S- U.S. https:// İ ﬁ ² ٣ 𝟘".split(" ")
        + [" ", " ", " ", "\n"]
    ),
    max_size=40,
).map("".join)


def well_formed(text: str, mentions: list[NumberMention]) -> bool:
    """Whether each span is its text, and the mentions stand in order and apart."""
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    return (
        all(text[m.start : m.end] == m.text and m.text.strip() == m.text for m in mentions)
        and edges == sorted(edges)
        and all(m.start < m.end for m in mentions)
        and all(m.upper is None or m.value <= m.upper for m in mentions)
        and all(m.value.is_finite() for m in mentions)
    )


def only(text: str) -> NumberMention:
    """The one mention of the text."""
    mentions = find_numbers(text)
    assert len(mentions) == 1, (text, mentions)
    return mentions[0]


@given(st.text())
def test_any_text_gives_well_formed_mentions(text: str) -> None:
    """No string of Unicode raises, and spans slice back to their text without overlapping."""
    assert well_formed(text, find_numbers(text))


@given(shards)
def test_shards_of_numbers_give_well_formed_mentions(text: str) -> None:
    """Nor does any heap of digits, signs and number words."""
    assert well_formed(text, find_numbers(text))


@given(st.text(alphabet=string.printable, max_size=200))
def test_keyboard_noise_gives_well_formed_mentions(text: str) -> None:
    """Nor anything that can be typed."""
    assert well_formed(text, find_numbers(text))


@pytest.mark.parametrize("bound", Bound)
def test_a_bound_is_found_as_it_is_written(bound: Bound) -> None:
    assert [m.bound for m in find_numbers(f"{bound.words}40 ships")] == [bound]


@pytest.mark.parametrize("text", [b"40 ships", None, 40])
def test_what_is_no_text_is_told_in_one_line(text: object) -> None:
    with pytest.raises(TypeError, match=f"find_numbers: text is of type {type(text).__name__}, not str"):
        find_numbers(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("before", ["They met.\n\n", "It rained. ", "- "])
@pytest.mark.parametrize("after", ["", " They left.", "\n\nThey left."])
def test_sentences_around_change_nothing(before: str, after: str) -> None:
    """What is found in a sentence stays where others stand before and behind it."""
    sentences = [case.text for case in cases() if not case.text[:1].islower()]
    moved = [[written(m) for m in find_numbers(before + sentence + after)] for sentence in sentences]
    assert moved == [[written(m) for m in find_numbers(sentence)] for sentence in sentences]


@pytest.mark.parametrize(
    "end", [" >", "~", " $", "£", "-", " (", " a$", " US", " May", " over", " between", "=", "≥"]
)
def test_the_end_of_a_text_is_not_before_its_start(end: str) -> None:
    """A number that begins a text takes no sign, bound or currency from the other end of it."""
    texts = [case.text + end for case in cases() if case.text[:1].isdigit()]
    behind = [[written(m) for m in find_numbers("\n" + text)] for text in texts]
    assert [[written(m) for m in find_numbers(text)] for text in texts] == behind


@given(st.one_of(shards, st.sampled_from([c.text for c in cases()])), st.one_of(shards, st.text()))
def test_a_blank_line_keeps_texts_apart(first: str, second: str) -> None:
    """Two texts with a blank line between have the numbers of the one and the numbers of the other."""
    gap = len(first) + 2
    apart = [(m.start, m.end, m.value, m.bound, m.kind, m.unit) for m in find_numbers(first)] + [
        (m.start + gap, m.end + gap, m.value, m.bound, m.kind, m.unit) for m in find_numbers(second)
    ]
    joined = find_numbers(f"{first}\n\n{second}")
    assert [(m.start, m.end, m.value, m.bound, m.kind, m.unit) for m in joined] == apart


@given(wholes, bounds, carriers)
def test_a_grouped_whole_number_is_found(
    value: int, bound: tuple[str, Bound], carrier: tuple[str, str]
) -> None:
    """1,234,567 ships, with any bound, in any sentence."""
    mention = only(f"{carrier[0]}{bound[0]}{value:,} ships{carrier[1]}")
    assert (mention.value, mention.bound, mention.kind, mention.unit) == (
        Decimal(value),
        bound[1],
        Kind.CARDINAL,
        "ship",
    )


@given(amounts, bounds, carriers, st.sampled_from(sorted(SIGNS.items())), st.booleans())
def test_money_is_found(
    value: Decimal, bound: tuple[str, Bound], carrier: tuple[str, str], sign: tuple[str, str], grouped: bool
) -> None:
    """$1,299.99 with any sign or code, with any bound, in any sentence."""
    number = f"{value:,}" if grouped else f"{value}"
    mention = only(f"{carrier[0]}{bound[0]}{sign[0]}{number}{carrier[1]}")
    assert (mention.value, mention.bound, mention.kind, mention.unit) == (
        Decimal(value),
        bound[1],
        Kind.MONEY,
        sign[1],
    )


@given(
    st.decimals(min_value=0, max_value=999, places=1),
    st.sampled_from(sorted(SCALES.items())),
    bounds,
    carriers,
)
def test_a_magnitude_word_multiplies(
    value: Decimal, scale: tuple[str, int], bound: tuple[str, Bound], carrier: tuple[str, str]
) -> None:
    """9.5 million people is 9500000, exactly."""
    mention = only(f"{carrier[0]}{bound[0]}{value} {scale[0]} people{carrier[1]}")
    assert (mention.value, mention.bound, mention.unit) == (value * 10 ** scale[1], bound[1], "people")


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from(sorted(UNITS.items())),
    bounds,
    carriers,
)
def test_a_unit_is_found(
    value: Decimal, unit: tuple[str, tuple[Kind, str]], bound: tuple[str, Bound], carrier: tuple[str, str]
) -> None:
    """Percent, measures, money by name and counted nouns, right behind the number."""
    mention = only(f"{carrier[0]}{bound[0]}{value:,}{unit[0].rstrip()}{carrier[1]}")
    assert (mention.value, mention.bound, mention.kind, mention.unit) == (value, bound[1], *unit[1])


@given(st.integers(min_value=0, max_value=10**15), bounds, carriers)
def test_a_number_in_words_is_found(value: int, bound: tuple[str, Bound], carrier: tuple[str, str]) -> None:
    """Any whole number spelled out is found again with its value."""
    mention = only(f"{carrier[0]}{bound[0]}{spelled(value)} ships{carrier[1]}")
    assert (mention.value, mention.bound) == (Decimal(value), bound[1])


@given(st.integers(1, 10**6), st.integers(1, 10**6), carriers, st.sampled_from([" to ", "-", "–", " – "]))
def test_a_range_has_both_its_ends(low: int, more: int, carrier: tuple[str, str], joint: str) -> None:
    """3 to 5 million dollars, 10-15 tonnes: the lower end is the value, the upper end upper."""
    high = low + more
    mention = only(f"{carrier[0]}${low:,}{joint}${high:,}{carrier[1]}")
    assert (mention.value, mention.upper, mention.unit) == (Decimal(low), Decimal(high), "USD")


def spelled(value: int) -> str:
    """The number in English words, in British style."""
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if value < 20:
        return small[value]
    if value < 100:
        return tens[value // 10 - 2] + (f"-{small[value % 10]}" if value % 10 else "")
    if value < 1000:
        rest = f" and {spelled(value % 100)}" if value % 100 else ""
        return f"{small[value // 100]} hundred{rest}"
    power = max(p for p in (3, 6, 9, 12, 15) if value >= 10**p)
    word = {3: "thousand", 6: "million", 9: "billion", 12: "trillion", 15: "quadrillion"}[power]
    rest = value % 10**power
    joint = "" if not rest else " and " if rest < 100 else ", "
    return f"{spelled(value // 10**power)} {word}{joint}{spelled(rest) if rest else ''}"


BOUND_PHRASES = {
    Bound.ABOUT: "about around roughly approximately some nearly almost circa barely",
    Bound.MORE_THAN: "over above more_than in_excess_of upwards_of greater_than well_over just_over",
    Bound.AT_LEAST: "at_least no_fewer_than no_less_than a_minimum_of not_less_than",
    Bound.AT_MOST: "up_to as_many_as as_much_as no_more_than at_most a_maximum_of not_more_than",
    Bound.LESS_THAN: "under below less_than fewer_than just_under shy_of well_below",
}
phrases = st.sampled_from(
    [("", Bound.EXACTLY)]
    + [
        (phrase.replace("_", " ") + " ", bound)
        for bound, words in BOUND_PHRASES.items()
        for phrase in words.split()
    ]
)
NAMED_UNITS = {
    "percent": "percent", "per cent": "percent", "percentage points": "percentage point", "km": "kilometre",
    "miles": "mile", "hectares": "hectare", "square metres": "square metre", "tonnes": "tonne", "kg": "kilogram",
    "litres": "litre", "hours": "hour", "days": "day", "MW": "megawatt", "GWh": "gigawatt hour", "degrees Celsius": "degree Celsius",
    "euros": "EUR", "US dollars": "USD", "rupees": "INR", "yen": "JPY", "ferries": "ferry", "old ferries": "ferry",
    "barrels a day": "barrel per day", "euros a month": "EUR per month", "tpd": "tonne per day", "m^2": "square metre",
}  # fmt: skip


def indian(value: int) -> str:
    """The number with Indian groups: 12,34,567."""
    head, tail = f"{value:,}".replace(",", "")[:-3], f"{value:03d}"[-3:]
    pairs = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) if head else str(value)


NOTATIONS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "groups": lambda value: f"{value:,}",
    "words": lambda value: spelled(value),
    "Indian groups": indian,
    "no-break spaces": lambda value: f"{value:,}".replace(",", "\u00a0"),
    "apostrophes": lambda value: f"{value:,}".replace(",", "’"),
    "dots": lambda value: f"{value:,}".replace(",", ".") if value >= 10**6 else f"{value:,}",
    "lakh": lambda value: f"{Decimal(value) / 10**5:f} lakh",
    "crore": lambda value: f"{Decimal(value) / 10**7:f} crore",
    "lakh crore": lambda value: f"{Decimal(value) / 10**12:f} lakh crore",
    "thousand million": lambda value: f"{Decimal(value) / 10**9:f} thousand million",
    "million": lambda value: f"{Decimal(value) / 10**6:f} million",
    "bn": lambda value: f"{Decimal(value) / 10**9:f}bn",
    "power": lambda value: f"{Decimal(value) / 10**9:f}×10^9",
    "raised power": lambda value: f"{Decimal(value) / 10**9:f} × 10⁹",
}  # fmt: skip


@given(
    st.integers(10, 10**7),
    st.sampled_from(sorted(NOTATIONS)),
    phrases,
    st.sampled_from(sorted(NAMED_UNITS.items())),
    carriers,
)
def test_a_value_is_found_in_every_notation(
    value: int, notation: str, phrase: tuple[str, Bound], unit: tuple[str, str], carrier: tuple[str, str]
) -> None:
    """Whatever its notation, its bound and the unit behind it; "1900 old ferries" may be a year's."""
    assume(not (notation == "digits" and 1900 <= value <= 2100 and unit[1] == "ferry"))
    mention = only(f"{carrier[0]}{phrase[0]}{NOTATIONS[notation](value)} {unit[0]}{carrier[1]}")
    assert (mention.value, mention.bound, mention.unit) == (Decimal(value), phrase[1], unit[1])


@given(
    st.integers(10, 10**9),
    st.sampled_from(["digits", "groups", "Indian groups", "million", "bn", "lakh crore"]),
    phrases,
    st.sampled_from(sorted(SIGNS.items())),
    carriers,
)
def test_money_is_found_in_every_notation(
    value: int, notation: str, phrase: tuple[str, Bound], sign: tuple[str, str], carrier: tuple[str, str]
) -> None:
    """The unit before the number: a sign or a code."""
    mention = only(f"{carrier[0]}{phrase[0]}{sign[0]}{NOTATIONS[notation](value)}{carrier[1]}")
    assert (mention.value, mention.bound, mention.unit) == (Decimal(value), phrase[1], sign[1])


@given(
    st.integers(2, 400),
    st.integers(1, 400),
    st.sampled_from([" to ", "-", "–"]),
    phrases,
    st.sampled_from(sorted(NAMED_UNITS.items())),
    carriers,
)
def test_a_range_is_found_with_every_unit(
    low: int,
    more: int,
    joint: str,
    phrase: tuple[str, Bound],
    unit: tuple[str, str],
    carrier: tuple[str, str],
) -> None:
    """Both ends, the unit behind them and the bound before them."""
    mention = only(f"{carrier[0]}{phrase[0]}{low}{joint}{low + more} {unit[0]}{carrier[1]}")
    assert (mention.value, mention.upper, mention.bound, mention.unit) == (
        Decimal(low),
        Decimal(low + more),
        phrase[1],
        unit[1],
    )


FRACTIONS = {
    "half": "0.5",
    "a quarter": "0.25",
    "three-quarters": "0.75",
    "one-fifth": "0.2",
    "two-fifths": "0.4",
    "3/4": "0.75",
    "½": "0.5",
}


@given(st.sampled_from(sorted(FRACTIONS.items())), phrases, carriers)
def test_a_fraction_is_found(
    part: tuple[str, str], phrase: tuple[str, Bound], carrier: tuple[str, str]
) -> None:
    """In words, in digits and as a sign, of what is counted."""
    mention = only(f"{carrier[0]}{phrase[0]}{part[0]} of the ferries{carrier[1]}")
    assert (mention.value, mention.bound, mention.unit) == (Decimal(part[1]), phrase[1], "ferry")
