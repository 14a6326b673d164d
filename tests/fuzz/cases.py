"""The inputs that ever failed, a line each in cases.txt: the target's name, a tab, and the input as JSON in ASCII."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("cases.txt")


def cases() -> list[tuple[str, Any]]:
    """Each target's name with an input, in the order in which they were found."""
    lines = FILE.read_text(encoding="ascii").splitlines()
    return [(name, json.loads(given)) for name, _, given in (line.partition("\t") for line in lines)]


def keep(name: str, given: Any) -> None:
    """Adds an input that failed."""
    with FILE.open("a", encoding="ascii") as file:
        file.write(f"{name}\t{json.dumps(given)}\n")
