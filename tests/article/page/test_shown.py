"""Superscripts, hidden, struck-out and icon parts of web pages, and the days that pages state of themselves."""

from datetime import date

import pytest

from summariser import Article, find_numbers

_OPENING = (
    "<p>The regional parks office published its yearly count on Tuesday and said that the forests had recovered in"
    " most of the northern districts, although rangers remain cautious.</p><p>Officials told reporters that repairs"
    " to the mountain road would take longer than planned because the contractor had found damage below the bridge"
    " and needed heavier equipment.</p>"
)
_CLOSING = (
    "<p>The office's head said that the next count would look at how towns manage water in winter and whether the"
    " fees for large users should be changed.</p>"
)


def _page(part: str, head: str = "") -> Article:
    return Article.from_html(
        f"<!DOCTYPE html><html><head><title>Parks count</title>{head}</head><body><header><nav><a href='/'>Home</a>"
        f"</nav></header><main><article><h1>Parks office says forests have recovered</h1>{_OPENING}{part}{_CLOSING}"
        "</article></main><footer>Copyright 2026 Hill Post</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("Some 3,400<sup>7</sup> people live", "Some 3,400 people live", id="number"),
        pytest.param("In 1988<sup>[4]</sup> it burnt", "In 1988 it burnt", id="brackets"),
        pytest.param("the census<sup>1,2</sup> found", "the census found", id="two marks"),
        pytest.param("about 90%<sup>3–5</sup> of it", "about 90% of it", id="range of marks"),
        pytest.param("of <b>40</b><sup>a</sup> routes", "of 40 routes", id="letter behind another element"),
        pytest.param("10<a href='#n3'><sup>3</sup></a> of them", "10 of them", id="linked ten"),
        pytest.param("10<sup><a href='#n3'>3</a></sup> of them", "10 of them", id="link within"),
        pytest.param("210<sup>6</sup> trees", "210 trees", id="no ten"),
        pytest.param("cost €42m<sup>2</sup> there", "cost €42m there", id="amount"),
        pytest.param("cost €42 m<sup>2</sup> there", "cost €42 m there", id="amount apart"),
        pytest.param("6 sq m<sup>1</sup> of it", "6 sq m of it", id="unit with a mark"),
        pytest.param("30 men<sup>2</sup> said", "30 men said", id="no unit"),
        pytest.param("the rangers<sup>†</sup> said", "the rangers said", id="dagger"),
        pytest.param("holds 10<sup>6</sup> trees", "holds 10^6 trees", id="power of ten"),
        pytest.param("1.4 × 10<sup>−3</sup> parts", "1.4 × 10^-3 parts", id="negative power"),
        pytest.param("2×10<sup>12</sup> cells", "2×10^12 cells", id="two figures"),
        pytest.param("a hut of 18 m<sup>2</sup> there", "a hut of 18 m^2 there", id="area"),
        pytest.param("9 trees/km<sup>2</sup> grew", "9 trees/km^2 grew", id="density"),
        pytest.param("some 700ft<sup>3</sup> of wood", "some 700ft^3 of wood", id="volume"),
        pytest.param("5 m s<sup>-1</sup> of wind", "5 m s^-1 of wind", id="rate"),
        pytest.param("the 3<sup>rd</sup> route", "the 3rd route", id="ordinal"),
        pytest.param("1<sup>1</sup>/<sub>2</sub> hours", "1 1/2 hours", id="fraction"),
        pytest.param("M<sup>c</sup>Adam said", "McAdam said", id="name"),
        pytest.param("old <sup>14</sup>C dating", "old 14C dating", id="isotope"),
        pytest.param("with R<sup>2</sup> = 0.8", "with R^2 = 0.8", id="equation"),
        pytest.param("n<sup>2</sup> steps", "n^2 steps", id="variable"),
        pytest.param("10<sup>5.5</sup> of them", "10^5.5 of them", id="decimal power"),
        pytest.param("a 90<sup>o</sup> turn", "a 90° turn", id="degree"),
        pytest.param("at 20<sup>0</sup>C there", "at 20°C there", id="degree by nought"),
        pytest.param("12<sup>3, 4 and 5</sup> of them", "12 3, 4 and 5 of them", id="not glued"),
        pytest.param("so <sup>1</sup>Counted it is", "so Counted it is", id="mark before a word"),
        pytest.param("in Plan B<sup>3</sup> of it", "in Plan B of it", id="mark behind a letter"),
        pytest.param("more CO<sub>2</sub> there", "more CO2 there", id="subscript"),
    ],
)
def test_superscripts_read_as_their_readers_take_them(markup: str, expected: str) -> None:
    """Powers are written out; marks of footnotes, which are no words of the text, are not."""
    assert expected in _page(f"<p>The office wrote that {markup} in the upper valley this year.</p>").body


