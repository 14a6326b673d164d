"""What tokens cost: read from a TOML file, as exact decimals. Without a price, a cost is unknown, not zero.

currency = "USD"

[models."a-model"]
prompt = 0.15          # per million tokens
cached = 0.075         # those of the prompt that the server did not read again; as prompt, where left out
completion = 0.60
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summariser.errors import ConfigurationError
from summariser.extraction import Usage

# As providers name prices.
_PER = 1_000_000
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]


class Price(BaseModel):
    """Of one model, per million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prompt: Amount
    completion: Amount
    cached: Amount | None = None

    def cost(self, usage: Usage) -> Decimal:
        """What the tokens cost, exactly."""
        cached = self.prompt if self.cached is None else self.cached
        read = usage.prompt_tokens - usage.cached_tokens
        sums = read * self.prompt + usage.cached_tokens * cached + usage.completion_tokens * self.completion
        return sums / _PER


class Prices(BaseModel):
    """Of all models, in one currency; `models` has them by the names that they go by at their servers, each per million tokens.

    >>> prices = Prices(models={"a-model": {"prompt": "0.15", "completion": "0.60"}})
    >>> prices.of("a-model").prompt, prices.of("another")
    (Decimal('0.15'), None)
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency: str = "USD"
    models: dict[str, Price] = {}

    def of(self, model: str) -> Price | None:
        """The model's price, by the name that it goes by at its server; None where the file has none."""
        return self.models.get(model)


def load_prices(path: Path | None) -> Prices:
    r"""The prices of a file; none at all without one. Raises ConfigurationError, naming the entry that is wrong.

    >>> from pathlib import Path
    >>> written = Path("prices.toml").write_text('[models."a-model"]\nprompt = 0.15\ncompletion = 0.60\n')
    >>> load_prices(Path("prices.toml")).of("a-model").completion
    Decimal('0.60')
    """
    if path is None:
        return Prices()
    try:
        return Prices.model_validate(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigurationError(f"{path}: {where}: {first['msg']}") from error
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or not TOML
        raise ConfigurationError(f"the prices {path} cannot be read: {error}") from error
