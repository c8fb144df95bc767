"""Rooms: connections with a database of their own, of which many share one DuckDB."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from graph.journal import Journal
from graph.journal.tables.scratch import kept, room, room_like, scratch
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.looking import look

_OPEN = "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'room%'"


def open_rooms() -> int:
    with scratch() as connection:
        [(number,)] = connection.execute(_OPEN).fetchall()
    return int(number)


def test_what_is_made_in_a_room_is_seen_in_no_other() -> None:
    with closing(room()) as one, closing(room()) as other:
        for connection, value in ((one, 1), (other, 2)):
            connection.execute(f"CREATE TABLE found AS SELECT {value} AS value")
            connection.execute("CREATE VIEW shown AS FROM main.found")

        assert one.execute("FROM shown").fetchall() == [(1,)]
        assert other.execute("FROM shown").fetchall() == [(2,)]


def test_a_room_goes_with_its_connection() -> None:
    before = open_rooms()
    connection = room()
    connection.execute("CREATE TABLE found AS FROM range(10)")
    assert open_rooms() == before + 1

    connection.close()
    del connection

    assert open_rooms() == before


def test_a_room_beside_another_connection_is_bound_by_its_limits() -> None:
    with closing(room()) as elsewhere:
        usual = elsewhere.execute("SELECT current_setting('memory_limit')").fetchall()
    with duckdb.connect() as apart, closing(room(apart)) as beside:
        apart.execute("SET memory_limit = '1GiB'")

        assert beside.execute("SELECT current_setting('memory_limit')").fetchall() == [("1.0 GiB",)]
    with closing(room()) as elsewhere:
        assert elsewhere.execute("SELECT current_setting('memory_limit')").fetchall() == usual


def test_journals_are_read_at_once_by_many_threads(tmp_path: Path) -> None:
    journals = [Journal.open(Settings(home=tmp_path / str(n))) for n in range(3)]
    for number, journal in enumerate(journals):
        journal.append([person(f"p{number}", day(0))], "test")

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: look(journals[n % 3], "SELECT source_id FROM records"), range(18)))

    assert found == [[(f"p{n % 3}",)] for n in range(18)]


def test_a_room_is_made_like_another_without_its_rows() -> None:
    pattern = room()
    pattern.execute("CREATE TABLE found AS SELECT 1 AS value")
    pattern.execute("CREATE VIEW shown AS SELECT value + 1 AS value FROM found")

    with closing(room_like(kept(pattern))) as like:
        assert like.execute("FROM shown").fetchall() == []
        like.execute("CREATE OR REPLACE TABLE found AS SELECT 41 AS value")
        assert like.execute("FROM shown").fetchall() == [(42,)]
    assert pattern.execute("FROM shown").fetchall() == [(2,)]


def test_only_views_that_were_asked_for_can_be_looked_at(tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path))
    journal.append([person("p", day(0))], "test")

    with closing(journal.connect(views=("runs",))) as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("FROM records")
