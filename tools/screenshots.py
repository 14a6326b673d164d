"""Takes the pictures of the reading page in docs/, in a real browser: light, dark and on a phone.

.venv/bin/python -m tools.screenshots [FOLDER]
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import launched
from tests.views.making import example

DOCS = Path(__file__).parent.parent / "docs"
MOST_BYTES = 150_000
_WIDE = {"width": 1280, "height": 800}
_COLOURS = 256  # of a picture: text has more shades than anybody sees
SHOTS = {
    "light": ("£13.4 million", {"viewport": _WIDE}),
    "dark": ("1,640", {"viewport": _WIDE, "color_scheme": "dark"}),
    "phone": ("213", {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1.5}),
}


def main(folder: Path) -> None:
    """Writes reading-light.png, reading-dark.png and reading-phone.png; raises SystemExit where one is large."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        page_file = Path(place) / "page.html"
        page_file.write_text(example(), encoding="utf-8")
        browser = launched(playwright)
        for name, (number, options) in SHOTS.items():
            context = browser.new_context(**options)
            page = context.new_page()
            page.goto(page_file.as_uri())
            page.locator("#told a.m", has_text=number).first.click()
            page.mouse.move(0, 0)
            page.wait_for_timeout(400)
            target = folder / f"reading-{name}.png"
            taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
            taken.quantize(_COLOURS).save(target, optimize=True)
            print(f"{target}: {target.stat().st_size:,} bytes")
            if target.stat().st_size > MOST_BYTES:
                raise SystemExit(f"{target} is larger than {MOST_BYTES:,} bytes")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
