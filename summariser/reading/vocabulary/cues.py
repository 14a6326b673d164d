"""The words that say something of a number beside what it is of, from the table `cues.txt`, found by first word."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from summariser.reading.words import Words, stem

# By judgement: the endings of shorter words are not taken off.
_AS_WRITTEN = 3
TABLE = Path(__file__).with_name("cues.txt")


@dataclass(frozen=True, slots=True)
class CueRow:
    """One row of the table: a feature with its value, phrases that say it, and a text where they do and do not."""

    feature: str
    value: str
    phrases: tuple[str, ...]
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the table in a text: half-open offsets, and what it says."""

    start: int
    end: int
    feature: str
    value: str


def rows() -> Iterator[CueRow]:
    """The rows of the table, in its order."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, phrases, example, counter = line.split(" | ")
            feature, _, value = said.partition("=")
            forms = tuple(phrase.strip() for phrase in phrases.split(","))
            yield CueRow(feature, value, forms, example, counter)


def _form(low: str, stemmed: str) -> str:
    """How a word is compared: by its stem, but short ones as they are written, since "noted" is no "not"."""
    return f"={low}" if len(low) <= _AS_WRITTEN else stemmed


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """For each first word: the phrases that begin with it, longest first, with what they say."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in rows():
        for phrase in row.phrases:
            forms = tuple(_form(word, stem(word)) for word in phrase.split())
            table.setdefault(forms[0], []).append((forms, row.feature, row.value))
    for phrases in table.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return table


@cache
def turning_stems() -> frozenset[str]:
    """The stems of single words that say which way something changes."""
    return frozenset(stem(phrase) for row in rows() if row.feature == "direction" for phrase in row.phrases)


@cache
def bare_role_verbs() -> frozenset[str]:
    """The verbs that tell a role, as written without an ending, where the table has them with one, too: "rescue"."""
    told = {phrase for row in rows() if row.feature == "role" for phrase in row.phrases}
    return frozenset(phrase for phrase in told if told & {f"{phrase}d", f"{phrase}ed"})


def role_of(noun: str) -> str | None:
    """The role that a noun counts by itself: "dead"."""
    found = _by_first_word().get(_form(noun.lower(), stem(noun)), ())
    return next((value for forms, feature, value in found if feature == "role" and len(forms) == 1), None)


def find_cues(words: Words) -> list[Cue]:
    """The cues among the words of a text, in order: of the phrases that begin with one word the longest, for each feature.

    A phrase with the feature "none" says nothing, and keeps its words from saying what they say elsewhere.
    """
    table = _by_first_word()
    forms = list(map(_form, words.lows, words.stems))
    found = []
    silent = 0  # words up to here are part of a phrase that says nothing
    for at, word in enumerate(forms):
        if word not in table or at < silent:
            continue
        longest = 0
        for phrase, feature, value in table[word]:
            if len(phrase) < longest:
                break
            if len(phrase) == 1 or tuple(forms[at : at + len(phrase)]) == phrase:
                longest = len(phrase)
                silent = at + longest if feature == "none" else silent
                found.append(Cue(words.starts[at], words.ends[at + longest - 1], feature, value))
    return found
