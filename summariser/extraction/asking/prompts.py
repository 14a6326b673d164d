"""Messages to the model, rendered from a report type's templates.

The article and whatever a model wrote before are untrusted: they go into the user's message only, as numbered
lines, and without the control tokens by which chat templates mark who is speaking.
"""

from collections.abc import Sequence
from typing import Any

import jinja2
from openai.types.chat import ChatCompletionMessageParam

from summariser.article import Sentence
from summariser.errors import ConfigurationError
from summariser.extraction.asking.report_type import ReportType
from summariser.extraction.asking.sanitise import without_control_tokens

# What expressions of a user's own template raise.
_WRONG_IN_TEMPLATES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Prompts:
    """The messages of one article. All begin alike, so that a server reads the article only once."""

    def __init__(self, report_type: ReportType, sentences: Sequence[Sentence]) -> None:
        self._templates = report_type.templates
        self._system = self._render("system").strip()
        self._article = self._render("article", sentences=sentences)

    def question(self, template: str, **values: Any) -> str:
        """The text of a question."""
        return self._render(template, **values).strip()

    def messages(self, question: str, *, with_article: bool) -> list[ChatCompletionMessageParam]:
        """A question, behind the article or by itself."""
        # Once more for the whole: labels are made of the article's words too, and a user's own template may not
        # know the filter.
        content = without_control_tokens((self._article if with_article else "") + question)
        return [{"role": "system", "content": self._system}, {"role": "user", "content": content}]

    def _render(self, template: str, **values: Any) -> str:
        try:
            return self._templates.get_template(f"{template}.j2").render(**values)
        except (jinja2.TemplateError, *_WRONG_IN_TEMPLATES) as error:
            raise ConfigurationError(f"the prompt {template}.j2 cannot be rendered: {error}") from error
