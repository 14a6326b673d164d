"""Figures that an article names only to call them wrong: they are no findings, and whoever reports them is told so."""

from collections.abc import Callable

import pytest

from summariser import Article, verify_text
from summariser.fields import Fields
from summariser.verification import Status, verify
from tests.support.clock import check_growth

DENIED = [
    pytest.param("The bay lost 310 seals, not the 130 that the first bulletin had.", "130", id="set against"),
    pytest.param(
        "The draft had put the loss at 130 seals. The office withdrew that number.", "130", id="withdrawn"
    ),
    pytest.param(
        "The figure of 130 seals has since been retracted. They counted 310.", "130", id="retracted"
    ),
    pytest.param(
        "A chart gave the loss as 130 seals. It should have been 310.", "130", id="should have been"
    ),
    pytest.param("The office wrongly reported 130 dead seals. There were 310.", "130", id="wrongly"),
    pytest.param(
        "A draft put the loss at 130 seals; that estimate contained an error.", "130", id="an error"
    ),
    pytest.param("A draft put the loss at 130 seals, which should not be used.", "130", id="not to be used"),
    pytest.param(
        "The office put the loss at 130 seals but later revised that figure up.", "130", id="revised"
    ),
    pytest.param("The office withdrew an early estimate of 130 seals.", "130", id="withdrew an estimate"),
    pytest.param(
        "The office withdrew its own count of May, when it had spoken of 130 seals.", "130", id="spoken of"
    ),
    pytest.param(
        "The office had told the press 130 seals but withdrew that sum.", "130", id="told, then withdrew"
    ),
    pytest.param(
        "The office had given 130 seals, a figure that it has since taken back.", "130", id="taken back"
    ),
    pytest.param(
        "A bulletin put the loss at 130 seals. The office took that number back.", "130", id="took back"
    ),
    pytest.param(
        "The paper spoke of 130 seals, but its authors have revised this to 310.", "130", id="revised to"
    ),
    pytest.param(
        "The office predicted 130 seals and later lowered that forecast to 90.", "130", id="forecast lowered"
    ),
    pytest.param("The office retracted its claim that 130 seals had died.", "130", id="claim that"),
    pytest.param(
        "The office withdrew its May figure for the bay, 130 seals, after pups were counted twice.",
        "130",
        id="figure, apposed",
    ),
    pytest.param(
        "The authors withdrew one number of the draft: it said 130 seals had died.", "130", id="one number"
    ),
    pytest.param(
        "The office had stated that 130 seals died; the correct number was 310.",
        "130",
        id="the correct number",
    ),
    pytest.param("The bay lost 310 seals rather than the 130 that were reported.", "130", id="rather than"),
    pytest.param("Contrary to reports of 130 dead seals, 310 were found.", "130", id="contrary to"),
    pytest.param("The estimate of 130 seals came from a typing error.", "130", id="came from"),
    pytest.param("The 2025 notice gave 130 seals. Its authors set that aside.", "130", id="set aside"),
]
# Taken back in ways that the table of cues does not know: whoever adds one finds it here.
NOT_KNOWN = [
    pytest.param("The bay lost 310 seals and not, as the harbour office told us, 130.", "130", id="by whom"),
    pytest.param("The office first gave 130 seals; the number was lowered to 110.", "130", id="came first"),
    pytest.param("The loss was given as 130 seals, a slip of the pen. It is 310.", "130", id="slip"),
    pytest.param(
        "Correction: an earlier version of this page gave 130 seals. It was 310.", "130", id="own correction"
    ),
    pytest.param(
        "We wrote that 130 seals had died. It was 310. We apologise for the error.", "130", id="column"
    ),
    pytest.param(
        "The loss, given in May as 130 seals, was in fact 310, since pups were left out.", "130", id="in fact"
    ),
    pytest.param(
        "The office at first announced 130 seals, but put out a correction.", "130", id="put out a correction"
    ),
    pytest.param(
        "Initial reports spoke of 130 dead seals; wardens now say that it was 310.",
        "130",
        id="initial reports",
    ),
    pytest.param("The office gave 130 seals, a figure that it later halved.", "130", id="later halved"),
    pytest.param("A bulletin gave 130 seals. It had counted the pups twice.", "130", id="counted twice"),
]
STATED = [
    pytest.param("Early reports spoke of 130 seals. Wardens are now searching the bay.", "130", id="early"),
    pytest.param("They saved 130 seals rather than 310.", "130", id="chosen"),
    pytest.param("They found 130 seals, which they cut free in 2 days.", "130", id="cut free"),
    pytest.param("The office withdrew its guide and now counts 130 seals.", "130", id="in its place"),
    pytest.param("The office corrected the number of seals to 130.", "130", id="corrected to"),
    pytest.param(
        "Police said 130 seals came. They dropped that case 2 days later.", "130", id="dropped a case"
    ),
    pytest.param("The bank had 130 branches. The rate was lowered to 2 in May.", "130", id="rate lowered"),
    pytest.param(
        "The bay lost 130 seals. The office had said 310 but withdrew that sum.",
        "130",
        id="another taken back",
    ),
    pytest.param("The bay withdrew its permit for 130 boats in 2 weeks.", "130", id="permit withdrawn"),
    pytest.param(
        "The office said 130 payments were wrong. They should have been stopped in 24 hours.",
        "130",
        id="of things",
    ),
    pytest.param("The review found errors in 130 forms, and 12 were corrected.", "130", id="errors counted"),
    pytest.param("The bay lost 310 seals but not one of the 130 pups.", "130", id="not one"),
    pytest.param("They did not lose more than 130 seals, or 20 a week.", "130", id="not more than"),
    pytest.param("We wrote to 130 towns. It was 12 years ago.", "130", id="wrote to"),
    pytest.param(
        "The paper first reported the loss of 130 seals in May, and 20 more in June.",
        "130",
        id="first reported",
    ),
    pytest.param(
        "The guide said 130 seals live there. The club revised its rules in 2 weeks.",
        "130",
        id="revised rules",
    ),
]


