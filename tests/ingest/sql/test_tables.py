"""Tables of databases: read on from a watermark, with nothing lost or doubled, and swept for what is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import IngestError
from graph.journal.withdrawing.undo import of_ingest
from ingest.pipeline.summary import IncompleteFiles
from ingest.readers.base import GoodRow
from ingest.readers.sql_table import SqlTable
from tests.ingest.sql.erp import MAPPING, Erp
from tests.ingest.support import write


def test_reading_goes_on_where_it_ended_with_both_ends_read_again(erp: Erp) -> None:
    assert erp.counts() == (2, 2, 0)
    assert erp.counts() == (1, 0, 0)
    erp.add((3, "Carl Kern", "2024-01-02 10:00:00"), (4, "Doris Lang", "2024-01-03 10:00:00"))
    assert erp.counts() == (3, 2, 0)
    assert erp.records == ["Anna Alt", "Bernd Neu", "Carl Kern", "Doris Lang"]


@pytest.mark.parametrize("full", [False, True])
def test_rows_that_come_while_it_is_read_come_with_the_next_reading(
    erp: Erp, monkeypatch: pytest.MonkeyPatch, *, full: bool
) -> None:
    rows = SqlTable.rows
    erp.run("PRAGMA journal_mode = WAL")

    def meanwhile(reader: SqlTable) -> Iterator[Any]:
        found = rows(reader)
        yield next(found)
        erp.add((10, "Carl Kern", "2024-02-01 10:00"), (11, "Eva See", "2024-02-01 11:00"))
        yield from found

    with monkeypatch.context() as patch:
        patch.setattr(SqlTable, "rows", meanwhile)
        assert erp.counts(full=full)[0] == 2
    erp.ingest()
    assert erp.records == ["Anna Alt", "Bernd Neu", "Carl Kern", "Eva See"]


def test_late_rows_are_found_within_the_lag(tmp_path: Path) -> None:
    erp = Erp(tmp_path, MAPPING.replace("key: nr", "key: nr, lag: 2 hours"))
    erp.add((1, "Anna Alt", "2024-01-02T10:00:00Z"))
    erp.ingest()
    erp.add((2, "Bernd Neu", "2024-01-02T08:00:00Z"), (3, "Carl Kern", "2024-01-02T07:59:59Z"))
    assert erp.counts() == (2, 1, 0)
    assert erp.records == ["Anna Alt", "Bernd Neu"]


def test_rows_without_a_cursor_or_from_the_future_are_told_and_read_in_full(erp: Erp) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S")
    erp.add((3, "Carl Kern", None), (4, "Doris Lang", ahead))
    told = erp.ingest().files[0].remarks
    assert told == {
        "changed lies in the future: not read; --full reads it": 1,
        "without changed: not read; --full reads it": 1,
    }
    assert erp.counts(full=True) == (4, 2, 0)


@pytest.mark.parametrize(
    "cursors",
    [
        ["03.02.2024 10:00"],
        ["3/14/2024"],
        ["01-MAR-2024"],
        ["99", "105"],
        ["-7.5"],
        ["2024-3-1", "2024-10-1"],
    ],
)
def test_texts_that_do_not_sort_as_they_grow_are_no_cursor(tmp_path: Path, cursors: list[str]) -> None:
    erp = Erp(tmp_path)
    erp.add(*((nr, "Anna Alt", cursor) for nr, cursor in enumerate(cursors, start=1)))
    with pytest.raises((IngestError, IncompleteFiles), match="does not sort as it grows"):
        erp.ingest()
    assert erp.records == []
    assert erp.counts(full=True)[0] == len(cursors)


@pytest.mark.parametrize(
    ("before", "then"),
    [("0000009999", "0000012345"), ("1700000000", "1700000001"), ("v09", "v10"), ("2024", "2025")],
)
def test_texts_that_sort_as_they_grow_are_a_cursor(tmp_path: Path, before: str, then: str) -> None:
    erp = Erp(tmp_path)
    erp.add((1, "Anna Alt", before), (3, "Carl Kern", ""))
    erp.ingest()
    erp.add((2, "Bernd Neu", then))
    assert erp.counts() == (2, 1, 0)


def test_days_without_marks_sort_and_go_with_a_lag(tmp_path: Path) -> None:
    erp = Erp(tmp_path, MAPPING.replace("key: nr", "key: nr, lag: 1 day"))
    erp.add((1, "Anna Alt", "20240301"))
    erp.ingest()
    erp.add((2, "Bernd Neu", "20240229"), (3, "Carl Kern", "20240228"))
    assert erp.counts() == (2, 1, 0)
    assert erp.records == ["Anna Alt", "Bernd Neu"]


def test_a_table_that_was_made_anew_with_older_times_is_told(erp: Erp) -> None:
    erp.ingest()
    erp.run("DELETE FROM people")
    erp.add((3, "Carl Kern", "2023-12-01 10:00:00"))
    (told,) = erp.ingest().files[0].remarks
    assert told.startswith("changed ends before the last reading did: --full reads")
    assert erp.counts(full=True) == (1, 1, 0)
    assert erp.ingest().files[0].remarks == {}


def test_a_sweep_of_keys_ends_what_is_gone(erp: Erp) -> None:
    erp.add(*((nr, f"Name {nr}", "2024-01-03 10:00:00") for nr in range(3, 11)))
    erp.ingest()
    erp.run("DELETE FROM people WHERE nr IN (1, 2)")
    assert erp.counts(keys=True)[1:] == (2, 2)
    assert len(erp.records) == 8
    erp.run("DELETE FROM people WHERE nr < 9")
    with pytest.raises(IngestError, match="would end 6 of the 8 things"):
        erp.ingest(keys=True)
    assert len(erp.records) == 8


def test_a_table_that_is_a_full_state(tmp_path: Path) -> None:
    whole = MAPPING.replace(", cursor: changed", "").replace("rows:", "snapshot: true\n        rows:")
    erp = Erp(tmp_path, whole)
    erp.add(*((nr, f"Name {nr}", None) for nr in range(10)))
    assert erp.counts() == (10, 10, 0)
    erp.run("DELETE FROM people WHERE nr = 5")
    assert erp.counts() == (9, 1, 1)


def test_undone_it_is_read_again_and_so_under_another_mapping(erp: Erp) -> None:
    erp.ingest()
    erp.add((3, "Carl Kern", "2024-01-03 10:00:00"))
    summary = erp.ingest()
    erp.journal.withdraw(of_ingest(erp.journal, summary.ingest_id))
    assert erp.records == ["Anna Alt", "Bernd Neu"]
    assert erp.counts() == (2, 1, 0)
    write(erp.mapping, MAPPING.replace("full_name: name", "family_name: name"))
    summary = erp.ingest()
    assert (summary.replaced, summary.total("accepted")) == (2, 3)


def test_what_breaks_off_goes_on_from_where_the_last_whole_reading_ended(
    erp: Erp, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = SqlTable.rows

    def broken(reader: SqlTable) -> Iterator[Any]:
        yield next(rows(reader))
        raise IngestError("It is gone.", None)

    with monkeypatch.context() as patch:
        patch.setattr(SqlTable, "rows", broken)
        with pytest.raises(IncompleteFiles):
            erp.ingest()
    assert erp.counts() == (2, 1, 0)


def test_names_are_those_of_the_catalogue_and_queries_those_of_the_mapping(tmp_path: Path) -> None:
    query = 'SELECT nr, mail, \'a:b%s\' AS \\"odd \\"\\"name\\", name AS \\"Na:me\\" FROM people;'
    odd = MAPPING.replace("table: people, cursor: changed, key: nr", f'query: "{query}", name: all')
    erp = Erp(tmp_path, odd.replace("full_name: name", "full_name: 'Na:me', occupation: 'odd \"name'"))
    erp.add((1, "Anna Alt", None))
    erp.ingest()
    with erp.journal.connect() as connection:
        found = connection.sql("SELECT full_name, occupation FROM records").fetchall()
    assert found == [("Anna Alt", "a:b%s")]


def test_rows_stream(erp: Erp) -> None:
    from ingest.inputs.database import Database
    from ingest.mapping_files.loader import load_mapping

    erp.add(*((nr, "N", f"2024-02-{nr % 28 + 1:02} 10:00:00") for nr in range(5_000)))
    entry = load_mapping(erp.mapping).files[0]
    assert entry.reading.sql
    reader = SqlTable(Database(entry.reading.sql, erp.folder), entry.reading)
    rows = reader.rows()
    first = next(rows)
    assert isinstance(first, GoodRow)
    assert first.values["changed"] == "2024-01-01 10:00:00"
    rows.close()
