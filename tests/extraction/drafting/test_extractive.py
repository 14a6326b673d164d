"""Prose in the article's own sentences: which ones are told, in which order, and what never is."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser.article import Article
from summariser.candidates import stances_of
from summariser.extraction.drafting.candidate_sentences import candidate_sentences
from summariser.extraction.drafting.extractive import ExtractiveSummary, extractive_summary, statement_of
from tests.support.clock import check_growth

LIGHTHOUSES = """Half of the coast's lighthouses have gone dark, keepers' union says

MARROW BAY, 4 June 2026 (Tidewire) - Of the 212 lighthouses on the coast 106 were switched off between 2015 and 2025, the Keepers' Union says in a report published on Thursday.

The report, "Last Lamps", puts the cost of keeping one lit at £41,000 a year. It asks the Harbour Board for £4.3 million by 2028.

Wrecks rose from 9 in 2015 to 23 last year, and 14 of those were within two miles of a dark tower. The union counted only ships of more than 20 tonnes.

"Nobody steers by a dark tower," said Imre Salt, who chairs the union.

The Harbour Board rejected the findings. It said that 98% of ships carry a satellite receiver.

Fishermen paint their own marks on the rocks. Some 340 such marks were found north of Marrow Bay alone.

Towers that were sold fetched £260,000 on average. The dearest, at Gull Ness, went for £1.1 million to a maker of candles.

