"""Reads article files: finds how the bytes are written, and says in one line what is wrong where they cannot be."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

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
# Where pages declare their encoding, and how much is enough to guess it.
_HEAD = 4096
_SAMPLE = 200_000
_MOST_FOREIGN = 0.1
_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def read_file(path: Path) -> tuple[str, bool]:
    """The text of a file, and whether it is HTML (by its suffix, or its first tag where the suffix tells nothing).

    Raises ArticleError when there is no such file, or it cannot be read, is empty, or is not text.
    """
    data = _read_bytes(path)
    if not data.strip():
        raise ArticleError(f"{path}: the file is empty; give a file with the text of an article")
    text = _decode(data, path)
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\xa0"):
        raise ArticleError(
            f"{path}: the file holds only white space; give a file with the text of an article"
        )
    suffix = path.suffix.lower()
    return text, suffix in _HTML_SUFFIXES or suffix not in (".txt", ".md") and bool(_MARKUP.match(text))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise ArticleError(f"{path}: is a directory; name the files in it") from error
    except PermissionError as error:
        raise ArticleError(f"{path}: no permission to read the file; change its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"{path}: cannot be read ({reason}); check the path") from error


def _decode(data: bytes, path: Path) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, path)
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise ArticleError(f"{path}: is {what}, not text; export the article as text or HTML")
    text = _utf16_without_mark(data) or _decode_plain(data, path)
    if _is_binary(text):
        raise ArticleError(f"{path}: is a binary file, not text; give the article as text or HTML")
    return text


def _decode_plain(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data, 0, _HEAD)
        return _decode_foreign(data, declared[1].decode("ascii") if declared else None, path)


def _decode_as(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path}: begins as {encoding} but is broken at byte {error.start}; save it again as UTF-8"
        ) from error


def _decode_foreign(data: bytes, declared: str | None, path: Path) -> str:
    """Text that is not UTF-8: as it declares, else as its bytes suggest."""
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        raise ArticleError(f"{path}: is a binary file, not text; give the article as text or HTML")
    guesses = [guess.encoding for guess in (from_bytes(sample).best(),) if guess]
    # A few characters beyond ASCII are quotes, dashes and currency signs of Western text, for which a guess
    # by frequency has too little to go by; browsers take such text for Windows-1252 too.
    if sum(byte > 0x7F for byte in sample) < len(sample) * _MOST_FOREIGN:
        guesses.insert(0, "cp1252")
    for encoding in guesses:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ArticleError(f"{path}: the encoding is neither UTF-8 nor recognisable; save the file as UTF-8")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 whose byte order shows in the zero half of its ASCII characters; None if it is not that."""
    sample = data[:_HEAD]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 10 > len(zeros) * 7:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _is_binary(text: str) -> bool:
    """Null characters, or more control characters than any text has."""
    sample = text[:_SAMPLE]
    controls = sum(sample.count(chr(code)) for code in [*range(0x09), *range(0x0E, 0x1B), 0x7F])
    return controls * 50 > len(sample)
