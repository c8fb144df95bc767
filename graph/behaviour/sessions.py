"""What a customer did, session by session, read from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import duckdb

from graph.journal.reading.stated import NODE_ID, node_value
from graph.journal.tables.order import current_events_sql, events_about_sql
from graph.journal.tables.times import in_utc

VIEWS = frozenset({"stored_events", "assignments"})
"""Views of the journal that journeys are read from."""
MOST = 10_000
"""Steps that a journey has at most."""

_OF_RECORDS = events_about_sql("FROM own_records")
_STEPS = f"""
    WITH own_records AS MATERIALIZED (SELECT record_id FROM assignments WHERE customer_id = $customer_id)
    SELECT stated_at AS "at", record_id, kind,
        CASE WHEN kind = 'event' THEN {node_value("Event", "name")} END AS name,
        details->>'$.page' AS page, TRY_CAST(details->>'$.seconds' AS DOUBLE) AS seconds, {NODE_ID} AS id,
        list_transform(coalesce(counted, []), lambda item: item.key) AS topics
    FROM ({current_events_sql(_OF_RECORDS)})
    WHERE record_id IN (FROM own_records) AND "at" IS NOT NULL
        AND ($since IS NULL OR stated_at >= $since) AND ($until IS NULL OR stated_at < $until)
    ORDER BY "at" DESC, record_id DESC, kind DESC, key DESC LIMIT $first
"""  # noqa: S608 - SQL of this package


@dataclass(frozen=True, slots=True)
class Span:
    """From when, inclusive, until when, exclusive; None for without a bound."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a record did: what kind of event, its name, the page, the seconds spent there, the id of
    what it made (an order, a ticket), and the topics and products that it showed interest in."""

    at: datetime
    record_id: str
    kind: str
    name: str | None
    page: str | None
    seconds: float | None
    id: str | None
    interests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """Steps of one record without a longer pause, the earliest first."""

    record_id: str
    steps: tuple[Step, ...]

    @property
    def started_at(self) -> datetime:
        """Time of the first step."""
        return self.steps[0].at

    @property
    def ended_at(self) -> datetime:
        """Time of the last step."""
        return self.steps[-1].at


def read_sessions(
    connection: duckdb.DuckDBPyConnection,
    customer_id: str,
    pause: timedelta,
    span: Span,
    first: int = MOST,
) -> tuple[Session, ...]:
    """The customer's sessions, the earliest first: what one record did with less than `pause` in between.

    Of more than `first` steps these are the latest. Two devices in use at a time make two sessions. Reads
    VIEWS.
    """
    params = {"customer_id": customer_id, "since": span.since, "until": span.until, "first": first}
    found = connection.execute(_STEPS, params).fetchall()
    by_record: dict[str, list[Step]] = {}
    for at, record_id, kind, name, page, seconds, id_, interests in reversed(found):
        step = Step(in_utc(at), record_id, kind, name, page, seconds, id_, tuple(interests))
        by_record.setdefault(record_id, []).append(step)
    sessions = [session for own in by_record.values() for session in _cut(own, pause)]
    return tuple(sorted(sessions, key=lambda session: (session.started_at, session.record_id)))


def _cut(steps: list[Step], pause: timedelta) -> Iterator[Session]:
    """The steps of one record, cut where it paused."""
    start = 0
    for place, (before, after) in enumerate(pairwise(steps), 1):
        if after.at - before.at >= pause:
            yield Session(steps[0].record_id, tuple(steps[start:place]))
            start = place
    yield Session(steps[0].record_id, tuple(steps[start:]))
