"""What ends: by arrival, or by time where both have one, and known to whoever has seen it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.entries import RecordVersion
from graph.journal import AppendResult, Journal
from graph.journal.appending import storing
from graph.journal.tables import clocks, committing
from graph.journal.withdrawing.undo import effect_of, of_ingest
from tests.support.clock import Clock
from tests.support.entries import day, person


def gone(record: RecordVersion, at: float | None = None) -> RecordVersion:
    time = None if at is None else day(at)
    return replace(record, attributes={}, identifiers=(), observed_at=time, ended="deleted")


def told(journal: Journal, *entries: RecordVersion) -> None:
    appending = journal.mirror("one")
    appending.append(entries)
    appending.finish()


ANNA, BERND = person("1", day(5), given_name="Anna"), person("2", day(5), given_name="Bernd")
IN_1970 = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        ((ANNA, gone(ANNA)), []),
        ((gone(ANNA), ANNA), ["1"]),
        ((ANNA, gone(ANNA), ANNA), ["1"]),
        ((ANNA, gone(ANNA, 4)), ["1"]),
        ((gone(ANNA, 6), ANNA), []),
        ((gone(ANNA, 40_000), ANNA), ["1"]),  # a clock that is wrong tells nothing
        # nor does the moment from when programs count
        ((ANNA, gone(ANNA, 6), replace(ANNA, observed_at=IN_1970)), ["1"]),
        ((ANNA, replace(gone(ANNA), observed_at=IN_1970)), []),
        ((ANNA, BERND, gone(ANNA)), ["2"]),
    ],
)
def test_what_is_left(journal: Journal, entries: tuple[RecordVersion, ...], left: list[str]) -> None:
    told(journal, *entries)
    with journal.connect(views=("records",)) as connection:
        assert connection.sql("SELECT source_id FROM records ORDER BY ALL").fetchall() == [
            (it,) for it in left
        ]


def test_who_has_seen_it(journal: Journal) -> None:
    states = [journal.versions()]
    for entries in ((ANNA, BERND, gone(BERND)), (gone(ANNA),), (ANNA,)):
        told(journal, *entries)
        states.append(journal.versions())
    empty, both, ended, back = states
    assert journal.ended(empty, both)
    assert not journal.ended_of(empty, both)
    assert journal.ended_of(both, ended)
    assert not journal.ended(ended, back)
    assert journal.returning(ended, back) == ["crm:1"]
    assert journal.returning(both, both) == []


def end_anna(journal: Journal) -> list[str]:
    journal.append([gone(ANNA)], "end")
    return ["2", "3"]


def undo(journal: Journal) -> list[str]:
    withdrawals = of_ingest(journal, "one")
    assert effect_of(journal, withdrawals).entries == {"records": 2, "events": 0}
    journal.withdraw(withdrawals)
    return ["3"]


@pytest.mark.parametrize("act", [end_anna, undo])
@pytest.mark.parametrize("days", [400, -400])
def test_what_came_by_a_wrong_clock_can_go_and_come_back(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, days: int, act: Callable[[Journal], list[str]]
) -> None:
    clock = Clock(monkeypatch, storing, committing, clocks)
    clock.ahead = timedelta(days=days)
    journal.append([ANNA, BERND], "one")
    clock.ahead = timedelta()
    journal.append([person("3", day(5))], "two")
    before = journal.versions()

    left = act(journal)

    with journal.connect(views=("records",)) as connection:
        assert connection.sql("SELECT source_id FROM records ORDER BY ALL").fetchall() == [
            (it,) for it in left
        ]
    assert journal.append([ANNA, BERND], "again") == AppendResult(4 - len(left) - 1, len(left) - 1)
    with journal.connect(views=("records",)) as connection:
        assert connection.sql("SELECT source_id FROM records ORDER BY ALL").fetchall() == [
            ("1",),
            ("2",),
            ("3",),
        ]
    assert journal.changes("records", 0, before["records"]).num_rows == len(left)
