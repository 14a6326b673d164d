"""Styles, scripts and the icon, as files of the service's own address.

Their address has a digest of all of them in it, so that browsers may keep them for good.
"""

import hashlib
from functools import cache
from importlib import resources

from summariser.service.errors import UnknownJobError

_PLACE = resources.files("summariser.views.html")
_FILES = {
    "view.css": ("view.css", "text/css"),
    "view.js": ("view.js", "text/javascript"),
    "service.css": ("service/service.css", "text/css"),
    "theme.js": ("service/theme.js", "text/javascript"),
    "service.js": ("service/service.js", "text/javascript"),
    "icon.svg": ("service/icon.svg", "image/svg+xml"),
}


@cache
def _contents() -> dict[str, bytes]:
    return {name: _PLACE.joinpath(path).read_bytes() for name, (path, _) in _FILES.items()}


@cache
def place() -> str:
    """The address under which they are."""
    digest = hashlib.sha256(b"\0".join(_contents().values())).hexdigest()[:16]
    return f"/assets/{digest}"


def asset(name: str) -> tuple[bytes, str]:
    """A file and its media type. Raises UnknownJobError where there is none of this name."""
    if name not in _FILES:
        raise UnknownJobError("there is no such file")
    return _contents()[name], _FILES[name][1]
