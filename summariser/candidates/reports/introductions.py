"""How a sentence introduces what it sets apart: what tells a title from speech, emphasis and the names of bodies."""

import itertools
import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from summariser.candidates.reports.set_apart import LINKS, Marking, Piece
from summariser.candidates.reports.works import (
    BE,
    DETERMINERS,
    FUNCTION,
    LOOSE,
    MARKS,
    PREPOSITIONS,
    WORKS,
    Mention,
    Token,
    has_capitals_throughout,
)


class Introduction(StrEnum):
    """What says that the words are a title.

    >>> article = Article.from_text('The port office said in its report, "Idle Cranes", that ships wait.')
    >>> titles_of(article)[0].introduction
    <Introduction.APPOSED: 'apposed'>
    """

    NAMED = "named"  # entitled X
    APPOSED = "apposed"  # its report, X
    DESCRIBED = "described"  # X, a report; the X report
    EDITION = "edition"  # the annual X, its X
    PUBLISHED = "published"  # it published X; X, published on Monday
    HEADLINE = "headline"  # the headline is no more than X
    TOLD = "told"  # X says, according to X
    ALONE = "alone"


# By judgement, with an eye on the titles of evals (benchmarks/accuracy/report_facts.py); so are those below.
_WEIGHTS = {
    Introduction.NAMED: 0.85, Introduction.APPOSED: 0.8, Introduction.DESCRIBED: 0.75, Introduction.EDITION: 0.6,
    Introduction.PUBLISHED: 0.6, Introduction.HEADLINE: 0.6, Introduction.TOLD: 0.45, Introduction.ALONE: 0.35,
}  # fmt: skip
# Words in marks may be a ship's name, and what an older work is called is not the article's own.
_OLDER, _DOUBTFUL = 0.4, 0.6

_HEADS = WORKS | frozenset("outlook monitor barometer atlas statistics figures".split())
_NAMING = frozenset("entitled titled".split())
_CALLING = frozenset("called named headed dubbed".split())
_TITLE = frozenset("title heading".split())
# What may stand between a work and "called"; with other words it is another thing that is called so.
_JOINTS = BE | MARKS | frozenset(", which that has under the of".split())
_EDITIONS = frozenset(
    "annual yearly quarterly monthly weekly biennial half-yearly latest newest regular flagship".split()
)
_OWNERS = frozenset("its their our".split())
YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–](?:\d\d)?\d\d)?")
_PART_OF_YEAR = re.compile(r"[qh][1-4]|no\.?")
# In words, by judgement.
_LONGEST_DESCRIPTION, _LONGEST_NAME = 6, 5


