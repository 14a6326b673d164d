"""Why a page could not be fetched, or holds no article: one clause each that says what to do."""

import os
import re
import ssl

import httpcore2
import httpx2

from summariser.article.web.pages import Page

_SAVE = "open it in a browser, save the page, and give the file"
ASKS_FIRST = f"asks for consent before it shows an article: {_SAVE}"
_PASSWORD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
# Words: few that ask for a name and a password, or for consent, and may be a brief where nothing of it is asked. By
# judgement, on pages of logins and consent.
_FEWEST, _FEW = 25, 60
_ASKS = {
    401: f"it asks for a login (401): {_SAVE}",
    402: f"it asks for a payment (402): {_SAVE}",
    403: f"the server refuses it to programs, or to all (403): {_SAVE}",
    404: "there is no such page (404): check the address",
    407: "a proxy asks for a login (407): name it with its user in HTTPS_PROXY",
    410: "the page has been taken away (410): look for it in an archive",
    429: "the server asks to come less often (429): try again later",
    451: "the server may not show it here (451)",
}
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


def of_status(status: int) -> str:
    """What an answer without a page means."""
    if status in _ASKS:
        return _ASKS[status]
    if status >= 500:
        return f"the server failed ({status}): try again later"
    if status >= 400:
        return f"the server did not accept the request ({status}): check the address"
    return f"the server answered with no page ({status}): {_SAVE}"


def of_error(error: Exception, timeout_s: float) -> str:
    """What went wrong on the way."""
    match error:
        case httpcore2.TimeoutException():
            return f"no whole answer within {timeout_s:g} s: try again later"
        case httpcore2.ConnectError() if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
            return (
                f"its certificate or encryption is not accepted ({_reason(error)}): {_SAVE}, if you trust it"
            )
        case httpcore2.ConnectError():
            return (
                f"cannot be reached ({_reason(error)}): check the address and your connection{_proxy_hint()}"
            )
        case httpcore2.ProxyError():
            return f"the proxy of the environment refused it ({_reason(error)})"
        case httpcore2.NetworkError() | httpcore2.RemoteProtocolError():
            return f"the connection broke off or made no sense ({_reason(error)}): try again later"
        case httpx2.DecodingError():
            return f"it is packed in a way that is broken ({_reason(error)}): try again later"
        case _:
            return f"cannot be fetched ({_reason(error)}): check the address"


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _proxy_hint() -> str:
    named = next((name for name in _PROXIES if os.environ.get(name) or os.environ.get(name.lower())), None)
    return f"; the proxy of {named} is used with --allow-private alone" if named else ""


def of_stub(page: Page, words: int, *, told: bool) -> str | None:
    """What stands in the place of an article, of which so many words are there: a login, a wall, or a program.

    `told` says that the page itself tells, or shows, that there is none. None where it may be an article, or there is no saying what it is.
    """
    if words <= _FEWEST and _PASSWORD.search(page.body):
        return f"asks for a login: {_SAVE}"
    there = httpx2.URL(page.final_url).host
    if words <= _FEW and there != httpx2.URL(page.url).host:
        return f"led to {there}, which shows no article but perhaps a question for consent: {_SAVE}"
    if (told or not words) and _SCRIPT.search(page.body):
        return f"its text is put there by a script: {_SAVE}"
    return None if words else f"there is no article in it: {_SAVE}"
