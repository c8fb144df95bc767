"""Visitors known by cookies and devices alone stay the customers that they were, or join whom they name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree

import pytest

from graph.entries import Identifier, RecordVersion
from graph.identity.lookup.lookup import Lookups
from graph.identity.newcomers import newcomers as newcomers_
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.journal.appending.encode import record_id
from graph.settings import Settings
from tests.graph.identity.newcomers.people import NORA, WALT, Follower, aliases, followed
from tests.support.entries import day, email, person

VISITOR = (Identifier("cookie", "web:v"), Identifier("device", "d-1"))


def seen(name: str, at: int) -> RecordVersion:
    """Somebody of whom a cookie alone is known."""
    return person(name, day(at), Identifier("cookie", f"web:{name}"), source="web")


@dataclass(frozen=True)
class Visited:
    """A home after a run over those who came since the first: NORA and WALT, the visitor `old`, and others of
    whom it was said later who they are, in one portion (x, w) or two (v, vera), the second while nobody
    followed; with the customers before the run, and what was settled with each portion."""

    home: Path
    placed: dict[str, str]
    settled: list[tuple[int, bool]]

    def copied(self, home: Path) -> tuple[Journal, Settings, Follower]:
        """A copy of it, and who follows it from there."""
        copytree(self.home, home)
        settings = Settings(home=home)
        journal = Journal.open(settings)
        follower = Follower(journal, settings)
        follower.settle()
        return journal, settings, follower


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    home = tmp_path_factory.mktemp("visited") / "home"
    journal, settings, newcomers = followed(home)
    journal.append([NORA, WALT, seen("old", 100), person("v", day(100), *VISITOR, source="web")], "one")
    settled = [newcomers.settle()]
    said = person("vera", day(101), VISITOR[0], email("vera@new.example"), source="web", given_name="Vera")
    late = person("w", day(101), Identifier("cookie", "web:w"), source="web")
    named = replace(late, source_id="x", identifiers=(*late.identifiers, email("x@new.example")))
    journal.append([said, named, late], "two")
    settled.append(Follower(journal, settings).settle())
    placed = current_assignment(journal)
    resolve(journal, settings)
    return Visited(home, placed, settled)


def test_a_visitor_who_says_who_that_is_stays_one_customer(visited: Visited) -> None:
    """In one portion or in two; the run finds the same."""
    placed, journal = visited.placed, Journal.open(Settings(home=visited.home))

    assert visited.settled == [(4, True), (3, True)]
    assert placed["web:v"] == placed["web:vera"]
    assert placed["web:w"] == placed["web:x"] != placed["web:v"]
    assert placed.items() <= current_assignment(journal).items()
    assert not aliases(journal)


def test_somebody_known_takes_over_the_visits_before(visited: Visited, tmp_path: Path) -> None:
    """Seen since the last run, or by it; before it is told who that was, or after; the runs find the same."""
    journal, settings, newcomers = visited.copied(tmp_path / "home")
    journal.append([seen("since", 101), seen("else", 101)], "two")
    newcomers.settle()
    before = current_assignment(journal)
    for who, *visits in ((NORA, "since", "late"), (WALT, "old")):
        cookies = [Identifier("cookie", f"web:{name}") for name in visits]
        journal.append([replace(who, observed_at=day(102), identifiers=(*who.identifiers, *cookies))], "x")
    told = newcomers.settle()
    journal.append([seen("since", 103), seen("old", 103), seen("late", 103)], "four")
    again = newcomers.settle()
    placed = current_assignment(journal)

    nora, walt = before["web:nora"], before["web:walt"]
    assert (told, again) == ((2, True), (1, True))
    assert placed == before | {"web:since": nora, "web:late": nora, "web:old": walt}
    merged = {before["web:since"]: nora, before["web:old"]: walt}
    assert dict(aliases(journal)) == merged

    run = resolve(journal, settings)
    assert (run.mode, current_assignment(journal)) == (Mode.INCREMENTAL, placed)
    assert len(aliases(journal)) == 2
    resolve(journal, settings, RunOptions(Mode.REBASE))
    assert current_assignment(journal) == placed


def test_visitors_whose_devices_nobody_has_are_told_however_many(
    visited: Visited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a look-up, which finds nobody for just these; of the others some are left to the run."""
    monkeypatch.setattr(newcomers_, "MOST", 1)
    journal, settings, newcomers = visited.copied(tmp_path / "home")
    lookups = Lookups(settings)
    run_id = lookups.resolve(NORA).run_id
    old = Identifier("cookie", "web:old")
    new = [seen(f"n{number}", 101) for number in range(6)]
    back = [
        replace(each, identifiers=(*each.identifiers, old)) for each in (seen("w1", 101), seen("w2", 101))
    ]
    blocked = replace(
        seen("z", 101), identifiers=(Identifier("cookie", "web:optout"), Identifier("device", "d-9"))
    )
    journal.append([*new, *back, blocked], "two")
    count, can_wait = newcomers.settle()
    placed = current_assignment(journal)

    assert {f"web:n{number}" for number in range(6)} < placed.keys()
    assert ((count, can_wait), placed["web:w1"]) == ((7, False), placed["web:old"])
    assert {"web:w2", "web:z"}.isdisjoint(placed)
    every = [*new, *back, blocked, seen("old", 101)]
    nobody = {record_id(it.source, it.source_id) for it in every if not lookups.resolve(it).candidates}
    assert lookups.strangers(every, run_id) == nobody - {"web:z", "web:old"}
    assert not lookups.strangers(every, "another run")

    resolve(journal, settings)
    assert placed.items() <= current_assignment(journal).items()
    assert not aliases(journal)


def test_visits_of_somebody_with_a_name_are_left_to_the_run(tmp_path: Path) -> None:
    """Two people known by name who use one cookie are two customers until a run looks at them."""
    journal, _, newcomers = followed(tmp_path / "home")
    cookie = Identifier("cookie", "web:v")
    journal.append([replace(NORA, identifiers=(*NORA.identifiers, cookie)), WALT], "one")
    newcomers.settle()
    before = current_assignment(journal)
    journal.append([replace(WALT, observed_at=day(102), identifiers=(*WALT.identifiers, cookie))], "two")

    assert newcomers.settle() == (0, False)
    assert current_assignment(journal) == before
    assert not aliases(journal)
