"""What a verb gives a value to: the subject of "rose to", of "fell by", of "was"."""

from collections.abc import Iterator

from summariser.numbers import Kind
from summariser.reading.labels.label import MORE, VALUED_STEMS, Draft, LabelSource, NumberInText, Pieces
from summariser.reading.labels.nouns import row_before
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import BEING, HAVING
from summariser.reading.syntax.word_classes import WordClass as _Is
from summariser.reading.vocabulary.cues import turning_stems

_COMING = frozenset("came come comes stood stand stands amounted amount amounts".split())


def is_age(number: NumberInText) -> bool:
    """Whether a number is a person's years, which it does not name: "the captain, 52, went below"."""
    unit = number.reading.with_unit(number.mention).unit
    return unit == "year" and "year" not in number.mention.text


def end_of(number: NumberInText, row: Row, at: int) -> int:
    """The place behind a number and what it is per: "€34,500 a year"."""
    is_rate = " per " in (number.mention.unit or "") and row.kind(at + 1) is _Is.DETERMINER
    return at + 3 if is_rate else at + 1


def of_verb(
    number: NumberInText, row: Row, at: int, lead: int, verb: int, end: int | None = None
) -> Iterator[Draft]:
    """What the number at `at` counts by the verb before it: its subject, its object, or what it changes."""
    found, sure = row.subject_of(verb)
    joint = row.low(lead) if lead != verb else ""
    form: LabelSource | None = None
    turning = row.items[verb].stem in turning_stems()
    if joint in ("to", "at", "from", "by") and (thing := row.object_of(verb, lead)):
        # "puts the loss at", "cut the fee to"; "raised rents by"
        yield LabelSource.SUBJECT, [*row.words(thing), *(row.words([verb]) if joint == "by" else [])], 0.1
        return
    subject: Pieces = [*row.words(found)]
    doubt = 0.0 if sure else 0.2
    if not subject:
        subject, form = _subject_before(number, row, verb), LabelSource.CARRIED
        if not subject:
            return
    turns = turning or (row.low(verb + 1) in ("up", "down") and row.low(verb + 2) not in ("to", "from"))
    end = end_of(number, row, at) if end is None else end
    behind = row.tail_from(end)
    if row.low(end) in MORE:
        told = [] if row.kind(verb) is _Is.AUXILIARY else row.words([verb])
        yield form or LabelSource.CHANGE, [*subject, *told, *row.words(row.cut(behind, 7))], doubt
    elif row.kind(verb) is _Is.AUXILIARY and joint == "" and not turns:
        doubt += 0.1 * (number.reading.with_unit(number.mention).unit is None)  # "she was just 2"
        adjective = behind if row.kind(end) is _Is.NAMING else []
        yield form or LabelSource.SUBJECT, [*subject, *row.words(row.cut(adjective, 5))], doubt
    elif joint in ("to", "from") or (joint == "at" and lead == verb + 1):
        if row.is_passive(verb) and not turns:
            # "was sentenced to three years in prison"
            told = row.words([verb])
            yield form or LabelSource.SPENT, [*subject, *told, *row.words(row.cut(behind, 5))], doubt
            return
        doubt += 0.1 * (not turns and row.low(verb) not in _COMING)  # "could lead to 60 days in jail"
        is_end = turns or row.low(verb + 1) == joint
        yield form or LabelSource.SUBJECT, subject, doubt + (0.0 if is_end else 0.2)
    elif joint == "" and row.items[verb].stem in VALUED_STEMS:
        yield form or LabelSource.SUBJECT, subject, doubt
    elif turns and joint == "" and row.low(at - 1) in ("below", "above", "beyond"):
        yield form or LabelSource.SUBJECT, subject, doubt + 0.1
    elif turns and joint == "" and number.mention.kind is Kind.MONEY and row.kind(end) is _Is.PREPOSITION:
        # "the council cut £2m from the grant"
        yield form or LabelSource.SPENT, [*subject, *row.words([verb]), *row.words(row.cut(behind, 5))], doubt
    elif turns and joint in ("", "by"):
        doubt += 0.15 * (not turning and row.kind(verb) is not _Is.AUXILIARY)
        down = [n for n in (verb + 1,) if row.low(n) in ("up", "down", "back")]
        yield form or LabelSource.CHANGE, [*subject, *row.words([verb, *down])], doubt
    else:
        particles = [n for n in range(verb + 1, at) if row.kind(n) is _Is.PREPOSITION and n == verb + 1]
        first = row.verb_group(verb) if row.low(verb - 1) not in (*BEING, *HAVING) else verb
        ends = bool(behind) or (
            particles and row.low(particles[0]) not in ("in", "within", "for", "between", "above", "over")
        )
        told = row.words([*range(first, verb + 1), *(particles if ends else [])])
        if row.kind(verb) is _Is.AUXILIARY and not behind:
            told, doubt = [], doubt + 0.2  # no word of the number's own stands behind "are"
        yield form or LabelSource.SPENT, [*subject, *told, *row.words(row.cut(behind, 5))], doubt


def _subject_before(number: NumberInText, row: Row, verb: int) -> Pieces:
    """The subject of the verb before, in this sentence or the one before it, for one that has none."""
    earlier = next((n for n in range(row.verb_group(verb) - 1, -1, -1) if row.is_verbal(n)), None)
    while earlier is not None:
        found, _ = row.subject_of(earlier)
        if found:
            return [*row.words(found)]
        first = row.verb_group(earlier)
        earlier = next((n for n in range(first - 1, -1, -1) if row.is_verbal(n)), None)
    before = row_before(number, row)
    if before is None:
        return []
    first_verb = next((n for n in range(len(before.items)) if before.is_verbal(n)), None)
    found, _ = before.subject_of(first_verb) if first_verb is not None else ([], False)
    return [*before.words(found)]


def with_article(number: NumberInText, row: Row, phrase: list[int]) -> list[int]:
    """A phrase with the article that goes before it."""
    has_one = bool(phrase) and row.kind(phrase[0] - 1) is _Is.DETERMINER and phrase[0] > 0
    return [phrase[0] - 1, *phrase] if has_one else phrase
