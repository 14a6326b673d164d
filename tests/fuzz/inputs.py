"""What the targets are fed: texts that a hostile or merely odd world sends, built from shards that steer the rules.

An input is a value of JSON, so that one that fails is kept as a line of cases.txt. A long text is kept as what it repeats:
["repeat", "7 ", 100000] stands for a hundred thousand characters.
"""

import json
from typing import Any

from hypothesis import strategies as st

Text = str | list[Any]
LONG = 100_000

_NUMBERS = (
    "1 7 40 2019 1,234 1.5 .5 1.234,5 1 000 1e9 2e999 1e-400 10^99 9^9 10⁹⁹ 1×10^9 ½ 2½ 1/2 24/7 0 00 -1 −3 +44 "
    "٣ ² 𝟘 5m 3.4bn 12k $5 €1.2m £ US$ 5% 5pp 1st 1990s '98 2018-19 2021/22 05/03/2024 2024-03-05 3-Jan-2021 Q1 FY23 "
    "7:30 7.30pm 2h15m 6'2\" 20x30 A-1 MH370 #4 (40) [3] one two twenty-one hundred million dozen half third tens"
).split() + [
    "7" * 40,
    "7" * 400,
    "0" * 50 + "1",
    "." + "7" * 60,
    "one in five",
    "of whom 29",
    "a third of",
    "1 2/3",
]
_WORDS = (
    "wugs daxes tonnes people killed rose fell by to from than over about nearly up down the a of and or in on at not "
    "no per said not, year month week day ago earlier later km kg percent euros EUR dollars million since every until "
    "respectively former latter withdrew denied report Arlen Borsk Ann Lee January May Monday second first quarter times"
).split()
_MARKS = list(".,;:!?\"'’“”«»()[]{}|/\\-–—_*#@&%$€£<>=+~^…•\t\n\r\0") + [
    "\n\n", "\r\n", "\u2028", "\x1c", "\x85", "\xa0", "\u200b", "\u202e", "\u0301", "\ufeff", "\ud800", "\udcff", "🎈", "İ", "ﬁ", "ß",
    "- ", "* ", "1. ", "| ", "| a | b |\n|---|---|\n", "# ", "http://a.b/", "<b>", "&amp;", "</think>", "{", '"}',
]  # fmt: skip
_TAGS = (
    "<p> </p> <div> </div> <article> <h1> </h1> <table> <tr> <td> <td colspan=99999999> <ul><li> <br> <!-- --> <script> "
    "</script> <style> <sup> <a href='x'> </a> <del> <span hidden> <title> <time datetime='2024-99-99'> &#0; &#xD800; "
    "&nbsp; &lt; &#x110000; <![CDATA[ <meta charset=x> <svg> <math> <template> <body> </body> </html>"
).split(" ")
# Values that JSON's readers take, though many of them are none.
_VALUES = (
    "0 -0 1.5 40 1e50000 -1e-50000 1e308 5e-324 NaN Infinity -Infinity true null 1e16 0.1 123456789012345678901234567890"
).split() + ["7" * 400, "7" * 4299]  # fmt: skip
_KEYS = (
    "value upper bound unit what period attribution evidence text speaker who name n 40 a.b url id currency scale "
    "quantities key_findings abstract"
).split() + ["", "\ud800", "7" * 60]
_CELLS = [
    "text",
    "title",
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "a,b",
    '"a\nb"',
    "=1+1",
    "\ufeff",
    "é",
    "\x1a",
]


def _spaced(words: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(words).map(lambda word: word + " ")


_PIECES = st.one_of(
    _spaced(_NUMBERS), st.sampled_from(_NUMBERS), _spaced(_WORDS), st.sampled_from(_MARKS), st.characters()
)
SENTENCES = st.sampled_from(
    [
        "The office counted 40 wugs in 2019 and 50 in 2020. ",
        "Costs rose 5% to $3 billion, from $2.9 billion a year earlier. ",
        "On 5 March 2024 Ann Lee said: “We lost 12 of 40 boats.” ",
        "The figure of 40 was withdrawn. ",
        "| Town | 2019 | 2020 |\n| Arlen | 40 | 50 |\n",
        "There are three: Arlen, Borsk and Celm. ",
    ]
)
texts = st.lists(st.one_of(_PIECES, SENTENCES), max_size=30).map("".join)
# A short text many times over; where time grows faster than it, it shows.
long_texts = st.tuples(
    st.lists(_PIECES, min_size=1, max_size=4).map("".join) | SENTENCES, st.sampled_from([10_000, LONG])
).map(lambda drawn: ["repeat", drawn[0], drawn[1]])


def _repeated(size: int) -> st.SearchStrategy[Text]:
    return long_texts.map(lambda text: [*text[:2], size])


# A claim costs up to a millisecond or two, whatever its source: its text is the shorter one.
text_and_source = st.integers(0, 40).flatmap(
    lambda n: (
        st.tuples(texts, texts)
        if n > 2
        else [
            st.tuples(texts, _repeated(LONG)),
            st.tuples(_repeated(1000), texts),
            _repeated(1000).flatmap(lambda text: st.tuples(st.just(text), st.just([*text[:2], LONG]))),
        ][n]
    )
)
some_texts: st.SearchStrategy[Text] = st.integers(0, 30).flatmap(lambda n: texts if n else long_texts)
pages = st.lists(st.one_of(st.sampled_from(_TAGS), _PIECES, SENTENCES), max_size=40).map("".join)
some_pages: st.SearchStrategy[Text] = st.integers(0, 30).flatmap(
    lambda n: (
        pages
        if n
        else st.tuples(
            st.lists(st.sampled_from(_TAGS), min_size=1, max_size=3).map("".join), st.just(20_000)
        ).map(lambda drawn: ["repeat", *drawn])
    )
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"])
tables = st.lists(st.one_of(st.sampled_from(_CELLS), _PIECES), max_size=40).map("".join)

_scalars = st.one_of(
    st.sampled_from(_VALUES),
    texts.map(json.dumps),
    st.sampled_from(_NUMBERS).map(json.dumps),
    st.integers().map(str),
)
_objects = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(st.sampled_from(_KEYS), inner), max_size=6).map(
            lambda items: "{" + ", ".join(f"{json.dumps(key)}: {value}" for key, value in items) + "}"
        ),
    ),
    max_leaves=12,
)
_deep = st.tuples(_objects, st.sampled_from([99, 101, 400, 900, 50_000]), st.booleans()).map(
    lambda drawn: (
        f'{{"a":{"[" * drawn[1]}{drawn[0]}{"]" * drawn[1]}}}'
        if drawn[2]
        else '{"a":' * drawn[1] + drawn[0] + "}" * drawn[1]
    )
)
json_texts = st.integers(0, 12).flatmap(lambda n: _objects if n else _deep)


def written(text: Text) -> str:
    """A text in full."""
    if isinstance(text, str):
        return text
    _, piece, size = text
    return str(piece * (size // len(piece) + 1))[:size]
