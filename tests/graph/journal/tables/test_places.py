"""A journal works wherever its folder lies: Delta Lake names files as addresses are written."""

from contextlib import closing
from pathlib import Path

import pytest

from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, person


@pytest.mark.parametrize("name", ["Kunden Ordner ü", "it's #1 & {co}; 50+", "~a:b", "顧客"])
def test_a_journal_is_read_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    settings = Settings(home=tmp_path / name)
    for key in ("1", "2"):
        Journal.open(settings).append([person(key, day(1), given_name="Anna")], key)
    journal = Journal.open(settings)

    journal.compact()
    journal.append([person("1", day(2), given_name="Berta")], "3")

    versions = journal.versions()
    assert journal.changes("records", 0, versions["records"]).num_rows == 3
    with closing(journal.connect(views=("stored_records",))) as connection:
        found = connection.sql("SELECT source_id, given_name FROM stored_records ORDER BY ALL").fetchall()
    assert found == [("1", "Anna"), ("1", "Berta"), ("2", "Anna")]
