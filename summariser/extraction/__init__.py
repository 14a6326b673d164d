"""From an article to a verified summary: prompt, schema, model, repair."""

from summariser.extraction.asking.report_type import AUTO, ReportType, load_report_type
from summariser.extraction.client.connect import open_model
from summariser.extraction.client.model import Limits, Model
from summariser.extraction.identity import result_key
from summariser.extraction.policy import OnFail
from summariser.extraction.records import (
    Attempt,
    Change,
    Provenance,
    Result,
    Usage,
    describe,
    failure_record,
    json_line,
)
from summariser.extraction.summarise import asummarise, summarise

__all__ = [
    "AUTO",
    "Attempt",
    "Change",
    "Limits",
    "Model",
    "OnFail",
    "Provenance",
    "ReportType",
    "Result",
    "Usage",
    "asummarise",
    "describe",
    "failure_record",
    "json_line",
    "load_report_type",
    "open_model",
    "result_key",
    "summarise",
]
