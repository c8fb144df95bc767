"""What is stored already is looked up in files of keys: the same is found, however the journal came about."""

import shutil
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.entries import Entry
from graph.journal import AppendResult, Journal
from graph.journal.tables.key_index import (
    KeyIndex,
    any_equal,
    contain,
    joined,
    last_values,
    numbers_of,
)
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable
from graph.settings import Settings
from tests.support.entries import day, email, order, person

PORTIONS = 25
"""Commits after which keys are put into files, and some more."""

rows = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=12)


def run(of: list[tuple[int, int, int]]) -> Any:
    return joined([np.array(of, dtype=np.uint64).T])


@given(st.lists(rows, max_size=4), st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=8))
def test_runs_tell_what_a_search_through_all_rows_does(
    parts: list[list[tuple[int, int, int]]], asked: list[tuple[int, int]]
) -> None:
    stored = [row for part in parts for row in part]
    keys = np.array([key for key, _ in asked], dtype=np.uint64)
    values = np.array([(value, value) for _, value in asked], dtype=np.uint64).reshape(-1, 2)
    last = {key: list(rest) for key, *rest in stored}

    for runs in (list(map(run, parts)), [joined(list(map(run, parts)))] if parts else []):
        assert last_values(runs, keys, 2).tolist() == [last.get(key, [0, 0]) for key, _ in asked]
        assert any_equal(runs, keys, values).tolist() == [(key, it, it) in stored for key, it in asked]
        assert contain(runs, keys).tolist() == [key in last for key, _ in asked]


def entries(number: int) -> list[Entry]:
    return [
        person(str(number), day(1), email(f"{number}@x.example"), city="Ulm"),
        order("1", str(number), day(2)),
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    for number in range(PORTIONS):
        Journal.open(Settings(home=home)).append(entries(number), f"ingest {number}")
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "home"))


def again(home: Path) -> AppendResult:
    journal = Journal.open(Settings(home=home))
    known = [entry for number in range(PORTIONS) for entry in entries(number)]
    return journal.append([*known, person("1", day(1), city="Bonn")], "again")


def kept(home: Path) -> list[Path]:
    return sorted((home / "journal").rglob("_keys/*/*.npy"))


def test_an_append_reads_no_table(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> NoReturn:
        raise AssertionError("all rows of a table are read")

    monkeypatch.setattr(JournalTable, "rows", read)

    assert again(home) == AppendResult(1, 2 * PORTIONS)


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY"])
def test_a_damaged_file_of_keys_is_done_without(home: Path, content: bytes) -> None:
    for path in kept(home):
        path.write_bytes(content)

    assert kept(home)
    assert again(home) == AppendResult(1, 2 * PORTIONS)


def test_keys_of_other_commits_do_not_count(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for number in range(PORTIONS):
        Journal.open(Settings(home=other)).append(entries(PORTIONS + number), f"ingest {number}")
    for path in kept(home):
        shutil.copy(path, other / path.relative_to(home))

    assert again(other) == AppendResult(2 * PORTIONS + 1, 0)


def test_keys_that_another_query_made_do_not_count_and_go(home: Path) -> None:
    table = JournalTable(home / "journal" / "records", TABLES["records"])

    for more in (0, 1):  # as a version of the program does that makes keys in another way
        query = f"SELECT length(record_id) + {more} AS key FROM rows"  # noqa: S608 - a number of our own
        runs, _ = KeyIndex(table, "lengths", ("record_id",), query, numbers_of).runs()
        found = sorted(int(key) for run in runs for key in run[0])
        assert found == sorted(len(f"crm:{number}") + more for number in range(PORTIONS))
        assert len([path for path in kept(home) if path.parent.name == "lengths"]) == 1
