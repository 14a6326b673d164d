"""What its clause tells of what a number counts, and what a number without a noun is the value of."""

from collections.abc import Iterator

from summariser.numbers import Kind
from summariser.reading.labels.label import CUT, VALUED_STEMS, Draft, LabelSource, NumberInText, Pieces
from summariser.reading.labels.nouns import describes
from summariser.reading.labels.values import end_of, is_age, of_verb, with_article
from summariser.reading.syntax.row_phrases import PARTICLES
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import BEING, HAVING, is_negative, is_participle, is_past
from summariser.reading.syntax.word_classes import WordClass as _Is
from summariser.reading.vocabulary.cues import turning_stems
from summariser.reading.vocabulary.nouns import NounClass, classes_of
from summariser.reading.words import head_word

_APART = (_Is.RELATIVE, _Is.AMOUNT, _Is.PRONOUN)
_CONCRETE = frozenset(
    {
        NounClass.PERSON,
        NounClass.GROUP,
        NounClass.ANIMAL,
        NounClass.PLANT,
        NounClass.ARTIFACT,
        NounClass.PLACE,
    }
)
_SAYING = frozenset("said say says".split())


def with_clause(
    number: NumberInText, row: Row, at: int, noun: Pieces, end: int, doubt: float
) -> Iterator[Draft]:
    """A noun counted with what its clause tells of it."""
    lead = row.before(at)
    kind = row.kind(lead)
    if describes(number):
        yield LabelSource.WITHIN, noun, doubt
        return
    if (
        number.mention.kind in (Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
        and row.kind(at - 1) is _Is.DETERMINER
        and (end > at + 1 and row.low(at + 1) != "of")
    ):
        # "a 78% jump in fares"
        yield LabelSource.WITHIN, [*noun, *row.words(row.cut(row.phrases_from(end), 8))], doubt
        return
    verb = row.verb_before(at) if row.low(lead) in ("to", "by", "from", "at") else None
    if verb is not None and lead - 1 != verb and row.items[verb].stem not in turning_stems():
        verb = None  # "were up by 6% at 14 clubs"
    if verb is not None and row.low(lead) == "by" and row.items[verb].stem not in turning_stems():
        verb = None  # "a body paid for by five governments"
    if verb is not None and row.items[verb].stem not in turning_stems() and _is_concrete(number):
        verb = None  # "went to two valleys", but "came to 8 billion florins"
    valued = row.is_verbal(lead) and row.items[lead].stem in VALUED_STEMS
    if verb is not None or valued:
        # "came to 8 billion florins", "did not exceed 15,000 crates"
        drafts = of_verb(number, row, at, lead, lead if valued or verb is None else verb, end)
        yield from ((how, pieces, more + 0.1) for how, pieces, more in drafts)
        doubt += 0.2
    is_told = next(
        (
            n
            for n in range(end, row.end_of_segment(end))
            if row.is_verbal(n) or row.kind(n) in (_Is.RELATIVE, _Is.JOINING, _Is.AMOUNT)
        ),
        end,
    )
    if row.low(lead) == "but" and row.low(lead - 1) == "all":
        doubt += 0.4  # "all but ten"
    is_done = row.is_verbal(lead) or (lead >= 0 and row.is_place_of_verb(lead))
    if is_done and (row.kind(is_told) is _Is.AUXILIARY or row.low(lead) in _SAYING):
        yield from _subject(number, row, at, noun, end, doubt)  # "said fewer than 40 crates had been found"
    elif is_done:
        doubt += 0.2 * (not row.is_verbal(lead) and bool(classes_of(row.low(lead))))
        yield from _object(number, row, lead, at, noun, end, doubt)
    elif kind is _Is.PREPOSITION and row.is_verbal(lead - 1) and row.low(lead) != "of":
        yield from _object(number, row, lead - 1, at, noun, end, doubt + 0.2)
    elif kind is _Is.ADVERB and row.is_verbal(lead - 1):
        yield from _object(number, row, lead - 1, at, noun, end, doubt)
    elif lead < 0 or kind in (_Is.MARK, _Is.JOINING, _Is.DATE, _Is.RELATIVE):
        yield from _subject(number, row, at, noun, end, doubt)
    elif kind is _Is.PREPOSITION:
        tail = row.phrases_from(end)
        if not tail:
            yield from _where(number, row, lead, noun, doubt)
        yield LabelSource.WITHIN, [*noun, *row.words(row.cut(tail, 8))], doubt
    else:
        yield from _subject(number, row, at, noun, end, doubt + 0.2)


def _is_concrete(number: NumberInText) -> bool:
    """Whether what a number counts is no currency that is not known: people, places, things."""
    unit = number.reading.with_unit(number.mention).unit
    is_large = number.mention.text.lower().endswith("illion")
    return unit is not None and not is_large and bool(classes_of(head_word(unit)) & _CONCRETE)


def _where(number: NumberInText, row: Row, lead: int, noun: Pieces, doubt: float) -> Iterator[Draft]:
    """What a preposition ties to a verb, as a clause of its own: "points at which crews measured trees"."""
    verb = row.verb_before(lead) if row.low(lead) != "of" else None
    subject, sure = row.subject_of(verb) if verb is not None else ([], False)
    if verb is not None and subject:
        who = row.words(with_article(number, row, subject))
        done = row.words([*range(row.verb_group(verb), verb + 1), *row.object_of(verb, lead)])
        yield LabelSource.WITHIN, [*noun, *row.words([lead]), "which", *who, *done], doubt - 0.1 * sure


def _subject(
    number: NumberInText, row: Row, at: int, noun: Pieces, end: int, doubt: float
) -> Iterator[Draft]:
    """The noun counted as what the clause is about: "families were in difficulty"."""
    stop = row.end_of_segment(end)
    verb = next((n for n in range(end, stop) if row.is_verbal(n)), None)
    joint = next((n for n in range(end, stop) if row.kind(n) in _APART), stop)
    if verb is None or joint < verb:
        tail = row.tail_from(end)
        earlier = row.verb_before(at) if row.low(row.before(at)) == "and" else None
        if earlier is not None:
            yield from _object(number, row, earlier, at, noun, end, doubt + 0.2)
        else:
            yield (
                LabelSource.TOLD if tail else LabelSource.THERE,
                [*noun, *row.words(row.cut(tail, 8))],
                doubt + 0.1,
            )
        return
    between = row.words(range(end, verb)) if verb > end else []
    main = verb
    while row.kind(main) in (_Is.AUXILIARY, _Is.ADVERB):
        main += 1
    helping = {row.low(n) for n in range(verb, main)}
    if not helping and (again := _told_later(number, row, main, stop)):
        # "boats sold in the strait were old"
        between, verb, main, doubt = row.words(range(end, again)), again, again, doubt + 0.1
        while row.kind(main) in (_Is.AUXILIARY, _Is.ADVERB):
            main += 1
        helping = {row.low(n) for n in range(verb, main)}
    later = not helping and row.low(main).endswith("ing")
    doubt += 0.2 * (row.low(row.before(at)) == "and" and not helping)
    doubt += CUT * row.is_cut(main)
    if (
        helping & BEING
        and not any(map(is_negative, helping))
        and not helping - BEING - HAVING - {"now", "still", "also"}
    ):
        told = row.tail_from(main)
        pieces = [*noun, *between, *row.words(row.cut(told, 8))]
    elif later:
        pieces = [*noun, *row.words(row.cut(row.tail_from(end), 8))]
        doubt += 0.1
    else:
        told = row.tail_from(verb) if verb == main else [*range(verb, main), *row.tail_from(main)]
        # "Four people held in the tower" is right whether they held or were held.
        open_form = verb == main and is_participle(row.low(main)) and row.kind(main + 1) is _Is.PREPOSITION
        link: Pieces = [] if open_form else ["that"]
        is_whole = bool(told) and told[-1] >= main
        pieces = [*noun, *between, *link, *row.words(row.cut(told, 8))] if is_whole else [*noun]
    doubt += 0.1 * (len(between) > 0)
    yield LabelSource.TOLD, pieces, doubt


def _told_later(number: NumberInText, row: Row, main: int, stop: int) -> int | None:
    """The place of the clause's verb behind a participle that goes with the noun; None where that is the verb."""
    if row.low(main).endswith("s"):
        return None
    for n in range(main + 1, stop):
        if row.kind(n) in (_Is.RELATIVE, _Is.JOINING, _Is.AMOUNT, _Is.PRONOUN):
            return None
        if row.is_verbal(n):
            return n if row.low(n - 1) != "to" and not row.low(n).endswith("ing") else None
    return None


def _object(
    number: NumberInText, row: Row, verb: int, at: int, noun: Pieces, end: int, doubt: float
) -> Iterator[Draft]:
    """The noun counted as what a verb is done to: "inspectors seized 40 boats"."""
    tail = row.words(row.cut(row.tail_from(end), 6))
    low, first = row.low(verb), row.verb_group(verb)
    subject, sure = row.subject_of(verb)
    doubt += 0.0 if sure or not subject else 0.15
    doubt += 0.2 * (row.kind(end) is _Is.VERB)  # "reported 40 guests came"
    behind = row.low(verb + 1)
    is_particle = row.is_particle(verb + 1) if row.before(at) > verb else behind in PARTICLES
    is_particle = is_particle and row.low(verb + 2) != "to" and not row.is_bound(verb + 1, at)
    particle = [verb + 1] if verb + 1 < at and is_particle else []
    if row.kind(verb) is _Is.AUXILIARY:
        if low in BEING and subject:
            doing = row.low(subject[0]).endswith("ing")  # "Signing the letter were 12 priests"
            yield LabelSource.SUBJECT, [*row.words(subject)], doubt + 0.05 + 0.2 * doing
            yield LabelSource.WITHIN, [*noun, *tail], doubt
        else:
            yield LabelSource.THERE, [*noun, *tail], doubt
    elif row.low(first - 1) == "to":
        yield LabelSource.DONE, [*noun, *row.words([*range(first - 1, verb + 1), *particle]), *tail], doubt
    elif low.endswith("ing"):
        yield LabelSource.THERE, [*noun, *tail], doubt + 0.15
    elif row.is_passive(verb):
        yield LabelSource.WITHIN, [*noun, *tail], doubt
    elif is_past(low) and not particle:
        doer: Pieces = ["by", *row.words(with_article(number, row, subject))] if subject else []
        opens = not subject and row.kind(first - 1) is _Is.MARK  # "Asked about 40 guests, she"
        doubt += 0.2 * opens
        yield (
            LabelSource.DONE,
            [*noun, *row.words([verb]), *(doer if len(subject) <= 5 else []), *tail],
            doubt,
        )
    elif subject:
        who = row.words(with_article(number, row, subject))
        done = row.words([*range(first, verb + 1), *particle])
        near = row.kind(end) is _Is.PREPOSITION
        yield (
            LabelSource.DONE,
            [*noun, *(tail if near else []), "that", *who, *done, *([] if near else tail)],
            doubt,
        )
    else:
        yield LabelSource.THERE, [*noun, *tail], doubt + 0.1


def subject_of_value(number: NumberInText, row: Row, at: int) -> Iterator[Draft]:
    """What a number without a noun of its own is the value of."""
    lead = row.before(at)
    low = row.low(lead)
    if is_age(number):
        noun = row.naming_to(at - 2 if row.low(at - 1) == "," else lead - 1)
        of = next((n for n in noun if row.low(n) == "of" and row.is_capital(n - 1)), None)
        noun = noun if of is None else [n for n in noun if n < of]  # "Ann Dole of New Tarn, 66"
        if noun and row.is_capital(noun[-1]):  # "before convicting Ann Dole, 51"
            noun = [n for n in noun if all(row.is_capital(later) for later in noun[noun.index(n) :])]
        if noun:
            glue = [] if row.low(noun[-1]) == "age" else ["age of"]
            phrase = with_article(number, row, noun) if glue else noun
            yield LabelSource.SUBJECT, [*glue, *row.words(phrase)], 0.0
        return
    if low == "of" and (noun := row.naming_to(lead - 1)):
        bare = number.mention.kind is Kind.CARDINAL and number.mention.unit is None  # "a city of 1,800"
        doubt = 0.05 + 0.2 * bare
        yield from with_clause(number, row, noun[0], [*row.words(noun)], end_of(number, row, at), doubt)
        return
    if low == "worth" and (noun := row.naming_to(lead - 1)):
        yield LabelSource.SUBJECT, ["worth of the", *row.words(noun)], 0.0
        return
    verb = lead if lead >= 0 and (row.is_verbal(lead) or row.is_place_of_verb(lead)) else None
    verb = row.verb_before(at) if verb is None else verb
    if verb is None:
        yield from _apposed(number, row, at, lead)
        return
    while row.kind(verb) is _Is.AUXILIARY and row.kind(verb + 1) is _Is.VERB and verb + 1 < at:
        verb += 1
    yield from of_verb(number, row, at, lead, verb)


def _apposed(number: NumberInText, row: Row, at: int, lead: int) -> Iterator[Draft]:
    """A value beside a noun, without a verb before: "Garment exports, at $2.1m, were flat"."""
    place = lead
    while place >= 0 and row.kind(place) in (_Is.PREPOSITION, _Is.MARK, _Is.ADVERB):
        place -= 1
    noun = row.naming_to(place) if place >= 0 else []
    if noun:
        near = row.low(lead) in (",", "at", "to", "by", "(") or row.kind(lead) is _Is.NAMING
        yield LabelSource.SUBJECT if near else LabelSource.SPENT, [*row.words(noun)], 0.2
    tail = row.tail_from(at + 1)
    if tail:
        yield LabelSource.WITHIN, [*row.words(row.cut(tail, 8))], 0.1
