"""Files, mappings and a sink for the tests of ingest."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import orjson
import pyarrow as pa
import pytest

from graph.entries import (
    CountedItem,
    EdgeItem,
    Entry,
    Event,
    Identifier,
    NodeItem,
    Origin,
    RecordVersion,
    Rejection,
)
from graph.errors import MappingError
from graph.journal.appending.full_state import FullState
from graph.journal.quality.quarantine import OpenRejection, RejectionFilter
from graph.journal.reading.spellings import Spellings
from graph.journal.tables.schema import PERSON_COLUMNS
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.model.traits import Trait
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.history import EarlierReading
from ingest.rows.line_numbers import StoredLine


@dataclass
class Appended:
    """Counts as the journal gives them."""

    accepted: int
    unchanged: int = 0
    suppressed: int = 0


def version_of(row: Mapping[str, Any]) -> RecordVersion:
    """The entry that is a row of the journal's records."""
    attributes = {name: row[name] for name in PERSON_COLUMNS if row[name] is not None}
    traits = orjson.loads(row["traits"] or "{}")
    origin = Origin(row["file"], row["line"])
    known = row["source"], row["source_id"], attributes, _identifiers(row), row["observed_at"], origin
    return RecordVersion(*known, row["ended"] or "", traits)


def event_of(row: Mapping[str, Any]) -> Event:
    """The entry that is a row of the journal's events."""
    nodes = [NodeItem(label, tuple(key), _with_times(stated)) for label, key, stated in _listed(row["nodes"])]
    edges = [
        EdgeItem(type_, (start[0], tuple(start[1])), (end[0], tuple(end[1])), _with_times(stated))
        for type_, start, end, stated in _listed(row["edges"])
    ]
    counted = tuple(CountedItem(**it) for it in row["counted"])
    known = row["kind"], row["key"], row["source"], row["source_id"], row["at"]
    stated = _identifiers(row), tuple(nodes), tuple(edges), counted, orjson.loads(row["details"] or "{}")
    return Event(*known, Origin(row["file"], row["line"]), *stated, row["ended"] or "")


def _identifiers(row: Mapping[str, Any]) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(it["kind"], it["value"], orjson.loads(it["properties"] or "{}"))
        for it in row["identifiers"]
    )


def _listed(json: str | None) -> list[Any]:
    found: list[Any] = orjson.loads(json or "[]")
    return found


def _with_times(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Properties with the times among them as such: JSON knows texts alone."""
    return {name: _time(value) if _is_time(value) else value for name, value in stated.items()}


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("+00:00")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@dataclass
class MemorySink:
    """A sink that keeps what it gets."""

    entries: list[Entry] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    declared: list[tuple[str, Trait]] = field(default_factory=list)

    def appending(self, ingest_id: str) -> "MemorySink":
        assert ingest_id
        return self

    def mirror(self, ingest_id: str) -> "MemorySink":
        return self.appending(ingest_id)

    def full_state(
        self,
        _source: str,
        _fits: Callable[[str], bool],
        _more: Sequence[Withdrawal],
        _kinds: Collection[str] | None,
    ) -> FullState:
        raise AssertionError("there is no state to compare with")

    def append(self, entries: Sequence[Entry]) -> Appended:
        self.entries += entries
        return Appended(len(entries))

    def append_checked(self, entries: Sequence[Entry]) -> Appended:
        return self.append(entries)

    def append_rows(self, table: str, rows: pa.Table) -> Appended:
        entry_of: Callable[[dict[str, Any]], Entry] = version_of if table == "records" else event_of
        return self.append(list(map(entry_of, rows.to_pylist())))

    def finish(self) -> Counter[str]:
        return Counter()

    def reject(self, rejections: Sequence[Rejection], ingest_id: str) -> int:
        assert ingest_id
        self.rejections += rejections
        return len(rejections)

    def in_quarantine(self, _only: RejectionFilter) -> list[OpenRejection]:
        return []

    def release(self, source: str, ids: Sequence[str], why: str, ingest_id: str) -> int:
        raise AssertionError(f"there is nothing to release: {source} {ids} {why} {ingest_id}")

    def readings(self, _source: str, _content: str | None) -> list[EarlierReading]:
        return []

    def logged(self, _source: str) -> list[EarlierReading]:
        return []

    def lines_of_orders(self, _source: str, _keys: Collection[str]) -> list[StoredLine]:
        return []

    def restated_orders(self, *_asked: object) -> dict[str, int]:
        return {}

    def versions(self) -> dict[str, int]:
        return {}

    def reached(self) -> str:
        return "{}"

    def has_reached(self, text: str | None) -> bool:
        raise AssertionError(f"there is nothing before: {text}")

    def untouched(self, *since: object) -> bool:
        raise AssertionError(f"there is nothing before: {since}")

    def confirm(self, *file: str) -> None:
        raise AssertionError(f"there is nothing that is the same: {file}")

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> None:
        raise AssertionError(f"there is nothing to withdraw: {withdrawals}")

    def same_as(self, *earlier: str) -> None:
        raise AssertionError(f"there is nothing that is the same: {earlier}")

    def append_table(self, name: str, rows: pa.Table) -> int:
        self.tables.setdefault(name, []).append(rows)
        return 1

    def traits(self) -> list[tuple[str, Trait]]:
        return self.declared

    def spelt_otherwise(self, ingest_id: str, since: Mapping[str, int]) -> Spellings:
        del ingest_id, since
        return Spellings()

    def count_references(self, ingest_id: str, since: Mapping[str, int]) -> dict[str, int]:
        assert ingest_id
        assert since == self.versions()
        return {}

    @property
    def records(self) -> list[RecordVersion]:
        return [entry for entry in self.entries if isinstance(entry, RecordVersion)]

    def events(self, kind: str) -> list[Event]:
        return [entry for entry in self.entries if isinstance(entry, Event) and entry.kind == kind]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Writes a dedented text and returns the path."""
    path.write_bytes(dedent(text).lstrip("\n").encode(encoding))
    return path


def refusal(tmp_path: Path, text: str) -> list[str]:
    """The mistakes found in a mapping, each as `line: message`."""
    path = write(tmp_path / "crm.yaml", text)
    with pytest.raises(MappingError) as caught:
        load_mapping(path)
    lines = caught.value.message.splitlines()[1:]
    assert all(line.startswith(f"{path}:") for line in lines)
    return [line.removeprefix(f"{path}:") for line in lines]
