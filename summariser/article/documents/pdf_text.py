"""Writes a PDF out as one text: page after page, a paragraph or table that goes on over the page in one piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.article.documents.pdf_columns import in_columns, rows_of
from summariser.article.documents.pdf_furniture import find_running, is_of_web
from summariser.article.documents.pdf_paragraphs import Joiner, Piece, body_type, vocabulary
from summariser.article.documents.pdf_tables import with_tables
from summariser.article.documents.pdf_words import HYPHEN, PageWords
from summariser.article.layout.sections import PageStart
from summariser.article.page.page import PageBlock
from summariser.article.text.blocks import Block

_TAGS = {"h1": {"h1"}, "h2": {"h2"}, "caption": {"caption"}, "li": {"ul", "li"}, "furniture": {"footer"}}
# By judgement: sizes of font that differ by less are one, a heading is larger by more.
_SAME = 0.06
_LARGER = 1.05


@dataclass(frozen=True)
class Written:
    """The text, its blocks in order, which of them are furniture and which is the title, and where each page begins."""

    text: str
    blocks: list[PageBlock]
    furniture: set[int]
    title: int | None
    pages: tuple[PageStart, ...]
    is_of_web: bool


def write_pages(pages: Sequence[PageWords]) -> Written:
    """The text of a document."""
    rows = [rows_of(page.words) for page in pages]
    running = find_running(rows, [page.height for page in pages])
    body = [
        [row for n, row in enumerate(on_page) if (at, n) not in running] for at, on_page in enumerate(rows)
    ]
    columns = [in_columns(on_page) for on_page in body]
    told = [column for on_page in columns for column in on_page]
    joiner = Joiner(body_type(told), vocabulary(row for column in told for row in column))
    pieces: list[Piece] = []
    tables = 1
    for at, (page, on_page) in enumerate(zip(pages, columns, strict=True)):
        heads = [row for n, row in enumerate(rows[at]) if (at, n) in running]
        pieces += [_furniture(" ".join(line.text for line in row), at + 1) for row in heads]
        if page.aside:
            pieces.append(_furniture(" ".join(word.text for word in page.aside), at + 1))
        made: list[Piece] = []
        for column in on_page:
            made += joiner.pieces(list(with_tables(column)), at + 1, tables)
            tables = max([tables, *(piece.table + 1 for piece in made)])
        # Notes follow the page's text.
        pieces += sorted(made, key=lambda piece: piece.kind == "note")
    headlined = _with_title(_with_captions(_continued(pieces, joiner)))
    return _written(headlined, any(is_of_web(rows[at][n]) for at, n in running))


def _furniture(text: str, page: int) -> Piece:
    return Piece("furniture", [(page, text.replace(HYPHEN, "-"))])


def _continued(pieces: Sequence[Piece], joiner: Joiner) -> list[Piece]:
    """The pieces, those that go on in the next column or on the next page in one."""
    left: list[Piece | None] = list(pieces)
    done: list[Piece] = []
    heads: dict[int, list[str]] = {}
    for at, piece in enumerate(pieces):
        if left[at] is None:
            continue
        done.append(piece)
        if piece.kind == "tr":
            if piece.is_head:
                heads.setdefault(piece.table, []).append(piece.text)
            if at + 1 == len(pieces) or pieces[at + 1].table != piece.table:
                done += _rest_of_table(left, piece, heads.get(piece.table, []), at + 1)
        while piece.is_open and (following := _following(left, at, piece)) is not None:
            _append(piece, pieces[following], joiner)
            left[following] = None
    return done


def _following(left: Sequence[Piece | None], at: int, piece: Piece) -> int | None:
    """The number of the piece that goes on with an open one; what floats and what is furniture may stand between."""
    floats = False
    for n in range(at + 1, len(left)):
        other = left[n]
        if other is None or other.kind == "furniture" or (other.kind == "note") != (piece.kind == "note"):
            continue
        if other.kind in ("tr", "caption"):
            floats = True
            continue
        same = other.kind == ("note" if piece.kind == "note" else "p") and not other.is_marked
        near = (
            other.texts[0][0] - piece.texts[-1][0] <= 1 and abs(other.size - piece.size) < _SAME * piece.size
        )
        goes_on = other.text[:1].islower() or piece.text.endswith("-") or not floats
        return n if same and near and goes_on else None
    return None


def _append(piece: Piece, other: Piece, joiner: Joiner) -> None:
    joined = joiner.joined(piece.text, other.text)
    before = sum(len(text) for _, text in piece.texts[:-1])
    page, _ = piece.texts[-1]
    piece.texts[-1] = page, joined[before : len(joined) - len(other.text)]
    piece.texts += other.texts
    piece.is_open = other.is_open


def _rest_of_table(left: list[Piece | None], own: Piece, heads: list[str], at: int) -> list[Piece]:
    """The rows with which a table goes on over the pages behind its last row, `own`, found from `at` on.

    Its heads, where they are printed again, come behind them as furniture.
    """
    rest: list[Piece] = []
    again: list[Piece] = []
    while (start := _next_told(left, at)) is not None:
        end = _end_of_table(left, start)
        told = [row for row in left[start:end] if row]
        printed = [row.text for row in told if row.is_head]
        turned = bool(told) and told[0].texts[0][0] - own.texts[0][0] == 1
        if not turned or printed != heads and (printed or max(told[0].cells) > max(own.cells)):
            break
        left[start:end] = [None] * len(told)
        at = end
        rest += [row for row in told if not row.is_head]
        again += [_furniture(row.text, row.texts[0][0]) for row in told if row.is_head]
        for row in rest:
            row.table = own.table
        own = told[-1]
    return rest + again


def _end_of_table(left: Sequence[Piece | None], start: int) -> int:
    """The number of the piece behind the table that begins with a piece; the same where none does."""
    first, end = left[start], start
    while end < len(left) and (row := left[end]) and first and row.table == first.table > 0:
        end += 1
    return end


def _next_told(left: Sequence[Piece | None], at: int) -> int | None:
    """The number of the next piece that is no furniture or note."""
    return next(
        (n for n in range(at, len(left)) if (p := left[n]) and p.kind not in ("furniture", "note")), None
    )


def _with_captions(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the caption below a table above it, where what is said of the rows is looked for."""
    done: list[Piece] = []
    for piece in pieces:
        top = len(done)
        while top and done[top - 1].kind == "tr":
            top -= 1
        is_table = piece.kind == "caption" and piece.text.lower().startswith("table") and top < len(done)
        if is_table and not (top and done[top - 1].kind == "caption"):
            done.insert(top, piece)
        else:
            done.append(piece)
    return done


