"""The bodies that may have published the report of which an article tells.

Each way in which a text ties a body to a work is one function over a sentence ("the report by X", "X's annual
survey", "X said in a report", "X published its study"); a body's signs from all sentences are put together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summariser.article import Article
from summariser.candidates.reports.bodies import (
    Bodies,
    Phrase,
    Words,
    names_in,
    phrase_after,
    phrase_before,
    words_of_phrase,
)
from summariser.candidates.reports.ranking import Candidate, ranked, together
from summariser.candidates.reports.titles import is_headline, titles_of, works_and_titles_of
from summariser.candidates.reports.works import (
    BE,
    DATE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    WORK_FORMS,
    Mention,
    Token,
    Works,
    credits_of,
    has_capitals_throughout,
    publishes_at,
    weight_of_place,
)

# How likely the body that a form of words ties to a work is its issuer. By judgement, with an eye on the issuers of
# evals (benchmarks/accuracy/report_facts.py); so are those below.
_PUBLISHED_BY, _BY, _OWNS, _PUBLISHES, _SAYS_IN, _FROM = 0.8, 0.75, 0.7, 0.7, 0.65, 0.6
_MADE_BY, _BY_FURTHER, _ITS, _NAMED_WORK = 0.6, 0.5, 0.4, 0.35
# And one that is only said to say or to publish something: in the headline and the lead, and further down.
_SAYS_ON_A_DAY, _SAYS_IN_LEAD, _SAYS, _SPEAKER_OF = 0.6, 0.45, 0.1, 0.12
_MASTHEAD, _IN_LEAD = 0.6, 0.15
_LEAD = 3
_OLDER, _LOOSE = 0.35, 0.7
_NEAR, _FAR, _CLAUSE = 3, 9, 16
_APPOSING = DETERMINERS | {"which", "who", "whose"}
# In tokens, by judgement.
_APPOSITION = 30
_INVERTED = frozenset("said says".split())
_MAKING = frozenset("compiled produced prepared written conducted carried drawn put made done".split())
_PERFECT = frozenset("has have had also now today".split())


@dataclass(frozen=True, slots=True)
class IssuerCandidate(Candidate):
    """A body, by its fullest name without "the".

    >>> article = Article.from_text("A study by the Salt Institute counts 12 mines, the institute said.")
    >>> issuers_of(article)[0].text
    'Salt Institute'
    """


@dataclass(frozen=True, slots=True)
class _Sign:
    """A body that a text ties to a work; `is_before` of one in the sentence before, `is_speaker` of who only speaks."""

    phrase: Phrase
    weight: float
    is_before: bool = False
    is_speaker: bool = False


def issuers_of(article: Article) -> tuple[IssuerCandidate, ...]:
    """The bodies that may have published the article's report, the likeliest first; none without a report.

    >>> article = Article.from_text("A study by the Salt Institute counts 12 mines, the institute said.")
    >>> [(issuer.text, issuer.sure) for issuer in issuers_of(article)]
    [('Salt Institute', True)]
    """
    found = article.kept.get("issuers")
    if not isinstance(found, tuple):
        found = article.kept["issuers"] = ranked(_issuers(article, works_and_titles_of(article)))
    return found


def _issuers(article: Article, works: Works) -> Iterator[IssuerCandidate]:
    if works.are_none:
        return
    bodies = Bodies(works.tokens)
    signs: dict[Words, list[float]] = {}
    places: dict[Words, tuple[int, int]] = {}
    before: Sequence[Token] = ()
    for number, (tokens, mentions) in enumerate(zip(works.tokens, works.mentions, strict=True)):
        if has_capitals_throughout(tokens):
            continue
        for sign in _signs(tokens, mentions, number < _LEAD, before):
            row = before if sign.is_before else tokens
            words = words_of_phrase(row, sign.phrase)
            weight = (
                weight_of_place(number) * sign.weight * bodies.trust(words, row, sign.phrase, sign.is_speaker)
            )
            key, start, end = bodies.full(article.text, row, sign.phrase, number)
            if weight:
                signs.setdefault(key, []).append(weight)
                places[key] = min(places.get(key, (start, end)), (start, end))
        before = tokens
    for key, start, end in _masthead(article, bodies):
        signs.setdefault(key, []).append(_MASTHEAD)
        places.setdefault(key, (start, end))
    for key, weights in signs.items():
        start, end = places[key]
        yield IssuerCandidate(
            start, end, article.text[start:end], works.topicality * together(weights), False
        )


def _masthead(article: Article, bodies: Bodies) -> Iterator[tuple[Words, int, int]]:
    """The name in the line of dates below a headline that is the report's own title."""
    titles = titles_of(article)
    if titles and is_headline(article, titles[0]):
        for tokens in credits_of(article):
            for phrase in names_in(tokens):
                if phrase.after - phrase.first > 1 and tokens[0].low not in PREPOSITIONS:
                    yield bodies.full(article.text, tokens, phrase, 0)


