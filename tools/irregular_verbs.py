"""Writes summariser/reading/vocabulary/irregular_verbs.txt, the irregular forms of verbs, from WordNet 3.0.

    python -m tools.irregular_verbs            # write the table
    python -m tools.irregular_verbs --check    # exit 1 when the committed table differs

WordNet is Debian's package wordnet-base, its list of exceptions `verb.exc`. Left out is what `stem` brings together anyway
("abetted"), and verbs that WordNet's texts have no instance of.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

from summariser.reading.vocabulary.verb_forms import TABLE
from summariser.reading.words import stem
from tools.noun_classes import WORDNET, notice
from tools.pages import write_or_check


def render(folder: Path = WORDNET) -> str:
    """The text of the table: a line for each verb, its base form and its irregular ones."""
    tagged: Counter[str] = Counter()
    for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, _, count = line.split()
        lemma, _, kind = key.partition("%")
        tagged[lemma] += int(count) if kind.startswith("2:") else 0
    forms: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "verb.exc").read_text(encoding="ascii").splitlines():
        form, *bases = line.split()
        for base in bases:
            if form.isalpha() and base.isalpha() and tagged[base] and stem(form) != stem(base):
                forms[base].add(form)
    head = notice("Irregular forms of verbs. Written by tools/irregular_verbs.py", folder)
    return head + "".join(f"{base}: {' '.join(sorted(forms[base]))}\n" for base in sorted(forms))


if __name__ == "__main__":
    sys.exit(write_or_check(TABLE, render, __doc__))
