"""The systems that a run compares: our pipeline, and the baselines beside it."""

from summariser.evaluation.systems.base import Models, Opener, System, Target, open_models, open_target
from summariser.evaluation.systems.langextract import LangExtract
from summariser.evaluation.systems.one_shot import OneShot
from summariser.evaluation.systems.pipeline import PipelineSystem
from summariser.evaluation.systems.rules import Rules

__all__ = [
    "LangExtract",
    "Models",
    "OneShot",
    "Opener",
    "PipelineSystem",
    "Rules",
    "System",
    "Target",
    "open_models",
    "open_target",
]
