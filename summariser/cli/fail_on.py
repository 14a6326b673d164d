"""Which verdicts make a command fail: rules such as "quantities.*:unsupported,abstract:doubt", read and applied.

A rule is PATTERN:LEVEL. PATTERN is the path of a verdict; a field's path stands for all inside it, and * for anything,
dots included. LEVEL is "unsupported", "doubt" (which includes unsupported) or "never". The first rule that matches a
path decides; a path that none matches does not fail.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summariser.article.opening import open_file
from summariser.errors import ArticleError, ConfigurationError
from summariser.verification import Level

_NEVER = "never"
_LEVELS: dict[str, Level | None] = {"unsupported": Level.UNSUPPORTED, "doubt": Level.DOUBT, _NEVER: None}
_HOW = 'write PATTERN:LEVEL, such as "quantities.*:unsupported"; LEVEL is unsupported, doubt or never'
# By judgement.
_MOST_NAMED = 5
_LARGEST = 2**20


@dataclass(frozen=True)
class Rule:
    """From which level on what stands at a path fails; None for never."""

    pattern: str
    level: Level | None

    def matches(self, path: str) -> bool:
        """Whether the rule is for this path."""
        pattern = ".*".join(map(re.escape, self.pattern.split("*")))
        return re.fullmatch(rf"(?:{pattern})(?:\..*)?", path, re.DOTALL) is not None

    def breaks(self, level: Level) -> bool:
        """Whether a verdict of this level fails."""
        return self.level is not None and level in {self.level, Level.UNSUPPORTED}


Rules = Sequence[Rule]
Judged = tuple[str, Level]  # the path of a verdict, and its level

UNSUPPORTED_FAILS: Rules = (Rule("*", Level.UNSUPPORTED),)
DOUBT_FAILS: Rules = (Rule("*", Level.DOUBT),)


def parse_rules(text: str) -> list[Rule]:
    """The rules of a text, with commas or line ends between them. Raises ConfigurationError where one is none."""
    written = [part.strip() for part in re.split(r"[,\n]", text)]
    rules = [_rule(part) for part in written if part]
    if not rules:
        raise ConfigurationError(f"there is no rule: {_HOW}")
    return rules


def _rule(written: str) -> Rule:
    pattern, colon, level = (part.strip() for part in written.partition(":"))
    if not pattern or not colon or level not in _LEVELS:
        raise ConfigurationError(f'"{written}" is no rule: {_HOW}')
    return Rule(pattern, _LEVELS[level])


def without_comments(text: str) -> str:
    """The text of a rules file, without what stands behind a # on each line."""
    return "\n".join(line.partition("#")[0] for line in text.splitlines())


def failing(judged: Iterable[Judged], rules: Rules) -> list[Judged]:
    """What fails by the rules, each once, in order."""
    return [one for one in dict.fromkeys(judged) if _fails(*one, rules)]


def _fails(path: str, level: Level, rules: Rules) -> bool:
    rule = next((rule for rule in rules if rule.matches(path)), None)
    return rule is not None and rule.breaks(level)


def in_words(failed: Sequence[Judged]) -> str:
    """What fails, on one line: "abstract (doubt), quantities.2.value (unsupported)"."""
    named = ", ".join(f"{path or 'the text'} ({level})" for path, level in failed[:_MOST_NAMED])
    more = len(failed) - _MOST_NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def rules_of(given: Sequence[str] | None, *, strict: bool, default: Rules = ()) -> Rules:
    """The rules of the options: those of each --fail-on in turn, then of --strict; the default where neither is given.

    A value that begins with @ names a file. Raises ConfigurationError where a rule or a file cannot be read.
    """
    if not given and not strict:
        return default
    rules = [rule for value in given or () for rule in _of_option(value)]
    return [*rules, *(DOUBT_FAILS if strict else ())]


def _of_option(value: str) -> list[Rule]:
    name = value.removeprefix("@")
    text = without_comments(_content(name)) if value.startswith("@") else value
    try:
        return parse_rules(text)
    except ConfigurationError as error:
        place = f"--fail-on @{name}" if value.startswith("@") else "--fail-on"
        raise ConfigurationError(f"{place}: {error}") from None


def _content(name: str) -> str:
    try:
        with open_file(Path(name)) as file:
            return file.read(_LARGEST).decode("utf-8-sig")
    except (ArticleError, OSError, ValueError) as error:
        reason = (
            getattr(error.__cause__, "strerror", None) or str(error).removeprefix(f"{name}: ").split(";")[0]
        )
        reason = "is not UTF-8 text" if isinstance(error, UnicodeError) else reason
        raise ConfigurationError(
            f"--fail-on @{name}: {reason}; name a text file with a rule a line"
        ) from error
