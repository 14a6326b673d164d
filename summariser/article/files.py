"""Reads article files: finds how the bytes are written, and says in one line what is wrong where they cannot be."""

import codecs
import os
import re
from pathlib import Path

from charset_normalizer import from_bytes

from summariser.article.opening import open_file, why_unreadable
from summariser.errors import ArticleError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
# Where pages declare their encoding, and how much is enough to guess it. By judgement: HTML has the declaration in the
# first 1024 bytes; the guesser needs no more than some pages of text.
_HEAD = 4096
_SAMPLE = 200_000
# More than any article has, with all of its page. By judgement.
LARGEST = 64 * 2**20
_MOST_FOREIGN = 0.1
_FEWEST_FOREIGN = 20
# What holds text, or may; `documents` reads some of them.
_DOCUMENTS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
}
_SIGNATURES = _DOCUMENTS | {
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
# Of files in a folder, those that are articles by their names.
ARTICLES = (".txt", ".md", *sorted(_HTML_SUFFIXES), ".pdf", ".docx", ".eml")
_HIDDEN = (".", "~$")  # the second is what Office writes beside a document that is open
OWN_PAGE = '<meta name="generator" content="summariser">'  # in the head of every page that is made here
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def text_in(data: bytes, name: str, suffix: str) -> tuple[str, bool]:
    """The text that a file holds, and whether it is HTML (by its suffix, or its first tag where the suffix tells nothing).

    `name` is what error messages call it. Raises ArticleError where it is empty, or is not text.
    """
    try:
        text = decode(data)
    except ArticleError as error:
        raise ArticleError(f"{name}: {error}") from error
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\xa0"):
        raise ArticleError(
            f"{name}: the file holds only white space; give a file with the text of an article"
        )
    return text, suffix in _HTML_SUFFIXES or suffix not in (".txt", ".md") and bool(_MARKUP.match(text))


def is_document(path: Path) -> bool:
    """Whether a file begins as a document or archive that may hold an article; not each can be read."""
    try:
        with open_file(path) as stream:
            return stream.read(8).startswith(tuple(_DOCUMENTS))
    except (ArticleError, OSError):
        return False


def articles_below(
    folder: str | Path, aside: list[str] | None = None, pages: Path | None = None
) -> list[str]:
    """The files in a folder and below it whose names end as those of articles do, by name; hidden ones are none, nor is what
    hidden folders hold, nor a page that was made of a summary or a comparison.

    `aside` takes the others, and links to folders: followed, they may lead in circles. What stands below `pages`, where
    fetched pages are kept, is none of these, unless the folder does, too. Raises ArticleError where there is
    no article.
    """
    found: list[str] = []
    others = [] if aside is None else aside
    for root, folders, names in os.walk(
        folder, onerror=lambda e: others.append(f"{e.filename} ({e.strerror})")
    ):
        inner = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in inner if not (pages and _is_same(Path(root, name), pages))]
        links = [name for name in folders if os.path.islink(os.path.join(root, name))]
        for name in sorted([*names, *links]):
            if not name.startswith(_HIDDEN):
                path = Path(root, name)
                (found if _is_article(path) else others).append(str(path))
    if not found:
        raise ArticleError(f"{folder}: has no article in it; an article's name ends in {', '.join(ARTICLES)}")
    return found


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _is_article(path: Path) -> bool:
    is_file = (
        path.is_file() or path.is_symlink() and not path.exists()
    )  # a link that leads nowhere is told when it is read
    return path.suffix.lower() in ARTICLES and is_file and not is_own_page(path)


def is_own_page(path: Path) -> bool:
    """Whether a file is a page that was made here, of a summary or a comparison: no article, though it holds one."""
    if path.suffix.lower() not in _HTML_SUFFIXES:
        return False
    try:
        with open_file(path) as stream:
            return OWN_PAGE.encode() in stream.read(_HEAD)
    except (ArticleError, OSError):
        return False


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises ArticleError when there is no such file, or it cannot be read or is empty."""
    with open_file(path) as stream:
        try:
            data = stream.read(LARGEST + 1)
        except OSError as error:
            raise ArticleError(f"{path}: {why_unreadable(error, path)}") from error
    if len(data) > LARGEST:
        raise ArticleError(f"{path}: has more than {LARGEST:,} bytes; give a file with one article")
    if not data.strip():
        raise ArticleError(f"{path}: the file is empty; give a file with the text of an article")
    return data


def decode(data: bytes) -> str:
    """The text of a whole file. Raises ArticleError, without a name, where it is none."""
    encoding = _encoding_shown(data)
    text = _decode_as(data, encoding) if encoding else _decode_plain(data)
    if _is_binary(text):
        raise ArticleError("is a binary file, not text; give the article as text or HTML")
    return text


def encoding_of(head: bytes, *, guess: bool) -> str:
    """How a text that begins so is encoded: as its first bytes show; if `guess`, as its characters suggest; or UTF-8.

    A few bytes that are no UTF-8 among characters that are show damage, and not another encoding.
    Raises ArticleError, without a name, where it begins as no text does.
    """
    if encoding := _encoding_shown(head):
        return encoding
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head)
    if _is_binary(text.partition("\n")[0][:_HEAD]):
        raise ArticleError("is a binary file, not text; give articles as text, HTML, JSON Lines or CSV")
    broken = sum("\ud800" <= character <= "\udfff" for character in text)
    if not guess or 2 * broken <= sum(not character.isascii() for character in text):
        return "utf-8"
    return next((encoding for encoding in _guesses(head) if _decodes(head, encoding)), "utf-8")


def _encoding_shown(data: bytes) -> str | None:
    """The encoding that a mark shows, or the zeros of UTF-16. Raises ArticleError for what is something else by its mark."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise ArticleError(f"is {what}, not text; export the article as text, HTML, DOCX or PDF")
    halves = data[: min(_HEAD, len(data) // 2 * 2)]
    zeros = [halves[start::2].count(0) * 20 for start in (0, 1)]
    for encoding, (few, many) in (("utf-16-le", zeros), ("utf-16-be", zeros[::-1])):
        # The zero half of ASCII characters.
        if many > len(halves) * 7 and few <= len(halves) and _decodes(halves, encoding):
            return encoding
    return None


def _decode_plain(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data, 0, _HEAD)
        return _decode_foreign(data, declared[1].decode("ascii") if declared else None)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"begins as {encoding} but is broken at byte {error.start}; save it again as UTF-8"
        ) from error


def _decode_foreign(data: bytes, declared: str | None) -> str:
    """Text that is not UTF-8: as it declares, else as its bytes suggest."""
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        raise ArticleError("is a binary file, not text; give the article as text or HTML")
    for encoding in _guesses(sample):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ArticleError("the encoding is neither UTF-8 nor recognisable; save the file as UTF-8")


def _guesses(sample: bytes) -> list[str]:
    guesses = [guess.encoding for guess in (from_bytes(sample).best(),) if guess]
    # A few characters beyond ASCII are quotes, dashes and currency signs of Western text, for which a guess
    # by frequency has too little to go by; browsers take such text for Windows-1252 too.
    if sum(byte > 0x7F for byte in sample) < max(len(sample) * _MOST_FOREIGN, _FEWEST_FOREIGN):
        guesses.insert(0, "cp1252")
    return guesses


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the beginning of a text is of an encoding; it may end within a character."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(text: str) -> bool:
    """Null characters, or more control characters than any text has."""
    sample = text[:_SAMPLE]
    controls = sum(sample.count(chr(code)) for code in [*range(0x09), *range(0x0E, 0x1B), 0x7F])
    return controls * 50 > len(sample)
