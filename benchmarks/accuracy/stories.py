"""How well and how fast a pile of articles is grouped into stories, and how that grows.

    python -m benchmarks.accuracy.stories [--sizes 1000 3000 10000] [--processes 2] [--noise examples/*.txt]

The pile is made up: events of a few kinds in a few countries, whose ministers, agencies and towns come again in other
events of the same week; each told by one to eight outlets in their own words, with rounded and growing figures, in part
and late. Printed for each size: pair F1 with precision and recall, seconds for reading the articles and for grouping
them, and the most memory that the process held, and the largest of those that read. `--noise` adds articles of no story of the pile.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from summariser.article import Article
from summariser.comparison.clustering import Traits, stories_of, traits_of

FIRST_DAY = date(2026, 1, 5)
ONSETS, ENDS = (
    "b br d dr f g gr h j k l m n p r s st t tr v w z".split(),
    "al an ar ek el en ist ol or osk und ur".split(),
)
FIRST_NAMES = (
    "Ada Boris Clara Dmitri Edda Farid Greta Hugo Ines Jonas Karin Leif Mara Nils Olga Piet Rosa Sven".split()
)
OUTLETS = "Corvid Newswire|Morning Ledger|Channel Nine|The Courier|Radio Tessaly|Evening Post|Daily Lantern|Open Bulletin"
FILLER = (
    "Officials said that it was too early to speak of causes.|Neighbours said that they had seen it coming for years.|"
    "Experts disagree about what should be done next.|It was raining when the news came.|"
    "Nobody was available for comment over the weekend.|The opposition called for a debate in parliament.|"
    "Similar cases were reported last year.|More details are expected in the coming days.|"
    "The government has promised to look into the matter within 30 days.|A spokeswoman declined to answer questions.|"
    "People stood at the windows and watched.|Shops stayed closed until the afternoon.|"
    "Nothing of the kind has happened here in living memory.|The mayor cut short a holiday and came home by train.|"
    "What follows from it will be decided by a committee after the summer.|Some blame the cuts, and others the weather.|"
    "Asked whether more could have been done, an adviser shrugged and looked at the floor.|"
    "The news spread quickly, first by telephone and then through the evening bulletins.|"
    "Those who know the matter well say that it is less simple than it looks.|"
    "A hotline has been set up, and a page with answers to the questions that are asked most.|"
    "In the neighbouring districts, life went on much as it does on any other day.|"
    "Lawyers for both sides would not be drawn on what they mean to do now."
).split("|")
# What is told of each kind of event, each in several wordings. "#n" is a figure that outlets round, "+n" one that grows.
KINDS = {
    "flood": [
        "At least +1 people died when the {river} burst its banks at {town}|The flood at {town} has killed +1|+1 dead in {town} after the {river} flooded",
        "+2 people were injured|Hospitals in {town} treated +2 injured",
        "#3 residents were evacuated|Rescuers brought #3 people out of {town}|#3 had to leave their homes along the {river}",
        "The water damaged #4 houses|#4 homes stand under water",
        "{official} of the {agency} said the dyke had been inspected in #5 places|The {agency}, led by {official}, had looked at the dyke in #5 places",
        "#6 households in {country} are without power|Power failed in #6 households",
    ],
    "report": [
        "The {agency} of {country} found faults in #1 of #2 bridges|Of #2 bridges in {country}, #1 have faults, says the {agency}|#1 bridges are unsafe, according to a report of the {agency}",
        "Repairs would cost #3 million euros|The {agency} puts the cost at €#3 million",
        "The worst is the bridge over the {river} at {town}, closed to lorries of more than #4 tonnes|At {town}, lorries above #4 tonnes may no longer cross the {river}",
        "{official}, who led the inquiry, spoke of #5 years of neglect|For #5 years nobody looked, said {official}",
        "Minister {minister} promised #6 new engineers|#6 engineers will be hired, Minister {minister} said",
    ],
    "results": [
        "{company} earned €#1 million in the past quarter|Profit at {company} came to #1 million euros",
        "Sales rose #2% to €#3 million|The {town} company sold goods for #3 million euros, #2 percent more than a year before",
        "{company}, which employs #4 people, will close its plant at {town}|The plant at {town} will close, and #4 people wonder about their jobs",
        "Chief executive {official} expects to open #5 shops in {country}|#5 shops are to open in {country}, according to {official}",
        "Shares lost #6%|The stock fell by #6 percent in {country}",
    ],
    "verdict": [
        "A court in {town} sent {official} to prison for #1 years|{official} was sentenced to #1 years by a court in {town}",
        "The former manager of {company} had taken #2 bribes|According to the judges, {official} took bribes #2 times while at {company}",
        "{company} lost €#3 million|The damage to {company} is put at #3 million euros",
        "#4 witnesses were heard in #5 days|The trial lasted #5 days, with #4 witnesses",
        "The {agency} of {country} had opened the case after a hint|It was the {agency} in {country} that began the inquiry",
    ],
    "strike": [
        "#1 workers of {company} walked out|A strike at {company} began with #1 people",
        "The union wants #2 percent more pay|Higher wages, by #2%, are what the union of {official} asks for",
        "#3 trains were cancelled between {town} and the capital|No train ran to {town}, and #3 were cancelled in all",
        "{company} offers #4% and a payment of €#5|The offer of {company} is #4 percent, and #5 euros once",
        "Minister {minister} called for talks in {country}|Talks should begin at once, Minister {minister} said",
    ],
    "vote": [
        "{official} won the vote in {country} with #1%|With #1 percent of votes, {official} will govern {country}",
        "{minister} came second with #2 percent|#2% went to {minister}",
        "Turnout was #3%|#3 percent of those entitled to vote did so",
        "The party of {official} takes #4 of #5 seats|#4 of the #5 seats go to the party of {official}",
        "In {town}, #6 ballots were counted again|The {agency} had #6 ballots of {town} counted twice",
    ],
}


def name(rng: random.Random, syllables: int = 2) -> str:
    """A name that no list has."""
    return "".join(rng.choice(ONSETS) + rng.choice(ENDS) for _ in range(syllables)).capitalize()


class World:
    """Countries with the few ministers, agencies, rivers and towns that come again in their news."""

    def __init__(self, rng: random.Random, countries: int = 24) -> None:
        self._rng = rng
        self._countries = [self._country() for _ in range(countries)]

    def _country(self) -> dict[str, list[str]]:
        def people(count: int) -> list[str]:
            return [f"{self._rng.choice(FIRST_NAMES)} {name(self._rng)}" for _ in range(count)]

        bodies = ("Safety Board", "Audit Office", "Inspectorate")
        return {
            "country": [name(self._rng, 3)],
            "town": [name(self._rng) for _ in range(40)],
            "river": [name(self._rng) for _ in range(6)],
            "agency": [f"{name(self._rng)} {body}" for body in bodies],
            "minister": people(4),
            "official": people(30),
            "company": [
                f"{name(self._rng)} {kind}" for kind in ("Rail", "Foods", "Steel", "Energy") for _ in "123"
            ],
        }

    def event(self) -> dict[str, str]:
        """Who and where, for one event."""
        return {key: self._rng.choice(some) for key, some in self._rng.choice(self._countries).items()}


def figure(rng: random.Random, value: int, days: int, *, grows: bool) -> str:
    """A figure as an outlet writes it: later ones are larger where it grows."""
    if grows:
        value += value * days // 3
    if value > 100 and rng.random() < 0.3:
        rounded = round(value, 2 - len(str(value)))
        return f"{rng.choice(('about', 'more than', 'some', 'nearly'))} {rounded:,}"
    return f"{value:,}"


def told(rng: random.Random, kind: str, who: dict[str, str], values: Sequence[int], day: date) -> str:
    """One outlet's article on an event."""
    late = rng.choice((0, 0, 0, 1, 1, 2, 3, 5))
    facts = [rng.choice(fact.split("|")) for fact in KINDS[kind]]
    lead, *rest = facts
    rng.shuffle(rest)
    rest = rest[: rng.randint(max(1, len(rest) - 2), len(rest))]

    def filled(text: str) -> str:
        text = text.format(**who)
        for number, value in enumerate(values):
            for mark in "#+":
                if f"{mark}{number}" in text:
                    text = text.replace(f"{mark}{number}", figure(rng, value, late, grows=mark == "+"))
        return text[0].upper() + text[1:] + "."

    outlet, at = rng.choice(OUTLETS.split("|")), day + timedelta(days=late)
    sentences = [filled(fact) for fact in (lead, *rest)] + rng.sample(FILLER, 12)
    head, body = sentences[0], sentences[1:]
    rng.shuffle(body)
    paragraphs = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
    return "\n\n".join(
        [filled(rng.choice(KINDS[kind][0].split("|")))[:-1], f"{outlet}, {at:%d %B %Y}", head, *paragraphs]
    )


