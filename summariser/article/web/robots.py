"""What a robots.txt asks of programs (RFC 9309): groups by agent, `*` and `$`, the longest rule decides.

Own code, since the standard library's parser knows no `*` and takes the first rule, and Protego, which has both, makes of
each rule a regular expression that a hostile file can have take for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

PRODUCT = "summariser"
# RFC 9309 has at least 500 KiB read; what stands below counts no more.
MOST_BYTES = 500 * 1024


@dataclass(frozen=True)
class Robots:
    """The rules for us: each whether it allows, and its pattern."""

    rules: tuple[tuple[bool, str], ...] = ()

    @classmethod
    def read(cls, data: bytes) -> "Robots":
        """The rules of the groups for this program, or of those for all."""
        own: list[tuple[bool, str]] = []
        others: list[tuple[bool, str]] = []
        named_us = False
        agents: set[str] = set()
        in_rules = True
        for name, value in _fields(data):
            if name == "user-agent":
                agents = {value.lower()} if in_rules else agents | {value.lower()}
                in_rules = False
                named_us |= value.lower() == PRODUCT
            elif name in ("allow", "disallow"):
                in_rules = True
                rule = (name == "allow", _plain(value))
                own += [rule] if PRODUCT in agents and value else []
                others += [rule] if "*" in agents and value else []
        return cls(tuple(own if named_us else others))

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched; of rules of one length the one that allows decides."""
        path = _plain(target)
        longest = max(
            ((len(rule), allows) for allows, rule in self.rules if _matches(rule, path)), default=None
        )
        return longest is None or longest[1]


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _plain(target: str) -> str:
    """A path in one spelling, whatever of it is written as %41."""
    return quote(unquote_to_bytes(target), safe="/*$?=&;:@,+!~'()[]")


def _matches(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says; each `*` takes as little as it can, which never misses a match."""
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not ends or len(path) == len(first)
    at = len(first)
    *inner, last = rest
    for piece in inner:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at if ends else path.find(last, at) >= 0
