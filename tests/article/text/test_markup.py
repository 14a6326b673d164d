"""Comments, scripts and Markdown's marks in plain text: what a reader would not see is neither title nor body."""

import time

import pytest

from summariser import Article

_PARAGRAPH = "The census of the river authority counted 1,240 otters along the Tamsel this spring."


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in Article.from_text(text).sentences]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- use 9,999 otters -->",
        "<!-- use 9,999 otters\n\nin 77 rivers -->",
        "<!-- 9,999 --!>",
        "<script>var otters = 9999;</script>",
        "<SCRIPT type='text/javascript'>\nvar otters = 9999;\n</Script >",
        "<style>.otter { width: 9999px }</style>",
        "<!----><noscript>9,999 otters</noscript><!-->",
    ],
)
def test_hidden_markup_is_furniture(hidden: str) -> None:
    """Above the headline, between paragraphs and at the end; the text itself stays as it is."""
    text = f"{hidden}\n\nOtters return to the Tamsel\n\n{_PARAGRAPH}\n{hidden}\n\n{_PARAGRAPH}{hidden}\n"
    article = Article.from_text(text)

    assert article.text == text
    assert article.title == "Otters return to the Tamsel"
    assert article.body == f"{_PARAGRAPH}\n\n{_PARAGRAPH}"
    assert [sentence.text for sentence in article.sentences] == [article.title, _PARAGRAPH, _PARAGRAPH]


def test_a_comment_within_a_paragraph_parts_it() -> None:
    """No span and no sentence runs over the comment; nothing of the paragraph is lost."""
    text = "The census counted 1,240 otters <!-- 9,999 of them -->along the river this spring. <!-- 7 -->It ended."
    article = Article.from_text(text)

    assert article.body == "The census counted 1,240 otters\n\nalong the river this spring.\n\nIt ended."
    assert _sentences(text) == [
        "The census counted 1,240 otters",
        "along the river this spring.",
        "It ended.",
    ]


def test_a_comment_within_the_headline_parts_it() -> None:
    """The rest of the headline is body, so that no word of it becomes furniture."""
    text = f"Otters return <!-- 9,999 of them -->to the Tamsel, 40 weirs fewer\n\n{_PARAGRAPH}"
    article = Article.from_text(text)

    assert article.title == "Otters return to the Tamsel, 40 weirs fewer"
    assert article.title_span == (0, len("Otters return"))
    assert article.body == f"to the Tamsel, 40 weirs fewer\n\n{_PARAGRAPH}"


def test_a_comment_does_not_break_a_cue() -> None:
    """Lines are judged as a reader sees them."""
    article = Article.from_text(f"{_PARAGRAPH}\n\nLeave a <!-- {'x' * 500} -->Reply\n\nI saw 99 of them.")

    assert article.body == _PARAGRAPH


@pytest.mark.parametrize("opening", ["<!-- ", "<script>"])
def test_what_is_not_closed_is_text(opening: str) -> None:
    """Nothing says where it would end, and an article must not vanish for it."""
    assert Article.from_text(f"{_PARAGRAPH} {opening} {_PARAGRAPH}").body.count("1,240") == 2


@pytest.mark.parametrize("piece", ["<!--", "<script>", "<!---->a\n", "<style", "# a  ", "*a "])
def test_cost_of_markup_is_linear(piece: str) -> None:
    """Openings without end, and many comments, cost no more than their length."""
    started = time.perf_counter()
    Article.from_text(piece * 50_000)

    assert time.perf_counter() - started < 10


def test_marks_of_markdown_around_a_line_are_not_its_words() -> None:
    """Headings and lines emphasised as a whole are judged, and given, without the marks."""
    text = (
        "# Otters return to the Tamsel #\n\n_By Ann Lee, Evening Post, 9 May 2025_\n\n"
        f"{_PARAGRAPH}\n\n## **Next steps** of the authority\n\n{_PARAGRAPH}\n\n**Leave a reply**\n\nI saw 99.\n"
    )
    article = Article.from_text(text)

    assert article.title == "Otters return to the Tamsel"
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == article.title
    assert article.body == f"{_PARAGRAPH}\n\n**Next steps** of the authority\n\n{_PARAGRAPH}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Heading", "Heading"),
        ("### C# ", "C#"),
        ("**Bold line**", "Bold line"),
        ("## *Both*", "Both"),
        ("#1 in the charts", "#1 in the charts"),
        ("**Two** bold **words**", "**Two** bold **words**"),
        ("* item one", "* item one"),
        ("_snake_case_", "_snake_case_"),
        ("*5 of 12", "*5 of 12"),
    ],
)
def test_marks_are_taken_off_whole_lines_only(line: str, expected: str) -> None:
    """A hashtag, a list item, a footnote and emphasis on some of the words stay."""
    assert _sentences(line) == [expected]


def test_a_rule_is_no_sentence() -> None:
    """Lines without a letter or digit divide tables and sections."""
    assert _sentences("| Year | Otters |\n|------|-------:|\n| 2025 | 1,240 |\n\n***\n") == [
        "| Year | Otters |",
        "| 2025 | 1,240 |",
    ]
