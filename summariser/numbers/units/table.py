"""Units and currencies, as `table.json` has them, which tools/unit_tables.py writes: change the choice there."""

import json
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_suffix(".json")

_read: dict[str, dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))

SYMBOLS: dict[str, str] = _read["symbols"]
"""Symbol as written -> unit."""

ATTACHED: dict[str, str] = _read["attached"]
"""Letters that are a unit only right after the digits -> unit."""

SPACED: dict[str, str] = _read["spaced"]
"""Letters that are a unit also after a space -> unit."""

NAMES: dict[str, str] = _read["names"]
"""Name in lower case -> unit."""

SCALES: dict[str, tuple[str, str, str]] = {unit: (d, f, z) for unit, (d, f, z) in _read["scales"].items()}
"""Unit -> dimension, factor to the base unit, offset of its zero."""

SIGNS: dict[str, str] = _read["signs"]
"""Currency sign or code as written -> code."""

MONEY: dict[str, str] = _read["money"]
"""Currency name in lower case -> code."""
