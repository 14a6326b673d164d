"""Figures as tables show them. What was not measured is "no data", and a cost without a price "unknown"; never 0."""

from decimal import Decimal

from summariser.evaluation.metrics import Measure, Unit
from summariser.evaluation.scoring.bootstrap import Estimate
from summariser.numbers import Bound

NO_DATA, UNKNOWN = "no data", "unknown"


def format_value(value: float | Decimal, unit: Unit) -> str:
    """A value: shares to three places, counts and seconds to what a reader can use, money to four digits."""
    if unit is Unit.SHARE:
        return f"{value:.3f}"
    if unit is Unit.MONEY:
        return f"{float(value):.4g}" if value else "0"
    if unit is Unit.SECONDS:
        return f"{value:,.1f}"
    return f"{value:,.2f}" if -100 < value < 100 else f"{value:,.0f}"


def format_missing(unit: Unit) -> str:
    """What stands where there is no value."""
    return UNKNOWN if unit is Unit.MONEY else NO_DATA


def format_estimate(made: Estimate | None, unit: Unit) -> str:
    """An estimate with its interval: "0.812 (0.744 to 0.871)"."""
    if made is None:
        return format_missing(unit)
    value = format_value(made.value, unit)
    if made.low is None or made.high is None:
        return value
    return f"{value} ({format_value(made.low, unit)} to {format_value(made.high, unit)})"


def format_difference(made: Estimate, unit: Unit) -> str:
    """A difference with its interval, signs shown: "-0.040 (-0.071 to -0.012)"."""

    def signed(value: float | Decimal) -> str:
        return ("+" if value > 0 else "") + format_value(value, unit)

    if made.low is None or made.high is None:
        return signed(made.value)
    return f"{signed(made.value)} ({signed(made.low)} to {signed(made.high)})"


def format_measure(measure: Measure | None, unit: Unit) -> str:
    """One article's measure: shares with the two numbers behind them, "0.750 (9 of 12)"."""
    if measure is None or not measure.whole:
        return format_missing(unit)
    value = format_value(measure.value, unit)
    counted = unit is Unit.SHARE and measure.whole > 1 and isinstance(measure.part, int)
    return f"{value} ({measure.part} of {measure.whole})" if counted else value


def format_quantity(value: Decimal, upper: Decimal | None, bound: str, unit: str | None) -> str:
    """A quantity in words and figures, its digits cut where they repeat: "over 9,000,000 round", "0.6667"."""
    words = Bound(bound).words if bound in set(Bound) else f"{bound} "
    end = "" if upper is None else f" to {_digits(upper)}"
    return f"{words}{_digits(value)}{end}{f' {unit}' if unit else ''}"


def _digits(value: Decimal) -> str:
    short = value if value == value.to_integral_value() else round(value, 4).normalize()
    return f"{short or value:,f}"