def test_the_mark_that_opens_a_note_is_no_number() -> None:
    """Below an article its notes repeat the marks."""
    body = _page(
        "<p><sup>3</sup> Figures of the office, rounded to the next hundred of trees counted.</p>"
    ).body

    assert list(find_numbers(body)) == [number for number in find_numbers(body) if number.value != 3]


@pytest.mark.parametrize(
    "markup",
    [
        "<span hidden>66,666 crowns on</span>",
        "<span style='display:none'>66,666 crowns on</span>",
        "<span style='color: red; DISPLAY : none;'>66,666 crowns on</span>",
        "<span style='visibility: hidden'>66,666 crowns on</span>",
        "<span style='text-decoration: line-through'>66,666 crowns on</span>",
        "<del>66,666 crowns on</del>",
        "<s>66,666 crowns on</s>",
        "<strike><b>66,666</b> crowns on</strike>",
        "<i aria-hidden='true'>66,666</i>",
        "<span class='icon icon-plus' aria-hidden='true'>66,666</span>",
    ],
)
def test_what_readers_do_not_see_is_not_in_the_text(markup: str) -> None:
    """Nor does the sentence around it suffer."""
    article = _page(f"<p>The office spent {markup} two new huts for the rangers of the eastern range.</p>")

    assert "66,666" not in article.text
    assert "The office spent two new huts" in " ".join(article.body.split())


def test_a_list_loses_nothing_but_what_is_struck_out() -> None:
    """What follows on a footnote's mark or a struck-out word in an item stays."""
    items = (
        "<li>The <del>two</del> four schools of the lower town</li><li>The 9<sup>2</sup> mills on the river</li>"
        "<li>The meadow of 10<sup>3</sup> trees by the bridge</li><li>A field <s>of</s> with 7 old oaks</li>"
    )
    body = " ".join(_page(f"<p>Closed this spring are:</p><ul>{items}</ul>").body.split())

    assert "The four schools of the lower town" in body
    assert "The 9 mills on the river" in body
    assert "The meadow of 10^3 trees by the bridge" in body
    assert "A field with 7 old oaks" in body


@pytest.mark.parametrize(
    "markup",
    [
        "<p aria-hidden='true'>{}</p>",
        "<div class='paywall' aria-hidden='true'><p>{}</p></div>",
        "<p><span aria-hidden='true'>{}</span></p>",
        "<p hidden='until-found'>{}</p>",
        "<p style='display: block'>{}</p>",
        "<p><ins>{}</ins></p>",
        "<details><summary>How high?</summary><p>{}</p></details>",
    ],
)
def test_what_readers_see_stays(markup: str) -> None:
    """Text behind a paywall is kept from screen readers only; what is folded up, readers unfold."""
    told = "The highest stand grew by 22 metres during the wet years, the count says, and has not stopped since then."

    assert told in _page(markup.format(told)).body


_CHANGED = "<meta property='article:modified_time' content='2024-09-11T10:00:00Z'>"


def _linked(data: str) -> str:
    return f"<script type='application/ld+json'>{data}</script>"


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (_CHANGED + _linked('{"@type": "NewsArticle", "datePublished": "2023-05-02"}'), ""),
        (
            _linked(
                '{"@type": "Article", "dateModified": "2024-09-11", "datePublished": "2023-05-02T07:00:00Z"}'
            ),
            "",
        ),
        (
            _linked(
                '[{"@type": "WebSite", "datePublished": "2001-01-01"}, {"@type": ["BlogPosting"], "datePublished": "2023-05-02"}]'
            ),
            "",
        ),
        (
            _linked(
                '{"@graph": [{"@type": "WebPage", "datePublished": "2011-01-01"}, {"@type": "Report", "datePublished": "2023-05-02"}]}'
            ),
            "",
        ),
        (_CHANGED + "<meta name='pubdate' content='20230502'>", ""),
        (_CHANGED + "<meta name='DC.date.issued' content='2023-05-02'>", ""),
        (_CHANGED, "<time itemprop='datePublished' datetime='2023-05-02T09:00'>2 May</time>"),
        (_CHANGED, "<p>Published 2 May 2023</p>"),
        (_linked("{broken") + "<meta property='article:published_time' content='2023-05-02'>", ""),
    ],
)
def test_published_goes_before_updated_and_the_article_before_the_site(head: str, part: str) -> None:
    """In whatever order and form the metadata say so."""
    article = Article.from_html(
        f"<html><head><title>Parks count</title>{head}</head><body><article><h1>Parks office says forests have"
        f" recovered</h1>{part}{_OPENING}{_CLOSING}</article><aside><time itemprop='datePublished'"
        " datetime='2019-01-01'>2019</time></aside></body></html>"
    )

    assert article.published == date(2023, 5, 2)


def test_the_day_of_an_update_is_better_than_none() -> None:
    """As the only day that the page states."""
    assert _page("", _CHANGED).published == date(2024, 9, 11)
