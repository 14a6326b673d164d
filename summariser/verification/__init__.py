"""Verdicts and coverage: deterministic, pure, never a model. Usable alone, on text that anyone wrote."""

from summariser.verification.verdict import Check, Coverage, Status, Uncovered, Verdict, Verification

__all__ = ["Check", "Coverage", "Status", "Uncovered", "Verdict", "Verification"]
