"""A journal that was put back and used on is not the one that graph and state were made from."""

import shutil
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.journal import Journal
from graph.projection import project, rebuild
from graph.projection.lag import lag
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, person
from tests.support.stores import reading

PEOPLE = reading("MATCH (r:SourceRecord) RETURN r.source_id AS id ORDER BY id")


def people(store: Store) -> list[str]:
    return [row["id"] for row in store.run(PEOPLE)]


@pytest.fixture
def copy(journal: Journal, tmp_path: Path, embedded_store: Store, golden: Golden) -> Path:
    """A copy of the journal with person 1, made before person 2 was stored and projected."""
    journal.append([person("1", day(0))], "one")
    shutil.copytree(journal.folder, tmp_path / "copy")
    journal.append([person("2", day(1))], "two")
    project(journal, embedded_store, golden)
    return tmp_path / "copy"


def put_back(journal: Journal, copy: Path) -> None:
    shutil.rmtree(journal.folder)
    shutil.copytree(copy, journal.folder)


def test_a_journal_restored_and_used_on_is_not_taken_for_the_old_one(
    copy: Path, journal: Journal, embedded_store: Store, golden: Golden
) -> None:
    put_back(journal, copy)
    journal.append([person("3", day(2))], "three")

    for look in (lambda: lag(journal, embedded_store), lambda: project(journal, embedded_store, golden)):
        with pytest.raises(StoreError, match="version 2 of records is another commit"):
            look()

    assert people(embedded_store) == ["1", "2"]
    rebuild(journal, embedded_store, golden)
    assert people(embedded_store) == ["1", "3"]


@pytest.mark.usefixtures("copy")
def test_lost_commits_are_named(journal: Journal, embedded_store: Store, golden: Golden) -> None:
    (journal.folder / "records/_delta_log" / f"{2:020}.json").unlink()

    with pytest.raises(
        StoreError, match="version 2 of records, the journal ends at 1; the entries of 1 commits"
    ):
        project(journal, embedded_store, golden)


@pytest.mark.usefixtures("copy")
def test_the_same_journal_elsewhere_goes_on(
    journal: Journal, embedded_store: Store, golden: Golden, tmp_path: Path
) -> None:
    moved = shutil.move(journal.folder, tmp_path / "elsewhere")
    elsewhere = Journal(Path(moved))
    elsewhere.append([person("3", day(2))], "three")

    project(elsewhere, embedded_store, golden)

    assert people(embedded_store) == ["1", "2", "3"]
