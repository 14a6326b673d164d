"""Word documents: what of them is text, in which order, and what is furniture."""

from datetime import date
from pathlib import Path

import pytest

from summariser import Article, verify_text
from summariser.article import Role
from tools.office_documents import archive, cell, cells, docx, p, r, row

_FOLDER = Path(__file__).parents[2] / "data" / "documents"


@pytest.fixture(scope="module")
def harbours() -> Article:
    """A report as Word writes one."""
    return Article.from_file(_FOLDER / "harbours.docx")


def _read(body: str, **parts: str) -> Article:
    return Article.from_bytes(docx(body, parts))


def _parts(article: Article, role: Role) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.role is role]


def test_title_and_date_are_the_texts_before_the_files(harbours: Article) -> None:
    """The file itself states "Draft 3", made in 2021."""
    assert harbours.title == "Boats in the harbours of the north coast"
    assert harbours.title_span is not None
    assert harbours.published == date(2026, 3, 2)
    assert _parts(harbours, Role.DATELINE) == ["Published by the Coast Board on 2 March 2026"]


def test_the_files_date_counts_where_the_text_has_none() -> None:
    core = '<c><created xmlns="http://purl.org/dc/terms/">2021-05-04T10:00:00Z</created><title>Of the file</title></c>'
    article = Article.from_bytes(
        docx(p(r("The board counted nine boats in the harbour, it said.")), core=core)
    )
    assert article.published == date(2021, 5, 4)
    assert article.title == "Of the file"
    assert article.title_span is None


def test_the_day_of_the_library_that_wrote_it_is_none() -> None:
    """python-docx writes the same in each of its documents."""
    core = "<c><created>2013-12-23T23:15:00Z</created><modified>2013-12-23T23:15:00Z</modified></c>"
    assert (
        Article.from_bytes(docx(p(r("The board counted nine boats, it said.")), core=core)).published is None
    )


def test_charts_are_named_as_not_read() -> None:
    """They may hold figures; where there are none, nothing is said."""
    article = _read(
        p(r("The board counted nine boats, it said.")), chart1="<c/>", chart2="<c/>", diagramData1="<d/>"
    )
    assert article.remarks == ("Not read: 2 charts, 1 diagram.",)


def test_headings_by_style_by_what_it_is_based_on_and_by_outline(harbours: Article) -> None:
    assert _parts(harbours, Role.HEADING) == ["Counting", "Berths"]


def test_heads_and_feet_of_pages_and_contents_are_furniture(harbours: Article) -> None:
    """What two sections have alike stands there once; "PAGE 999" is the code of a field."""
    assert _parts(harbours, Role.FURNITURE) == [
        "Coast Board, report 14 of 2026", "1 Counting 3", "2 Berths 11", "Page 7 of 60",
    ]  # fmt: skip
    assert "report 14" not in harbours.body
    whole = Article.from_docx(_FOLDER / "harbours.docx", furniture=False)
    assert "report 14" in whole.body


@pytest.mark.parametrize(
    "unseen", ["700", "wrecks", "rafts", "Nowhere", "5,000", "999", "- 0 -"],
    ids=["deleted", "hidden", "struck out", "deleted row", "comment", "code of a field", "rule above notes"],
)  # fmt: skip
def test_what_is_not_shown_is_not_read(harbours: Article, unseen: str) -> None:
    assert unseen not in harbours.text


def test_insertions_text_boxes_controls_symbols_and_fractions_are_read(harbours: Article) -> None:
    """A text box stands behind its paragraph, once, although it is there in two forms."""
    assert "against 489 the year before, it said in its yearly report." in harbours.body
    assert harbours.body.count("48 in all") == 1
    assert harbours.body.index("fish for crab") < harbours.body.index("48 in all")
    assert "12 berths for pilot boats" in harbours.body
    assert "≥ 520 berths" in harbours.body
    assert "boats is 1/10 of all" in harbours.body


def test_notes_stand_at_the_end_of_their_section(harbours: Article) -> None:
    text = harbours.body
    assert text.index("Saltmere") < text.index("the 26 boats that lay in dry dock") < text.index("Berths")
    assert text.endswith("The survey of berths was made in 2019.")


def test_a_note_does_not_run_into_the_number_before_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<x><footnote id="1">{p(r("By hand."))}</footnote></x>'.replace("<x>", '<x xmlns:w="w">')
    article = _read(p(r("In all 48"), reference, r(" boats were counted there.")), footnotes=notes)
    assert "In all 48 boats" in article.text
    assert "By hand." in article.text


