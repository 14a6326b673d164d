"""Every page can be reached, every link leads somewhere, and what is generated is up to date."""

import re
from pathlib import Path

import pytest

import summariser
from tests.docs.pages import CONTENTS, anchors, links, pages, text_of
from tests.support.processes import ROOT
from tools import cli_docs, error_docs


def test_every_page_is_in_the_navigation_once() -> None:
    """The list of docs/README.md, from which the site's navigation is made."""
    listed = re.findall(r"^- \[.*?\]\((.*?)\)", CONTENTS.read_text(encoding="utf-8"), re.MULTILINE)
    named = [(CONTENTS.parent / link).resolve().relative_to(ROOT) for link in listed]
    assert sorted([*named, CONTENTS.relative_to(ROOT)]) == sorted(pages())


@pytest.mark.parametrize("page", pages(), ids=str)
def test_links_and_anchors_lead_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (ROOT / page.parent / name).resolve() if name else ROOT / page
        assert target.is_file(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT)), link


@pytest.mark.parametrize("page", pages(), ids=str)
def test_a_page_begins_with_its_title(page: Path) -> None:
    """One, which is its name in the navigation."""
    text = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    "folder", [ROOT / "docs", *sorted((ROOT / "docs").iterdir())], ids=lambda path: path.name
)
def test_no_room_is_full(folder: Path) -> None:
    assert not folder.is_dir() or len(list(folder.iterdir())) <= 15


@pytest.mark.parametrize("tool", [cli_docs, error_docs])
def test_generated_pages_are_up_to_date(tool: object) -> None:
    """`python -m tools.cli_docs` and `python -m tools.error_docs` write them anew."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.render()  # type: ignore[attr-defined]


def test_the_reference_has_every_public_name_once() -> None:
    named = re.findall(
        r"^\.\. auto\w+:: summariser\.(\w+)$", text_of(Path("docs/reference/python.md")), re.MULTILINE
    )
    assert sorted(named) == sorted(dir(summariser))
