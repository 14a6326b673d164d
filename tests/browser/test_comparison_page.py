"""The page of a comparison in a browser: opening, walking, filters, search, permalinks, no script, print, access."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from summariser.comparison import changes
from summariser.views.html import comparison_page, versions_page
from tests.browser.conftest import Open
from tests.views.stories import hostile_story, story, versions

PAGE = comparison_page(story())
VERSIONS = versions_page(versions(), changes(versions()))


def _open_rows(page: Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator("tr.told").all() if row.is_visible()]


def test_a_cell_opens_its_sentences_by_mouse_and_shuts(opened: Open) -> None:
    page = opened(PAGE)
    assert _open_rows(page) == []
    cell = page.locator("tr.fact").first.locator("td a").nth(2)
    cell.click()
    (row,) = _open_rows(page)
    expect(page.locator(f"#{row} .held mark")).to_have_text("112")
    assert page.locator(f"#{row} .quoted").count() == 4
    assert page.url.endswith(f"#{row}")
    expect(cell).to_have_attribute("aria-expanded", "true")
    page.locator("tr.fact").first.locator("td a").first.click()
    expect(page.locator(f"#{row} .held mark")).to_have_text("41")
    page.locator("tr.fact").nth(1).locator("th").click()
    assert _open_rows(page) == [page.locator("tr.told").nth(1).get_attribute("id")]
    page.locator("tr.fact").nth(1).locator("th").click()
    assert _open_rows(page) == [] and "#" not in page.url


def test_keys_walk_open_and_shut(opened: Open) -> None:
    page = opened(PAGE)
    page.locator("tr.fact").nth(2).locator("td a").first.focus()
    page.keyboard.press("Enter")
    ids = [row.get_attribute("id") for row in page.locator("tr.told").all()]
    assert _open_rows(page) == [ids[2]]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    assert _open_rows(page) == [ids[4]]
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    assert _open_rows(page) == [ids[2]]
    expect(page.locator("tr.fact").nth(2).locator("th a")).to_be_focused()
    page.keyboard.press("Escape")
    assert _open_rows(page) == []


def test_every_row_that_is_walked_to_is_in_sight_below_the_head(opened: Open) -> None:
    page = opened(PAGE, viewport={"width": 900, "height": 500})
    for _ in range(8):
        page.keyboard.press("j")
        row = page.locator("tr.fact:has(+ .open) th")
        box, head = row.bounding_box(), page.locator("thead").bounding_box()
        assert box and head and box["y"] >= head["y"] + head["height"] - 1 and box["y"] + 20 < 500


def test_filters_leave_what_is_asked_for(opened: Open) -> None:
    """Facts of one article are put aside at first."""
    page = opened(PAGE)

    def visible(name: str) -> int:
        return page.locator(f"tr.fact.{name}:visible").count()

    there = {name: page.locator(f"tr.fact.{name}").count() for name in ("differ", "agree", "single")}
    assert all(there.values())
    assert (visible("differ"), visible("agree"), visible("single")) == (there["differ"], there["agree"], 0)
    page.locator("#f-single").check()
    page.locator("#f-differ").uncheck()
    assert (visible("differ"), visible("agree"), visible("single")) == (0, there["agree"], there["single"])


def test_search_finds_words_of_rows_and_sentences(opened: Open) -> None:
    page = opened(PAGE)
    page.keyboard.press("/")
    page.keyboard.type("houses MARKED")
    expect(page.locator("#found")).to_have_text("1 row")
    page.keyboard.press("Enter")
    assert len(_open_rows(page)) == 1
    page.locator("#find").fill("zeppelin")
    expect(page.locator("#found")).to_have_text("0 rows")
    expect(page.locator("#no-row")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_permalink_opens_its_row_also_of_what_is_filtered(opened: Open, script: bool) -> None:
    row = re.findall(r'class="told single" id="([^"]+)"', PAGE)[5]
    page = opened(PAGE, f"#{row}", java_script_enabled=script)
    assert _open_rows(page) == [row]
    assert page.locator(f"tr.fact:has(+ #{row})").is_visible()


def test_without_script_cells_and_filters_work(opened: Open) -> None:
    page = opened(PAGE, java_script_enabled=False)
    page.locator("tr.fact").first.locator("td a").first.click()
    assert _open_rows(page) == [page.locator("tr.told").first.get_attribute("id")]
    page.locator("#f-agree").uncheck()
    assert page.locator("tr.fact.agree:visible").count() == 0
    assert not page.locator("#find").is_visible()


def test_many_columns_scroll_in_their_own_box(opened: Open) -> None:
    """With the first column, the head and the opened sentences in sight."""
    for viewport in ({"width": 390, "height": 780}, {"width": 560, "height": 600}):
        page = opened(PAGE, viewport=viewport)
        page.locator("tr.fact").nth(2).locator("th a").click()
        page.locator("#matrix").evaluate("el => el.scrollBy(9999, 0)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#matrix").evaluate("el => el.scrollLeft") > 0
        for selector in ("thead th:first-child", "tr.open .card >> nth=0"):
            box = page.locator(selector).bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", [PAGE, VERSIONS], ids=["articles", "versions"])
def test_access(opened: Open, which: str, scheme: str) -> None:
    page = opened(which, bypass_csp=True, color_scheme=scheme)
    page.locator("#f-single").check()
    page.locator("tr.fact").first.locator("td a").first.click()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_versions_put_aside_what_has_not_changed(opened: Open) -> None:
    """And a figure that went has its sign in a cell without one, which opens nothing."""
    page = opened(VERSIONS)
    assert page.locator("tr.fact.single:visible").count() == 0
    page.locator("#f-single").check()
    assert page.locator("tr.fact.single:visible").count() > 0
    page.locator("tr.fact.compatible td .turn").first.click()
    expect(page.locator("tr.fact.compatible td .turn").first).to_have_text("−went")


def test_a_long_title_leaves_room_for_the_table(opened: Open) -> None:
    """It is there in full where it is pointed at."""
    page = opened(
        comparison_page(story(), title="A title that does not end " * 30),
        viewport={"width": 900, "height": 600},
    )
    title = page.locator("h1")

    def height() -> float:
        box = title.bounding_box()
        assert box
        return box["height"]

    short = height()
    title.hover()
    assert short < 100 < height()


def test_print_shows_the_table_whole(opened: Open) -> None:
    page = opened(PAGE)
    page.locator("tr.fact").first.locator("td a").first.click()
    page.emulate_media(media="print")
    assert page.locator("#matrix").evaluate("el => el.scrollHeight <= el.clientHeight + 1")
    assert not page.locator(".search").is_visible() and page.locator("tr.open .card").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_hostile_text_does_nothing(opened: Open) -> None:
    page = opened(comparison_page(hostile_story()))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("window.hit") is None
    assert page.locator("tr.fact").first.is_visible()
