"""Web pages: the article found in the page's own text."""

from datetime import date

import pytest

from summariser import Article
from summariser.article.alignment import find_blocks
from summariser.article.text.blocks import split_blocks
from summariser.errors import ArticleError

_HEAD = """<!DOCTYPE html><html lang="en"><head>
<title>Otters return to the Tamsel in record numbers | Dunmore Chronicle</title>
<meta property="og:title" content="Otters return to the Tamsel in record numbers">
<meta property="article:published_time" content="2025-04-14T08:30:00+01:00">
<style>.x { width: 77px }</style><script>var visits = 9981;</script></head>"""

_PAGE = f"""{_HEAD}<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/t">Top 50</a></li></ul></nav>
<main><article>
<h1>Otters return to the Tamsel in record numbers</h1>
<p class="byline">By Marta Keane</p>
<div class="body">
<p>The river authority counted <b>1,240</b> otters along the lower Tamsel this spring, up from 870 two years
   ago, and the highest number since its counts began in the last century.</p>
<p>Its yearly census, published on Monday, puts the recovery down to cleaner water and to the nine weirs that
   were taken out of the river since the last count.</p>
<blockquote class="twitter-tweet"><p>I saw three otters before breakfast</p>&mdash; Jo Lind (@jolind)
   April 13, 2025</blockquote>
<p>&ldquo;We had hoped for 1,000 animals by the end of the decade,&rdquo; said Ines Halloran, who leads the
   census of the authority and has done so for twelve years.</p>
<p>[Related: Bakery fire leaves 14 families homeless]</p>
<table><tr><th>Stretch</th><th>2023</th><th>2025</th></tr><tr><td>Upper</td><td>310</td><td>455</td></tr>
<tr><td>Lower</td><td>560</td><td>785</td></tr></table>
<p>The authority plans to remove nine more weirs along the Tamsel before the next census of otters in 2027, and has
   set aside 2.5 million crowns for the work.</p>
<p>Get our daily headlines delivered to your inbox: join 85,000 readers.</p>
</div></article>
<section class="related"><h2>More stories</h2><ul><li><a href="/a">Lottery winner gives away 8 million</a></li>
<li><a href="/b">Council approves 300 parking spaces</a></li></ul></section></main>
<footer><p>&copy; 2025 Dunmore Media. All rights reserved. Company number 0664321.</p></footer>
</body></html>"""


@pytest.fixture(scope="module")
def article() -> Article:
    return Article.from_html(_PAGE, source="page")


def test_body_is_the_article(article: Article) -> None:
    """Paragraphs, quoted posts and tables are in; the headline, by-line, inserts and notices are out."""
    for figure in ("1,240", "870", "1,000", "2.5 million", "2027", "three otters before breakfast"):
        assert figure in article.body
    for furniture in (
        "Top 50",
        "Marta Keane",
        "14 families",
        "85,000",
        "8 million",
        "300 parking",
        "0664321",
    ):
        assert furniture not in article.body


def test_text_is_the_whole_visible_page(article: Article) -> None:
    """Furniture stays in the text, so that a figure taken from it can be told; code and styles are not text."""
    for furniture in ("Top 50", "14 families", "85,000", "8 million", "300 parking", "0664321"):
        assert furniture in article.text
    for unseen in ("9981", "77px", "<p>"):
        assert unseen not in article.text


def test_title_and_date_come_from_the_page_s_metadata(article: Article) -> None:
    """The title is the headline in the text, without the site's name."""
    assert article.title == "Otters return to the Tamsel in record numbers"
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == article.title
    assert article.published == date(2025, 4, 14)
    assert article.source == "page"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("HOLLIN, 14 April 2025 – The river authority counted", date(2025, 4, 14)),
        ("After the flood of 14 April 2025 the river authority counted", None),
    ],
)
def test_a_page_that_keeps_silent_on_its_date(paragraph: str, expected: date | None) -> None:
    """The article's own dateline counts, not just any date on the page."""
    rest = "<p>It counts the otters of the river every other year, and will do so again in two years.</p>" * 3
    html = (
        f"<html><body><article><h1>Otters return</h1><p>{paragraph} 1,240 otters along the river.</p>{rest}"
        "</article><footer>Terms of 3 May 2019. © 2021 Dunmore Media</footer></body></html>"
    )

    assert Article.from_html(html).published == expected


def test_rows_of_a_table_are_lines(article: Article) -> None:
    """A row keeps its cells together, and is one sentence."""
    assert "Upper | 310 | 455\nLower | 560 | 785" in article.body
    assert "Lower | 560 | 785" in [sentence.text for sentence in article.sentences]


def test_paragraphs_keep_their_own_text(article: Article) -> None:
    """Line ends within a paragraph are spaces; inline elements do not cut words apart."""
    assert (
        "counted 1,240 otters along the lower Tamsel this spring, up from 870 two years ago," in article.body
    )


def test_paragraphs_that_the_extractor_overlooks_are_put_back() -> None:
    """A second container of the same kind, after an advertisement, is still the article."""
    paragraphs = [
        f"<p>In district {n} the census counted {n}00 otters, which is more than the river authority had ever "
        f"expected to see there when it began its work on the banks.</p>"
        for n in range(2, 10)
    ]
    chunks = ["".join(paragraphs[:4]), "".join(paragraphs[4:])]
    html = (
        _HEAD
        + "<body><article>"
        + '<div class="ad">Advertisement</div>'.join(
            f'<div class="row"><div class="chunk">{chunk}</div></div>' for chunk in chunks
        )
    )
    body = Article.from_html(html + "</article></body></html>").body

    assert [f"{n}00" for n in range(2, 10) if f"{n}00 otters" not in body] == []


def test_a_press_release_ends_before_the_company_s_portrait() -> None:
    """What stands under "About" at the end is not news."""
    news = "".join(
        f"<p>In hall {n} of the new plant in Lisse the company will build {n},000 heat pumps every year.</p>"
        for n in range(2, 8)
    )
    portrait = "<h3>About Norvik Pumps</h3><p>Norvik Pumps is a maker of heat pumps with 4,900 employees.</p>"
    html = f"<html><body><article><h1>Norvik opens plant</h1>{news}{portrait}</article></body></html>"

    assert "4,900" not in Article.from_html(html).body


def test_a_fragment_of_a_page_is_read() -> None:
    """Paragraphs without a page around them are an article too."""
    body = Article.from_html(
        "<p>The census counted 1,240 otters along the river in the spring of this year.</p>"
    ).body

    assert body == "The census counted 1,240 otters along the river in the spring of this year."


@pytest.mark.parametrize(
    "html", ["", " ", "\0", "<html>", "no tags at all", "<html><body><nav>Home</nav></body></html>"]
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    """The error is one line and names the source."""
    with pytest.raises(ArticleError, match=r"^page 7: [^\n]+HTML[^\n]+$"):
        Article.from_html(html, source="page 7")


def test_short_blocks_are_found_in_their_place_only() -> None:
    """A menu's "12" is not the "12" between two paragraphs of the article."""
    first = "The census counted otters along the whole of the river this spring."
    second = "It will be repeated in two years by the same four volunteers."
    blocks = split_blocks(f"Menu\n12\n{first}\n12\n{second}\n12\nShare")

    assert find_blocks(f"{first}\n12\n{second}", blocks) == {2, 3, 4}
