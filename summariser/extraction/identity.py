"""What a result depends on, as a key under which it may be kept and found again."""

import hashlib
import json

from summariser.article import Article
from summariser.extraction.asking.report_type import ReportType

# Counted up when the pipeline comes to ask for other things in another way, so that old results are not taken for new. A
# count, not a choice.
PIPELINE_VERSION = 5


def result_key(
    article: Article,
    report_type: ReportType,
    *,
    model: str,
    base_url: str | None = None,
    on_fail: str = "fix",
    repeat: int = 0,
) -> str:
    """64 hexadecimal digits, equal for two calls exactly where the second would only ask the model the same again.

    `model` is the name that the model goes by at its server, `Model.name`. Where the article came from does not
    count, nor how long to wait; `repeat` tells runs of the same thing apart, counting from 0.

    >>> article, kind = Article.from_text("Two ports closed."), load_report_type("news_summary")
    >>> result_key(article, kind, model="a") == result_key(article, kind, model="b")
    False
    """
    parts = {
        "text": article.text,
        "title": article.title,
        "title_span": article.title_span,
        "body_spans": article.body_spans,
        "published": article.published and article.published.isoformat(),
        "report_type": report_type.name,
        "prompt_version": report_type.prompt_version,
        "schema_version": report_type.schema_version,
        "model": model,
        "base_url": base_url,
        "on_fail": on_fail,
        "repeat": repeat,
        "loop": PIPELINE_VERSION,
    }
    # Halves of surrogate pairs, which a text may hold, have no other bytes than their escapes.
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()
