"""The index of a folder and the evaluation's report, which share their template and style with the reading page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from summariser import Article, verify
from summariser.evaluation.report import html
from summariser.views.html import PageFolder, reading_page
from tests.browser.conftest import Open
from tests.evaluation.making import case
from tests.evaluation.test_report import FAULTY, _scores
from tests.views.making import NASTY


def test_an_index_leads_to_its_pages(opened: Open, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the files were called."""
    article = Article.from_text("Bridges close\n\nInspectors closed 12 bridges on Monday, the board said.\n")
    found = verify({"abstract": "Some 13 closed."}, article)
    folder = PageFolder(tmp_path_factory.mktemp("pages"))
    for source in ("a%20#1?.txt", "b.txt", NASTY):
        folder.add(source, NASTY, reading_page(article, {"abstract": "Some 13 closed."}, found), found)
    folder.add_failure(NASTY, NASTY)
    index = folder.close()
    page = opened(index.read_text(encoding="utf-8"), bypass_csp=True)
    links = [link.get_attribute("href") or "" for link in page.locator("td a").all()]
    assert sorted(links) == sorted(f"./{path.name}" for path in index.parent.iterdir() if path != index)
    assert _grave(Axe().run(page).response) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_of_an_evaluation(opened: Open, scheme: str) -> None:
    page = opened(html(_scores(case(FAULTY))), bypass_csp=True, color_scheme=scheme)
    assert page.locator("mark").count() > 3
    assert _grave(Axe().run(page).response) == []


def _grave(found: dict[str, list[dict[str, object]]]) -> list[object]:
    return [(v["id"], v["nodes"]) for v in found["violations"] if v["impact"] in ("serious", "critical")]
