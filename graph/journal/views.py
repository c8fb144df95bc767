"""The journal as DuckDB views, and what each says.

Tables as they are stored, but for what was taken back: `runs`, `aliases`, `ingests`.
`all_events`, `all_assignments`: the same of these tables, where the other views are made of an excerpt.
`rejected`: what is in quarantine.
`record_versions`: what each source said of a person, with the times of `graph.journal.order`.
`records`: the current version of every record, and a bare row for a record that only events name.
`identifiers`: which record uses which value, first and last seen, over all versions and events.
`event_versions`: what was told of each event, with the same times; `events`: the current version of each.
`orders`: every order with its total; `order_lines`: what the lines of orders amount to.
`assignments`, `judgements`, `review_cases`: the current row of each.
`households`: the household of every customer who lives in one now.
`customers`: whose each record is now.
`known_links`: the links as the runs since the last one over everything have them.
`shared_values`: identifier values that were ever found shared, and whether they are; the current row of each.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import duckdb
import pyarrow as pa

from graph.journal.order import (
    EVENT_SEEN,
    LATEST,
    current_events_sql,
    current_records_sql,
    event_versions_sql,
    record_versions_sql,
)
from graph.journal.orders import order_lines_sql, orders_sql
from graph.journal.quarantine import OPEN
from graph.journal.schema import PERSON_COLUMNS, TABLES
from graph.journal.scratch import kept, room, room_like
from graph.journal.table import JournalTable
from graph.journal.withdrawals import OF_RECORDS, TakenBack, Withdrawal, taken_back

_PERSON = ", ".join(PERSON_COLUMNS)

OF_RUNS = ("assignments", "households", "aliases", "links", "review_cases", "shared_values")
"""Tables that identity runs write; what a run wrote counts once it has finished."""

_TABLES_IN_ORDER = tuple(dict.fromkeys(("runs", *TABLES)))
"""Runs first: which rows of the others count depends on them."""

# Rows of earlier versions come before all that have a commit.
_NUMBERED = 'coalesce("commit", 0) AS "commit"'

_CHOSEN = "record_id IN (SELECT record_id FROM chosen_records)"

# A run announces itself before it writes, so that nothing of a killed one is ever seen.
_UNFINISHED = "SELECT run_id FROM stored_runs GROUP BY run_id HAVING NOT bool_or(status = 'finished')"

# Runs go on while tables are listed, one after the other. The list of runs taken first tells which had
# by then written all their rows; the one taken last names every run of which another table can show some.
_BEGUN_SINCE = "SELECT DISTINCT run_id FROM ({announced}) ANTI JOIN stored_runs USING (run_id)"


def customers_sql(history: str) -> str:
    """SQL for whose each record is now (record_id, customer_id), of a `history` with `valid_from`."""
    return f"""
        SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM {history}
        GROUP BY record_id"""  # noqa: S608 - a table of our own


def known_links_sql(stored: str) -> str:
    """SQL for the links as the runs since the last one over everything have them, of `stored`: rows of
    `stored_links`, all of a pair or none.

    A full run or rebase states all links; the runs after it state what changed, and with a null `accepted`
    what vanished.
    """
    return f"""
        SELECT * FROM (
            SELECT * FROM {stored} WHERE run_id IN (
                SELECT run_id FROM stored_runs WHERE status = 'finished' AND started_at >= (
                    SELECT max(started_at) FROM stored_runs
                    WHERE status = 'finished' AND mode <> 'incremental'))
            QUALIFY row_number() OVER (
                PARTITION BY record_l, record_r, tier ORDER BY {LATEST}) = 1
        ) WHERE accepted IS NOT NULL"""  # noqa: S608 - a table of our own


def records_sql(current: str, mentioned: str, stored: str) -> str:
    """SQL for the current version of every record, and a bare row for one that only events name.

    `current` are the versions in force, `mentioned` the records that events name, `stored` rows of
    `stored_records`.
    """
    return f"""
        SELECT record_id, source, source_id, {_PERSON}, traits,
            CASE WHEN placed_at IS NOT NULL THEN observed_at END AS observed_at
        FROM {current}
        UNION ALL BY NAME
        SELECT record_id, source, source_id FROM {mentioned}
        WHERE record_id NOT IN (SELECT record_id FROM {stored})"""  # noqa: S608 - the model's names


def mentioned_sql(events: str) -> str:
    """SQL for the records (record_id, source, source_id) that `events`, rows of `stored_events`, name."""
    return f"""
        SELECT record_id, any_value(source) AS source, any_value(source_id) AS source_id
        FROM {events} WHERE record_id IS NOT NULL GROUP BY record_id"""  # noqa: S608 - a table of our own


def sightings_sql(versions: str, events: str) -> str:
    """SQL for each time when a record used an identifier (record_id, identifier, seen_at), of rows of
    `record_versions` and of `stored_events`."""
    return f"""
        SELECT record_id, unnest(identifiers) AS identifier, stated_at AS seen_at FROM {versions}
        UNION ALL
        SELECT record_id, unnest(identifiers), {EVENT_SEEN} FROM {events}
        WHERE record_id IS NOT NULL"""  # noqa: S608 - a column of our own


def identifiers_sql(sightings: str) -> str:
    """SQL for which record used which value, first and last seen, of `sightings`."""
    return f"""
        SELECT record_id, identifier.kind AS kind, identifier.value AS value,
            min(seen_at) AS first_seen, max(seen_at) AS last_seen
        FROM {sightings} GROUP BY ALL"""  # noqa: S608 - a table of our own


_VIEWS = {
    "record_versions": record_versions_sql("stored_records"),
    "current_versions": current_records_sql("FROM record_versions"),
    "event_versions": event_versions_sql("stored_events"),
    "events": current_events_sql("stored_events"),
    "order_lines": order_lines_sql(),
    "orders": orders_sql(),
    "mentioned_records": mentioned_sql("stored_events"),
    "records": records_sql("current_versions", "mentioned_records", "stored_records"),
    "identifier_sightings": sightings_sql("record_versions", "stored_events"),
    "identifiers": identifiers_sql("identifier_sightings"),
    "assignments": f"""
        SELECT * FROM stored_assignments
        QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY {LATEST}) = 1""",  # noqa: S608 - columns of our own
    "households": f"""
        SELECT * FROM (
            SELECT * FROM stored_households
            QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY {LATEST}) = 1
        ) WHERE household_id IS NOT NULL""",  # noqa: S608 - as above
    "customers": customers_sql("stored_assignments"),
    "known_links": known_links_sql("stored_links"),
    "judgements": f"""
        SELECT * FROM stored_judgements
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "review_cases": f"""
        SELECT * FROM stored_review_cases
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "shared_values": f"""
        SELECT * FROM stored_shared_values
        QUALIFY row_number() OVER (PARTITION BY kind, value ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "all_events": "FROM stored_events",
    "all_assignments": "FROM stored_assignments",
    "runs": "SELECT * FROM stored_runs WHERE status IS DISTINCT FROM 'running'",
    "aliases": "SELECT * FROM stored_aliases",
    "rejected": OPEN,
    "ingests": "SELECT * FROM stored_ingests",
}
"""View by name, in the order of creation; `stored_<table>` is the table as it is on disk."""

