"""Topics of rows: each message once, wherever reading breaks off; what is no row is set aside."""

from __future__ import annotations

import json
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from graph.errors import IngestError, JournalError
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter
from graph.journal.tables.committing import Position
from graph.settings import Settings
from ingest.kafka import consuming
from ingest.kafka.arrived import Partition, ReceivedMessage
from ingest.kafka.consuming import ConsumeOptions
from ingest.kafka.reached import LostOffsets
from ingest.kafka.rows import PortionCounts, TopicRows
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.pipeline import ingest, replay
from tests.ingest.kafka.conftest import MAPPING, Shop, person, read_all
from tests.ingest.support import write
from tests.support.entries import day


class KilledError(Exception):
    """The process is gone."""


def breaking_off(shop: Shop, monkeypatch: pytest.MonkeyPatch, commits: int) -> None:
    """Read, and be killed instead of a commit, after so many."""
    left = iter(range(commits))
    append = Journal.append_table

    def append_table(self: Journal, *given: Any) -> int:
        if next(left, None) is None:
            raise KilledError
        return append(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append_table", append_table)
        with pytest.raises(KilledError):
            shop.read()


def test_reading_goes_on_where_the_journal_is(shop: Shop) -> None:
    shop.put(person(1), person(2, order="A1", at="2026-01-05", total="9.50"), partition=1)
    shop.put(person(3))
    first = shop.read()
    nothing = shop.read()
    shop.put(person(4), person(1, name="Anna Neu"), partition=1)
    second = shop.read()

    assert (first.messages, nothing.messages, second.messages) == (3, 0, 2)
    assert shop.names == ["Anna Neu", "Anna Alt02", "Anna Alt03", "Anna Alt04"]
    assert shop.rows("SELECT key, record_id FROM events WHERE kind = 'order'") == [("shop:A1", "shop:2")]
    assert shop.rows("SELECT file, line FROM stored_records WHERE source_id = '3'") == [
        (f"topic {shop.topic}:0", 0)
    ]


@pytest.mark.parametrize("commits", range(4))
def test_what_breaks_off_is_read_again_and_stored_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    """Before each commit of a portion, with a value that went back: what was stored of it stays."""
    rows = [person(1, name="A A"), person(1, name="B B"), person(1, name="A A", order="A1", at="2026-01-05")]
    shop.put(*rows, b"nonsense")
    breaking_off(shop, monkeypatch, commits)
    shop.put(person(2))
    shop.read()

    assert shop.rows("SELECT full_name FROM stored_records ORDER BY ALL") == [
        ("A A",),
        ("A A",),
        ("Anna Alt02",),
        ("B B",),
    ]
    assert shop.rows("SELECT count(*) FROM stored_events WHERE kind = 'order'") == [(1,)]
    assert shop.rows("SELECT count(*) FROM rejected") == [(1,)]


POISON = [
    (b"{not JSON", "is not valid JSON"),
    (b"[1, 2]", "is not a JSON object"),
    (b"", "is not valid JSON"),
    (b'{"nr": "\xff"}', "has a byte (0xff)"),
    (b"\0\0\0\0\x07\x02\x0aAnna", "Avro or Protobuf"),
    (b'{"a":' * 200 + b"1" + b"}" * 200, "is nested deeper"),
    (b'{"nr": 9, "name": "' + b"x" * 100_000 + b'"}', "is larger than 100,000 bytes"),
    (b'{"nr": 9, "nr": 8}', "a key that is there twice"),
    (b'{"name": "Nobody"}', "is empty"),
]


def test_poison_is_set_aside_with_its_place_and_the_rest_goes_on(shop: Shop) -> None:
    shop.put(person(1), *(value for value, _ in POISON), person(2), partition=2)
    brought = shop.read()

    assert shop.names == ["Anna Alt01", "Anna Alt02"]
    assert brought.rejected == len(POISON)
    found = shop.rows("SELECT file, line, reason FROM rejected ORDER BY line")
    assert [(file, line) for file, line, _ in found] == [
        (f"topic {shop.topic}:2", offset) for offset in range(1, len(POISON) + 1)
    ]
    for (_, _, reason), (_, expected) in zip(found, POISON, strict=True):
        assert expected in reason


def test_what_was_set_aside_comes_back_by_a_corrected_mapping(shop: Shop) -> None:
    shop.put({"nr": 1, "name": "Anna Alt", "mail": "anna@mail.de", "order": "A1", "when": "2026-01-05"})
    assert shop.read().rejected == 1
    text = shop.path.read_text(encoding="utf-8").replace("ordered_at: at", "ordered_at: when")
    shop.path.write_text(text, encoding="utf-8")
    replay(shop.path, RejectionFilter(), shop.journal)

    assert shop.rows("SELECT key FROM events WHERE kind = 'order'") == [("shop:A1",)]
    assert list(shop.journal.in_quarantine()) == []


def test_json_in_the_frame_of_a_schema_registry_is_read(shop: Shop) -> None:
    shop.put(b'\0\0\0\0\x07{"nr": 1, "name": "Anna Alt"}')
    shop.read()
    assert shop.names == ["Anna Alt"]


def test_a_tombstone_ends_what_its_key_names(shop: Shop) -> None:
    """However the key is written; one that names nothing of the mapping ends nothing."""
    shop.put(*map(person, range(1, 6)))
    for key in ("1", '"2"', '{"nr": 3}', '{"schema": {}, "payload": {"nr": 4}}', '["?"]', None):
        shop.put(None, key=key)
    first = shop.read()
    assert (shop.names, first.passed_over) == (["Anna Alt05"], 2)

    shop.put(person(1))
    shop.read()
    assert shop.names == ["Anna Alt01", "Anna Alt05"]


@pytest.mark.parametrize("chunk", [1, 2])
def test_values_that_go_back_within_a_portion_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """However many entries are stored at once."""
    for module in ("graph.journal.appending.appending", "ingest.kafka.rows"):
        monkeypatch.setattr(f"{module}.CHUNK", chunk)
    journal = Journal.open(Settings(home=tmp_path / "home"))
    mapping = load_mapping(write(tmp_path / "shop.yaml", MAPPING.format(address="none:9", topic="t")))
    offsets = count()

    def portion(*rows: dict[str, Any] | None) -> PortionCounts:
        messages = [
            ReceivedMessage(Partition("t", 0), next(offsets), b"1", row and json.dumps(row).encode(), day(1))
            for row in rows
        ]
        return TopicRows(journal, mapping).store(messages, {"t": 1})

    def names() -> list[str]:
        with closing(journal.connect(views=("records",))) as connection:
            found = connection.sql("SELECT full_name FROM records ORDER BY source_id").fetchall()
        return [name for (name,) in found]

    first, second = person(1, name="A A"), person(1, name="B B")
    portion(first)
    assert portion(second, person(2), person(3), first).messages == 4
    assert names() == ["A A", "Anna Alt02", "Anna Alt03"]
    portion(None, second, None, first, second)
    assert names() == ["B B", "Anna Alt02", "Anna Alt03"]


def test_what_a_topic_no_longer_keeps_is_told_and_counted(shop: Shop) -> None:
    shop.put(person(1))
    shop.read()
    shop.put(*(person(nr, filler="x" * 90_000) for nr in range(2, 80)))
    with pytest.raises(LostOffsets) as lost:
        shop.read()
    assert "messages of topic " in lost.value.message
    assert "offsets 1 to " in lost.value.message
    assert "--accept-losses" in str(lost.value.hint)
    assert shop.names == ["Anna Alt01"]

    gone = int(lost.value.message.split()[0])
    brought = shop.read(ConsumeOptions(accept_losses=True))
    assert brought.messages == 78 - gone
    assert len(shop.names) == 79 - gone


def test_a_topic_that_ends_before_where_the_journal_is(shop: Shop) -> None:
    """It was made anew, in a cluster that gives topics no ids: read again, nothing is doubled."""
    shop.put(person(1), person(2))
    shop.read()
    for table in ("records", "events", "messages"):
        shop.journal.append_table(table, pa.table({}), [Position(f"kafka shop {shop.topic}/0", 100)])
    with pytest.raises(LostOffsets, match=r":0 ends at offset 2, and 99 was to be read next"):
        shop.read()
    shop.put(person(3))
    brought = shop.read(ConsumeOptions(accept_losses=True))
    assert (brought.accepted, brought.unchanged) == (1, 2)
    assert shop.names == ["Anna Alt01", "Anna Alt02", "Anna Alt03"]


def test_reading_from_the_beginning_changes_nothing(shop: Shop) -> None:
    shop.put(person(1), person(2), partition=3)
    shop.read()
    again = shop.read(ConsumeOptions(full=True))
    assert (again.messages, again.accepted, again.unchanged) == (2, 0, 2)


def test_two_readers_of_one_home(shop: Shop) -> None:
    with shop.opened(), pytest.raises(JournalError, match="reads the topics of source shop") as told:
        shop.read()
    assert "all partitions" in str(told.value.hint)


def test_a_reader_that_stays(shop: Shop) -> None:
    """What comes later is read, with a look at the partitions after each portion."""
    with shop.opened(ConsumeOptions(look_seconds=0)) as topics:
        read_all(topics)
        shop.put(person(1), person(2), partition=1)
        while not shop.names:
            topics.portion()
        assert set(topics.behind().values()) == {0}


def test_a_cluster_that_does_not_answer_for_a_while(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which partitions there are is asked again later; what comes is read meanwhile."""

    def unanswered(*_: Any) -> Any:
        raise IngestError("No broker answers.", "")

    with shop.opened(ConsumeOptions(look_seconds=0)) as topics:
        with monkeypatch.context() as patched:
            patched.setattr(consuming, "metadata", unanswered)
            shop.put(person(1))
            while not shop.names:
                topics.portion()
        shop.put(person(2))
        while len(shop.names) < 2:
            topics.portion()


def test_how_far_it_is_behind(shop: Shop) -> None:
    shop.put(*map(person, range(1, 8)))
    with shop.opened() as topics:
        assert sum(topics.behind().values()) == 7
        topics.portion(lambda: False)
        assert sum(topics.behind().values()) == 7
        read_all(topics)
        assert sum(topics.behind().values()) == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("topic: orders", "topic: ordrs"), "no topic ordrs"),
        (("bootstrap: ", "bootstrap_env: NOBODY_SET #"), "NOBODY_SET is not set"),
        (("key: nr", "key: nr, settings_env: NOBODY_SET"), "NOBODY_SET is not set"),
    ],
)
def test_what_cannot_be_read_is_told(shop: Shop, change: tuple[str, str], told: str) -> None:
    text = shop.path.read_text(encoding="utf-8")
    if "#" in change[1]:
        text = text.replace(f'bootstrap: "{shop.kafka.address}"', "bootstrap_env: NOBODY_SET")
    shop.path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(IngestError, match=told):
        shop.read()


def test_settings_that_decide_what_is_read_are_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTINGS", "security.protocol=PLAINTEXT\nauto.offset.reset=latest")
    text = shop.path.read_text(encoding="utf-8").replace("key: nr", "key: nr, settings_env: SETTINGS")
    shop.path.write_text(text, encoding="utf-8")
    with pytest.raises(IngestError, match=r'"auto\.offset\.reset" that is not to be set'):
        shop.read()


def test_a_file_of_such_rows_goes_through_the_same_mapping(shop: Shop) -> None:
    dump = shop.folder / "dump.jsonl"
    row = {"nr": 1, "name": "Anna Alt", "order": "A1", "at": "2026-01-05"}
    dump.write_text(json.dumps(row), encoding="utf-8")
    assert ingest(shop.path, (dump,), shop.journal).total("accepted") == 2
    with pytest.raises(IngestError, match="nothing but topics"):
        ingest(shop.path, (), shop.journal)
