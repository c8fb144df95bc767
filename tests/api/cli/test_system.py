"""What `ckg status` says of the machine."""

import json
from pathlib import Path

import pytest

from api.cli import system
from graph.journal import Journal
from graph.journal import journal as module
from graph.store import Store
from tests.support.entries import day, person
from tests.support.stores import settings_of


def test_status_says_that_the_clock_ran_backwards(
    embedded_store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = settings_of(embedded_store.endpoint, tmp_path)
    monkeypatch.setattr(system, "load_settings", lambda: settings)
    journal = Journal.open(settings)
    journal.append([person("1", day(0))], "one")
    latest = journal.committed_at("records", 1)
    told = []
    for now in (latest + 5, latest - 7_200):
        monkeypatch.setattr(module.time, "time", lambda now=now: now)
        system.status()
        told.append("clock" in capsys.readouterr().out)
        system.status(as_json=True)
        told.append(json.loads(capsys.readouterr().out)["clock_behind_seconds"] > 7_000)

    assert told == [False, False, True, True]
