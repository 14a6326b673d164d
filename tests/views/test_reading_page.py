"""The reading page without a browser: whole in itself, every number marked, links that lead somewhere, small and inert."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summariser import Article, find_numbers, verify
from summariser.errors import ConfigurationError
from summariser.fields import Quantity
from summariser.views.html import ReaderMark, load_marks, reading_page
from tests.support.clock import check_growth
from tests.verification.example_summaries import EXAMPLES, SUMMARIES
from tests.views.making import ARTICLE, SUMMARY, example, hostile, text_page


class Page(HTMLParser):
    """The tags of a page with their attributes, and the texts of the numbers that are marked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.numbers: list[tuple[str, str, str]] = []  # id, state, text
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in ("meta", "input", "br"):
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag, found in reversed(self._open):
            if tag == "a" and found.get("class", "").startswith("m "):
                self.numbers.append((found["id"], found["class"].split()[-1], data))
                break
        if self._open:
            self.texts[self._open[-1][0]] = self.texts.get(self._open[-1][0], "") + data

    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.tags if "id" in found]

    def state_of(self, text: str, side: str) -> set[str]:
        return {state for id_, state, said in self.numbers if said == text and id_[0] == side}


def test_every_number_of_the_article_is_marked_by_what_became_of_it() -> None:
    """Also those of the page around it, and those that nothing was asked about."""
    page = Page(example())
    text = Article.from_file(EXAMPLES / ARTICLE).text
    marked = [said for id_, _, said in page.numbers if id_[0] == "n"]
    wanted = [
        n.text for n in find_numbers(text) if text[n.end : n.end + 2] != ". "
    ]  # "1. " numbers an item of a list
    assert [w for w in wanted if w not in marked] == []
    assert page.state_of("1,640", "n") == {"supported"}
    assert page.state_of("£13.4bn", "n") == {"unsupported"}
    assert page.state_of("27", "n") == {"left-out"}
    assert page.state_of("35,000", "n") == {"furniture"}
    assert page.state_of("22nd", "n") == {"unasked"}


def test_every_number_of_the_summary_is_marked_where_it_stands() -> None:
    """In prose by its offsets; a quantity as one number with its bound and unit."""
    page = Page(example())
    assert page.state_of("213", "s") == {"unsupported"}
    assert page.state_of("£13.4 million", "s") == {"unsupported"}
    assert page.state_of("21,300", "s") == {"supported"}
    assert page.state_of("at least 1,500 kilometre", "s") == {"unsupported"}
    assert page.state_of("at least 6,000 junction", "s") == {"supported"}
    assert page.state_of("date", "s") == {"unsupported"}  # Tuesday, on the field as a whole


def test_partners_lead_to_each_other() -> None:
    """All links of the page lead to something that is on it, once."""
    page = Page(example())
    ids = page.ids()
    assert len(ids) == len(set(ids))
    links = [found["href"] for tag, found in page.tags if tag == "a"]
    assert {link[1:] for link in links} <= set(ids)
    anchors = {found["id"]: found for tag, found in page.tags if tag == "a" and "id" in found}
    for name, found in anchors.items():
        for partner in found.get("data-p", found["href"][1:]).split():
            if partner in anchors and partner != name:
                back = anchors[partner]
                assert name in back.get("data-p", back["href"][1:]).split()


def test_what_the_article_says_again_has_the_same_partner_and_left_out_figures_one_entry() -> None:
    """The place that the verdict points to comes first; all links lead somewhere."""
    source = "Inspectors closed 12 bridges. It cost $5 million. They shut 12 bridges for $5 million.\n"
    told = {"abstract": "They shut 12 bridges."}
    page = Page(reading_page(source, told, verify(told, source)))
    assert [state for id_, state, _ in page.numbers if id_[0] == "n"] == ["supported", "left-out"] * 2
    assert {f["href"][1:] for tag, f in page.tags if tag == "a"} <= set(page.ids())
    pointed = next(f for tag, f in page.tags if tag == "a" and f.get("id") == "s1")
    assert set(pointed["data-p"].split()) == {"n1", "n3"}
    assert pointed["href"] == f"#{pointed['data-p'].split()[0]}"


def test_the_text_of_the_article_is_whole() -> None:
    """Not a word is lost between the marks."""
    article = Article.from_file(EXAMPLES / ARTICLE)
    page = example()
    column = page[page.index('id="article"') : page.index('<section class="side" id="told"')]
    shown = re.sub(r"<[^>]*>", "", column.partition("</h2>")[2])
    assert "".join(shown.split()) == "".join(
        article.text.replace('"', "&#34;").replace("'", "&#39;").replace(">", "&gt;").split()
    )


