"""Delta Lake's own log holds nothing of what the rows say."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from graph.journal import Journal
from graph.journal.tables import table
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.looking import look

NAME = "Xantippe Zauberfisch"


def joined_before(journal: Journal) -> None:
    """As an earlier version joined files: by Delta Lake's own means."""
    table = DeltaTable(journal.folder / "records")
    table.optimize.compact()
    table.create_checkpoint()


def fill(journal: Journal, first: int, join: Callable[[Journal], None] = Journal.compact) -> None:
    """Several commits with a name in each, joined to one file with a checkpoint."""
    for number in range(first, first + 3):
        journal.append([person(str(number), day(0), full_name=NAME, city=NAME)], str(number))
    join(journal)


def telling(home: Path) -> list[str]:
    """Files of all logs that hold the name, as bytes or in a checkpoint's compressed columns."""
    logs = [path for path in home.rglob("_delta_log/*") if path.is_file()]
    found = {path.name for path in logs if NAME.encode() in path.read_bytes()}
    checkpoints = [path for path in logs if path.suffix == ".parquet"]
    found |= {path.name for path in checkpoints if NAME in str(pq.read_table(path).to_pylist())}
    return sorted(found)


def cities(journal: Journal) -> list[tuple[str, str]]:
    return look(journal, "SELECT source_id, city FROM records ORDER BY 1")


def test_compaction_writes_no_statistics(tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path))

    fill(journal, 0)

    assert list(tmp_path.rglob("records/_delta_log/*.checkpoint.parquet"))
    assert telling(tmp_path) == []


def test_an_old_journal_loses_its_statistics_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path)
    with monkeypatch.context() as earlier:
        earlier.delitem(table._CONFIGURATION, "delta.dataSkippingNumIndexedCols")
        earlier.setattr(table, "forget_statistics", lambda _: None)
        old = Journal.open(settings)
        fill(old, 0, joined_before)
        fill(old, 3, joined_before)
    assert telling(tmp_path)
    before, spans = cities(old), list(old.spans("records", 0, 1))
    table._ENSURED.clear()

    journal = Journal.open(settings)

    assert telling(tmp_path) == []
    assert cities(journal) == before
    assert [rows for *_, rows in journal.spans("records", 0, 1)][: len(spans)] == [rows for *_, rows in spans]
    assert journal.changes("records", 0, journal.versions()["records"]).num_rows == 6
    fill(journal, 6)
    assert telling(tmp_path) == []
    assert len(cities(journal)) == 9
