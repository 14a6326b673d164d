"""What a robots.txt allows, by RFC 9309."""

import time

import pytest

from summariser.article.web.robots import Robots

# rules, path, whether it may be fetched
CASES = {
    "nothing is said": ("", "/a", True),
    "all is forbidden": ("User-agent: *\nDisallow: /", "/a", False),
    "an empty rule forbids nothing": ("User-agent: *\nDisallow:", "/a", True),
    "a path begins so": ("User-agent: *\nDisallow: /a", "/ab", False),
    "another path": ("User-agent: *\nDisallow: /a", "/b", True),
    "the longest rule decides": ("User-agent: *\nAllow: /\nDisallow: /a/b\nAllow: /a/b/c", "/a/b/c/d", True),
    "whatever its place": ("User-agent: *\nDisallow: /a/b\nAllow: /", "/a/b", False),
    "of two as long the one that allows": ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    "any characters": ("User-agent: *\nDisallow: /*.pdf", "/a/b.pdf?c", False),
    "any characters, to the end": ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?c", True),
    "the end": ("User-agent: *\nDisallow: /a$", "/a", False),
    "not the end": ("User-agent: *\nDisallow: /a$", "/ab", True),
    "two of any characters": ("User-agent: *\nDisallow: /*/b*c$", "/a/bxcyc", False),
    "an end that overlaps": ("User-agent: *\nDisallow: /ab*b$", "/ab", True),
    "a query": ("User-agent: *\nDisallow: /*?", "/a?b=1", False),
    "our own group goes before that for all": (
        "User-agent: *\nDisallow: /\n\nUser-agent: Summariser\nDisallow: /b", "/a", True),
    "our own group forbids": ("User-agent: summariser\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", False),
    "our own group is empty": ("User-agent: summariser\n\nUser-agent: *\nDisallow: /", "/a", False),
    "another's group": ("User-agent: other\nDisallow: /", "/a", True),
    "a name that ours begins": ("User-agent: summariser-pro\nDisallow: /", "/a", True),
    "several names of one group": ("User-agent: other\nUser-agent: *\nDisallow: /", "/a", False),
    "groups of one name are one": (
        "User-agent: *\nDisallow: /a\n\nUser-agent: x\nAllow: /\n\nUser-agent: *\nDisallow: /b", "/b", False),
    "rules before any group": ("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", True),
    "other lines": ("User-agent: *\nCrawl-delay: 9\nSitemap: http://x/\nDisallow: /a", "/a", False),
    "case of names, space, comments": (" USER-AGENT : * # all\n disallow:/a # not this\n", "/a", False),
    "spelled otherwise": ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/", False),
    "spelled out": ("User-agent: *\nDisallow: /café", "/caf%C3%A9", False),
    "needlessly escaped": ("User-agent: *\nDisallow: /%61", "/a", False),
    "a mark at the beginning": ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
    "a page in its place": ("<html><body>Not found</body></html>", "/a", True),
    "old line ends": ("User-agent: *\rDisallow: /a\r", "/a", False),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "path", "allowed"), CASES.values(), ids=CASES.keys())
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert Robots.read(rules.encode()).allows(path) is allowed


def test_hostile_rules_take_no_time() -> None:
    """Which would keep a regular expression of the rule busy for ever."""
    rules = "User-agent: *\n" + f"Disallow: /{'*a' * 2000}$\n" * 100
    began = time.monotonic()
    assert Robots.read(rules.encode()).allows("/" + "a" * 1500 + "b")
    assert time.monotonic() - began < 1


def test_bytes_that_are_no_text_do_not_matter() -> None:
    assert not Robots.read(b"\xff\xfe\nUser-agent: *\nDisallow: /\xff\n\nDisallow: /a").allows("/a")
