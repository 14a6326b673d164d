"""Tells whether a text is English, by the words that hold sentences together.

Own code: all that is asked is English or not, and such words answer it from a sentence on, where detectors by letters
need more text and take a table of names for another language. Words that two of the languages share are in no list, but
for a few English ones; their share decides.
"""

import re
from collections import Counter
from collections.abc import Iterable

ENGLISH = "en"
# What BCP 47 calls a language that is not known; here it is certain only that it is not English.
UNDETERMINED = "und"

_LISTS = {
    ENGLISH: """the of and to that with from which this these those were been its their they his it is are has will would more
        than who about but not when said by for what there after into could should while where because""",
    "de": """der die das den des und ist nicht mit von ein eine einen einer eines im für dem sich auch als bei wurde werden sind zum zur
        über nach wie aus dass mehr noch vom haben hatte sagte""",
    "fr": """le les des et du une dans est pour qui sur par pas au aux avec ce cette plus ont été sont mais selon leur leurs
        elle ils deux entre après dont où ces""",
    "es": """el los las y del una por con para su sus fue han pero más como según entre este esta hasta desde sobre
        también años sin donde ayer unos""",
    "nl": """het een van en niet zijn aan door voor ook werd worden naar bij uit maar meer dat dan hebben heeft deze
        volgens nog tot jaar geen wordt""",
    "pt": """os das dos em um uma não com ao pela pelo foi são mais mas segundo também até entre anos já seu sua foram
        pelos pelas nos nas disse""",
    "it": """il gli di che è un non della delle dei degli nel nella per sono alla al dal dalla ha hanno più anche come
        secondo dopo anni stato loro questa""",
    "pl": """i w z na się nie jest że przez od po dla jak ale oraz roku został które który ma są było będzie ich
        także tylko jego""",
    "sv": "och att det som är av till för inte med från har var ett också efter eller sig",
    "da": "og at det som er af til ikke med fra har var et også efter eller sig på ved blev",
}  # fmt: skip
_WORDS_OF = {language: words.split() for language, words in _LISTS.items()}

# In lower case but at the head of a sentence: names keep their "de la" and "van den", but headlines in capitals count for nothing.
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# As much of a text as tells. By judgement, on articles in English and in the other languages of the lists; so are those
# below.
_SAMPLE = 20_000
# Fewer are enough where no word is English.
_FEWEST_HITS, _FEWEST_ALONE = 3, 2
# Of the words of English prose two in five are of its list, of tables and lists of names hardly any.
_SURE_SHARE = 0.1
# A sentence may list a hundred things; several have words of the language's own between them.
_FEWEST_WORDS, _FEWEST_SENTENCES = 60, 3
_LEAST_SHARE = 0.05
_FEWEST_LETTERS = 20


def find_language(pieces: Iterable[str]) -> str | None:
    """ "en", the code of another language, "und" if it is none of these; None where the text is too short to tell.

    `pieces` are the sentences of the text; those that end in no stop, as rows of a table, say less.
    """
    seen: Counter[str] = Counter()
    read = prose = sentences = letters = latin = 0
    for piece in pieces:
        words = _WORD.findall(piece)
        seen.update([*(first.lower() for first in words[:1]), *words[1:]])
        letters += sum(map(len, words))
        latin += len(_LATIN.findall(piece))
        if piece.rstrip('"”’»)').endswith((".", "!", "?")):
            prose += sum(map(str.islower, words))
            sentences += 1
        read += len(piece)
        if read > _SAMPLE:
            break
    if letters >= _FEWEST_LETTERS and latin * 2 < letters:
        return UNDETERMINED
    return _best(seen, prose if sentences >= _FEWEST_SENTENCES else 0)


def _best(seen: Counter[str], prose: int) -> str | None:
    """The language of most of the words seen, of which so many are words of prose in lower case."""
    hits = {language: [seen[word] for word in words if word in seen] for language, words in _WORDS_OF.items()}
    best = max(hits, key=lambda language: (sum(hits[language]), language == ENGLISH))
    found, english = sum(hits[best]), sum(hits[ENGLISH])
    fewest = _FEWEST_HITS if english else _FEWEST_ALONE
    if found >= fewest and len(hits[best]) >= 2 and found >= _SURE_SHARE * seen.total():
        return best
    if prose >= _FEWEST_WORDS and english < _LEAST_SHARE * prose:
        return UNDETERMINED
    return ENGLISH if english >= _FEWEST_HITS and best == ENGLISH else None
