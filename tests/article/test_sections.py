"""The pages and headings that the text stands on and under, and the verdicts that say so."""

import pickle
from dataclasses import replace

import pytest

from summariser import Article, Place, Section, verify, verify_text
from summariser.jobs.storage.raw_article import article_data, article_from, of_article

_FIRST = (
    "Dredgers lifted 412,000 tonnes of silt from the harbour of Oststrand in 2024, the port authority said."
)
_SECOND = "Its crews worked 214 days of the year, and the channel is 11.6 metres deep again, the report says."
_THIRD = (
    "The works cost 38 million euros, of which the state paid 21 million euros, according to its auditors."
)
_HTML = f"""<html><body><nav><h2>Sport</h2><a>Results: 77</a></nav><article><h1>Oststrand dredges on</h1><p>{_FIRST}</p>
<h2>The <em>channel</em></h2><p>{_SECOND}</p><h3>Costs</h3><p>{_THIRD}</p></article></body></html>"""
_MARKDOWN = f"# Oststrand dredges on\n\n{_FIRST}\n\n## The channel\n\n{_SECOND}\n\n### Costs\n\n{_THIRD}\n"


def _paged(*starts: int) -> Article:
    text = f"{_FIRST}\n\n{_SECOND}\n\n{_THIRD}"
    return replace(
        Article.from_text(text), pages=tuple((text.index(str(at)), n + 1) for n, at in enumerate(starts))
    )


@pytest.mark.parametrize(
    "article", [Article.from_html(_HTML), Article.from_text(_MARKDOWN)], ids=["html", "markdown"]
)
def test_headings_of_a_page_and_of_markdown_are_places(article: Article) -> None:
    """Each number stands under the heading nearest above; the title is no heading."""
    places = [article.place(article.text.index(number)) for number in ("412,000", "11.6", "38 million")]

    assert places == [None, Place(heading="The channel"), Place(heading="Costs")]
    assert str(places[2]) == 'under "Costs"'
    assert [(s.page, s.heading) for s in article.sections] == [(None, "The channel"), (None, "Costs")]


def test_furniture_stands_under_no_heading() -> None:
    article = Article.from_html(
        _HTML.replace("</article>", "</article><footer><p>Phone 555 1234.</p></footer>")
    )

    assert article.place(article.text.index("1234")) is None
    assert article.place(article.text.index("77")) is None


def test_sections_are_in_order_and_within_the_text() -> None:
    article = _paged(412, 214, 38)

    assert [(s.page, s.heading) for s in article.sections] == [(1, None), (2, None), (3, None)]
    assert all(
        one.end == other.start for one, other in zip(article.sections, article.sections[1:], strict=False)
    )
    assert article.sections[-1].end == len(article.text)
    assert article.place(len(article.text)) is None
    assert article.place(0) is None
    assert article.place(-1) is None


def test_a_text_may_turn_back_to_a_page() -> None:
    """A paragraph that goes over to the next page is whole, and the notes of its first page follow."""
    article = replace(Article.from_text("one two three"), pages=((0, 1), (4, 2), (8, 1)))

    assert article.sections == (Section(0, 4, 1), Section(4, 8, 2), Section(8, 13, 1))


def test_verdicts_say_where() -> None:
    """Where there is a source span, and nowhere else."""
    article = Article.from_text(_MARKDOWN)
    stated, absent = verify_text("The works cost 38 million euros, and 977 boats called.", source=article)

    assert stated.place == Place(heading="Costs")
    assert (absent.place, absent.source_span) == (None, None)
    assert stated.model_dump(mode="json")["place"] == {"page": None, "heading": "Costs"}
    assert "(sentence 6)" in stated.message


def test_messages_name_the_page() -> None:
    article = _paged(412, 214, 38)
    summary = {
        "abstract": "Crews worked 214 days. It cost 17 million euros less.",
        "value": 38_000_000,
        "unit": "EUR",
    }
    value, *told = verify(summary, article).verdicts

    assert value.place == Place(page=3)
    assert [v.place and v.place.page for v in told] == [2, 3]
    assert "(page 2)" in told[0].message
    assert '"38 million euros" (page 3) and "21 million euros" (page 3)' in told[1].message


def test_what_is_stored_of_an_article_keeps_its_pages() -> None:
    """And of one without pages is what it ever was, so that a rerun knows it again."""
    article, plain = _paged(412, 214, 38), Article.from_text(_MARKDOWN)

    assert article_from(article_data(article)) == article
    assert article_from(article_data(article)).sections == article.sections
    assert "pages" not in article_data(plain)
    assert "sections" not in of_article(plain, 1).text
    assert plain.sections and pickle.loads(pickle.dumps(plain)).sections == plain.sections
