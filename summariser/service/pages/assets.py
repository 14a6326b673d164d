"""Styles, scripts and the icon, as files of the service's own address.

Their address has a digest of all of them in it, so that browsers may keep them for good.
"""

import hashlib
from functools import cache

from summariser.service.errors import UnknownJobError
from summariser.views.html.rendering import ASSETS

_FILES = {
    "view.css": "text/css",
    "view.js": "text/javascript",
    "service.css": "text/css",
    "theme.js": "text/javascript",
    "service.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@cache
def _contents() -> dict[str, bytes]:
    return {name: (ASSETS / name).read_bytes() for name in _FILES}


@cache
def place() -> str:
    """The address under which they are."""
    digest = hashlib.sha256(b"\0".join(_contents().values())).hexdigest()[:16]
    return f"/assets/{digest}"


def asset(name: str) -> tuple[bytes, str]:
    """A file and its media type. Raises UnknownJobError where there is none of this name."""
    if name not in _FILES:
        raise UnknownJobError("there is no such file")
    return _contents()[name], _FILES[name]
