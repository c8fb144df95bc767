"""`ckg train --interactive` as a steward uses it, on a terminal and through a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.identity.judgements import acts
from graph.identity.outcome.assignments import current_assignment
from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from tests.support.firms import firms, same
from tests.support.office import Office
from tests.support.script import Script
from tests.support.stores import wipe
from tests.support.terminal import Terminal

MENU = "[q]uit"
TRAIN = ("train", "--interactive")


@pytest.fixture
def office(tmp_path: Path, embedded_session: Store) -> Office:
    """Two guides of restaurants, on an empty store."""
    firms(tmp_path / "home")
    office = Office(tmp_path, wipe(embedded_session))
    del office.environment["CKG_RULES"]
    return office


def asked(shown: str) -> tuple[str, str]:
    """The pair that a terminal asks about."""
    names = next(line.split() for line in shown.splitlines() if "guide:" in line or "map:" in line)
    return names[0], names[1]


def next_question(terminal: Terminal) -> str:
    """What is shown up to the next question; where answers are enough, the steward goes on all the same."""
    shown = terminal.wait_for("[s]")
    if "[s]top" in shown:
        terminal.type("g")
        shown += terminal.wait_for(MENU)
    return shown


def test_a_steward_teaches_on_a_terminal(office: Office) -> None:
    with Terminal(TRAIN, office.environment) as terminal:
        shown = terminal.wait_for(MENU)
        assert "0 yes, 0 no, 0 unsure; a link counts from" in shown
        assert "pairs look like this one" in shown
        assert "street" in shown
        terminal.type("x")  # no such key: asked again
        terminal.wait_for(MENU)
        terminal.type("u")
        assert "0 yes, 0 no, 1 unsure" in terminal.wait_for(MENU)
        terminal.type("b")
        shown = terminal.wait_for(MENU)
        assert "0 yes, 0 no, 0 unsure" in shown
        for given in range(1, 13):
            terminal.type("y" if same(asked(shown)) else "n")
            shown = next_question(terminal)
            assert f"{given} yes" in shown or "pairs link" in shown or "bits" in shown
        terminal.type("q")
        terminal.wait_for("[t]rain")
        terminal.type("t")
        terminal.wait_for("the model agrees with")
        assert terminal.status() == 3  # more customers merged than usual

    customers = current_assignment(office.journal)
    assert sum(customers[f"guide:{n}"] == customers[f"map:{n}"] for n in range(0, 60, 2)) >= 28
    assert len(acts(office.journal)) == 14
    assert {act.steward for act in acts(office.journal)} == {"ana"}


def test_answers_survive_a_hang_up_and_too_few_train_nothing(office: Office, tmp_path: Path) -> None:
    with Terminal(TRAIN, office.environment) as terminal:
        shown = terminal.wait_for(MENU)
        terminal.type("y" if same(asked(shown)) else "n")
        terminal.wait_for(MENU)
        terminal.hang_up()
        assert terminal.status() == 1
    piped = Script(office.environment, tmp_path).run(*TRAIN, typed="n\nq\n")

    assert piped.status == 0, piped.errors
    assert "1 yes, 1 no, 0 unsure" in piped.output
    assert "2 answers kept; a model learns from 10 on" in piped.output
    assert len(acts(office.journal)) == 2


def test_it_says_what_to_do_first(tmp_path: Path, office: Office) -> None:
    environment = office.environment | {"CKG_HOME": str(tmp_path / "new")}
    Journal.open(Settings(home=tmp_path / "new"))
    refused = Script(environment, tmp_path).run(*TRAIN)

    assert refused.status == 1
    assert "Run `ckg resolve` first" in refused.errors
