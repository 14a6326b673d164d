"""The form by which a browser gets a session."""

import base64
import hashlib
import hmac
from html import escape
from urllib.parse import parse_qs

from summariser.service.guard.asgi import App, Receive, Scope, Send, answer, refuse
from summariser.service.guard.sessions import Sessions

SIGN_IN, SIGN_OUT = "/login", "/logout"
PATHS = (SIGN_IN, SIGN_OUT)
_LONGEST_FORM = 8_192

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 90vh; place-content: center; margin: 1rem; }
form { display: grid; gap: .75rem; width: min(22rem, 90vw); }
input, button { font: inherit; padding: .5rem .75rem; }
[role=alert] { margin: 0; font-weight: 600; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · summariser</title>
<style>{style}</style>
</head>
<body>
<main>
<form method="post" action="{action}">
<h1>summariser</h1>
{said}<label for="token">The operator's token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<input name="next" type="hidden" value="{onward}">
<button>Sign in</button>
</form>
</main>
</body>
</html>
"""


def page(onward: str, said: str = "") -> tuple[bytes, str]:
    """The form, which leads on to the path `onward`, and the policy under which it is shown."""
    shown = f'<p role="alert">{escape(said)}</p>\n' if said else ""
    text = _PAGE.format(style=_STYLE, action=SIGN_IN, said=shown, onward=escape(_own_path(onward)))
    return text.encode("utf-8", "replace"), _POLICY


class Login:
    """Answers the form's two addresses: `POST /login` sets the cookie of a session, `POST /logout` ends it in this browser."""

    def __init__(self, app: App, token: str) -> None:
        self.app, self.token, self.sessions = app, token, Sessions(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] == SIGN_OUT:
            await _move(send, SIGN_IN, self.sessions.end(scope))
        elif scope["method"] == "POST":
            await self._sign_in(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and scope["path"] == SIGN_IN:
            await _show(send, 200, "/")
        else:
            await refuse(scope, send, 405, "send a form", allow="POST")

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        form = await _form(receive)
        if form is None:
            await refuse(scope, send, 413, "the form has a token, and where to go on to", connection="close")
        elif _same(form.get("token", "").strip(), self.token):
            await _move(send, _own_path(form.get("next", "/")), self.sessions.cookie(scope))
        else:
            await _show(send, 401, form.get("next", "/"), "That is not the token.")


async def _show(send: Send, status: int, onward: str, said: str = "") -> None:
    body, policy = page(onward, said)
    more = {"www_authenticate": 'Bearer realm="summariser"'} if status == 401 else {}
    await answer(send, status, body, "text/html; charset=utf-8", content_security_policy=policy, **more)


async def _move(send: Send, to: str, cookie: str) -> None:
    await answer(send, 303, b"", "text/plain", location=to, set_cookie=cookie)


async def _form(receive: Receive) -> dict[str, str] | None:
    """The fields of a small form, the last of each name; None where it is too large or broken off."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if message["type"] != "http.request" or len(body) > _LONGEST_FORM:
            return None
    fields = parse_qs(body.decode("latin-1"), errors="replace")
    return {name: values[-1] for name, values in fields.items()}


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(
        hashlib.sha256(given.encode()).digest(), hashlib.sha256(token.encode()).digest()
    )


def _own_path(onward: str) -> str:
    """A path of this service, to which a browser may be sent; anything else is its first page."""
    own = (
        onward.startswith("/")
        and not onward.startswith(("//", "/\\"))
        and onward.isascii()
        and onward.isprintable()
    )
    return onward if own and onward not in PATHS else "/"
