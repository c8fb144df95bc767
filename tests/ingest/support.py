"""Files, mappings and a sink for the tests of ingest."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import orjson
import pyarrow as pa
import pytest

from graph.entries import Entry, Event, Identifier, Origin, RecordVersion, Rejection
from graph.errors import MappingError
from graph.journal.appending.full_state import FullState
from graph.journal.quality.quarantine import Only, OpenRejection
from graph.journal.tables.schema import PERSON_COLUMNS
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.model.traits import Trait
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.history import EarlierReading


@dataclass
class Appended:
    """Counts as the journal gives them."""

    accepted: int
    unchanged: int = 0


def version_of(row: Mapping[str, Any]) -> RecordVersion:
    """The entry that is a row of the journal's records."""
    attributes = {name: row[name] for name in PERSON_COLUMNS if row[name] is not None}
    identifiers = [
        Identifier(it["kind"], it["value"], orjson.loads(it["properties"] or "{}"))
        for it in row["identifiers"]
    ]
    traits = orjson.loads(row["traits"] or "{}")
    origin = Origin(row["file"], row["line"])
    known = row["source"], row["source_id"], attributes, tuple(identifiers), row["observed_at"], origin
    return RecordVersion(*known, row["ended"] or "", traits)


@dataclass
class MemorySink:
    """A sink that keeps what it gets."""

    entries: list[Entry] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    declared: list[tuple[str, Trait]] = field(default_factory=list)

    def intake(self, ingest_id: str) -> "MemorySink":
        assert ingest_id
        return self

    def mirror(self, ingest_id: str) -> "MemorySink":
        return self.intake(ingest_id)

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

    def append_records(self, rows: pa.Table) -> Appended:
        return self.append(list(map(version_of, rows.to_pylist())))

    def finish(self) -> Counter[str]:
        return Counter()

    def reject(self, rejections: Sequence[Rejection], ingest_id: str) -> int:
        assert ingest_id
        self.rejections += rejections
        return len(rejections)

    def in_quarantine(self, _only: Only) -> list[OpenRejection]:
        return []

    def release(self, source: str, ids: Sequence[str], why: str, ingest_id: str) -> int:
        raise AssertionError(f"there is nothing to release: {source} {ids} {why} {ingest_id}")

    def readings(self, _source: str, _content: str | None) -> list[EarlierReading]:
        return []

    def versions(self) -> dict[str, int]:
        return {}

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
