"""From the log into the journal: each message once, wherever it breaks off."""

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from graph.erasure.hiding import hide_in_journal
from graph.erasure.subject import subjects_of
from graph.errors import JournalError
from graph.journal.tables.committing import Position
from graph.journal.withdrawing.withdrawals import Withdrawal
from ingest.live.drain import Drain
from ingest.live.log import WaitingMessages, waiting
from tests.support.messages import NOW, Line, four_messages, kept_in_mind, message


def test_a_batch_that_is_sent_again_adds_nothing(line: Line) -> None:
    sent = [message("track", event="Signed up", userId="1"), message("identify", userId="1"), {"type": "?"}]
    line.send(*sent)
    again = line.send(*sent, {**sent[0], "messageId": None}, {**sent[0], "messageId": None})

    assert (again.messages, again.repeated, again.refused) == (4, 3, 0)
    assert line.rows("SELECT count(*) FROM stored_messages") == [(3,)]
    assert line.rows("SELECT count(*) FROM events WHERE kind = 'event'") == [(2,)]
    assert line.rows("SELECT count(*) FROM rejected") == [(1,)]


def test_who_comes_again_is_no_news(line: Line) -> None:
    """But who says more of who they are, for the first time."""
    first = line.send(*(message("page", anonymousId=name) for name in "abb"))
    again = line.send(message("page", anonymousId="a"), message("track", event="Seen", anonymousId="b"))
    told = line.send(message("identify", anonymousId="a", userId="u"), message("page", anonymousId="b"))

    assert (first.news, again.news, told.news) == (("web:a", "web:b"), (), ("web:u",))


def test_ids_of_messages_are_a_source_s_own(line: Line) -> None:
    """Another source may use the same ids: nothing vanishes because of that."""
    sent = message("track", event="Signed up", userId="1")
    line.send(sent)
    other = Line(line.settings, line.journal)
    other.send(sent)
    keys = line.rows("SELECT key FROM events")

    assert keys == [(f"web:{sent['messageId']}",)]


def test_a_blank_id_of_a_message_is_none(line: Line) -> None:
    sent = [{**message("track", userId="1", event=name), "messageId": "  "} for name in ("a", "b", "a")]

    assert line.send(*sent).repeated == 1
    assert line.rows("SELECT count(*) FROM events") == [(2,)]


@pytest.mark.parametrize(("time", "happened"), [({}, 3), ({"timestamp": "2026-05-01T11:00:00Z"}, 1)])
def test_what_says_neither_id_nor_time_happened_as_often_as_it_came(
    line: Line, monkeypatch: pytest.MonkeyPatch, time: dict[str, str], happened: int
) -> None:
    click = {"type": "track", "event": "Click", "userId": "1", **time}
    line.send(click, click)
    monkeypatch.setattr("tests.support.messages.NOW", NOW + timedelta(seconds=5))
    line.send(click)

    assert line.rows("SELECT count(*) FROM events WHERE kind = 'event'") == [(happened,)]


@pytest.mark.parametrize("forgetful", [False, True])
@pytest.mark.parametrize("moment", [0, 1, 2, 3, 4])
def test_what_breaks_off_is_made_up_for_once(
    line: Line, monkeypatch: pytest.MonkeyPatch, moment: int, forgetful: bool
) -> None:
    """At any of its commits, and after the last one; with the memory of before, and without."""
    line.send(message("identify", anonymousId="a", userId="u0"))
    store = line.journal.append_table
    commits = iter(range(10))

    def doomed(name: str, rows: pa.Table, positions: Sequence[Position] = ()) -> int:
        if next(commits) == moment:
            raise JournalError("The disk is full.")
        stored = store(name, rows, positions)
        if name == "messages" and moment == 4:
            raise JournalError("The process was killed before it could remember.")
        return stored

    line.put(*four_messages())
    with monkeypatch.context() as patch:
        patch.setattr(line.journal, "append_table", doomed)
        with pytest.raises(JournalError):
            line.drain()
    if forgetful:
        (line.settings.home / "waiting" / "memory.sqlite").unlink()

    line.drain()

    assert line.rows("SELECT kind, record_id FROM stored_events ORDER BY ALL") == [
        ("order", "web:u1"),
        ("page_view", "web:a"),
        ("page_view", "web:u2"),
    ]
    assert line.rows(
        "SELECT record_id FROM records WHERE record_id LIKE '%:u%' AND record_id <> 'web:u2' ORDER BY 1"
    ) == [
        ("web:u0",),
        ("web:u1",),
    ]
    assert line.rows("SELECT count(*), count(DISTINCT message_id) FROM stored_messages") == [(5, 5)]
    assert line.rows("SELECT field, value FROM rejected") == [("total", "x")]
    assert line.rows("SELECT record_id, value FROM identifiers WHERE kind = 'cookie' ORDER BY ALL") == [
        ("web:a", "web:a"),
        ("web:u0", "web:a"),
        ("web:u1", "web:a#2"),
        ("web:u2", "web:a#3"),
    ]


