"""Reads cases.txt, the table of what the number finder makes of a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summariser.numbers import NumberMention

CASES = Path(__file__).with_name("cases.txt")
_ESCAPES = (("\n", "\\n"), ("\u00a0", "\\u00a0"), ("\u2009", "\\u2009"))


@dataclass(frozen=True)
class Case:
    """One line of the table: the text, and its mentions as `written` writes them."""

    section: str
    line: int
    text: str
    mentions: list[str]


def cases() -> Iterator[Case]:
    """The cases of the table, in its order."""
    section = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            section = line[3:]
        elif line and not line.startswith("#"):
            text, _, found = line.partition(" => ")
            yield Case(section, number, unescaped(text), [] if found == "nothing" else found.split(" ;; "))


def written(mention: NumberMention) -> str:
    """A mention as the table writes it."""
    upper = "" if mention.upper is None else f"..{mention.upper}"
    bound = "=" if mention.bound == "exactly" else mention.bound
    return " | ".join(
        (escaped(mention.text), f"{mention.value}{upper}", bound, mention.kind, mention.unit or "-")
    )


def escaped(text: str) -> str:
    """The text with its line breaks and narrow spaces made visible."""
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def unescaped(text: str) -> str:
    """The text that `escaped` wrote."""
    for character, escape in _ESCAPES:
        text = text.replace(escape, character)
    return text
