"""Numbers as cells have them: which a spreadsheet holds, and which are parts of a whole that no decimals end."""

from decimal import Decimal
from fractions import Fraction

# A spreadsheet shows no more digits of a number, and writes zeros for the others. As Excel has it (IEEE 754); a float's
# largest exponent is 308.
MOST_DIGITS = 15
_LARGEST_EXPONENT = 300
_LARGEST_PART = 100  # a hundredth


def is_held(value: Decimal) -> bool:
    """Whether a spreadsheet holds a number with all its digits, and shows them."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= MOST_DIGITS and abs(value.adjusted()) <= _LARGEST_EXPONENT


def is_part(value: Decimal) -> bool:
    """Whether its many digits are those of "a third" or "two in seven": all that a spreadsheet leaves out follows from the rest."""
    places = -int(value.as_tuple().exponent)
    if places <= 0 or len(value.as_tuple().digits) <= MOST_DIGITS:
        return False
    near = Fraction(value).limit_denominator(_LARGEST_PART)
    return near != 0 and abs(near - Fraction(value)) < Fraction(1, 10**places)


def format_number(value: Decimal) -> str:
    """A number in figures, every digit; of "a third", four."""
    return f"{value:,.4f}" if is_part(value) else f"{value:,f}"
