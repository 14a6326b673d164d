"""Verdicts and coverage: deterministic, pure, never a model. Usable alone, on text that anyone wrote."""

from summariser.verification.coverage import uncovered
from summariser.verification.grounded import Grounded
from summariser.verification.model import verify
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
    "uncovered",
    "verify",
    "verify_text",
]
