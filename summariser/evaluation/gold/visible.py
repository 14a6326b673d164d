"""What a reader of an article's file sees, found without the code that is measured."""

import re
from html.parser import HTMLParser
from pathlib import Path

from summariser.article import Article
from summariser.article.documents import HEAD, find_reader
from summariser.article.files import read_bytes, text_in

_HIDDEN = frozenset({"script", "style", "head"})
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "div"})


class _VisibleText(HTMLParser):
    """Collects what a page shows, blocks parted by line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def visible_text(path: Path) -> str:
    """The file's text as a reader sees it, every no-break space a plain one. Raises ArticleError."""
    data, suffix = read_bytes(path), path.suffix.lower()
    if find_reader(data[:HEAD], suffix):
        text, is_html = Article.from_bytes(data, source=str(path)).text, False
    else:
        text, is_html = text_in(data, str(path), suffix)
    if is_html:
        parser = _VisibleText()
        parser.feed(text)
        text = "".join(parser.parts)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def find_all(needle: str, text: str) -> list[tuple[int, int]]:
    """Where the needle stands in the text without beginning or ending inside a number or a word."""
    return [m.span() for m in re.finditer(rf"(?<![\w.,]){re.escape(needle)}(?!\w|[.,]\d)", text)]


def occurs(needle: str, text: str) -> bool:
    """Whether the needle stands in the text and neither begins nor ends inside a number or a word."""
    return bool(find_all(needle, text))
