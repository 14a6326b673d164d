"""The page of the service in a browser, behind its guards: from each way in to an export, by mouse and by keys alone."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.jobs.folders import article
from tests.service.running import running
from tests.views.making import ARTICLE, NASTY
from tests.views.stories import STORIES

TEXT = "Inspectors closed nine old bridges on Monday. It cost over £6 million."
STORY = sorted((STORIES / "earthquake").iterdir())
EXAMPLE = Path(__file__).parents[2] / "examples" / ARTICLE
WIDTHS, SCHEMES = (390, 1400), ("light", "dark")
VIEWS = list(product(WIDTHS, SCHEMES))
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service."""
    with running(tmp_path_factory.mktemp("service")) as place:
        yield place


@pytest.fixture
def visit(browser: Browser, service: str) -> Iterator[Visit]:
    """Opens a page of the service; what it asks of others, or complains of, fails the test."""
    contexts, asked, complained = [], [], []

    def opened(place: str = "/", width: int = 1400, scheme: str = "light", **options: Any) -> Page:
        size = {"width": width, "height": 900}
        context = browser.new_context(**{"viewport": size, "color_scheme": scheme} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complained.append(message.text))
        page.on("pageerror", lambda error: complained.append(str(error)))
        page.goto(service + place)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((f"{service}/", "blob:"))] == []
    # Browsers tell of each answer that is an error; those that a test asks for are no complaint of the page.
    assert [line for line in complained if "the server responded with a status of 4" not in line] == []


