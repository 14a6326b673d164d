"""The reading page in a browser: marks, walking, partners, filters, search, permalinks, colours, print, no script, access."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from summariser.views.html import load_marks
from tests.browser.conftest import Open
from tests.views.making import example, hostile, text_page


def _is_in_view(page: Page, selector: str) -> bool:
    """Whether an element is on the screen, and within the side that it scrolls in."""
    return bool(
        page.evaluate(
            """selector => { const el = document.querySelector(selector), box = el.getBoundingClientRect();
            const view = el.closest(".side").getBoundingClientRect();
            return box.top >= view.top && box.bottom <= view.bottom && box.bottom <= innerHeight; }""",
            selector,
        )
    )


def _number(page: Page, side: str, text: str) -> str:
    """The selector of the first mark of a side with a text."""
    return f"#{page.locator(f'#{side} a.m', has_text=re.compile(f'^{re.escape(text)}$')).first.get_attribute('id')}"


def test_walking_by_keys_shows_the_partner_and_why(opened: Open) -> None:
    """j and k go through the summary's numbers in order; the partner comes into view, and the panel says why."""
    page = opened(example())
    page.keyboard.press("j")
    first = page.locator("#told a.m").first
    expect(first).to_have_class(re.compile("held"))
    expect(first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("j")
    held = page.locator("a.held")
    expect(held).to_have_count(1)
    assert held.get_attribute("id") == page.locator("#told a.m").nth(3).get_attribute("id")
    page.keyboard.press("k")
    assert held.get_attribute("id") == page.locator("#told a.m").nth(2).get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert held.get_attribute("id") == page.locator("#told a.m").nth(2).get_attribute("id")


def test_the_partner_far_down_is_scrolled_into_view(opened: Open) -> None:
    page = opened(example())
    said = _number(page, "told", "£90 million")
    page.click(said)
    there = page.locator(said).get_attribute("href") or ""
    assert there.startswith("#n")
    expect(page.locator(there)).to_have_class(re.compile("shown"))
    assert _is_in_view(page, there)
    assert _is_in_view(page, said)
    expect(page.locator("#about")).to_contain_text("would spend £90 million")


def test_pointing_shows_the_partner_and_clicking_again_goes_there(opened: Open) -> None:
    page = opened(example())
    number = _number(page, "article", "1,640")
    page.hover(number)
    expect(page.locator("#about")).to_contain_text("The source says")
    assert page.locator("#told a.shown").count() >= 2
    page.click(number)
    expect(page.locator(number)).to_have_class(re.compile("held"))
    page.click(number)
    expect(page.locator("#told a.held")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#article a.held")).to_have_count(1)


def test_a_number_without_a_partner_says_what_it_is(opened: Open) -> None:
    page = opened(example())
    for text, words in (
        ("27", "No field of the summary tells"),
        ("22nd", "nothing was asked"),
        ("35,000", "on the page around"),
    ):
        page.click(_number(page, "article", text))
        expect(page.locator("#about")).to_contain_text(words)


def test_buttons_walk_and_escape_lets_go(opened: Open) -> None:
    page = opened(example())
    page.click("#on")
    page.click("#on")
    expect(page.locator("a.held")).to_have_count(1)
    page.click("#back")
    assert page.locator("a.held").get_attribute("id") == page.locator("#told a.m").first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator("a.held, a.shown")).to_have_count(0)


def test_filters_hide_a_level_on_both_sides_and_walking_passes_it_over(opened: Open) -> None:
    page = opened(example())
    for state in ("supported", "doubt"):
        page.locator(f"#f-{state}").uncheck(force=True)
    expect(page.locator(".verdicts .entry.supported").first).to_be_hidden()
    expect(page.locator(".verdicts .entry.unsupported").first).to_be_visible()
    mark = page.locator("#told a.m.supported").first
    assert mark.evaluate("el => getComputedStyle(el).borderBottomColor") == "rgba(0, 0, 0, 0)"
    for _ in range(4):
        page.keyboard.press("j")
        expect(page.locator("a.held")).to_have_class(re.compile("unsupported"))


def test_filters_say_how_many_there_are(opened: Open) -> None:
    page = opened(example())
    for state in ("unsupported", "supported", "left-out"):
        count = page.locator(f"label.{state} b").inner_text()
        assert page.locator(f".verdicts li.{state}").count() == int(count)


def test_search_counts_and_steps_through_both_sides(opened: Open) -> None:
    """Across the borders of marks, too; "/" goes to the field."""
    page = opened(example())
    page.keyboard.press("/")
    page.keyboard.type("some 1,640 people")
    expect(page.locator("#found")).to_have_text(re.compile(r"1 of \d+"))
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text(re.compile(r"2 of \d+"))
    page.fill("#find", "no such words")
    expect(page.locator("#found")).to_have_text("none")


def test_a_permalink_opens_at_its_number(opened: Open) -> None:
    page = opened(example(), "#n30")
    expect(page.locator("#n30")).to_have_class(re.compile("held"))
    assert _is_in_view(page, "#n30")
    page.keyboard.press("j")
    assert page.url.endswith("#n31")
    background = "el => getComputedStyle(el).backgroundColor"
    page.wait_for_timeout(300)
    assert page.locator("#n30").evaluate(background) != page.locator("#n31").evaluate(background)


def test_arrows_in_the_switch_of_colours_are_the_switch_s(opened: Open) -> None:
    page = opened(example())
    page.keyboard.press("j")
    page.focus("#theme-auto")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#theme-light")).to_be_checked()
    expect(page.locator("a.held")).to_have_attribute(
        "id", page.locator("#told a.m").first.get_attribute("id") or ""
    )


def test_dark_by_preference_and_by_the_switch_which_is_remembered(opened: Open) -> None:
    page = opened(example(), color_scheme="dark")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator("#theme-light").check(force=True)
    light = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == light
    page.locator("#theme-dark").check(force=True)
    assert page.evaluate(paper) == dark


def test_print_has_all_of_both_texts_and_no_controls(opened: Open) -> None:
    page = opened(example())
    page.emulate_media(media="print")
    for selector in ("#panel", ".search", ".theme"):
        expect(page.locator(selector)).to_be_hidden()
    heights = page.evaluate(
        "[...document.querySelectorAll('.side')].map(el => el.scrollHeight - el.clientHeight)"
    )
    assert max(heights) <= 1
    assert page.evaluate(
        "document.querySelector('#told').offsetTop < document.querySelector('#article').offsetTop"
    )
    assert page.pdf().startswith(b"%PDF")


def test_without_a_script_it_reads_and_links_lead_to_partners(opened: Open) -> None:
    """Controls that need one are not there; filters and colours work by style."""
    page = opened(example(), java_script_enabled=False)
    for selector in ("#panel", ".search"):
        expect(page.locator(selector)).to_be_hidden()
    said = _number(page, "told", "£90 million")
    page.click(said)
    assert page.url.endswith(page.locator(said).get_attribute("href") or "-")
    expect(page.locator(page.url[page.url.index("#") :])).to_be_in_viewport()
    page.click(_number(page, "told", "213"))
    expect(page.locator(page.url[page.url.index("#") :])).to_contain_text("The source does not have")
    page.locator("#f-supported").uncheck(force=True)
    expect(page.locator(".verdicts .entry.supported").first).to_be_hidden()


def test_marks_are_kept_in_the_browser_and_in_a_saved_copy(opened: Open, tmp_path: Path) -> None:
    """The copy shows them without a script, can be marked on, and is read back when the page is made anew."""
    page = opened(example())
    number = _number(page, "told", "213")
    page.click(number)
    page.check("#checked")
    page.fill("#note", "</script><b>231 on p. 4")
    page.click("#on")
    expect(page.locator(number)).to_have_class(re.compile("checked"))
    page.reload()
    expect(page.locator(number)).to_have_class(re.compile("checked"))
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "page-checked.html"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    copy = opened(saved, name="copy.html", java_script_enabled=False)
    expect(copy.locator("#notes li")).to_have_text("213: checked, </script><b>231 on p. 4")
    expect(copy.locator(number)).to_have_class(re.compile("checked"))
    again = opened(saved, number, name="again.html")
    expect(again.locator("#note")).to_have_value("</script><b>231 on p. 4")
    marks = load_marks(tmp_path / "copy.html")
    anew = opened(example(marks=marks), name="anew.html", java_script_enabled=False)
    expect(anew.locator("#notes li")).to_have_text(re.compile("213: checked, </script><b>231 on p. 4"))


@pytest.mark.parametrize("script", [True, False])
def test_hostile_text_is_text(opened: Open, script: bool) -> None:
    """Nothing of it runs, hides or steers; walking and searching go on."""
    page = opened(hostile(), java_script_enabled=script)
    expect(page.locator("h1")).to_contain_text("<script>window.hit=1</script>")
    expect(page.locator("h1")).to_contain_text("{{ 7*7 }}")
    assert page.locator("img, svg, iframe, b i").count() == 0
    if script:
        for _ in range(30):
            page.keyboard.press("j")
            assert page.evaluate("window.hit") is None
        page.keyboard.press("Escape")
        page.fill("#find", "</title>")
        expect(page.locator("#found")).to_have_text(re.compile("1 of"))
        assert page.evaluate("({}).note") is None


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}]
)
@pytest.mark.parametrize(
    "make", [example, lambda: text_page("Over 12 closed, 13 stayed.", "It closed 12 bridges.\n")]
)
def test_axe_finds_nothing_serious(opened: Open, make: object, options: dict[str, object]) -> None:
    """Light, dark and on a phone, with a number in hand. The script of axe itself would not pass the policy."""
    page = opened(make(), bypass_csp=True, **options)  # type: ignore[operator]
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    grave = [
        (v["id"], [n["html"][:200] for n in v["nodes"]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_on_a_phone_nothing_is_wider_than_the_screen(opened: Open) -> None:
    page = opened(example(), viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click(_number(page, "article", "1,640"))
    page.locator("#about .links a", has_text="summary").first.click()
    expect(page.locator("#told a.held")).to_be_in_viewport()
