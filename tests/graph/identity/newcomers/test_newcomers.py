"""Customers that records get between runs are those that runs find."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection

from graph.entries import Identifier
from graph.erasure.derived import forget_look_ups
from graph.erasure.hiding import hide_in_journal
from graph.erasure.subject import subjects_of
from graph.errors import IdentityError
from graph.identity.clusters.stable_ids import new_id
from graph.identity.lookup.index import CURRENT, FORMAT
from graph.identity.lookup.lookup import Lookups
from graph.identity.newcomers import newcomers
from graph.identity.outcome.assignments import current_assignment
from graph.identity.outcome.publish import publish
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.state.file import state_path
from tests.graph.identity.newcomers.people import KNOWN, NORA, WALT, Follower, aliases, followed, newcomer
from tests.support.entries import day, email, person
from tests.support.people import resolved, somebody


def test_a_newcomer_keeps_the_customer_that_it_got_before_a_run(tmp_path: Path) -> None:
    """Who is somebody gets theirs; two who share an identifier wait for the run."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    before = current_assignment(journal)
    first = newcomers.settle()
    journal.append([NORA, KNOWN], "one")
    second = newcomers.settle()
    pair = [newcomer("a", "both@new.example", given_name="Ada"), newcomer("b", "both@new.example")]
    journal.append([WALT, *pair], "two")
    third, fourth = newcomers.settle(), newcomers.settle()
    placed = current_assignment(journal)

    assert (first, second, third, fourth) == ((0, True), (2, True), (1, False), (0, True))
    assert placed.keys() - before.keys() == {"web:nora", "web:walt", "web:3"}
    assert placed["web:3"] == placed["crm:3"]
    assert len({*before.values(), placed["web:nora"], placed["web:walt"]}) == len({*before.values()}) + 2

    run = resolve(journal, settings)
    found = current_assignment(journal)
    assert run.mode is Mode.INCREMENTAL
    assert placed.items() <= found.items()
    assert found["web:a"] == found["web:b"] not in placed.values()
    assert run.report["ids"]["created"] == 1
    assert not aliases(journal)
    # A key may be an address: what everybody is shown must not tell whether a guess of one is right.
    guesses = {new_id(shown, record) for shown in ("", run.run_id) for record in found}
    assert guesses.isdisjoint(found.values())

    journal.append(
        [newcomer("walt", "walt@new.example", given_name="Walther", family_name="Zabel-Orth")], "x"
    )
    journal.append([newcomer("late", "walt@new.example", given_name="Walther", family_name="Zabel")], "three")
    resolve(journal, settings)
    joined = current_assignment(journal)
    assert joined["web:late"] == joined["web:walt"] == placed["web:walt"]

    resolve(journal, settings, RunOptions(Mode.REBASE))
    assert current_assignment(journal) == joined


def test_who_came_before_anybody_followed_is_left_to_a_run_where_that_cannot_be_told(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path / "home")
    journal.append([NORA], "one")
    state_path(settings).unlink()

    assert Follower(journal, settings).settle() == (0, False)
    assert "web:nora" not in current_assignment(journal)


def test_while_look_ups_are_of_another_version_who_shares_nothing_is_shown(tmp_path: Path) -> None:
    """Visitors who say who that is, too; who has an identifier of somebody waits for the run, which keeps
    the ids of the others and finds who they are."""
    journal, settings = resolved(tmp_path / "home")
    named = settings.home / "index" / CURRENT
    named.write_text(named.read_text().replace(FORMAT, "another"))
    state_path(settings).unlink()
    newcomers = Follower(journal, settings)
    like_known = replace(somebody("web", 4), source_id="like", identifiers=())
    visit = person("v", day(100), Identifier("cookie", "web:v"), source="web")
    journal.append([NORA, KNOWN, like_known, visit], "one")
    first = newcomers.settle()
    said = replace(WALT, identifiers=(*WALT.identifiers, *visit.identifiers))
    journal.append([said], "two")
    second = newcomers.settle()
    placed = current_assignment(journal)

    assert (first, second) == ((3, False), (1, True))
    assert "web:3" not in placed
    assert placed["web:v"] == placed["web:walt"] != placed["web:nora"]

    resolve(journal, settings)
    found = current_assignment(journal)
    assert found["web:3"] == found["crm:3"]
    assert found["web:like"] == found["crm:4"] == placed["crm:4"]
    assert {name: found[name] for name in ("web:v", "web:nora")} == {
        name: placed[name] for name in ("web:v", "web:nora")
    }


