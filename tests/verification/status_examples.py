"""One table that is both tested and printed: what each status means, with examples. `docs/reference/verdicts.md` is made of it.

python -m tests.verification.status_examples      # writes docs/reference/verdicts.md anew
"""

from pathlib import Path
from typing import NamedTuple

from summariser import Status, verify_text
from summariser.verification.verdict import SUPPORTED

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "reference" / "verdicts.md"


class Example(NamedTuple):
    """A source, a text about it, and the number of the text that has the status."""

    source: str
    text: str
    number: str


MEANINGS = {
    Status.EXACT: "The source has the number as it stands: same figures, same unit, same bound.",
    Status.EQUIVALENT: (
        "The source has the same quantity in another notation: words for figures, another scale word, a fraction for a "
        "percentage, weeks for days, soldiers for troops, `at least` for `more than` where the two hardly differ."
    ),
    Status.ROUNDED: (
        "The source has the number more precisely. Rounded to the places that the text writes, or to the side that its "
        'bound allows ("more than", "nearly"), it gives what the text says.'
    ),
    Status.DERIVED: (
        "One step of arithmetic over numbers of the source gives it: a sum, a difference, a ratio, a change "
        "in percent, years between, a count of things or people listed one by one, a date that follows from the day of publication. "
        "The operands are named. Never given where the source states the number itself."
    ),
    Status.BOUND_CHANGED: (
        "The source has the number with another bound: the text drops, adds or turns round an `over`, `nearly`, `up to` "
        "or `about`, or gives one end of a range as if it were all. Headlines may drop a bound, as headlines do."
    ),
    Status.UNIT_CHANGED: (
        "The source has the number with another unit: another currency, another measure, percentage points for percent, "
        "or none where the source gives one."
    ),
    Status.SCALE_CHANGED: "The source has the same figures at another power of ten: millions for billions.",
    Status.MISATTRIBUTED: (
        "The source has the number, but of something else. One of these shows it:\n\n"
        "- the words around it give it another role (killed, wounded), another direction (rose, fell), or another period;\n"
        "- they count another thing, whose own number the source gives;\n"
        "- the text tells it of a name that has another number there;\n"
        "- a clause that is built like the number's own has what the text speaks of;\n"
        "- a change began with the number, and the text says that it came to it;\n"
        "- one side denies what the other affirms;\n"
        "- the source names the number only to call it wrong: withdrawn, corrected, set against the right one;\n"
        "- another number of the source fits what is said far better.\n\n"
        "That a text merely uses other words is never a reason."
    ),
    Status.OUTSIDE_ARTICLE: (
        "Only the page around the article has the number: navigation, related stories, comments, forms."
    ),
    Status.ABSENT: "Nothing in the source supports the number. The nearest candidates are named.",
}

PAGE = """Home | News | Sport
Share on Facebook

Survey counts 812 wrecks off the coast

By Dana Ferrow

The coastal agency found 812 wrecks along the northern shore, it said in a report on Monday. Divers looked at
every tenth of them.

The agency wants the worst to be raised within a decade. It asks the government for a plan by the summer.

The minister thanked the divers and promised an answer soon. She would not speak of money.

Related stories
Council to close 37 libraries

Leave a comment
Your email address will not be published."""

