"""Article files: what can be read, and what is said of what cannot."""

import os
from pathlib import Path

import pytest

from summariser import Article, compare
from summariser.article.files import articles_below
from summariser.errors import ArticleError
from summariser.views.html import comparison_page

_TEXT = (
    "Café sales rise\n\nSales rose by €5 million – “a record” – to €61 million, the chamber said on Monday.\n"
)
_PAGE = (
    "<html><head><title>Café sales rise</title></head><body><nav>Home 24</nav><article><h1>Café sales rise</h1>"
    + "<p>Sales rose by €5 million to €61 million, the chamber of commerce said on Monday.</p>" * 3
    + "</article></body></html>"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_reads_text_however_encoded(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without byte order mark, UTF-16 with or without, UTF-32, and old Western ones."""
    path = tmp_path / "article.txt"
    path.write_bytes(_TEXT.encode(encoding))

    article = Article.from_file(path)

    assert "€61 million" in article.body
    assert article.title == "Café sales rise"
    assert article.source == str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-15", "windows-1252", "utf-16"])
def test_reads_html_as_declared(tmp_path: Path, encoding: str) -> None:
    """The page's own declaration of its encoding counts."""
    path = tmp_path / "page.html"
    page = _PAGE.replace("<head>", f'<head><meta charset="{encoding}">')
    path.write_bytes(page.encode(encoding))

    assert "€61 million" in Article.from_file(path).body


def test_reads_other_scripts_in_old_encodings(tmp_path: Path) -> None:
    """Text mostly beyond ASCII is read by the frequency of its characters."""
    path = tmp_path / "article.txt"
    text = (
        "Министерство сообщило, что урожай пшеницы составил 21,3 миллиона тонн, меньше всего с 2012 года.\n"
        * 5
    )
    path.write_bytes(text.encode("cp1251"))

    assert Article.from_file(path).text == text


def test_unknown_suffixes_are_told_by_content(tmp_path: Path) -> None:
    """A file without a known suffix is text, or a page when it begins as one."""
    text, page = tmp_path / "story", tmp_path / "story.php"
    text.write_text(_TEXT, encoding="utf-8")
    page.write_text("<!DOCTYPE html>" + _PAGE, encoding="utf-8")

    assert Article.from_file(text).text == _TEXT
    assert "<p>" not in Article.from_file(page).text


def test_text_is_never_altered(tmp_path: Path) -> None:
    """Line ends, tabs and white space stay, for offsets must hold."""
    path = tmp_path / "article.md"
    path.write_bytes(b"# Title\r\n\r\n  Sales\trose 4%.  \r\n")

    assert Article.from_file(path).text == "# Title\r\n\r\n  Sales\trose 4%.  \r\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        ("\ufeff \u200b\n".encode(), "only white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "an image"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04" + bytes(40), "zip archive or office document"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"\xff\xfe" + "Sales".encode("utf-16-le") + b"\x00", "broken at byte"),
        (b"Sales rose.\xff\x00\x01\x02" * 9, "binary"),
    ],
)
def test_says_in_one_line_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    """The message names the file, the fault, and what to do."""
    path = tmp_path / "article.txt"
    path.write_bytes(content)

    with pytest.raises(ArticleError, match=message) as caught:
        Article.from_file(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head><body><script>var x = 12;</script></body></html>",
        "<html><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav></body></html>",
    ],
)
def test_html_without_an_article(tmp_path: Path, page: str) -> None:
    """A page of menus only is refused."""
    path = tmp_path / "page.htm"
    path.write_text(page, encoding="utf-8")

    with pytest.raises(ArticleError, match="HTML"):
        Article.from_file(path)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    """Both are told apart."""
    with pytest.raises(ArticleError, match="no such file"):
        Article.from_file(tmp_path / "none.txt")
    with pytest.raises(ArticleError, match="is a directory"):
        Article.from_file(tmp_path)
    with pytest.raises(ArticleError, match="cannot be read"):
        Article.from_file("nul\0character.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no permissions of this kind")
def test_unreadable_file(tmp_path: Path) -> None:
    """A file without permission is said to be just that."""
    path = tmp_path / "article.txt"
    path.write_text(_TEXT, encoding="utf-8")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(ArticleError, match="no permission"):
            Article.from_file(path)
    finally:
        os.seteuid(user)


def test_the_articles_of_a_folder_and_what_is_left_aside(tmp_path: Path) -> None:
    """By their names; what is hidden is neither, and a page that was made of articles is none."""
    for name in ("b.TXT", "sub/a.pdf", ".c.txt", ".git/d.txt", "~$b.docx", "e.jpg", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Nine boats.", encoding="utf-8")
    (tmp_path / "scraped.html").write_text("<p>Nine boats.</p>", encoding="utf-8")
    (tmp_path / "made.html").write_text(comparison_page(compare(["Nine boats sank."])), encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to("nothing")
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    aside: list[str] = []
    found = [os.path.relpath(name, tmp_path) for name in articles_below(tmp_path, aside)]
    assert found == ["b.TXT", "gone.txt", "scraped.html", "sub/a.pdf"]
    assert [Path(name).name for name in aside] == ["Thumbs.db", "e.jpg", "made.html", "pipe.txt", "round"]
    found = articles_below(tmp_path, aside := [], tmp_path / "sub")
    assert len(found) == 3 and not any("sub" in name for name in (*found, *aside))
    assert len(articles_below(tmp_path / "sub", None, tmp_path / "sub")) == 1
    (tmp_path / "none").mkdir()
    with pytest.raises(ArticleError, match="none: has no article in it"):
        articles_below(tmp_path / "none")
