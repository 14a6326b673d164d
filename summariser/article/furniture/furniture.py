"""Tells the article from the page around it, in plain scraped text.

Three kinds of evidence: what a block says (`cues`), its form (prose, headline, list item), and where it stands.
The rules, in order:

1. Before the first paragraph of prose stand the title and perhaps a standfirst; the rest there is navigation.
2. In the middle everything is the article but blocks with a cue; a real paragraph is never cut for its wording.
3. A comment form, a list of other stories or the foot of the page ends the article, unless the article goes on
   below: several paragraphs of prose that share its vocabulary. The stories below are prose too, of other words.
4. After the last paragraph, headlines and labels without a figure or a list around them are furniture.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from summariser.article.furniture.cues import POINTER, Cue, find_cues
from summariser.article.text.blocks import Block

_CONTENT_WORD = re.compile(r"[^\W\d_]{5,}|[A-Z][^\W\d_]+")
_ENDS_ARTICLE = (Cue.TAIL, Cue.END)

_ENDS_BEFORE = re.compile(r"[.!?…:][\"”’')\]]*\s+$")
_OPENS_BEHIND = re.compile(r"\.?(?:\s+[\"“‘'(\[]*[^\W_a-z]|\s*$)")
# Of a paragraph's distinct content words, the share that the article before it has used. Paragraphs that go on with
# an article reach it, paragraphs of an unrelated story rarely. By judgement, on the pages of tests/article; so are
# those below.
_SAME_STORY = 0.25
_OTHER_STORY = 0.15
# Less than this many characters are no article when much more follows.
_BARELY = 600
# So many blocks below a mark may be furniture before the article goes on.
_FARTHEST = 60
# A standfirst or list item has at least so many words; a menu's labels have fewer.
_FEWEST_WORDS = 5
# So many labels running make a menu.
_MENU = 6
# So many blocks above the first paragraph may hold the title.
_HEAD = 20
_HEAD_OF_DOCUMENT = 5


@dataclass(frozen=True)
class Layout:
    """Which blocks are what; blocks in neither place are furniture. `cues` are those of all blocks, if kept.

    `is_whole` says that nothing in it is furniture.
    """

    title: Block | None
    body: tuple[Block, ...]
    cues: tuple[Cue, ...] = ()
    is_whole: bool = False

    def told(self, text: str) -> list[tuple[int, int]]:
        """The half-open offsets of the body's blocks, pointers to other stories inside them left out."""
        if self.is_whole:
            return [(block.start, block.end) for block in self.body]
        return [span for block in self.body for span in without_pointers(text, block)]


def whole_layout(blocks: Sequence[Block], title: Block | None = None) -> Layout:
    """All of a document; if not given, its title is the first line of three words or more that could be one, near its head."""
    head = takewhile(lambda block: not block.is_prose, blocks[:_HEAD_OF_DOCUMENT])
    titles = [block for block in head if _could_be_title(block)]
    title = title or next((block for block in titles if block.words >= 3), titles[0] if titles else None)
    return Layout(title, tuple(block for block in blocks if block is not title), is_whole=True)


def find_layout(blocks: Sequence[Block]) -> Layout:
    """Title and body among the blocks of a page; of a page without any body, all blocks are body."""
    cues = find_cues(blocks)
    first = _find_start(blocks, cues)
    if first is None:
        return _layout_without_prose(blocks, cues)
    title = _find_title(blocks, cues, first)
    kept = [] if title is None else [i for i in range(title + 1, first) if cues[i] is Cue.NONE]
    kept = [i for i in kept if blocks[i].words >= _FEWEST_WORDS or blocks[i].is_row]
    kept += _Reader(blocks, cues, first).read()
    return Layout(None if title is None else blocks[title], tuple(blocks[i] for i in kept), tuple(cues))


