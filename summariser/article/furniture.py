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

from summariser.article.blocks import Block
from summariser.article.cues import Cue, find_cue

_CONTENT_WORD = re.compile(r"[^\W\d_]{5,}|[A-Z][^\W\d_]+")
_ENDS_ARTICLE = (Cue.TAIL, Cue.END)

# Of a paragraph's distinct content words, the share that the article before it has used. Paragraphs that go on with
# an article reach it, paragraphs of an unrelated story rarely.
_SAME_STORY = 0.25
_OTHER_STORY = 0.15


@dataclass(frozen=True)
class Layout:
    """Which blocks are what; blocks in neither place are furniture."""

    title: Block | None
    body: tuple[Block, ...]


def find_layout(blocks: Sequence[Block]) -> Layout:
    """Title and body among the blocks of a page; of a page without any body, all blocks are body."""
    cues = [find_cue(block) for block in blocks]
    prose = [i for i, block in enumerate(blocks) if block.is_prose and cues[i] is Cue.NONE]
    if not prose:
        return _layout_without_prose(blocks, cues)
    first = prose[0]
    title = _find_title(blocks, cues, prose)
    head = range(first) if title is None else range(title + 1, first)
    kept = [i for i in head if cues[i] is Cue.NONE and (blocks[i].words >= 5 or blocks[i].is_listed)]
    if title is None:
        kept = [i for i in kept if blocks[i].is_listed]
    kept += _Reader(blocks, cues, first).read()
    return Layout(None if title is None else blocks[title], tuple(blocks[i] for i in kept))


def _layout_without_prose(blocks: Sequence[Block], cues: list[Cue]) -> Layout:
    body = [block for block, cue in zip(blocks, cues, strict=True) if cue is Cue.NONE]
    return Layout(None, tuple(body or blocks))


def _find_title(blocks: Sequence[Block], cues: list[Cue], prose: list[int]) -> int | None:
    """The first headline before the prose, by preference one that shares words with what follows."""
    candidates = [i for i in range(prose[0]) if cues[i] is Cue.NONE and _could_be_title(blocks[i])]
    story: set[str] = set()
    for i in prose[:4]:
        story |= content_words(blocks[i])
    for i in candidates:
        words = content_words(blocks[i])
        if blocks[i].words >= 4 and len(words & story) >= max(1, len(words) // 4):
            return i
    long_enough = [i for i in candidates if blocks[i].words >= 4]
    return next(iter(long_enough or candidates[-1:]), None)


def _could_be_title(block: Block) -> bool:
    return not block.is_listed and len(block.raw) <= 250 and not block.plain.endswith((".", ":", ";", ","))


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

    def read(self) -> list[int]:
        kept: list[int] = []
        at = self._first
        while at < len(self._blocks):
            cue = self._cues[at]
            if cue in _ENDS_ARTICLE or cue is Cue.STAMP and self._opens_other_story(at):
                resumed = self._resume(at)
                if resumed is None:
                    break
                at = resumed
                continue
            if cue is Cue.INSERT:
                at = self._after_insert(at)
                continue
            if cue is Cue.NONE or cue is Cue.DATE and at > self._first:
                kept.append(at)
                self._said |= content_words(self._blocks[at])
            at += 1
        return self._without_loose_end(kept)

    def _is_prose(self, at: int) -> bool:
        return self._blocks[at].is_prose and self._cues[at] is Cue.NONE

    def _familiarity(self, at: int) -> float:
        words = content_words(self._blocks[at])
        return len(words & self._said) / len(words) if words else 1.0

    def _opens_other_story(self, stamp: int) -> bool:
        """Whether the first paragraph after "2 hours ago" is of something else; a live blog stays with its subject."""
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
        """Where the article goes on below the mark at `at`: at two paragraphs running that share its words."""
        over = self._cues[at] is Cue.END
        run: list[int] = []
        for i in range(at + 1, len(self._blocks)):
            if self._is_prose(i):
                run.append(i)
                same = sum(self._familiarity(j) for j in run) / len(run) >= _SAME_STORY
                if same and len(run) >= (4 if over else 2):
                    return run[0]
            elif is_headline(self._blocks[i]) or self._cues[i] is not Cue.NONE:
                run = []
            if i - at > 60:
                break
        return None

    def _without_loose_end(self, kept: list[int]) -> list[int]:
        """`kept` without the headlines and labels that trail after the last paragraph."""
        last = max(
            (n for n, i in enumerate(kept) if self._is_prose(i) or self._blocks[i].is_listed), default=-1
        )
        loose = [self._blocks[i] for i in kept[last + 1 :]]
        announced = last >= 0 and self._blocks[kept[last]].plain.endswith(":")
        tabular = sum(any(c.isdigit() for c in block.plain) for block in loose) * 2 > len(loose)
        if announced or tabular or len(loose) < 2:
            return kept
        return kept[: last + 1] + [
            i for i in kept[last + 1 :] if self._blocks[i].ends_like_a_sentence and self._blocks[i].words > 3
        ]
