"""Which of several versions is in force: times decide, and where they do not, the last to come."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import Entry, Event, NodeItem, Origin
from graph.journal import AppendResult, Journal
from graph.journal import journal as module
from graph.journal.appending import storing
from graph.journal.tables import clocks, committing
from graph.settings import Settings
from tests.support.budget import examples
from tests.support.clock import Clock
from tests.support.entries import day, email, order, person
from tests.support.looking import look

AHEAD = datetime(2098, 1, 1, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path))


def rows(journal: Journal, query: str) -> list[tuple[Any, ...]]:
    return look(journal, query)


def ingests(journal: Journal, *files: Sequence[Entry]) -> list[AppendResult]:
    return [journal.append(entries, f"ingest {number}") for number, entries in enumerate(files)]


def cities(journal: Journal) -> list[Any]:
    stated = "SELECT city FROM records WHERE source = 'crm' ORDER BY record_id"
    return [city for (city,) in rows(journal, stated)]


def statuses(journal: Journal) -> list[Any]:
    return [found for (found,) in rows(journal, "SELECT nodes->>'$[0][2].status' FROM events ORDER BY key")]


def ulm_and_bonn(at: datetime | None) -> tuple[Entry, Entry]:
    return person("1", at, city="Ulm"), person("1", at, city="Bonn")


@pytest.mark.parametrize("at", [None, day(1)])
def test_a_value_that_goes_back_is_in_force(journal: Journal, at: datetime | None) -> None:
    ulm, bonn = ulm_and_bonn(at)

    results = ingests(journal, [ulm], [bonn], [ulm], [ulm])

    assert results == [AppendResult(1, 0)] * 3 + [AppendResult(0, 1)]
    assert cities(journal) == ["Ulm"]


def test_an_order_that_is_paid_again_is_paid(journal: Journal) -> None:
    paid, back = (order("1", "a", day(1), status=status) for status in ("paid", "refunded"))

    assert ingests(journal, [paid], [back], [paid])[-1] == AppendResult(1, 0)
    assert statuses(journal) == ["paid"]


def test_an_old_file_read_again_is_told_apart_by_its_time(journal: Journal) -> None:
    old, new = person("1", day(1), city="Ulm"), person("1", day(2), city="Bonn")

    assert ingests(journal, [old], [new], [old])[-1] == AppendResult(0, 1)
    assert cities(journal) == ["Bonn"]


@pytest.mark.parametrize("at", [None, day(1)])
def test_a_file_with_several_rows_of_a_key_read_again_changes_nothing(
    journal: Journal, at: datetime | None
) -> None:
    ulm, bonn = ulm_and_bonn(at)
    file = [ulm, bonn, ulm, person("2", at, city="Kiel"), bonn]
    ingests(journal, file)
    before = rows(journal, "SELECT * FROM stored_records")

    assert journal.append(file, "again") == AppendResult(0, 5)
    assert rows(journal, "SELECT * FROM stored_records") == before
    assert cities(journal) == ["Bonn", "Kiel"]


def test_the_last_word_of_an_ingest_counts_however_it_comes_in_portions(journal: Journal) -> None:
    ulm, bonn = ulm_and_bonn(None)
    ingests(journal, [ulm, bonn])
    appending = journal.appending("again")

    portions = [appending.append([entry]) for entry in (bonn, ulm)]

    assert portions == [AppendResult(0, 1)] * 2
    assert cities(journal) == ["Bonn"]
    assert appending.finish() == {"crm.csv": 1}
    assert cities(journal) == ["Ulm"]


def test_what_another_process_stored_meanwhile_is_what_a_value_goes_back_from(journal: Journal) -> None:
    ulm, bonn = ulm_and_bonn(None)
    appending = journal.appending("mine")
    appending.append([ulm])
    journal.append([bonn], "theirs")

    assert appending.append([ulm, person("2", None)]) == AppendResult(1, 1)
    assert appending.finish() == {"crm.csv": 1}
    assert cities(journal) == ["Ulm", None]


def test_a_statement_dated_after_it_was_received_yields_to_one_that_is_not(journal: Journal) -> None:
    wrong, right = (AHEAD, "Jupiter"), (day(1), "Kiel")
    for key, versions in enumerate(([wrong, right], [right, wrong], [wrong])):
        journal.append([person(str(key), at, city=city) for at, city in versions], str(key))

    assert cities(journal) == ["Kiel", "Kiel", "Jupiter"]


def test_an_identifier_that_only_a_wrong_clock_saw_is_not_the_latest(journal: Journal) -> None:
    wrong = person("1", AHEAD, email("wrong@x.de"))
    journal.append(
        [person("1", day(1), email("old@x.de")), wrong, person("1", day(9), email("new@x.de"))], "one"
    )

    found = rows(journal, "SELECT value FROM identifiers ORDER BY last_seen DESC LIMIT 1")
    assert found == [("new@x.de",)]


def test_a_wrong_date_of_an_order_can_be_put_right(journal: Journal) -> None:
    journal.append([order("1", "a", AHEAD, status="open")], "one")
    journal.append([order("1", "a", day(1), status="paid")], "two")

    assert statuses(journal) == ["paid"]


def test_a_contract_may_be_moved_into_the_future_and_back(journal: Journal) -> None:
    found: list[Any] = []
    for number, at in enumerate((day(1), AHEAD, day(1))):
        node = NodeItem("Contract", ("shop:1",), {"status": f"{number}"})
        contract = Event("contract", "shop:1", "shop", "a", at, Origin("c.csv", 1), nodes=(node,))
        journal.append([contract], str(number))
        found += rows(journal, 'SELECT "at" FROM events')

    assert found == [(day(1),), (AHEAD,), (day(1),)]


@pytest.mark.parametrize("at", [None, day(1)])
@pytest.mark.parametrize("days", [400, -20_000])
def test_a_clock_that_was_wrong_once_does_not_keep_corrections_out(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, days: int, at: datetime | None
) -> None:
    clock = Clock(monkeypatch, storing)
    ulm, bonn = ulm_and_bonn(at)
    clock.ahead = timedelta(days=days)
    journal.append([ulm, order("1", "a", day(1), status="open")], "wrong")
    clock.ahead = timedelta()

    journal.append([bonn, order("1", "a", day(1), status="paid")], "right")

    assert (cities(journal), statuses(journal)) == (["Bonn"], ["paid"])


def test_a_statement_without_time_is_no_later_than_what_came_after_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch, storing)
    clock.ahead = timedelta(days=400)
    journal.append([person("1", None, city="Ulm")], "wrong")
    clock.ahead = timedelta()
    journal.append([person("1", None, city="Bonn")], "right")

    journal.append([person("1", datetime.now(UTC), city="Kiel")], "dated")

    assert cities(journal) == ["Kiel"]


@pytest.mark.parametrize(
    ("errors", "noted"),
    [
        ((400, 0), 1),
        ((0, 400, 400, 0, 0), 1),
        ((400, 0, 400, 0), 2),
        ((0, 400, "joined", 0, 0), 1),
        ((0, "joined", 400, "joined", 0, "joined", 400, 0), 2),
        ((0, 0.9, 0), 0),
        ((0, 30, 400, 0, 0), 0),  # in steps: of how much the second one was nothing tells
        ((0, 400, 100, 0, 0), 1),  # back in steps
        ((0, -400, -400, 0), 0),
        ((0, 0, 0, -1.5, -400, 0), 0),
        ((0, 400, 0, -400, 0), 1),
    ],
)
def test_a_clock_that_was_ahead_is_noted_and_no_time_of_one_that_is_right_is_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, errors: tuple[float | str, ...], noted: int
) -> None:
    """Each day something comes in by a clock with that error; at times files are joined before."""
    clock, begun = Clock(monkeypatch, storing, committing, clocks), datetime.now(UTC)
    wrong: dict[str, float] = {}
    for day_, error in enumerate(errors):
        ahead = next(it for it in errors[day_:] if not isinstance(it, str))
        clock.ahead = timedelta(days=day_ + ahead)
        if error == "joined":
            journal.compact()
        else:
            journal.append([person(f"{day_}", None)], f"{day_}")
            wrong[f"{day_}"] = ahead

    found = {
        key: (at - begun) / timedelta(days=1)
        for key, at in rows(journal, "SELECT source_id, recorded_at FROM stored_records")
    }
    assert {key: round(at, 2) for key, at in found.items() if not wrong[key]} == {
        key: int(key) for key, error in wrong.items() if not error
    }
    assert journal.versions()["clocks"] == noted


def test_a_clock_that_ran_backwards_is_noticed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append([person("1", None)], "one")
    assert journal.clock_behind() == timedelta()

    monkeypatch.setattr(module.time, "time", lambda: datetime.now(UTC).timestamp() - 7_200)

    assert timedelta(hours=1) < journal.clock_behind() < timedelta(hours=3)


STATEMENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 9), st.sampled_from(["Ulm", "Bonn", "Kiel"])),
    min_size=1,
    max_size=12,
    unique_by=lambda statement: statement[:2],
)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a journal lies for each example: one for all would have more files from one to the next."""
    return tmp_path_factory.mktemp("homes")


@settings(max_examples=examples(8), deadline=None)
@given(STATEMENTS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_where_times_decide_neither_order_nor_portions_do(
    homes: Path, statements: list[tuple[int, int, str]], random: Any, parts: int
) -> None:
    found = []
    journal = Journal.open(Settings(home=homes / f"{next(NUMBERS)}"))
    for portions, name in ((1, "once"), (parts, "again")):
        entries: list[Entry] = []
        for key, at, city in statements:
            entries.append(person(f"{key}", day(at), source=name, city=city))
            entries.append(order(f"{name}-{key}", f"{name}-a", day(at), status=city))
        if found:
            random.shuffle(entries)
        ingests(journal, *(entries[part::portions] for part in range(portions)))
        with journal.connect(views=("records", "events")) as connection:
            now = connection.execute(NOW, {"name": name}).fetchall()
        found.append(now)

    assert found[0] == found[1]


NUMBERS = count()
NOW = """
    SELECT source_id, city FROM records WHERE source = $name
    UNION ALL SELECT split_part(key, '-', 2), nodes->>'$[0][2].status' FROM events
    WHERE starts_with(key, 'shop:' || $name || '-') ORDER BY ALL
"""
