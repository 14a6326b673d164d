"""Takes the pictures of docs/pictures/ in a real browser: the reading page light, dark and on a phone, a comparison, and the service.

.venv/bin/python -m tools.screenshots [FOLDER]
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from summariser.views.html import comparison_page
from tests.browser.conftest import launched
from tests.service.running import running
from tests.views.making import ARTICLE, SUMMARY, example
from tests.views.stories import STORIES, story

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
EXAMPLES = PICTURES.parents[1] / "examples"
MOST_BYTES = 150_000
_WIDE: Any = {"width": 1280, "height": 800}
_PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1.5}
_COLOURS = 256  # of a picture: text has more shades than anybody sees
READING = {
    "reading-light": ("£13.4 million", {"viewport": _WIDE}),
    "reading-dark": ("1,640", {"viewport": _WIDE, "color_scheme": "dark"}),
    "reading-phone": ("213", _PHONE),
}


def main(folder: Path) -> None:
    """Writes a PNG for each picture into the folder; raises SystemExit where one is large."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for name, (number, options) in READING.items():
            _take(browser, example(), "#told a.m", number, options, folder / f"{name}.png")
        compared = comparison_page(story())
        _take(
            browser, compared, "tr.fact td a", "about 2,000", {"viewport": _WIDE}, folder / "comparison.png"
        )
        with tempfile.TemporaryDirectory() as data, running(Path(data)) as place:
            for picture in (_asked, _checked, _compared):
                picture(browser, place, folder)
        browser.close()


def _asked(browser: Browser, place: str, folder: Path) -> None:
    """The first page of the service, with a text that is to be checked."""
    with browser.new_context(viewport=_WIDE) as context:
        page = context.new_page()
        page.goto(f"{place}/?way=check")
        page.locator("#text").fill(SUMMARY["abstract"])
        page.set_input_files("#source-files", EXAMPLES / ARTICLE)
        page.mouse.move(0, 0)
        _keep(page.screenshot(), folder / "service-start.png")


def _checked(browser: Browser, place: str, folder: Path) -> None:
    """What came of it, in the dark, with a number in hand."""
    with browser.new_context(viewport=_WIDE, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{place}/?way=check")
        page.locator("#text").fill(SUMMARY["abstract"])
        page.set_input_files("#source-files", EXAMPLES / ARTICLE)
        page.locator("#check button.main").click()
        page.wait_for_selector("#told")
        page.locator("#told a.m", has_text="204").first.click()
        page.locator("#checked").check()
        page.wait_for_timeout(400)
        _keep(page.screenshot(), folder / "service-check.png")


def _compared(browser: Browser, place: str, folder: Path) -> None:
    """A comparison on a phone, with the means to put a row right."""
    with browser.new_context(**_PHONE) as context:
        page = context.new_page()
        page.goto(f"{place}/?way=compare")
        page.set_input_files("#articles-files", sorted((STORIES / "earthquake").iterdir()))
        page.locator("#compare button.main").click()
        page.wait_for_selector("#matrix")
        page.mouse.move(0, 0)
        _keep(page.screenshot(), folder / "service-phone.png")


def _take(
    browser: Browser, html: str, selector: str, text: str, options: dict[str, Any], target: Path
) -> None:
    """The picture of a page once the first element that has the text is clicked."""
    with tempfile.TemporaryDirectory() as place, browser.new_context(**options) as context:
        page_file = Path(place) / "page.html"
        page_file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.locator(selector, has_text=text).first.click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)
        _keep(page.screenshot(), target)


def _keep(picture: bytes, target: Path) -> None:
    Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size:,} bytes")
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target} is larger than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
