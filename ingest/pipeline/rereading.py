"""The very same files once more, with nothing of their source in between: known without reading them.

What an ingest stores is a function of its files, their mapping, this program and what the journal holds of
the source. Where all four are what they were, everything is unchanged, and the summary is that of the reading
before. Rules that refer to further files have no part in it: what is in those may have changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.pipeline.history import EarlierReading, History
from ingest.pipeline.summary import FileSummary
from ingest.readers.base import Reader

_PACKAGES = ("ingest", "graph")
_LIBRARIES = ("phonenumbers", "email-validator", "babel", "anyascii", "python-dateutil", "nicknames")
"""Whose versions may change a clean value."""
_COUNTS = ("rows", "suppressed", "rejected_rows", "rejected_values", "skipped_rows")
_COUNTERS = ("row_reasons", "value_reasons", "remarks")
_PLAIN = ("lines", "places", "filled_in")


class ReadingHistory(Protocol):
    """Knows what was read and stored."""

    def readings(self, source: str, content: str | None, /) -> Sequence[EarlierReading]:
        """The files that ingests of a source read, the oldest first."""

    def untouched(self, source: str, since: Mapping[str, int], but_by: str, /) -> bool:
        """Whether nothing of a source was stored after these versions of tables, but by one ingest."""

    def has_reached(self, text: str | None, /) -> bool:
        """Whether the commits are there that an ingest saw."""


@dataclass(frozen=True)
class FileRecord:
    """What an ingest leaves of a file, so that the next one may do without reading it: the versions of the
    journal's tables when it began, by which program, what it counted."""

    began: Mapping[str, int]
    program: str
    counts: Mapping[str, Any]

    @classmethod
    def of(cls, summary: FileSummary, began: Mapping[str, int]) -> FileRecord:
        """Of a file that was read to its end."""
        names = (*_COUNTS, *_COUNTERS, *_PLAIN)
        counts = {name: getattr(summary, name) for name in names}
        return cls(began, program(), {**counts, "entries": summary.accepted + summary.unchanged})

    @classmethod
    def from_text(cls, text: str | None) -> FileRecord | None:
        """What `text` gave, if that was this very program."""
        found = json.loads(text) if text else {}
        return cls(**found) if found.get("program") == program() else None

    @staticmethod
    def remarked(text: str | None) -> Iterable[str]:
        """What was to be known of rows that went in, by whatever program `text` is."""
        remarks: Mapping[str, int] = json.loads(text)["counts"]["remarks"] if text else {}
        return remarks

    @property
    def text(self) -> str:
        """All of it as JSON."""
        return json.dumps({"began": self.began, "program": self.program, "counts": self.counts})

    def fill(self, summary: FileSummary) -> None:
        """Counts in a summary what the reading would count."""
        for name in (*_COUNTS, *_PLAIN):
            setattr(summary, name, self.counts[name])
        for name in _COUNTERS:
            setattr(summary, name, Counter(self.counts[name]))
        summary.unchanged = self.counts["entries"]


def told_before(
    journal: ReadingHistory,
    mapping: SourceMapping,
    inputs: Sequence[tuple[Reader, FileMapping]],
    history: History,
) -> list[FileRecord]:
    """What the last ingest of these very files told of each; nothing where they have to be read."""
    names = [reader.source.name for reader, _ in inputs]
    if any(entry.ends or _refers(entry) for _, entry in inputs):
        return []
    if history.replaced or not set(names) <= history.same.keys():
        return []
    wanted = [(name, history.content[name], history.readings[name]) for name in names]
    for ingest_id, read in reversed(_by_ingest(journal.readings(mapping.source, None)).items()):
        if [_named(it) for it in read] == wanted and not any(it.taken_back for it in read):
            told = [found for it in read if (found := FileRecord.from_text(it.told))]
            known = len(told) == len(wanted) and all(journal.has_reached(it.reached) for it in read)
            return told if known and journal.untouched(mapping.source, told[0].began, ingest_id) else []
    return []


def _refers(entry: FileMapping) -> bool:
    return any(rule.refers for row in entry.rows for rule in row.rules)


def _named(reading: EarlierReading) -> tuple[str | None, str | None, str | None]:
    return reading.file, reading.content, reading.reading


def _by_ingest(readings: Iterable[EarlierReading]) -> dict[str, list[EarlierReading]]:
    found: dict[str, list[EarlierReading]] = {}
    for reading in readings:
        found.setdefault(reading.ingest_id, []).append(reading)
    return found


@cache
def program() -> str:
    """Tells this program, and the libraries that clean with it, from any other version."""
    digest = blake2b(digest_size=8)
    root = Path(__file__).parents[2]
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv", ".txt"):
                found = path.stat()
                digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()
