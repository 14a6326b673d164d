"""Reads what the styles of a Word document make of a paragraph: a heading and of which level, a list item, a caption."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from lxml import etree

# Styles are based on each other; no more than so many. By judgement, against circles; HTML has six levels of headings.
_DEEPEST = 20
_HEADING = "heading "
_LOWEST = 6
_BODY_TEXT = "9"  # the outline level of what is no heading


class Kind(Enum):
    """What a paragraph is by the name of its style."""

    TEXT = auto()
    TITLE = auto()
    CAPTION = auto()
    CONTENTS = auto()  # a line of a table of contents


@dataclass(frozen=True)
class Style:
    """`level` counts headings from 1, 0 is none; `depth` counts lists within each other from 1, 0 is none."""

    kind: Kind = Kind.TEXT
    level: int = 0
    depth: int = 0


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace; strict and transitional documents differ in that."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, and its first child of the next."""
    for name in path:
        element = (
            next((one for one in element if local(one.tag) == name), None) if element is not None else None
        )
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(stated) for key, stated in element.attrib.items() if local(key) == name), None)


def is_on(element: etree._Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


class Styles:
    """The paragraph styles of a document; `root` is its part with the styles, if it has one."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else [one for one in root if local(one.tag) == "style"]
        self._elements = {value(one, "styleId") or "": one for one in reversed(elements)}
        self._known: dict[str, Style] = {}

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph, where what it says of itself counts before what its named style says."""
        name = value(child(properties, "pStyle"))
        return _with(properties, self._named(name) if name else Style())

    def _named(self, name: str) -> Style:
        if name not in self._known:
            chain: list[etree._Element] = []
            at: str | None = name
            while at in self._elements and len(chain) < _DEEPEST:
                chain.append(self._elements[at])
                at = value(child(chain[-1], "basedOn"))
            style = _by_name(
                name, Style()
            )  # of styles that nobody defined, the built-in ones are known by name
            for element in reversed(chain):
                style = _with(child(element, "pPr"), _by_name(value(child(element, "name")) or "", style))
            self._known[name] = style
        return self._known[name]


def _by_name(name: str, style: Style) -> Style:
    # "heading 1" is the name in every language, "Heading1" what documents call it that define no styles.
    plain = name.lower()
    if plain.startswith("heading") and plain[7:].strip() in map(str, range(1, 10)):
        return replace(style, level=min(int(plain[7:]), _LOWEST))
    if plain == "title":
        return replace(style, kind=Kind.TITLE, level=1)
    if plain == "caption":
        return replace(style, kind=Kind.CAPTION)
    if plain[:3] == "toc" and plain[3:].strip().isdecimal():
        return replace(style, kind=Kind.CONTENTS, level=0)
    return style


def _with(properties: etree._Element | None, style: Style) -> Style:
    outline = value(child(properties, "outlineLvl"))
    if outline is not None and outline.isdecimal() and style.kind is Kind.TEXT:
        style = replace(style, level=0 if outline == _BODY_TEXT else min(int(outline[:2]) + 1, _LOWEST))
    numbering = child(properties, "numPr")
    if numbering is not None:
        depth = value(child(numbering, "ilvl")) or "0"
        is_listed = value(child(numbering, "numId")) != "0"
        style = replace(style, depth=int(depth[:1]) + 1 if is_listed and depth[:1].isdecimal() else 0)
    return style
