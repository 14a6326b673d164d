"""Where a source has words as a summary gives them, but for case, quotation marks, dashes and white space."""

from collections.abc import Iterator
from typing import cast

from summariser.reading.words import normalise
from summariser.verification.source.index import SourceIndex


def places_of(words: str, source: SourceIndex) -> Iterator[tuple[int, int]]:
    """Where the text has `words`, some that `flattened` gave, and no letter or digit beside them: half-open offsets."""
    if "flat" not in source.kept:
        source.kept["flat"] = normalise(source.text)
    flat, places = cast(tuple[str, list[int]], source.kept["flat"])
    at = flat.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_is_word(flat[at - 1 : at]) or _is_word(flat[end : end + 1])):
            yield places[at], places[end - 1] + 1
        at = flat.find(words, at + 1)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