def without_pointers(text: str, block: Block) -> list[tuple[int, int]]:
    """The half-open offsets of what is left of a block without the pointers to other stories inside it."""
    spans, start = [], block.start
    for pointer in POINTER.finditer(text, block.start, block.end):
        before = text[max(block.start, pointer.start() - 8) : pointer.start()]
        behind = _OPENS_BEHIND.match(text, pointer.end(), block.end)
        if behind and (_ENDS_BEFORE.search(before) or not before):
            spans.append((start, pointer.start()))
            start = pointer.end()
    spans.append((start, block.end))
    return [(low, high) for low, high in spans if text[low:high].strip(" .")]


def _layout_without_prose(blocks: Sequence[Block], cues: list[Cue]) -> Layout:
    body = [block for block, cue in zip(blocks, cues, strict=True) if cue is Cue.NONE]
    worded = any(any(map(str.isalnum, block.plain)) for block in body)
    return Layout(None, tuple(body if worded else blocks), tuple(cues))


def _find_start(blocks: Sequence[Block], cues: list[Cue]) -> int | None:
    """The first paragraph of the article.

    That is the first prose, unless menus outweigh it: of the runs of blocks that labels and cues cut the page
    into, the article is the one with the most prose.
    """
    start, best = None, None
    weight, heaviest = 0.0, 0.0
    labels = 0
    for i, block in enumerate(blocks):
        if cues[i] is Cue.NONE and block.is_prose:
            start = i if start is None else start
            weight += 1 + min(len(block.raw), 500) / 100
            if weight > heaviest:
                best, heaviest = start, weight
        elif start is not None and _is_label(block, cues[i]):
            labels += 1
            if labels >= _MENU:
                weight -= _MENU if labels == _MENU else 1
            if weight < 0:
                start, weight = None, 0.0
            continue
        labels = 0
    return best


def _is_label(block: Block, cue: Cue) -> bool:
    """A few words without a figure, as menus have, or a block with a cue."""
    return cue is not Cue.NONE or block.words < _FEWEST_WORDS and not any(c.isdigit() for c in block.plain)


def _find_title(blocks: Sequence[Block], cues: list[Cue], first: int) -> int | None:
    """The first headline above the article, by preference one that shares words with what follows, or most of them."""
    above = range(max(0, first - _HEAD), first)
    candidates = [i for i in above if cues[i] is Cue.NONE and _could_be_title(blocks[i])]
    story: set[str] = set()
    for block in blocks[first : first + 5]:
        story |= content_words(block)
    for i in candidates:
        words = content_words(blocks[i])
        shared = len(words & story)
        if blocks[i].words >= 4 and shared > 1 and shared * 3 >= len(words):  # one word is shared by chance
            return i
    long_enough = [i for i in candidates if blocks[i].words >= 4]
    return max(
        long_enough or candidates[-1:], key=lambda i: len(content_words(blocks[i]) & story), default=None
    )


def _could_be_title(block: Block) -> bool:
    return block.words <= 30 and not block.is_listed and not block.plain.endswith((".", ":", ";", ","))


def content_words(block: Block) -> set[str]:
    """The distinct words of a block that carry its subject, in lower case, of inflection only the beginning."""
    return {word.lower()[:7] for word in _CONTENT_WORD.findall(block.raw)}


def is_headline(block: Block) -> bool:
    """Reads as the headline of a story: four words or more, no full stop, no figures in columns."""
    return not block.is_listed and not block.is_prose and block.words >= 4 and not block.ends_like_a_sentence


