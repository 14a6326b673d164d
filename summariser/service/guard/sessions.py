"""Sessions of a browser: a cookie that says until when, signed with the token.

Nothing of it is kept by the service: it holds after a restart, and a new token ends all of them.
"""

import hashlib
import hmac
import time

from summariser.service.guard.asgi import Scope, headers

# By judgement: a week.
HOLDS_S = 7 * 24 * 3600
# As 10 digits and a point hold, which is until 2286.
_LONGEST = 10


class Sessions:
    """Makes and checks the cookies of one token."""

    def __init__(self, token: str) -> None:
        self._key = hashlib.sha256(b"session of " + token.encode()).digest()

    def cookie(self, scope: Scope) -> str:
        """A Set-Cookie that signs the browser in."""
        until = str(int(time.time()) + HOLDS_S)
        return self._line(scope, f"{until}.{self._signature(until)}", HOLDS_S)

    def end(self, scope: Scope) -> str:
        """A Set-Cookie that signs it out."""
        return self._line(scope, "", 0)

    def holds(self, scope: Scope) -> bool:
        """Whether a request has a session that holds."""
        return any(self._holds(value) for value in _cookies(scope, _name(scope)))

    def _holds(self, value: str) -> bool:
        until, _, signature = value.partition(".")
        if not (until.isascii() and until.isdecimal() and len(until) <= _LONGEST):
            return False
        signed = hmac.compare_digest(signature.encode("latin-1"), self._signature(until).encode())
        return signed and time.time() < int(until)

    def _signature(self, until: str) -> str:
        return hmac.new(self._key, until.encode(), hashlib.sha256).hexdigest()

    def _line(self, scope: Scope, value: str, seconds: int) -> str:
        line = f"{_name(scope)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict"
        return f"{line}; Secure" if scope["scheme"] == "https" else line


def _name(scope: Scope) -> str:
    """By its prefix, browsers take a cookie only from this host itself, and over https."""
    return "__Host-summariser" if scope["scheme"] == "https" else "summariser"


def _cookies(scope: Scope, name: str) -> list[str]:
    pairs = [pair.partition("=") for line in headers(scope, b"cookie") for pair in line.split(";")]
    return [value.strip() for key, _, value in pairs if key.strip() == name]
