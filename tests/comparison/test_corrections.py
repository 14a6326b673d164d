"""`grouping.toml`: what a person has put right is kept, and what it names no more is said."""

from pathlib import Path

import pytest

from summariser.article import Article
from summariser.comparison import Comparison, comparison_of, load_corrections
from summariser.errors import ConfigurationError

TEXTS = {
    "a.txt": "The storm sank 40 boats. It cost the town €3 million.",
    "b.txt": "Some 40 boats were sunk by the storm. Repairs will come to €4.5 million.",
}


def _made(toml: str, folder: Path, texts: dict[str, str] = TEXTS) -> Comparison:
    path = folder / "grouping.toml"
    path.write_text(toml, encoding="utf-8")
    articles = [Article.from_text(text, source=name) for name, text in texts.items()]
    return comparison_of(articles, list(texts), corrections=load_corrections(path))


def _rows(made: Comparison) -> set[frozenset[str]]:
    return {frozenset(cell.key for cell in fact.cells) for fact in made.facts}


def test_rows_are_joined_split_and_renamed(tmp_path: Path) -> None:
    plain = _made("", tmp_path)
    boats, damage = {"a.txt:1:40", "b.txt:1:40"}, {"a.txt:2:€3 million", "b.txt:2:€4.5 million"}
    assert _rows(plain) == {frozenset(boats), *(frozenset({key}) for key in damage)}
    made = _made(
        """
        [[join]]
        figures = ["a.txt:2:€3 million", "b.txt:2:€4.5 million"]
        [[split]]
        figures = ["b.txt:1:40"]
        [[rename]]
        figure = "a.txt:2:€3 million"
        what = "damage"
        """,
        tmp_path,
    )
    assert _rows(made) == {frozenset(damage), *(frozenset({key}) for key in boats)}
    (fact,) = [fact for fact in made.facts if fact.what == "damage"]
    assert (fact.relation, fact.differ_by) == ("differ", ("value",))
    assert not made.notes or all("grouping.toml" not in note for note in made.notes)


def test_a_sentence_that_has_moved_is_found_and_what_is_gone_is_named(tmp_path: Path) -> None:
    toml = (
        '[[rename]]\nfigure = "a.txt:1:40"\nwhat = "boats sunk"\n[[split]]\nfigures = ["a.txt:2:€3 million"]'
    )
    texts = TEXTS | {"a.txt": "A storm has passed. It came at night. The storm sank 40 boats."}
    made = _made(toml, tmp_path, texts)
    assert "boats sunk" in [fact.what for fact in made.facts]
    assert [note for note in made.notes if "grouping.toml" in note] == [
        'grouping.toml: split names "a.txt:2:€3 million", which is no figure any more'
    ]


def test_no_file_corrects_nothing(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "grouping.toml") == load_corrections(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[join]", "Expected"),
        ("[[split]]\nfigures = []", "split 1 figures has too few figures"),
        ("[[join]]\nfigures = ['a.txt:1:40']", "join 1 figures has too few figures: a join has two"),
        ("[[rename]]\nfigure = 'a'", "rename 1 what is missing"),
        ("[[rename]]\nfigure = 'a'\nwhat = ''", "rename 1 what is empty"),
        ("[[rename]]\nfigure = 3\nwhat = 'b'", "rename 1 figure is no text in quotation marks"),
        ("[[jion]]\nfigures = ['a']", "jion is not known: there are [[join]]"),
        ("join = 3", "join is no list: write [[join]]"),
    ],
)
def test_a_malformed_file_is_one_clear_line(toml: str, said: str, tmp_path: Path) -> None:
    """In the words of who wrote it."""
    with pytest.raises(ConfigurationError, match=r"grouping\.toml: .*correct it or move it away") as caught:
        _made(toml, tmp_path)
    assert "\n" not in str(caught.value) and said in str(caught.value)


def test_what_an_editor_saves_is_read_or_told(tmp_path: Path) -> None:
    """A mark before the text is read over; another encoding is one line."""
    _made("\ufeff[[rename]]\nfigure = 'a.txt:1:40'\nwhat = 'boats'", tmp_path)
    (tmp_path / "grouping.toml").write_bytes("# Häfen".encode("cp1252"))
    with pytest.raises(ConfigurationError, match="is not UTF-8 text"):
        load_corrections(tmp_path / "grouping.toml")


def test_two_figures_of_a_sentence_that_are_written_alike_have_keys_of_their_own() -> None:
    made = comparison_of([Article.from_text("It sold 40 boats and 40 carts.", source="a.txt")], ["a.txt"])
    assert sorted(cell.key for fact in made.facts for cell in fact.cells) == ["a.txt:1:40", "a.txt:1:40#2"]