def test_what_waits_is_counted(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of little; of very much the rest is taken to be like its beginning."""
    assert waiting(line.journal, line.settings) == WaitingMessages()
    line.put(message("track", userId="1", event="a"), message("track", userId="1", event="b"))
    line.put(message("track", userId="1", event="c"))
    found = waiting(line.journal, line.settings)
    assert (found.requests, found.messages) == (2, 3)
    assert found.oldest_seconds > 0

    monkeypatch.setattr("ingest.live.log._COUNTED_BYTES", 1)
    for _ in range(3):
        line.put(message("track", userId="1", event="a"), message("track", userId="1", event="b"))
    assert waiting(line.journal, line.settings).messages == pytest.approx(9, abs=1)
    line.drain()
    assert waiting(line.journal, line.settings) == WaitingMessages()


def test_large_messages_are_stored_fewer_at_a_time(line: Line) -> None:
    """Each may become as many entries as it has bytes."""
    for number in range(90):
        line.put(message("track", userId="1", event="Large", properties={"text": f"{number}" + "x" * 29_000}))
    with closing(Drain(line.journal, line.settings)) as drain:
        found = [drain.portion().messages for _ in range(3)]

    assert found == [35, 35, 20]  # the first that come to a megabyte


def test_a_damaged_memory_is_made_again(line: Line) -> None:
    sent = message("identify", anonymousId="a", userId="u0")
    line.send(sent)
    (line.settings.home / "waiting" / "memory.sqlite").write_bytes(b"x" * 10_000)

    assert line.send(sent).repeated == 1


def test_what_is_whole_comes_in_before_damage_is_told(line: Line) -> None:
    line.put(message("track", event="Before", userId="1"))
    line.put(message("track", event="Damaged", userId="1"))
    [log] = (line.settings.home / "waiting").glob("*.wal")
    log.write_bytes(log.read_bytes().replace(b"Damaged", b"Demaged"))

    with pytest.raises(JournalError, match="damaged"):
        line.drain()

    assert line.rows("SELECT count(*) FROM stored_messages") == [(1,)]


def test_what_a_source_says_over_http_can_be_taken_back(line: Line) -> None:
    line.send(message("track", userId="1", event="Wrong"))
    [reading] = line.journal.readings("web")
    line.journal.withdraw([Withdrawal(reading.ingest_id, "web", None, "undone")])
    line.send(message("track", userId="1", event="Right"))

    assert line.rows("SELECT nodes LIKE '%Right%' FROM events") == [(True,)]


"""What does not tell when something came, by view."""


def test_of_who_was_erased_nothing_is_kept_in_mind(tmp_path: Path) -> None:
    """Whether a message names them or its mapping finds them: others are who they are without it."""
    line, twin = Line.at(tmp_path / "home"), Line.at(tmp_path / "twin")
    known = {"email": "eva@lang.example", "phone": "+49 221 9876543"}
    line.send(message("identify", userId="eva-lang-1", traits=known))
    hide_in_journal(line.journal, subjects_of(line.journal, ["web:eva-lang-1"]))
    before = kept_in_mind(line)

    others = [
        message("identify", anonymousId="device", userId="otto", traits={"email": "otto@kranich.example"}),
        message("page", anonymousId="device"),
        {"type": "?", "userId": "otto"},
    ]
    brought = line.send(
        message("page", userId="eva-lang-1", anonymousId="device"),
        message("identify", userId="other", anonymousId="device", traits={"phone": known["phone"]}),
        message("identify", userId="another", traits={"email": known["email"]}),
        {"type": "?", "userId": "eva-lang-1"},
        *others,
    )
    alone = twin.send(*others)

    assert (brought.messages, brought.suppressed, brought.news) == (5, 4, alone.news)
    assert (brought.entries, brought.refused) == (alone.entries, alone.refused)
    assert kept_in_mind(line) - before == kept_in_mind(twin)
