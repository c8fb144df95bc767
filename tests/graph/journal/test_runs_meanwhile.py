"""Readers that open the journal while a run writes see all of it or nothing."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pyarrow as pa
import pytest

from graph.journal import Journal
from graph.journal.tables.table import JournalTable
from graph.settings import Settings
from tests.support.entries import day

VIEWS = ("runs", "known_links", "assignments", "review_cases")
OF_RUN = ("links", "assignments", "review_cases")


def commits(run: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a run stores, commit by commit, as `publish` does: about one pair, which each run states anew."""
    times = {"started_at": day(int(run)), "finished_at": day(int(run)) + timedelta(hours=1)}
    yield "runs", {"run_id": run, "status": "running"} | times
    pair = {"record_l": "crm:1", "record_r": "crm:2"}
    rows: dict[str, dict[str, Any]] = {
        "links": pair | {"tier": "model", "accepted": True},
        "assignments": {"record_id": "crm:1", "customer_id": run, "valid_from": day(int(run))},
        "review_cases": pair | {"id": "r", "kind": "near_threshold", "state": "open"},
    }
    for table in OF_RUN:
        yield table, rows[table] | {"run_id": run}
    yield "runs", {"run_id": run, "status": "finished", "mode": "full"} | times


def store(journal: Journal, commit: tuple[str, dict[str, Any]]) -> None:
    table, row = commit
    journal.append_table(table, pa.Table.from_pylist([row]))


def runs_seen(journal: Journal) -> dict[str, int]:
    """The latest run of which a reader who opens the journal now sees rows, by view."""
    queries = {view: f"SELECT max(run_id::INT) FROM {view}" for view in VIEWS}  # noqa: S608 - names from above
    with journal.connect(views=VIEWS) as connection:
        latest = {view: connection.execute(query).fetchall() for view, query in queries.items()}
    return {view: run for view, [(run,)] in latest.items()}


class Meanwhile:
    """A run that goes on by `pace` commits before each listing of a table, from the nth listing on."""

    def __init__(self, journal: Journal, run: str, start: int, pace: int) -> None:
        self._journal, self._waiting, self._pace = journal, start, pace
        self._commits = commits(run)

    def goes_on(self) -> None:
        self._waiting -= 1
        for commit in islice(self._commits, self._pace if self._waiting < 0 else 0):
            store(self._journal, commit)

    def ends(self) -> None:
        for commit in self._commits:
            store(self._journal, commit)


def listings(journal: Journal) -> int:
    """How often a reader lists the files of a table."""
    with pytest.MonkeyPatch.context() as patch:
        listing = Mock(side_effect=JournalTable.files)
        patch.setattr(JournalTable, "files", lambda *given: listing(*given))
        runs_seen(journal)
    return listing.call_count


@pytest.mark.parametrize("pace", [1, len(OF_RUN) + 2])
def test_a_reader_sees_a_run_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pace: int
) -> None:
    journal, writer = (Journal.open(Settings(home=tmp_path)) for _ in range(2))
    Meanwhile(writer, "0", 0, pace).ends()
    listed, found = JournalTable.files, []
    for number in range(1, listings(journal) + 2):
        meanwhile = Meanwhile(writer, f"{number}", number - 1, pace)

        def files(table: JournalTable, version: int | None = None, run: Meanwhile = meanwhile) -> list[str]:
            run.goes_on()
            return listed(table, version)

        with monkeypatch.context() as patched:
            patched.setattr(JournalTable, "files", files)
            seen = runs_seen(journal)
        meanwhile.ends()
        latest = seen["runs"]
        assert latest in (number - 1, number)
        assert seen == dict.fromkeys(seen, latest), f"from listing {number} on"
        found.append(latest == number)
    assert not found[-1], "it began when all had been listed"
