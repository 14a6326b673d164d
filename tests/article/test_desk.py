"""A chain as on a desk: a report as PDF, and articles about it in which wrong figures are planted."""

from benchmarks.accuracy.documents import desk

# Of 115 right figures; most of these stand in tables whose caption gives the scale ("million euros").
MOST_ACCUSED = 18


def test_every_planted_figure_is_found() -> None:
    checked = desk()

    assert sum(len(article.planted) for article in checked) == 11
    assert [(a.name, v.text) for a in checked for v in a.planted if v not in a.found] == []


def test_few_right_figures_are_called_wrong() -> None:
    checked = desk()

    assert sum(len(article.others) for article in checked) > 100
    assert sum(len(article.accused) for article in checked) <= MOST_ACCUSED


def test_verdicts_name_the_page() -> None:
    """Wherever the report has the number."""
    verdicts = [v for article in desk() for v in article.others if v.source_span]

    assert all(v.place and v.place.page in range(1, 7) for v in verdicts)
    assert any("(page 4)" in v.message for v in verdicts)
