"""Takes the pictures of docs/ in a real browser: the reading page light, dark and on a phone, and a comparison.

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
from tests.views.making import example
from tests.views.stories import story

DOCS = Path(__file__).parent.parent / "docs"
MOST_BYTES = 150_000
_WIDE = {"width": 1280, "height": 800}
_COLOURS = 256  # of a picture: text has more shades than anybody sees
READING = {
    "reading-light": ("£13.4 million", {"viewport": _WIDE}),
    "reading-dark": ("1,640", {"viewport": _WIDE, "color_scheme": "dark"}),
    "reading-phone": ("213", {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1.5}),
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
        browser.close()


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
        taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
        taken.quantize(_COLOURS).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size:,} bytes")
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target} is larger than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
