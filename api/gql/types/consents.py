"""What a customer allows now, out of what their records state."""

from collections import defaultdict
from datetime import UTC, datetime

from api.gql.compile.columns import moment
from api.gql.types.engagement import ConsentState
from graph.store import Row

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def current_consents(rows: list[Row]) -> list[ConsentState]:
    """One state per purpose and channel; a record's latest statement speaks for it, any denial wins.

    `rows` hold purpose, channel, granted, since (as text), source and source_id of the statements that hold
    now.
    """
    statements: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        since = moment(row["since"]) if row["since"] else None
        statements[(row["purpose"], row["channel"])].append({**row, "since": since})
    return [_state(statements[key]) for key in sorted(statements)]


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
