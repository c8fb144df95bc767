"""Customers that records get between runs are those that runs find."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from graph.entries import RecordVersion
from graph.identity.newcomers import Newcomers
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from tests.support.entries import day, email, person
from tests.support.people import resolved, somebody


def newcomer(number: str, *emails: str, **said: str) -> RecordVersion:
    return person(number, day(100), *map(email, emails), source="web", **said)


NORA = newcomer("nora", "nora@new.example", given_name="Nora", family_name="Quint", birth_date="1981-02-03")
WALT = newcomer("walt", "walt@new.example", given_name="Walther", family_name="Zabel")
KNOWN = somebody("web", 3)


def aliases(journal: Journal) -> list[tuple[str, str]]:
    with closing(journal.connect(views=("aliases",))) as connection:
        return connection.execute("SELECT retired_id, surviving_id FROM aliases").fetchall()


def test_a_newcomer_keeps_the_customer_that_it_got_before_a_run(tmp_path: Path) -> None:
    """And whoever may be somebody waits for the run, as do two who share an identifier."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Newcomers(journal, settings)
    before = current_assignment(journal)
    first = newcomers.settle()
    journal.append([NORA, KNOWN], "one")
    second = newcomers.settle()
    pair = [newcomer("a", "both@new.example", given_name="Ada"), newcomer("b", "both@new.example")]
    journal.append([WALT, *pair], "two")
    third, fourth = newcomers.settle(), newcomers.settle()
    placed = current_assignment(journal)

    assert (first, second, third, fourth) == ((0, False), (1, False), (1, False), (0, True))
    assert placed.keys() - before.keys() == {"web:nora", "web:walt"}
    assert len({*before.values(), placed["web:nora"], placed["web:walt"]}) == len({*before.values()}) + 2

    run = resolve(journal, settings)
    found = current_assignment(journal)
    assert run.mode is Mode.INCREMENTAL
    assert placed.items() <= found.items()
    assert found["web:a"] == found["web:b"] not in placed.values()
    assert found["web:3"] == found["crm:3"]
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


def test_newcomers_of_one_person_become_one_with_the_next_run(tmp_path: Path) -> None:
    """The earlier id goes on, the other one leads to it."""
    journal, settings = resolved(tmp_path / "home")
    newcomers = Newcomers(journal, settings)
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
