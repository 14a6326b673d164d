"""The lines of a file of rows: however it is encoded and packed, and no more of a line in memory than an article has."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from summariser.article.files import encoding_of
from summariser.errors import ArticleError

# In characters: an article's page (MAX_CHARACTERS), escaped as JSON or CSV has it, and some room. By judgement.
LONGEST = 24 * 2**20
_CHUNK = 2**18
_GZIP = b"\x1f\x8b"
_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")


class Line(NamedTuple):
    """A line with its end; `number` counts from 1. `problem` tells why there is none of its text here."""

    number: int
    text: str
    problem: str | None = None


def read_lines(stream: BinaryIO, *, guess: bool = False) -> Iterator[Line]:
    """Each line as soon as it comes; bytes that are no text become lone surrogates.

    What is neither UTF-8 nor, by its first bytes, UTF-16 or UTF-32 is read as its characters suggest if `guess`.
    Raises ArticleError where there is no text, or where it breaks off.
    """
    chunks = _chunks(stream)
    head = b""
    while len(head) < 4 and (chunk := next(chunks, b"")):
        head += chunk
    encoding = encoding_of(head, guess=guess)
    return _split(_decoded(head, chunks, encoding))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of the stream, unpacked; each read takes what is there and does not wait for more."""
    source: io.BufferedIOBase = stream  # type: ignore[assignment]
    if isinstance(stream, io.BufferedReader) and stream.peek(2)[:2] == _GZIP:
        source = gzip.GzipFile(fileobj=stream)
    try:
        while chunk := source.read1(_CHUNK):
            yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ArticleError("the gzip archive is broken: pack it again, or give what is in it") from error


def _decoded(head: bytes, chunks: Iterator[bytes], encoding: str) -> Iterator[str]:
    """The text in pieces. Where the first line ends in a bare carriage return, as from old Macs, all may end so."""
    make = codecs.getincrementaldecoder(encoding)
    first_end = _LINE_END.search(make("replace").decode(head))
    decoder: Any = make("surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape")
    if first_end and first_end[0] == "\r":
        decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
    try:
        yield decoder.decode(head)
        for chunk in chunks:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"begins as {encoding} but is broken further on; save it again as UTF-8"
        ) from error


def _split(texts: Iterator[str]) -> Iterator[Line]:
    number, length = 1, 0
    pieces: list[str] = []
    for text in texts:
        *ended, rest = text.split("\n")
        for piece in ended:
            yield _line(number, [*pieces, piece, "\n"], length + len(piece))
            number, length, pieces = number + 1, 0, []
        length += len(rest)
        pieces.append(rest)
        if length > LONGEST:
            pieces.clear()
    if length:
        yield _line(number, pieces, length)


def _line(number: int, pieces: list[str], length: int) -> Line:
    if length > LONGEST:
        return Line(number, "", f"line {number} has more than {LONGEST:,} characters: is it one article?")
    return Line(number, "".join(pieces))