def grave(page: Page) -> list[object]:
    """What keeps people from using a page."""
    found = Axe().run(page).response["violations"]
    return [
        (v["id"], [n["target"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ]


def fits(page: Page) -> bool:
    """Whether the page is as wide as the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Goes on by Tab until an element has the focus."""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def done(page: Page, letter: str) -> None:
    """Waits for a result."""
    page.wait_for_url(f"**/{letter}/*")
    expect(page.locator("#told, #matrix")).to_be_visible()


class TestWays:
    """Each way in, from the start to an export."""

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_summarise_by_mouse(self, visit: Visit, tmp_path: Path, width: int, scheme: str) -> None:
        file = tmp_path / "bridges.txt"
        file.write_text(article(width + len(scheme)), encoding="utf-8")
        page = visit("/", width, scheme)
        assert grave(page) == [] and fits(page)
        page.set_input_files("#article-files", file)
        expect(page.locator("#summarise .files li")).to_contain_text("bridges.txt")
        page.locator("#summarise button.main").click()
        done(page, "s")
        assert grave(page) == [] and fits(page)
        self._exported(page, "HTML", "html")

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_check_by_mouse(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        page.get_by_role("radio", name="Check my text").check()
        expect(page.locator("#summarise")).to_be_hidden()
        assert grave(page) == [] and fits(page)
        page.locator("#text").fill(TEXT)
        page.locator("#source").fill(article(1))
        page.locator("#check button.main").click()
        done(page, "v")
        expect(page.locator("#told a.m.unsupported")).to_contain_text("£6 million")
        assert grave(page) == [] and fits(page)
        self._exported(page, "Markdown", "md")

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_compare_by_mouse(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        page.get_by_role("radio", name="Compare").check()
        assert grave(page) == [] and fits(page)
        page.set_input_files("#articles-files", STORY[:2])
        page.set_input_files("#articles-files", STORY[2:])
        page.get_by_label(f"Take out {STORY[3].name}").click()
        page.locator("#compare button.main").click()
        done(page, "c")
        expect(page.locator("thead th")).to_have_count(4)
        page.locator("tr.fact a.what").first.click()
        assert grave(page) == [] and fits(page)
        self._exported(page, "XLSX", "xlsx")

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_summarise_by_keys(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        tab_to(page, "#article")
        page.keyboard.insert_text("https://herald.example/harbour")
        tab_to(page, "#summarise button.main")
        page.keyboard.press("Enter")
        done(page, "s")
        page.keyboard.press("j")
        expect(page.locator("#told a.held")).to_have_count(1)
        self._exported_by_keys(page, "csv")

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_check_by_keys(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        tab_to(page, "[name=way]")
        page.keyboard.press("ArrowRight")
        tab_to(page, "#text")
        page.keyboard.insert_text(TEXT)
        tab_to(page, "#source")
        page.keyboard.insert_text(article(1))
        page.keyboard.press("Control+Enter")
        done(page, "v")
        page.keyboard.press("j")
        tab_to(page, "#checked")
        page.keyboard.press("Space")
        expect(page.locator("#kept")).to_have_text("kept")
        page.reload()
        expect(page.locator("#told a.m.checked")).to_have_count(1)
        self._exported_by_keys(page, "json")

    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_compare_by_keys(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        tab_to(page, "[name=way]")
        page.keyboard.press("ArrowLeft")
        tab_to(page, "#articles")
        page.keyboard.insert_text("Some 40 boats were seized in May.")
        tab_to(page, ".more-texts")
        page.keyboard.press("Enter")
        expect(page.locator("#articles-2")).to_be_focused()
        page.keyboard.insert_text("In May inspectors seized 41 boats. They fined 7 men.")
        page.keyboard.press("Control+Enter")
        done(page, "c")
        tab_to(page, "tr.fact .choose input")
        page.keyboard.press("Space")
        expect(page.locator(".told.open")).to_have_count(0)
        page.keyboard.press("j")
        expect(page.locator(".told.open")).to_have_count(1)
        tab_to(page, ".told.open [name=what]")
        page.keyboard.press("Control+A")
        page.keyboard.type("boats held")
        page.keyboard.press("Enter")
        expect(page.locator("tr.fact a.what").first).to_contain_text("boats held", ignore_case=True)
        self._exported_by_keys(page, "xlsx")

    def _exported(self, page: Page, words: str, ending: str) -> None:
        page.locator(".menu > summary", has_text="Export").click()
        with page.expect_download() as download:
            page.get_by_role("link", name=words, exact=True).click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        assert download.value.path().stat().st_size > 0

    def _exported_by_keys(self, page: Page, ending: str) -> None:
        page.evaluate(
            "document.activeElement?.blur(); scrollTo(0, 0); document.querySelector('.brand').focus()"
        )
        tab_to(page, ".menus summary")
        page.keyboard.press("Enter")
        tab_to(page, f'.menus a[href$=".{ending}"]')
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(f".{ending}")


class TestForms:
    def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(
        self, visit: Visit, tmp_path: Path
    ) -> None:
        file = tmp_path / "broken.pdf"
        file.write_bytes(b"%PDF-1.7 nothing")
        page = visit("/?way=check")
        page.locator("#text").fill(TEXT)
        page.set_input_files("#source-files", file)
        page.locator("#check button.main").click()
        wrong = page.locator("#source-wrong")
        expect(wrong).to_contain_text("broken.pdf")
        assert grave(page) == []
        expect(page.locator("#source")).to_be_focused()
        expect(page.locator("#text")).to_have_value(TEXT)
        expect(page.locator("#check .files li")).to_have_count(1)
        page.locator("#source").fill(article(1))
        expect(wrong).to_be_empty()
        page.get_by_label("Take out broken.pdf").click()
        page.locator("#check button.main").click()
        done(page, "v")
        page.go_back()
        expect(page.locator("#text")).to_have_value(TEXT)

    def test_files_that_are_too_large_are_not_sent(self, visit: Visit, tmp_path: Path) -> None:
        file = tmp_path / "large.txt"
        file.write_bytes(b"x" * (21 * 2**20))
        page = visit("/")
        page.locator("#article").fill(TEXT)
        page.set_input_files("#article-files", file)
        page.locator("#summarise button.main").click()
        expect(page.locator("#article-wrong")).to_have_text(
            "These files are too large: together they may have 20 MB."
        )
        expect(page.locator("#article")).to_have_value(TEXT)

    def test_files_may_be_dropped_on_their_field(self, visit: Visit) -> None:
        page = visit("/?way=compare")
        page.evaluate(
            """() => { const given = document.querySelector('[data-field=articles]'), moved = new DataTransfer();
            for (const name of ['a.txt', 'b.txt']) moved.items.add(new File([`Some 40 boats sank. ${name}`], name));
            given.dispatchEvent(new DragEvent('drop', {dataTransfer: moved, bubbles: true, cancelable: true})); }"""
        )
        expect(page.locator("#compare .files li")).to_have_text(["a.txt×", "b.txt×"])
        page.locator("#compare button.main").click()
        done(page, "c")

    def test_all_ways_work_without_a_script(self, visit: Visit) -> None:
        page = visit("/", java_script_enabled=False)
        page.get_by_role("radio", name="Check my text").check()
        page.locator("#text").fill(TEXT)
        page.locator("#check button.main").click()
        expect(page.locator("#source-wrong")).to_contain_text("Give a source")
        expect(page.locator("#text")).to_have_value(TEXT)
        page.locator("#source").fill(article(1))
        page.locator("#check button.main").click()
        done(page, "v")
        page.get_by_role("link", name="New").click()
        page.locator("#article").fill(article(77))
        page.locator("#summarise button.main").click()
        page.wait_for_url("**/s/*")
        while page.locator("#told").count() == 0:  # it also loads itself again
            page.get_by_role("link", name="Load it again").click()
        page.locator("#labels summary").click()
        page.locator("[name='quantities.0.what']").fill("my own label")
        page.get_by_role("button", name="Keep these labels").click()
        expect(page.locator(".by-reader").first).to_contain_text("my own label")
        page.get_by_role("link", name="New").click()
        page.get_by_role("radio", name="Compare").check()
        page.set_input_files("#articles-files", STORY)
        page.locator("#compare button.main").click()
        done(page, "c")
        page.locator("tr.fact a.what").first.click()
        page.locator(".told:target .mends [type=checkbox]").first.check()
        page.get_by_role("button", name="Split").first.click()
        expect(page.locator(".rows-tools")).to_contain_text("Your corrections 1")


class TestKeys:
    def test_lead_anywhere_and_can_be_switched_off(self, visit: Visit) -> None:
        page = visit("/?way=check")
        page.keyboard.press("g")
        page.keyboard.press("h")
        page.wait_for_url("**/history")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("n?")
        expect(page.locator("#q")).to_have_value("n?")
        page.locator("#q").blur()
        page.keyboard.press("j")
        expect(page.locator(".job > a").first).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("k")
        expect(page.locator(".job > a").first).to_be_focused()
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
        expect(sheet).to_be_visible()
        assert grave(page) == []
        page.get_by_label("Shortcuts of one letter").uncheck()
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        page.keyboard.press("n")
        page.keyboard.press("?")
        expect(sheet).to_be_hidden()
        page.reload()
        page.keyboard.press("n")
        assert page.url.endswith("/history")
        page.get_by_role("button", name="Keyboard shortcuts").click()
        page.get_by_label("Shortcuts of one letter").check()
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_url(re.compile("/$"))

    def test_off_is_off_on_results_too(self, visit: Visit) -> None:
        page = visit("/?way=check")
        page.evaluate("localStorage.setItem('summariser:keys', 'off')")
        page.locator("#text").fill(TEXT)
        page.locator("#source").fill(article(1))
        page.locator("#check button.main").click()
        done(page, "v")
        for key in "jk/":
            page.keyboard.press(key)
        expect(page.locator("a.held")).to_have_count(0)
        expect(page.locator("#find")).not_to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(page.locator("a.held")).to_have_count(1)


class TestHistory:
    @pytest.mark.parametrize(("width", "scheme"), VIEWS)
    def test_is_searched_compared_and_deleted_from(self, visit: Visit, width: int, scheme: str) -> None:
        page = visit("/", width, scheme)
        for number in (width, width + 1):
            page.goto(page.url.split("/s/")[0])
            data = article(number).encode()
            file: Any = {"name": f"{scheme}-{width}-{number}.txt", "mimeType": "text/plain", "buffer": data}
            page.set_input_files("#article-files", file)
            page.locator("#summarise button.main").click()
            done(page, "s")
        page.get_by_role("link", name="History").click()
        page.locator("#q").fill(f"{scheme}-{width}")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".job")).to_have_count(2)
        assert grave(page) == [] and fits(page)
        for box in page.locator(".job > input").all():
            box.check()
        page.get_by_role("button", name="Compare the chosen summaries").click()
        done(page, "c")
        page.go_back()
        page.locator(".job .menu > summary").first.click()
        assert grave(page) == [] and fits(page)
        page.get_by_role("button", name="Delete for good").first.click()
        page.wait_for_url("**/history?q=*")
        expect(page.locator("#q")).to_have_value(f"{scheme}-{width}")


class TestRunning:
    def test_is_told_live_and_can_be_cancelled(self, visit: Visit) -> None:
        page = visit("/")
        page.locator("#article").fill(" ".join(article(n) for n in range(900, 940)))
        page.locator("#summarise button.main").click()
        page.wait_for_url("**/s/*")
        stage = page.locator("#stage")
        expect(stage).not_to_be_empty()
        expect(page.locator("#answered")).to_contain_text(re.compile(r"\d+ of \d+ questions answered"))
        assert grave(page) == []
        page.get_by_role("button", name="Cancel").click()
        page.wait_for_url("**/history")


class TestPhone:
    def test_a_long_table_scrolls_by_itself(self, visit: Visit) -> None:
        """What is only for screen readers in a table does not widen the page."""
        page = visit("/", 390)
        page.set_input_files("#article-files", EXAMPLE)
        page.locator("#summarise button.main").click()
        done(page, "s")
        expect(page.locator("#told tbody tr").nth(8)).to_be_attached()
        assert fits(page)


class TestSessions:
    def test_who_is_signed_out_meanwhile_loses_nothing(self, browser: Browser, tmp_path: Path) -> None:
        token = "correct-horse-battery-staple"
        with running(tmp_path, token=token) as place, browser.new_context() as context:
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(f"{place}/?way=check")
            page.get_by_label("The operator's token").fill(token)
            page.keyboard.press("Enter")
            expect(page.locator("#check")).to_be_visible()
            context.clear_cookies()
            page.locator("#text").fill(TEXT)
            page.locator("#source").fill(article(1))
            page.locator("#check button.main").click()
            expect(page.locator("#check .refused")).to_contain_text("You are signed out.")
            other = context.new_page()
            other.goto(place)
            other.get_by_label("The operator's token").fill(token)
            other.keyboard.press("Enter")
            expect(other.locator("#article")).to_be_visible()
            page.locator("#check button.main").click()
            done(page, "v")
            page.get_by_role("button", name="Sign out").click()
            page.wait_for_url("**/login")
            page.goto(f"{place}/history")
            expect(page.get_by_label("The operator's token")).to_be_visible()


class TestColours:
    def test_are_chosen_and_stay(self, visit: Visit) -> None:
        page = visit("/")
        page.get_by_role("radio", name="Dark").check()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.goto(page.url + "history")
        expect(page.locator("#theme-dark")).to_be_checked()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != "rgb(252, 251, 248)"
        )


class TestSafety:
    def test_hostile_texts_and_names_do_nothing(self, visit: Visit, tmp_path: Path) -> None:
        nasty = NASTY.encode("utf-8", "replace").decode()
        hostile = f"{nasty} storm\n\nThe {nasty} storm sank 40 boats, said {nasty}. It cost $5 million.\n"
        file = tmp_path / "<img src=x onerror=window.hit=9>.txt"
        file.write_text(hostile, encoding="utf-8")
        for way, field in (("summarise", "article"), ("check", "source"), ("compare", "articles")):
            page = visit(f"/?way={way}")
            page.set_input_files(f"#{field}-files", file)
            if way == "check":
                page.locator("#text").fill(hostile)
            if way == "compare":
                page.locator("#articles").fill(hostile)
            page.locator(f"#{way} button.main").click()
            done(page, way[0] if way == "compare" else {"summarise": "s", "check": "v"}[way])
            page.keyboard.press("j")
            assert page.evaluate("window.hit === undefined && !document.querySelector('img, iframe, svg')")
            page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/history")
            assert page.evaluate("window.hit === undefined && !document.querySelector('img, iframe, svg')")

    def test_is_quick_and_small(self, visit: Visit) -> None:
        """The first page can be used in under a second, and its scripts are small."""
        page = visit("/")
        took, size = page.evaluate(
            """() => [performance.getEntriesByType('navigation')[0].domInteractive,
            performance.getEntriesByType('resource').filter(e => e.name.endsWith('.js')).reduce((sum, e) => sum + e.decodedBodySize, 0)]"""
        )
        assert 0 < took < 1000
        assert 0 < size < 60_000
