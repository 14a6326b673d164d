"""What an operator decides."""

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path

from summariser.arguments import AtLeastOne, Counted, Positive, check_fields
from summariser.errors import ConfigurationError
from summariser.extraction import AUTO, OnFail
from summariser.extraction.client.model import LOCAL

# By judgement: 16 random characters cannot be guessed over a network.
SHORTEST_TOKEN = 16


@dataclass(frozen=True)
class Bounds:
    """The most of everything that the service takes.

    `body_bytes` is of a request, `text_characters` of a text after it was read; `check_s` is how long one verification or comparison may
    take; `queued` how many summaries may wait; `readers` how many may follow events together; `articles` of one
    comparison; `per_minute` requests of one client that ask for work; `connections` that are open together beside those of readers; `stop_s` how long a stop
    waits for answers that are under way. Whatever ends in `_s` is in seconds. The defaults are by judgement, for a desk on
    one machine; `docs/guides/service.md` has what happens beyond each.
    """

    body_bytes: AtLeastOne = 20 * 2**20
    text_characters: AtLeastOne = 2_000_000
    check_s: Positive = 30.0
    summary_s: Positive = 1800.0
    queued: AtLeastOne = 1000
    readers: AtLeastOne = 200
    articles: AtLeastOne = 50
    per_minute: AtLeastOne = 120
    connections: AtLeastOne = 256
    stop_s: Positive = 20.0

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True)
class ServiceOptions:
    """Where the service keeps its data, what users may choose from, and how much it takes.

    The first of `models`, `report_types` and `policies` is the usual one. `workers` is how many summaries go through a hosted
    model together (0: as many as suit it), `processes` how many checks are worked on together (0: one a core). `allowed_hosts` are
    further names by which browsers may call the service, `trusted_proxies` addresses or networks whose word on the client counts.
    Raises ConfigurationError for what is of no use, or not safe: other machines are served only where there is a token.
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
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        check_fields(self)
        if self.token is not None:
            _check_token(self.token)
        elif not is_loopback(self.host):
            raise ConfigurationError(
                f"{self.host or 'every address'} can be reached from other machines, which takes a token of at least {SHORTEST_TOKEN} "
                "characters: --token-file FILE or SUMMARISER_TOKEN"
            )
        for name in self.allowed_hosts:
            _check_host(name)
        for proxy in self.trusted_proxies:
            _check_proxy(proxy)


def is_loopback(host: str) -> bool:
    """Whether a host to bind to can be reached from its own machine alone, as far as its spelling tells."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_token(token: str) -> None:
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigurationError(
            f"the token must have at least {SHORTEST_TOKEN} characters, all of them ASCII and none a space; "
            "`openssl rand -hex 32` makes one"
        )


def _check_host(name: str) -> None:
    if not name or any(not sign.isalnum() and sign not in "-._" for sign in name):
        raise ConfigurationError(
            f"the allowed host {name!r} is no name: give it alone, like desk.example, without http:// and a port"
        )


def _check_proxy(proxy: str) -> None:
    try:
        ip_network(proxy)
    except ValueError:
        raise ConfigurationError(
            f"the trusted proxy {proxy!r} is no address and no network; write it like 10.0.0.5 or 10.0.0.0/24"
        ) from None