A first draft of the report had put the wrecks at 71. The union withdrew that figure, which took in yachts.
"""


def prose_of(text: str, **limits: int) -> ExtractiveSummary:
    return extractive_summary(Article.from_text(text), **limits)


def told(prose: ExtractiveSummary) -> str:
    """All that is told."""
    return "\n".join(
        [prose.headline or "", prose.abstract_text, *(finding.text for finding in prose.findings)]
    )


def stands(sentence: str, *, before: str = "The ministry counted the herons of the delta in May.") -> str:
    """How a sentence behind another one stands: "alone", "leans", or "never"."""
    article = Article.from_text(
        f"Herons return\n\n{before} {sentence}\n\nThe delta lies in the south of the country."
    )
    at = article.text.index(sentence)
    found = next(
        s
        for s, own in zip(candidate_sentences(article), article.sentences, strict=True)
        if own.start <= at < own.end
    )
    return "never" if found is None or found.denies else "leans" if found.is_anaphoric else "alone"


class TestAbstract:
    def test_opens_with_what_was_published_by_whom_and_has_a_response(self) -> None:
        prose = prose_of(LIGHTHOUSES)
        assert prose.headline == "Half of the coast's lighthouses have gone dark, keepers' union says"
        assert prose.abstract[0].text.startswith("Of the 212 lighthouses")
        assert "The Harbour Board rejected the findings." in prose.abstract_text

    def test_has_three_to_five_sentences_in_the_articles_order_with_true_offsets(self) -> None:
        article = Article.from_text(LIGHTHOUSES)
        prose = extractive_summary(article)
        numbers = [sentence.number for sentence in prose.abstract]
        assert 3 <= len(numbers) <= 5
        assert numbers == sorted(set(numbers))
        for sentence in prose.abstract:
            assert article.text[sentence.start : sentence.end] == sentence.text

    @pytest.mark.parametrize("longest", [300, 500, 900])
    def test_is_no_longer_than_asked_once_it_has_three_sentences(self, longest: int) -> None:
        prose = prose_of(LIGHTHOUSES, longest_abstract=longest)
        assert len(prose.abstract) == 3 or len(prose.abstract_text) <= longest

    def test_is_told_on_one_line_without_marks_of_emphasis(self) -> None:
        prose = prose_of(
            "Canal closed again\n\n**The canal** was closed for *nine* days in March, the *Lock Office* said."
        )
        assert prose.abstract_text == "The canal was closed for nine days in March, the Lock Office said."

    def test_tells_nothing_twice(self) -> None:
        """Boxes of a page repeat its sentences."""
        box = "The mill at Corran ground 340 tonnes of oats last year."
        prose = prose_of(
            f"Mill of Corran grinds on\n\n{box}\n\nThe wheel turns on 200 days.\n\n{box}\n\n{box} {box}"
        )
        assert told(prose).count(box) == 1


class TestFindings:
    def test_are_further_sentences_each_with_a_figure(self) -> None:
        prose = prose_of(LIGHTHOUSES)
        abstract = {sentence.number for sentence in prose.abstract}
        assert prose.findings
        for finding in prose.findings:
            assert not abstract & set(finding.numbers)
            assert any(map(str.isdigit, finding.text))

    @pytest.mark.parametrize("most", [0, 1, 2])
    def test_are_at_most_as_many_as_asked(self, most: int) -> None:
        assert len(prose_of(LIGHTHOUSES, most_findings=most).findings) == most

    def test_one_that_leans_is_told_behind_the_one_that_it_leans_on(self) -> None:
        prose = prose_of(LIGHTHOUSES, most_findings=9)
        for finding in prose.findings:
            assert not finding.text.startswith(("It ", "Some 340 such", "The dearest"))


WRONG = [
    "A leaked list had put the number of herons at 970.",
    "The ministry first gave 970 pairs, and lowered the number to 640 in June.",
    "There are 640 pairs, not 970.",
    "There are 640 pairs and not, as the Delta Post wrote on Monday, 970.",
    "The figure of 970 pairs has been retracted.",
    "The count of herons had first been given as 970 pairs.",
    "The ministry did not count 970 pairs.",
    "Correction, 3 June: an earlier version of this page gave 970 pairs.",
]
FRAGMENTS = [
    "Why the delta holds 640 pairs.",
    "By delta and year:",
    "How many herons are there in the delta?",
    "Herons: 640 pairs in all, none ringed",
    "640 pairs, the most ever.",
    "I counted 640 pairs from a boat.",
    "Our readers sent in 640 photographs of herons.",
    "Get 640 photographs of herons for your wall!",
    "You can see 640 pairs from the bridge.",
    "The ministry says that 640 pairs of herons have...",
    '"There are 640 pairs of them in the reeds."',
]
LEANING = [
    "It found 640 pairs.",
    "But 640 pairs were found in the reeds.",
    "Still, the reeds held 640 pairs.",
    "However, the reeds held 640 pairs.",
    "In fact, the reeds held 640 pairs.",
    "Three were found in a barn.",
    "Nearly half of them nested in the reeds.",
    "Some 340 such nests were found.",
    "Close to two-thirds of that was new.",
    "Each had a nest of its own.",
    "Its 640 volunteers slept in tents.",
    "This is 40 more than last year.",
    "The oldest was 24 years old.",
    "The oldest, a female, was ringed in 2001.",
    "That was 40 more than last year.",
    "The number of nests then fell to 640.",
    "The wardens doubted it.",
    '"It is nearer 700," said Odo Fenn, who led the count.',
    "In half of the nests they found eggs.",
    '"There are 640 pairs," she said.',
]
ALONE = [
    "Each pair raised 2.4 chicks.",
    "The oldest heron was 24 years old.",
    "Nearly half of the pairs nested in the reeds.",
    "In its review the Delta Board counts 640 pairs.",
    "Only 6 pairs nested in trees.",
    "There were 640 pairs in the reeds.",
    "Losses did not exceed 15 pairs.",
    "The country had 640 confirmed pairs in 2025.",
    "Wardens had ringed 310 chicks by June.",
    "£500 was paid for each nest.",
    "Since 2019 the Delta Board has ringed 5,100 chicks.",
    "Storks fell to 90 pairs, against 130 a year before.",
    '"There are 640 pairs in the reeds," said Odo Fenn, who led the count.',
    "The wardens found 640 nests in a barn, in trees and in the reeds behind it.",
    '"We saw 640 pairs," said Odo Fenn, who led the count.',
]


class TestStanding:
    @pytest.mark.parametrize("sentence", WRONG)
    def test_no_figure_that_the_article_calls_wrong_is_told(self, sentence: str) -> None:
        assert stands(sentence) == "never"

    @pytest.mark.parametrize("sentence", FRAGMENTS)
    def test_no_fragment_question_or_appeal_and_no_quotation_without_its_speaker(self, sentence: str) -> None:
        article = Article.from_text(
            f"Herons return\n\nWardens met in the delta in May.\n\n{sentence}\n\nThe delta is large."
        )
        chosen = [s.sentence.text for s in candidate_sentences(article) if s is not None]
        assert all(sentence not in text and text not in sentence for text in chosen)

    @pytest.mark.parametrize("sentence", LEANING)
    def test_what_points_back_leans_on_the_sentence_before(self, sentence: str) -> None:
        assert stands(sentence) == "leans"

    @pytest.mark.parametrize("sentence", ALONE)
    def test_what_names_its_things_stands_alone(self, sentence: str) -> None:
        assert stands(sentence) == "alone"

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("Old Quay – Ferries carried 410,000 people.", "Ferries carried 410,000 people."),
            ("Old Quay (Tidewire)Ferries carried 410,000 people.", "Ferries carried 410,000 people."),
            ("The Tide Board (TB) Sunday Fund paid £40.", "The Tide Board (TB) Sunday Fund paid £40."),
            (
                "OLD QUAY, 3 May 2026 (Tidewire) - Ferries carried 410,000 people.",
                "Ferries carried 410,000 people.",
            ),
            ("OLD QUAY (Tidewire) — Ferries carried 410,000 people.", "Ferries carried 410,000 people."),
            (
                "The quay – a stub of stone – was used by 410,000 people.",
                "The quay – a stub of stone – was used by 410,000 people.",
            ),
            (
                "Ferries – of 11 firms – carried 410,000 people.",
                "Ferries – of 11 firms – carried 410,000 people.",
            ),
        ],
    )
    def test_a_dateline_is_taken_off(self, text: str, first: str) -> None:
        assert prose_of(f"Ferries carry more people again\n\n{text}").abstract_text == first


class TestSmallArticles:
    def test_one_sentence_is_headline_and_abstract(self) -> None:
        sentence = "The mill at Corran ground 340 tonnes of oats last year."
        prose = prose_of(sentence)
        assert (prose.headline, prose.abstract_text, prose.findings) == (sentence, sentence, ())

    @pytest.mark.parametrize(
        "text", ["", " \n", "...", "12", "Oats", "| Year | Oats |\n| 2024 | 310 |\n| 2025 | 340 |"]
    )
    def test_without_a_sentence_there_is_no_prose(self, text: str) -> None:
        prose = prose_of(text)
        assert (prose.abstract, prose.findings) == ((), ())

    @pytest.mark.parametrize(
        "title", ["Where do the oats go?", "Corran Mill Office", "Mill notes, 4 May 2026"]
    )
    def test_a_title_that_tells_nothing_is_no_headline(self, title: str) -> None:
        text = "The Corran Mill Office ground 340 tonnes of oats last year, it said on Monday."
        assert prose_of(f"{title}\n\n{text}").headline == text

    def test_a_first_sentence_of_small_words_is_passed_over(self) -> None:
        text = "What was had was had. The mill at Corran ground 340 tonnes of oats last year."
        assert "340 tonnes" in prose_of(f"Mill of Corran grinds on\n\n{text}").abstract_text


class TestStatementOf:
    def test_is_the_sentence_in_which_a_party_takes_its_stance(self) -> None:
        found = statement_of(Article.from_text(LIGHTHOUSES), "Harbour Board")
        assert found is not None
        assert found.text == "The Harbour Board rejected the findings."

    def test_is_else_one_in_which_it_speaks(self) -> None:
        found = statement_of(Article.from_text(LIGHTHOUSES), "Imre Salt")
        assert found is not None
        assert found.text.startswith('"Nobody steers by a dark tower,"')

    def test_may_deny_a_figure(self) -> None:
        text = "Herons return\n\nThe Delta Board counts 640 pairs. The Reed Union said that there are 500 pairs, not 640."
        found = statement_of(Article.from_text(text), "Reed Union")
        assert found is not None
        assert found.text == "The Reed Union said that there are 500 pairs, not 640."

    def test_tells_no_figure_that_is_taken_back(self) -> None:
        text = "Herons return\n\nThe Delta Board counts 640 pairs. The Reed Union said it had first put them at 970."
        assert statement_of(Article.from_text(text), "Reed Union") is None

    def test_is_none_of_a_party_that_says_nothing(self) -> None:
        assert statement_of(Article.from_text(LIGHTHOUSES), "Gull Ness") is None


class TestAnyText:
    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet=st.sampled_from('The heron counts 12,5 of it. "\n-–|*“”?!…A£%é漢\u200b')))
    def test_raises_nothing_and_tells_nothing_but_the_text(self, text: str) -> None:
        article = Article.from_text(text)
        prose = extractive_summary(article)
        told = [*prose.abstract, *(s for finding in prose.findings for s in finding.sentences)]
        assert all(article.text[s.start : s.end] == s.text for s in told)
        assert len({s.number for s in told}) == len(told)
        statement_of(article, text)

    def test_takes_linear_time(self) -> None:
        def chosen(sentences: int) -> Callable[[], object]:
            lines = (
                f"The Delta Board counted {n} pairs of herons in district {n}, Odo Fenn said."
                for n in range(sentences)
            )
            article = Article.from_text("Herons return to the delta\n\n" + "\n\n".join(lines))
            return lambda: extractive_summary(article)

        check_growth(chosen, 300, 3_000, below=25)


def test_the_statements_of_many_parties_take_time_in_proportion() -> None:
    def found(parties: int) -> Callable[[], object]:
        told = " ".join(f"Ann Bo{n:04} denied the findings of the report." for n in range(parties))
        article = Article.from_text(
            f"Bridges close\n\nThe Structures Board published its report on Monday. {told}"
        )
        stances = stances_of(article)
        assert all(statement_of(article, stance.party) for stance in stances[:20])
        return lambda: [statement_of(article, stance.party) for stance in stances]

    check_growth(found, 250, 2000, below=24)  # a walk over all of them for each takes 64 times as long