def test_of_many_newcomers_some_have_their_customers_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST", 1)
    journal, _, follower = followed(tmp_path / "home")
    journal.append([NORA, WALT], "one")

    assert follower.settle() == (1, False)
    assert "web:nora" in current_assignment(journal)


def test_newcomers_of_one_person_become_one_with_the_next_run(tmp_path: Path) -> None:
    """The earlier id goes on, the other one leads to it."""
    journal, settings, newcomers = followed(tmp_path / "home")
    again = newcomer("again", given_name="Nora", family_name="Quint", birth_date="1981-02-03")
    journal.append([NORA], "one")
    newcomers.settle()
    journal.append([again, newcomer("bare", "nora@new.example")], "two")
    assert newcomers.settle()[0] <= 1
    placed = current_assignment(journal)
    assert "web:bare" not in placed

    resolve(journal, settings)

    found = current_assignment(journal)
    assert found["web:bare"] == found["web:nora"] == placed["web:nora"]
    retired = {placed[name] for name in ("web:again",) if name in placed} - set(found.values())
    assert {old for old, _ in aliases(journal)} == retired


def test_a_run_can_wait_while_nobody_known_is_tied_to_others(tmp_path: Path) -> None:
    """Another street is shown as it is; a newcomer's e-mail address may make one customer of two."""
    journal, _, newcomers = followed(tmp_path / "home")
    journal.append([replace(somebody("crm", 3, city="Elsewhere"), observed_at=day(200))], "one")
    moved = newcomers.settle()
    journal.append([NORA], "two")
    came = newcomers.settle()
    journal.append([replace(somebody("crm", 3, *NORA.identifiers), observed_at=day(201))], "three")

    assert (moved, came) == ((0, True), (1, True))
    assert newcomers.settle() == (0, False)


def test_nobody_is_erased_while_customers_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be stored behind the end of them."""
    journal, _, newcomers = followed(tmp_path / "home")
    journal.append([NORA], "one")
    store, begun = journal.append_table, threading.Event()

    def erase() -> None:
        with journal.suppression.growing():
            begun.set()

    erasing = threading.Thread(target=erase)

    def stored(name: str, rows: pa.Table) -> int:
        erasing.start()
        assert not begun.wait(0.3)
        return store(name, rows)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "append_table", stored)
        assert newcomers.settle() == (1, True)
    erasing.join()


def test_nobody_gets_the_customer_of_somebody_who_was_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Look-ups know them until the next run, for which who is like them waits; and a run that saw somebody
    who is erased before its end leaves nothing to look up."""
    journal, settings, newcomers = followed(tmp_path / "home")
    before = current_assignment(journal)
    hide_in_journal(journal, subjects_of(journal, ["crm:3"]))
    journal.append([somebody("web", 3, email("another@new.example")), NORA], "one")

    assert newcomers.settle() == (0, False)

    def published(*given: Any) -> None:
        publish(*given)
        hide_in_journal(journal, subjects_of(journal, ["crm:4"]))
        forget_look_ups(settings.home)

    monkeypatch.setattr("graph.identity.run.publish", published)
    resolve(journal, settings, RunOptions(Mode.FULL))

    placed = current_assignment(journal)
    assert {"web:3", "web:nora"} <= placed.keys()
    assert {before["crm:3"], before["crm:4"]}.isdisjoint(placed.values())
    with pytest.raises(IdentityError):
        Lookups(settings).resolve(KNOWN)
    assert not state_path(settings).exists()


def test_while_there_are_no_look_ups_only_who_is_new_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that makes some sees all others: read again and again they would be more each time."""
    journal, settings, newcomers = followed(tmp_path / "home")
    forget_look_ups(settings.home)
    connect, read = journal.connect, list[list[str]]()

    def connected(records: Sequence[str] = (), views: Collection[str] = ()) -> DuckDBPyConnection:
        read.append(sorted(records))
        return connect(records, views)

    monkeypatch.setattr(journal, "connect", connected)
    for each in (NORA, WALT):
        journal.append([each], each.source_id)
        assert newcomers.settle() == (0, False)

    assert read == [["web:nora"], ["web:walt"]]
