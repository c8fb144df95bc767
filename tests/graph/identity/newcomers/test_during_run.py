"""Newcomers get their customers while a run is under way, and the run undoes or doubles none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pytest

from graph.entries import Identifier, RecordVersion
from graph.identity.clusters.stable_ids import resolve_id
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.identity.newcomers.people import KNOWN, NORA, WALT, Follower, followed, newcomer
from tests.support.entries import day, email, person
from tests.support.people import people, somebody

COOKIES = [Identifier("cookie", f"web:{name}") for name in "vwx"]
VISITS = [person(it.value, day(100), it, source="web") for it in COOKIES]
VERA = newcomer("vera", "vera@new.example", given_name="Vera", family_name="Jost")
NAMED = replace(VERA, identifiers=(*VERA.identifiers, COOKIES[0]))
"""Somebody new who was a visitor; those of the others are known."""
KNOWN_NAMED = [
    replace(somebody("crm", number, email("x@x.example"), cookie), observed_at=day(200))
    for number, cookie in ((6, COOKIES[1]), (7, COOKIES[2]))
]
NORA_AGAIN = newcomer("again", given_name="Nora", family_name="Quint", birth_date="1981-02-03")
PAIR = [newcomer("a", "both@new.example", given_name="Ada"), newcomer("b", "both@new.example")]
LATE = newcomer("late", "late@new.example", given_name="Lena")
JUDGED = ("crm:10", "crm:11")
"""Two customers whom a steward says to be one."""
OF_JUDGED = [somebody("web", 10), somebody("web", 11)]
SEEN = {"features": [VISITS[0]], "scope": [NORA, VISITS[1]], "store": [PAIR[0]]}
"""What comes during a run that is killed as it ends, by the step that begins;"""
UNSEEN = {
    "features": [WALT, VISITS[2], NAMED],
    "model": [KNOWN, KNOWN_NAMED[0]],
    "clusters": [NORA_AGAIN, KNOWN_NAMED[1]],
    "households": OF_JUDGED,
    "store": [PAIR[1]],
}
"""during the next one."""


@dataclass
class Observed:
    """What came in how many portions, each settled at once, and whom everybody was shown as by then."""

    journal: Journal
    settings: Settings
    follower: Follower
    shown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def came(self, *entries: RecordVersion) -> Mapping[str, str]:
        """The customers once entries came and were settled."""
        self.journal.append(entries, f"{entries[0].source_id} came")
        self.follower.settle()
        return self.look()

    def look(self) -> Mapping[str, str]:
        """The customers now; the same by time as by the order in which they were stored."""
        found = current_assignment(self.journal)
        with closing(self.journal.connect(views=("customers",))) as connection:
            assert dict(connection.execute("FROM customers").fetchall()) == found
        for record, customer in found.items():
            self.shown[record].add(customer)
        return found

    def judged(self) -> None:
        """A steward's verdict, which the next run follows."""
        left, right = JUDGED
        row = {"id": "same", "record_l": left, "record_r": right, "verdict": "match", "judged_at": day(99)}
        self.journal.append_table("judgements", pa.Table.from_pylist([row]))

    def run(self, during: Mapping[str, Callable[[], object]]) -> Mapping[str, str]:
        """The customers after a run, and a look at whom it left; at the beginning of some of its steps
        something is done."""
        todo = dict(during)

        def on_progress(step: str, _done: int, _total: int | None) -> None:
            todo.pop(step.removeprefix("identity: "), lambda: None)()

        run = resolve(self.journal, self.settings, on_progress=on_progress)
        assert (run.mode, todo) == (Mode.INCREMENTAL, {})
        return self.look()

    def partition(self) -> set[frozenset[str]]:
        """Who is one customer."""
        groups: dict[str, set[str]] = defaultdict(set)
        for record, customer in current_assignment(self.journal).items():
            groups[customer].add(record)
        return {frozenset(group) for group in groups.values()}


@pytest.fixture
def observed(tmp_path: Path) -> Observed:
    return Observed(*followed(tmp_path / "home"))


def test_who_comes_during_the_first_run_is_looked_at_at_its_end(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    journal = Journal.open(settings)
    journal.append(people(8), "first")
    follower, told = Follower(journal, settings), list[tuple[int, bool]]()

    def come(step: str, _done: int, _total: int | None) -> None:
        if step == "identity: clusters":
            journal.append([NORA], "came")
            told.append(follower.settle())

    resolve(journal, settings, on_progress=come)

    assert told == [(0, False)]
    assert follower.settle() == (1, True)
    assert "web:nora" in current_assignment(journal)


def _killed(store: Callable[..., int]) -> Callable[..., int]:
    """What stores rows, but for the last of a run."""

    def stored(name: str, rows: pa.Table, *more: object) -> int:
        if name == "runs" and rows["status"].to_pylist() == ["finished"]:
            raise InterruptedError
        return store(name, rows, *more)

    return stored


def test_whatever_comes_during_runs_the_outcome_is_that_of_a_run_after_all(
    observed: Observed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who came before they began is theirs, others are shown at once; nobody is lost who was shown."""
    alone, seen = Observed(*followed(tmp_path / "alone")), dict[str, Mapping[str, str]]()
    alone.judged()
    alone.journal.append([*chain(*SEEN.values(), *UNSEEN.values()), LATE], "all")
    alone.run({})

    def come(portions: Mapping[str, Sequence[RecordVersion]]) -> dict[str, Callable[[], None]]:
        def came(step: str) -> None:
            seen[step] = observed.came(*portions[step])

        return {step: partial(came, step) for step in portions}

    observed.judged()
    with monkeypatch.context() as patched, pytest.raises(InterruptedError):
        patched.setattr(observed.journal, "append_table", _killed(observed.journal.append_table))
        observed.run(come(SEEN))
    killed, before = observed.look(), seen["store"]
    observed.journal.append([LATE], "not settled")
    after = observed.run(come(UNSEEN))
    last = seen["store"]

    assert killed == before
    assert {"web:walt", "web:web:x", "web:vera", "web:3", "web:10", "web:11", "web:again"} <= last.keys()
    assert "web:late" not in last
    assert last["web:vera"] == last["web:web:v"]
    assert last["web:3"] == last["crm:3"]
    assert after["web:10"] == after["web:11"] == after["crm:10"] == after["crm:11"]

    assert {record.partition(":")[2] for record, _ in last.items() - after.items()} in ({"10"}, {"11"})

    observed.follower.settle()
    found = observed.run({})

    assert observed.partition() == alone.partition()
    with closing(observed.journal.connect(views=("aliases", "stored_assignments"))) as connection:
        connection.execute("CREATE TEMP VIEW assignment_history AS FROM stored_assignments")
        for record, customers in observed.shown.items():
            assert {resolve_id(connection, it) for it in customers} == {found[record]}, record
