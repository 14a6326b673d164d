"""Takes out of a web page what its readers do not see as text, and writes its superscripts so that they read right.

Hidden and struck-out parts go, and so do the marks of footnotes, which would run into the number or word before
them. A power keeps its meaning: "10^6", "m^2". Parts that are hidden from screen readers only stay unless they are
icons: pages hide the text behind a paywall so, and show it.
"""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from summariser.article.page.page import BLOCKS, UNSEEN

_STRUCK = ("del", "s", "strike")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|:[^;:]*\bline-through", re.IGNORECASE)
_ICON = re.compile(r"(?:^|[\s_-])(?:icons?|fa|glyphicon|emoji)(?:$|[\s_-])", re.IGNORECASE)
# The names that icon fonts draw as a picture: "expand_more".
_LIGATURE = re.compile(r"[a-z]+(?:_[a-z]+)+")

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9}"
_MARK = re.compile(
    rf"{_NUMBERS}|[a-z]|[ivx]{{1,5}}|[*†‡§¶#]{{1,4}}|\[[^\[\]]{{1,40}}\]|\({_NUMBERS}\)|\([a-z*†‡]\)"
)
_EXPONENT = re.compile(r"[-−–+]?\d{1,3}(?:\.\d{1,3})?")
_TEN = re.compile(r"(?<![\d.,])10$")
# A letter by itself, but not the unit of an amount ("€42 m").
_VARIABLE = re.compile(r"(?<!\w)(?<!\d[ \xa0])[b-ln-z]$")
_EQUATION = re.compile(r"\s?[=<>≈]")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_LENGTH = re.compile(r"(?<![^\W\d_])(?:[kcdmnµμ]?m|ft|in|yd|mi)$")
# "€42m" ends in no metre.
_AMOUNT = re.compile(r"[$€£¥]\s?[\d.,]{1,20}\s?m$")
# As much text as tells what a superscript stands behind. By judgement.
_REACH = 40


def show(root: HtmlElement) -> None:
    """Changes the page in place; linear in its size."""
    before = ""
    todo: list[tuple[HtmlElement, bool]] = [(root, True)]
    while todo:
        element, entering = todo.pop()
        if entering and isinstance(element.tag, str) and element.tag not in UNSEEN:
            before = "" if element.tag in BLOCKS else before
            if _is_unseen(element):
                _write(element, "")
            elif element.tag == "sup":
                _rewrite(element, before)
            # What is left of these is shown, which the extractor would not believe.
            element.attrib.pop("aria-hidden", None)
            before = (before + (element.text or ""))[-_REACH:]
            todo.append((element, False))
            todo += [(child, True) for child in reversed(element)]
        else:
            before = "" if element.tag in BLOCKS else before
            before = (before + (element.tail or ""))[-_REACH:]


def _is_unseen(element: HtmlElement) -> bool:
    hidden = (
        element.get("aria-hidden") == "true" and element.tag not in ("html", "body") and _is_icon(element)
    )
    return hidden or is_hidden(element.tag, element.attrib)


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is struck out, or hidden by its attributes from everyone."""
    if tag in ("html", "body"):  # hidden until a script has run
        return False
    if tag in _STRUCK or attributes.get("hidden", "until-found") != "until-found":
        return True
    return bool(_UNSEEN_STYLE.search(attributes.get("style", "")))


def _is_icon(element: HtmlElement) -> bool:
    if element.tag in BLOCKS:
        return False
    text = element.text_content().strip()
    worded = any(map(str.isalnum, text)) and not _LIGATURE.fullmatch(text)
    return element.tag == "i" or not worded or bool(_ICON.search(element.get("class") or ""))


def _rewrite(sup: HtmlElement, before: str) -> None:
    """Writes a superscript as a power, fraction or degree, or takes out a footnote's mark; leaves "3rd" and "TM"."""
    text = sup.text_content().strip()
    tail = (sup.tail or "").lstrip()
    following = sup.getnext()
    behind_digit = before[-1:].isdigit()
    if _EXPONENT.fullmatch(text) and tail in ("/", "⁄") and following is not None and following.tag == "sub":
        _write(sup, f" {text}" if behind_digit else text)
    elif behind_digit and (text in ("o", "º") or text in ("0", "O") and tail[:1] in ("C", "F")):
        _write(sup, "°")
    elif _is_power(sup, text, before):
        _write(sup, f"^{text.translate({ord('−'): '-', ord('–'): '-'})}")
    elif _MARK.fullmatch(text) and not _is_within_word(sup, text, before):
        _write(sup, "")
    elif text[:1].isdigit() and before[-1:].isalnum():
        sup.text = f" {sup.text or ''}"


def _write(element: HtmlElement, text: str) -> None:
    element.clear(keep_tail=True)
    if element.tag not in BLOCKS:
        element.tag = (
            "span"  # of other inline elements that are empty, the extractor loses what follows in a list
        )
    element.text = text


def _is_power(sup: HtmlElement, text: str, before: str) -> bool:
    """A bare number behind a ten, a unit of length or a variable; a negative one behind any letter. A link leads to a note."""
    if not _EXPONENT.fullmatch(text) or sup.find(".//a") is not None or _is_linked(sup):
        return False
    if not text[0].isdigit() and before[-1:].isalnum() or _TEN.search(before):
        return True
    if before[-1:].isalpha() and _EQUATION.match(sup.tail or ""):
        return True
    squared = bool(_VARIABLE.search(before) or _LENGTH.search(before)) and not _AMOUNT.search(before)
    return squared and text in ("2", "3")


def _is_linked(sup: HtmlElement) -> bool:
    parent = sup.getparent()
    return parent is not None and parent.tag == "a"


def _is_within_word(sup: HtmlElement, text: str, before: str) -> bool:
    """Letters go on right behind it: "McDonald", or the mass before an element, which does not open a paragraph."""
    tail = sup.tail or ""
    if text.isalpha():
        return tail[:1].isalpha() and before[-1:].isalpha()
    return before[-1:].isspace() and bool(_ELEMENT.match(tail))
