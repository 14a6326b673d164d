"""What whoever starts the server decides, and the most that a call may bring."""

from dataclasses import dataclass, field
from pathlib import Path

from summariser.arguments import AtLeastOne, Counted, Positive, check_fields
from summariser.errors import ConfigurationError
from summariser.extraction.client.model import LOCAL

# Of one call, in characters and items; they stand in the schemas of the tools, so that an assistant sees them. By
# judgement: more than assistants send.
TEXT = 200_000
SOURCE = 1_000_000
SOURCES = 20
ARTICLES = 50
TOGETHER = 2_000_000  # characters of all texts of a call
KEY = 128

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Reach:
    """What of the world beside its arguments a call may read: one folder, addresses of the web, or nothing."""

    folder: Path | None = None
    addresses: bool = False

    def __post_init__(self) -> None:
        check_fields(self)
        if self.folder is not None and not self.folder.is_dir():
            raise ConfigurationError(
                f"{self.folder} is no folder: name one that is there with --allow-folder"
            )

    @property
    def in_words(self) -> str:
        """What an assistant is told of it; empty where there is nothing to tell."""
        ways = [
            *(["an address of the web"] if self.addresses else []),
            *(
                ["the path of a file within the opened folder (such as reports/q3.pdf)"]
                if self.folder
                else []
            ),
        ]
        return f"In place of the text of an article, give {' or '.join(ways)}, if you like." if ways else ""


@dataclass(frozen=True)
class AssistantOptions:
    """The model, what may be read, and how much is worked on.

    `reach` says what a call may read beside its arguments; `runs` is a batch's run folder or the service's data folder, whose results are offered. `check_s` is how many seconds a
    check or comparison may take, `summary_s` a summary; `waiting` is how many summaries may wait for their turn, `processes`
    how many checks are worked on together; `kept` how many results of this session are remembered, and `kept_bytes`
    how many bytes all of them may have together. `lists_own` says whether these are listed, or only read by who has the link.
    The defaults are by judgement, for one assistant on one machine.
    Raises ArgumentError for a value of a wrong type or too small, and ConfigurationError for a server without a model's name.

    >>> AssistantOptions(model="a-model", base_url="http://127.0.0.1:8000/v1", check_s=30).waiting
    8
    """

    model: str = LOCAL
    base_url: str | None = None
    runs: Path | None = None
    reach: Reach = field(default_factory=Reach)
    check_s: Positive = 60.0
    summary_s: Positive = 1800.0
    waiting: Counted = 8
    processes: AtLeastOne = 2
    kept: AtLeastOne = 50
    kept_bytes: AtLeastOne = 64 * 2**20
    lists_own: bool = True

    def __post_init__(self) -> None:
        check_fields(self)
        if self.base_url is not None and self.model == LOCAL:
            raise ConfigurationError("--base-url needs --model, a name that the server knows")


@dataclass(frozen=True)
class HttpOptions:
    """Where HTTP is served, and to whom. `names` are the host names under which others reach it.

    Raises ConfigurationError where others could reach it without a token, or no name is known under which they may.
    """

    host: str = "127.0.0.1"
    port: Counted = 8090
    token: str | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_fields(self)
        if self.port > 65535:
            raise ConfigurationError(f"there is no port {self.port}: name one of 1 to 65535 with --port")
        if self.is_loopback:
            return
        if self.token is None:
            raise ConfigurationError(
                f"{self.host} can be reached from other machines: give a token in a file with --token-file"
            )
        if self.host in ("0.0.0.0", "::") and not self.names:
            raise ConfigurationError(
                f"{self.host} is every address of this machine: say with --allow-host under which name it is called"
            )

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in _LOOPBACK

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a request may name as its host, without a port."""
        own = _LOOPBACK if self.is_loopback else (self.host,)
        return tuple(f"[{name}]" if ":" in name else name for name in (*own, *self.names))
