"""A real PostgreSQL as a source: types arrive as meant, in bounded memory, and nothing is changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from graph.errors import IngestError
from graph.journal import Journal
from graph.settings import Settings
from ingest.inputs.database import Database
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Reading, SqlSource
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.readers.base import GoodRow
from ingest.readers.sql_table import SqlTable
from tests.ingest.support import write
from tests.support.postgres import PASSWORD, postgres

TABLES = """
CREATE SCHEMA sales;
CREATE TABLE sales."Kunden" (nr bigint, name text, "E-Mail" text, geändert timestamptz, gelöscht boolean);
CREATE TABLE typed (
    n numeric(10, 2), whole numeric, moment timestamptz, plain timestamp, born date, at time, ok boolean,
    raw bytea, odd bytea, doc jsonb, tags text[], id uuid, ip inet, took interval, far timestamptz);
INSERT INTO typed VALUES (
    12.50, 7, '2024-07-01 12:00+02', '2024-07-01 12:00', '1980-02-29', '12:30', true, 'Groß'::bytea,
    '\\xff00',
    '{"a": [1, {"b": null}]}', '{x,NULL,"y z"}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1',
    '2 days', 'infinity');
CREATE TABLE many AS SELECT g AS nr, repeat('x', 1000) AS filling FROM generate_series(1, 20000) AS g;
"""
MAPPING = """
    source: erp
    files:
      - sql: {url_env: ERP_URL, table: sales.Kunden, cursor: geändert, key: nr, lag: 1 minute}
        delete_when: {gelöscht: true}
        rows: [{kind: customer, fields: {source_id: nr, full_name: name, email: E-Mail}}]
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgres() as address:
        run(address, TABLES)
        yield address


def run(address: str, *statements: str) -> None:
    engine = create_engine(address.replace("postgresql:", "postgresql+pg8000:"))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def rows_of(address: str, **source: Any) -> list[dict[str, Any]]:
    sql = SqlSource(url=address, **source)
    found = SqlTable(Database(sql, Path()), Reading("sql", sql=sql)).rows()
    return [row.values for row in found if isinstance(row, GoodRow)]


def test_types_arrive_as_they_are_meant(address: str) -> None:
    (row,) = rows_of(address, table="typed")
    assert {name: value for name, value in row.items() if not isinstance(value, BadCell)} == {
        "n": Decimal("12.50"),
        "whole": 7,
        "moment": datetime(2024, 7, 1, 10, tzinfo=UTC),
        "plain": datetime(2024, 7, 1, 12),  # noqa: DTZ001 - a time without a zone
        "born": date(1980, 2, 29),
        "at": "12:30:00",
        "ok": True,
        "raw": "Groß",
        "doc": {"a": [1, {"b": None}]},
        "tags": ["x", None, "y z"],
        "id": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "ip": "10.0.0.1",
        "far": "infinity",
    }
    assert {
        name: value.reason.split(",")[0] for name, value in row.items() if isinstance(value, BadCell)
    } == {
        "odd": "is bytes that are no text in UTF-8",
        "took": "is of type timedelta",
    }


