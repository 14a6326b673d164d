"""Asks a judge about every answer of a run that it has not judged yet."""

from summariser.evaluation.judge import judged_by, judgement_key
from summariser.evaluation.run_folder import Cell, RunFolder
from summariser.evaluation.runner import Told, untold
from summariser.evaluation.scoring import Scores
from summariser.evaluation.systems.base import Models, Target


async def judge(scores: Scores, models: Models, target: Target, *, told: Told = untold) -> None:
    """The judge's opinion of each summary of the run, kept in its folder; failures have no prose to judge.

    Raises ServerError where the judge gives no answer: what it said until then is kept.
    """
    folder = RunFolder(scores.path)
    cells = {(c.system, c.article, c.repeat): c for c in scores.settings.cells}
    cases = [case for by_article in scores.cases.values() for cs in by_article.values() for case in cs]
    prosaic = [case for case in cases if case.output.prose]
    for done, case in enumerate(prosaic):
        record = case.record
        cell: Cell = cells[record.system, record.article, record.repeat]
        key = judgement_key(record, target.name, target.server)
        stored = folder.judgement(target.name, cell.file, key) is not None
        told(cell, done, len(prosaic), stored)
        if not stored:
            model = await models.of(target)
            text = case.item.article.text
            folder.keep_judgement(cell.file, await judged_by(model, record, text, case.output.prose, key))
    folder.judged(" ".join(filter(None, [target.name, target.server])))
