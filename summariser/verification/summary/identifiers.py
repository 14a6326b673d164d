"""Strings that may be an address, an identifier or a key rather than prose."""

import re

from summariser.numbers import Kind, find_numbers

_ADDRESS = re.compile(
    r"(?:[a-z][a-z+.-]*://|www\.|(?:mailto|urn|doi|isbn|tel):|10\.\d{4,}/)\S+", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"[\w.:/#@~+=&?-]+")
_DIGIT = re.compile(r"\d")


def has_figures(text: str) -> bool:
    """Whether a string has a digit."""
    return bool(_DIGIT.search(text))


def has_number(text: str) -> bool:
    """Whether a string has a digit, or says how many in words."""
    return has_figures(text) or any(number.is_quantity for number in find_numbers(text))


def is_reference(text: str, name: str = "") -> bool:
    """Whether a string is an address or an identifier; in a field named `id` or `url`, figures alone are one."""
    if is_address(text):
        return True
    only = name in {"id", "url"} or all(number.kind is Kind.IDENTIFIER for number in find_numbers(text))
    return only and bool(_IDENTIFIER.fullmatch(text))


def is_address(text: str) -> bool:
    """Whether a string is one address and nothing else."""
    return bool(_ADDRESS.fullmatch(text))