def test_a_reading_goes_on_and_deletions_end(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERP_URL", address)
    mapping, journal = write(tmp_path / "m.yaml", MAPPING), Journal.open(Settings(home=tmp_path / "home"))

    def counts(**options: bool) -> tuple[int, int, int]:
        summary = ingest(mapping, (), journal, IngestOptions(**options))  # type: ignore[arg-type]
        return summary.total("rows"), summary.total("accepted"), summary.ended

    kunden = 'INSERT INTO sales."Kunden" VALUES'
    run(
        address,
        f"{kunden} (1, 'Anna Alt', 'a@x.de', '2024-01-01 10:00Z'), (2, 'Bernd Neu', NULL, '2024-01-02')",
        f"{kunden} (3, 'Carl Kern', NULL, NULL), (4, 'Doris Lang', NULL, '2024-01-02')",
    )
    assert counts() == (3, 3, 0)
    run(address, """UPDATE sales."Kunden" SET gelöscht = true, geändert = '2024-01-03' WHERE nr = 1""")
    assert counts() == (3, 1, 0)
    run(address, f"{kunden} (5, 'Eva See', NULL, '2024-01-04'), (6, 'Franz Tal', NULL, '2024-01-04')")
    assert counts(full=True) == (6, 3, 0)
    run(address, 'DELETE FROM sales."Kunden" WHERE nr = 5')
    assert counts(keys=True) == (1, 1, 1)
    with journal.connect() as connection:
        found = connection.sql("SELECT full_name FROM records ORDER BY ALL").fetchall()
    assert found == [("Bernd Neu",), ("Carl Kern",), ("Doris Lang",), ("Franz Tal",)]


def test_times_without_end_hide_nothing_that_comes_later(address: str) -> None:
    run(
        address,
        "CREATE TABLE endless (nr int, at timestamptz)",
        "INSERT INTO endless VALUES (1, '2024-01-01'), (2, 'infinity'), (3, '-infinity')",
    )
    sql = SqlSource(url=address, table="endless", cursor="at", key=("nr",))
    reader = SqlTable(Database(sql, Path()), Reading("sql", sql=sql))
    assert [row.values["nr"] for row in reader.rows() if isinstance(row, GoodRow)] == [3, 1]
    assert "2024-01-01" in str(reader.reached)
    assert sum(reader.remarks.values()) == 1
    run(address, "CREATE TABLE nan AS SELECT 1 AS nr, 'NaN'::numeric AS at")
    with pytest.raises(IngestError, match="holds NaN"):
        rows_of(address, table="nan", cursor="at")


@pytest.mark.parametrize(
    ("anew", "told"),
    [
        ("bigint USING extract(epoch from at)::bigint", "was a time with a zone .* of type int now"),
        ("timestamp", "was a time with a zone .* is a time without a zone now"),
    ],
    ids=["number", "without a zone"],
)
def test_a_cursor_of_another_type_is_told_until_all_is_read(address: str, anew: str, told: str) -> None:
    run(address, "DROP TABLE IF EXISTS typed_anew", "CREATE TABLE typed_anew (at timestamptz)")
    run(address, "INSERT INTO typed_anew VALUES ('2024-01-01')")
    sql = SqlSource(url=address, table="typed_anew", cursor="at")
    reached = SqlTable(Database(sql, Path()), Reading("sql", sql=sql)).reached
    run(address, f"ALTER TABLE typed_anew ALTER COLUMN at TYPE {anew}")
    reader = SqlTable(Database(sql, Path()), Reading("sql", sql=sql))
    reader.resume(reached, everything=False)
    assert reader.remarks == {}
    with pytest.raises(IngestError, match=told):
        list(reader.rows())
    reader.resume(reached, everything=True)
    assert len(list(reader.rows())) == 1


def test_large_tables_stream(address: str) -> None:
    import tracemalloc

    sql = SqlSource(url=address, table="many", key=("nr",))
    reader = SqlTable(Database(sql, Path()), Reading("sql", sql=sql))
    tracemalloc.start()
    numbers = [row.values["nr"] for row in reader.rows() if isinstance(row, GoodRow)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == list(range(1, 20_001))
    assert peak < 8_000_000  # of the table's 20 MB


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"query": "DELETE FROM many RETURNING nr"}, "cannot be read"),
        ({"query": "SELECT nr::text::int / 0 AS x FROM many"}, "code 22012"),
        ({"query": "SELECT 'Anna Geheim'::int AS x"}, "code 22P02"),
        ({"query": "SELECT nextval('ids') AS x"}, "code 25006"),
        ({"table": "many; DROP TABLE many"}, "no table or view"),
        ({"query": "SELECT nr, nr FROM many", "key": ("nr",)}, "called the same"),
        ({"table": "typed", "cursor": "id"}, "cannot be compared"),
    ],
)
def test_nothing_is_changed_and_no_value_told(
    address: str, source: dict[str, Any], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    if "nextval" in str(source):
        run(address, "CREATE SEQUENCE ids")
    with pytest.raises(IngestError, match=message) as caught:
        rows_of(address, **source)
    assert "Anna" not in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert caplog.text == ""


def test_a_wrong_password(address: str) -> None:
    with pytest.raises(IngestError, match="refuses user or password") as caught:
        rows_of(address.replace(PASSWORD, "verraten"), table="many")
    assert "verraten" not in str(caught.value)
    assert len(rows_of(address, query="SELECT count(*) AS n FROM many")) == 1
