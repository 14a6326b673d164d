"""The built site in a real browser: it loads nothing from elsewhere, and its search finds pages. Needs `make docs` before."""

import pytest
from playwright.sync_api import Browser

from tests.support.processes import ROOT

SITE = ROOT / "build" / "docs"
PAGES = (
    "index.html",
    "docs/explanation/concepts.html",
    "docs/reference/python.html",
    "search.html?q=misattributed",
)


@pytest.mark.skipif(not (SITE / "index.html").exists(), reason="the site is not built: make docs")
def test_the_site_needs_nothing_but_its_folder(browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.goto(f"{SITE.as_uri()}/{name}")
    page.wait_for_selector("#search-results li a")
    assert "Verdicts" in page.inner_text("#search-results")
    assert [url for url in asked if not url.startswith(SITE.as_uri())] == []
    page.close()
