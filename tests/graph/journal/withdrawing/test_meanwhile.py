"""What was taken back or ended is worked out again where that may have changed, and only there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.entries import Entry
from graph.journal import Journal
from graph.journal.withdrawing import withdrawals
from graph.journal.withdrawing.withdrawals import Withdrawal, WithdrawnEntries
from graph.settings import Settings
from tests.support.entries import day, email, order, person, view

_UNCONCERNED: list[list[Entry]] = [
    [person("9", day(5))],
    [view("v9", "9", "P", day(5)), order("B9", "S9", day(5))],
]
_LATER: list[list[Entry]] = [[person("8", day(8))], [view("v8", "9", "P", day(8))]]
_CONCERNED: list[list[Entry]] = [
    [person("1", day(6), given_name="Anna")],  # was taken back
    [view("v1", "7", "P", day(6))],  # was ended, of another record now
    [replace(person("9", None), ended="gone")],
    [person("2", day(7))],  # was ended
    [order("B1", "1", day(7))],
]


def rows(found: WithdrawnEntries) -> list[Any]:
    tables = [*found.places.values(), found.gone, found.once, found.tombstones, found.ends, found.customers]
    return [sorted(map(str, table.to_pylist())) for table in tables]


def test_what_comes_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    journal.append([person("1", day(1), email("a@x.example")), order("B1", "1", day(1))], "wrong")
    journal.append([person("2", day(1)), view("v1", "1", "P", day(1)), view("v2", "3", "P", day(1))], "right")
    journal.withdraw([Withdrawal("wrong", source, None, "undone") for source in ("crm", "shop")])
    journal.append(
        [replace(it, ended="gone") for it in (person("2", None), view("v1", "1", "P", None))], "end"
    )

    for number, entries in enumerate((*_UNCONCERNED, *_CONCERNED, *_LATER)):
        before = journal.taken_back()
        journal.append(entries, f"later-{number}")
        after = journal.taken_back()
        with monkeypatch.context() as patched:
            patched.setattr(withdrawals, "_LATEST", withdrawals._Latest())
            anew = journal.taken_back()

        assert after is not None
        assert anew is not None
        assert rows(after) == rows(anew)
        assert (after is before) == (entries not in _CONCERNED)
