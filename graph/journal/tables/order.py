"""What was stored after what, and which statement on a thing is in force, as SQL.

The journal's own order decides among statements of one time; a clock, ours or a source's, only where it can
be right. A statement that is dated after it was received, by more than `AHEAD`, has no time that can be
believed: it yields to every one that has. So does one that is dated where programs begin to count, as they
write where there is none. Contracts may begin later; such a one takes its place by arrival.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph.journal.tables.schema import PERSON_COLUMNS

ARRIVAL = '"commit", recorded_at, seq'
"""The order in which rows were stored."""

LATEST = '"commit" DESC, recorded_at DESC, seq DESC'
"""The row stored last comes first."""

BELIEVED = timedelta(days=1)
"""How far a source's clock, or a time without a zone, may be ahead of ours."""
AHEAD = f"INTERVAL {BELIEVED.days} DAY"
"""The same as SQL."""

_BEGINNINGS = tuple(
    (datetime(year - 1, 12, 31, 10, tzinfo=UTC), datetime(year, 1, 1, 14, tzinfo=UTC))
    for year in (1900, 1970)
)
"""From when databases and Unix count, wherever it is midnight then."""


def is_beginning(moment: datetime) -> bool:
    """Whether programs begin to count at a moment: what has it has no time that anybody knows."""
    return any(first <= moment <= last for first, last in _BEGINNINGS)


def beginning(time: str) -> str:
    """SQL for the same of a time of a row."""
    return " OR ".join(f"{time} BETWEEN TIMESTAMPTZ '{first}' AND '{last}'" for first, last in _BEGINNINGS)


def believed(time: str) -> str:
    """SQL for whether a time of a row may be when it was stated."""
    return f"{time} <= recorded_at + {AHEAD} AND NOT ({beginning(time)})"


IN_FORCE = f"placed_at DESC NULLS LAST, {LATEST}, content_hash"
"""The version in force comes first, of `record_versions_sql` or `event_versions_sql`."""

RECORD_SEEN = f"CASE WHEN {believed('observed_at')} THEN observed_at ELSE recorded_at END"
"""When a row of `records` was stated, as far as its time can be believed, else when it was received."""

EVENT_SEEN = f"""CASE WHEN {believed('"at"')} THEN "at" ELSE recorded_at END"""
"""The same of a row of `events`."""


def record_versions_sql(stored: str) -> str:
    """SQL for the versions of the records in `stored`, rows of `stored_records`: all of a record or none.

    `stated_at` is when a version was stated; where no time can be believed it is that of the earliest which
    can, and `placed_at` is null.
    """
    return _versions(stored, "record_id", "observed_at", "NULL")


def current_records_sql(versions: str) -> str:
    """SQL for the version in force of each record among `versions`, all of a record or none.

    Rows of one time (without one, of one file of one ingest) are one statement: what a later row leaves out,
    the rows before it tell. An address comes from one row as a whole.
    """
    told = ", ".join(f"{_picked(name)} AS {name}" for name in (*PERSON_COLUMNS, *_CARRIED))
    told = f"{told}, {_TRAITS} AS traits"
    return f"""
        WITH ranked AS (
            SELECT *, row_number() OVER (PARTITION BY record_id ORDER BY {IN_FORCE}) AS place,
                (observed_at, CASE WHEN observed_at IS NULL THEN (ingest_id, file) END) AS statement
            FROM ({versions}) WHERE versions > 1
        ), of_one AS (
            SELECT * FROM ranked QUALIFY statement IS NOT DISTINCT FROM
                first_value(statement) OVER (PARTITION BY record_id ORDER BY place)
        )
        SELECT * FROM ({versions}) WHERE versions = 1
        UNION ALL BY NAME SELECT record_id, {told} FROM of_one GROUP BY record_id"""  # noqa: S608 - names of the model


# Each trait of the latest row that tells it.
_TRAITS = """
    list_reduce(
        list(traits ORDER BY place DESC) FILTER (traits IS NOT NULL),
        lambda earlier, later: json_merge_patch(earlier, later)
    )::VARCHAR
"""


def _picked(name: str) -> str:
    if name in _ADDRESS:
        return f"arg_min_null({name}, ({_PARTIAL}, place))"
    return f"arg_min({name}, {'(family_name IS NULL, place)' if name == 'full_name' else 'place'})"


_CARRIED = ("source", "source_id", "observed_at", "recorded_at", "stated_at", "placed_at", "versions")
_ADDRESS = frozenset({"street", "house_number", "postal_code", "city", "region", "country", "address_text"})
_PARTIAL = "(coalesce(street, address_text) IS NULL)::INT + (coalesce(postal_code, city) IS NULL)::INT"


def events_about_sql(records: str, kinds: str = "TRUE") -> str:
    """SQL for rows of `stored_events`, all of an event or none: of events where `kinds` holds, and of which a
    version is about one of `records`, SQL for `record_id`."""
    return f"""(FROM stored_events SEMI JOIN (
        SELECT kind, key FROM stored_events WHERE {kinds} AND record_id IN ({records})
    ) USING (kind, key))"""  # noqa: S608 - SQL of this package


def event_versions_sql(stored: str) -> str:
    """SQL for the versions of the events in `stored`, rows of `stored_events`: all of an event or none; see
    `record_versions_sql`."""
    arrived = f"max(told_at) OVER (PARTITION BY kind, key ORDER BY {ARRIVAL} ROWS UNBOUNDED PRECEDING)"
    return _versions(stored, "kind, key", '"at"', f"CASE WHEN kind = 'contract' THEN {arrived} END")


def current_events_sql(stored: str) -> str:
    """SQL for the version in force of the events in `stored`, rows of `stored_events`: all of an event or
    none."""
    return f"""
        SELECT * FROM ({event_versions_sql(stored)})
        QUALIFY row_number() OVER (PARTITION BY kind, key ORDER BY {IN_FORCE}) = 1"""  # noqa: S608 - a table of our own


def _versions(stored: str, key: str, time: str, otherwise: str) -> str:
    """A statement without a time was made by the time when it was received; and no later than what arrived
    after it, whatever the clock said. What two processes stored twice counts once. Only where there are
    several versions does it take more than a look at the row."""
    window = f"PARTITION BY {key} ORDER BY {ARRIVAL}"
    received = f"min(recorded_at) OVER ({window} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)"
    told = f"CASE WHEN {time} IS NULL THEN {{received}} WHEN {believed(time)} THEN {time} END"
    return f"""
        WITH several AS (SELECT {key} FROM {stored} GROUP BY ALL HAVING count(*) > 1), told AS (
            SELECT *, {told.format(received=received)} AS told_at
            FROM {stored} SEMI JOIN several USING ({key})
            QUALIFY content_hash IS DISTINCT FROM lag(content_hash) OVER ({window})
        ), placed AS (
            SELECT * EXCLUDE (told_at), coalesce(told_at, {otherwise}) AS placed_at,
                min(told_at) OVER (PARTITION BY {key}) AS earliest,
                count(*) OVER (PARTITION BY {key}) AS versions
            FROM told
            UNION ALL BY NAME
            SELECT *, {told.format(received="recorded_at")} AS placed_at, 1 AS versions
            FROM {stored} ANTI JOIN several USING ({key})
        ) SELECT * EXCLUDE (earliest), coalesce(placed_at, earliest, recorded_at) AS stated_at FROM placed"""  # noqa: S608 - tables of our own
