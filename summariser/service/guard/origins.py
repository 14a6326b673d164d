"""Requests that a page of somebody else makes in the reader's browser.

Browsers say where a request comes from: `Sec-Fetch-Site` (Fetch Metadata) to services on loopback or https, `Origin` to all. What
says neither is no browser. "Same site" is not enough: all ports of localhost are one site. No answer allows other origins
anything (CORS).
"""

from summariser.service.guard.asgi import SAFE, App, Receive, Scope, Send, header, refuse

_OWN = ("same-origin", "none")  # "none": the reader's own doing, as an address that was typed
# What a page of somebody else may do with ours: lead to it. Not show it in a frame, nor load it as a picture or script.
_LEADS = ("document", "empty", "")


class Origins:
    """Refuses (403) what other origins ask for, except to be led to a page."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_own(scope) and not _is_led(scope):
            await refuse(scope, send, 403, "a page of another origin may not ask this of the service")
            return
        await self.app(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
    if site is not None and site not in _OWN:
        return False
    if origin is None or (origin == "null" and site == "same-origin"):
        return True
    scheme, mark, host = origin.partition("://")
    return (
        bool(mark) and scheme in ("http", "https") and host.lower() == (header(scope, b"host") or "").lower()
    )


def _is_led(scope: Scope) -> bool:
    if scope["method"] not in SAFE:
        return False
    is_navigation = header(scope, b"sec-fetch-mode") == "navigate"
    return is_navigation and (header(scope, b"sec-fetch-dest") or "") in _LEADS
