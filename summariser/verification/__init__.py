"""Verdicts and coverage: deterministic, pure, never a model. Usable alone, on text that anyone wrote."""

from summariser.verification.grounded import Grounded
from summariser.verification.model import verify
from summariser.verification.summary.coverage import uncovered
from summariser.verification.text import left_aside, verify_text
from summariser.verification.verdict import (
    Check,
    Coverage,
    Level,
    Reason,
    Status,
    Unchecked,
    Uncovered,
    Verdict,
    Verification,
)
from summariser.verification.written import object_in, tells_coverage, verify_written

__all__ = [
    "Check",
    "Coverage",
    "Grounded",
    "Level",
    "Reason",
    "Status",
    "Unchecked",
    "Uncovered",
    "Verdict",
    "Verification",
    "left_aside",
    "object_in",
    "tells_coverage",
    "uncovered",
    "verify",
    "verify_text",
    "verify_written",
]
