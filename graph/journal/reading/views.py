"""Opening the journal as DuckDB views over the files of its tables; what each says is in `views_sql`."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

import duckdb
import pyarrow as pa

from graph.files.lease import read_for_the_life_of, reading_lease
from graph.journal.reading.finding import Rows, numbers_of_records
from graph.journal.reading.nearby import EVERY_ROW, NearbyRows
from graph.journal.reading.views_sql import VIEW_QUERIES
from graph.journal.tables.clocks import received_sql, told_of_clocks
from graph.journal.tables.schema import TABLES
from graph.journal.tables.scratch import House, hasty, kept, room, room_like, usual
from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing.withdrawals import OF_RECORDS, Withdrawal, WithdrawnEntries, taken_back

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

_OF_CHOSEN = (*OF_RECORDS, "assignments")
"""Tables of which a part of the journal shows what is about some records alone."""

_FEW = 1_000
"""Records up to which they are looked up there."""

_SMALL = 2 * 2**20
"""Bytes of all files up to which plans are made in haste: some thousand entries."""

VIEWS = tuple(VIEW_QUERIES)
"""Names of all views."""
_NOW: Mapping[str, int] = MappingProxyType({})


def open_views(
    tables: Mapping[str, JournalTable],
    views: Collection[str],
    only: Sequence[str] | None = None,
    more: Sequence[Withdrawal] = (),
    then: Mapping[str, int] = _NOW,
) -> duckdb.DuckDBPyConnection:
    """A room with `views`, and those that they are made of, over the journal's tables by name.

    With `only`, the rows of `records`, `events` and `assignments` are those of records with these ids. What
    was taken back does not count, nor what `more` withdrawals would take. Tables are as they are now, or were
    `then`, by version.
    """
    connection, files = _opened(tables, _needed(frozenset(views)), _looked_up(only), then)
    _show_tables(connection, tables, _holding(files), only, more)
    return connection


def open_nearby(
    tables: Mapping[str, JournalTable],
    views: Collection[str],
    names: Collection[str],
    then: Mapping[str, int] = _NOW,
) -> NearbyRows:
    """A room with `views` as above, in which rows of the tables `names`, which are among those that the views
    are made of, can be looked up."""
    connection, files = _opened(tables, _needed(frozenset(views)), names, then)
    conditions = _show_tables(connection, tables, _holding(files), None, ())
    found = {name: (Rows(tables[name], files[name]), conditions[name]) for name in names}
    return NearbyRows(connection, found, told_of_clocks(tables))


def open_whole(tables: Mapping[str, JournalTable], names: Collection[str]) -> duckdb.DuckDBPyConnection:
    """A room with a view `whole_NAME` of each of these tables: all rows that were ever stored, of whoever
    they are."""
    connection = room()
    read_for_the_life_of(connection, tables["runs"].folder.parent)
    for name in names:
        stored = _stored(connection, tables[name], tables[name].files())
        connection.execute(f"CREATE VIEW whole_{name} AS {_selected(name)} FROM ({stored})")
    return connection


def show_views(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, JournalTable],
    views: Collection[str],
    only: Sequence[str] | None = None,
    then: Mapping[str, int] = _NOW,
) -> duckdb.DuckDBPyConnection:
    """The same in a connection that is there."""
    needed = _needed(frozenset(views))
    read_for_the_life_of(connection, tables["runs"].folder.parent)
    files = {name: tables[name].files(then.get(name)) for name in _tables_among(needed)}
    _show_tables(connection, tables, files, only, ())
    _create(connection, needed)
    return connection


def _opened(
    tables: Mapping[str, JournalTable],
    needed: frozenset[str],
    looked_up: Collection[str],
    then: Mapping[str, int],
) -> tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]]:
    """A room with these views over nothing, and the files that they are to show, which stay as long; of the
    tables `looked_up` few rows are asked for."""
    folder = tables["runs"].folder.parent
    with reading_lease(folder):
        files = {name: tables[name].files(then.get(name)) for name in _tables_among(needed)}
        whole = {name: paths for name, paths in files.items() if name not in looked_up}
        connection = room_like(_pattern(needed, _house(whole)))
        read_for_the_life_of(connection, folder)
    return connection, files


def _holding(files: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The tables of which a room with views over nothing does not show what there is. Runs may have begun
    since they were listed."""
    return {name: paths for name, paths in files.items() if paths or name == "runs"}


