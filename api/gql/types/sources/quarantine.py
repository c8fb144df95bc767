"""What stayed out of the journal, and why: page by page, in groups, and day by day."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

import strawberry

from api.gql.declare import described_enum, resolved
from api.gql.limits.blocking import READING
from api.gql.pages.cursors import PageInfo, page_info
from api.gql.pages.timed_pages import parsed
from api.gql.resolving.context import Info
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter, days, groups
from graph.journal.quality.quarantine_pages import Page, RejectionPosition, page

Read = TypeVar("Read")


@described_enum(
    "What rejections are grouped by.",
    REASON="Source, file, field and reason",
    SOURCE="Source",
    FILE="Source and file",
    INGEST="Source and ingest",
)
class QuarantineGrouping(StrEnum):
    """The groups of `ckg quarantine list`."""

    REASON = "reason"
    SOURCE = "source"
    FILE = "file"
    INGEST = "ingest"


@strawberry.type(description="A row that stayed out, or a value that stayed out or was repaired.")
class Rejection:
    """A rejection that is in force."""

    id: strawberry.ID = strawberry.field(description="Tells it from others, wherever its row stands")
    source: str = strawberry.field(description="Source of the row")
    file: str = strawberry.field(description="File, table or endpoint, as it was first seen there")
    line: int = strawberry.field(description="Line or row, from 1")
    field: str = strawberry.field(description="The field that is wrong; empty for the row as a whole")
    reason: str = strawberry.field(description="What is wrong, without the value")
    value: str = strawberry.field(description="The value as it was read")
    row: str = strawberry.field(description="The row as it was read, as JSON")
    about: str = strawberry.field(description="Kind and key of what the row is about, where they are known")
    ingest_id: str = strawberry.field(description="The ingest that read it")
    recorded_at: datetime = strawberry.field(description="When it was refused")


@strawberry.type(description="A page of the quarantine, in the order in which rejections were stored.")
class RejectionConnection:
    """A page of rejections."""

    nodes: list[Rejection] = strawberry.field(description="The page")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends")
    total_count: int = strawberry.field(description="How many there are on all pages")


@strawberry.type(description="Rejections that have something in common, the most frequent first.")
class QuarantineGroup:
    """A group of rejections."""

    values: list[str] = strawberry.field(description="What they have in common, in the order of the grouping")
    count: int = strawberry.field(description="How many there are")
    rows: int = strawberry.field(description="Of how many rows")
    first_at: datetime = strawberry.field(description="When the first was refused")
    last_at: datetime = strawberry.field(description="When the last was refused")


@strawberry.type(description="A day (UTC) on which something was refused, or left the quarantine.")
class QuarantineDay:
    """One day of the quarantine."""

    day: date = strawberry.field(description="The day")
    refused: int = strawberry.field(description="Refused on it")
    released: int = strawberry.field(description="Left the quarantine on it: mended, replayed or dropped")
    open: int = strawberry.field(description="In quarantine at its end")


@strawberry.type(description="What stayed out, and why.")
class Quarantine:
    """The quarantine, or a part of it."""

    only: strawberry.Private[RejectionFilter]

    @resolved("The rejections in force, first in first.")
    async def rejections(self, info: Info, first: int = 20, after: str | None = None) -> RejectionConnection:
        """A page of rejections."""
        place = parsed(after, RejectionPosition.parse)
        found = await _read(info, lambda journal: page(journal, self.only, first, place))
        return _connection(found, place)

    @resolved("How many there are, grouped.")
    async def counts(
        self, info: Info, by: QuarantineGrouping = QuarantineGrouping.REASON, first: int = 50
    ) -> list[QuarantineGroup]:
        """Groups of rejections."""
        found = await _read(info, lambda journal: groups(journal, by.value, self.only))
        return [
            QuarantineGroup(
                values=list(each.name),
                count=each.count,
                rows=each.rows,
                first_at=each.first,
                last_at=each.last,
            )
            for each in found[:first]
        ]

    @resolved("How much was refused and released, of the source or of all, the latest day first.")
    async def days(self, info: Info, first: int = 50) -> list[QuarantineDay]:
        """The quarantine over time."""
        found = await _read(info, lambda journal: days(journal, self.only.source))
        return [QuarantineDay(**vars(each)) for each in found[: -first - 1 : -1]]


async def _read(info: Info, read: Callable[[Journal], Read]) -> Read:
    settings = info.context.settings
    return await READING.result(lambda: read(Journal.open(settings)))


def _connection(found: Page, after: RejectionPosition | None) -> RejectionConnection:
    places = [str(place) for place, _ in found.rows]
    return RejectionConnection(
        nodes=[Rejection(**asdict(each)) for _, each in found.rows],
        page_info=page_info(places, before=after is not None, more=found.more),
        total_count=found.total,
    )
