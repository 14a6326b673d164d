"""What the answer files of the hostile articles must be; gold files have their own checker in the package."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from summariser.evaluation.gold.annotations import GoldQuantity
from summariser.evaluation.gold.visible import occurs, visible_text

__all__ = ["check_quantity", "load", "occurs", "visible_text"]


def load(path: Path) -> dict[str, Any]:
    """Return the file's object, its fractions as exact decimals."""
    loaded = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert isinstance(loaded, dict)
    return loaded


def check_quantity(quantity: dict[str, Any], text: str) -> None:
    """Fail unless the quantity is a well-formed one whose text is a piece of the article."""
    rest = {"period": None, "core": True} | quantity
    assert occurs(GoldQuantity.model_validate(rest).text, text), quantity["text"]
