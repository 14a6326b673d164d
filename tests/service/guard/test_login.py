"""The form and the session that it sets."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from summariser.service.guard.asgi import App
from summariser.service.options import Bounds
from tests.service.guard.calls import TOKEN, Answered, ask, behind

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9"}


def sign_in(app: App, token: str = TOKEN, onward: str = "/", **more: str) -> Answered:
    """What the form answers."""
    form = urlencode({"token": token, "next": onward}).encode()
    return ask(app, "POST", "/login", form, Content_Type="application/x-www-form-urlencoded", **more)


def cookie(answered: Answered) -> str:
    """What a browser sends back of a cookie that was set."""
    return answered.headers["set-cookie"].partition(";")[0]


@pytest.fixture
def app(tmp_path: Path) -> App:
    return behind(tmp_path, token=TOKEN)


def test_a_browser_without_a_session_is_led_to_the_form(app: App) -> None:
    answered = ask(app, address="/jobs/7?q=a%26b", **BROWSER)
    assert (answered.status, answered.headers["content-type"]) == (401, "text/html; charset=utf-8")
    to = "/login?next=%2Fjobs%2F7%3Fq%3Da%2526b"
    assert f'<meta http-equiv="refresh" content="0; url={to}">'.encode() in answered.body
    form = ask(app, address=to)
    assert form.status == 200
    assert b'<input name="next" type="hidden" value="/jobs/7?q=a%26b">' in form.body


def test_a_form_that_comes_after_the_end_of_a_session_is_not_lost(app: App) -> None:
    answered = ask(app, "POST", "/check", b"text=long", **BROWSER)
    assert answered.status == 401
    assert b"The session has ended." in answered.body
    assert b'http-equiv="refresh"' not in answered.body


def test_one_whose_cookie_did_not_come_with_a_link_passes_the_form_over(app: App) -> None:
    """A link on another site: the cookie comes with the second request, which is our own page's."""
    answered = ask(app, address="/login?next=%2Fjobs%2F7", Cookie=cookie(sign_in(app)))
    assert (answered.status, answered.headers["location"]) == (303, "/jobs/7")


def test_the_token_in_the_form_starts_a_session(app: App) -> None:
    answered = sign_in(app, onward="/jobs/7")
    assert (answered.status, answered.headers["location"]) == (303, "/jobs/7")
    line = answered.headers["set-cookie"]
    assert re.fullmatch(
        r"summariser=\d+\.[0-9a-f]{64}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict", line
    )
    assert TOKEN not in line
    assert ask(app, Cookie=f"theme=dark; {cookie(answered)}").status == 200


def test_over_https_the_cookie_goes_over_nothing_else(app: App) -> None:
    answered = sign_in(app, scheme="https")
    assert answered.headers["set-cookie"].startswith("__Host-summariser=")
    assert answered.headers["set-cookie"].endswith("; SameSite=Strict; Secure")
    assert ask(app, scheme="https", Cookie=cookie(answered)).status == 200
    assert (
        ask(app, scheme="https", Cookie=cookie(sign_in(app))).status == 401
    )  # set without https, by whomever


def test_https_is_what_a_trusted_proxy_says(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN, trusted_proxies=("10.0.0.0/24",), allowed_hosts=("desk.example",))
    asked = {"Host": "desk.example", "Origin": "https://desk.example", "X_Forwarded_Proto": "https"}
    assert sign_in(app, peer="10.0.0.7", **asked).headers["set-cookie"].endswith("; Secure")
    assert "Secure" not in sign_in(app, peer="10.0.1.7", **asked).headers["set-cookie"]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], f"{TOKEN}x", "é" * 20])
def test_another_token_does_not(app: App, token: str) -> None:
    answered = sign_in(app, token)
    assert (answered.status, "set-cookie" in answered.headers) == (401, False)
    assert b'<p role="alert">That is not the token.</p>' in answered.body


def test_tries_are_limited(tmp_path: Path) -> None:
    app = behind(tmp_path, token=TOKEN, bounds=Bounds(per_minute=3))
    assert [sign_in(app, f"guess {n}").status for n in range(5)] == [401, 401, 401, 429, 429]


def test_a_page_of_somebody_else_cannot_sign_the_reader_in(app: App) -> None:
    assert sign_in(app, Origin="https://other.example").status == 403


def test_a_session_cannot_be_made_up_and_ends(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = cookie(sign_in(app))
    until, _, signature = value.partition("=")[2].partition(".")
    for made_up in (
        f"{int(until) + 1}.{signature}",
        f"{until}.",
        until,
        "",
        f".{signature}",
        f"{until}.{'0' * 64}",
        "²." + signature,
    ):
        assert ask(app, Cookie=f"summariser={made_up}".encode().decode("latin-1")).status == 401
    other = behind(tmp_path, token=TOKEN + "2")
    assert ask(other, Cookie=value).status == 401
    again = behind(tmp_path, token=TOKEN)  # a restart
    assert ask(again, Cookie=value).status == 200
    monkeypatch.setattr("summariser.service.guard.sessions.time.time", lambda: float(until))
    assert ask(app, Cookie=value).status == 401


def test_a_wrong_header_is_not_made_good_by_a_session(app: App) -> None:
    assert ask(app, Cookie=cookie(sign_in(app)), Authorization="Bearer wrong").status == 401


def test_signing_out_ends_it_in_this_browser(app: App) -> None:
    answered = ask(app, "POST", "/logout")
    assert (answered.status, answered.headers["location"]) == (303, "/login")
    assert answered.headers["set-cookie"] == "summariser=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
    assert ask(app, "GET", "/logout").status == 405


@pytest.mark.parametrize(
    "onward",
    [
        "https://other.example",
        "//other.example",
        "/\\other.example",
        "javascript:alert(1)",
        "",
        "/a\r\nSet-Cookie: b=c",
        "/ü",
        "/login",
    ],
)
def test_the_form_leads_nowhere_else(app: App, onward: str) -> None:
    assert sign_in(app, onward=onward).headers["location"] == "/"
    assert b'name="next" type="hidden" value="/"' in ask(app, address=f"/login?next={quote(onward)}").body


def test_what_a_path_holds_is_inert_in_the_form(app: App) -> None:
    answered = ask(app, address='/"><script>alert(1)</script>', **BROWSER)
    assert b"<script" not in answered.body
    form = ask(app, address="/login?next=" + quote('/a"><script>alert(1)</script>'), **BROWSER)
    assert b"<script" not in form.body
    assert b'value="/a&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in form.body


@pytest.mark.parametrize("body", [b"x" * 9_000, b"&".join(b"a=1" for _ in range(100)), b"\xff\xfe=%ff", b""])
def test_other_forms_are_refused_plainly(app: App, body: bytes) -> None:
    assert ask(app, "POST", "/login", body).status in (401, 413)


def test_without_a_token_there_is_nothing_to_sign_in_to(tmp_path: Path) -> None:
    assert ask(behind(tmp_path), address="/login").body == b"all fine"  # the application's own
