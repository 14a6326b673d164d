"""Whatever the text, nothing is raised, spans slice back to their words, and the time is linear."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser.article import Article
from summariser.candidates import Passage, names_of, speakers_of, stances_of
from tests.support.clock import check_growth

PIECES = st.sampled_from(
    """Hedge said says , . “ ” " ' ’s ( ) — : the The of and for Board Ministry Tricia who which 52 according to Dr . he it
    they denied declined comment no not by was wrong a spokesman port \n \n\n | É ß 𝒜 U.S. & said, said:""".split(
        " "
    )
)
UNITS = [
    '"', "“", "(", "Ann ", "Bo, ", "said ", "of ", "the Board of ", "’s ", "' ", "A. ", "and ", "52, ", "“He said ”", "Ann Bo, who said ",
    "It denied it. ", "he ", "X & ", "no comment ", "Ministry of Ann and ", "Ann said, ", "a\n", "Tarn Bo said that Bo ",
]  # fmt: skip


def _passages(text: str) -> list[Passage]:
    article = Article.from_text(text, furniture=False)
    found = [p for name in names_of(article) for p in (*name.mentions, *name.descriptions)]
    for saying in speakers_of(article):
        found += [saying.words, *filter(None, (saying.who, saying.verb))]
    for stance in stances_of(article):
        found += [stance.who, stance.verb, stance.what]
    return found


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map(" ".join)))
def test_every_passage_slices_back_to_its_words(text: str) -> None:
    assert all(text[p.start : p.end] == p.text for p in _passages(text))


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_is_linear_in_the_text(unit: str) -> None:
    """Four times the text costs no more than about four times the time; eight is let pass for a busy machine."""

    def found(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        article = Article.from_text(text, furniture=False)
        article.kept["reading"] = article.kept.get("reading")
        names_of(article)  # reads the article, too, whose time is another test's
        article.kept.pop("names")
        article.kept.pop("rows")
        return lambda: (names_of(article), speakers_of(article), stances_of(article))

    check_growth(found, 8_000, 32_000, below=8)
