"""What each answer tells a browser to refuse on the reader's behalf."""

from summariser.service.guard.asgi import App, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFETY = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    # Not no-referrer, under which browsers give the origin of a form as null.
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CORS = b"access-control-"
_SAFE = ("'none'", "'self'")
_DIGESTS = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
_EMBEDDED = ("data:", "blob:")
_SHOWN = ("img-src", "font-src", "media-src")


class Headers:
    """Adds the headers of safety to each answer, whatever it has of them. It keeps a policy of its own where that is strict,
    and a Cache-Control of its own; what has none is stored nowhere.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_ours(message.get("headers") or ())}
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)


def _with_ours(given: "list[tuple[bytes, bytes]] | tuple[()]") -> list[tuple[bytes, bytes]]:
    lines = [(name.lower(), value) for name, value in given]
    policies = [value for name, value in lines if name == b"content-security-policy"]
    kept = [
        (name, value)
        for name, value in lines
        if name not in SAFETY and name != b"content-security-policy" and not name.startswith(_CORS)
    ]
    own = policies[0].decode("latin-1") if len(policies) == 1 else ""
    kept.append((b"content-security-policy", (own if is_strict(own) else POLICY).encode("latin-1")))
    if all(name != b"cache-control" for name, _ in kept):
        kept.append((b"cache-control", b"no-store"))
    return [*kept, *SAFETY.items()]


def is_strict(policy: str) -> bool:
    """Whether a content security policy allows no source but the service itself and what it names by digest or nonce.

    Pictures and the like may also stand in the page itself.
    """
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        directives.setdefault(name.lower(), [source.lower() for source in sources])
    if "default-src" not in directives or directives.get("base-uri") not in (["'none'"], ["'self'"]):
        return False
    return all(
        source in _SAFE or source.startswith(_DIGESTS) or (name in _SHOWN and source in _EMBEDDED)
        for name, sources in directives.items()
        if name.endswith(("-src", "-src-elem", "-src-attr", "-uri", "-action", "-ancestors"))
        for source in sources
    )
