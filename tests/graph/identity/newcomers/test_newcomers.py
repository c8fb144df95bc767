"""Customers that records get between runs are those that runs find."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection

from graph.entries import Identifier, RecordVersion
from graph.erasure.derived import forget_look_ups
from graph.erasure.hiding import hide_in_journal
from graph.erasure.subject import subjects_of
from graph.errors import IdentityError
from graph.files.lease import lease
from graph.identity.lookup.lookup import Lookups
from graph.identity.newcomers import newcomers
from graph.identity.newcomers.newcomers import Newcomers
from graph.identity.outcome.assignments import current_assignment
from graph.identity.outcome.publish import publish
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.state.file import state_path
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, person
from tests.support.people import resolved, somebody


def newcomer(number: str, *emails: str, **said: str) -> RecordVersion:
    return person(number, day(100), *map(email, emails), source="web", **said)


NORA = newcomer("nora", "nora@new.example", given_name="Nora", family_name="Quint", birth_date="1981-02-03")
WALT = newcomer("walt", "walt@new.example", given_name="Walther", family_name="Zabel")
KNOWN = somebody("web", 3)


class Follower:
    """Tells of all whom entries name since it was asked last."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._newcomers = journal, Newcomers(journal, settings)
        self._seen = journal.versions()

    def settle(self) -> tuple[int, bool]:
        since, self._seen = self._seen, self._journal.versions()
        return self._newcomers.settle(self._journal.records_named(since, self._seen))


def aliases(journal: Journal) -> list[tuple[str, str]]:
    with closing(journal.connect(views=("aliases",))) as connection:
        return connection.execute("SELECT retired_id, surviving_id FROM aliases").fetchall()


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

    assert (first, second, third, fourth) == ((0, False), (2, True), (1, False), (0, True))
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

    journal.append(
        [newcomer("walt", "walt@new.example", given_name="Walther", family_name="Zabel-Orth")], "x"
    )
    journal.append([newcomer("late", "walt@new.example", given_name="Walther", family_name="Zabel")], "three")
    resolve(journal, settings)
    joined = current_assignment(journal)
    assert joined["web:late"] == joined["web:walt"] == placed["web:walt"]

    resolve(journal, settings, RunOptions(Mode.REBASE))
    assert current_assignment(journal) == joined


def test_of_many_newcomers_some_have_their_customers_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST", 1)
    journal, settings = resolved(tmp_path / "home")
    follower = Follower(journal, settings)
    follower.settle()
    journal.append([NORA, WALT], "one")

    assert follower.settle() == (1, False)
    assert "web:nora" in current_assignment(journal)


def test_newcomers_of_one_person_become_one_with_the_next_run(tmp_path: Path) -> None:
    """The earlier id goes on, the other one leads to it."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
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


VISITOR = (Identifier("cookie", "web:v"), Identifier("device", "d-1"))


def test_a_visitor_who_says_who_that_is_stays_one_customer(tmp_path: Path) -> None:
    """In one portion or in two; the run finds the same."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
    journal.append([person("v", day(100), *VISITOR, source="web")], "one")
    first = newcomers.settle()
    said = person("vera", day(101), VISITOR[0], email("vera@new.example"), source="web", given_name="Vera")
    late = person("w", day(101), Identifier("cookie", "web:w"), source="web")
    journal.append(
        [
            said,
            replace(late, source_id="x", identifiers=(Identifier("cookie", "web:w"), email("x@new.example"))),
            late,
        ],
        "two",
    )
    second = newcomers.settle()
    placed = current_assignment(journal)

    assert (first, second) == ((1, True), (3, True))
    assert placed["web:v"] == placed["web:vera"]
    assert placed["web:w"] == placed["web:x"] != placed["web:v"]

    resolve(journal, settings)
    assert placed.items() <= current_assignment(journal).items()
    assert not aliases(journal)


def seen(name: str, at: int) -> RecordVersion:
    """Somebody of whom a cookie alone is known."""
    return person(name, day(at), Identifier("cookie", f"web:{name}"), source="web")


def test_somebody_known_takes_over_the_visits_before(tmp_path: Path) -> None:
    """Seen since the last run, or by it; before it is told who that was, or after; the runs find the same."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
    journal.append([NORA, WALT, seen("old", 100)], "one")
    newcomers.settle()
    resolve(journal, settings)
    newcomers.settle()
    journal.append([seen("v", 101), seen("w", 101)], "two")
    newcomers.settle()
    before = current_assignment(journal)
    for who, *visits in ((NORA, "v", "late"), (WALT, "old")):
        cookies = [Identifier("cookie", f"web:{name}") for name in visits]
        journal.append([replace(who, observed_at=day(102), identifiers=(*who.identifiers, *cookies))], "x")
    told = newcomers.settle()
    journal.append([seen("v", 103), seen("old", 103), seen("late", 103)], "four")
    again = newcomers.settle()
    placed = current_assignment(journal)

    nora, walt = before["web:nora"], before["web:walt"]
    assert (told, again) == ((2, True), (1, True))
    assert placed == before | {"web:v": nora, "web:late": nora, "web:old": walt}
    merged = {before["web:v"]: nora, before["web:old"]: walt}
    assert dict(aliases(journal)) == merged

    run = resolve(journal, settings)
    assert (run.mode, current_assignment(journal)) == (Mode.INCREMENTAL, placed)
    assert len(aliases(journal)) == 2
    resolve(journal, settings, RunOptions(Mode.REBASE))
    assert current_assignment(journal) == placed


def test_visits_of_somebody_with_a_name_are_left_to_the_run(tmp_path: Path) -> None:
    """Two people known by name who use one cookie are two customers until a run looks at them."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
    cookie = Identifier("cookie", "web:v")
    journal.append([replace(NORA, identifiers=(*NORA.identifiers, cookie)), WALT], "one")
    newcomers.settle()
    before = current_assignment(journal)
    journal.append([replace(WALT, observed_at=day(102), identifiers=(*WALT.identifiers, cookie))], "two")

    assert newcomers.settle() == (0, False)
    assert current_assignment(journal) == before
    assert not aliases(journal)


def test_a_run_can_wait_while_nobody_known_is_tied_to_others(tmp_path: Path) -> None:
    """Another street is shown as it is; a newcomer's e-mail address may make one customer of two."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
    journal.append([replace(somebody("crm", 3, city="Elsewhere"), observed_at=day(200))], "one")
    moved = newcomers.settle()
    journal.append([NORA], "two")
    came = newcomers.settle()
    journal.append([replace(somebody("crm", 3, *NORA.identifiers), observed_at=day(201))], "three")

    assert (moved, came) == ((0, True), (1, True))
    assert newcomers.settle() == (0, False)


def test_who_came_while_a_run_was_under_way_is_not_forgotten(tmp_path: Path) -> None:
    """The run may not have seen them: who shares an identifier with them waits for the next one."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
    with lease(journal.folder / "identity.lock"):
        journal.append([newcomer("a", "both@new.example", given_name="Ada"), WALT], "one")
        during = newcomers.settle()
    journal.append([newcomer("b", "both@new.example")], "two")
    after = newcomers.settle()

    assert (during, after) == ((0, False), (1, False))
    placed = current_assignment(journal).keys()
    assert ("web:walt" in placed, "web:a" in placed, "web:b" in placed) == (True, False, False)


def test_nobody_is_erased_while_customers_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be stored behind the end of them."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
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
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
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
    journal, settings = resolved(tmp_path / "home")
    newcomers = Follower(journal, settings)
    newcomers.settle()
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
