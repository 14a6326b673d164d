"""Messages to the model, rendered from a report type's templates.

The article and whatever a model wrote before are untrusted: they go into the user's message only, as numbered
lines, and without the control tokens by which chat templates mark who is speaking.
"""

import re
from collections.abc import Sequence
from typing import Any

import jinja2
from openai.types.chat import ChatCompletionMessageParam

from summariser.article import Sentence
from summariser.errors import ConfigurationError
from summariser.extraction.report_type import ReportType

# A server parses its control tokens wherever they stand, in an article too: "<|im_end|>", "[INST]", "<s>".
_CONTROL_TOKENS = re.compile(
    r"<(?=\|)|(?<=\|)>|\[(?=/?INST\])|<(?=/?s>)|<(?=/?(?:start|end)_of_turn>)", re.IGNORECASE
)


def inert(text: str) -> str:
    """`text` on one line, with the marks taken off that a chat template would take for its own."""
    return " ".join(_without_control_tokens(text).split())


def _without_control_tokens(text: str) -> str:
    """`text` without those marks, nor halves of surrogate pairs, which no request can carry."""
    return _CONTROL_TOKENS.sub(" ", text).encode("utf-8", "replace").decode()


class Prompts:
    """The messages of one article. All begin alike, so that a server reads the article only once."""

    def __init__(self, report_type: ReportType, sentences: Sequence[Sentence]) -> None:
        self._templates = report_type.templates.overlay()
        self._templates.filters["inert"] = inert
        self._system = self._render("system").strip()
        self._article = self._render("article", sentences=sentences)

    def about_article(self, template: str, **values: Any) -> list[ChatCompletionMessageParam]:
        """A question that comes with the whole article."""
        return self._messages(self._article + self._render(template, **values).strip())

    def alone(self, template: str, **values: Any) -> list[ChatCompletionMessageParam]:
        """A question that comes with nothing but what it holds."""
        return self._messages(self._render(template, **values).strip())

    def _messages(self, question: str) -> list[ChatCompletionMessageParam]:
        # Once more for the whole: labels are made of the article's words too, and a user's own template may not
        # know the filter.
        content = _without_control_tokens(question)
        return [{"role": "system", "content": self._system}, {"role": "user", "content": content}]

    def _render(self, template: str, **values: Any) -> str:
        try:
            return self._templates.get_template(f"{template}.j2").render(**values)
        except jinja2.TemplateError as error:
            raise ConfigurationError(f"the prompt {template}.j2 cannot be rendered: {error}") from error
