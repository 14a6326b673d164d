"""One story in many articles: who gives which figure of the same thing, and where they differ."""

from summariser.comparison.facts.corrections import Corrections, load_corrections
from summariser.comparison.labels import Given, HasArticle, article_of
from summariser.comparison.records import Agreement, Cell, Compared, Comparison, Difference, Fact, Told
from summariser.comparison.story import compare, comparison_of
from summariser.comparison.versions import Change, Turn, changes, in_order_of_days

__all__ = [
    "Agreement",
    "Cell",
    "Change",
    "Compared",
    "Comparison",
    "Corrections",
    "Difference",
    "Fact",
    "Given",
    "HasArticle",
    "Told",
    "Turn",
    "article_of",
    "changes",
    "compare",
    "comparison_of",
    "in_order_of_days",
    "load_corrections",
]
