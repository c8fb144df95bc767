"""Rows are found by what they are about, whatever files they lie in."""

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.journal.tables import row_index
from graph.journal.tables.row_index import Places, RowIndex, rows_at

_SCHEMA = pa.schema([("who", pa.int64()), ("more", pa.list_(pa.field("element", pa.string())))])
_QUERY = "SELECT who::UBIGINT AS number, place, file FROM rows WHERE who IS NOT NULL"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, pa.Table]:
    """Files of many sizes, with their rows; one is of an earlier version and lacks a column."""
    monkeypatch.setattr(row_index, "_KEPT_ROWS", 40)
    monkeypatch.setattr(row_index, "_APART", 3)
    monkeypatch.setattr(row_index, "_AT_ONCE", 50)
    chance = random.Random(5)  # noqa: S311 - no secret
    files = {}
    for number, count in enumerate([60, 0, 1, 30, 20, 1, 90, 7, 3, 2]):
        who = [chance.choice([None, *range(25)]) for _ in range(count)]
        rows = pa.table({"who": who, "more": [[f"{it}", "x"] for it in who]}, schema=_SCHEMA)
        path = str(tmp_path / f"part-{number}.parquet")
        pq.write_table(rows.drop_columns(["more"]) if number == 4 else rows, path)
        files[path] = rows
    return files


def index_in(folder: Path, query: str = _QUERY) -> RowIndex:
    return RowIndex(folder, "test", pa.schema([_SCHEMA.field("who")]), query)


def told(found: dict[str, Places]) -> dict[str, list[int]]:
    return {path: places.tolist() for path, places in found.items()}


def expected(table: dict[str, pa.Table], files: list[str], wanted: set[int]) -> dict[str, list[int]]:
    found = {
        path: [at for at, who in enumerate(table[path].column("who").to_pylist()) if who in wanted]
        for path in files
    }
    return {path: places for path, places in found.items() if places}


def test_every_row_with_a_number_is_found_and_no_other(tmp_path: Path, table: dict[str, pa.Table]) -> None:
    """As files come and go: some at first, then others, which lets the first be forgotten, then all."""
    index, everything = index_in(tmp_path), list(table)
    for files in (everything[:5], everything[4:], everything, everything[2:]):
        for wanted in ({3}, {0, 7, 24}, {99}, set[int]()):
            asked = np.array(sorted(wanted), dtype=np.uint64)
            assert told(index.places(files, asked)) == expected(table, files, wanted)
        assert told(index.places(files, asked[:0], [(5, 9)])) == expected(table, files, set(range(5, 9)))


def test_the_greatest_number_of_all_files(tmp_path: Path, table: dict[str, pa.Table]) -> None:
    index = index_in(tmp_path)
    for files in (list(table)[7:], list(table)):
        [(path, [place])] = index.greatest(files, (0, 20)).items()
        numbers = [who for file in files for who in table[file].column("who").to_pylist() if who is not None]
        assert table[path].column("who")[place].as_py() == max(who for who in numbers if who < 20)
    assert index.greatest(list(table), (50, 60)) == {}


def test_a_kept_index_that_is_damaged_is_made_again(tmp_path: Path, table: dict[str, pa.Table]) -> None:
    asked = np.array([3, 4], dtype=np.uint64)
    first = told(index_in(tmp_path).places(list(table), asked))
    kept = sorted(tmp_path.rglob("*.npy"))
    assert len(kept) == sum(rows.num_rows >= 40 for rows in table.values())
    kept[0].write_bytes(kept[0].read_bytes()[:-3])
    kept[1].write_bytes(b"")

    assert told(index_in(tmp_path).places(list(table), asked)) == first


def test_numbers_that_are_made_in_another_way_take_the_place_of_those_of_before(
    tmp_path: Path, table: dict[str, pa.Table]
) -> None:
    """Of this index alone: others of the table have their files beside it."""
    beside = tmp_path / "_keys" / "stated" / "1.npy"
    before = [tmp_path / "_keys" / name / "part-0.npy" for name in ("test-1.0.0", "test2-1.0.0")]
    for path in (beside, *before):
        path.parent.mkdir(parents=True)
        path.touch()
    asked = np.array([3], dtype=np.uint64)
    index_in(tmp_path).places(list(table), asked)
    first = {path for path in tmp_path.rglob("*.npy") if path != beside}
    shifted = index_in(tmp_path, _QUERY.replace("who::UBIGINT AS", "(who + 1)::UBIGINT AS"))

    found = shifted.places(list(table), asked)

    assert not first & set(before)
    assert told(found) == expected(table, list(table), {2})
    assert beside.exists()
    kept = {path for path in tmp_path.rglob("*.npy") if path != beside}
    assert len(kept) == len(first)
    assert not kept & first


def test_rows_are_read_where_they_lie(table: dict[str, pa.Table]) -> None:
    wanted = {
        path: np.array([at for at in (0, 5, 41) if at < rows.num_rows], dtype=np.int64)
        for path, rows in table.items()
    }
    found = rows_at({path: places for path, places in wanted.items() if places.size}, _SCHEMA)

    there = [row for path, places in wanted.items() for row in _told_in(path, table[path].take(places))]
    assert found.schema == _SCHEMA
    assert sorted(found.to_pylist(), key=str) == sorted(there, key=str)


def _told_in(path: str, rows: pa.Table) -> list[dict[str, object]]:
    """What a file says of rows: one lacks a column."""
    lacking = {"more": None} if path.endswith("part-4.parquet") else {}
    return [row | lacking for row in rows.to_pylist()]
