"""What `ckg status` says of the machine, and that looking changes nothing in it."""

import json
import re
from pathlib import Path

import pytest
from typer import Exit

from api.cli import identity
from api.cli.ingesting import watch
from api.cli.installation import system, verifying, waiting
from api.workspace import Workspace
from graph.erasure.begun import ErasureRequests, begun_path
from graph.journal import Journal
from graph.journal import journal as module
from graph.journal.withdrawing.undo import of_source
from graph.progress import silent
from graph.store import Store
from tests.support.entries import day, person
from tests.support.identity import assign
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
    monkeypatch.setattr(waiting, "load_settings", lambda: settings)
    waiting.drain()
    monkeypatch.setattr(watch, "load_settings", lambda: settings)
    watch.watch(tmp_path, [], once=True)
    assert capsys.readouterr().err.count("Warning: the clock is 2 hours behind") == 2


def test_status_names_the_command_for_what_a_kill_left_undone(
    embedded_store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = settings_of(embedded_store.endpoint, tmp_path)
    monkeypatch.setattr(system, "load_settings", lambda: settings)
    workspace = Workspace(settings)
    told = []

    def look() -> None:
        system.status()
        [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("graph")]
        told.append(line.removeprefix("graph").strip())

    workspace.journal.append([person("1", day(0))], "one")
    look()
    workspace.follow(embedded_store, silent)
    assign(workspace.journal, "run", day(1), {"crm:1": "A"})
    workspace.follow(embedded_store, silent)
    look()
    workspace.project(embedded_store, silent)
    look()
    workspace.journal.withdraw(of_source(workspace.journal, "crm"))
    look()

    assert [line.partition(":")[0].split(",")[0] for line in told] == [
        "lacks 1 entries of the journal",
        "has all that the journal has",
        "has all that the journal has",
        "may show what was taken back",
    ]
    assert ["`ckg drain`" in line for line in told] == [True, True, False, True]
    assert re.search("the oldest for \\d+ seconds?:", told[0])
    begun_path(tmp_path).touch()
    with pytest.raises(Exit) as ended:
        system.status()
    assert ended.value.exit_code == 3
    assert "`ckg drain` goes on with it" in " ".join(capsys.readouterr().err.split())


def test_looking_carries_out_no_erasure_that_was_killed_and_storing_does(
    embedded_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(embedded_store.endpoint, tmp_path)
    for module_ in (verifying, identity):
        monkeypatch.setattr(module_, "load_settings", lambda: settings)
    workspace = Workspace(settings)
    workspace.journal.append([person(str(number), day(0), given_name="Anna") for number in range(2)], "one")
    workspace.project(embedded_store, silent)
    ErasureRequests({}, "", "").keep(tmp_path)  # nothing of it was noted: to carry it out is to forget it

    verifying.verify(graph=True, as_json=True)
    identity.resolve_identities(threshold=None, dry_run=True, as_json=True)
    looked_at = begun_path(tmp_path).exists()
    Workspace(settings)

    assert (looked_at, begun_path(tmp_path).exists()) == (True, False)
