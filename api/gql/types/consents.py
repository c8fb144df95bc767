"""What a customer allows now, out of what their records state."""

from collections import defaultdict
from datetime import UTC, datetime

import strawberry

from api.gql.pages.connected import Key
from api.gql.times import moment
from graph.store import Row


@strawberry.type(
    description="What holds now for one purpose and channel. Where records of the customer disagree, "
    "the most restrictive statement counts."
)
class ConsentState:
    """The state of one consent."""

    purpose: str = strawberry.field(description="What the data may be used for")
    channel: str = strawberry.field(description="Through which channel; `any` for all")
    granted: bool = strawberry.field(description="True only when no record of the customer denies it")
    since: datetime | None = strawberry.field(description="From when the deciding statement holds")
    source: str = strawberry.field(description="Source of the deciding statement")
    source_id: str = strawberry.field(description="Record that made it")
    disputed: bool = strawberry.field(description="True when records of the customer disagree")


_EARLIEST = datetime.min.replace(tzinfo=UTC)


def current_consents(rows: list[Row]) -> list[tuple[Key, ConsentState]]:
    """One state per purpose and channel; a record's latest statement speaks for it, any denial wins.

    `rows` hold purpose, channel, granted, since (as text), source and source_id of the statements that hold
    now.
    """
    statements: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        since = moment(row["since"]) if row["since"] else None
        statements[(row["purpose"], row["channel"])].append({**row, "since": since})
    return [(key, _state(statements[key])) for key in sorted(statements)]


def _state(rows: list[Row]) -> ConsentState:
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=_age):
        latest[(row["source"], row["source_id"])] = row
    deciding = min(latest.values(), key=lambda row: (row["granted"], _reversed_age(row)))
    return ConsentState(
        purpose=deciding["purpose"],
        channel=deciding["channel"],
        granted=deciding["granted"],
        since=deciding["since"],
        source=deciding["source"],
        source_id=deciding["source_id"],
        disputed=len({row["granted"] for row in latest.values()}) > 1,
    )


def _age(row: Row) -> tuple[datetime, bool, str, str]:
    """Order in time; at one moment a denial comes last and so wins."""
    return row["since"] or _EARLIEST, not row["granted"], row["source"], row["source_id"]


def _reversed_age(row: Row) -> tuple[float, str, str]:
    since: datetime = row["since"] or _EARLIEST
    return -since.timestamp(), row["source"], row["source_id"]
