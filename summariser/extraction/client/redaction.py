"""What is shown and stored of keys and addresses: the one place that decides.

A key goes to the server and nowhere else. Servers repeat it, often in part, in errors and even in answers; so whatever
a server says is taken through `redact_key` before it is kept or shown. An address is stored in every result: one that
holds a secret is refused.
"""

import re
from urllib.parse import urlsplit

import httpx2

from summariser.errors import ConfigurationError
from summariser.foreign import plain

# Parts of a key that are shorter tell nothing, and keys as short ("none") are words that a message may use. By
# judgement.
_SHORTEST_PART = 6
_LONGEST_WORD = 20
_MARK = "(the key)"
_SECRETS = {"@": "a user name or password", "?": "a query", "#": "a fragment"}
_HOST = re.compile(r"[a-z0-9._:%-]+")
_SIGNS = re.compile(r"[^A-Za-z0-9]+")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\xa0]")


def redact_key(text: str, key: str, said: str = "") -> str:
    """`text` without `key` and its parts of six characters or more, in time linear in `text`.

    What `said`, which was sent to the server, holds as well is no part of the key, but repeated from there. Nor is a
    word of a key that is made of words, as "sk-no-key-required" is.
    """
    parts = {key[i : i + _SHORTEST_PART] for i in range(len(key) - _SHORTEST_PART + 1)}
    if len(key) <= _SHORTEST_PART or not any(part in text for part in parts):
        return text
    words = _words(key)
    shown, kept_to = [], 0
    for start, end in _covered(text, parts):
        found = text[start:end]
        if found in said or _is_word(found, words):
            continue
        shown += [text[kept_to:start], _MARK]
        kept_to = end
    return "".join([*shown, text[kept_to:]])


def _is_word(found: str, words: list[str]) -> bool:
    pieces = [piece for piece in _SIGNS.split(found) if piece]
    return len(pieces) < 2 and all(any(piece in word for word in words) for piece in pieces)


def _words(key: str) -> list[str]:
    """The words and plain numbers of a key that has several."""
    pieces = _SIGNS.split(key)
    plain = [p for p in pieces if len(p) <= _LONGEST_WORD and (p.isdigit() or p.isalpha() and _is_cased(p))]
    return plain if len(pieces) > 1 else []


def _is_cased(piece: str) -> bool:
    return piece.islower() or piece.isupper() or piece.istitle()


def _covered(text: str, parts: set[str]) -> list[tuple[int, int]]:
    """The stretches of `text` that parts, overlapping or side by side, make up; half-open."""
    stretches: list[tuple[int, int]] = []
    for start in range(len(text) - _SHORTEST_PART + 1):
        end = start + _SHORTEST_PART
        if text[start:end] not in parts:
            continue
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def redact_address(url: str) -> str:
    """An address without what may be secret in it (user, password, query, fragment), fit for one line."""
    shown = re.split(r"[?#]", url, maxsplit=1)[0]
    scheme, slashes, rest = shown.rpartition("//")
    shown = f"{scheme}{slashes}{rest.rpartition('@')[2]}"
    line = plain(shown)
    return line if len(line) <= 160 else line[:159] + "…"


def check_address(url: str) -> str:
    """`url`, if a request can be sent there and it may be stored; else raises ConfigurationError, without its secrets."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else ""
        httpx2.URL(url)
    except (ValueError, httpx2.InvalidURL):  # a port or numeric address that cannot be, a control character
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host or "") or _UNPRINTABLE.search(url):
        raise ConfigurationError(
            f"{redact_address(url)!r} is no address of a server: --base-url is like http://localhost:8000/v1"
        )
    held = [name for sign, name in _SECRETS.items() if sign in (parts.netloc if sign == "@" else url)]
    if held:
        # It would stand in every result and error; and behind a query or fragment no path can follow.
        raise ConfigurationError(
            f"the base URL holds {held[0]}: leave it out, and set OPENAI_API_KEY to the key instead"
        )
    return url
