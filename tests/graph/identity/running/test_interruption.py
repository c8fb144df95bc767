"""Runs that are killed or find the disk full: readers see nothing of them, and the next run completes."""

from __future__ import annotations

import random
import shutil
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from graph.entries import Entry, Identifier
from graph.errors import CkgError
from graph.identity.lookup.index import current_index
from graph.identity.outcome.assignments import current_assignment
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.identity.run import resolve
from graph.journal import Journal
from graph.projection import project, rebuild
from graph.projection.dump import dump
from graph.settings import Settings
from graph.store import Store
from tests.support.disk import small_files
from tests.support.entries import email
from tests.support.looking import look
from tests.support.people import resolved, somebody
from tests.support.resolving import resolving

WRITES = (1, 5, 8)
"""Of the writes of a run to the journal, those to be killed before. After its announcement come links (1),
assignments, aliases, households, shared values (5), cases opened, cases closed, and its record (8), for all
to count."""

READERS = {
    "assignments": "SELECT record_id, customer_id FROM assignments ORDER BY ALL",
    "aliases": "SELECT retired_id, surviving_id FROM aliases ORDER BY ALL",
    "households": "SELECT customer_id, household_id FROM households ORDER BY ALL",
    "known_links": "SELECT record_l, record_r, tier, accepted FROM known_links ORDER BY ALL",
    "review_cases": "SELECT id, state, resolution FROM review_cases ORDER BY ALL",
    "shared_values": "SELECT kind, value, people, shared FROM shared_values ORDER BY ALL",
    "runs": "SELECT count(*) FROM runs",
}


def news() -> list[Entry]:
    """Entries that merge customers, add some, two of them a couple, and make a phone number a shared one."""
    ties = [somebody("web", n, email("both@post.de"), family_name="Albers") for n in (1, 1 + 10)]
    number = Identifier("phone", "+4922112345")
    home = {"street": "Seestraße", "house_number": "1", "postal_code": "50050"}
    couple = [somebody("app", 50, **home), somebody("app", 52, **home)]
    return [*ties, *(somebody("call", n, number) for n in range(6)), *couple]


class Company:
    """A home and what its readers see."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        self.journal = Journal.open(self.settings)

    def seen(self) -> dict[str, list[Any]]:
        """What the journal's views show, and the run that the look-up index is of."""
        found = {name: look(self.journal, query) for name, query in READERS.items()}
        index = current_index(self.settings.home.absolute() / "index")
        return found | {"index": [index.run_id if index else None]}

    def partition(self) -> set[frozenset[str]]:
        """The records of each customer."""
        groups: dict[str, set[str]] = {}
        for record, customer in current_assignment(self.journal).items():
            groups.setdefault(customer, set()).add(record)
        return {frozenset(group) for group in groups.values()}

    def finish(self) -> None:
        """Let a run of another process come to its end."""
        assert ended(resolving(self.settings.home)) == 0

    def kill_at(self, moment: str) -> None:
        """Let a run kill itself."""
        assert ended(resolving(self.settings.home, moment)) == -signal.SIGKILL


def ended(process: BaseProcess) -> int | None:
    """How a process ends, which is waited for."""
    try:
        process.join(timeout=60)
    finally:
        process.kill()
        process.join()
    return process.exitcode


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People after a full run, with news that no run has seen."""
    home = tmp_path_factory.mktemp("pristine") / "home"
    journal, _ = resolved(home)
    journal.append(news(), "news")
    return home


@pytest.fixture
def company(pristine: Path, tmp_path: Path) -> Company:
    """A copy for one test."""
    shutil.copytree(pristine, tmp_path / "home")
    return Company(tmp_path / "home")


@pytest.fixture(scope="module")
def expected(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """The partition that an undisturbed run ends with."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(pristine, home)
    company = Company(home)
    before = company.partition()
    resolve(company.journal, company.settings)
    assert company.partition() != before
    return company.partition()


def test_nothing_of_a_run_killed_while_it_writes_is_seen(
    company: Company, expected: set[frozenset[str]], embedded_store: Store
) -> None:
    golden = GoldenRecords(load_rules())

    def show(write: Any = project) -> list[str]:
        write(company.journal, embedded_store, golden)
        return dump(embedded_store)

    before, graph = company.seen(), show()
    for write in WRITES:
        company.kill_at(str(write))
        assert company.seen() == before, f"killed before write {write}"
    assert show() == graph

    company.finish()

    assert company.partition() == expected
    assert show() == show(rebuild)
    after = company.seen()
    assert after["runs"] == [(2,)]
    assert len({household for _, household in after["households"]}) == 1
    assert len(after["households"]) == 2
    assert after["shared_values"] == [("phone", "+4922112345", 6, True)]


def test_a_run_killed_once_it_is_stored_counts_and_the_next_one_goes_on(
    company: Company, expected: set[frozenset[str]]
) -> None:
    company.kill_at("index")
    stored = company.seen()
    company.journal.append([somebody("app", 51)], "more")

    company.finish()

    assert {group & {r for g in expected for r in g} for group in company.partition()} - {
        frozenset()
    } == expected
    assert stored["runs"] == [(2,)]
    assert company.seen()["index"] != stored["index"]


def test_a_run_killed_at_any_time_leaves_the_old_or_the_new(
    company: Company, expected: set[frozenset[str]]
) -> None:
    before = company.partition()
    chance = random.Random(5)  # noqa: S311 - where to kill is no secret
    for _ in range(2):
        process = resolving(company.settings.home)
        time.sleep(chance.uniform(0.0, 1.2))
        process.kill()
        process.join()
        assert company.partition() in (before, expected)

    company.finish()

    assert company.partition() == expected


def test_nothing_of_a_run_is_seen_that_finds_the_disk_full(
    company: Company, expected: set[frozenset[str]]
) -> None:
    before = company.seen()

    with small_files(1_500), pytest.raises(CkgError, match=str(company.settings.home)):
        resolve(company.journal, company.settings)
    assert company.seen() == before
    resolve(company.journal, company.settings)

    assert company.partition() == expected
