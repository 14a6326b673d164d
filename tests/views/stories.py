"""Comparisons for pages and workbooks: of a story of ours, and of articles that try all they can."""

from pathlib import Path

from summariser import Article
from summariser.comparison import Comparison, comparison_of
from tests.views.making import NASTY

STORIES = Path(__file__).parents[2] / "evals" / "stories" / "articles"


def story(name: str = "earthquake") -> Comparison:
    """The comparison of one of our stories, its articles by the names of their files."""
    files = sorted((STORIES / name).iterdir())
    return comparison_of([Article.from_file(file) for file in files], [file.name for file in files])


def versions() -> Comparison:
    """Of three versions of one article: what changed, went, appeared and stayed."""
    texts = [
        "The storm sank 40 boats off Merrow. Some 300 people lost power. It cost €3 million.",
        "The storm sank 46 boats off Merrow. It cost €3 million.",
        "The storm sank 46 boats off Merrow. It cost €3 million. The wind reached 120 km/h.",
    ]
    return comparison_of([Article.from_text(text) for text in texts], ["v1.txt", "v2.txt", "v3.txt"])


def hostile_story() -> Comparison:
    """Of hostile articles with hostile names, one of them an address that is no address."""
    texts = [
        f"{NASTY} storm\n\nThe {NASTY} storm sank {count} boats, said {NASTY}. It cost $5 million.\n"
        for count in (40, 46)
    ]
    articles = [Article.from_text(text) for text in texts]
    return comparison_of(articles, [f"=1+1 {NASTY}", "javascript:window.hit=5"])
