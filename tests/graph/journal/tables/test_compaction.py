"""Joining files keeps the rows of a table, and copies each a few times only, however often it is done."""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from graph.journal.tables import table as tables
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable


def test_rows_are_copied_once_a_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_JOINED_BYTES", (20_000, 100_000, 500_000))
    table, chance = JournalTable(tmp_path / "runs", TABLES["runs"]), random.Random(1)  # noqa: S311 - no secret
    table.ensure()
    texts, copied = [chance.randbytes(1_000).hex() for _ in range(80)], 0
    for number, text in enumerate(texts):
        empty = {field.name: pa.nulls(1, field.type) for field in table.schema}
        table.append(pa.table(empty | {"report": [text], "commit": [number + 1]}, schema=table.schema))
        if number % 5 == 4:
            before = set(table.folder.glob("*.parquet"))
            table.compact()
            copied += sum(path.stat().st_size for path in {*table.folder.glob("*.parquet")} - before)

    now = [Path(path) for path in table.files()]
    assert len(now) < 20
    assert sorted(table.rows(["report"]).read_all().column("report").to_pylist()) == sorted(texts)
    assert copied < 4 * sum(path.stat().st_size for path in now)