EXAMPLES: dict[Status, list[Example]] = {
    Status.EXACT: [
        Example(
            "Over 11,000 soldiers crossed the border.",
            "The report says over 11,000 soldiers crossed.",
            "11,000",
        ),
        Example("Output rose by 3.4% in May.", "It rose 3.4% in May.", "3.4%"),
    ],
    Status.EQUIVALENT: [
        Example("They fired nine million rounds.", "They fired 9,000,000 rounds.", "9,000,000"),
        Example("The fund holds $1.85bn.", "The fund holds $1,850 million.", "$1,850 million"),
        Example("A third of the ships were uninsured.", "Some 33.3% of the ships were uninsured.", "33.3%"),
        Example("The strike lasted two weeks.", "The strike lasted 14 days.", "14 days"),
        Example(
            "The trade earned €5 billion ($5.7 billion).",
            "It earned 5,700 million dollars.",
            "5,700 million dollars",
        ),
    ],
    Status.ROUNDED: [
        Example("The levy raised $159.7 million.", "The levy raised $160 million.", "$160 million"),
        Example(
            "The court received 5,120 complaints.", "More than 5,000 complaints reached the court.", "5,000"
        ),
        Example("The herd shrank to 15,820 deer.", "The herd shrank to under 16,000 deer.", "16,000"),
    ],
    Status.DERIVED: [
        Example(
            "Floods killed 37 villagers in the north and six villagers in the south.",
            "Floods killed 43 villagers.",
            "43",
        ),
        Example("The airline will cut 6,000 of 20,000 jobs.", "The airline will cut 30% of its jobs.", "30%"),
        Example("The fee was 40 euros and is now 50 euros.", "The fee went up by 25%.", "25%"),
        Example(
            "The bridge opened in 1987 and closed in 2012.", "The bridge served for 25 years.", "25 years"
        ),
        Example(
            "Sanctions were backed by Japan, South Korea and Norway.",
            "Sanctions were backed by three countries.",
            "three",
        ),
        Example(
            "The last bid was $58. The bidder is paid $71.",
            "The $71 paid is $13 more than the last bid.",
            "$13",
        ),
        Example("The crash killed a pilot and four passengers.", "Five people died in the crash.", "Five"),
    ],
    Status.BOUND_CHANGED: [
        Example(
            "Over 11,000 soldiers crossed the border.", "The report says 11,000 soldiers crossed.", "11,000"
        ),
        Example("Up to 400 homes were flooded.", "At least 400 homes were flooded.", "400"),
        Example("Between 30 and 40 instructors died.", "The report says 30 instructors died.", "30"),
    ],
    Status.UNIT_CHANGED: [
        Example("The pipeline cost €5 billion.", "The pipeline cost $5 billion.", "$5 billion"),
        Example("The rate rose by 2 percentage points.", "The rate rose by 2%.", "2%"),
        Example("The ship carried 300 tonnes.", "The ship carried 300 barrels.", "300 barrels"),
    ],
    Status.SCALE_CHANGED: [
        Example("The ministry spent €340 million.", "The ministry spent €340 billion.", "€340 billion"),
        Example("Some 11,000 soldiers crossed.", "Some 11 million soldiers crossed.", "11 million"),
    ],
    Status.MISATTRIBUTED: [
        Example("The blast killed 3 people and wounded 17.", "The blast killed 17 people.", "17"),
        Example("Exports rose by 8% last year.", "Exports fell by 8% last year.", "8%"),
        Example("It names 17 companies and 12 banks.", "It names 17 banks and 12 companies.", "17"),
        Example(
            "Sales were $3 million in 2021 and $4 million in 2022.",
            "Sales were $4 million in 2021.",
            "$4 million",
        ),
        Example("The bay lost 310 seals, not the 130 first reported.", "The bay lost 130 seals.", "130"),
        Example(
            "Subscription revenue was $1.3 billion. Hardware revenue was $402 million.",
            "Hardware revenue was $1.3 billion.",
            "$1.3 billion",
        ),
        Example(
            "In Aldry 61% are protected, against 88% in Brome.", "In Brome, just 61% are protected.", "61%"
        ),
        Example("Deaths fell to 410 from 655.", "Deaths fell to 655.", "655"),
        Example("The yard will cut 500 jobs in May.", "The yard will not cut 500 jobs.", "500"),
    ],
    Status.OUTSIDE_ARTICLE: [Example(PAGE, "The report also names 37 libraries.", "37")],
    Status.ABSENT: [
        Example(
            "Over 11,000 soldiers crossed the border.",
            "The report says over 12,500 soldiers crossed.",
            "12,500",
        ),
        Example("Output rose by 3.4% in May.", "Output rose by 4.3% in May.", "4.3%"),
    ],
}


def message_of(example: Example) -> str:
    """What the verdict on the example's number says."""
    verdicts = verify_text(example.text, source=example.source)
    return next(v.message for v in verdicts if v.text == example.number)


def document() -> str:
    """The whole of docs/reference/verdicts.md."""
    lines = [
        "# Verdicts",
        "",
        "Every number of a summary, in fields and in prose, gets a verdict against the source. This page says what each status",
        "means. The examples are run as tests; `python -m tests.verification.status_examples` writes the page.",
        "",
        "The same text and source always give the same verdict, and no model is asked. If several statuses could be given, the strongest",
        "ground decides, so that a number is called wrong only if nothing supports it. [How a verdict comes",
        "about](../explanation/verification.md) explains this.",
        "",
        "| Status | Supported | Meaning |",
        "|---|---|---|",
        *(
            f"| [`{s.value}`](#{s.value}) | {'yes' if s in SUPPORTED else 'no'} | {m.partition('. ')[0].removesuffix('.')}. |"
            for s, m in MEANINGS.items()
        ),
        "",
        "## Doubts and levels",
        "",
        "A supported number in prose may carry a `doubt`, for one of these reasons: what is said of it fits another number of the source clearly",
        "better, but not so much better that it is `misattributed`; it stands in the page around the article; or it counts another noun. Nothing acts on a",
        "doubt by itself. Each verdict has a `level`: supported, doubt or unsupported.",
        "",
        "Status and doubt are decided by what [a reading](../explanation/reading.md) of each side says of its numbers: of which thing, for when, which change. Words that the",
        "source does not have are no evidence, and neither is text about something else. A copied sentence or a headline is never doubted.",
        "",
        "## Names, quotations, evidence and labels",
        "",
        "They have the same statuses; `check` says what was checked.",
        "",
        "- A quotation is `exact` if the article has it word for word, whatever the marks and dashes. It is `misattributed` if neither its sentence nor",
        "  those beside it name the speaker.",
        "- A name is `equivalent` if the article has its acronym, or its words in another form.",
        "- Evidence is `absent` if there is no sentence of that number, and `misattributed` if the quantity's number stands in another sentence.",
        "- A label (`what`, `period` or `attribution` of a quantity) carries a doubt if the article has its words with other numbers. The number's own verdict and the",
        "  exit code stay as they are, but such a number does not count as covered.",
        "",
        "Not checked are: whether a sentence without numbers is true, arithmetic of more than one step, and whether a number that the article really",
        "has is the one that you want.",
    ]
    for status, meaning in MEANINGS.items():
        lines += ["", f"## {status.value}", "", meaning, ""]
        for example in EXAMPLES[status]:
            source = "a page with a box of related stories" if example.source is PAGE else example.source
            lines += [
                f"- Source: {source}  ",
                f"  Summary: {example.text.replace(example.number, f'**{example.number}**', 1)}  ",
                f"  {message_of(example)}",
            ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