VIEWS = tuple(_VIEWS)
"""Names of all views."""


def open_views(
    tables: Mapping[str, JournalTable],
    views: Collection[str],
    only: Sequence[str] | None = None,
    more: Sequence[Withdrawal] = (),
) -> duckdb.DuckDBPyConnection:
    """A room with `views`, and those that they are made of, over the journal's tables by name.

    With `only`, the rows of `records` and `events` are those of records with these ids. What was taken back
    does not count, nor what `more` withdrawals would take.
    """
    needed = _needed(frozenset(views))
    connection = room_like(_pattern(needed))
    _show_tables(connection, tables, needed, only, more)
    return connection


def show_views(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, JournalTable],
    views: Collection[str],
    only: Sequence[str] | None = None,
) -> duckdb.DuckDBPyConnection:
    """The same in a connection that is there."""
    needed = _needed(frozenset(views))
    _show_tables(connection, tables, needed, only, ())
    _create(connection, needed)
    return connection


@cache
def _pattern(needed: frozenset[str]) -> str:
    """The name of a room with these views over nothing, for others to be copied from it."""
    connection = room()
    for name in _tables_among(needed):
        connection.register("nothing", TABLES[name].empty_table())
        columns = connection.execute("DESCRIBE FROM nothing").fetchall()
        nulls = ", ".join(f'NULL::{type_} AS "{column}"' for column, type_, *_ in columns)
        connection.execute(f"CREATE VIEW stored_{name} AS {_selected(name)} FROM (SELECT {nulls})")
        if name == "runs":
            connection.execute(f"CREATE TABLE unfinished_runs AS {_UNFINISHED} LIMIT 0")
    _create(connection, needed)
    return kept(connection)


