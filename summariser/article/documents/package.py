"""Opens an office document, which is a zip archive of XML, without being made to unpack more than a document holds.

What an archive says of its members is checked before any of them is unpacked, and only those that are asked for are;
the standard library stops at the size that a member states. Nothing outside of the archive is ever loaded.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from lxml import etree

from summariser.errors import ArticleError

# Members of an archive, and bytes, unpacked, of one of them and of all that are read. Word writes some 15 bytes for each
# character, and no article has more than a million. By judgement.
MOST_MEMBERS = 10_000
LARGEST_MEMBER = 16 * 2**20
LARGEST_DOCUMENT = 32 * 2**20
ARCHIVE = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
# The record that a zip archive has of each member.
_RECORD = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN_FILE = "is a broken zip archive or office document; save or download it again"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, OSError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


# What an office document that is no zip archive has in its directory, by which its kind is told.
_COMPOUND = {
    "EncryptedPackage": "is an office document with a password; save it without one",
    "__substg1.0": "is an Outlook message; save it as EML",
    "WordDocument": "is a Word document of the old kind (.doc); save it as DOCX or PDF",
    "Workbook": "is a spreadsheet; give the document that it belongs to, or its text",
}


def refuse_compound(data: bytes, name: str, *, furniture: bool | None = None) -> NoReturn:
    """The reader of office documents that are no zip archives. Raises ArticleError, always."""
    found = (what for entry, what in _COMPOUND.items() if entry.encode("utf-16-le") in data)
    raise ArticleError(
        f"{name}: {next(found, 'is an office document of an old kind; save it as DOCX or PDF')}"
    )


class Relation(NamedTuple):
    """What one part of a package says of another: `kind` is the last word of its type ("footnotes")."""

    kind: str
    path: str


class Package:
    """The members of an archive; `name` is what error messages call it. All raise ArticleError."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if data.startswith(COMPOUND):
            refuse_compound(data, name)
        if not data.startswith(ARCHIVE):
            raise self.error(
                "is no Word document (DOCX); give it to Article.from_file, which tells what it is"
            )
        self._left = LARGEST_DOCUMENT
        if data.count(_RECORD) > MOST_MEMBERS:
            raise self.error(f"has more than {MOST_MEMBERS:,} members; give the document itself")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.error(_BROKEN_FILE) from error

    def error(self, problem: str) -> ArticleError:
        return ArticleError(f"{self._name}: {problem}")

    def has(self, path: str) -> bool:
        return path in self._zip.NameToInfo

    def read(self, path: str) -> bytes:
        """A member, unpacked."""
        member = self._zip.NameToInfo.get(path)
        if member is None:
            raise self.error(f"lacks its part {path[:80]}; save or download it again")
        if member.flag_bits & _IS_ENCRYPTED:
            raise self.error("is encrypted; save it without a password")
        if member.file_size > min(LARGEST_MEMBER, self._left):
            raise self.error(
                f"unpacks to more than {LARGEST_MEMBER // 2**20} MB of text a part or "
                f"{LARGEST_DOCUMENT // 2**20} MB in all; give a document with one article"
            )
        self._left -= member.file_size
        try:
            if member.compress_type not in _METHODS:
                raise zipfile.BadZipFile(f"packed by method {member.compress_type}")
            return self._zip.read(member)
        except _BROKEN as error:
            raise self.error(_BROKEN_FILE) from error

    def xml(self, path: str) -> etree._Element:
        """A member that is XML; one that declares entities, which no office document does, is refused."""
        # Nesting, entities and the length of one text are bounded by the parser itself, as long as it is not `huge_tree`.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(path), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.error(f"is broken in its part {path[:80]}; save or download it again") from error
        if root is None or root.getroottree().docinfo.doctype:
            raise self.error(
                "declares entities, which no office document does; save it again, or export it as PDF"
            )
        return root

    def relations(self, path: str) -> Iterator[Relation]:
        """The other parts that a part names, in order; "" is the package. Those outside of the archive are left out."""
        folder, file = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(listed):
            return
        for element in self.xml(listed).iter(_RELATION):
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or "")).lstrip("/")
            if element.get("TargetMode") != "External" and self.has(target):
                yield Relation((element.get("Type") or "").rpartition("/")[2], target)
