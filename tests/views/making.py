"""Pages to test: an article of examples/ beside a summary that we wrote, right in some numbers and wrong in others."""

from dataclasses import replace
from typing import Any

from summariser import Article, Verification, verify, verify_text
from summariser.outside import well_formed
from summariser.verification import Coverage
from summariser.views.html import ReaderMark, reading_page
from tests.verification.example_summaries import EXAMPLES

ARTICLE = "02-page-road-safety.txt"
SUMMARY: dict[str, Any] = {
    "headline": "Road deaths down 7% to some 1,640, but cyclists fare worse",
    "report": {
        "title": "Counting Every Journey",
        "issuer": "Road Safety Observatory",
        "date": "Tuesday",
        "period": "2025",
    },
    "abstract": (
        "Some 1,640 people were killed on the roads in 2025, down from 1,763. The number of cyclists killed rose to "
        "213 from 204 in 2024. Crashes cost around £13.4 million, or roughly £200 for every resident. Two-thirds of "
        "municipalities have a 30km/h limit. Some 5,000 cameras are planned."
    ),
    "key_findings": [
        {"text": "Deaths in towns with the limit fell by 2%, against 11.5% elsewhere.", "evidence": [4]},
        {"text": "Serious injuries fell from 21,300 to 20,900.", "evidence": [5]},
    ],
    "quantities": [
        {
            "what": "people killed",
            "value": 1640,
            "bound": "about",
            "unit": "people",
            "period": "2025",
            "evidence": [2],
        },
        {
            "what": "protected cycle lanes",
            "value": 1500,
            "bound": "at_least",
            "unit": "kilometre",
            "evidence": [14],
        },
        {
            "what": "dangerous junctions",
            "value": 6000,
            "bound": "at_least",
            "unit": "junction",
            "attribution": "Nadia Ferreira",
            "evidence": [19],
        },
    ],
    "quotations": [
        {
            "text": "A 25-minute ride to work should not take courage.",
            "speaker": "Amara Nwosu",
            "evidence": [9],
        }
    ],
    "responses": [
        {
            "who": "Gareth Pell",
            "stance": "confirmed",
            "text": "Minister Gareth Pell will spend £90 million over three years.",
            "evidence": [15],
        }
    ],
}


def example(**options: Any) -> str:
    """The page of that summary."""
    article = replace(Article.from_file(EXAMPLES / ARTICLE), source=f"examples/{ARTICLE}")
    return reading_page(article, SUMMARY, verify(SUMMARY, article), **options)


def text_page(text: str, source: str) -> str:
    """The page of a text that was checked."""
    article = Article.from_text(source)
    found = Verification(
        verdicts=tuple(verify_text(text, source=article)), coverage=Coverage(total=0, covered=0)
    )
    return reading_page(article, text, found)


NASTY = (
    "<script>window.hit=1</script><style>*{display:none}</style><img src=x onerror=window.hit=2>"
    "</title></style></script></textarea><!--<svg onload=window.hit=3> &lt;b&gt; &#x3c;i&#x3e; {{ 7*7 }} {% raw %} "
    "\u202eevil\u202c \u2066x\u2069 \u200f \u2028\u2029 \x00\x1b[31m\ud800 ]]> \" ' ` javascript:window.hit=4 "
)


def hostile() -> str:
    """The page of an article and a summary that try all they can, in every place that the page shows."""
    article = Article.from_text(
        f"{NASTY} closes 12 bridges\n\n{NASTY} Inspectors closed 12 bridges on Monday, said {NASTY}. It cost $5 million.\n",
        source="javascript:window.hit=5",
    )
    summary = {
        "headline": f"{NASTY} 12 bridges",
        "__proto__": {"text": f"constructor 13 {NASTY}", "evidence": [2]},
        NASTY: [
            {"value": 12, "unit": NASTY, "bound": NASTY, "what": NASTY, "onclick": NASTY, "evidence": [2]}
        ],
        "constructor": [1, NASTY, [NASTY]],
        "who": NASTY,
        "url": "javascript:window.hit=6",
    }
    note = well_formed(NASTY)
    read = {"__proto__": ReaderMark(note=note), f"headline:1:{note}": ReaderMark(checked=True, note=note)}
    made = {
        "model": NASTY,
        "notes": [NASTY],
        "changes": [{"path": NASTY, "before": NASTY, "after": 1, "reason": NASTY}],
    }
    return reading_page(article, summary, verify(summary, article), title=NASTY, provenance=made, marks=read)
