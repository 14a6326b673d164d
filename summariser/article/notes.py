"""What to know of an article before relying on it: that it is not English, cut off by a paywall, or no article at all."""

import re
from collections.abc import Iterable, Iterator

from summariser.article.text.blocks import Block
from summariser.article.text.language import ENGLISH, UNDETERMINED

# What a page says where it shows the opening of an article only, or something else in its place.
_ASKED = r"subscribe|sign (?:in|up)|log ?in|register|join|create an account|become a (?:member|subscriber)"
_PIECE = r"articles?|story|stories|report|rest"
# An order to the reader opens its line or sentence; the same words further in are told of somebody.
_PAYWALL = re.compile(
    rf"(?:^\W{{0,5}}|[.!?:] |\bplease |\bor )(?:{_ASKED})\b[^.!?\n]{{0,60}}\b(?:to|and) (?:(?:keep|continue) reading|(?:read|unlock|access|see)\b[^.!?\n]{{0,30}}\b(?:{_PIECE}))\b"
    rf"|\bto (?:(?:keep|continue) reading|(?:read|unlock|access) (?:the|this)[^.!?\n]{{0,20}} (?:{_PIECE})),? (?:please )?(?:{_ASKED})"
    r"|\b(?:article|story|content|report) is [^.!?\n]{0,15}\b(?:available|reserved|exclusive|exclusively|only)\b[^.!?\n]{0,15}"
    r"\b(?:for|to) (?:our )?(?:paying |registered )?(?:subscribers|members)\b"
    r"|\b(?:subscribers?|members?)[- ](?:only|exclusive) (?:article|story|content)"
    r"|\balready (?:a|have a) (?:subscriber|subscription|member)\?"
    r"|\byou(?: ha|')ve (?:read|reached|used) (?:all )?(?:your|the|of)\b[^.!?\n]{0,40}\b(?:articles?|limit|stories)\b",
    re.IGNORECASE | re.MULTILINE,
)
_REFUSED = re.compile(
    r"\b(?:enable|turn on|activate) (?:java ?script|cookies)|\b(?:access denied|page not found|404 not found|403 forbidden)\b"
    r"|\b(?:verify|confirm|checking) (?:that )?you(?:'|’)?(?:re| are) (?:a |not a )?(?:human|robot)|\bare you a robot\b"
    r"|\bpage (?:you|that you)\b[^.!?\n]{0,40}\b(?:cannot be found|does not exist|could not be found|no longer exists)",
    re.IGNORECASE,
)
# Of a line that asks the reader: all three, however it is put.
_CONSENT = (
    re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:cookies?|personal data|your (?:device|data|privacy)|information on a device)\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:consent|agree|agreement|accept|reject|partners|privacy|choices|technologies)\b", re.IGNORECASE
    ),
)
# By judgement, on pages with a paywall and pages without an article; so are those below.
_LINE_WORDS = 8  # of a line that says something
NO_ARTICLE = "The page says that it could not be shown: there is no article in it."
NO_SENTENCE = "No sentence stands in it: this may be a page without an article."
_NOTHING = (NO_ARTICLE, NO_SENTENCE)
ASKS_CONSENT = "It asks for consent, as to cookies: this may be a page that stands before the article."
# An article of so many words is one, whatever its page asks of its readers.
_STUB_WORDS = 150
_EMPTY_WORDS = 60
# As much of a page as is searched, in characters.
_SAMPLE = 50_000


def why_no_article(notes: Iterable[str]) -> str | None:
    """The one of an article's notes that says that it is none; of such a text a model invents a summary."""
    return next((note for note in notes if note in _NOTHING), None)


def find_notes(text: str, body: str, language: str | None) -> Iterator[str]:
    """One sentence for each thing to know, none of most articles; `text` is all of the page."""
    if language not in (None, ENGLISH):
        named = "" if language == UNDETERMINED else f" ({language})"
        yield f"The article is not in English{named}: its numbers are read as English ones and may mean something else."
    words = len(body.split())
    page = text[:_SAMPLE]
    if words <= _EMPTY_WORDS and _REFUSED.search(page):
        yield NO_ARTICLE
    elif words <= _STUB_WORDS and _asks_consent(body):
        yield ASKS_CONSENT
    elif words <= _STUB_WORDS and _PAYWALL.search(page):
        yield f"A paywall cuts the article off: only the first {words} words of it are here."
    elif language is None and words and not _has_sentence(body):
        yield NO_SENTENCE


def _asks_consent(body: str) -> bool:
    """Whether half or more of the lines do, so that what an article says of cookies, or a banner above it, is none."""
    lines = [line for line in body.splitlines() if len(line.split()) >= _LINE_WORDS]
    asking = sum(all(pattern.search(line) for pattern in _CONSENT) for line in lines)
    return 2 * asking >= len(lines) > 0


def _has_sentence(body: str) -> bool:
    """Prose, or a line that ends as a sentence does."""
    lines = (line.strip() for line in body.splitlines())
    blocks = (Block(0, len(line), line) for line in lines if line)
    return any(block.is_prose or block.ends_like_a_sentence and block.words >= 3 for block in blocks)
