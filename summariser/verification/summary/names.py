"""Whether the names of persons, organisations and places in a summary occur in the article."""

import re
from collections.abc import Callable
from typing import TypeVar, cast

from summariser.reading.words import normalise, words_of
from summariser.verification.source.index import SourceIndex
from summariser.verification.source.location import sentence_named
from summariser.verification.source.wording import places_of
from summariser.verification.verdict import Check, Status, Verdict

Made = TypeVar("Made")

_PLACEHOLDERS = frozenset(
    {"", "unknown", "none", "n/a", "null", "unnamed", "not named", "not stated", "not given"}
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}")
_LINKS = frozenset("the a an of and for on in to at by de du la le von van al s".split())


def check_name(name: str, source: SourceIndex, path: str) -> list[Verdict]:
    """A verdict on a name: as it stands, by its words or its acronym, or not in the article."""
    if name.strip().lower() in _PLACEHOLDERS:
        return []
    status, message = _find(name, source)
    return [Verdict(check=Check.NAME, path=path, text=name, status=status, message=message)]


def _find(name: str, source: SourceIndex) -> tuple[Status, str]:
    if find_words(name, source):
        return Status.EXACT, f'The article names "{name}".'
    number = sentence_with(name, source)
    if number:
        return (
            Status.EQUIVALENT,
            f'The article has the words of "{name}" in {sentence_named(source, number)}.',
        )
    spelled = _by_acronym(name, source)
    if spelled:
        return Status.EQUIVALENT, f'The article names "{name}" as "{spelled}".'
    return Status.ABSENT, f'The article does not name "{name}".'


def sentence_with(name: str, source: SourceIndex) -> int | None:
    """The number of the first sentence that has every word of a name."""
    wanted = {word.stem for word in words_of(name)} - _LINKS
    if not wanted:
        return None
    places = min((source.sentences_with.get(word, ()) for word in wanted), key=len)
    return next((number for number in places if wanted <= source.stems_of(number)), None)


def find_words(name: str, source: SourceIndex) -> bool:
    """Whether the title or body has a name as written, but for case, marks and white space."""
    wanted = normalise(name)[0].strip()
    if not any(map(str.isalnum, wanted)):  # marks alone name nothing
        return False
    return any(source.sentence_at(start) is not None for start, _ in places_of(wanted, source))


def _by_acronym(name: str, source: SourceIndex) -> str | None:
    """The name as the article has it, where one is the other's acronym: "JEOP", "Joint Embargo Observation Panel"."""
    capitals = "".join(word[0] for word in re.findall(r"[^\W\d_][\w'’]*", name) if word.lower() not in _LINKS)
    if len(capitals) >= 2 and capitals.upper() in _kept(source, "tokens", _tokens):
        return capitals.upper()
    letters = name.replace(".", "").strip()
    if _ACRONYM.fullmatch(name.strip()):
        runs = _kept(source, "capitalised", _capitalised_runs)
        return next((" ".join(words) for initials, words in runs if letters in initials), None)
    return None


def _kept(source: SourceIndex, name: str, of_text: Callable[[str], Made]) -> Made:
    """What a function makes of the source's text, worked out once for it."""
    if name not in source.kept:
        source.kept[name] = of_text(source.text)
    return cast(Made, source.kept[name])


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _capitalised_runs(text: str) -> list[tuple[str, list[str]]]:
    """The runs of capitalised words, small words between them included, behind their initials."""
    runs: list[list[str]] = []
    run: list[str] = []
    for found in re.finditer(r"[^\W\d_][\w'’]*|[.,;:()\"“”\n]", text):
        word = found[0]
        if word[0].isupper() or (run and word.lower() in _LINKS):
            run.append(word)
        else:
            if len(run) > 1:
                runs.append(run)
            run = []
    runs += [run] if len(run) > 1 else []
    return [("".join(w[0] for w in words if w.lower() not in _LINKS).upper(), words) for words in runs]