def test_its_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    """By digests of what stands in the page; there is no style or handler in an attribute, and no address."""
    page = example()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules.pop("default-src") == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        inner = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inner
        digest = base64.b64encode(hashlib.sha256(inner[1].encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == {"base-uri": "'none'", "form-action": "'none'"}
    assert not re.search(r"url\(|@import|https?://", page)


@pytest.mark.parametrize("make", [example, hostile])
def test_nothing_that_others_wrote_becomes_markup(make: Any) -> None:
    page = Page(make())
    names = {name for _, found in page.tags for name in found}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcdoc")}
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert not {"img", "svg", "iframe", "object", "form", "base", "link"} & {tag for tag, _ in page.tags}
    assert not [f["href"] for tag, f in page.tags if tag == "a" and not f["href"].startswith("#")]


def test_what_steers_is_shown_and_does_not_steer() -> None:
    """Marks that turn the direction of writing, controls, and halves of characters."""
    assert not re.search(
        "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029\x00\x1b\ud800-\udfff]", hostile()
    )


def test_marks_of_a_reader_are_kept_and_shown(tmp_path: Path) -> None:
    """From JSON or from a saved copy; with what is no longer on the page named as such."""
    marks = {
        "abstract:5:1,640": {"checked": True, "note": "seen </script> on p. 3"},
        "abstract:5:9,999": {"checked": True, "note": ""},
    }
    (tmp_path / "marks.json").write_text(json.dumps({"marks": marks}))
    loaded = load_marks(tmp_path / "marks.json")
    page = example(marks=loaded)
    assert "seen &lt;/script&gt; on p. 3" in page
    assert "9,999 (not on this page any more)" in page
    (tmp_path / "copy.html").write_text(page)
    assert load_marks(tmp_path / "copy.html") == loaded == {k: ReaderMark(**m) for k, m in marks.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"marks": 3}', '{"marks": {"a": {"note": 3}}}', "<p>no page</p>", "\x00"]
)
def test_a_file_without_marks_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "marks").write_text(text)
    with pytest.raises(ConfigurationError, match="holds no marks"):
        load_marks(tmp_path / "marks")
    with pytest.raises(ConfigurationError, match="cannot read the marks"):
        load_marks(tmp_path / "none")


class _Model(BaseModel):
    title: str
    found: list[Quantity]


@dataclass
class _Data:
    killed: int
    notes: dict[str, Any]


@pytest.mark.parametrize(
    "told",
    [
        _Model(title="12 closed", found=[Quantity(what="bridges", value=12, upper=14, evidence=[1])]),  # type: ignore[arg-type]
        _Data(12, {"a.b": "12 closed", "": ["13", None, True, 2.5], "deep": {"er": {"est": "14"}}}),
        {
            "values": [{"value": 12}, {"value": 2 / 3, "unit": None, "note": "12 of 18"}],
            "empty": [],
            "none": None,
        },
        {"n": 10**400, "m": float("nan"), "s": {3, 1}, "t": ()},
        {},
    ],
)
def test_any_summary_that_can_be_verified_makes_a_page(told: Any) -> None:
    source = "Bridges close\n\nInspectors closed 12 bridges of 18 on Monday.\n"
    page = Page(reading_page(source, told, verify(told, source)))
    assert len(page.ids()) == len(set(page.ids()))
    assert any(state == "supported" for _, state, _ in page.numbers) or not told or "n" in told


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2 / 3, "0.6667"),
        (Decimal(2) / 3, "0.6667"),
        (9_000_000, "9,000,000"),
        (0.00012345, "0.00012345"),
        (2.50, "2.5"),
    ],
)
def test_numbers_are_written_to_be_read(value: object, shown: str) -> None:
    page = reading_page("It was so.", {"share": value}, verify({"share": value}, "It was so."))
    assert f">{shown}</a>" in page


def test_a_text_is_marked_by_its_offsets_and_nothing_is_called_left_out() -> None:
    page = Page(
        text_page("Over 12 closed, 13 stayed.", "Inspectors closed 12 bridges. It cost $5 million.\n")
    )
    assert page.state_of("12", "s") == {"unsupported"}
    assert page.state_of("13", "s") == {"unsupported"}
    assert page.state_of("$5 million", "n") == {"unasked"}


def test_a_page_of_a_thousand_words_is_small() -> None:
    """Under 300 kB, with every figure of eight articles in field and prose."""
    text = (EXAMPLES / ARTICLE).read_text(encoding="utf-8")
    article = Article.from_text(
        text + "\n\n" + (EXAMPLES / "05-press-summary-inflation.txt").read_text(encoding="utf-8")
    )
    assert len(article.text.split()) >= 800
    told = SUMMARY | {"abstract": " ".join(SUMMARIES.values())}
    assert len(reading_page(article, told, verify(told, article)).encode()) < 300_000


def test_one_number_a_thousand_times_on_both_sides_stays_small() -> None:
    text = "It closed 12 bridges.\n\n" * 1000
    told = {"abstract": "It closed 12 bridges. " * 200}
    assert len(reading_page(text, told, verify(told, text))) < 1_500_000


def test_a_long_article_makes_a_page_in_time_that_grows_with_it() -> None:
    """Five times the article, well below the 25 times of a square."""

    def page(times: int) -> Callable[[], object]:
        text = "".join(
            f"In {1900 + i % 100} it closed {i * 7} bridges and {i + 3} roads.\n\n" for i in range(times * 5)
        )
        article = Article.from_text(text, furniture=False)
        found = verify({"abstract": "It closed 700 bridges."}, article)
        return lambda: reading_page(article, {"abstract": "It closed 700 bridges."}, found)

    check_growth(page, 160, 800, below=12)
