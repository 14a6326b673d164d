"""What a gold file says, checked against its article: each check answers with what does not hold, and where."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from summariser.evaluation.gold.annotations import Gold, GoldDay
from summariser.evaluation.gold.json_lines import Place
from summariser.evaluation.gold.visible import find_all, occurs
from summariser.numbers import find_numbers

Fault = tuple[Place, str]
Check = Callable[[Gold, str], Iterator[Fault]]

_MAGNITUDES = {"hundred": 100, "thousand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOT_READ_OFF = re.compile("ratio|in words")


def faults(gold: Gold, text: str, *, in_full: bool = True) -> list[Fault]:
    """All that does not hold of a gold file whose article is `text`, as its reader sees it.

    Not `in_full`, the strict checks are left out: what they doubt may be right, and can be scored.
    """
    checks = (*CHECKS, *STRICT_CHECKS) if in_full else CHECKS
    return [fault for check in checks for fault in check(gold, text)]


def _quantities_stand(gold: Gold, text: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, quantity in enumerate(gold.quantities):
        if not occurs(quantity.text, text):
            yield ("quantities", i, "text"), f"{quantity.text!r} does not stand in the article"
        if quantity.text in seen:
            yield ("quantities", i, "text"), f"{quantity.text!r} is listed twice: lengthen one of the two"
        seen.add(quantity.text)


def _values_are_what_digits_say(gold: Gold, text: str) -> Iterator[Fault]:
    for i, quantity in enumerate(gold.quantities):
        written = _written_values(quantity.text)
        if not written or _NOT_READ_OFF.search(quantity.note or ""):
            continue
        for name, value in (("value", quantity.value), ("upper", quantity.upper)):
            if value is not None and abs(value) not in written:
                yield ("quantities", i, name), f"{value} is not what {quantity.text!r} says"


def _one_is_core(gold: Gold, text: str) -> Iterator[Fault]:
    if gold.quantities and not any(quantity.core for quantity in gold.quantities):
        yield ("quantities",), "no quantity is core: mark those that the report finds"


def _others_stand_apart(gold: Gold, text: str) -> Iterator[Fault]:
    taken = _numerals(quantity.text for quantity in gold.quantities)
    for key in ("furniture_numbers", "must_not_appear"):
        for i, piece in enumerate(getattr(gold, key)):
            if not occurs(piece, text):
                yield (key, i), f"{piece!r} does not stand on the page"
            if shared := _numerals([piece]) & taken:
                yield (key, i), f"{min(shared)} is a number of a quantity too"


def _words_stand(gold: Gold, text: str) -> Iterator[Fault]:
    report = gold.report
    words: list[tuple[Place, str]] = [(("headline",), gold.headline)]
    words += [(("report", k), v) for k in ("title", "date_text") if (v := getattr(report, k))]
    words += [(("fields", k, "text"), v.text) for k, v in gold.fields.items() if isinstance(v, GoldDay)]
    for i, quotation in enumerate(gold.quotations):
        words.append((("quotations", i, "text"), quotation.text))
        words.append((("quotations", i, "speaker"), quotation.speaker.split()[-1]))
    words += [(("responses", i, "who"), response.who) for i, response in enumerate(gold.responses)]
    for key in ("names", "not_quantities"):
        words += [((key, i), word) for i, word in enumerate(getattr(gold, key))]
    for place, word in words:
        if word not in text:
            yield place, f"{word!r} does not stand in the article"


def _dates_agree(gold: Gold, text: str) -> Iterator[Fault]:
    issued = gold.report.date
    if issued is None:
        return
    if issued > gold.published:
        yield ("report", "date"), f"{issued} is after the article's own date, {gold.published}"
    named = [day for day in _WEEKDAYS if day in (gold.report.date_text or "")]
    if named and named != [_WEEKDAYS[issued.weekday()]]:
        yield ("report", "date"), f"{issued} is a {_WEEKDAYS[issued.weekday()]}, not a {named[0]}"


def _nothing_is_left_out(gold: Gold, text: str) -> Iterator[Fault]:
    listed = [quantity.text for quantity in gold.quantities]
    listed += [*gold.furniture_numbers, *gold.must_not_appear, *gold.not_quantities]
    spans = [span for piece in listed for span in find_all(piece, text)]
    known = _numerals(listed)
    for mention in find_numbers(text):
        unknown = mention.is_quantity and _numerals([mention.text]) - known
        if unknown and not any(start < mention.end and mention.start < end for start, end in spans):
            around = " ".join(text[max(0, mention.start - 30) : mention.end + 30].split())
            yield ("quantities",), f"no entry speaks of {mention.text!r} (in {around!r})"


# The order in which a person would mend them: first what stands where, then what it means, then what is missing.
CHECKS: tuple[Check, ...] = (_quantities_stand, _words_stand, _others_stand_apart, _one_is_core, _dates_agree)
STRICT_CHECKS: tuple[Check, ...] = (_values_are_what_digits_say, _nothing_is_left_out)


def _numerals(texts: Iterable[str]) -> set[str]:
    """The numerals of the texts, as they are written."""
    return {numeral for text in texts for numeral in re.findall(r"\d+(?:[.,]\d+)*", text)}


def _written_values(text: str) -> set[Decimal]:
    """What the numerals of the text may stand for: each as it is, and times each magnitude named."""
    bare = [Decimal(numeral.replace(",", "")) for numeral in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]
    named = re.findall(r"(?<![a-z])(hundred|thousand|million|billion|bn|m)\b", text)
    return {numeral * factor for numeral in bare for factor in [1, *(_MAGNITUDES[name] for name in named)]}
