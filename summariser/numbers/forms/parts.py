"""What stands behind whole digits and belongs to their value: a fraction, a power, decimals behind a comma."""

from decimal import Decimal

from summariser.numbers.context.complete import read_context
from summariser.numbers.draft import LeftContext, NumberDraft
from summariser.numbers.forms import digits
from summariser.numbers.units.magnitudes import MAGNITUDES
from summariser.numbers.units.measures import LEX, read_unit
from summariser.numbers.units.money import SYMBOL_SIGNS
from summariser.numbers.vocabulary.number_words import exact, scaled, total

SUPERSCRIPTS = frozenset("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_BASES = range(2, 11)
# Arithmetic, not a choice.
_TEN = Decimal(10)


def with_part(text: str, draft: NumberDraft, after: str, plain: bool) -> bool:
    """Take in a fraction ("2 1/2", "2½") or a power of ten ("1.3×10−8"); answer whether there was none."""
    if after in digits.VULGAR:
        draft.value = total(draft.value, exact(digits.VULGAR[after]))
        draft.end += 1
        return False
    if plain and (f := digits.MIXED.match(text, draft.end)):
        part = digits.fraction(f[1], f[2])
        if part is not None:
            draft.value, draft.end = total(draft.value, part), f.end()
            return False
    if after in SUPERSCRIPTS or after == "^":
        return not _raise(text, draft, after)
    if t := digits.RAISED_TEN.match(text, draft.end):
        draft.value = scaled(draft.value, int(t[1].translate(digits.SUPERSCRIPTS)))
        draft.end = t.end()
        return False
    if p := digits.POWER_OF_TEN.match(text, draft.end) or digits.EXPONENT.match(text, draft.end):
        draft.value = scaled(draft.value, int(p[1].replace("−", "-").replace("–", "-")))
        draft.end = p.end()
        return False
    return True


def _raise(text: str, draft: NumberDraft, after: str) -> bool:
    """Raise a base to the power behind it, "10^6", "10⁶"; a raised figure behind another number is a note's mark."""
    m = digits.RAISED.match(text, draft.end)
    base = draft.value
    if m is None or base not in _BASES or (base != _TEN and after != "^"):
        return False
    power = int(m[0].lstrip("^").translate(digits.SUPERSCRIPTS))
    if base != _TEN and power < 0:
        return False
    draft.value = scaled(Decimal(1), power) if base == _TEN else Decimal(int(base) ** power)
    draft.end = m.end()
    return True


def decimal_comma(text: str, low: str, draft: NumberDraft) -> NumberDraft | None:
    """A comma that can group nothing parts decimals: "0,7", "1,79 euros"; without a unit it parts a list."""
    m = digits.DECIMAL_COMMA.match(text, draft.start)
    if m is None:
        return None
    before, after = LeftContext(low, draft.start), LEX.match(text, m.end())
    measured = after is not None and (
        after[2].lower() in MAGNITUDES or read_unit(text, low, after) is not None
    )
    if not (measured or m[0].startswith("0,") or text[draft.start - 1 : draft.start] in SYMBOL_SIGNS):
        return None
    draft.value, draft.end = Decimal(m[0].replace(",", ".")), m.end()
    return read_context(text, low, draft, before, plain=False)
