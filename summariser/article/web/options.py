"""How pages are fetched, and what is written as an address; nothing here needs the network."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from summariser.arguments import AtLeastOne, Counted, NotNegative, Positive, check_fields

_ADDRESS = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]{0,20}://")


def is_address(name: str) -> bool:
    """Whether a name is written as an address of any kind, "file:" and "ftp:" too, and not as a path."""
    return bool(_ADDRESS.match(name))


@dataclass(frozen=True)
class FetchOptions:
    """How pages are fetched. Raises ArgumentError for what is of no type that it may be.

    `kept` is a folder in which each page is kept, and from which it is read the next time, unless `refresh`.
    `allow_private` reaches addresses of the own network and machine too, and takes the proxy of the environment
    (behind which nobody could tell them apart). `ignore_robots` fetches what a robots.txt asks programs to leave.
    `timeout_s` is for a page with all of its redirects and robots files, in seconds; `max_bytes` counts the page unpacked.
    `pause_s` seconds are waited between two pages of one host. The defaults are by judgement: no article is larger, and no
    publisher minds one page a second.
    """

    kept: Path | None = None
    refresh: bool = False
    allow_private: bool = False
    ignore_robots: bool = False
    timeout_s: Positive = 30.0
    max_bytes: AtLeastOne = 32 * 2**20
    max_redirects: Counted = 10
    pause_s: NotNegative = 1.0

    def __post_init__(self) -> None:
        check_fields(self)

    def beside(self, folder: Path | None) -> "FetchOptions":
        """Itself, but with pages kept in `folder`, where the results go, if it names no folder of its own for them."""
        return replace(self, kept=folder / "pages") if folder and self.kept is None else self
