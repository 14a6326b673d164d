"""What an operator decides."""

from dataclasses import dataclass, field
from pathlib import Path

from summariser.arguments import AtLeastOne, Counted, Positive, check_fields
from summariser.extraction import AUTO, OnFail
from summariser.extraction.model import LOCAL


@dataclass(frozen=True)
class Bounds:
    """The most of everything that the service takes.

    `body_bytes` is of a request, `text_characters` of a text after it was read; `check_s` is how long one verification or comparison may
    take; `queued` how many summaries may wait; `readers` how many may follow events together; `articles` of one
    comparison; `per_minute` requests of one client that ask for work.
    """

    body_bytes: AtLeastOne = 20 * 2**20
    text_characters: AtLeastOne = 2_000_000
    check_s: Positive = 30.0
    summary_s: Positive = 1800.0
    queued: AtLeastOne = 1000
    readers: AtLeastOne = 200
    articles: AtLeastOne = 50
    per_minute: AtLeastOne = 120

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True)
class ServiceOptions:
    """Where the service keeps its data, what users may choose from, and how much it takes.

    The first of `models`, `report_types` and `policies` is the usual one. `workers` is how many summaries go through a hosted
    model together (0: as many as suit it), `processes` how many checks are worked on together (0: one a core).
    Raises ConfigurationError for what is of no use.
    """

    data: Path
    host: str = "127.0.0.1"
    port: Counted = 8080
    models: tuple[str, ...] = (LOCAL,)
    base_url: str | None = None
    report_types: tuple[str, ...] = (AUTO, "report_summary", "news_summary")
    policies: tuple[OnFail, ...] = (OnFail.FIX, OnFail.REASK, OnFail.NOOP)
    token: str | None = field(default=None, repr=False)
    workers: Counted = 0
    processes: Counted = 0
    allow_private: bool = False
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        check_fields(self)
