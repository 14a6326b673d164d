"""The parts of a text: their roles, the cells of tables under their heads, and what leads in items and rows."""

import pickle
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser import Article
from summariser.article.layout.parts import Part, Role, parts_of_text

_PARAGRAPH = "The census of the river authority counted 1,240 otters along the Tamsel this spring, it said."
_MORE = "Its officers had walked the banks of the river for nine weeks before the census was over, it said."


def _table(text: str, parts: tuple[Part, ...]) -> list[list[str]]:
    """The rows with cells, each cell as "head/head: words"."""
    return [
        [
            ": ".join(
                filter(
                    None, ("/".join(text[slice(*head)] for head in cell.heads), text[cell.start : cell.end])
                )
            )
            for cell in part.cells
        ]
        for part in parts
        if part.cells
    ]


def _read(text: str) -> list[list[str]]:
    return _table(text, parts_of_text(text))


def _roles(text: str) -> list[tuple[Role, str]]:
    return [(part.role, text[part.start : part.end]) for part in parts_of_text(text)]


def _leads(text: str, parts: tuple[Part, ...]) -> dict[str, str | None]:
    """The lead-in of each item and row."""
    return {
        text[part.start : part.end]: part.lead_in and text[slice(*part.lead_in)]
        for part in parts
        if part.role in (Role.ITEM, Role.ROW)
    }


_OTTERS = [
    ["Stretch", "2023", "2025"],
    ["Upper", "2023: 310", "2025: 455"],
    ["Lower", "2023: 560", "2025: 785"],
]


@pytest.mark.parametrize(
    "text",
    [
        "| Stretch | 2023 | 2025 |\n|---|---:|:--:|\n| Upper | 310 | 455 |\n| Lower | 560 | 785 |",
        "Stretch | 2023 | 2025\n--- | --- | ---\nUpper | 310 | 455\nLower | 560 | 785",
        "|Stretch|2023|2025|\n|Upper|310|455|\n|Lower|560|785|",
        "| Stretch  | 2023  |  2025 |\n|----------|-------|-------|\n| Upper  |  310  |  455 |\n| Lower  |  560  |  785 |",
        (
            "+-----+-----+-----+\n| Stretch | 2023 | 2025 |\n+=====+=====+=====+\n| Upper | 310 | 455 |\n+-----+-----+-----+\n"
            "| Lower | 560 | 785 |\n+-----+-----+-----+"
        ),
        "Stretch\t2023\t2025\nUpper\t310\t455\nLower\t560\t785",
        "Stretch      2023    2025\nUpper         310     455\nLower         560     785",
        "Stretch      2023    2025\n-------      ----    ----\nUpper         310     455\nLower         560     785",
        "Stretch\t2023\t2025\r\n\r\nUpper\t310\t455\r\n\r\nLower\t560\t785\r\n",
    ],
    ids=[
        "markdown",
        "no outer bars",
        "no rule",
        "padded",
        "grid",
        "tabs",
        "gaps",
        "ruled gaps",
        "lines apart",
    ],
)
def test_cells_stand_under_their_heads(text: str) -> None:
    """Whatever divides them; neither the head row nor a row's own head has heads, and rules have no cells."""
    assert _read(text) == _OTTERS
    assert {role for role, _ in _roles(text)} == {Role.ROW}


@pytest.mark.parametrize(
    "text",
    [
        "| | 2023 | 2024 | 2025 |\n|---|---|---|---|\n| Upper | | 7 | 455 |\n| Lower | 560 | | |",
        "||2023|2024|2025|\n|Upper||7|455|\n|Lower|560|||",
        " | 2023 | 2024 | 2025\nUpper | | 7 | 455\nLower | 560 | |",
        "\t2023\t2024\t2025\nUpper\t\t7\t455\nLower\t560\t\t",
        "            2023    2024    2025\nUpper                  7     455\nLower        560",
    ],
    ids=["markdown", "no spaces", "no outer bars", "tabs", "gaps"],
)
def test_empty_cells_keep_their_column(text: str) -> None:
    """At the corner, within a row, and at its end."""
    assert _read(text) == [
        ["2023", "2024", "2025"],
        ["Upper", "2024: 7", "2025: 455"],
        ["Lower", "2023: 560"],
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "2024|2100",
        "2023/24|2024-25",
        "Q1 2020|1Q24",
        "May|5 May",
        "Otters|Share (%)",
        "1st half|2nd half",
        "FY24|(2024)",
    ],
)
def test_the_first_row_is_the_head_without_figures_but_years(heads: str) -> None:
    """Periods are heads, however they are written."""
    one, two = heads.split("|")
    assert _read(f"Stretch|{heads}\nUpper|310|455")[1] == ["Upper", f"{one}: 310", f"{two}: 455"]


