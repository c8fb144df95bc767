"""Somebody is erased while what was told of them is being stored: none of it comes back."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from graph.entries import Entry, Origin, Rejection
from graph.erasure.hiding import hide_in_journal
from graph.erasure.subject import subjects_of
from graph.errors import ConflictError, JournalError
from graph.files.lease import sole_lease
from graph.journal import Journal
from ingest.kafka.arrived import Partition, ReceivedMessage
from ingest.kafka.reached import ROWS
from ingest.kafka.rows import TopicRows
from ingest.mapping_files.loader import load_mapping
from tests.ingest.kafka.conftest import MAPPING
from tests.ingest.kafka.conftest import person as row
from tests.ingest.support import write
from tests.support.entries import day, email, order, person
from tests.support.erasing import ANNA, journal_in
from tests.support.messages import Line

_LONG = 60.0
_STEPS = range(4)
"""Commits of a portion, one a table, and of the ingest below."""
_SHOWN = ("records", "identifiers", "stored_events", "rejected")


class Erasure:
    """An erasure that begins at one commit of somebody else, who goes on when it is over or has to wait."""

    def __init__(self, journal: Journal, record: str, step: int) -> None:
        self._journal = Journal(journal.folder)  # as another process opens it
        self._subjects = subjects_of(self._journal, [record])
        self._step, self._steps = step, 0
        self._goes_on = threading.Event()
        self._thread = threading.Thread(target=self._erase)
        self._growing = self._journal.suppression.growing
        self._journal.suppression.growing = self._asked  # type: ignore[method-assign]

    def beside(self, append: Callable[..., int]) -> Callable[..., int]:
        """The same as `append`, with the erasure before one of the calls."""

        def appended(*given: Any) -> int:
            self.at(self._steps)
            self._steps += 1
            return append(*given)

        return appended

    def at(self, step: int) -> None:
        """Begin, if it is time."""
        if step == self._step and self._thread.ident is None:
            self._thread.start()
            assert self._goes_on.wait(_LONG)

    def ended(self) -> None:
        """Wait for its end; begun now where the other one had fewer steps."""
        if self._thread.ident is None:
            self._thread.start()
        self._thread.join(_LONG)
        assert not self._thread.is_alive()

    def _erase(self) -> None:
        try:
            hide_in_journal(self._journal, self._subjects)
        finally:
            self._goes_on.set()

    def _asked(self) -> AbstractContextManager[None]:
        """What the erasure asks for before it puts anybody on the list; where others have it, it waits."""
        with (
            suppress(JournalError),
            sole_lease(self._journal.folder / "admitting.lock", JournalError("", "")),
        ):
            return self._growing()
        self._goes_on.set()
        return self._growing()


def shown(journal: Journal, name: str) -> list[str]:
    """Rows of the journal's views that name somebody."""
    with journal.connect(views=_SHOWN) as connection:
        rows = [str(row) for view in _SHOWN for row in connection.sql(f"FROM {view}").fetchall()]
    return [row for row in rows if name in row.casefold() and "erasure" not in row]


def messages(user: str) -> list[dict[str, Any]]:
    """A visit, an order with a line, who that is by a new address, and a value that is refused."""
    bought = {"order_id": f"order-{user}", "total": "x", "products": [{"product_id": "p"}]}
    sent: list[dict[str, Any]] = [
        {"type": "page"},
        {"type": "track", "event": "Order Completed", "properties": bought},
        {"type": "identify", "traits": {"email": f"{user}@new.example", "phone": f"? {user}"}},
    ]
    return [{"messageId": f"{user}-{at}", "userId": user, **each} for at, each in enumerate(sent)]


def test_in_each_step_of_a_portion_of_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line.at(tmp_path / "home")
    for step in _STEPS:
        line.put({"type": "identify", "messageId": f"first-{step}", "userId": f"eva-lang-{step}"})
    line.drain()

    for step in _STEPS:
        user = f"eva-lang-{step}"
        line.put(*messages(user), {"type": "page", "messageId": f"other-{step}", "userId": "otto"})
        erasure = Erasure(line.journal, f"web:{user}", step)
        with monkeypatch.context() as patched:
            patched.setattr(line.journal, "append_table", erasure.beside(line.journal.append_table))
            line.drain()
        erasure.ended()

    line.send(*({**it, "messageId": f"again-{it['messageId']}"} for it in messages("eva-lang-0")))
    assert shown(line.journal, "eva-lang") == []
    assert len(shown(line.journal, "otto")) > len(_STEPS)  # what comes of others comes in


