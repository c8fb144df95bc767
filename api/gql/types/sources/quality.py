"""How good the data of each source is."""

from datetime import datetime
from typing import Self

import strawberry

from api.gql.declare import resolved
from api.gql.limits.blocking import READING
from api.gql.resolving.context import Info
from graph.journal import Journal
from graph.journal.quality import source_quality as journal_quality


@strawberry.type(description="What one ingest brought.")
class IngestQuality:
    """A point of the trend."""

    ingest_id: str = strawberry.field(description="The ingest")
    at: datetime = strawberry.field(description="When it ended")
    entries: int = strawberry.field(description="Entries that went in, or were there already")
    rejections: int = strawberry.field(description="Rows and values that were refused and not known")
    validity: float | None = strawberry.field(description="Share that went in, 0 to 1; null of nothing")


@strawberry.type(description="How good the data of a source was when a run had found out who is who.")
class MeasuredQuality:
    """A point of the history."""

    run_id: str = strawberry.field(description="The run")
    at: datetime = strawberry.field(description="When it ended")
    records: int = strawberry.field(description="Records that the source had")
    score: float | None = strawberry.field(description="Mean of the four parts that are known, 0 to 1")
    completeness: float | None = strawberry.field(description="Share of values that were there, 0 to 1")
    validity: float | None = strawberry.field(description="Share of values that could be used, 0 to 1")
    freshness: float | None = strawberry.field(description="How late records were stated, 0 to 1")
    consistency: float | None = strawberry.field(description="Share of values with which others agreed")
    rejections: int = strawberry.field(description="Rows and values in quarantine")

    @classmethod
    def of(cls, found: journal_quality.MeasuredQuality) -> Self:
        """As the journal has it."""
        told = {name: value for name, value in vars(found.quality).items() if name != "source"}
        return cls(run_id=found.run_id, at=found.at, score=found.quality.score, **told)


@strawberry.type(description="How good the data of a source is; docs/graphql.md has the formulas.")
class SourceQuality:
    """The quality of one source."""

    source: str = strawberry.field(description="Name of the source")
    records: int = strawberry.field(description="Records that it has now")
    score: float | None = strawberry.field(description="Mean of the four parts that are known, 0 to 1")
    completeness: float | None = strawberry.field(description="Share of values that are there, 0 to 1")
    validity: float | None = strawberry.field(description="Share of values that can be used, 0 to 1")
    freshness: float | None = strawberry.field(description="How late records were stated, 0 to 1")
    consistency: float | None = strawberry.field(
        description="Share of values with which another source agrees, of those that one states, 0 to 1"
    )
    rejections: int = strawberry.field(description="Rows and values in quarantine")

    @resolved("What its ingests brought, the latest first.")
    async def trend(self, info: Info, first: int = 20) -> list[IngestQuality]:
        """Ingest by ingest."""
        settings, source = info.context.settings, self.source
        found = await READING.result(
            lambda: journal_quality.quality_trend(Journal.open(settings), source, first)
        )
        return [
            IngestQuality(
                ingest_id=each.ingest_id,
                at=each.at,
                entries=each.entries,
                rejections=each.rejections,
                validity=each.validity,
            )
            for each in found
        ]

    @resolved("How good it was, run by run, the latest first.")
    async def history(self, info: Info, first: int = 20) -> list[MeasuredQuality]:
        """Run by run."""
        settings, source = info.context.settings, self.source
        found = await READING.result(
            lambda: journal_quality.quality_history(Journal.open(settings), source, first)
        )
        return [MeasuredQuality.of(each) for each in found]


async def source_quality(info: Info, first: int) -> list[SourceQuality]:
    """The quality of the first sources, by name."""
    settings = info.context.settings
    found = await READING.result(lambda: journal_quality.source_quality(Journal.open(settings)))
    return [SourceQuality(**vars(each), score=each.score) for each in found[:first]]
