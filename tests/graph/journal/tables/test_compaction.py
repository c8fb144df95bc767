"""Joining files keeps the rows of a table, and copies each a few times only, however often it is done."""

import os
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.journal.tables import joining
from graph.journal.tables.log import adds, commit_path, commits
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable


def test_rows_are_copied_once_a_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "JOINED_BYTES", (20_000, 100_000, 500_000))
    table, chance = JournalTable(tmp_path / "runs", TABLES["runs"]), random.Random(1)  # noqa: S311 - no secret
    table.ensure()
    texts, copied = [chance.randbytes(1_000).hex() for _ in range(80)], 0
    for number, text in enumerate(texts):
        empty = {field.name: pa.nulls(1, field.type) for field in table.schema}
        table.append(pa.table(empty | {"report": [text], "commit": [number + 1]}, schema=table.schema))
        if number % 5 == 4:
            before = set(table.folder.glob("*.parquet"))
            table.compact()
            copied += sum(
                pq.read_metadata(path).num_rows for path in {*table.folder.glob("*.parquet")} - before
            )

    assert len(table.files()) < 20
    assert sorted(table.rows(["report"]).read_all().column("report").to_pylist()) == sorted(texts)
    assert copied < 4 * len(texts)


def test_what_a_commit_names_is_on_disk_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loss of power between two writes never leaves a table that points to nothing."""
    table = JournalTable(tmp_path / "runs", TABLES["runs"])
    table.ensure()
    synced: dict[str, int] = {}
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        synced.setdefault(Path(f"/proc/self/fd/{descriptor}").readlink().name, len(commits(table.folder)))

    monkeypatch.setattr(os, "fsync", fsync)
    for _ in range(3):
        table.append(pa.table({it.name: pa.nulls(1, it.type) for it in table.schema}, schema=table.schema))
    table.compact()

    assert (table.file_count(), table.version()) == (1, 4)
    for version in range(1, 5):
        [add] = adds(table.folder, version)
        assert synced[add["path"]] == version  # there are as many commits before it
        assert commit_path(table.folder, version).name in synced
