"""The bound on a run's memory, and the folder that it works in beyond it."""

from pathlib import Path

from benchmarks.scale_data import fill_journal
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings


def test_what_a_killed_run_left_on_disk_goes_with_the_next(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    journal = Journal.open(settings)
    fill_journal(journal, 50)
    left = tmp_path / "overflow" / "duckdb_temp_storage.tmp"
    left.parent.mkdir()
    left.write_bytes(b"left")

    resolve(journal, settings)

    assert not left.exists()