def before(key: str, number: int) -> Entry:
    return person(key, day(1), email(f"{key}@{number}.example"), source="shop")


def entries(key: str) -> Iterator[Entry]:
    yield person(key, day(3), email(f"{key}@new.example"), source="shop")
    yield order(f"order-{key}", key, day(4))
    yield person(f"other-{key[-1]}", day(3), family_name="Otto")


def test_in_each_step_of_an_ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has a value waiting: it went back to what it had been before."""
    journal = Line.at(tmp_path / "home").journal
    for step in _STEPS:
        key = f"eva-lang-{step}"
        for number in (1, 2):
            journal.append([before(key, number)], f"before-{number}")
        erasure = Erasure(journal, f"shop:{key}", step)
        with monkeypatch.context() as patched:
            patched.setattr(journal, "append_table", erasure.beside(journal.append_table))
            appending = journal.appending("while")
            appending.append([before(key, 1)])
            appending.append(entries(key))
            refused = Rejection("shop", Origin("k.csv", 1), "phone", "?", "is none", f"{key};?")
            journal.reject([refused], "while")
            erasure.at(_STEPS[-1])
            appending.finish()
        erasure.ended()

    assert shown(journal, "eva-lang") == []
    assert len(shown(journal, "other-")) >= len(_STEPS)


def test_in_each_commit_of_rows_of_a_topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that says nothing of anybody else is read on behind, too."""
    journal = Line.at(tmp_path / "home").journal
    topic = TopicRows(
        journal, load_mapping(write(tmp_path / "shop.yaml", MAPPING.format(address="k:9", topic="t")))
    )
    partition, offsets = Partition("t", 0), count()

    def arrived(nr: int, **more: Any) -> ReceivedMessage:
        value = json.dumps(row(nr, **more)).encode()
        return ReceivedMessage(partition, next(offsets), None, value, day(1))

    topic.store([arrived(1 + step) for step in range(len(ROWS))], {"t": 1})
    for step in range(len(ROWS)):
        erasure = Erasure(journal, f"shop:{1 + step}", step)
        told = [arrived(1 + step, name="Eva Lang", order=f"A{step}", at="2026-01-05", total="x")]
        with monkeypatch.context() as patched:
            patched.setattr(journal, "append_table", erasure.beside(journal.append_table))
            topic.store(told + [arrived(9)] * (step % 2), {"t": 1})
        erasure.ended()

    assert shown(journal, "eva lang") == []
    assert len(shown(journal, "anna alt09")) == 1
    assert topic.store([arrived(1, name="Eva Lang")], {"t": 1}).suppressed == 1


def test_of_somebody_whose_records_became_more_nothing_is_erased_untold(tmp_path: Path) -> None:
    """Nor is it kept by what was told before: with the next look all of it goes."""
    journal = journal_in(tmp_path / "home")

    def assigned(record: str, customer: str) -> None:
        row = {"record_id": record, "customer_id": customer, "valid_from": day(6)}
        journal.append_table("assignments", pa.Table.from_pylist([row]))

    told = subjects_of(journal, ["c1"]), subjects_of(journal, ["crm:C-10002"])
    journal.append([person("v", day(6), email(ANNA), source="web", given_name="Anna")], "late")
    assigned("web:v", "c1")
    assigned("crm:C-10002", "c3")
    for subjects in told:
        with pytest.raises(ConflictError, match="1 more records"):
            hide_in_journal(journal, subjects)
    assert shown(journal, "web:v")
    assert journal.suppression.now().is_empty()

    both = subjects_of(journal, ["c1", "c3"])
    assert [it.records for it in both] == [
        ("crm:C-10001", "shop:S-20001", "web:v"),
        ("crm:C-10002", "shop:S-20002"),
    ]
    hide_in_journal(journal, both)
    assert [row for name in ("web:v", "carl", ANNA) for row in shown(journal, name)] == []
