"""What a number counts, as a table's row would have it: a noun phrase in the text's own words, without the sentence.

Built from the place that the number has in its clause: what it counts with what is told of that ("boats seized by
inspectors"), what a verb gives it to ("Harrow's revenue" rose to it), what it is a share of, the heads over its cell.
Beside the text's words a label has only "that", "by", "to", "share of", "worth of the" and "age of the", which join them.
"""

from collections.abc import Iterator, Sequence

from summariser.numbers import NumberMention, is_plural
from summariser.reading.labels.clauses import subject_of_value, with_clause
from summariser.reading.labels.label import CUT, Draft, Label, LabelSource, NumberInText, Pieces, is_share
from summariser.reading.labels.layout import headers_of, lead_of, list_item_of, restated_by
from summariser.reading.labels.nouns import noun_of
from summariser.reading.reading import Reading
from summariser.reading.syntax.rows import Row
from summariser.reading.syntax.word_classes import WordClass, is_function_word
from summariser.reading.vocabulary.nouns import classes_of

# How sure each of them is: by the word overlap with gold (benchmarks/accuracy/labels.py) and labels read by hand.
_SCORE = {
    LabelSource.HEADS: 0.8,
    LabelSource.LISTED: 0.8,
    LabelSource.TOLD: 0.9,
    LabelSource.DONE: 0.9,
    LabelSource.THERE: 0.8,
    LabelSource.WITHIN: 0.5,
    LabelSource.SUBJECT: 0.8,
    LabelSource.CHANGE: 0.8,
    LabelSource.SPENT: 0.6,
    LabelSource.CARRIED: 0.5,
    LabelSource.RESTATED: 0.6,
    LabelSource.LED: 0.6,
    LabelSource.UNIT: 0.05,
}
# From here on a first label is taken without a doubt, if it leads the second by the margin.
_CLEAR, _MARGIN = 0.75, 0.1
_MOST_WORDS = 12
# What a single word takes from these: "cost", "number".
_BARE = 0.2
_SAYING_LITTLE = frozenset((LabelSource.SUBJECT, LabelSource.THERE, LabelSource.WITHIN))
_QUOTES = str.maketrans("", "", '"“”')


def labels_of(reading: Reading, mention: NumberMention) -> tuple[Label, ...]:
    """What a number may count, the likeliest first, each once; empty where nothing tells it.

    >>> from summariser.reading import read
    >>> reading = read("Harrow's revenue rose to €5m. Inspectors seized 40 boats in the strait.")
    >>> [labels_of(reading, m)[0].text for m in reading.numbers]
    ["Harrow's revenue", 'boats seized by inspectors in the strait']
    """
    found: dict[str, Label] = {}
    for how, pieces, doubt in _drafts(NumberInText(reading, mention)):
        spans = tuple(piece for piece in pieces if not isinstance(piece, str))
        text = _written(reading, pieces)
        if len(text.split()) > _MOST_WORDS:
            text, doubt = _shortened(text), doubt + CUT
        score = _SCORE[how] - doubt - _BARE * (how in _SAYING_LITTLE and len(text.split()) == 1)
        if text and (text not in found or found[text].score < score):
            found[text] = Label(text, spans, max(0.0, round(score, 2)), how)
    return tuple(sorted(found.values(), key=lambda label: -label.score))


def is_clear(labels: Sequence[Label]) -> bool:
    """Whether the first of some labels is sure enough, and leads the second, for no doubt to be told of it.

    >>> reading = read("Inspectors seized 40 boats in the strait.")
    >>> is_clear(labels_of(reading, reading.numbers[0]))
    True
    """
    if not labels or labels[0].score < _CLEAR:
        return False
    return len(labels) == 1 or labels[0].score - labels[1].score >= _MARGIN


def _shortened(text: str) -> str:
    """As many words as a label has room for, without small words at the end."""
    words = text.split()[:_MOST_WORDS]
    while words and is_function_word(words[-1].lower()):
        words.pop()
    return " ".join(words)


def _written(reading: Reading, pieces: Pieces) -> str:
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
            continue
        said = " ".join(reading.text[piece[0] : piece[1]].translate(_QUOTES).strip("*_ ").split())
        if words and words[-1] != "," and said[:1].isupper() and _opens_a_sentence(reading, piece[0]):
            first = said.partition(" ")[0]
            low = first.lower()
            is_word = is_function_word(low) or (is_plural(low) and classes_of(low))
            said = said[0].lower() + said[1:] if is_word else said
        words.append(said)
    return " ".join(words).replace(" ,", ",")


def _opens_a_sentence(reading: Reading, offset: int) -> bool:
    row = reading.row_at(offset)
    return row is not None and bool(row.items) and row.items[0].start == offset


def _drafts(number: NumberInText, *, again: bool = True) -> Iterator[Draft]:
    """What a number may count, with how much less sure than its form each is."""
    reading, mention = number.reading, number.mention
    heads, doubt = headers_of(reading, mention)
    if heads:
        yield LabelSource.HEADS, heads, doubt
        return
    row = reading.row_at(mention.start)
    at = row.place_of(mention.start) if row else None
    if row is not None and at is not None and row.kind(at) is WordClass.AMOUNT:
        strange = 0.4 * (not row.is_english) + 0.2 * (mention.text.lower() == "one")
        yield from ((how, pieces, doubt + strange) for how, pieces, doubt in _in_row(number, row, at, again))
    unit = reading.with_unit(mention).unit
    if unit:
        yield LabelSource.UNIT, [unit], 0.0


def _in_row(number: NumberInText, row: Row, at: int, again: bool) -> Iterator[Draft]:
    if things := list_item_of(number, row, at):
        yield LabelSource.LISTED, things, 0.0
    restated = restated_by(number, row, at) if again else None
    if restated is not None:
        drafts = _drafts(NumberInText(number.reading, restated), again=False)
        share: Pieces = ["share of"] if is_share(number.mention) and not is_share(restated) else []
        for how, pieces, doubt in drafts:
            if how is not LabelSource.UNIT:
                yield LabelSource.RESTATED, share + pieces, doubt
    yield from lead_of(number, row, at)
    if noun := noun_of(number, row, at):
        pieces, end, doubt = noun
        yield from with_clause(number, row, at, pieces, end, doubt)
        return
    yield from subject_of_value(number, row, at)
