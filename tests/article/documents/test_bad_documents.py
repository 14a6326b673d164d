"""Documents that cannot be read: one line each that names the file and says what to do, and no hang."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser import Article
from summariser.article.documents import package
from summariser.errors import ArticleError
from tools.office_documents import archive, docx, p, r

_FOLDER = Path(__file__).parents[2] / "data" / "documents"
BAD = {
    "locked.docx": "password",
    "broken.docx": "broken zip archive",
    "bomb.docx": "unpacks to more than 16 MB",
    "entities.docx": "declares entities",
    "picture.docx": "no text",
    "sheet.xlsx": "spreadsheet",
    "book.epub": "e-book",
    "text.odt": "OpenDocument text; export it as DOCX or PDF",
    "photos.zip": "unpack it",
    "pictures.eml": "attached: boats.png",
}


@pytest.mark.parametrize(("file", "said"), BAD.items())
def test_one_line_says_what_to_do(file: str, said: str) -> None:
    with pytest.raises(ArticleError) as caught:
        Article.from_file(_FOLDER / file)
    message = str(caught.value)
    assert message.startswith(f"{_FOLDER / file}: ")
    assert said in message
    assert ";" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("__substg1.0_1000001F", "save it as EML"),
        ("WordDocument", "old kind"),
        ("Workbook", "spreadsheet"),
        ("x", "old kind"),
    ],
)
def test_office_documents_that_are_no_archives(entry: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said):
        Article.from_bytes(b"\xd0\xcf\x11\xe0" + bytes(500) + entry.encode("utf-16-le"))


def test_a_text_with_the_name_of_a_word_document(tmp_path: Path) -> None:
    """`from_file` goes by the content; who asks for DOCX is told."""
    path = tmp_path / "a.docx"
    path.write_text("The board counted nine boats in the harbour, it said.")
    assert "nine boats" in Article.from_file(path).body
    with pytest.raises(ArticleError, match=r"a\.docx: is no Word document"):
        Article.from_docx(path)


def test_what_is_not_read_may_be_large() -> None:
    """A picture that would unpack to 100 MB is never unpacked."""
    with zipfile.ZipFile(io.BytesIO(docx(p(r("Nine boats lay in the harbour."))))) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    assert Article.from_bytes(archive(members | {"word/media/a.bmp": bytes(100 * 2**20)})).text


def test_parts_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_DOCUMENT", 2000)
    with pytest.raises(ArticleError, match="unpacks to more"):
        Article.from_bytes(docx(p(r("Nine boats lay in the harbour.") * 30)))


def test_many_members_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_MEMBERS", 3)
    with pytest.raises(ArticleError, match="more than 3 members"):
        Article.from_bytes(docx(p(r("Nine boats."))))


def test_unusual_packing_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("word/document.xml", "<document/>")
    with pytest.raises(ArticleError, match="broken zip archive"):
        Article.from_bytes(made.getvalue())


@pytest.mark.parametrize("depth", [60, 240, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    """The parser itself ends at 256 levels."""
    for opened, closed in (
        ("<w:sdt>", "</w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
    ):
        data = docx(opened * depth + p(r("Nine boats lay in the harbour.")) + closed * depth)
        try:
            assert "Nine boats" in Article.from_bytes(data).text
        except ArticleError as error:
            assert "broken" in str(error)


@pytest.mark.parametrize(
    "header",
    [b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", b"Content-Type: message/rfc822\r\n\r\n"],
)
def test_mail_within_mail_without_end(header: bytes) -> None:
    with pytest.raises(ArticleError):
        Article.from_bytes(b"Message-ID: <1@x>\r\n" + header * 3000 + b"\r\nNine boats.")


_WHOLE = [
    path.read_bytes()
    for path in sorted(_FOLDER.iterdir())
    if path.name in ("harbours.docx", "answer.eml", "bulletin.eml")
]


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A good document, or a member of one, with some bytes of it changed, doubled or gone."""
    data = draw(st.sampled_from(_WHOLE))
    members: dict[str, bytes] = {}
    name = ""
    if data.startswith(b"PK") and draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = {one: packed.read(one) for one in packed.namelist()}
        name = draw(st.sampled_from(sorted(members)))
        data = members[name]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 40))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + gone :]
    return archive(members | {name: data}) if members else data


@settings(max_examples=60, deadline=None)
@given(_damaged())
def test_damaged_documents_are_read_or_refused(data: bytes) -> None:
    """Nothing but ArticleError is raised, in one line; what is read has parts that are slices of its text."""
    try:
        article = Article.from_bytes(data, source="a.eml")
    except ArticleError as error:
        assert str(error).startswith("a.eml: ")
        assert str(error).isprintable()
    else:
        assert all(article.text[part.start : part.end].strip() for part in article.parts)