class Introduced:
    """A piece of a sentence with what stands before it and behind it, beyond its marks."""

    def __init__(
        self,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        piece: Piece,
        *,
        is_behind_work: bool = False,
    ) -> None:
        self.tokens, self.mentions = tokens, mentions
        self.is_of_it = is_behind_work and tokens[0].low in ("it", "its")
        self.own = tokens[piece.first : piece.after]
        self.is_marked = piece.marking is not Marking.CAPITALS
        self.first, self.after = piece.first, piece.after
        while self.first > 0 and tokens[self.first - 1].low in MARKS:
            self.first -= 1
        while self.after < len(tokens) and (
            tokens[self.after].low in MARKS or tokens[self.after].text == ","
        ):
            self.after += 1
        # A stop may stand within the marks: '"Idle Cranes," a report by ...'.
        self.has_comma = any(token.text == "," for token in tokens[piece.after : self.after])
        self.is_doubtful = False  # set where the words themselves might as well be another name
        self.before = [token.low for token in tokens[max(0, self.first - 2) : self.first]]

    def sign(self) -> tuple[float, Introduction] | None:
        """The plainest introduction of the piece with its weight; None where it is no title."""
        if not (self.own[0].text[0].isupper() or self.own[0].text[0].isdigit()):
            return None
        for introduction, is_introduced in _FORMS:
            mention = is_introduced(self)
            if mention:
                is_older = isinstance(mention, Mention) and mention.is_earlier
                is_doubtful = self.is_doubtful or (self.is_marked and introduction is Introduction.ALONE)
                factor = (_OLDER if is_older else 1) * (_DOUBTFUL if is_doubtful else 1)
                return _WEIGHTS[introduction] * factor, introduction
        return None

    def named(self) -> Mention | bool:
        spoken = [mention for mention in self.mentions if mention.at < self.first]
        if not _NAMING.isdisjoint(self.before) or (spoken and not _TITLE.isdisjoint(self.before)):
            return spoken[-1] if spoken else True
        if self.is_of_it and not _CALLING.isdisjoint(self.before):
            return True
        if not spoken or _CALLING.isdisjoint(self.before):
            return False
        between = {token.low for token in self.tokens[spoken[-1].at + 1 : self.first]}
        return spoken[-1] if between <= _JOINTS | _CALLING else False

    def apposed(self) -> Mention | None:
        for mention in self.mentions:
            between = [token.text for token in self.tokens[mention.at + 1 : self.first]]
            if (
                mention.at < self.first
                and len(between) <= 2
                and set(between) <= {",", "(", "–", "—", "-", ":"}
            ):
                is_title = self._is_title(in_sentence_case=":" not in between)
                is_noun = mention.first < mention.at and not mention.is_loose
                if is_title or (between and is_noun and self._is_closed(mention)):
                    return mention
                self.is_doubtful = (
                    is_noun and not between and not self.is_marked and any(t.low in LINKS for t in self.own)
                )
                return mention if self.is_doubtful else None
        return None

    def described(self) -> Mention | None:
        is_title = self._is_title()
        for mention in self.mentions:
            between = self.tokens[self.after : mention.at]
            if mention.at < self.after or len(between) > _LONGEST_DESCRIPTION:
                continue
            if self.has_comma and mention.first == self.after and between and between[0].low in DETERMINERS:
                return mention if is_title or self._is_a_work(mention) else None
            if not between and not self.has_comma and self._is_owned_name():
                self.is_doubtful = not is_title
                return mention
            if (
                is_title
                and not self.has_comma
                and len(between) < 2
                and all(t.low not in FUNCTION for t in between)
            ):
                return mention
        return None

    def _is_owned_name(self) -> bool:
        """ "The Tram Board's Rails in Numbers report"."""
        return (
            not self.is_marked and len(self.own) > 1 and self.first > 0 and self.tokens[self.first - 1].owns
        )

    def _is_a_work(self, mention: Mention) -> bool:
        """Of words without a title's form: "X, a report by ...", "X, the report that ...", not '"X," a report says'."""
        behind = self.tokens[mention.at + 1] if mention.at + 1 < len(self.tokens) else None
        if behind is None or behind.tells or len(self.own) < 2:
            return False
        return self.tokens[self.after].low in ("a", "an") or behind.low in ("that", "which")

    def edition(self) -> bool:
        owned = self.first > 0 and (self.tokens[self.first - 1].owns or self.before[-1] in _OWNERS)
        latest = bool(self.before) and self.before[-1] in _EDITIONS
        is_edition = self.before in (["edition", "of"], ["issue", "of"])
        return len(self.own) > 1 and (is_edition or ((latest or owned) and self._is_title()))

    def published(self) -> bool:
        before = self.tokens[max(0, self.first - 2) : self.first]
        if before and before[-1].low in DETERMINERS:
            before = before[:-1]
        behind = self.has_comma and self.after < len(self.tokens) and self.tokens[self.after].publishes
        if behind and not self.is_marked and len(self.own) > 1 and not self._is_title():
            self.is_doubtful = True
            return True
        return (behind or (bool(before) and before[-1].publishes)) and self._is_title()

    def headline(self) -> bool:
        """All of a sentence that is no sentence."""
        words = [token for token in self.tokens if token.low not in MARKS and token.text != "#"]
        is_short = len(words) <= _LONGEST_NAME or self._ends_in_year()
        return not self.is_marked and words == list(self.own) and is_short and self._ends_in_head()

    def told(self) -> bool:
        behind = self.tokens[self.after] if self.after < len(self.tokens) and not self.has_comma else None
        tells = behind is not None and (behind.tells or (self.is_marked and _has_verb_form(behind)))
        within = self.is_marked and self.has_comma and self.before == ["in"]
        return (tells or within or self.before == ["according", "to"]) and self._is_title()

    def alone(self) -> bool:
        if self.is_marked:
            in_headline = has_capitals_throughout(self.tokens)
            return len(self.own) > 1 and self._is_title() and not in_headline
        heads_line = self.first == 0 and self.after < len(self.tokens) and self.tokens[self.after].text == ":"
        return self._ends_in_head() or (heads_line and self._ends_in_year())

    def _is_title(self, *, in_sentence_case: bool = False) -> bool:
        """Whether a marked piece has the capitals of a title, and one in capitals ends as titles do."""
        if not self.is_marked:
            return self._ends_in_head() or self._ends_in_year()
        words = (token for token in self.own if token.is_word and token.low not in FUNCTION | LINKS)
        large = (word.text[0].isupper() for word in words)
        return in_sentence_case or all(large)

    def _is_closed(self, mention: Mention) -> bool:
        """Whether words in capitals are an apposition of their own: "its survey, Fever in Hospitals."."""
        behind = self.tokens[self.after] if self.after < len(self.tokens) else None
        if self.is_marked or len(self.own) < 2:
            return False
        if self.has_comma:
            # "In the study, Anna Berg, a biologist, ..." has a name in that place.
            is_subject = mention.first == 0 and behind is not None and behind.low not in FUNCTION
            return behind is not None and (is_subject or behind.low in BE or behind.publishes)
        return behind is None or behind.text in ".:;)–—"

    def _ends_in_head(self) -> bool:
        """Or has one with what it is of behind it: "Annual Survey of Bees"."""
        words = [token.low for token in self.own if token.is_word]
        while words and _PART_OF_YEAR.fullmatch(words[-1]):
            words.pop()
        if len(words) < 2:
            return False
        if words[-1] in LOOSE and not PREPOSITIONS.isdisjoint(words):
            return False  # the Office of Harbour Statistics
        opens = any(word in _HEADS and behind in PREPOSITIONS for word, behind in itertools.pairwise(words))
        return opens or words[-1] in _HEADS or words[-1].removesuffix("s") in _HEADS

    def _ends_in_year(self) -> bool:
        return len(self.own) > 1 and bool(YEAR.fullmatch(self.own[-1].text))


def _has_verb_form(token: Token) -> bool:
    return token.text.islower() and token.low.endswith("s") and token.low not in FUNCTION


# In the order in which they are asked for; each tells the mention of the work that it goes by, where it goes by one.
_FORMS: tuple[tuple[Introduction, Callable[[Introduced], Mention | bool | None]], ...] = (
    (Introduction.NAMED, Introduced.named),
    (Introduction.APPOSED, Introduced.apposed),
    (Introduction.DESCRIBED, Introduced.described),
    (Introduction.EDITION, Introduced.edition),
    (Introduction.PUBLISHED, Introduced.published),
    (Introduction.HEADLINE, Introduced.headline),
    (Introduction.TOLD, Introduced.told),
    (Introduction.ALONE, Introduced.alone),
)
