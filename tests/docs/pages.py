"""The pages of the documentation as they stand in the checkout: their blocks of code, links and anchors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import ROOT

CONTENTS = ROOT / "docs" / "README.md"
_OTHERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "evals/README.md", "examples/README.md")
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'!?\[(?:[^][]|\[[^]]*\])*\]\(([^)\s]+)\)|src="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its text, and the line of the page on which the text begins."""

    language: str
    text: str
    line: int


def pages() -> list[Path]:
    """Every page, as paths below the checkout."""
    inside = [path.relative_to(ROOT) for path in sorted((ROOT / "docs").rglob("*.md"))]
    return [*map(Path, _OTHERS), *inside]


def text_of(page: Path) -> str:
    """What the page says."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> Iterator[Block]:
    """The blocks of code in these languages."""
    text = text_of(page)
    for found in _BLOCK.finditer(text):
        if found[1] in languages:
            yield Block(found[1], found[2], text.count("\n", 0, found.start(2)) + 1)


def links(page: Path) -> Iterator[str]:
    """Where the page's links and pictures lead, addresses of the web aside."""
    prose = re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", text_of(page)))
    for found in _LINK.finditer(prose):
        target = found[1] or found[2]
        if not re.match(r"[a-z]+://", target):
            yield target


def anchors(page: Path) -> set[str]:
    """The anchors of the page's headings, as GitHub makes them."""
    named: set[str] = set()
    for heading in re.findall(r"^#+ +(.*?)$", _BLOCK.sub("", text_of(page)), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        again = sum(
            name == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", name) is not None for name in named
        )
        named.add(f"{slug}-{again}" if again else slug)
    return named
