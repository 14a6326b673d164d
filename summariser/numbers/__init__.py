"""The number finder: every number of a text, with value, bound, kind and unit. Imports nothing else of ours."""

from summariser.numbers.mention import QUANTITY_KINDS, Bound, Kind, NumberMention

__all__ = ["QUANTITY_KINDS", "Bound", "Kind", "NumberMention", "find_numbers"]


def find_numbers(text: str) -> list[NumberMention]:
    raise NotImplementedError
