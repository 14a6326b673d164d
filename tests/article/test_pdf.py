"""PDF files of our own making (tools/documents.py): what is read of them, and what is said where nothing can be."""

import threading
import time
from pathlib import Path

import pytest
import typst

from summariser import Article
from summariser.article import Role
from summariser.errors import ArticleError
from summariser.jobs.storage.raw_article import article_data, article_from
from tests.support.processes import ROOT

DOCUMENTS = ROOT / "tests" / "data" / "documents"


@pytest.fixture(scope="module")
def harbour() -> Article:
    return Article.from_pdf(DOCUMENTS / "harbour.pdf")


def _rows(article: Article) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.role is Role.ROW]


def _furniture(article: Article) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.role is Role.FURNITURE]


def _under(article: Article, cell: str) -> str:
    """The head of the column that a cell stands in."""
    found = (c for part in article.parts for c in part.cells if article.text[c.start : c.end] == cell)
    return "/".join(article.text[slice(*head)] for head in next(found).heads)


def test_columns_are_read_one_after_the_other(harbour: Article) -> None:
    """A paragraph that goes over to the next column or page is whole, its words too."""
    for words in (
        "It was the largest campaign since the storm year of 2019.",
        "It has asked the ministry for a further €2.5 million to replace the cutter of its oldest vessel.",
        "and closed the channel to all ships of more than 8 metres’ draught for eleven days.",
        "it would have been €7.4 million in 2024, by the board’s reckoning.",
        "The licence for the Outer Bank allows 900,000 cubic metres a year until the end of 2027.",
        "The board reckons with 5% to 8% more material by 2035 and will publish a study of it in 2026.",
        "most of it between November and March.",
        "A hired water-injection vessel worked for 46 days",
    ):
        assert words in harbour.body, words


def test_title_and_day_are_those_of_the_text(harbour: Article) -> None:
    assert harbour.title == "Keeping the channel open: dredging in the port of Velmouth, 2019 to 2024"
    assert str(harbour.published) == "2025-03-14"


def test_tables_are_rows_under_their_heads(harbour: Article) -> None:
    """Wrapped cells, tight columns and empty cells included."""
    rows = _rows(harbour)

    assert "Approach channel | 512 | 548 | 671" in rows
    assert "Total | 1,051 | 1,128 | 1,286" in rows
    assert any(
        row.startswith("Maintenance and yard | 2.2 | 2.3 | 2.4 | 3.1 | The yard period") for row in rows
    )
    assert _under(harbour, "671") == "2024"
    assert _under(harbour, "15.7") == "2022"
    assert _under(harbour, "Eleven posts were added in 2024") == "Remark"


def test_running_heads_and_page_numbers_are_furniture(harbour: Article) -> None:
    assert _furniture(harbour)[:3] == ["1", "Velmouth Harbour Board Dredging report 2024", "2"]
    assert "Dredging report 2024" in harbour.text
    assert "Dredging report 2024" not in harbour.body


def test_notes_follow_their_page_and_their_marks_go(harbour: Article) -> None:
    assert "No ship ran aground.\n" in harbour.body
    assert "Two yachts that touched the bank in July" in harbour.body
    assert harbour.text.index("Two yachts") < harbour.text.index("2 Why the port silts up")


def test_each_number_has_its_page(harbour: Article) -> None:
    pages = {"1,286,000 cubic": 1, "46 days": 2, "41.20": 3, "€4,620": 4, "12,400 wading": 5, "8% more": 6}
    found = {words: harbour.place(harbour.text.index(words)) for words in pages}

    assert {words: place and place.page for words, place in found.items()} == pages
    assert (place := found["41.20"]) and place.heading == "3 The campaign of 2024"


def test_a_table_goes_on_over_the_page() -> None:
    """Its head, printed again, is furniture."""
    ferries = Article.from_pdf(DOCUMENTS / "ferries.pdf")
    rows = _rows(ferries)

    assert len(rows) == 85
    assert rows[0] == "Line | Month | Passengers | Cars | Crossings"
    assert rows[-1] == "Kaldnes | December | 31,222 | 8,429 | 501"
    assert _under(ferries, "31,222") == "Passengers"
    assert _furniture(ferries) == ["Line Month Passengers Cars Crossings"] * 2
    pilots = Article.from_pdf(DOCUMENTS / "pilots.pdf")
    assert _under(pilots, "10 h 48 min") == "Longest duty"
    assert len(_rows(pilots)) == 27


@pytest.mark.parametrize("page", ["", "height: 12cm, ", 'header: [Harbour Gazette], numbering: "1", '])
def test_lines_of_columns_that_are_not_level_are_one_paragraph(tmp_path: Path, page: str) -> None:
    """As where a headline stands above one column and not above the other."""
    told = (
        "The harbour office counted 812 ships last year, and its inspectors looked at 1,240 of the boats that lie there. "
        "Repairs will cost the town some €4.6 million over three years, said its director. "
    ) * 6
    (tmp_path / "a.typ").write_text(
        f"#set page({page}columns: 2)\n= Harbour counts\n{told}\n\n{told}", encoding="utf-8"
    )
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    paragraphs = [p for p in Article.from_pdf(tmp_path / "a.pdf").body.split("\n\n") if "harbour office" in p]
    assert [" ".join(p.split()) for p in paragraphs] == [told.strip()] * 2