class _Reader:
    """Walks down from the first paragraph of prose and keeps what belongs to the article."""

    def __init__(self, blocks: Sequence[Block], cues: list[Cue], first: int) -> None:
        self._blocks, self._cues, self._first = blocks, cues, first
        self._said: set[str] = set()
        self._length = 0

    def read(self) -> list[int]:
        kept: list[int] = []
        at = self._first
        while at < len(self._blocks):
            cue = self._cues[at]
            dated = cue in (Cue.STAMP, Cue.DATE) and self._opens_other_story(at)
            if cue in _ENDS_ARTICLE or dated:
                resumed = self._resume(at)
                if resumed is None:
                    return self._without_loose_end(kept, most=0 if dated else 1)
                at = resumed
                continue
            if cue is Cue.INSERT:
                at = self._after_insert(at)
                continue
            if cue is Cue.NONE or cue is Cue.DATE and at > self._first:
                kept.append(at)
                self._said |= content_words(self._blocks[at])
                self._length += len(self._blocks[at].raw)
            at += 1
        return self._without_loose_end(kept)

    def _is_prose(self, at: int) -> bool:
        return self._blocks[at].is_prose and self._cues[at] is Cue.NONE

    def _familiarity(self, at: int) -> float:
        words = content_words(self._blocks[at])
        return len(words & self._said) / len(words) if words else 1.0

    def _opens_other_story(self, stamp: int) -> bool:
        """Whether a headline stands above the date or "2 hours ago", and below it a paragraph of something else.

        In a live blog the time stands above its entry, and the entries stay with their subject.
        """
        if self._is_prose(stamp - 1) or stamp == self._first:
            return False
        following = next(
            (i for i in range(stamp, min(stamp + 6, len(self._blocks))) if self._is_prose(i)), None
        )
        return following is None or self._familiarity(following) < _OTHER_STORY

    def _after_insert(self, at: int) -> int:
        """Past a pointer to another story, and past its headline where the pointer is a bare label."""
        if self._blocks[at].words > 4:
            return at + 1
        at += 1
        while at < len(self._blocks) and self._cues[at] is Cue.NONE and is_headline(self._blocks[at]):
            at += 1
        return at

    def _resume(self, at: int) -> int | None:
        """Where the article goes on below the mark at `at`.

        At two paragraphs running that share its words, but not below a comment form, for comments share them too;
        or at three of any words, if hardly anything stood above the mark, which then is of the head of the page.
        """
        over = self._cues[at] is Cue.END
        run: list[int] = []
        for i in range(at + 1, min(at + 1 + _FARTHEST, len(self._blocks))):
            over = over or self._cues[i] is Cue.END
            if self._is_prose(i):
                run.append(i)
                same = sum(map(self._familiarity, run)) >= _SAME_STORY * len(run)
                if same and not over and len(run) >= 2 or self._length < _BARELY and len(run) >= 3:
                    return run[0]
            elif not self._blocks[i].is_listed or self._cues[i] is not Cue.NONE:
                run = []
        return None

    def _without_loose_end(self, kept: list[int], most: int = 1) -> list[int]:
        """`kept` without the headlines and labels after the last paragraph, if there are more than `most`."""
        held = (
            max((n for n, i in enumerate(kept) if self._is_prose(i) or self._blocks[i].is_row), default=-1)
            + 1
        )
        while (step := self._list_ahead(kept, held)) > 0:
            held += step
        loose = [self._blocks[i] for i in kept[held:]]
        announced = held > 0 and self._blocks[kept[held - 1]].plain.endswith(":")
        if announced or len(loose) <= most or sum(map(_is_figures, loose)) * 2 > len(loose):
            return kept
        spoken = [
            i for i in kept[held:] if self._blocks[i].ends_like_a_sentence and self._blocks[i].words > 3
        ]
        return kept[:held] + spoken

    def _list_ahead(self, kept: list[int], n: int) -> int:
        """How many blocks from the `n`th on are a list that goes on: an item, or two items under a subheading."""
        listed = [self._blocks[i].is_listed for i in kept[n : n + 4]]
        if listed[:1] == [True]:
            return 1
        under = next((at for at in range(1, len(listed) - 1) if listed[at] and listed[at + 1]), 0)
        return under + 2 if under else 0


def _is_figures(block: Block) -> bool:
    """A line of a table set without columns: one word in four or more is a figure."""
    figures = sum(any(c.isdigit() for c in word) for word in block.plain.split())
    return figures * 4 >= block.words