def pile(size: int, seed: int = 7) -> Iterator[tuple[int, str]]:
    """Articles with the number of their event, in a drawn order; an event a day for each 25 articles."""
    rng = random.Random(seed)
    world, made, event = World(rng), [], 0
    while len(made) < size:
        kind, who = rng.choice(list(KINDS)), world.event()
        values = [int(10 ** rng.uniform(0.7, 4)) for _ in range(7)]
        day = FIRST_DAY + timedelta(days=rng.randrange(max(14, size // 80)))
        for _ in range(min(rng.choice((1, 1, 2, 3, 4, 4, 5, 8)), size - len(made))):
            made.append((event, told(rng, kind, who, values, day)))
        event += 1
    rng.shuffle(made)
    yield from made


def traits_of_text(text: str) -> Traits:
    """What a process does with one article."""
    return traits_of(Article.from_text(text))


def pair_scores(groups: Sequence[Sequence[int]], events: Sequence[object]) -> tuple[float, float, float]:
    """F1, precision and recall of the pairs of articles that share a story."""
    by_event: dict[object, int] = {}
    for event in events:
        by_event[event] = by_event.get(event, 0) + 1
    gold = sum(count * (count - 1) // 2 for count in by_event.values())
    pairs = [events[one] == events[other] for group in groups for one, other in combinations(group, 2)]
    true = sum(pairs)
    return 2 * true / (gold + len(pairs)), true / len(pairs), true / gold


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 3000, 10000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--noise", nargs="*", type=Path, default=[])
    parser.add_argument("--show", action="store_true", help="Print two articles of the pile, and end.")
    arguments = parser.parse_args()
    if arguments.show:
        print("\n\n---\n\n".join(text for _, text in sorted(pile(100))[:4]))
        return
    noise = [(path.name, path.read_text(encoding="utf-8")) for path in arguments.noise]
    for size in arguments.sizes:
        events, texts = zip(*pile(size), *noise, strict=True)
        start = time.perf_counter()
        with ProcessPoolExecutor(arguments.processes) as pool:
            traits = list(pool.map(traits_of_text, texts, chunksize=64))
        read = time.perf_counter()
        groups = stories_of(traits)
        grouped = time.perf_counter()
        f1, precision, recall = pair_scores(groups, events)
        memory, readers = (
            resource.getrusage(whose).ru_maxrss / 1024
            for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(
            f"{len(texts):6} articles, {len(set(events)):5} stories, {len(groups):5} found: pair F1 {f1:.3f} "
            f"(precision {precision:.3f}, recall {recall:.3f}); read {read - start:.1f} s by {arguments.processes} "
            f"processes, grouped {grouped - read:.1f} s; {memory:.0f} MB, {readers:.0f} MB each reader"
        )


if __name__ == "__main__":
    main()
