"""Runs that are killed or find the disk full: readers see nothing of them, and the next run completes."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass
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
from tests.support.resolving import resolve_keeping, resolving

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
        """Let a run come to its end."""
        resolve(self.journal, self.settings)


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


@dataclass(frozen=True)
class Undisturbed:
    """The partition that a run ends with which nobody disturbs, and in `kept` what kills would have left."""

    partition: set[frozenset[str]]
    kept: Path

    def killed(self, moment: str) -> Company:
        """The home that a run killed at this moment leaves."""
        return Company(self.kept / moment)


@pytest.fixture(scope="module")
def undisturbed(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copytree(pristine, folder / "home")
    company = Company(folder / "home")
    before = company.partition()
    resolve_keeping(folder / "home", folder / "kept")
    assert company.partition() != before
    return Undisturbed(company.partition(), folder / "kept")


def test_nothing_of_a_run_killed_while_it_writes_is_seen(
    company: Company, undisturbed: Undisturbed, embedded_store: Store
) -> None:
    golden = GoldenRecords(load_rules())

    def show(company: Company, write: Any = project) -> list[str]:
        write(company.journal, embedded_store, golden)
        return dump(embedded_store)

    before, graph = company.seen(), show(company)
    for write in WRITES:
        killed = undisturbed.killed(str(write))
        assert killed.seen() == before, f"killed before write {write}"
    assert show(killed) == graph

    killed.finish()

    assert killed.partition() == undisturbed.partition
    assert show(killed) == show(killed, rebuild)
    after = killed.seen()
    assert after["runs"] == [(2,)]
    assert len({household for _, household in after["households"]}) == 1
    assert len(after["households"]) == 2
    assert after["shared_values"] == [("phone", "+4922112345", 6, True)]


def test_a_run_killed_once_it_is_stored_counts_and_the_next_one_goes_on(undisturbed: Undisturbed) -> None:
    company, expected = undisturbed.killed("index"), undisturbed.partition
    stored = company.seen()
    company.journal.append([somebody("app", 51)], "more")

    company.finish()

    assert {group & {r for g in expected for r in g} for group in company.partition()} - {
        frozenset()
    } == expected
    assert stored["runs"] == [(2,)]
    assert company.seen()["index"] != stored["index"]


def test_a_run_killed_at_any_time_leaves_the_old_or_the_new(
    company: Company, undisturbed: Undisturbed
) -> None:
    before = company.partition()
    chance = random.Random(5)  # noqa: S311 - where to kill is no secret
    for _ in range(2):
        process = resolving(company.settings.home)
        time.sleep(chance.uniform(0.0, 1.2))
        process.kill()
        process.join()
        assert company.partition() in (before, undisturbed.partition)

    company.finish()

    assert company.partition() == undisturbed.partition


def test_nothing_of_a_run_is_seen_that_finds_the_disk_full(
    company: Company, undisturbed: Undisturbed
) -> None:
    before = company.seen()

    with small_files(1_500), pytest.raises(CkgError, match=str(company.settings.home)):
        resolve(company.journal, company.settings)
    assert company.seen() == before
    resolve(company.journal, company.settings)

    assert company.partition() == undisturbed.partition
