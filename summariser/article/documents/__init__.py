"""Documents that are neither text nor HTML: each kind has a reader, found by how the bytes begin."""

from collections.abc import Callable

from summariser.article.documents.docx import read_docx
from summariser.article.documents.eml import is_mail, read_eml
from summariser.article.documents.package import ARCHIVE, COMPOUND, refuse_compound
from summariser.article.documents.pdf import read_pdf
from summariser.article.documents.reading import DocumentReading

Reader = Callable[..., DocumentReading]

# A reader takes the bytes, what error messages call them, and whether to look for furniture.
_READERS: dict[bytes, Reader] = {
    ARCHIVE: read_docx,
    COMPOUND: refuse_compound,
    b"%PDF": read_pdf,
}
_BLANK = b"\xef\xbb\xbf \t\r\n\0"
# By judgement: signatures stand in the first bytes, with room for what mailers and printers put before them.
HEAD = 4096  # as many bytes as tell a document

__all__ = ["HEAD", "DocumentReading", "Reader", "find_reader", "read_docx", "read_eml", "read_pdf"]


def find_reader(head: bytes, suffix: str) -> Reader | None:
    """The reader of what begins so; None if there is none. The suffix of its name counts only for mail, which is text."""
    begin = head.lstrip(_BLANK)
    for signature, reader in _READERS.items():
        if begin.startswith(signature):
            return reader
    return read_eml if suffix == ".eml" or is_mail(head) else None
