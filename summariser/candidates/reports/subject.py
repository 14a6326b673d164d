"""Whether an article is about a report: a work that it tells the findings of, not one that it only speaks of.

What counts is how the noun for the work, or its title, is built into the sentences: it tells something ("the study
found"), what is told stands in it ("said in a report", "according to the survey"), it has been published, or a
sentence begins with it; beside that, how surely the article names its title and its issuer.
"""

from collections.abc import Iterator, Sequence

from summariser.article import Article
from summariser.candidates.reports.bodies import phrase_before
from summariser.candidates.reports.issuers import issuers_of
from summariser.candidates.reports.ranking import Candidate, together
from summariser.candidates.reports.titles import titles_of, works_and_titles_of
from summariser.candidates.reports.works import (
    DETERMINERS,
    FUNCTION,
    MARKS,
    Mention,
    Token,
    is_to_come,
    is_verbal,
    publishes_at,
)
from summariser.reading.vocabulary.nouns import NounClass, classes_of

# By judgement, on the articles of evals and tests/candidates/test_about_reports.py; so are those below.
_ABOUT = 0.5
# How likely an article is about a work that a sentence leans on, in the headline and the lead, and further down; that
# a sentence begins with, and that the first line names; and what its title and issuer add.
_IN_LEAD, _BEHIND_IT, _BELOW, _OPENS, _HEADS, _NAMED = 0.5, 0.45, 0.25, 0.2, 0.3, 0.35
_TITLE, _ISSUER = 0.7, 0.5
_LOOSE, _OLDER = 0.8, 0.3
_LEAD, _HEAD = 4, 2
_FAR, _NEAR = 9, 6
_JOINS = frozenset("and but that".split())
_OWNED = frozenset("its their his her".split())
_NONE = frozenset("no any every another".split())


def is_about_report(article: Article) -> bool:
    """Whether the article tells what a report, study, survey, audit or the like found; worked out once.

    >>> is_about_report(Article.from_text("A study by the Salt Institute found 12 mines. The study covers a year."))
    True
    >>> is_about_report(Article.from_text("A lorry hit a tree on Monday. Police have not reported its speed."))
    False
    """
    found = article.kept.get("about report")
    if not isinstance(found, bool):
        found = article.kept["about report"] = together(_signs(article)) >= _ABOUT
    return found


def _signs(article: Article) -> Iterator[float]:
    """How far the title, the issuer, and each sentence speak for a work that the article is about."""
    works, leaning = works_and_titles_of(article), False
    for number, (tokens, mentions) in enumerate(zip(works.tokens, works.mentions, strict=True)):
        weight = max((_weight(tokens, mention, number) for mention in mentions), default=0.0)
        if number < _LEAD and not weight and _says_in_title(tokens):
            weight = _ABOUT
        leaning = leaning or weight > _OPENS
        yield weight
    if leaning:
        yield _TITLE * _best(titles_of(article))
        yield _ISSUER * _best(issuers_of(article))


def _best(candidates: Sequence[Candidate]) -> float:
    return candidates[0].score if candidates else 0.0


def _weight(tokens: Sequence[Token], mention: Mention, number: int) -> float:
    """How far a sentence, counted from 0, leans on a work."""
    factor = (_LOOSE if mention.is_loose else 1) * (_OLDER if mention.is_earlier else 1)
    if _is_told_of(tokens, mention) or tokens[mention.first].low in _NONE:
        return 0
    opens = _opens(tokens, mention)
    if _tells(tokens, mention) or _holds(tokens, mention) or _is_published(tokens, mention):
        place = _IN_LEAD if number < _HEAD else _BEHIND_IT if number < _LEAD else _BELOW
        return factor * (together((place, opens)) if number < _LEAD else place)
    if number < _HEAD and tokens[-1].text != ".":
        return factor * (_NAMED if tokens[mention.at].text[0].isupper() else _HEADS)
    return factor * opens


def _opens(tokens: Sequence[Token], mention: Mention) -> float:
    """ "The audit", "its special report", at the beginning of a sentence."""
    is_first = mention.first == 0 and not mention.is_loose and not _is_ahead(tokens, mention)
    if not is_first or tokens[0].low not in DETERMINERS:
        return 0
    return _BELOW if tokens[0].low in _OWNED else _OPENS


def _is_told_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """ "An accountant told the court that an audit had found": what somebody says of a work is no more than talk."""
    ends = [n for n, t in enumerate(tokens[: mention.first]) if t.low == "that"]
    return bool(ends) and any(t.tells for t in tokens[: ends[-1]])


def _is_ahead(tokens: Sequence[Token], mention: Mention) -> bool:
    behind = tokens[mention.at + 1 : mention.at + 3]
    return any(t.low in ("will", "would", "may", "could", "should", "might") for t in behind)


def _tells(tokens: Sequence[Token], mention: Mention) -> bool:
    """ "The report found", "a survey by the Road Board, published on Monday, shows", "the audit covers"."""
    if any(
        token.tells and token.low != "not" for token in tokens[: mention.first]
    ):  # of which "not" has the stem of "note"
        return False  # "the minister said a study had shown"
    behind = mention.at + 1 + tokens[mention.at].owns  # "the paper's report" reports nothing
    while behind < len(tokens) and (tokens[behind].low in MARKS or tokens[behind].text == ","):
        behind += 1
    if behind < len(tokens) and _is_present(tokens[behind]):
        return True
    for place in range(behind, min(len(tokens), mention.at + _FAR)):
        token = tokens[place]
        if token.tells:
            return not is_to_come(tokens, place)
        if token.text in ".;:" or token.low in _JOINS:
            return False
        if is_verbal(token) and not publishes_at(tokens, place):
            return False
    return False


def _is_present(token: Token) -> bool:
    """A verb in the present tense by its form, behind a noun in the singular: "covers", "puts", "calls"."""
    is_form = token.text.islower() and token.low.endswith("s") and token.low not in FUNCTION
    return is_form and not {NounClass.PERSON, NounClass.GROUP} & set(classes_of(token.low))


def _holds(tokens: Sequence[Token], mention: Mention) -> bool:
    """ "According to the bank's report", "said on Monday in a report", "in its report, the bank says"."""
    at = mention.first - 1
    while at > 0 and (tokens[at].is_name or tokens[at].low in DETERMINERS or tokens[at].owns):
        at -= 1
    if at < 0:
        return False
    if tokens[at].low == "to":
        return at > 0 and tokens[at - 1].low == "according"
    if tokens[at].low != "in":
        return False
    if at == 0:
        return any(token.tells for token in tokens[mention.at :])
    return any(token.tells for token in tokens[max(0, at - _NEAR) : at])


def _is_published(tokens: Sequence[Token], mention: Mention) -> bool:
    """ "Published its report", "a report released on Monday"."""
    before = range(max(0, mention.first - 2), mention.first)
    behind = range(mention.at + 1, min(len(tokens), mention.at + 4))
    return any(publishes_at(tokens, n) and not is_to_come(tokens, n) for n in (*before, *behind))


def _says_in_title(tokens: Sequence[Token]) -> bool:
    """A body tells something in a work that only its title names: 'the Giving Commission says in "Full Plates"'."""
    for place, token in enumerate(tokens[:-3]):
        after = place + 1
        if token.tells and tokens[after].low == "in" and tokens[after + 1].low in MARKS:
            body = phrase_before(tokens, place)
            if body is not None and body.is_definite and tokens[after + 2].is_name:
                return True
    return False
