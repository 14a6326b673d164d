"""What the guards of the service do in a real browser: signing in, forms, and what pages of others can do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from summariser.service.guard.asgi import App, Receive, Scope, Send, answer
from summariser.service.options import ServiceOptions
from summariser.service.server import bound
from tests.service.guard.calls import TOKEN
from tests.service.guard.served import Served, serving

OURS = """<!doctype html><html lang="en"><title>ours</title><link rel="stylesheet" href="/own.css"><p id="p">as it came</p>
<script>document.getElementById("p").textContent = "inline script ran"</script><img src=x onerror="document.title='ran'">
<form method="post" action="/made"><button>Make</button></form><form method="post" action="/logout"><button>Leave</button></form>
<script src="/own.js"></script></html>"""
SCRIPT = 'fetch("/data").then(r => r.text()).then(t => document.getElementById("p").textContent = t)'
THEIRS = """<!doctype html><html lang="en"><title>theirs</title><p id="p">waiting</p>
<form method="post" action="{ours}/made"><button>Win</button></form><a href="{ours}/">ours</a><iframe src="{ours}/"></iframe>
<img id="i" src="{ours}/data"><script>
fetch("{ours}/data", {{credentials: "include"}}).then(r => r.text(), e => "kept from it").then(
    t => document.getElementById("p").textContent = t)</script></html>"""


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """As a service with a page: its form makes something, its script reads data."""
    found = {
        "/": (OURS, "text/html"), "/own.js": (SCRIPT, "text/javascript"), "/own.css": ("p { color: rgb(0, 0, 255) }", "text/css"),
        "/data": ("data of ours", "text/plain"), "/made": ("<title>made</title>made", "text/html"),
    }  # fmt: skip
    body, kind = found.get(scope["path"], ("", "text/plain"))
    await answer(send, 200, body.encode(), f"{kind}; charset=utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, app, token=TOKEN) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def sign_in(page: Page, served: Served, path: str = "/") -> None:
    """By keyboard alone, as the form has the focus."""
    page.goto(f"http://127.0.0.1:{served.port}{path}")
    page.wait_for_url("**/login?next=*")
    expect(page.get_by_label("The operator's token")).to_be_focused()
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    expect(page).not_to_have_title("Sign in · summariser")


@pytest.mark.parametrize("width, scheme", [(390, "light"), (1400, "dark")])
def test_the_form_signs_in_and_leads_on(browser: Browser, served: Served, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    complained: list[str] = []
    page.on("pageerror", lambda error: complained.append(str(error)))
    address = f"http://127.0.0.1:{served.port}"
    page.goto(f"{address}/made?x=1")
    page.wait_for_url("**/login?next=%2Fmade%3Fx%3D1")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_label("The operator's token")).to_be_focused()
    page.get_by_label("The operator's token").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("That is not the token.")
    assert Axe().run(page).violations_count == 0
    expect(page.get_by_label("The operator's token")).to_be_focused()
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/made?x=1")
    (cookie,) = context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("summariser", True, "Strict")
    assert TOKEN not in page.url + cookie["value"]
    assert complained == []
    context.close()


def test_our_own_forms_scripts_and_styles_work_and_inline_ones_do_not(page: Page, served: Served) -> None:
    sign_in(page, served)
    expect(page.locator("#p")).to_have_text("data of ours")
    expect(page.locator("#p")).to_have_css("color", "rgb(0, 0, 255)")
    expect(page).to_have_title("ours")
    page.get_by_role("button", name="Make").click()
    expect(page).to_have_title("made")
    page.go_back()
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("**/login")
    page.goto(f"http://127.0.0.1:{served.port}/")
    expect(page).to_have_title("Sign in · summariser")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_somebody_else_can_only_lead_to_ours(
    page: Page, served: Served, tmp_path: Path, host: str
) -> None:
    """Of another port, which is the same site, and of another name; the reader is signed in here."""
    sign_in(page, served)
    ours = f"http://127.0.0.1:{served.port}"

    async def theirs(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, 200, THEIRS.format(ours=ours).encode(), "text/html")

    with _unguarded(tmp_path, theirs) as port:
        page.goto(f"http://{host}:{port}/")
        served.paths.clear()
        expect(page.locator("#p")).to_have_text("kept from it")
        assert page.evaluate("document.getElementById('i').naturalWidth") == 0
        assert "made" not in "".join(
            frame.content() for frame in page.frames[1:] if frame.url.startswith(ours)
        )
        page.get_by_role("button", name="Win").click()
        page.wait_for_url(f"{ours}/made")
        expect(page.locator("body")).to_contain_text("a page of another origin may not ask this")
        assert "POST /made" not in served.paths
        page.go_back()
        page.get_by_role("link", name="ours").click()
        expect(page).to_have_title(
            "ours"
        )  # without signing in anew, though a link of others brings no cookie


@contextmanager
def _unguarded(folder: Path, app: App) -> Iterator[int]:
    """A server of somebody else; gives its port."""
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
    server, listening = uvicorn.Server(config), bound(ServiceOptions(folder, port=0))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
