"""How many of a gold folder's names, speakers and stances are among the candidates that are found in its articles.

    python -m benchmarks.accuracy.names [evals] [--show]

No model is asked. `names` counts the gold's names that a candidate has, in any of its mentions, by the last name of a person
or the head of a body ("Bank" of "Bank of Arvia"); `names in the text` leaves out what only furniture has, as authors;
`names in full` are those whose fullest form is the gold's. `speakers` counts the gold's quotations whose speaker is among the
parties that say something; `chosen` those whose speaker the rule gives to that very quotation, `chosen, sure` those among the
ones that it calls sure. `responses` counts the gold's responses whose party says something or takes a stance; `stances` those
of them, "other" apart, for which a stance of that party has the gold's kind ("welcomed" being "confirmed" there, "criticised"
"denied"). Then how many candidates an article has on average, and the time per article, without that of reading it.
--show prints what is missed.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summariser.candidates import StanceKind, names_of, speakers_of, stances_of
from summariser.evaluation.gold.corpus import Item, load_corpus
from summariser.reading import read
from summariser.reading.words import normalise, words_of

_CALLED = {StanceKind.WELCOMED: "confirmed", StanceKind.CRITICISED: "denied"}
_SMALL = frozenset("the a an of for s".split())


def _head(name: str) -> str:
    """The last word of a person's name, or of a body's before "of" or "for"."""
    words = name.split(" of ")[0].split(" for ")[0]
    found = [word.stem for word in words_of(words) if word.stem not in _SMALL]
    return found[-1] if found else name


def _same(one: str, other: str) -> bool:
    """Whether two phrases may name the same: their heads are one, or all words of the one are among the other's."""
    these, those = ({word.stem for word in words_of(text)} - _SMALL for text in (one, other))
    return bool(these and those) and (these <= those or those <= these or _head(one) == _head(other))


def _measured(item: Item, shown: bool) -> Iterator[tuple[str, bool | None]]:
    """What is found of one article, by what it counts; None counts one without being of the gold."""
    article, gold = item.article, item.gold
    names, sayings, stances = names_of(article), speakers_of(article), stances_of(article)
    for wanted in gold.names:
        forms = [mention.text for name in names for mention in name.mentions]
        yield "names", _told(any(_same(wanted, form) for form in forms), shown, item, "name", wanted)
        if any(
            wanted in sentence.text for sentence in article.sentences
        ):  # no author's name beside the article
            yield "names in the text", any(_same(wanted, form) for form in forms)
        yield "names in full", any(normalise(wanted)[0] == normalise(name.text)[0] for name in names)
    parties = {saying.party for saying in sayings if saying.party}
    for quotation in gold.quotations:
        found = any(_same(quotation.speaker, party) for party in parties)
        yield "speakers", _told(found, shown, item, "speaker", quotation.speaker)
        words = normalise(quotation.text)[0].strip(" .,")
        own = next((s for s in sayings if s.is_quoted and words in normalise(s.words.text)[0]), None)
        right = own is not None and own.party is not None and _same(quotation.speaker, own.party)
        given = f"{quotation.speaker}: {quotation.text[:50]} <- {own and own.party}"
        if own is not None and own.is_sure:
            yield "chosen, sure", right
        yield "chosen", _told(right, shown, item, "chosen", given)
    parties |= {stance.party for stance in stances}
    for response in gold.responses:
        found = any(_same(response.who, party) for party in parties)
        yield "responses", _told(found, shown, item, "response", response.who)
        if response.stance != "other":
            kinds = [_CALLED.get(s.kind, str(s.kind)) for s in stances if _same(response.who, s.party)]
            told = f"{response.who} {response.stance} <- {kinds}"
            yield "stances", _told(response.stance in kinds, shown, item, "stance", told)
    for what, count in (
        ("names", len(names)),
        ("parties", len(parties)),
        ("sayings", len(sayings)),
        ("stances", len(stances)),
    ):
        yield from ((f"candidates: {what}", None) for _ in range(count))


def _told(found: bool, shown: bool, item: Item, what: str, wanted: str) -> bool:
    if shown and not found:
        print(f"  {item.gold.file[:24]} {what}: {wanted}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parents[2] / "evals")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    items = load_corpus(arguments.folder)
    hits, totals, seconds = Counter[str](), Counter[str](), 0.0
    for item in items:
        read(item.article)
        started = time.process_time()
        names_of(item.article), speakers_of(item.article), stances_of(item.article)
        seconds += time.process_time() - started
        for what, found in _measured(item, arguments.show):
            totals[what] += 1
            hits[what] += bool(found)
    for what, total in totals.items():
        if what.startswith("candidates"):
            print(f"{what:24} {total / len(items):6.1f} an article")
        else:
            print(f"{what:24} {hits[what]:4} of {total:4}  {hits[what] / total:.2f}")
    print(f"{'time':24} {1000 * seconds / len(items):6.1f} ms an article")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
