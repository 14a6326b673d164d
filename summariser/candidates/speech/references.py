"""Which name a noun phrase stands for: the one that it holds, or the last fitting one before it."""

from bisect import bisect_left
from collections.abc import Sequence

from summariser.candidates.naming.names import Name, NameKind, Passage, passage
from summariser.candidates.syntax.phrases import ATTACHING, PRONOUNS, first_phrase
from summariser.candidates.syntax.tokens import Rows, Token
from summariser.reading.vocabulary.nouns import NounClass, classes_of

# Words of the text, the name that they stand for, and what tells best who it is: of a pronoun for nobody known, None.
Party = tuple[Passage, Name | None, str | None]
_PERSONAL = frozenset("he she i".split())
_COLLECTIVE = frozenset("it they we".split())
# By judgement, so that time stays linear; the first words are those of a sentence in which a pronoun may be its
# subject.
_MOST_TRIED = 50
_FIRST_WORDS = 6
_FEMALE = frozenset("ms mrs miss lady dame queen princess mother daughter sister wife actress".split())
_MALE = frozenset("mr sir lord king prince father son brother husband actor".split())


class References:
    """The names of an article, asked for one phrase after the other in the order of the text."""

    def __init__(self, text: str, rows: Rows, names: Sequence[Name]) -> None:
        self._text, self._rows = text, rows
        self._mentions = sorted(
            ((m.start, m.end, name) for name in names for m in name.mentions), key=lambda m: m[0]
        )
        self._starts = [start for start, _, _ in self._mentions]
        self._row_starts = [row.start for row in rows.rows]
        heads = {id(name): _heads_of(name) for name in names}
        # By the word that a name may be called by, where it is mentioned.
        self._heads: dict[str, list[tuple[int, Name]]] = {}
        for start, _, name in self._mentions:
            for word in heads[id(name)]:
                self._heads.setdefault(word, []).append((start, name))
        # Unquoted mentions by kind, and subjects such as "the inspector" that stand for a name.
        self._by_kind: dict[NameKind, list[tuple[int, Name]]] = {kind: [] for kind in NameKind}
        for start, _, name in self._mentions:
            if not self._is_quoted(start):
                self._by_kind[name.kind].append((start, name))
        for row in rows.rows:
            who = first_phrase(row.tokens)
            if who and row.tokens[who[0]].low == "the" and row.tokens[who[0]].quoted < 0:
                meant = self._described(row.tokens[who[1] - 1], row.start)
                if meant is not None:
                    self._by_kind[meant.kind].append((row.tokens[who[0]].start, meant))
        for mentions in self._by_kind.values():
            mentions.sort(key=lambda mention: mention[0])
        # "he" or "she" of a person: by a title or a noun, or by the first pronoun that stood for the name.
        self._gender = {id(name): found for name in names if (found := _gender(name))}
        self._last_speaker: tuple[int, Name | None, str] | None = None

    def spoke(self, name: Name | None, party: str | None, at: int) -> None:
        """Notes who speaks at an offset."""
        if party is not None and party.lower() not in _PERSONAL | _COLLECTIVE:
            self._last_speaker = at, name, party

    def _inside(self, phrase: Sequence[Token]) -> list[tuple[int, int, Name]]:
        """The mentions within a phrase, and one that it begins in the middle of."""
        low, high = bisect_left(self._starts, phrase[0].start), bisect_left(self._starts, phrase[-1].end)
        low -= low > 0 and self._mentions[low - 1][1] > phrase[0].start
        return self._mentions[low:high]

    def party(self, phrase: Sequence[Token]) -> Party:
        """A phrase as the text has it, the name that it stands for, and the words that tell best who it is."""
        first, last = phrase[0], phrase[-1]
        inside = self._inside(phrase)
        who = passage(self._text, (min(first.start, inside[0][0]) if inside else first.start, last.end))
        if len(phrase) == 1 and first.low in _COLLECTIVE and (spoken := self._last_speaker):
            at, name, party = spoken
            body = self._before(first.start, NameKind.BODY, "")
            since = body is None or _mentions_before(body, first.start) == _mentions_before(body, at)
            near = self._row(first.start) - self._row(at) <= 2
            if near and since and (name is None or name.kind is not NameKind.PERSON):
                return who, name, party
        name = self.named(phrase)
        untold = name is None and len(phrase) == 1 and first.low in PRONOUNS
        return who, name, None if untold else name.text if name else who.text

    def named(self, phrase: Sequence[Token]) -> Name | None:
        """The name that a noun phrase stands for; None where it has none, or names somebody else's."""
        first, last = phrase[0], phrase[-1]
        if len(phrase) == 1 and first.low in _PERSONAL | _COLLECTIVE:
            if first.low not in _PERSONAL:
                return self._before(first.start, NameKind.BODY, "")
            found = self._before(first.start, NameKind.PERSON, first.low)
            if found is not None and first.low != "i":
                self._gender.setdefault(id(found), first.low)
            return found
        inside = self._inside(phrase)
        if inside and inside[-1][1] == last.end and inside[-1][2].kind is NameKind.PERSON:
            before = next((t for t in reversed(phrase) if t.end <= inside[-1][0]), None)
            if before is not None and before.is_capital:
                return inside[-1][2]  # "Secretary of State Mike Pompeo"
        core = _core_end(phrase, inside)
        for start, end, name in inside:
            if start <= phrase[core - 1].start < end:
                return name
        head = phrase[core - 1]
        if head.low.startswith("spokes") and inside:
            return inside[-1][2]
        if head.text.islower() and first.low in ("the", "this", "that"):
            return self._described(head, first.start)
        return None

    def _described(self, head: Token, at: int) -> Name | None:
        """The name that "the board", "the minister" stands for: one that ends in the word, or is so described."""
        mentions = self._heads.get(head.low, ())
        place = bisect_left(mentions, at, key=lambda mention: mention[0])
        return mentions[place - 1][1] if place else None

    def _before(self, at: int, kind: NameKind, pronoun: str) -> Name | None:
        """The last name of a kind before an offset, outside quotations; of a sentence with several, the first.

        Who speaks goes before who is named earlier. Where no name of the kind is, one of a kind that is not known.
        """
        found = self._last_of(kind, at, pronoun) or self._last_of(NameKind.OTHER, at, pronoun)
        spoken = self._last_speaker
        told = found[1] if found else None
        if spoken is None or spoken[1] is None or spoken[0] >= at:
            return told
        speaks = spoken[1].kind is kind and self._fits(spoken[1], pronoun)
        later = found is None or found[1].kind is not kind or self._row(spoken[0]) >= self._row(found[0])
        return spoken[1] if speaks and later else told

    def _last_of(self, kind: NameKind, at: int, pronoun: str) -> tuple[int, Name] | None:
        mentions = self._by_kind[kind]
        last = bisect_left(mentions, at, key=lambda mention: mention[0]) - 1
        for _ in range(_MOST_TRIED):
            if last < 0 or self._fits(mentions[last][1], pronoun):
                break
            last -= 1
        else:
            return None
        if last < 0:
            return None
        start = self._rows.rows[self._row(mentions[last][0])].start
        first = bisect_left(mentions, start, hi=last, key=lambda mention: mention[0])
        return next(mention for mention in mentions[first : last + 1] if self._fits(mention[1], pronoun))

    def _fits(self, name: Name, pronoun: str) -> bool:
        """Whether "he" or "she" may stand for a name, as far as the text tells."""
        return pronoun not in ("he", "she") or self._gender.get(id(name), pronoun) == pronoun

    def _row(self, at: int) -> int:
        return bisect_left(self._row_starts, at + 1) - 1

    def _is_quoted(self, at: int) -> bool:
        quotations = self._rows.quotations
        place = bisect_left(quotations, at + 1, key=lambda q: q.start) - 1
        return place >= 0 and at < quotations[place].end


