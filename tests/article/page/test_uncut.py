"""Pages that nest deeper than a parsed tree may: nothing of the article is lost, and nothing hidden comes to light."""

import time

import pytest

from summariser import Article
from summariser.article.page.uncut import is_deep, parse_whole

_BEFORE = "<h1>Storks return</h1><p>The wardens counted 77 nests on the roofs of the old town in the first week of May.</p>"
_WITHIN = "<p>Of the storks that came back, <b>about</b> <i>1,240</i> had wintered in the wetlands of the south.</p>"
_AFTER = (
    "<p>The council set aside 990 platforms for the years to come, its office for parks said on Friday.</p>"
)
_MENU = "<nav><ul><li><a href='/'>Home 5012</a></li><li><a href='/a'>About us 5013</a></li></ul></nav>"

DEEP = {
    "wrappers": "<div>" * 300 + _WITHIN + "</div>" * 300,
    "wrappers that are not closed": "<div>" * 1000 + _WITHIN,
    "wrappers of many kinds": "<section><div><article><div>" * 90 + _WITHIN,
    "inline elements that are not closed": "<font><b>" * 400 + _WITHIN,
    "lists in lists": "<ul><li>" * 200 + _WITHIN + "</li></ul>" * 200,
    "lists in lists with words": "<ul><li>Nests" * 140 + _WITHIN,
    "tables in tables": "<table><tr><td>" * 120 + _WITHIN + "</td></tr></table>" * 120,
    "quotations in quotations": "<blockquote>" * 260 + _WITHIN + "</blockquote>" * 260,
    "each paragraph in a part of the one before": "<div><p>The storks of a village were seen, it said.</p>"
    * 300
    + _WITHIN,
    "a bold word in each paragraph that is not closed": "<p>The storks of a <b>village were seen.</p>" * 300
    + _WITHIN,
    "scripts at the bottom": "<div>" * 300 + "<script>var a = 5014;</script>" + _WITHIN + "</div>" * 300,
    "hidden at the bottom": "<div><span>" * 300
    + "<div style='display: none'><p>Sold out at 5015.</p></div>"
    + _WITHIN,
}


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP.keys())
@pytest.mark.parametrize("furniture", [True, False])
def test_nothing_of_the_article_is_lost(deep: str, furniture: bool) -> None:
    """What stands before, within and behind; words of a sentence stay together, and apart from the next."""
    article = Article.from_html(
        f"<html><body><article>{_BEFORE}{deep}{_AFTER}</article></body></html>", furniture=furniture
    )

    assert "counted 77 nests" in article.body
    assert "about 1,240 had wintered" in article.body
    assert "990 platforms" in article.body
    assert not {"5014", "5015"} & set(article.text.replace(";", " ").replace(".", " ").split())
    assert any(
        s.text.lstrip("• ").startswith("Of the storks") and s.text.endswith("of the south.")
        for s in article.sentences
    )


LARGE = {
    "image": "<img alt='' src='data:image/png;base64,{}'>",
    "script": "<script>var a = '{}';</script>",
    "style": "<style>{}</style>",
    "comment": "<!-- {} -->",
    "drawing": "<svg><text>{}</text></svg>",
}


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE.keys())
@pytest.mark.parametrize(
    "letters", ["A" * 11_000_000, "\U0001f426" * 2_600_000], ids=["wide", "four bytes each"]
)
def test_large_parts_that_are_not_text_cut_nothing_off(large: str, letters: str) -> None:
    """As pages have them that were saved with all of their images, at the top or in the middle."""
    part = large.format(letters)
    page = f"<html><body>{_MENU}{part}<article>{_BEFORE}{part}{_WITHIN}{_AFTER}</article></body></html>"
    article = Article.from_html(page)
    assert "counted 77 nests" in article.body
    assert "about 1,240 had wintered" in article.body
    assert "990 platforms" in article.body
    assert len(article.text) < 500


ODD = [
    "\x0b",
    "&#x1f;",
    "&#xffff;",
    "&#xd800;",
    "\ufffe",
    "\ud800",
    "\0",
    "<svg:x>",
    "<a:b c:d='e'>",
    "<x\x01y>",
    "<é>",
]
ODD += [
    "<p \x02='1'>",
    "<p on\"x='1'>",
    "<p xmlns:z='q' xml:lang='y'>",
    "<p a='&#1;'>",
    "<?a ?>",
    "<![CDATA[",
    "<!--",
]
ODD += ["<frameset>", "<plaintext>", "<html", "</html>", "<math><mi>", "<script>"]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_markup_far_down_raises_nothing(odd: str) -> None:
    """Names and characters that a parser lets through, and a tree that is built does not."""
    for page in (
        f"<html><body>{_BEFORE}{'<div>' * 300}{odd}{_WITHIN}",
        f"{odd}{'<div>' * 300}{_WITHIN}",
        odd,
    ):
        root = parse_whole(page.encode("utf-8", "replace").decode().replace("\0", " "))
        assert root is None or not is_deep(root)
    article = Article.from_html(f"<html><body>{_BEFORE}{'<div>' * 300}{_WITHIN}{odd}")
    assert "about 1,240 had wintered" in article.body


def test_furniture_in_deep_wrappers_stays_furniture() -> None:
    """The whole page, menu and all, stands in wrappers."""
    page = f"<html><body>{'<div>' * 400}{_MENU}<article>{_BEFORE}{_WITHIN}{_AFTER}</article></body></html>"
    article = Article.from_html(page)
    assert article.title == "Storks return"
    assert "5012" in article.text
    assert "5012" not in article.body
    assert "1,240" in article.body


def test_a_page_that_no_parser_cuts_is_read_as_ever() -> None:
    page = f"<html><body>{'<div>' * 200}{_BEFORE}{_WITHIN}{'</div>' * 200}</body></html>"
    assert not is_deep(parse_whole(page))
    assert "about 1,240" in Article.from_html(page).body


@pytest.mark.parametrize(
    "tags",
    [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<div>a ",
        "<b>a ",
        "<ul><li>a ",
        "<div hidden>",
        "<p><i>",
    ],
)
def test_the_tree_has_an_end_and_its_cost_is_linear(tags: str) -> None:
    """100 kB of opening tags."""
    page = "<html><body>" + tags * (100_000 // len(tags)) + _WITHIN
    started = time.perf_counter()
    root = parse_whole(page)
    assert time.perf_counter() - started < 1
    assert not is_deep(root)
