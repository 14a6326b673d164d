"""Whether a quotation stands in the article word for word, and in the mouth of the speaker it is given to."""

import re

from summariser.reading.words import normalise, words_of
from summariser.verification.matching.lexicon import STOPWORDS
from summariser.verification.source.index import SourceIndex
from summariser.verification.source.location import sentence_named
from summariser.verification.source.wording import places_of
from summariser.verification.summary.fields import QuotationField
from summariser.verification.verdict import Check, Status, Verdict

# How far back a quotation with "he said" may have its speaker, in sentences. By judgement.
_FARTHEST = 8
_SAID = r"(?:said|says|told|asked|added|wrote|warned|called|argued|replied)"
_NAMED_SPEAKER = re.compile(rf"(?:[A-Z][\w'’-]+ {_SAID}\b|\b{_SAID} (?:[a-z]+ )?[A-Z])")
# In characters, by judgement.
_LONGEST_QUOTE = 120


def check_quotation(field: QuotationField, source: SourceIndex) -> list[Verdict]:
    """A verdict on the words, and one on the speaker where the words are found and a speaker is named."""
    words = f"{field.path}.text" if field.path else "text"
    span = find_quotation(field.text, source)
    if span is None:
        return [_not_found(field, source, words)]
    number = source.sentence_at(span[0])
    if number is None:
        message = "Only the page around the article has these words."
        status = Status.OUTSIDE_ARTICLE
    else:
        message, status = f"The article has these words in {sentence_named(source, number)}.", Status.EXACT
    found = Verdict(
        check=Check.QUOTATION, path=words, text=field.text, status=status, source_span=span, message=message
    )
    if number is None or not field.speaker or not field.speaker.strip():
        return [found]
    return [found, _speaker(field, field.speaker, source, number, source.sentence_at(span[1] - 1) or number)]


def find_quotation(text: str, source: SourceIndex) -> tuple[int, int] | None:
    """Where the article's text has the words, but for marks, dashes and white space: half-open offsets."""
    wanted = normalise(text)[0].strip(" .,")
    if not wanted:
        return None
    best = None
    for span in places_of(wanted, source):
        if source.sentence_at(span[0]) is not None:
            return span
        best = best or span
    return best


def _speaker(field: QuotationField, speaker: str, source: SourceIndex, first: int, last: int) -> Verdict:
    """Whether the quotation is the speaker's: named beside it, or the last one to speak before it ("he said")."""
    wanted = {w.stem for w in words_of(speaker)} - STOPWORDS
    path = f"{field.path}.speaker" if field.path else "speaker"

    def judged(status: Status, message: str) -> Verdict:
        return Verdict(check=Check.QUOTATION, path=path, text=speaker, status=status, message=message)

    for number in (*range(first, last + 1), first - 1, last + 1):
        if 1 <= number <= len(source.article.sentences) and wanted & source.stems_of(number):
            return judged(Status.EXACT, f'Sentence {number} names "{speaker}".')
    for number in range(first - 2, max(0, first - _FARTHEST), -1):
        if wanted & source.stems_of(number):
            return judged(
                Status.EQUIVALENT,
                f'The last to speak before sentence {first} is "{speaker}" (sentence {number}).',
            )
        if _NAMED_SPEAKER.search(source.sentence(number).text):
            break
    message = f'Neither sentence {first}, which has the quotation, nor those beside it name "{speaker}".'
    return judged(Status.MISATTRIBUTED, message)


def _not_found(field: QuotationField, source: SourceIndex, path: str) -> Verdict:
    message = "The article does not have these words."
    wanted = {w.stem for w in words_of(field.text)} - STOPWORDS
    shared = [(len(wanted & words), -n) for n, words in enumerate(source.sentence_words, 1)]
    if shared and max(shared)[0]:
        number = -max(shared)[1]
        near = " ".join(source.sentence(number).text.split())[:_LONGEST_QUOTE]
        message = f'The article does not have these words; nearest is sentence {number}: "{near}".'
    return Verdict(check=Check.QUOTATION, path=path, text=field.text, status=Status.ABSENT, message=message)
