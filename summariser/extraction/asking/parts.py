"""What of a long article fits into a model's context window at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.article import Article, Sentence
from summariser.errors import ArticleError

# By judgement: a report of some 400 pages, and as many requests as anybody would wait for.
MAX_CHARACTERS = 1_000_000
MAX_PARTS = 4

# English news has more than four characters to a token; figures, names and other scripts have fewer. By judgement, on
# the safe side.
_CHARACTERS_PER_TOKEN = 3
_CHARACTERS_PER_LABEL = 8
_RESERVED_TOKENS = 2500  # for the instructions, a question and its answer


@dataclass(frozen=True)
class Part:
    """Sentences that are shown to the model together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Parts:
    """An article in parts: those that are read, and how many sentences are not."""

    read: tuple[Part, ...]
    unread: int

    def note(self) -> str:
        """What a reader of the result must know of it."""
        last = self.read[0].sentences[-1].number
        note = (
            f"the article is longer than the model's context: it was read in {len(self.read)} parts, and what is not "
            f"a figure or quotation comes from sentences 1 to {last}"
        )
        return f"{note}; the last {self.unread} sentences were not read" if self.unread else note


def split(article: Article, context_tokens: int) -> Parts:
    """The article's sentences in as few parts as fit, at most MAX_PARTS.

    Raises ArticleError where the article is out of all measure, or one sentence alone does not fit.
    """
    if len(article.text) > MAX_CHARACTERS:
        raise ArticleError(
            f"the article has {len(article.text):,} characters, more than {MAX_CHARACTERS:,}: split it into articles"
        )
    room = (context_tokens - _RESERVED_TOKENS) * _CHARACTERS_PER_TOKEN
    parts = _packed(article.sentences, room)
    unread = sum(len(part.sentences) for part in parts[MAX_PARTS:])
    return Parts(tuple(parts[:MAX_PARTS]), unread)


def _packed(sentences: Sequence[Sentence], room: int) -> list[Part]:
    parts: list[list[Sentence]] = [[]]
    left = room
    for sentence in sentences:
        size = len(sentence.text) + _CHARACTERS_PER_LABEL
        if size > room:
            raise ArticleError(
                f"sentence {sentence.number} alone, of {len(sentence.text):,} characters, is longer than the model's "
                "context: is this an article?"
            )
        if size > left:
            parts.append([])
            left = room
        parts[-1].append(sentence)
        left -= size
    return [Part(tuple(part)) for part in parts]