@pytest.mark.parametrize(
    "row", ["Upper|310|455", "Upper|2024|455", "Upper|$5|more", "Upper|none|−7%", "Upper|2,024|2,025"]
)
def test_a_row_of_figures_is_no_head(row: str) -> None:
    """One figure is enough; then no cell has a head."""
    assert _read(f"{row}\nLower|560|785") == [row.split("|"), ["Lower", "560", "785"]]


def test_over_an_empty_corner_figures_are_heads() -> None:
    """Ages and sizes head columns too, and nothing else has no row head."""
    assert _read("|  | 0-17 | 18-64 |\n| Women | 5 | 6 |")[1] == ["Women", "0-17: 5", "18-64: 6"]


def test_two_tables_have_heads_of_their_own() -> None:
    """A blank line parts them; so does a rule with another head row above it, but not one above a total."""
    first = "| A | Otters |\n|---|---|\n| Upper | 310 |\n"
    second = "| B | Weirs |\n|---|---|\n| Lower | 9 |\n|---|---|\n| All | 12 |\n"
    expected = [
        ["A", "Otters"],
        ["Upper", "Otters: 310"],
        ["B", "Weirs"],
        ["Lower", "Weirs: 9"],
        ["All", "Weirs: 12"],
    ]

    assert _read(f"{first}\n{second}") == _read(first + second) == expected
    assert _read("A\tOtters\nUpper\t310\n\nB\t77\nLower\t9")[2:] == [["B", "77"], ["Lower", "9"]]


def test_a_grid_of_words_has_one_head_row() -> None:
    """There a rule stands below every row."""
    rule = "+---+---+\n"
    text = f"{rule}| A | Bank |\n{rule}| Upper | left |\n{rule}| Lower | right |\n{rule}"
    assert _read(text) == [["A", "Bank"], ["Upper", "Bank: left"], ["Lower", "Bank: right"]]


def test_a_dash_in_the_first_cell_is_no_bullet() -> None:
    """It stands for what is not known."""
    assert _read("- | 5\nUpper | 6") == [["-", "5"], ["Upper", "6"]]


def test_lead_ins_of_tables() -> None:
    """The line right above that ends in a colon, is a heading or a caption; a sentence leads in nothing."""
    rows = "Upper\t310\nLower\t560"
    for line in ("The census found:", "Otters by stretch", "## Otters counted. In all."):
        text = f"{_PARAGRAPH}\n\n{line}\n\n{rows}"
        assert set(_leads(text, parts_of_text(text)).values()) == {line.strip("# ")}
    text = f"## Otters\n\n{_PARAGRAPH}\n\n{rows}"
    assert set(_leads(text, parts_of_text(text)).values()) == {None}
    article = Article.from_text(f"{_PARAGRAPH}\n\nPhoto: Otters by stretch\n\n{rows}\n\n{_MORE}")
    assert set(_leads(article.text, article.parts).values()) == {"Photo: Otters by stretch"}


@pytest.mark.parametrize("marks", ["- |- ", "•\t|•\t", "1. |2. ", "a) |b) "])
def test_items_know_their_lead_in(marks: str) -> None:
    """Bullets, numbers and letters; a tab behind them makes no table."""
    one, two = marks.split("|")
    for lead in ("The census found:", "What the census found"):
        text = f"{_PARAGRAPH}\n\n{lead}\n\n{one}310 otters\n\n{two}9 weirs\n\n{_MORE}\n\n{one}7 dams"
        assert _leads(text, parts_of_text(text)) == {
            f"{one}310 otters": lead,
            f"{two}9 weirs": lead,
            f"{one}7 dams": None,
        }


def test_nested_items_have_their_parent_as_lead_in() -> None:
    """By their indentation, or because the item above them ends in a colon; the next item of old is the list's again."""
    text = (
        "Found:\n- Upper\n  - 310 otters\n    - 7 young\n  - 9 weirs\n- Lower:\n    - 560 otters\n- 12 dams"
    )
    assert list(_leads(text, parts_of_text(text)).values()) == [
        "Found:",
        "- Upper",
        "- 310 otters",
        "- Upper",
        "Found:",
        "- Lower:",
        "Found:",
    ]
    text = "Found:\n• Upper:\n• 310 otters\n• 9 weirs\n• Lower:\n• 560 otters"
    assert list(_leads(text, parts_of_text(text)).values()) == [
        "Found:",
        "• Upper:",
        "• Upper:",
        "Found:",
        "• Lower:",
    ]


def test_lines_indented_below_an_item_go_with_it() -> None:
    """They are led in by it, and the list goes on after them; lines set to the margin end it."""
    text = "Found:\n- 310 otters in\n  the upper stretch\n  and below\n- 9 weirs\nMuch more\n- 7 dams\n\n  It ended."
    assert _leads(text, parts_of_text(text)) == {
        "- 310 otters in": "Found:",
        "the upper stretch": "- 310 otters in",
        "and below": "- 310 otters in",
        "- 9 weirs": "Found:",
        "- 7 dams": "Much more",
    }


