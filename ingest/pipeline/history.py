"""What became of the same files in earlier ingests: confirmed, or replaced where the mapping was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graph.files.regular import shown_path
from graph.journal.withdrawing.withdrawals import Withdrawal
from ingest.inputs.base import Input
from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.readers.base import Reader


class EarlierReading(Protocol):
    """A file that an ingest read."""

    @property
    def ingest_id(self) -> str:
        """The ingest."""

    @property
    def file(self) -> str | None:
        """What the file was called."""

    @property
    def mapping(self) -> str | None:
        """What the mapping was called."""

    @property
    def accepted(self) -> int:
        """How many entries it brought."""

    @property
    def content(self) -> str | None:
        """Tells what was in it from other contents."""

    @property
    def reading(self) -> str | None:
        """Tells how it was read from other ways."""

    @property
    def cursor(self) -> str | None:
        """Where the next reading goes on."""

    @property
    def told(self) -> str | None:
        """What is left for an ingest of the very same file, see `ingest.pipeline.rereading`."""

    @property
    def reached(self) -> str | None:
        """Which commits of the journal it saw."""

    @property
    def taken_back(self) -> bool:
        """Whether what it said counts no more."""


class Readings(Protocol):
    """Knows what was read."""

    def readings(self, source: str, content: str | None) -> Sequence[EarlierReading]:
        """The ingests that read a file of this content, the oldest first."""


@dataclass
class History:
    """By file: what tells its content and its reading, and the earlier file that it is the same as."""

    content: dict[str, str] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    same: dict[str, tuple[str, str]] = field(default_factory=dict)
    replaced: list[Withdrawal] = field(default_factory=list)

    @classmethod
    def of(
        cls, journal: Readings, mapping: SourceMapping, inputs: Sequence[tuple[Reader, FileMapping]]
    ) -> History:
        """What the journal knows of these files."""
        found, sources = cls(), dict[str, set[Input]]()
        for reader, entry in inputs:
            name = reader.source.name
            found.readings[name] = f"{found.readings.get(name, '')} {entry.fingerprint}".strip()
            sources.setdefault(name, set()).add(reader.source)
        for name, called in sources.items():
            # Of several files that are called the same nothing can be told apart.
            if len({source.shown for source in called}) == 1 and (content := called.pop().content()):
                found.content[name] = content
                found._compare(mapping, name, journal.readings(mapping.source, content))
        return found

    def _compare(self, mapping: SourceMapping, name: str, earlier: Sequence[EarlierReading]) -> None:
        """An earlier reading of the file is replaced if the mapping was changed since. The first that read it
        alike has all its entries in its name, so it can stand for them."""
        alike = [it for it in earlier if it.reading == self.readings[name]]
        if alike and not alike[0].taken_back and alike[0].file is not None:
            self.same[name] = alike[0].ingest_id, alike[0].file
        self.replaced += [
            Withdrawal(it.ingest_id, mapping.source, it.file, "replaced")
            for it in earlier
            if (it.file, it.mapping) == (name, shown_path(mapping.path.name))
            and it.reading != self.readings[name]
            and not it.taken_back
        ]