def _gender(name: Name) -> str | None:
    """What a title or a noun that describes a person tells: "Ms", "spokeswoman", "the daughter of"."""
    for told in name.descriptions:
        for word in told.text.lower().split()[:4]:
            if word in _FEMALE or word.endswith("woman"):
                return "she"
            if word in _MALE or word.endswith("man"):
                return "he"
    return None


def _mentions_before(name: Name, at: int) -> int:
    return bisect_left(name.mentions, at, key=lambda mention: mention.start)


def _heads_of(name: Name) -> set[str]:
    """The words in small letters that may stand for a name: of "Labour Board" "board", of "inspector" Tull "inspector"."""
    words = (
        {name.text.split(" of ")[0].split(" for ")[0].split()[-1].lower()}
        if name.kind is not NameKind.PERSON
        else set()
    )
    fitting = {NounClass.PERSON} if name.kind is NameKind.PERSON else {NounClass.PERSON, NounClass.GROUP}
    for told in name.descriptions:
        for word in told.text.lower().split()[:_FIRST_WORDS]:
            if word in ATTACHING:
                break
            if fitting & classes_of(word.strip(",.")):
                words.add(word.strip(",."))
    return words


def _core_end(phrase: Sequence[Token], inside: Sequence[tuple[int, int, Name]]) -> int:
    """Where what a phrase is about ends: before "of" or "for", where these are not part of a name."""
    ends = {start: end for start, end, _ in inside}
    until = 0
    for at, token in enumerate(phrase):
        until = max(until, ends.get(token.start, 0))
        if at and token.low in ATTACHING and token.start >= until:
            return at
    return len(phrase)
