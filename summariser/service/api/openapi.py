"""The description of the API (OpenAPI 3.1), with examples that are worked out when it is first asked for."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from summariser.comparison import Corrections
from summariser.service.api.examples import Example, examples
from summariser.service.api.shapes import (
    ComparisonRequest,
    EventAnswer,
    NumbersRequest,
    SummaryRequest,
    VerificationRequest,
)
from summariser.service.options import ServiceOptions
from summariser.service.problems import Pointed, Problem

_TITLE = "summariser"
_ABOUT = """Summaries of articles with a verdict on every number, checks of text that anybody wrote, and comparisons of articles on one story.

What is asked for is kept as a job until it is deleted. Errors are problem details (RFC 9457). Where the operator has set a token, it goes
into the header Authorization, as `Bearer TOKEN`."""
_REQUESTS = (SummaryRequest, VerificationRequest, ComparisonRequest, NumbersRequest, Corrections)
_ANSWERS = (Problem, Pointed, EventAnswer)
_MODELS: list[tuple[type[BaseModel], JsonSchemaMode]] = [
    *((model, "validation") for model in _REQUESTS),
    *((model, "serialization") for model in _ANSWERS),
]


def describe(app: FastAPI, options: ServiceOptions) -> None:
    """Lets an application describe itself."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app, options)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _schema(app: FastAPI, options: ServiceOptions) -> dict[str, Any]:
    made = get_openapi(title=_TITLE, version=app.version, description=_ABOUT, routes=app.routes)
    schemas = made["components"]["schemas"]
    _, own = models_json_schema(_MODELS, ref_template="#/components/schemas/{model}")
    schemas.update(own["$defs"])
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for schema in schemas.values():  # told by docstrings, whose examples are of Python
        if "description" in schema:
            schema["description"] = schema["description"].partition("\n\n>>> ")[0]
    _allow(schemas["SummaryRequest"]["properties"], options)
    for operation in (one for path in made["paths"].values() for one in path.values()):
        # Its first sentence; FastAPI takes the name of the function.
        operation["summary"] = operation["description"].partition(". ")[0].partition("\n")[0].rstrip(".")
    for example in examples():
        _show(made["paths"][example.path][example.method], example)
    return made


def _show(operation: dict[str, Any], example: Example) -> None:
    """Puts an example where it belongs."""
    if example.asked is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example.asked
    for status, answer in example.answers.items():
        operation["responses"][str(status)]["content"]["application/json"]["example"] = answer


def _allow(properties: dict[str, Any], options: ServiceOptions) -> None:
    """Of models, report types and policies those that the operator allows."""
    allowed = {"model": options.models, "report_type": options.report_types, "policy": options.policies}
    for name, values in allowed.items():
        properties[name] = {"type": "string", "enum": [str(value) for value in values]} | {
            key: properties[name][key] for key in ("description",)
        }