def test_headings_are_marked_or_short_and_no_sentences() -> None:
    """What ends the text heads nothing; a sentence is a paragraph, however short."""
    text = f"## It ended.\n\nNext steps\n\nIt ended.\n\n***\n\n{_PARAGRAPH}\n\nWhat now?\n\nThe census said this:\n\n{_MORE}\n\nRef. 12. In all\n\nThe end"
    assert _roles(text) == [
        (Role.HEADING, "It ended."),
        (Role.HEADING, "Next steps"),
        (Role.PARAGRAPH, "It ended."),
        (Role.PARAGRAPH, "***"),
        (Role.PARAGRAPH, _PARAGRAPH),
        (Role.HEADING, "What now?"),
        (Role.PARAGRAPH, "The census said this:"),
        (Role.PARAGRAPH, _MORE),
        (Role.PARAGRAPH, "Ref. 12. In all"),
        (Role.PARAGRAPH, "The end"),
    ]


def test_roles_of_a_scraped_page() -> None:
    """By-lines and dates are datelines at the head of the article only; the page around it is furniture."""
    text = "\n\n".join(
        [
            "Menu",
            "Otters return to the Tamsel",
            "By Ann Lee",
            "Published: June 2, 2025",
            _PARAGRAPH,
            "2 hours ago",
        ]
        + [_MORE, "By Bo Lind", "Photo: Ann Lee", _PARAGRAPH, "Leave a Reply", "I saw 99 of them."]
    )
    assert [part.role.value for part in Article.from_text(text).parts] == (
        "furniture title dateline dateline paragraph dateline paragraph furniture caption paragraph furniture furniture"
    ).split()


_PAGE = f"""<html><body><nav><ul><li>Top 50</li></ul></nav><article><h1>Otters return to the Tamsel</h1>
<p>{_PARAGRAPH}</p><figure><img src="a.jpg"><figcaption>Two otters on the bank of the river</figcaption></figure><p>{_MORE}</p>
<h2>The river authority has found more otters than weirs in it.</h2>
<ul><li>Upper stretch<ul><li>310 otters</li></ul></li><li>Lower stretch</li></ul><p>{_PARAGRAPH}</p>
%s<p>{_MORE}</p></article></body></html>"""


def test_parts_of_a_web_page() -> None:
    """Headings and captions by their elements, lists by their nesting."""
    article = Article.from_html(_PAGE % "")
    roles = {article.text[part.start : part.end]: part.role for part in article.parts}

    assert roles["• Top 50"] is Role.FURNITURE
    assert roles["Otters return to the Tamsel"] is Role.TITLE
    assert roles["Two otters on the bank of the river"] is Role.CAPTION
    assert roles["The river authority has found more otters than weirs in it."] is Role.HEADING
    leads = _leads(article.text, article.parts)
    heading = "The river authority has found more otters than weirs in it."
    assert leads == {
        "• Upper stretch": heading,
        "• 310 otters": "• Upper stretch",
        "• Lower stretch": heading,
    }


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            (
                "<tr><th></th><th>2023</th><th>2025</th></tr><tr><td>Upper</td><td></td><td>455</td></tr>"
                "<tr><td colspan='3'>Lower parts</td></tr><tr><td>Weir</td><td>5</td><td>6</td></tr>"
            ),
            [["2023", "2025"], ["Upper", "2025: 455"], ["Lower parts"], ["Weir", "2023: 5", "2025: 6"]],
        ),
        (
            (
                "<thead><tr><th rowspan='2'>Stretch</th><th colspan='2'>2024</th><th>2025</th></tr>"
                "<tr><th>Otters</th><th>Weirs</th><th>Otters</th></tr></thead>"
                "<tr><td>Upper</td><td>1</td><td>2</td><td>3</td></tr>"
            ),
            [
                ["Stretch", "2024", "2025"],
                ["Otters", "Weirs", "Otters"],
                ["Upper", "2024/Otters: 1", "2024/Weirs: 2", "2025/Otters: 3"],
            ],
        ),
        (
            (
                "<tr><th>Stretch</th><th>2023</th></tr><tr><td>Upper</td><td>3</td></tr></table>"
                "<table><tr><td>Lower</td><td>4</td></tr><tr><td>Weir</td><td>5</td></tr>"
            ),
            [["Stretch", "2023"], ["Upper", "2023: 3"], ["Lower", "4"], ["Weir", "5"]],
        ),
    ],
    ids=["empty cells", "spans", "two tables"],
)
def test_tables_of_web_pages(table: str, expected: list[list[str]]) -> None:
    """Columns are the page's own, though the text leaves empty cells out."""
    article = Article.from_html(_PAGE % f"<table>{table}</table>")

    assert _table(article.text, article.parts) == expected


