"""The operator's token, in a header or, for a browser, as a session."""

import hashlib
import hmac
from urllib.parse import parse_qsl, quote

from summariser.service.guard.asgi import App, Receive, Scope, Send, header, headers, refuse, state
from summariser.service.guard.login import CHALLENGE, PATHS, show_end, show_way
from summariser.service.guard.sessions import Sessions

_OPEN = ("/health",)
_SECRETS = frozenset({"token", "access_token", "auth_token", "api_key", "apikey", "authorization"})


class Tokens:
    """Refuses (401) whoever has neither the token nor a session by it; without a token all may ask.

    A token in the address is refused (400) also where it is the right one: addresses stand in logs and histories. Sets
    `session` of the request's state: whether it was a session that let it in.
    """

    def __init__(self, app: App, token: str | None) -> None:
        self.app = app
        self.token = None if token is None else _digest(token)
        self.sessions = None if token is None else Sessions(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            state(scope)["session"] = False
            if self._in_query(scope):
                detail = "a token in an address can be read in logs: send it as `Authorization: Bearer TOKEN`, and make a new one"
                await refuse(scope, send, 400, detail)
                return
            if not self._may_ask(scope):
                await _sign_in(scope, send)
                return
        await self.app(scope, receive, send)

    def _may_ask(self, scope: Scope) -> bool:
        if self.token is None or self.sessions is None or scope["path"] in (*_OPEN, *PATHS):
            return True
        given = list(headers(scope, b"authorization"))
        if given:  # what is said outright counts, also where a cookie would do
            scheme, _, token = given[0].partition(" ")
            return len(given) == 1 and scheme.lower() == "bearer" and self._is_token(token.strip())
        state(scope)["session"] = self.sessions.holds(scope)
        return bool(state(scope)["session"])

    def _is_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(_digest(given), self.token)

    def _in_query(self, scope: Scope) -> bool:
        query = scope.get("query_string") or b""
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True) if query else []
        return any(name.lower() in _SECRETS or self._is_token(value) for name, value in pairs)


async def _sign_in(scope: Scope, send: Send) -> None:
    is_person = "text/html" in (header(scope, b"accept") or "")
    if is_person and scope["method"] == "GET":
        query = (scope.get("query_string") or b"").decode("latin-1")
        await show_way(send, quote(scope["path"]) + (f"?{query}" if query else ""))
    elif is_person:
        await show_end(send)
    else:
        detail = "send the operator's token as `Authorization: Bearer TOKEN`"
        await refuse(scope, send, 401, detail, www_authenticate=CHALLENGE)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
