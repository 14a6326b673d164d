"""Quotations: found in the article first, with who says them where its build tells it; of the others the model is asked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from summariser.article import Article, Sentence
from summariser.candidates import speakers_of
from summariser.extraction.asking.wire_model import EVIDENCE
from summariser.extraction.drafting.questions import keyed, with_keys
from summariser.fields import MAX_EVIDENCE, Speaker

# By judgement: nobody reads more in a summary, and fewer words are a manner of speaking.
MAX_QUOTATIONS = 8
_SHORTEST_QUOTATION_WORDS = 4
_QUOTED = re.compile(r"“([^“”\n]{1,1000})”|\"([^\"\n]{1,1000})\"")


@dataclass(frozen=True)
class FoundQuotation:
    """Quoted words of the article, without their quotation marks, the sentences that they stand in, and who says them.

    `speaker` is None where the article's build does not tell it, and the model is asked.
    """

    text: str
    sentences: tuple[Sentence, ...]
    speaker: str | None = None


def find_quotations(article: Article) -> list[FoundQuotation]:
    """The quotations of the title and body that are long enough to be a statement, in order, the longest few."""
    found = []
    parties = {saying.start: saying.party for saying in speakers_of(article) if saying.is_quoted}
    for span_start, span_end in filter(None, (article.title_span, *article.body_spans)):
        for match in _QUOTED.finditer(article.text, span_start, span_end):
            text = (match[1] or match[2]).strip()
            sentences = _sentences_of(match.start(), match.end(), article.sentences)
            if sentences and len(text.split()) >= _SHORTEST_QUOTATION_WORDS:
                speaker = parties.get(article.text.index(text, match.start()))
                found.append(FoundQuotation(text, sentences, speaker))
    longest = sorted(found, key=lambda q: -len(q.text))[:MAX_QUOTATIONS]
    return [q for q in found if q in longest][:MAX_QUOTATIONS]


def _sentences_of(start: int, end: int, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    first = bisect_right(sentences, start, key=lambda s: s.end)
    last = bisect_left(sentences, end, key=lambda s: s.start)
    return tuple(sentences[first:last])[:MAX_EVIDENCE]


@cache
def speakers_answer() -> type[BaseModel]:
    """The answer on who speaks: a name or null for each quotation, by its place in the list."""
    return keyed("Speakers", Speaker)


def speakers_schema(quotations: Sequence[FoundQuotation]) -> dict[str, Any]:
    """The JSON Schema of the answer with a key for each of the quotations."""
    whole = speakers_answer().model_json_schema()
    return with_keys(whole, {str(i): whole["additionalProperties"] for i in range(1, len(quotations) + 1)})


def quotations_from(
    found: Sequence[FoundQuotation], asked: Sequence[FoundQuotation], answer: BaseModel | None
) -> list[dict[str, Any]]:
    """The quotations with their speakers: the article's, or of those that were `asked` about the model's."""
    named = (answer.model_extra or {}) if answer else {}
    speakers = {id(quotation): named.get(str(i)) for i, quotation in enumerate(asked, 1)}
    made = []
    for quotation in found:
        speaker = quotation.speaker or speakers.get(id(quotation))
        if speaker and speaker.lower() in quotation.text.lower():  # a weak model repeats the quotation
            speaker = None
        evidence = [s.number for s in quotation.sentences]
        made.append({"text": quotation.text, "speaker": speaker, EVIDENCE: evidence})
    return made
