"""The gold of the evaluation says what stands in its articles, all of it, and names its traps."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summariser import find_numbers
from tests import gold as golds

EVALS = Path(__file__).parent.parent / "evals"
ARTICLES = EVALS / "articles"
GOLD = sorted((EVALS / "gold").glob("*.json"))
KEYS = """file headline published report traps quantities furniture_numbers must_not_appear not_quantities
    quotations responses names""".split()
MAGNITUDES = {"hundred": 100, "thousand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}


def _article(gold: dict[str, Any]) -> str:
    return golds.visible(ARTICLES / gold["file"])


def _traps_of_the_readme() -> set[str]:
    readme = (EVALS / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z-]+)` \|", readme.split("## The traps")[1], re.MULTILINE))


def _written_values(text: str) -> set[Decimal]:
    """Return what the numerals of the text may stand for: each as it is, and times each magnitude named."""
    bare = [Decimal(numeral.replace(",", "")) for numeral in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]
    named = re.findall(r"(?<![a-z])(hundred|thousand|million|billion|bn|m)\b", text)
    return {numeral * factor for numeral in bare for factor in [1, *(MAGNITUDES[name] for name in named)]}


def _listed(gold: dict[str, Any]) -> list[str]:
    """Return every piece of the article that the gold says something about."""
    pieces: list[str] = [quantity["text"] for quantity in gold["quantities"]]
    for key in ("furniture_numbers", "must_not_appear", "not_quantities"):
        pieces += gold[key]
    return pieces


def test_there_is_one_gold_file_per_article() -> None:
    """Every article has its gold file, and every gold file its article; there are two dozen at least."""
    articles = {path.name for path in ARTICLES.iterdir()}
    assert {golds.load(path)["file"] for path in GOLD} == articles
    assert {path.stem for path in GOLD} == {Path(name).stem for name in articles}
    assert len(articles) >= 24


def test_every_trap_of_the_readme_is_set_at_least_twice() -> None:
    """The traps named are those that the README explains, and none hangs on a single article."""
    named = [trap for path in GOLD for trap in golds.load(path)["traps"]]
    assert set(named) == _traps_of_the_readme()
    assert [trap for trap in set(named) if named.count(trap) < 2] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
class TestGold:
    def test_the_keys_are_those_of_the_format(self, path: Path) -> None:
        """A gold file has the format's keys, no other, and names each of its traps once."""
        gold = golds.load(path)
        golds.check_shape(gold, KEYS)
        assert gold["traps"]
        assert len(set(gold["traps"])) == len(gold["traps"])

    def test_an_entry_has_a_line_of_its_own(self, path: Path) -> None:
        """Quantities, quotations and responses stand one on a line, so that the file is mended by hand."""
        gold = golds.load(path)
        entries = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    {")]
        assert len(entries) == sum(len(gold[key]) for key in ("quantities", "quotations", "responses"))

    def test_each_quantity_stands_in_the_article(self, path: Path) -> None:
        """The text of a quantity is a piece of its article that cuts through no number, and no two are the same."""
        gold = golds.load(path)
        golds.check_quantities(gold, _article(gold))

    def test_a_value_is_what_the_digits_say(self, path: Path) -> None:
        """A value whose text has digits is read off them, unless the note says that it is a ratio or in words."""
        for quantity in golds.load(path)["quantities"]:
            written = _written_values(quantity["text"])
            if written and not re.search("ratio|in words", quantity.get("note", "")):
                assert abs(quantity["value"]) in written, quantity
                assert quantity["upper"] is None or quantity["upper"] in written, quantity

    def test_no_figure_in_digits_is_left_out(self, path: Path) -> None:
        """Every number of the page that is written in digits and counts something is accounted for."""
        gold = golds.load(path)
        text = _article(gold)
        spans = [span for piece in _listed(gold) for span in golds.places(piece, text)]
        known = golds.numerals(_listed(gold))
        for mention in find_numbers(text):
            if mention.is_quantity and golds.numerals([mention.text]) - known:
                inside = [span for span in spans if span[0] < mention.end and mention.start < span[1]]
                assert inside, text[mention.start - 30 : mention.end + 30]

    def test_furniture_and_retracted_figures_share_no_number_with_the_article(self, path: Path) -> None:
        """What must not appear is on the page, and no quantity of the article has the same numeral."""
        gold = golds.load(path)
        golds.check_apart(gold, "furniture_numbers", _article(gold))
        golds.check_apart(gold, "must_not_appear", _article(gold))

    def test_words_and_names_stand_in_the_article(self, path: Path) -> None:
        """Quotations stand word for word; speakers, respondents, names and the report's facts are the article's."""
        gold = golds.load(path)
        golds.check_words(gold, _article(gold))

    def test_the_report_is_no_younger_than_the_article(self, path: Path) -> None:
        """Both dates are calendar dates, and the article does not precede the report."""
        golds.check_dates(golds.load(path))
