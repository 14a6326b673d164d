"""The systems that a run compares: our loop, and the baselines beside it."""

from summariser.evaluation.systems.base import Models, Opener, System, Target, open_models, open_target
from summariser.evaluation.systems.langextract import LangExtract
from summariser.evaluation.systems.loop import LoopSystem
from summariser.evaluation.systems.one_shot import OneShot
from summariser.evaluation.systems.rules import Rules

__all__ = [
    "LangExtract",
    "LoopSystem",
    "Models",
    "OneShot",
    "Opener",
    "Rules",
    "System",
    "Target",
    "open_models",
    "open_target",
]