def test_lines_within_a_cell_stand_apart() -> None:
    """Two figures one above the other are not one."""
    rows = "<tr><th>Weir</th><th>Otters</th></tr><tr><td><p>Upper</p><p>Lower</p></td><td>12<br>15</td></tr>"
    article = Article.from_html(_PAGE % f"<table>{rows}</table>")

    assert "Upper Lower | 12 15" in article.text


def test_a_second_row_of_heads_need_not_be_marked() -> None:
    """It has nothing over the row heads, and years; with figures it would be a row."""
    top = "<thead><tr><th rowspan=2>Weir</th><th colspan=2>Otters</th></tr></thead>"
    heads = "<tr><td>2023</td><td>2024</td></tr><tr><td>Upper</td><td>310</td><td>320</td></tr>"
    article = Article.from_html(_PAGE % f"<table>{top}{heads}</table>")
    assert _table(article.text, article.parts)[-1] == ["Upper", "Otters/2023: 310", "Otters/2024: 320"]
    figures = heads.replace("2023", "31").replace("2024", "32")
    article = Article.from_html(_PAGE % f"<table>{top}{figures}</table>")
    assert _table(article.text, article.parts)[-1][1] == "Otters: 310"


def test_the_caption_leads_in_a_web_table() -> None:
    """It stands in the table, right above its rows."""
    article = Article.from_html(
        _PAGE
        % "<table><caption>Otters</caption><tr><th>A</th><th>B</th></tr><tr><td>C</td><td>4</td></tr></table>"
    )
    leads = _leads(article.text, article.parts)

    assert [leads["A | B"], leads["C | 4"]] == ["Otters", "Otters"]


def test_offsets_are_those_of_the_untouched_text() -> None:
    """Hidden markup shifts them; a part that it cuts apart is there piece by piece."""
    hidden = "<!-- 9,999 otters -->"
    text = f"{hidden}{_PARAGRAPH}\n\nFound{hidden} here:\n\nA\t2023{hidden}\nUpper\t310\n\nNine {hidden}weirs went, it said."
    article = Article.from_text(text)

    assert _table(text, article.parts) == [["A", "2023"], ["Upper", "2023: 310"]]
    assert _leads(text, article.parts)["Upper\t310"] == "here:"
    assert [text[part.start : part.end] for part in article.parts[-2:]] == ["Nine", "weirs went, it said."]


def test_parts_go_with_the_article() -> None:
    """They are compared and pickled; an article made by hand has none."""
    article = Article.from_text(f"{_PARAGRAPH}\n\nA\t2023\nUpper\t310")

    assert pickle.loads(pickle.dumps(article)) == article
    assert replace(article, parts=()) != article
    assert Article("text", ((0, 4),), ()).parts == ()


@pytest.mark.parametrize(
    "piece",
    ["a\t", "a|", "|", "a   ", "   a   b\n", "a\tb\n", "- a:\n", " - a\n", "\t", "--- | ---\n", "# a\n"],
)
def test_cost_of_parts_is_linear(piece: str) -> None:
    """Endless rows, and tables and lists without end: processor time, which other work on the machine leaves alone."""
    started = time.process_time()
    parts_of_text(piece * 50_000)
    parts_of_text("".join(" " * (n % 90) + piece for n in range(5_000)))

    assert time.process_time() - started < 5


_TEXTS = st.lists(
    st.sampled_from(
        [
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "|",
            " | ",
            "   ",
            "- ",
            "  - ",
            "1. ",
            "## ",
            "**",
            "---",
            ":",
            "5",
            "2024",
        ]
    )
    | st.sampled_from(
        [
            "<!-- 9 -->",
            "Leave a Reply",
            "By Ann Lee",
            "June 2, 2025",
            "Photo: x",
            "\u200b",
            "\x85",
            _PARAGRAPH,
        ]
    )
    | st.text(max_size=5)
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_parts_of_any_text(text: str) -> None:
    """In order, apart, not blank; cells within their part and in order, heads and lead-ins above it."""
    article = Article.from_text(text)
    for parts in (article.parts, parts_of_text(text)):
        at = 0
        for part in parts:
            assert at <= part.start < part.end <= len(text)
            assert text[part.start : part.end].strip()
            inner = part.start
            for cell in part.cells:
                assert inner <= cell.start < cell.end <= part.end
                assert all(low < high <= part.start for low, high in cell.heads)
                inner = cell.end
            assert part.lead_in is None or part.lead_in[0] < part.lead_in[1] <= part.start
            at = part.end
    kept = {
        n for part in article.parts if part.role is not Role.FURNITURE for n in range(part.start, part.end)
    }
    body = {n for start, end in article.body_spans for n in range(start, end) if not text[n].isspace()}
    assert body <= kept