def test_columns_below_a_lead_that_runs_across(tmp_path: Path) -> None:
    """They begin below its last line, however short that is and however near they stand to it."""
    lead = (
        "The harbour office counted 812 ships last year, and looked at 1,240 of the boats that lie there in winter. "
        * 2
    )
    told = (
        "Repairs will cost the town some €4.6 million over three years, and 17 boats are lost, said its director. "
        * 8
    )
    source = f"= Harbour counts\n#strong[{lead} Full.]\n#columns(2)[{told}\n\n#colbreak()\n{told}]\n{lead}"
    (tmp_path / "a.typ").write_text(f"#set block(spacing: 0.9em)\n{source}", encoding="utf-8")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    paragraphs = [" ".join(p.split()) for p in Article.from_pdf(tmp_path / "a.pdf").body.split("\n\n")]
    assert paragraphs[-3:] == [told.strip(), told.strip(), lead.strip()]


def test_three_columns_and_heads_over_several_columns() -> None:
    """And what stands higher is a power, or the mark of a note, which goes."""
    oysters = Article.from_pdf(DOCUMENTS / "oysters.pdf")

    for words in (
        "They cover 12 km^2 of the bay, and hold about 3 × 10^6 young oysters.",
        "died of a parasite that had come with the warm summer of 2018.",
        "Each of the nine growers paid 1,450 euros.",
    ):
        assert words in oysters.body, words
    assert "Inner beds behind the old mole and the quay | 9 | 820 | 11 | 960" in _rows(oysters)
    assert [_under(oysters, cell) for cell in ("1,200", "960")] == ["2023/Tonnes", "2024/Tonnes"]
    assert "2. Beds above the low-water line" in oysters.body


def test_one_row_of_a_head_of_several_lines() -> None:
    locks = Article.from_pdf(DOCUMENTS / "locks.pdf")

    assert _rows(locks)[0] == "Locks | Good | Work within five years | Work at once | Cost (£ million)"
    assert _under(locks, "5.4") == "Cost (£ million)"
    assert "10 to 22, the Stainby flight with its side ponds | 2 | 8 | 3 | 5.4" in _rows(locks)


def test_a_printed_web_page_is_told_from_a_document() -> None:
    """By the address at its foot; what stands around the article is furniture then."""
    page = Article.from_pdf(DOCUMENTS / "reservoirs.pdf")

    assert page.title == "Reservoirs of the Arden hills at 91% after wettest March in 40 years"
    assert str(page.published) == "2025-04-02"
    assert "Upper Arden | 96 | 77 | 85" in page.body
    for words in ("Subscribe", "newsletter", "14 comments", "reservoirs.html"):
        assert words in page.text and words not in page.body
    assert "newsletter" in Article.from_pdf(DOCUMENTS / "reservoirs.pdf", furniture=False).body


@pytest.mark.parametrize(
    ("name", "said"),
    [("scan", "has no text, only pictures"), ("encrypted", "needs a password"), ("broken", "is broken")],
)
def test_what_cannot_be_read_is_one_line(name: str, said: str) -> None:
    path = DOCUMENTS / f"{name}.pdf"
    with pytest.raises(ArticleError, match=said) as caught:
        Article.from_file(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"  \n", b"%PDF-1.7", b"%PDF-1.7\n" + bytes(5000), b"no PDF at all"])
def test_damage_is_an_article_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=r"a\.pdf: .*(?:empty|broken)"):
        Article.from_pdf(path)


def test_a_cut_file_is_read_or_refused(tmp_path: Path) -> None:
    """Wherever it ends."""
    whole = (DOCUMENTS / "pilots.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            assert Article.from_pdf(path).text
        except ArticleError as error:
            assert str(error).startswith(str(path))


def test_content_and_not_the_name_says_that_it_is_a_pdf(tmp_path: Path, harbour: Article) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes((DOCUMENTS / "harbour.pdf").read_bytes())

    assert Article.from_file(path).text == harbour.text


def test_what_is_stored_of_it_is_all_of_it(harbour: Article) -> None:
    again = article_from(article_data(harbour))

    assert (again.text, again.body, again.sections) == (harbour.text, harbour.body, harbour.sections)


def test_threads_read_at_once(harbour: Article) -> None:
    read: list[str] = []
    threads = [
        threading.Thread(target=lambda: read.append(Article.from_pdf(DOCUMENTS / "harbour.pdf").text))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(read) == {harbour.text} and len(read) == 6


def test_two_hundred_pages_in_seconds(tmp_path: Path) -> None:
    """Of which each is known; the limit is that of a busy machine."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    path = tmp_path / "long.pdf"
    with pypdfium2.PdfDocument(DOCUMENTS / "harbour.pdf") as one, pypdfium2.PdfDocument.new() as long:
        for _ in range(34):
            long.import_pages(one)
        long.save(path)
    began = time.perf_counter()
    article = Article.from_pdf(path)

    assert time.perf_counter() - began < 60
    assert article.pages[-1][1] == 204
