"""The name by which the service is called.

A page of anybody's can have its own name lead to this machine's loopback (DNS rebinding), and then reads what a service
there answers; what gives it away is the Host header, which has the page's name.
"""

from ipaddress import ip_address

from summariser.service.guard.asgi import App, Receive, Scope, Send, headers, refuse
from summariser.service.options import is_loopback


class Hosts:
    """Refuses (421) names that are neither loopback's nor allowed.

    Bound to other addresses, with a token, any name may be used unless some are allowed: a name that somebody else owns has no
    token and no cookie of ours.
    """

    def __init__(self, app: App, bound_to: str, allowed: tuple[str, ...]) -> None:
        self.app = app
        self.checked = is_loopback(bound_to) or bool(allowed)
        self.allowed = frozenset(name.lower().rstrip(".") for name in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = list(headers(scope, b"host"))
            if len(given) != 1:
                await refuse(scope, send, 400, "a request has one Host header", connection="close")
                return
            if self.checked and not self._allows(given[0]):
                detail = "this service is not known by the name in the Host header; the operator allows one with --allowed-host NAME"
                await refuse(scope, send, 421, detail)
                return
        await self.app(scope, receive, send)

    def _allows(self, host: str) -> bool:
        name = _without_port(host).lower()
        return name.rstrip(".") in self.allowed or name == "localhost" or _is_loopback_address(name)


def _without_port(host: str) -> str:
    """The name of a Host header; an address of IPv6 without its brackets."""
    if host.startswith("["):
        name, closed, _ = host[1:].partition("]")
        return name if closed else ""
    return host.partition(":")[0]


def _is_loopback_address(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
