"""What holds for the reading of any text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser import Article
from summariser.reading import Reading, Statement, labels_of, periods_of, read
from tests.reading.conformance import statement_rows

TEXTS = [row.text for row in statement_rows()]
# Pieces that dates, amounts and clauses are made of, in any order.
PIECES = """sales rose fell to from by 40 1,998 $5m 12% 2019 2020 2018-2020 March 5 31 February Q1 FY2023 1990s ( ) , ; : - and or but
while which respectively the former against a year earlier said not withdrew its figure 05/03/2024 . | • """.split(
    " "
)
SOUPS = st.lists(st.sampled_from([*PIECES, "\n", "\t"]), max_size=40).map(" ".join)
ANY = st.one_of(st.text(max_size=80), SOUPS)


def _shifted(statement: Statement, offset: int, sentence: int) -> Statement:
    mention, phrase = statement.mention, statement.subject.phrase
    moved = replace(mention, start=mention.start + offset, end=mention.end + offset)
    spot = (phrase[0] + offset, phrase[1] + offset) if phrase else None
    subject = replace(statement.subject, phrase=spot)
    return replace(statement, mention=moved, sentence=statement.sentence + sentence, subject=subject)


def _spans(reading: Reading) -> list[tuple[int, int]]:
    spans = [*reading.sentences, *((d.start, d.end) for d in reading.dates)]
    spans += [(cue.start, cue.end) for cue in reading.cues]
    return spans + [s.subject.phrase for s in reading.statements if s.subject.phrase]


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_any_string_is_read_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text)
    for statement in reading.statements:
        assert text[statement.mention.start : statement.mention.end] == statement.mention.text
        low, high = reading.sentences[statement.sentence]
        assert low <= statement.mention.start < high
        assert all(0 < weight <= 1 for weight in statement.subject.weights.values())
    assert all(0 <= start < end <= len(text) for start, end in _spans(reading))
    ends = [d.end for d in reading.dates]
    assert all(end <= d.start for end, d in zip(ends, reading.dates[1:], strict=False))


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANY, st.sampled_from(TEXTS)))
def test_a_label_is_made_of_the_texts_own_words(text: str) -> None:
    """Best first, each once, at most twelve words, and of the pieces that its spans name."""
    reading = read(text)
    for mention in reading.numbers:
        labels, times = labels_of(reading, mention), periods_of(reading, mention, "2019")
        assert len({label.text for label in labels}) == len(labels)
        assert all(1 <= len(label.text.split()) <= 12 for label in labels)
        assert all(0 <= start < end <= len(text) for label in labels for start, end in label.spans)
        for found in (labels, times):
            scores = [one.score for one in found]
            assert scores == sorted(scores, reverse=True)
            assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_two_texts_in_one_say_what_each_says(one: str, other: str) -> None:
    """What a text says of its numbers does not depend on the text before or behind."""
    first, second, both = read(one), read(other), read(f"{one}\n\n{other}")
    moved = [_shifted(s, len(one) + 2, len(first.sentences)) for s in second.statements]
    assert list(both.statements) == [*first.statements, *moved]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TEXTS))
def test_a_text_says_the_same_with_other_white_space(text: str) -> None:
    """A no-break space says no more than a space."""
    if "\n" in text or "\t" in text:
        return
    wide = text.replace(" the ", "\u00a0the\u00a0")
    told = [(s.periods, s.direction, s.endpoint, s.polarity) for s in read(text).statements]
    assert [(s.periods, s.direction, s.endpoint, s.polarity) for s in read(wide).statements] == told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Brook sold 40 boats to Holt & Sons.", [("Ann Brook", "Holt", "Sons")]),
        ("Sales rose to 40, says the Bank of Lorn.", [("Bank", "Lorn")]),
        ("The mill sold 40 boats.", [()]),
        ("Spain sent 70 crews, but Old Greece sent 35 crews.", [(), ("Old Greece",)]),
    ],
)
def test_the_names_are_those_of_the_numbers_clause(text: str, names: list[tuple[str, ...]]) -> None:
    """Runs of capitals; the first word of a sentence has one anyway, and is a name only with another behind it."""
    assert [s.names for s in read(text).statements] == names


def test_statements_are_in_order_also_in_a_table() -> None:
    """A row's label may hold a number too."""
    text = "| Ward | Beds |\n|---|---|\n| Ward with 12 rooms | 40 |\n| Ward with 9 rooms | 31 |"
    starts = [s.mention.start for s in read(text).statements]
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_an_article_is_read_once() -> None:
    """The reading is kept with the article, and neither compared nor pickled with it."""
    article = Article.from_text("The mill sold 40 tonnes in 2019 and 55 in 2020.")
    assert read(article) is read(article)
    assert article == Article.from_text(article.text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "40", "2019", "(", ")", ", 40, and", "from 40 to", "respectively 2019, 2020"]
)
def test_odd_texts_are_read(text: str) -> None:
    read(text).statements  # noqa: B018