def _tables_among(needed: frozenset[str]) -> list[str]:
    return [name for name in _TABLES_IN_ORDER if f"stored_{name}" in needed]


def _selected(table: str) -> str:
    """All columns of a table in the order of its schema, whatever that of a file is."""
    columns = (_NUMBERED if name == "commit" else f'"{name}"' for name in TABLES[table].names)
    return f"SELECT {', '.join(columns)}"


def _show_tables(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, JournalTable],
    needed: frozenset[str],
    only: Sequence[str] | None,
    more: Sequence[Withdrawal],
) -> None:
    """Make the views of tables as they are stored, and `unfinished_runs`."""
    names = _tables_among(needed)
    files = {name: tables[name].files() for name in names}
    announced = tables["runs"].files() if "runs" in files else []
    connection.execute("SET enable_progress_bar = false")  # the command line shows its own
    if only is not None:
        connection.register("chosen_records", pa.table({"record_id": pa.array(only, pa.string())}))
    taken = taken_back(tables, more)
    if taken is not None:
        taken.register(connection)
    conditions = _conditions(only, taken)
    for name in names:
        stored = _stored(connection, tables[name], files[name])
        connection.execute(
            f"CREATE OR REPLACE VIEW stored_{name} AS {_selected(name)} FROM ({stored})"
            f" WHERE {conditions[name]}"
        )
        if name == "runs":
            # A table: DuckDB would open the files again for every view that asks which runs finished.
            connection.execute(f"CREATE OR REPLACE TABLE unfinished_runs AS {_UNFINISHED}")
            if announced != files[name]:
                later = _stored(connection, tables[name], announced)
                connection.execute(f"INSERT INTO unfinished_runs {_BEGUN_SINCE.format(announced=later)}")


def add_views(connection: duckdb.DuckDBPyConnection, views: Collection[str], there: Collection[str]) -> None:
    """Add views to a connection opened with those that are `there`, over the same state of the journal; the
    tables that they are made of are open by then."""
    _create(connection, _needed(frozenset(views)) - _needed(frozenset(there)))


def _create(connection: duckdb.DuckDBPyConnection, views: Collection[str]) -> None:
    for name, query in _VIEWS.items():
        if name in views:
            connection.execute(f"CREATE VIEW {name} AS {query}")


@cache
def _needed(views: frozenset[str]) -> frozenset[str]:
    """The views with everything that they name."""
    stored = {f"stored_{name}": _UNFINISHED if name in OF_RUNS else "" for name in TABLES}
    known = stored | _VIEWS
    found: set[str] = set()
    new = set(views)
    while new:
        found |= new
        named = {word for name in new for word in re.findall(r"\w+", known[name])}
        new = (named & known.keys()) - found
    return frozenset(found)


def _conditions(only: Sequence[str] | None, taken: TakenBack | None) -> dict[str, str]:
    """Table by table, which rows count."""
    conditions = dict.fromkeys(TABLES, "TRUE")
    conditions |= dict.fromkeys(OF_RUNS, "run_id IS NULL OR run_id NOT IN (FROM unfinished_runs)")
    if only is not None:
        conditions |= dict.fromkeys(OF_RECORDS, _CHOSEN)
    if taken is not None:
        conditions = {name: f"({test}) AND ({taken.condition(name)})" for name, test in conditions.items()}
    return conditions


def _stored(connection: duckdb.DuckDBPyConnection, table: JournalTable, files: Sequence[str]) -> str:
    """SQL for the rows of a table that are in these files."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
    if files and not table.lacking(files):
        return f"FROM read_parquet([{listed}])"
    connection.register(f"empty_{table.name}", table.schema.empty_table())
    parts = [f"FROM empty_{table.name}"]  # files of an earlier version lack columns that it has
    if files:
        # To put files together by name, DuckDB opens each of them for every query over them.
        parts.append(f"FROM read_parquet([{listed}], union_by_name=true)")
    return " UNION ALL BY NAME ".join(parts)
