"""What ends: by arrival, or by time where both have one, and known to whoever has seen it."""

from dataclasses import replace

import pytest

from graph.entries import RecordVersion
from graph.journal import Journal
from tests.support.entries import day, person


def gone(record: RecordVersion, at: float | None = None) -> RecordVersion:
    time = None if at is None else day(at)
    return replace(record, attributes={}, identifiers=(), observed_at=time, ended="deleted")


def told(journal: Journal, *entries: RecordVersion) -> None:
    appending = journal.mirror("one")
    appending.append(entries)
    appending.finish()


ANNA, BERND = person("1", day(5), given_name="Anna"), person("2", day(5), given_name="Bernd")


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        ((ANNA, gone(ANNA)), []),
        ((gone(ANNA), ANNA), ["1"]),
        ((ANNA, gone(ANNA), ANNA), ["1"]),
        ((ANNA, gone(ANNA, 4)), ["1"]),
        ((gone(ANNA, 6), ANNA), []),
        ((gone(ANNA, 40_000), ANNA), ["1"]),  # a clock that is wrong tells nothing
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
