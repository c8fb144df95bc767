"""What is taken in appears in the graph, at the customer whom it is about, by itself."""

import itertools
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.intake import follower
from api.intake.follower import Follower
from api.workspace import Workspace
from graph.settings import Settings
from graph.store import Store
from ingest.live import drain, log
from tests.support.messages import Line
from tests.support.people import resolved
from tests.support.stores import reading, settings_of

_EVENTS = reading(
    """MATCH (:Account {value: $account})<-[:OWNS_ACCOUNT]-(:SourceRecord)-[:RESOLVES_TO]->(c:Customer)
    MATCH (c)<-[:RESOLVES_TO]-(:SourceRecord)-[:DID]->(e:Event)
    RETURN DISTINCT c.id AS customer, c.email AS email, e.name AS name ORDER BY name""",
    "account",
)
_MANY = 120.0


@contextmanager
def following(settings: Settings) -> Iterator[None]:
    """A follower in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=Follower(settings).run, args=(stop.wait,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def until(store: Store, account: str, names: set[str]) -> list[dict[str, Any]]:
    """The events of a user's customer, once they have these names."""
    began = time.monotonic()
    while True:
        found = store.run(_EVENTS, account=account)
        if {row["name"] for row in found} == names:
            return found
        assert time.monotonic() - began < _MANY, found
        time.sleep(0.05)


@pytest.fixture
def line(embedded_store: Store, tmp_path: Path) -> Line:
    """People who are resolved, and a log."""
    journal, _ = resolved(tmp_path / "home")
    return Line(settings_of(embedded_store.endpoint, tmp_path / "home"), journal)


def test_who_is_whom_follows_from_what_is_sent(line: Line, embedded_store: Store) -> None:
    """A visitor's history comes along to the known customer, an alias brings that of another id; two users of
    one device stay two."""
    ids = itertools.count(1)

    def sent(type_: str, **said: Any) -> dict[str, Any]:
        return {"type": type_, "messageId": f"m{next(ids)}", **said}

    traits = {"firstName": "Anna", "lastName": "Albers", "email": "anna.albers0@mail.de"}
    with following(line.settings):
        line.put(
            sent("track", event="Looked", anonymousId="v"),
            sent("identify", anonymousId="v", userId="4711", traits=traits),
            sent("track", event="Before", userId="old"),
            sent("alias", userId="4711", previousId="old"),
            sent("track", event="One", anonymousId="w", userId="8001"),
            sent("identify", anonymousId="w", userId="8002"),
            sent("track", event="Two", anonymousId="w"),
        )
        known = until(embedded_store, "web:4711", {"Looked", "Before"})
        one, two = (
            until(embedded_store, f"web:{user}", {it}) for user, it in (("8001", "One"), ("8002", "Two"))
        )
        line.put(sent("track", event="Bought", userId="4711"))
        later = until(embedded_store, "web:4711", {"Bought", "Before", "Looked"})

    assert {row["customer"] for row in later} == {row["customer"] for row in known}
    assert {row["email"] for row in later} == {"anna.albers0@mail.de"}
    assert len({row["customer"] for row in (*known, *one, *two)}) == 3


def test_graph_waits_while_the_journal_is_far_behind(
    embedded_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the writing of the graph the journal would be caught up late."""
    line = Line.at(tmp_path / "home")
    line.settings = settings_of(embedded_store.endpoint, tmp_path / "home")
    for number in range(12):
        line.put({"type": "track", "messageId": f"m{number}", "event": "Looked", "userId": "4711"})
    left, follow = [], Workspace.follow
    shown = threading.Event()

    def watched(workspace: Workspace, *arguments: Any) -> int:
        left.append(log.waiting(workspace.journal, workspace.settings).messages)
        rows = follow(workspace, *arguments)
        if not left[-1]:
            shown.set()
        return rows

    monkeypatch.setattr(Workspace, "follow", watched)
    monkeypatch.setattr(drain, "_PORTION", 1)
    monkeypatch.setattr(follower, "BEHIND_BYTES", 0)
    with following(line.settings):
        assert shown.wait(_MANY)

    assert set(left) == {0}


def test_a_follower_has_ended_with_its_server_even_if_it_has_to_be_broken_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    program = f"open({str(begun)!r}, 'w'); import sys, time; sys.stdin.read(); time.sleep(0.1); "
    monkeypatch.setattr(follower, "ENDING_SECONDS", 2.0)
    for last in (f"open({str(ended)!r}, 'w')", "time.sleep(60)"):
        monkeypatch.setattr(follower, "_COMMAND", (sys.executable, "-S", "-c", program + last))
        with follower.following():
            while not begun.exists():
                time.sleep(0.01)
        begun.unlink()

    assert ended.exists()


def test_a_follower_that_cannot_be_started_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program, begun = tmp_path / "python", tmp_path / "begun"
    monkeypatch.setattr(follower, "_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(follower, "_COMMAND", (str(program), "-S", "-c", f"open({str(begun)!r}, 'w')"))
    until = time.monotonic() + 20
    with follower.following():
        while not caplog.messages and time.monotonic() < until:
            time.sleep(0.01)
        program.symlink_to(sys.executable)
        while not begun.exists() and time.monotonic() < until:
            time.sleep(0.01)

    assert begun.exists()
    assert "cannot be started" in caplog.messages[0]
