"""What stands before the service: who may ask, from where, how much, and what each answer says to a browser.

Each guard is an ASGI application around another, knows nothing of the rest, and lets bodies and answers pass as they come. What
is refused is answered as problem details (RFC 9457).
"""

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from summariser.service.guard.asgi import App, only_http
from summariser.service.guard.audit import Audit
from summariser.service.guard.bodies import Bodies
from summariser.service.guard.clients import Clients
from summariser.service.guard.headers import Headers
from summariser.service.guard.heads import Heads
from summariser.service.guard.hosts import Hosts
from summariser.service.guard.login import Login
from summariser.service.guard.origins import Origins
from summariser.service.guard.rates import Rates
from summariser.service.guard.tokens import Tokens
from summariser.service.options import ServiceOptions

__all__ = ["guarded"]


def guarded(app: App, options: ServiceOptions) -> App:
    """The application behind all guards, in this order: what is refused early costs little, and the audit log sees all of it.

    `scope["state"]["client"]` is then a short name of who asks, the same for each request of theirs.
    """
    bounds, token = options.bounds, options.token
    inner: App = app
    if token is not None:
        inner = Login(inner, token)
    inner = Rates(inner, bounds.per_minute)
    inner = Tokens(inner, token)
    inner = Origins(inner)
    inner = Hosts(inner, options.host, options.allowed_hosts)
    inner = Bodies(inner, bounds.body_bytes)
    inner = Heads(inner)
    inner = Headers(Clients(Audit(inner, options.data / "audit.log", hidden=token), token))
    if options.trusted_proxies:
        # uvicorn's: it reads the list from its right end, where nobody but a proxy that is trusted can write.
        inner = ProxyHeadersMiddleware(inner, list(options.trusted_proxies))  # type: ignore[arg-type, assignment]
    return only_http(inner)
