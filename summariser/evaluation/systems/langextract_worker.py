"""Runs LangExtract on one article, in a process and, if need be, an environment of its own; imports nothing of ours.

LangExtract's newest versions and this package want different versions of one dependency, so it is not imported
where the package runs. A JSON object on standard input holds the server, key, model, article and example; one on
standard output the extractions and the tokens that the server counted.
"""

import importlib.metadata
import json
import sys
from typing import Any


def main() -> None:
    """Reads the question, extracts, writes the answer."""
    import langextract
    from openai.resources.chat.completions import Completions

    asked = json.load(sys.stdin)
    counts: list[tuple[int, int]] = []
    create = Completions.create

    # LangExtract does not tell what its requests cost.
    def counting(self: Any, *args: Any, **kwargs: Any) -> Any:
        answer = create(self, *args, **kwargs)
        usage = getattr(answer, "usage", None)
        if usage is not None:
            counts.append((usage.prompt_tokens, usage.completion_tokens))
        return answer

    Completions.create = counting  # type: ignore[method-assign]
    answer = langextract.extract(
        asked["text"],
        prompt_description=asked["prompt"],
        examples=[_example(langextract.data, asked["example"])],
        # With a config, what is passed beside it for the model is not used.
        config=langextract.factory.ModelConfig(
            model_id=asked["model"],
            provider="OpenAILanguageModel",
            provider_kwargs={
                "api_key": asked["key"],
                "base_url": asked["base_url"],
                "temperature": 0.0,
                "seed": 1,
                "max_output_tokens": asked["max_tokens"],
                "max_workers": 1,
            },
        ),
        fetch_urls=False,
    )
    found = [
        {"text": e.extraction_text, "attributes": e.attributes or {}, "located": e.char_interval is not None}
        for e in answer.extractions or []
        if e.extraction_class == "quantity"
    ]
    version = importlib.metadata.version("langextract")
    json.dump({"extractions": found, "usage": counts, "version": version}, sys.stdout)


def _example(data: Any, example: dict[str, Any]) -> Any:
    extractions = [
        data.Extraction(extraction_class="quantity", extraction_text=e["text"], attributes=e["attributes"])
        for e in example["extractions"]
    ]
    return data.ExampleData(text=example["text"], extractions=extractions)


if __name__ == "__main__":
    main()
