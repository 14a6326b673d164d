"""An address that a user, a feed or a redirect names: whether it may be fetched, and how it is shown."""

import re

import httpx2

from summariser.errors import FetchError

_SCHEMES = ("http", "https")
# By judgement: RFC 9110 asks for 8000 octets at least to be understood.
_LONGEST = 8_000
_USER = re.compile(r"(?<=://)[^/@?#]*@")
_RUN = re.compile(r"[A-Za-z0-9_]{20,}")


def shown(address: object) -> str:
    """An address for messages: who signs in is left out, and values of its query that look like keys or signatures."""
    before, mark, query = str(address)[:_LONGEST].partition("?")
    return _USER.sub("…@", before) + mark + "&".join(map(_without_key, query.split("&")))


def _without_key(pair: str) -> str:
    """A name and value of a query; a value with a long run of letters and digits, as no words have, is left out."""
    name, mark, value = pair.partition("=")
    runs = _RUN.findall(value)
    is_key = any(any(map(str.isdigit, run)) and any(map(str.isalpha, run)) for run in runs)
    return f"{name}{mark}…" if is_key else pair


def parsed(address: str) -> httpx2.URL:
    """The address in its usual spelling, without a fragment. Raises FetchError where it may not be fetched."""
    address = address.strip()
    if len(address) > _LONGEST:
        raise FetchError(f"{shown(address)[:80]}…: has {len(address):,} characters, which no address has")
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in address):
        raise FetchError(
            f"{shown(address)}: has characters that no address has; write them as %20 and the like"
        )
    try:
        url = httpx2.URL(address).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError(f"{shown(address)}: is no address that can be read ({error})") from error
    checked(url, address)
    return url


def checked(url: httpx2.URL, written: str = "") -> None:
    """Raises FetchError where an address, `written` so by the user, is not of the web, names a user, or no host."""
    name = shown(written or url)
    if url.scheme not in _SCHEMES:
        raise FetchError(f"{name}: only http and https addresses are read; give the path of a file as it is")
    if not url.host:
        raise FetchError(f"{name}: names no host; write it like https://example.org/article")
    if url.userinfo:
        raise FetchError(
            f"{name}: names a user, which would stand in results; give it without, or save the page"
        )
