"""What of a scraped page is the article."""

import re
from itertools import pairwise

import pytest

from summariser import Article
from tests.article.scraped_pages import PAGES, ScrapedPage

_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def _ids(page: ScrapedPage) -> str:
    return page.name


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_body_holds_every_block_of_the_article(page: ScrapedPage) -> None:
    """No paragraph, subheading, list item or table row of the article is lost."""
    body = Article.from_text(page.text).body

    assert [block for block in page.body if block not in body] == []


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_no_furniture_in_the_body(page: ScrapedPage) -> None:
    """Menus, inserts, other stories, comment forms and notices stay out."""
    body = Article.from_text(page.text).body

    assert [block for block in page.furniture if block in body] == []


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_figures_of_the_body_are_the_article_s(page: ScrapedPage) -> None:
    """Every figure of the body stands in a block of the article."""
    body = Article.from_text(page.text).body

    assert _DIGITS.findall(body) == _DIGITS.findall("\n".join(page.body))


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_title_is_the_headline(page: ScrapedPage) -> None:
    """The title is found and is not part of the body."""
    article = Article.from_text(page.text)

    assert page.title
    assert article.title == page.title
    assert page.title not in article.body


@pytest.mark.parametrize(
    "text",
    [
        "Exports rose 4 percent.",
        "Exports rose 4 percent",
        "Copyright © 2024 Example Media",
        "Read more",
        "Exports rose 4 percent. Imports fell to $3 billion, the lowest since 2019, the bureau said.",
        "Region\tSales\nNorth\t12\nSouth\t15",
    ],
)
def test_text_without_a_page_around_it_is_all_body(text: str) -> None:
    """A single sentence, paragraph or table is the article, whatever it says."""
    article = Article.from_text(text)

    assert article.body == text
    assert article.title is None


def test_the_title_is_the_headline_that_the_story_takes_up() -> None:
    """Not the name of the paper and its motto above it, though neither shares enough words to be sure."""
    text = (
        "THE MIDGATE COURIER - all the news, every day\n\nClubs owe crowns by the billion\n\n"
        "The 18 clubs of the league had debts of 3.6 billion crowns at the end of the season, the auditors said.\n\n"
        "Wages rose by 9% and swallowed most of the money, they found in a report on Monday."
    )
    assert Article.from_text(text).title == "Clubs owe crowns by the billion"


def test_a_pointer_in_brackets_is_cut_out_of_its_paragraph() -> None:
    """Its figures are another story's; the paragraph goes on around it, and remarks in brackets stay."""
    text = (
        'Rents in Orvale rose by 8% last year, the council said. (Also see "Landlords Pass The $10bn Mark" - Echo, 2 Feb.) '
        "Wages rose by 3% (see also: table 3), it said.\n\n[READ MORE: Council spends 40 million on bins] Tenants want a cap of 2%."
    )
    article = Article.from_text(text)
    assert [s.text for s in article.sentences] == [
        "Rents in Orvale rose by 8% last year, the council said.",
        "Wages rose by 3% (see also: table 3), it said.",
        "Tenants want a cap of 2%.",
    ]
    assert "10bn" not in article.body


def test_wrapped_lines_are_one_paragraph() -> None:
    """In text wrapped at a fixed width, as in mails and press releases, sentences run on over the line ends."""
    text = (
        "The census of the river authority counted 1,240 otters along the\n"
        "lower Tamsel this spring, which is 370 more than two years ago and\n"
        "the highest number since the counts began. The next census is due\n"
        "in two years.\n"
        "\n"
        "Nine more weirs will be removed, and the authority has set aside\n"
        "some 2.5 million crowns for the work on both banks of the river.\n"
    )

    sentences = [" ".join(sentence.text.split()) for sentence in Article.from_text(text).sentences]

    assert sentences[1] == "The next census is due in two years."
    assert len(sentences) == 3


def test_spans_are_in_order_and_leave_the_title_out() -> None:
    """Body spans do not overlap each other or the title."""
    article = Article.from_text(PAGES[1].text)
    spans = sorted([*article.body_spans, article.title_span or (0, 0)])

    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    "teaser",
    [
        "Today 11C  |  Win a £500 voucher",
        "Sign up for our morning letter on judges",
        "Courts desk, data and figures, 30 September 2025",
        "Watch: nine storms of this year in pictures",
    ],
)
def test_a_line_that_shares_one_word_with_the_story_is_not_its_title(teaser: str) -> None:
    """One word is shared by chance; the headline shares more."""
    title = "Appeal judges shorten the sentence of a lottery manager"
    page = (
        f"Valley Star\n\n{teaser}\n\n{title}\n\n"
        "The former manager of the Valley Lottery will leave prison sooner than his victims had hoped this year. The Court of "
        "Appeal today cut his sentence from nine years to six, the court said in its ruling.\n\n"
        "The judges held that the first court had counted nine figures twice, and that the sentence was too long for the loss.\n"
    )
    assert Article.from_text(page).title == title