def _house(files: Mapping[str, Sequence[str]]) -> House:
    """Where to ask of these files: in haste if they are small."""
    sizes = (Path(path).stat().st_size for paths in files.values() for path in paths)
    return usual if any(size > _SMALL for size in accumulate(sizes)) else hasty  # of many files few are asked


def _looked_up(only: Sequence[str] | None) -> tuple[str, ...]:
    """Tables of which rows about these records are looked up, and not found by a look at everything."""
    return _OF_CHOSEN if only is not None and len(only) <= _FEW else ()


@cache
def _pattern(needed: frozenset[str], house: House) -> str:
    """The name of a room of a house with these views over nothing, for others to be copied from it."""
    connection = room(house())
    for name in _tables_among(needed):
        connection.register("nothing", TABLES[name].empty_table())
        columns = connection.execute("DESCRIBE FROM nothing").fetchall()
        nulls = ", ".join(f'NULL::{type_} AS "{column}"' for column, type_, *_ in columns)
        connection.execute(
            f"CREATE VIEW stored_{name} AS {_selected(name)} FROM (SELECT {nulls}) WHERE FALSE"
        )
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
    files: Mapping[str, Sequence[str]],
    only: Sequence[str] | None,
    more: Sequence[Withdrawal],
) -> dict[str, str]:
    """Make the views of tables as they are stored in these files, and `unfinished_runs`; returns by table
    which rows count."""
    announced = tables["runs"].files() if "runs" in files else []
    connection.execute("SET enable_progress_bar = false")  # the command line shows its own
    if only is not None:
        connection.register("chosen_records", pa.table({"record_id": pa.array(only, pa.string())}))
    taken = taken_back(tables, more)
    if taken is not None:
        taken.register(connection)
    conditions, clocks = _conditions(only, taken), told_of_clocks(tables)
    for name in files:
        if only is not None and name in _looked_up(only):
            connection.register(
                f"{name}_about_chosen", Rows(tables[name], files[name]).more(numbers_of_records(only))
            )
            stored = f"FROM {name}_about_chosen"
        else:
            stored = _stored(connection, tables[name], files[name])
        counting = f"{_selected(name)} FROM ({stored}) WHERE {conditions[name]}"
        connection.execute(f"CREATE OR REPLACE VIEW stored_{name} AS {received_sql(clocks, name, counting)}")
        if name == "runs":
            # A table: DuckDB would open the files again for every view that asks which runs finished.
            connection.execute(f"CREATE OR REPLACE TABLE unfinished_runs AS {_UNFINISHED}")
            if announced != files[name]:
                later = _stored(connection, tables[name], announced)
                connection.execute(f"INSERT INTO unfinished_runs {_BEGUN_SINCE.format(announced=later)}")
    return conditions


def add_views(connection: duckdb.DuckDBPyConnection, views: Collection[str], there: Collection[str]) -> None:
    """Add views to a connection opened with those that are `there`, over the same state of the journal; the
    tables that they are made of are open by then."""
    _create(connection, _needed(frozenset(views)) - _needed(frozenset(there)))


def _create(connection: duckdb.DuckDBPyConnection, views: Collection[str]) -> None:
    for name, query in VIEW_QUERIES.items():
        if name in views:
            connection.execute(f"CREATE VIEW {name} AS {query}")


@cache
def _needed(views: frozenset[str]) -> frozenset[str]:
    """The views with everything that they name."""
    stored = {f"stored_{name}": _UNFINISHED if name in OF_RUNS else "" for name in TABLES}
    known = stored | VIEW_QUERIES
    found: set[str] = set()
    new = set(views)
    while new:
        found |= new
        named = {word for name in new for word in re.findall(r"\w+", known[name])}
        new = (named & known.keys()) - found
    return frozenset(found)


def _conditions(only: Sequence[str] | None, taken: WithdrawnEntries | None) -> dict[str, str]:
    """Table by table, which rows count."""
    conditions = dict.fromkeys(TABLES, EVERY_ROW)
    conditions |= dict.fromkeys(OF_RUNS, "run_id IS NULL OR run_id NOT IN (FROM unfinished_runs)")
    if only is not None:
        conditions |= {name: f"({conditions[name]}) AND {_CHOSEN}" for name in _OF_CHOSEN}
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