def test_tables_are_rows_with_cells_under_heads(harbours: Article) -> None:
    """Heads of two rows, one cell over two columns, another over two rows; paragraphs of a cell stand apart."""
    assert _parts(harbours, Role.ROW)[2:] == [
        "Port Ellery | 412 | 398 (with 12 ferries)",
        "Saltmere | 77 | 81",
    ]
    last = [part for part in harbours.parts if part.role is Role.ROW][-1]
    heads = [[harbours.text[slice(*head)] for head in one.heads] for one in last.cells]
    assert heads == [[], ["Boats", "2024"], ["Boats", "2025"]]
    assert harbours.text[slice(*last.lead_in or (0, 0))] == "Boats by harbour and year"


def test_a_row_that_begins_further_in_keeps_its_columns() -> None:
    table = "".join(
        [
            row(*cells("Year", "Boats", "Crews"), properties="<w:tblHeader/>"),
            row(*cells("2024", "12", "40")),
            row(*cells("13", "44"), properties='<w:gridBefore w:val="1"/>'),
        ]
    )
    article = _read(f"{p(r('The harbour counts its boats and crews each year.'))}<w:tbl>{table}</w:tbl>")
    last = article.parts[-1]
    assert [article.text[slice(*one.heads[0])] for one in last.cells] == ["Boats", "Crews"]


def test_figures_of_a_table_are_found_by_row(harbours: Article) -> None:
    """The row and the head name what is counted."""
    (right, _) = verify_text("Saltmere had 81 boats in 2025.", source=harbours)
    (wrong, _) = verify_text("Port Ellery had 81 boats in 2025.", source=harbours)
    assert right.ok
    assert not right.doubt
    assert not wrong.ok or wrong.doubt


def test_lists_have_items_and_a_lead_in(harbours: Article) -> None:
    items = [part for part in harbours.parts if part.role is Role.ITEM and part.lead_in]
    assert [harbours.text[part.start : part.end] for part in items] == [
        "• 30 berths for ferries", "• 12 berths for pilot boats",
    ]  # fmt: skip


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    article = _read(
        p(r("The board counted 1"), more="<w:rPr><w:del/></w:rPr>") + p(r("2 boats in the harbour."))
    )
    assert article.text == "The board counted 12 boats in the harbour."


def test_digits_that_are_moved_up_are_raised() -> None:
    """As LibreOffice writes what it has from a web page."""
    up, down = r("2", '<w:position w:val="8"/>'), r("2", '<w:position w:val="-2"/>')
    article = _read(p(r("The harbour has 40 km"), up, r(" of water and tells of its CO"), down, r(".")))
    assert article.text == "The harbour has 40 km^2 of water and tells of its CO2."


def test_a_second_row_of_heads_is_told_by_its_form() -> None:
    """Few documents mark the rows of heads."""
    table = [
        row(cell(p(r("Region")), merge="restart"), cell(p(r("Price in euros")), span=2)),
        row(cell(merge="continue"), *cells("2024", "2025")),
        row(*cells("North", "3.20", "3.45")),
    ]
    article = _read(f"{p(r('The board lists the prices of wool.'))}<w:tbl>{''.join(table)}</w:tbl>")
    heads = [[article.text[slice(*head)] for head in one.heads] for one in article.parts[-1].cells]
    assert heads == [[], ["Price in euros", "2024"], ["Price in euros", "2025"]]


def test_lines_of_a_paragraph_stand_apart_and_raised_digits_are_powers() -> None:
    raised = r("2", '<w:vertAlign w:val="superscript"/>')
    article = _read(
        p(r("The harbour has 40 km"), raised, r(" of water."), "<w:r><w:br/></w:r>", r("Of it 7 are deep."))
    )
    assert article.text == "The harbour has 40 km^2 of water.\n\nOf it 7 are deep."


def test_a_document_of_libreoffice() -> None:
    """Headings, a table, a list and the line of the date, as written from `valley-mills.html`."""
    article = Article.from_file(_FOLDER / "valley-mills.docx")
    assert article.title == "Mills of the valley: nine of 34 closed"
    assert article.published == date(2026, 3, 5)
    assert _parts(article, Role.HEADING) == ["Work", "Outlook"]
    assert _parts(article, Role.ROW) == ["Year | Mills | People", "2020 | 41 | 1,527", "2025 | 25 | 1,130"]
    assert _parts(article, Role.ITEM)[0] == "• a loan of €3.5 million for new looms"


def test_tables_that_set_out_a_page_are_read_as_paragraphs() -> None:
    """One cell around it all; the heading in it is one."""
    heading = p(r("Boats of the north"), style="Heading1")
    text = p(r("The board counted nine boats in the harbour, it said."))
    article = _read(f"<w:tbl>{row(cell(heading, text))}</w:tbl>")
    assert article.title == "Boats of the north"
    assert article.body == "The board counted nine boats in the harbour, it said."


def test_strict_documents_are_read_too() -> None:
    """These have other namespaces and the same names."""
    body = '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>Nine boats.</t></r></p></body></document>'
    assert Article.from_bytes(archive({"word/document.xml": body.encode()})).text == "Nine boats."
