"""What the words around a number say of it: what it is about, in which direction, in which role.

Read alike from the summary and from the source, so that the two can be compared. The words of the number's own
segment (its part of the sentence between commas, "and", "but" and the like) bind before those of the sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from summariser.numbers import NumberMention
from summariser.reading import Period, WrittenDate
from summariser.reading.words import Word, Words, words_of
from summariser.verification.anchors import Ruler
from summariser.verification.lexicon import DOWN, ROLE_GROUPS, STOPWORDS, UP

_BREAK = re.compile(
    r"[,;:](?=\s)|[()—–]|\s-\s|\b(?:and|but|while|whereas|although|compared|versus|plus|against)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|by|during|for|of|on)\s(?:the\s)?(?:early|late|mid|end\sof)?[\s-]?$",
    re.IGNORECASE,
)
# "6% fewer than in 2023": the date is of what it is compared with.
_COMPARED = re.compile(
    r"\b(?:than|against|from|with|to|versus)\s(?:(?:that|those|levels?)\s)?(?:(?:in|for|of|on)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
# "68%, compared with 71% four years earlier", "7.8% of lessons, down from 9.1%".
_SINCE = re.compile(
    r"[^.;:()\d]{0,60}?(?:,|\s)\s?(?:(?P<way>up|down)\sfrom|compared\s(?:with|to)|against|versus)\s(?:(?:the|a|an|about|some|around)\s)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"[^.;:]{0,30}?\b(?:earlier|before|ago|previous(?:ly)?|last|in (?:\d{4}|[A-Z][a-z]+)|the year|at the (?:start|end))\b"
)
_SIGN = 3
_PARTICIPLE = re.compile(r"\W*(?:reach|averag|hitt|stand|total|com|amount|leav|touch)ing\b", re.IGNORECASE)
# "down from 4.1%": the number is where the change began, not what it came to.
_FROM = re.compile(r"\bfrom\s\S{0,6}$", re.IGNORECASE)
_TO = re.compile(r"(?<!\bup )\bto\s(?:about\s|some\s|around\s)?\W?$", re.IGNORECASE)
# "11% fewer than in May", "9% below average", "three days more".
_COMPARATIVE = re.compile(
    r"%?\s(?:[a-z]+\s)?(fewer|less|below|lower|smaller|cheaper|shorter|more|above|higher|bigger|larger|dearer|longer)\b",
    re.IGNORECASE,
)
_MORE = frozenset(("more", "above", "higher", "bigger", "larger", "dearer", "longer"))
# How much of a long sentence is read to each side of a number, in characters.
_WIDEST = 160
_LONGEST = 1500
# A date this close behind a number is that number's, not the next one's.
_OWNED = 40
# Words farther from a number than this say nothing of its role.
_REACH = 90


_TURN = {**dict.fromkeys(UP, 1), **dict.fromkeys(DOWN, -1)}
_ROLE_OF: dict[str, list[tuple[int, int]]] = {}
for _group, _roles in enumerate(ROLE_GROUPS):
    for _place, _role in enumerate(_roles):
        for _stem in _role:
            _ROLE_OF.setdefault(_stem, []).append((_group, _place))


@dataclass(frozen=True)
class Setting:
    """A sentence with its numbers and dates: half-open offsets into `text`."""

    text: str
    start: int
    end: int
    mentions: tuple[NumberMention, ...] = ()
    dates: tuple[WrittenDate, ...] = ()
    read: Words | None = None  # the words of the whole text, where they are known

    @cached_property
    def all_words(self) -> list[Word]:
        """The words of the sentence, in order."""
        if self.read is None:
            return words_of(self.text, self.start, self.end)
        return self.read.between(self.start, self.end)

    @cached_property
    def content(self) -> list[Word]:
        """Those of them that say what it is about."""
        return [w for w in self.all_words if _is_content(w.stem)]

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that begin between two offsets."""
        starts = self._starts
        return self.all_words[bisect_left(starts, start) : bisect_left(starts, end)]

    def content_between(self, start: int, end: int) -> list[Word]:
        """The content words that begin between two offsets."""
        starts = self._content_starts
        return self.content[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [w.start for w in self.all_words]

    @cached_property
    def _content_starts(self) -> list[int]:
        return [w.start for w in self.content]

    @cached_property
    def _breaks(self) -> list[tuple[int, int]]:
        """Where the sentence falls into parts, outside every number."""
        found = [m.span() for m in _BREAK.finditer(self.text, self.start, self.end)]
        return [(s, e) for s, e in found if not any(m.start <= s < m.end for m in self.mentions)]

    def part_around(self, mention: NumberMention) -> tuple[int, int]:
        """The part of the sentence, from break to break, that one of its numbers stands in."""
        low, high = self.start, self.end
        for start, end in self._breaks:
            if end <= mention.start:
                low = end
            elif start >= mention.end:
                return low, start
        return low, high

    @cached_property
    def of_roles(self) -> list[Word]:
        """The words of the sentence that name a role."""
        return [word for word in self.all_words if word.stem in _ROLE_OF]

    @cached_property
    def says_turns(self) -> bool:
        """Whether any word of the sentence is of a rise or a fall."""
        return any(word.stem in _TURN for word in self.all_words)

    def anchors(self, mention: NumberMention) -> dict[str, float]:
        """The words that one of its numbers is tied to, with how closely."""
        if mention.start not in self._anchors:
            self._anchors[mention.start] = self._ruler.anchors(mention)
        return self._anchors[mention.start]

    @cached_property
    def _ruler(self) -> Ruler:
        return Ruler(self.text, self.all_words, self.mentions)

    @cached_property
    def _anchors(self) -> dict[int, dict[str, float]]:
        return {}


def settings_of(
    text: str,
    sentences: Iterable[tuple[int, int]],
    mentions: Sequence[NumberMention],
    dates: Sequence[WrittenDate],
    words: Words | None = None,
) -> list[Setting]:
    """The settings of sentences (half-open spans in order), given the text's numbers and dates in order.

    A sentence longer than any that people write is cut into several settings, so that a text without a full stop
    costs no more than its length.
    """
    places, days = [m.start for m in mentions], [d.start for d in dates]
    found = []
    for start, end in sentences:
        for low in range(start, max(end, start + 1), _LONGEST):
            high = min(low + _LONGEST, end)
            inside = mentions[bisect_left(places, low) : bisect_left(places, high)]
            found.append(
                Setting(
                    text,
                    low,
                    high,
                    tuple(inside),
                    tuple(dates[bisect_left(days, low) : bisect_left(days, high)]),
                    words,
                )
            )
    return found


@dataclass(frozen=True)
class Context:
    """The surroundings of one number in its sentence; each is read when it is first asked for."""

    setting: Setting
    mention: NumberMention

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of the sentence, as far as they are near."""
        (low, start), (end, high) = self._window
        between = self.setting.content_between
        return frozenset(w.stem for w in (*between(low, start), *between(end, high)))

    @cached_property
    def near(self) -> frozenset[str]:
        """The content words of the number's own segment."""
        return frozenset(w.stem for w in self.near_in_order)

    @cached_property
    def near_in_order(self) -> list[Word]:
        """The content words of the number's own segment, in order."""
        (low, start), (end, high) = self._segment
        between = self.setting.content_between
        return between(low, start) + between(end, high)

    @cached_property
    def stems_beside(self) -> frozenset[str]:
        """Every word of the number's own segment, small words included."""
        return frozenset(w.stem for w in self._beside)

    @cached_property
    def anchors(self) -> dict[str, float]:
        """The words that the number is tied to, with how closely."""
        return self.setting.anchors(self.mention)

    @cached_property
    def direction(self) -> int:
        """1 where the nearest word of change in the segment is of a rise, -1 of a fall, 0 where there is none."""
        text, start, end = self.setting.text, self.mention.start, self.mention.end
        compared = _COMPARATIVE.match(text, end, min(self.setting.end, end + 40))
        if compared:
            return 1 if compared[1].lower() in _MORE else -1
        return 0 if self.turn and _FROM.search(text[max(0, start - 12) : start]) else self.turn

    @property
    def is_come_to(self) -> bool:
        """Whether the number is what something came to: "to 410", "to about 410"."""
        return bool(_TO.search(self.setting.text, max(0, self.mention.start - 16), self.mention.start))

    @cached_property
    def turn(self) -> int:
        """As `direction`, and of a change that is given as "from 3% to 2%" too."""
        if not self.setting.says_turns:
            return 0
        text = self.setting.text
        turns = [
            (self._distance(w), _TURN[w.stem])
            for w in self._beside
            # "The clear-up rate", "fell by up to 11%".
            if w.stem in _TURN
            and text[w.start - 1 : w.start] != "-"
            and not (w.stem == "up" and text.startswith(" to ", w.end))
        ]
        if not turns and (self.is_come_to or self._goes_on):  # "turnout rose from four years earlier, to 68%"
            before = (w for w in self.setting.all_words if w.stem in _TURN and w.end <= self.mention.start)
            turns = [(self._distance(w), _TURN[w.stem]) for w in before]
        nearest = min(turns, default=(_REACH + 1, 0))
        return nearest[1] if nearest[0] <= _REACH else 0

    @property
    def _goes_on(self) -> bool:
        """Whether the number's part goes on with what the one before says: "climbed since May, reaching 81%"."""
        return bool(_PARTICIPLE.match(self.setting.text, self._segment[0][0], self.mention.start))

    @cached_property
    def way_since(self) -> int:
        """1 where the number is set against a smaller one of before ("8%, compared with 6% a year earlier"), -1 a larger."""
        text, end = self.setting.text, min(self.setting.end, self.mention.end + _REACH)
        found = _SINCE.match(text, self.mention.end, end)
        if found is None:
            return 0
        if found["way"]:
            return 1 if found["way"].lower() == "up" else -1
        other = next((m for m in self.setting.mentions if m.start >= found.end()), None)
        if other is None or other.start > found.end() + _SIGN or other.unit != self.mention.unit:
            return 0
        if not _BEFORE.match(text, other.end, self.setting.end):
            return 0
        return (self.mention.value > other.value) - (self.mention.value < other.value)

    @cached_property
    def roles(self) -> dict[int, int]:
        """For each role group of the lexicon, the place of the role said nearest: in the segment, else around it.

        Around it only words count that no other number is nearer to.
        """
        found: dict[int, int] = {}
        if not self.setting.of_roles:
            return found
        (low, start), (end, high) = self._segment
        telling = [(w, self._distance(w)) for w in self.setting.of_roles if w.start not in range(start, end)]
        telling = [(word, distance) for word, distance in telling if distance <= _REACH]
        beside = [(w, d) for w, d in telling if low <= w.start < high]
        for scope in (beside, [(w, d) for w, d in telling if self.owns(w)]):
            nearest: dict[int, tuple[int, int]] = {}
            for word, distance in scope:
                for group, place in _ROLE_OF[word.stem]:
                    nearest[group] = min(nearest.get(group, (distance, place)), (distance, place))
            found = {group: place for group, (_, place) in nearest.items()} | found
        return found

    def roles_beside(self, group: int) -> frozenset[int]:
        """The places of every role of a group that the number's own segment names."""
        return frozenset(place for w in self._beside for g, place in _ROLE_OF.get(w.stem, ()) if g == group)

    @cached_property
    def period(self) -> Period | None:
        """The nearest date that a preposition ties to the number ("in 2024"), no other quantity between them.

        A date in the number's own part of the sentence is nearer than any other.
        """
        nearest: tuple[bool, int, Period] | None = None
        low, high = self.setting.part_around(self.mention) if self.setting.dates else (0, 0)
        for written in self.setting.dates:
            if written.start <= self.mention.start < written.end:
                return None
            gap = self._gap(written)
            if gap is not None:
                found = not low <= written.start < high, gap, written.parts
                nearest = min(nearest, found, key=lambda f: f[:2]) if nearest else found
        return nearest[2] if nearest else None

    def _gap(self, written: WrittenDate) -> int | None:
        """How far a date is from the number; None where it is not tied to it."""
        before = self.setting.text[max(0, written.start - 20) : written.start]
        if _COMPARED.search(before):
            return None
        if not written.parts.quarter and not _PREPOSITION.search(before):
            return None
        first = written.start < self.mention.start
        if first and any(
            o.is_quantity and 0 <= written.start - o.end <= _OWNED for o in self.setting.mentions
        ):
            return None  # it is the period of the number before it
        low, high = (written.end, self.mention.start) if first else (self.mention.end, written.start)
        if high - low > _REACH or any(o.is_quantity and low <= o.start < high for o in self.setting.mentions):
            return None
        return high - low

    @property
    def _window(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """What is read to either side of the number."""
        start, end = self.mention.start, self.mention.end
        return (start - _WIDEST, start), (end, end + _WIDEST)

    @cached_property
    def _segment(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """What of that belongs to the number's own part of the sentence."""
        (low, start), (end, high) = self._window
        first, last = self.setting.part_around(self.mention)
        return (max(low, first), start), (end, min(high, last))

    @cached_property
    def _beside(self) -> list[Word]:
        """The words of the part of the sentence around the number."""
        (low, start), (end, high) = self._segment
        return self.setting.words_between(low, start) + self.setting.words_between(end, high)

    def owns(self, word: Word) -> bool:
        """Whether no other quantity of the sentence stands nearer to the word: "89 were saved and 16 are missing"."""
        mine = self._distance(word)
        return all(
            m is self.mention
            or not m.is_quantity
            or mine <= (m.start - word.end if word.end <= m.start else word.start - m.end)
            for m in self.setting.mentions
        )

    def _distance(self, word: Word) -> int:
        return (
            self.mention.start - word.end if word.end <= self.mention.start else word.start - self.mention.end
        )


def content_words(text: str, start: int, end: int) -> frozenset[str]:
    """The stems of text[start:end] that say what it is about."""
    return frozenset(w.stem for w in words_of(text, start, end) if _is_content(w.stem))


def _is_content(stem: str) -> bool:
    return len(stem) > 1 and stem not in STOPWORDS
