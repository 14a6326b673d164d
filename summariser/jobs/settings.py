"""What the results of a run depend on, fixed with its folder, and how it is run, which may differ each time."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from summariser.arguments import Counted, NotNegative, Positive, check_fields
from summariser.article import Article
from summariser.errors import RunFolderError
from summariser.extraction import Model, OnFail, ReportType, result_key
from summariser.extraction.identity import PIPELINE_VERSION

# By judgement: what small servers take, and hosted ones allow at once.
USUAL_CONCURRENCY = 16


@dataclass(frozen=True)
class Settings:
    """What the results of a run folder depend on, beside the articles."""

    model: str
    base_url: str | None
    report_type: str
    prompt_version: str
    schema_version: str
    on_fail: str
    dialect: str
    context_tokens: int
    sentences_per_question: int
    loop_version: int = PIPELINE_VERSION

    @classmethod
    def of(cls, model: Model, report_type: ReportType, on_fail: OnFail) -> "Settings":
        """The settings under which `model` is asked."""
        return cls(
            model=model.name,
            base_url=model.base_url,
            report_type=report_type.name,
            prompt_version=report_type.prompt_version,
            schema_version=report_type.schema_version,
            on_fail=on_fail.value,
            dialect=model.dialect.value,
            context_tokens=model.limits.context_tokens,
            sentences_per_question=model.limits.sentences_per_question,
        )

    def key(self, article: Article, report_type: ReportType) -> str:
        """The key of the article's result."""
        return result_key(
            article, report_type, model=self.model, base_url=self.base_url, on_fail=self.on_fail
        )

    def check(self, recorded: dict[str, Any], folder: object) -> None:
        """Raises RunFolderError, naming what differs, unless the folder's settings are these."""
        own = asdict(self)
        names = sorted(own.keys() | recorded.keys())
        differ = [
            f"{name} was {recorded.get(name)!r}, is now {own.get(name)!r}"
            for name in names
            if own.get(name) != recorded.get(name)
        ]
        if differ:
            raise RunFolderError(
                f"{folder} was made with other settings: {'; '.join(differ)}. Use those, or another --out"
            )


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost, in the currency that the budget is in.

    Raises ArgumentError for what is no number, or less than 0.

    >>> Prices(prompt=0.15, completion=0.60).cost(2_000_000, 100_000)
    0.36
    """

    prompt: NotNegative = 0.0
    completion: NotNegative = 0.0

    def __post_init__(self) -> None:
        check_fields(self)

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What so many tokens cost."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1e6


@dataclass(frozen=True)
class Flow:
    """How fast, how long and how much.

    `concurrency` is how many requests may be under way together (0: as many as suit the model, see `at`); `rpm` and `tpm` are
    requests and tokens a minute. `deadline_s` is the longest that one article may take, in seconds, pauses not counted;
    `max_pause_s` how many seconds the run waits for a server that is down or asks to wait. `max_tokens` and `max_cost` are for
    all that the run folder holds. An hour of pause, the default, is by judgement: servers are back within it. Raises ArgumentError for what is no number, or too small.

    >>> Flow(rpm=3000, deadline_s=600.0).at(embedded=False).concurrency
    16
    """

    concurrency: Counted = 0
    rpm: Positive | None = None
    tpm: Positive | None = None
    deadline_s: Positive | None = None
    max_pause_s: NotNegative = 3600.0
    max_tokens: Counted | None = None
    max_cost: NotNegative | None = None
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        check_fields(self)

    def at(self, *, embedded: bool) -> "Flow":
        """With a concurrency, where none was asked for: 1 for the embedded model, which has the cores to itself."""
        return replace(self, concurrency=self.concurrency or (1 if embedded else USUAL_CONCURRENCY))

    def is_spent(self, prompt_tokens: int, completion_tokens: int) -> str | None:
        """Which budget so many tokens have used up, in words; None if there is some left."""
        tokens = prompt_tokens + completion_tokens
        if self.max_tokens is not None and tokens >= self.max_tokens:
            return f"the budget of {self.max_tokens:,} tokens is used up ({tokens:,}): allow more with --max-tokens"
        cost = self.prices.cost(prompt_tokens, completion_tokens)
        if self.max_cost is not None and cost >= self.max_cost:
            return f"the budget of {self.max_cost:.2f} is used up ({cost:.2f}): allow more with --max-cost"
        return None
