"""Looks through a built site: what a browser would load must be a file of it, and every link to a page of it must hold.

python -m tools.site_check build/docs
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_LOADED = "//script/@src | //img/@src | //iframe/@src | //source/@src | //object/@data | //link[not(@rel='canonical')]/@href"
_FOLLOWED = "//a/@href"
_IN_STYLES = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


def faults(folder: Path) -> Iterator[str]:
    """A line for each resource from elsewhere, and for each link of a page to a file that is not there."""
    for page in sorted(folder.rglob("*.html")):
        tree = html.parse(str(page), html.HTMLParser(encoding="utf-8"))
        styles = "\n".join(tree.xpath("//style/text() | //@style"))
        loaded = [*tree.xpath(_LOADED), *_named(styles)]
        yield from _wrong(folder, page, loaded, may_leave=False)
        yield from _wrong(folder, page, tree.xpath(_FOLLOWED), may_leave=True)
    for style in sorted(folder.rglob("*.css")):
        yield from _wrong(folder, style, _named(style.read_text(encoding="utf-8")), may_leave=False)


def _named(style: str) -> list[str]:
    return [one or other for one, other in _IN_STYLES.findall(style)]


def _wrong(folder: Path, page: Path, addresses: list[str], *, may_leave: bool) -> Iterator[str]:
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme == "data" or (may_leave and parts.scheme):
            continue
        target = (page.parent / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not target.is_relative_to(folder.resolve()):
            yield f"{page.relative_to(folder)}: from elsewhere: {address}"
        elif parts.path and not target.exists():
            yield f"{page.relative_to(folder)}: not there: {address}"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    sys.exit("\n".join(found) or None)
