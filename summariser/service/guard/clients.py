"""Who asks, as a short name by which limits, queues and the audit log tell clients apart."""

import hashlib
from ipaddress import IPv6Address, IPv6Network, ip_address

from summariser.service.guard.asgi import App, Receive, Scope, Send, state


class Clients:
    """Sets `client` of the request's state: the peer's address, hashed with the token.

    Who has no token cannot find the address again by trying all. One token is a whole desk's, so that it alone tells nobody apart.
    """

    def __init__(self, app: App, token: str | None) -> None:
        self.app = app
        self.key = hashlib.sha256((token or "").encode()).digest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            peer = (scope.get("client") or ("",))[0]
            name = hashlib.blake2b(_network(peer).encode(), key=self.key, digest_size=6)
            state(scope)["client"] = name.hexdigest()
        await self.app(scope, receive, send)


def _network(peer: str) -> str:
    """The address of a peer; of IPv6 the network that one subscriber has at least (RFC 6177)."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