def _signs(
    tokens: Sequence[Token], mentions: Sequence[Mention], leads: bool, before: Sequence[Token]
) -> Iterator[_Sign]:
    for mention in mentions:
        factor = (_OLDER if mention.is_earlier else 1) * (_LOOSE if mention.is_loose else 1)
        for sign in (*_owning(tokens, mention, before), *_behind(tokens, mention), *_in_it(tokens, mention)):
            yield replace(sign, weight=sign.weight * factor)
    yield from _speaking(tokens, mentions, leads)


def _owning(tokens: Sequence[Token], mention: Mention, before: Sequence[Token]) -> Iterator[_Sign]:
    """ "X's annual survey", "the X report", "its report" at the start of a sentence behind one about X."""
    first = tokens[mention.first]
    if first.owns and first.low.removesuffix("'s") not in DATE_WORDS:
        yield from _sign(phrase_before(tokens, mention.first + 1), _OWNS)
    elif mention.first > 0 and first.text in ("'", "’"):
        yield from _sign(phrase_before(tokens, mention.first), _OWNS)
    name = phrase_before(tokens, mention.at)
    is_before_work = name is not None and name.first > 0 and tokens[name.first - 1].low in ("the", "a", "an")
    if name is not None and is_before_work and name.is_name and tokens[mention.at].text.islower():
        yield _Sign(name, _NAMED_WORK)
    if mention.first < 2 and first.low in ("its", "their"):
        body = next((phrase for phrase in names_in(before) if phrase.is_definite), None)
        yield from _sign(body, _ITS, is_before=True)


def _behind(tokens: Sequence[Token], mention: Mention) -> Iterator[_Sign]:
    """ "the report by X", "a survey, published on Monday by X", "a study from X", "a report on mills by X"."""
    published = verb = False
    for place in range(mention.at + 1, min(len(tokens) - 1, mention.at + _FAR)):
        token = tokens[place]
        is_next = place == mention.at + 1
        if token.text in ".;:" or token.tells:
            return
        made = token.low == "by" and _is_made(tokens, place)
        if token.low == "by" and (published or made or not verb):
            weight = _PUBLISHED_BY if published else _MADE_BY if made else _BY if is_next else _BY_FURTHER
            yield from _sign(phrase_after(tokens, place + 1), weight)
            if published or not made:
                return
        if token.low == "from" and is_next:
            yield from _sign(phrase_after(tokens, place + 1), _FROM)
        published = published or token.publishes
        verb = (
            verb
            or token.low in BE
            or token.low.endswith("ed")
            or (token.text == "," and tokens[place + 1].low != "by")
        )


def _is_made(tokens: Sequence[Token], by: int) -> bool:
    """ "Compiled by", "carried out by", "drawn up by"."""
    verb = by - 2 if tokens[by - 1].low in ("out", "up") else by - 1
    return tokens[verb].low in _MAKING


def _in_it(tokens: Sequence[Token], mention: Mention) -> Iterator[_Sign]:
    """ "X published its report", "a report that X published", "in its report, X ...", "X said in a report"."""
    first = mention.first
    verb = next(
        (place for place in (first - 1, first - 2) if place > 0 and publishes_at(tokens, place)), None
    )
    if verb is not None:
        yield from _sign(_subject(tokens, verb), _PUBLISHES)
    behind = range(mention.at + 1, min(len(tokens), mention.at + _FAR))
    for place in behind:
        subject = _subject(tokens, place) if tokens[place].publishes else None
        if subject is not None and subject.first > mention.at:
            yield _Sign(subject, _PUBLISHES)
    if first == 1 and tokens[0].low == "in":
        clause = range(mention.at + 1, min(len(tokens), mention.at + _CLAUSE))
        bodies = (phrase_after(tokens, place + 1) for place in clause if tokens[place].text == ",")
        yield from _sign(next(filter(None, bodies), None), _SAYS_IN)
    elif first > 0 and tokens[first - 1].low == "in":
        for place, token in enumerate(tokens[:first]):
            if token.tells:
                yield from _sign(_subject(tokens, place), _SAYS_IN)