@pytest.mark.parametrize(("text", "number"), DENIED)
def test_a_figure_that_the_article_denies_supports_nothing(text: str, number: str) -> None:
    """And is not among what a summary should carry."""
    article = Article.from_text(f"Seals\n\n{text}")
    (found,) = verify_text(f"The bay lost {number} seals.", source=article)
    assert found.status is Status.MISATTRIBUTED
    assert "only to call it wrong" in found.message
    assert number not in {u.mention.text for u in verify(Fields(), article).coverage.uncovered}


@pytest.mark.xfail(strict=True, reason="not in the table of cues")
@pytest.mark.parametrize(("text", "number"), NOT_KNOWN)
def test_what_is_taken_back_in_other_words_is_not_known_yet(text: str, number: str) -> None:
    (found,) = verify_text(f"The bay lost {number} seals.", source=Article.from_text(f"Seals\n\n{text}"))
    assert "only to call it wrong" in found.message


@pytest.mark.parametrize(("text", "number"), DENIED)
def test_whoever_says_that_it_is_wrong_says_what_the_article_says(text: str, number: str) -> None:
    (found,) = verify_text(f"The loss of {number} seals was corrected.", source=f"Seals\n\n{text}")
    assert found.ok


@pytest.mark.parametrize(("text", "number"), STATED)
def test_figures_about_errors_are_findings(text: str, number: str) -> None:
    article = Article.from_text(f"Seals\n\n{text}")
    assert number in {u.mention.text for u in verify(Fields(), article).coverage.uncovered}


def test_a_figure_that_the_article_states_elsewhere_is_supported() -> None:
    """One party's denial does not make it wrong."""
    source = 'Seals\n\nThe bay lost 130 seals, the office says. "It was 40 seals, not 130," said the harbour master.'
    assert all(v.ok for v in verify_text("The bay lost 130 seals.", source=source))


def test_a_text_without_stops_is_read_in_linear_time() -> None:
    """Four times as long takes four times as long, where each of a thousand verbs looks for its end."""

    def checked(times: int) -> Callable[[], object]:
        source = f"Mills\n\nThe office was wrong: {'they first said 5 mills and ' * times}."
        return lambda: verify_text("It lost 5 mills.", source=source)

    check_growth(checked, 1000, 4000, below=10)
