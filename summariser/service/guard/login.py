"""The form by which a browser gets a session, and the way to it.

A browser sends no cookie of ours where a link in a mail or on another site leads to a page (SameSite=Strict). So whoever comes
without a session is first led on by a page of our own to the form's address; there the cookie comes, if there is one, and the form
is passed over.
"""

import hashlib
import hmac
from html import escape
from urllib.parse import parse_qs, quote

from summariser.service.guard.asgi import App, Receive, Scope, Send, answer, refuse
from summariser.service.guard.plain_page import HTML, POLICY, page
from summariser.service.guard.sessions import Sessions

SIGN_IN, SIGN_OUT = "/login", "/logout"
PATHS = (SIGN_IN, SIGN_OUT)
CHALLENGE = 'Bearer realm="summariser"'
# In bytes, by judgement: a token and a field or two.
_LONGEST_FORM = 8_192
_TITLE = "Sign in"

_FORM = """{said}<form method="post" action="{action}">
<label for="token">The operator's token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<input name="username" value="summariser" autocomplete="username" hidden>
<input name="next" type="hidden" value="{onward}">
<button>Sign in</button>
</form>"""


async def show_form(send: Send, status: int, onward: str, said: str = "") -> None:
    """Answers with the form, which leads on to an address of this service; `said` is what was wrong."""
    shown = f'<p role="alert">{escape(said)}</p>\n' if said else ""
    form = _FORM.format(action=SIGN_IN, said=shown, onward=escape(_own(onward)))
    await _show(send, status, page(_TITLE, form))


async def show_end(send: Send) -> None:
    """Answers a form of ours that comes without a session: what was written in it is not to be lost."""
    said = "The session has ended. Sign in in another tab, then come back to this one, go back, and send the form again."
    body = f'<p role="alert">{said}</p>\n<a href="{SIGN_IN}" target="_blank">Sign in</a>'
    await _show(send, 401, page(_TITLE, body))


async def show_way(send: Send, onward: str) -> None:
    """Answers with a page that leads to the form by itself."""
    to = escape(f"{SIGN_IN}?next={quote(_own(onward), safe='')}")
    head = f'<meta http-equiv="refresh" content="0; url={to}">\n'
    await _show(send, 401, page(_TITLE, f'<a href="{to}">Sign in</a>', head))


class Login:
    """Answers the form's two addresses: `POST /login` sets the cookie of a session, `POST /logout` ends it in this browser."""

    def __init__(self, app: App, token: str) -> None:
        self.app, self.token, self.sessions = app, token, Sessions(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] == SIGN_OUT:
            await _move(send, SIGN_IN, set_cookie=self.sessions.end(scope))
        elif scope["method"] == "POST":
            await self._sign_in(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and scope["path"] == SIGN_IN:
            onward = _fields(scope.get("query_string") or b"").get("next", "/")
            if self.sessions.holds(scope):
                await _move(send, _own(onward))
            else:
                await show_form(send, 200, onward)
        else:
            await refuse(scope, send, 405, "send a form", allow="POST")

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        form = await _form(receive)
        if form is None:
            await refuse(scope, send, 413, "the form has a token, and where to go on to", connection="close")
        elif _same(form.get("token", "").strip(), self.token):
            await _move(send, _own(form.get("next", "/")), set_cookie=self.sessions.cookie(scope))
        else:
            await show_form(send, 401, form.get("next", "/"), "That is not the token.")


async def _show(send: Send, status: int, shown: bytes) -> None:
    more = {"www_authenticate": CHALLENGE} if status == 401 else {}
    await answer(send, status, shown, HTML, content_security_policy=POLICY, **more)


async def _move(send: Send, to: str, **more: str) -> None:
    await answer(send, 303, b"", "text/plain", location=to, **more)


async def _form(receive: Receive) -> dict[str, str] | None:
    """The fields of a small form; None where it is too large or broken off."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if message["type"] != "http.request" or len(body) > _LONGEST_FORM:
            return None
    return _fields(body)


def _fields(form: bytes) -> dict[str, str]:
    """The fields of a form or a query, the last of each name."""
    return {name: values[-1] for name, values in parse_qs(form.decode("latin-1"), errors="replace").items()}


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(
        hashlib.sha256(given.encode()).digest(), hashlib.sha256(token.encode()).digest()
    )


def _own(onward: str) -> str:
    """An address of this service without its host, to which a browser may be sent; anything else is the first page."""
    plain = onward.startswith("/") and onward.isascii() and onward.isprintable() and " " not in onward
    elsewhere = onward.startswith(("//", "/\\")) or onward.partition("?")[0] in PATHS
    return onward if plain and not elsewhere else "/"
