"""The number finder: every number of a text, with value, bound, kind and unit. Imports nothing else of ours."""

from summariser.numbers.finder import find_numbers
from summariser.numbers.mention import QUANTITY_KINDS, Bound, Kind, NumberMention
from summariser.numbers.units.measures import in_base_units
from summariser.numbers.vocabulary.nouns import is_plural, singular

__all__ = [
    "QUANTITY_KINDS",
    "Bound",
    "Kind",
    "NumberMention",
    "find_numbers",
    "in_base_units",
    "is_plural",
    "singular",
]