def _speaking(tokens: Sequence[Token], mentions: Sequence[Mention], leads: bool) -> Iterator[_Sign]:
    """ "X said", "said X", "according to X", "published by X", and "X's director, Ann Lee"."""
    weight = _SAYS_IN_LEAD if leads else _SAYS
    nouns = {mention.at for mention in mentions}
    if leads:
        for name in names_in(tokens):
            is_whole = name.is_definite and name.after - name.first > 1 and name.after - 1 not in nouns
            if is_whole and (name.first < 2 or tokens[name.first - 2].low not in PREPOSITIONS):
                yield _Sign(name, _IN_LEAD)
    for place, token in enumerate(tokens):
        if place not in nouns and (token.tells or publishes_at(tokens, place)):
            subject = _subject(tokens, place)
            if subject is not None and subject.after - 1 not in nouns:
                if token.low == "reports" and tokens[place + 1 :][:1] and tokens[place + 1].text in ".,":
                    continue  # "Radio Brannock reports." is of who tells of the report
                dated = leads and any(t.low in DATE_WORDS for t in tokens[place + 1 : place + _NEAR])
                yield _Sign(subject, _SAYS_ON_A_DAY if dated else weight, is_speaker=True)
            elif subject is None and token.low in _INVERTED:
                yield from _sign(_named_after(tokens, place + 1, nouns), weight, is_speaker=True)
        elif token.low == "to" and place and tokens[place - 1].low == "according":
            yield from _sign(_named_after(tokens, place + 1, nouns), weight)
        elif token.owns and _names_its_speaker(tokens, place):
            yield from _sign(phrase_before(tokens, place + 1), _SPEAKER_OF)


def _names_its_speaker(tokens: Sequence[Token], owner: int) -> bool:
    behind = tokens[owner + 1 : owner + 4]
    return len(behind) == 3 and behind[0].text.islower() and behind[1].text == "," and behind[2].is_name


def _named_after(tokens: Sequence[Token], place: int, nouns: set[int]) -> Phrase | None:
    phrase = phrase_after(tokens, place)
    if phrase is None or (phrase.after < len(tokens) and phrase.after in nouns) or phrase.after - 1 in nouns:
        return None
    return phrase


def _subject(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The body right before a verb; none of what a work is of: "a survey of the Solmar Sea finds"."""
    if verb > 1 and tokens[verb].low in ("out", "public"):
        verb -= 1
    while verb > 0 and (tokens[verb - 1].low in _PERFECT or tokens[verb - 1].low.endswith("ly")):
        verb -= 1
    if verb > 1 and tokens[verb - 1].low in ("which", "who"):
        return phrase_before(tokens, verb - 1 - (tokens[verb - 2].text == ","))
    if verb > 0 and tokens[verb - 1].text == ",":
        return _before_apposition(tokens, verb - 1)
    phrase = phrase_before(tokens, verb)
    if phrase is None:
        return None
    link = phrase.first - 1 - phrase.is_definite
    if link < 1 or tokens[link].low not in PREPOSITIONS:
        return phrase
    head = tokens[link - 1]
    of_others = head.low in WORK_FORMS or (head.text.islower() and head.low.endswith("s"))
    return None if of_others else phrase


def _before_apposition(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The name that opens what a comma ends: "The Road Board, a body formed in 2019, published"."""
    for place in range(max(1, end - _APPOSITION), end):
        if tokens[place].text == "," and (tokens[place + 1].low in _APPOSING or tokens[place + 1].is_name):
            phrase = phrase_before(tokens, place)
            return phrase if phrase is not None and phrase.is_definite else None
    return None


def _sign(phrase: Phrase | None, weight: float, **more: bool) -> Iterator[_Sign]:
    if phrase is not None:
        yield _Sign(phrase, weight, **more)
