"""Reports as sources: nothing of a whole document is furniture, and a web page is none."""

from pathlib import Path

import pytest

from summariser import Article, find_numbers, verify_text
from summariser.article.furniture.document import is_whole_document
from summariser.article.text.blocks import split_blocks

_REPORTS = sorted((Path(__file__).parents[1] / "data" / "reports").iterdir())
_STORY = (
    "The harbour office of Brantmoor counted 812 ships this year, more than in any year before, and said so on Friday.\n\n"
    "Its head told reporters that the harbour would need another quay before the end of the decade to keep up.\n\n"
)
_FOOT = "Share this article\n\nRelated stories\n\nBakery wins prize for its 40 kinds of bread\n\n2 hours ago\n\nComments\n\nLog in\n"


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("path", _REPORTS, ids=lambda path: path.stem)
def test_nothing_of_a_report_is_furniture(path: Path) -> None:
    """The title and the body are all of it."""
    article = Article.from_file(path)
    title = article.text[slice(*article.title_span)] if article.title_span else ""

    assert title
    assert len(_words(title)) + len(_words(article.body)) == len(_words(article.text))


@pytest.mark.parametrize(
    ("report", "claim"),
    [
        ("numbered-paragraphs.txt", "The ferries had 212 incidents, of which 37 led to injuries."),
        ("numbered-paragraphs.txt", "Delayed repairs cost the operators 18.6 million crowns."),
        ("numbered-paragraphs.txt", "The inspectorate has 61 members of staff."),
        ("chapters-and-endnotes.md", "Three estates earned 52 million florins."),
        ("chapters-and-endnotes.md", "The share of growers above the age of 60 is 47%."),
        ("paged-commission.txt", "The borough spends 7.3 million pounds a year on 22,600 lamps."),
        ("paged-commission.txt", "It put the dark lamps at 410."),
    ],
)
def test_figures_of_a_report_are_its_own(report: str, claim: str) -> None:
    """Also those of its executive summary, under headings that read like labels of a page."""
    source = next(path for path in _REPORTS if path.name == report).read_text(encoding="utf-8")

    assert [verdict.ok for verdict in verify_text(claim, source=source)] == [True] * len(find_numbers(claim))


_PARAGRAPHS = "".join(
    f"{n}. The office found that quay {n} is used by {n * 7} ships in an ordinary month.\n\n"
    for n in range(1, 15)
)
_SECTIONS = "".join(
    f"{n} Quay {n}\n\n{n}.1 The office counted {n * 9} ships at this quay in May.\n\n{n}.2 It means to repair it soon after.\n\n"
    for n in range(1, 6)
)
_HEADINGS = "".join(f"{n}. Look at the tide\n\nMost people who sail here do not.\n\n" for n in range(1, 12))
_NOTES = "Notes\n\n1. Ships of more than 5 metres.\n\n2. Counted at noon.\n\n3. Rounded.\n\n"
_CONTENTS = "Contents\n\nScope ..... 2\n\nShips ..... 4\n\nQuays ..... 9\n\nCosts ..... 11\n\n"
_TABLES = "".join(f"Table {n}: Ships by size\n\nSmall\t{n}4\n\nLarge\t{n}1\n\n" for n in range(1, 4))
_PAGES = "".join(f"{_STORY}{n}\n\n" for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        (_PARAGRAPHS * 2 + _NOTES, True),
        (_CONTENTS + _STORY * 10 + _NOTES, True),
        (_CONTENTS + _STORY * 10 + _TABLES, True),
        (_TABLES + _STORY * 8 + _NOTES, True),
        (_CONTENTS + _PAGES * 2, True),
        (_PARAGRAPHS * 2 + _TABLES + "Contact\n\n", True),
        (_SECTIONS * 3, True),
        # A list of tips, a story with tables, a page with its marks, and what is too short to tell.
        (_STORY + _PARAGRAPHS * 2, False),
        (_STORY + _HEADINGS * 2 + _FOOT, False),
        (_STORY * 10 + _TABLES + _FOOT, False),
        (_STORY * 12 + _NOTES, False),
        (_PARAGRAPHS * 2 + _NOTES + _FOOT * 3, False),
        (_STORY * 14, False),
        ("1.5 million people sailed in May, the office of the harbour says.\n\n" * 30, False),
        (_CONTENTS + _NOTES, False),
        ("", False),
    ],
)
def test_two_signs_of_a_report_make_one(text: str, is_whole: bool) -> None:
    """Unless comment forms and the like say that it is a page."""
    assert is_whole_document(text, split_blocks(text)) is is_whole


def test_a_caller_says_that_a_source_is_whole() -> None:
    """Or that it is not, whatever the text looks like."""
    page = f"Brantmoor counts its ships\n\n{_STORY}{_FOOT}"
    report = _PARAGRAPHS * 2 + _NOTES

    assert "40 kinds" not in Article.from_text(page).body
    assert "40 kinds" in Article.from_text(page, furniture=False).body
    assert is_whole_document(report, split_blocks(report))
    assert Article.from_text(report, furniture=True).text == report


def test_a_page_can_be_whole(tmp_path: Path) -> None:
    """A report that was published as HTML has no menus to be told from it."""
    html = (
        "<html><head><title>Ships of Brantmoor</title></head><body><nav>About us: 61 members of staff</nav>"
        "<h1>Ships of Brantmoor</h1><p>The office counted 812 ships.</p></body></html>"
    )
    (tmp_path / "report.html").write_text(html, encoding="utf-8")
    article = Article.from_file(tmp_path / "report.html", furniture=False)

    assert article.title == "Ships of Brantmoor"
    assert "61 members" in article.body
    assert "812 ships" in article.body
