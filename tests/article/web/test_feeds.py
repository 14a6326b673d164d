"""Feeds and lists of addresses."""

import time
from pathlib import Path

import pytest

from summariser.article.web.feeds import addresses_named, entries_of
from summariser.errors import ArticleError

AT = "https://news.example/feeds/all.xml"
FEEDS = {
    "RSS 2.0": """<?xml version="1.0"?><rss version="2.0"><channel><link>https://news.example/</link>
        <item><title>A</title><link> https://news.example/a </link></item>
        <item><link>/b</link><guid>https://news.example/other</guid></item></channel></rss>""",
    "RSS 2.0, by permanent ids": """<rss><channel><item><guid>https://news.example/a</guid></item>
        <item><guid isPermaLink="false">17</guid><link>../b</link></item><item><guid isPermaLink="false">https://x/</guid>
        </item></channel></rss>""",
    "RSS 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel><link>https://news.example/</link></channel><item><link>https://news.example/a</link></item>
        <item><link>https://news.example/b</link></item></rdf:RDF>""",
    "Atom": """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://news.example/feed"/>
        <entry><link rel="enclosure" href="https://news.example/a.mp3"/><link href="https://news.example/a"/></entry>
        <entry><link rel="alternate" type="text/html" href="../b"/></entry></feed>""",
    "Atom with a base": """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/x/">
        <entry><link href="../a"/></entry><entry xml:base="/y/"><link href="../b"/></entry></feed>""",
    "RSS with Atom's links": """<rss xmlns:a="http://www.w3.org/2005/Atom"><channel>
        <item><a:link rel="replies" href="https://news.example/talk"/><link>https://news.example/a</link></item>
        <item><link>https://news.example/b</link></item></channel></rss>""",
    "the same entry twice": """<rss><channel><item><link>/a</link></item><item><link>/b</link></item><item><link>/a</link>
        </item></channel></rss>""",
    "with a mark, a comment and a style": """\ufeff<?xml version="1.0"?><!-- ours --><?xml-stylesheet href="a.xsl"?>
        <rss><channel><item><link><![CDATA[https://news.example/a]]></link></item><item><link>/b</link></item></channel></rss>""",
    "broken towards its end": """<rss><channel><item><link>/a</link></item><item><link>/b</link></item><item><title>A & B""",
}


@pytest.mark.parametrize("feed", FEEDS.values(), ids=FEEDS.keys())
def test_entries(feed: str) -> None:
    """In the order of the feed, each once, as whole addresses."""
    assert entries_of(feed.encode(), AT) == ["https://news.example/a", "https://news.example/b"]


def test_encodings_of_feeds() -> None:
    """By its mark or as it says itself."""
    feed = "<?xml version='1.0' encoding='{}'?><rss><channel><item><title>Café</title><link>/a</link></item></channel></rss>"
    for encoding in ("utf-16", "iso-8859-1"):
        assert entries_of(feed.format(encoding).encode(encoding), AT) == ["https://news.example/a"]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "text",
        "<html><item><link>/a</link></item></html>",
        "<!DOCTYPE html><p>",
        "<?xml version='1.0'?><svg/>",
        "<",
        "%PDF-1.7",
    ],
)
def test_no_feeds(data: str) -> None:
    assert entries_of(data.encode(), AT) is None


def test_nothing_that_a_hostile_feed_names_is_loaded(tmp_path: Path) -> None:
    """No file; and what is no address of the web stays one that is refused where it is fetched."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    feed = (
        f'<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">]><rss><channel><item><link>&file;</link></item>'
        "<item><link>javascript:alert(1)</link></item><item><link>http://[::1/</link></item><item><link>/a</link></item>"
        "</channel></rss>"
    )
    assert entries_of(feed.encode(), AT) == ["javascript:alert(1)", "http://[::1/", "https://news.example/a"]


def test_entities_do_not_grow() -> None:
    """A feed that would ends there."""
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    feed = f'<!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">{bomb}]><rss><channel><item><link>&a8;</link></item></channel></rss>'
    began = time.monotonic()
    assert entries_of(feed.encode(), AT) == []
    assert time.monotonic() - began < 1


def test_a_large_feed_is_read_in_time() -> None:
    feed = (
        "<rss><channel>"
        + "".join(f"<item><link>/{n}</link></item>" for n in range(20_000))
        + "</channel></rss>"
    )
    began = time.monotonic()
    assert len(entries_of(feed.encode(), AT) or ()) == 20_000
    assert time.monotonic() - began < 3


def test_a_list_of_addresses(tmp_path: Path) -> None:
    """One a line; empty lines and comments are left out, fragments are not."""
    path = tmp_path / "urls.txt"
    path.write_text(
        "\ufeff# ours\nhttps://a.example/x#y\n\n  https://b.example/  # theirs\r\n# https://c.example/\n",
        encoding="utf-8",
    )
    assert addresses_named(f"@{path}") == ["https://a.example/x#y", "https://b.example/"]


def test_what_a_name_is(tmp_path: Path) -> None:
    """An address of any kind, a feed by its name and content, or a file."""
    feed, other, page = (tmp_path / name for name in ("feed.XML", "other.xml", "page.html"))
    feed.write_text(FEEDS["RSS 1.0"])
    other.write_text("<svg/>")
    page.write_text(FEEDS["RSS 1.0"])
    assert addresses_named(" https://a.example/ ") == ["https://a.example/"]
    assert addresses_named("file:///a") == ["file:///a"]
    assert addresses_named(str(feed)) == ["https://news.example/a", "https://news.example/b"]
    assert [addresses_named(str(name)) for name in (other, page, tmp_path, tmp_path / "none.xml", "-")] == [
        None
    ] * 5


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no address in it"), (b"# none\n", "no address in it"), (b"\xff\xfe\xff", "is not UTF-8")],
)
def test_lists_without_addresses_are_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=words):
        addresses_named(f"@{path}")
    with pytest.raises(ArticleError, match="no such file"):
        addresses_named("@none.txt")
