"""Which sentences of the article say what a statement says: looked up, rather than asked of the model."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from summariser.article import Sentence
from summariser.extraction.asking.wire_model import EVIDENCE, is_evidence, models_in

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
# By judgement: of the words of what is told, those that a sentence has.
_LEAST_SHARE = 0.35
_MAX_SENTENCES = 2


class SentenceIndex:
    """The sentences of an article, to be searched by their words; rare words weigh more (inverse frequency)."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._words = [(s.number, _words(s.text)) for s in sentences]
        seen = Counter(word for _, words in self._words for word in words)
        self._weight = {word: math.log(1 + len(sentences) / count) for word, count in seen.items()}

    def locate(self, statement: str) -> list[int]:
        """Numbers of the sentences that share most with `statement`, best first; none if none shares enough."""
        words = _words(statement)
        heaviest = max(self._weight.values(), default=1.0)
        total = sum(self._weight.get(word, heaviest) for word in words)
        if not total:
            return []
        shares = [(sum(self._weight[w] for w in words & own) / total, number) for number, own in self._words]
        best = max((share for share, _ in shares), default=0.0)
        near = [(share, number) for share, number in shares if share >= max(_LEAST_SHARE, 0.8 * best)]
        return [number for _, number in sorted(near, key=lambda pair: (-pair[0], pair[1]))[:_MAX_SENTENCES]]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def add_evidence(value: Any, schema: Any, index: SentenceIndex) -> Any:
    """`value`, a dumped model of type `schema`, with every evidence field filled from the strings beside it."""
    if isinstance(value, list) and get_origin(schema) is list:
        return [add_evidence(item, get_args(schema)[0], index) for item in value]
    model = next(models_in(schema), None)
    if not isinstance(value, dict) or model is None:
        return value
    filled = {
        name: add_evidence(value[name], field.annotation, index)
        for name, field in model.model_fields.items()
        if name in value
    }
    if any(is_evidence(name, field) for name, field in model.model_fields.items()) and EVIDENCE not in value:
        statement = " ".join(v for v in value.values() if isinstance(v, str))
        filled[EVIDENCE] = index.locate(statement)
    return filled