def _with_title(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the title marked: the first of the headings of the first page that are set largest."""
    headings = [piece for piece in pieces if piece.kind == "h2"]
    first = [piece for piece in headings if piece.texts[0][0] == 1]
    largest = max(first, key=lambda piece: piece.size, default=None)
    others = [piece.size for piece in headings if piece is not largest]
    if largest and (largest is headings[0] or largest.size > _LARGER * max(others, default=0)):
        largest.kind = "h1"
    return pieces


def _written(pieces: Sequence[Piece], is_of_web: bool) -> Written:
    blocks: list[PageBlock] = []
    furniture: set[int] = set()
    title: int | None = None
    pages: list[PageStart] = []
    lines: list[str] = []
    before: Piece | None = None
    length = 0
    for piece in pieces:
        if not piece.text.strip():
            continue
        gap = _gap(before, piece)
        lines.append(gap)
        length += len(gap)
        start = length
        for page, words in piece.texts:
            if not pages or pages[-1][1] != page:
                pages.append((length if pages else 0, page))
            length += len(words)
        lines.append(piece.text)
        if piece.kind == "furniture":
            furniture.add(len(blocks))
        elif piece.kind == "h1":
            title = len(blocks)
        blocks.append(_block(piece, start))
        before = piece
    text = "".join(lines)
    return Written(text, blocks, furniture, title, tuple(pages), is_of_web)


def _gap(above: Piece | None, piece: Piece) -> str:
    if above is None:
        return ""
    close = (
        piece.kind == "li" and above.kind in ("li", "p") or piece.kind == "tr" and above.table == piece.table
    )
    return "\n" if close else "\n\n"


def _block(piece: Piece, start: int) -> PageBlock:
    tags = set(_TAGS.get(piece.kind, {"p"}))
    if piece.kind == "tr":
        tags = {"table", "tr"} | ({"thead"} if piece.is_head else set())
    columns = tuple(piece.cells)
    usual = columns == tuple(range(len(columns)))
    block = Block(start, start + len(piece.text), piece.text)
    return PageBlock(
        block, piece.kind, frozenset(tags), piece.table, () if usual else columns, int(piece.kind == "li")
    )
