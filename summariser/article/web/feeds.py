"""Lists of articles: RSS and Atom feeds, and files with an address a line."""

import re
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from summariser.article.files import LARGEST
from summariser.article.opening import open_file
from summariser.article.web.options import is_address
from summariser.errors import ArticleError

LIST = "@"
_ROOTS = frozenset({"rss", "feed", "RDF"})
_OPENS = re.compile(rb"[^<]{0,100}<(?!!doctype html|html)", re.IGNORECASE)
_COMMENT = re.compile(r"(?<!\S)#")  # within an address it names a place on the page
_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})


def entries_of(data: bytes, base: str = "") -> list[str] | None:
    """The addresses of a feed's articles in its order, each once; None where it is no feed. `base` is its own address.

    Nothing that it names is loaded, and none of its entities is replaced.
    """
    if not _OPENS.match(data):
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser, base_url=base or None)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _name(root) not in _ROOTS:
        return None
    entries = (one for one in root.iter() if _name(one) in ("item", "entry"))
    return list(dict.fromkeys(_joined(one.base or base, link) for one in entries if (link := _link(one))))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:  # what is wrong with it is said where it is fetched
        return link.strip()


def _link(entry: etree._Element) -> str | None:
    """The address of an entry's page: Atom's alternate link, RSS's link, or a guid that is one."""
    links = [one for one in entry if _name(one) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    for link in links:
        if link.text and link.text.strip():
            return str(link.text)
    guids = (one for one in entry if _name(one) == "guid" and one.get("isPermaLink", "true") == "true")
    return next((one.text for one in guids if one.text and is_address(one.text)), None)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def addresses_in(path: Path) -> list[str]:
    """The addresses of a list: one a line, without empty lines and what stands behind a #, before which is a space or nothing.

    What stands there is meant as an address, and never as a file's path: others may have written the list. Raises
    ArticleError where there is none.
    """
    try:
        text = _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: is not UTF-8 text; give a list with an address a line") from error
    lines = [line for one in text.splitlines() if (line := _COMMENT.split(one, maxsplit=1)[0].strip())]
    if not lines:
        raise ArticleError(f"{path}: there is no address in it; give a list with an address a line")
    return lines


def addresses_named(name: str) -> list[str] | None:
    """The addresses that a name stands for: itself, or those of a list (`@FILE`) or of a feed that was saved as a file.

    None where it is a file, a folder, or nothing. Raises ArticleError where a list cannot be read or is empty.
    """
    if is_address(name):
        return [name.strip()]
    if name.startswith(LIST):
        return addresses_in(Path(name.removeprefix(LIST)))
    path = Path(name)
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        return None
    return entries_of(_read(path))


def _read(path: Path) -> bytes:
    with open_file(path) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"{path}: has more than {LARGEST:,} bytes; give a list of addresses")
    return data
