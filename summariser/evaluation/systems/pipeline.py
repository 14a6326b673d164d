"""Our own pipeline, with a model and a report type's prompts."""

from dataclasses import dataclass

from summariser.article import Article
from summariser.errors import ArticleError, ModelError
from summariser.evaluation.records.record import Answer, judged
from summariser.evaluation.systems.base import Models, Target, failure_answer
from summariser.extraction import OnFail, Provenance, ReportType, asummarise, result_key


@dataclass(frozen=True)
class PipelineSystem:
    """The pipeline as `summariser summarise` runs it."""

    models: Models
    target: Target
    report_type: ReportType
    on_fail: OnFail = OnFail.FIX

    @property
    def name(self) -> str:
        policy = "" if self.on_fail is OnFail.FIX else f" {self.on_fail}"
        return f"loop {self.target.model} {self.report_type.name}{policy}"

    def key(self, article: Article, repeat: int) -> str:
        return result_key(
            article,
            self.report_type,
            model=self.target.name,
            base_url=self.target.server,
            on_fail=self.on_fail,
            repeat=repeat,
        )

    async def answer(self, article: Article) -> Answer:
        model = await self.models.of(self.target)
        try:
            made = await asummarise(article, model, report_type=self.report_type, on_fail=self.on_fail)
        except (ModelError, ArticleError) as error:
            empty = Provenance(
                model=model.name,
                base_url=model.base_url,
                report_type=self.report_type.name,
                prompt_version=self.report_type.prompt_version,
                schema_version=self.report_type.schema_version,
            )
            return failure_answer(error, getattr(error, "provenance", None) or empty)
        return Answer(
            summary=made.summary.model_dump(mode="json"),
            verdicts=judged(made.verification),
            provenance=made.provenance,
        )
