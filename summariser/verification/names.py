"""Whether the names of persons, organisations and places in a summary occur in the article."""

import re

from summariser.reading.words import flattened, words_of
from summariser.verification.index import SourceIndex
from summariser.verification.verdict import Check, Status, Verdict

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
        return Status.EQUIVALENT, f'The article has the words of "{name}" in sentence {number}.'
    spelled = _by_acronym(name, source)
    if spelled:
        return Status.EQUIVALENT, f'The article names "{name}" as "{spelled}".'
    return Status.ABSENT, f'The article does not name "{name}".'


def sentence_with(name: str, source: SourceIndex) -> int | None:
    """The number of the first sentence that has every word of a name."""
    wanted = {word.stem for word in words_of(name)} - _LINKS
    if not wanted:
        return None
    for number, words in enumerate(source.sentence_words, 1):
        if wanted <= words:
            return number
    return None


def find_words(name: str, source: SourceIndex) -> bool:
    """Whether the title or body has a name as written, but for case, marks and white space."""
    flat, places = source.flat_text
    wanted = flattened(name)[0].strip()
    for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", flat):
        if source.sentence_at(places[found.start()]) is not None:
            return True
    return False


def _by_acronym(name: str, source: SourceIndex) -> str | None:
    """The name as the article has it, where one is the other's acronym: "JEOP", "Joint Embargo Observation Panel"."""
    capitals = "".join(word[0] for word in re.findall(r"[^\W\d_][\w'’]*", name) if word.lower() not in _LINKS)
    if len(capitals) >= 2 and re.search(rf"\b{re.escape(capitals.upper())}\b", source.text):
        return capitals.upper()
    letters = name.replace(".", "").strip()
    if _ACRONYM.fullmatch(name.strip()):
        for words in _capitalised_runs(source.text):
            initials = "".join(w[0] for w in words if w.lower() not in _LINKS).upper()
            at = initials.find(letters)
            if at >= 0:
                return " ".join(words)
    return None


def _capitalised_runs(text: str) -> list[list[str]]:
    """The runs of capitalised words, small words between them included."""
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
    return [*runs, run] if len(run) > 1 else runs
