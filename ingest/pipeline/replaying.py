"""Rows that are in quarantine as an input: read again as if their files were."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from graph.errors import IngestError
from graph.journal.quality.quarantine import OpenRejection
from ingest import row_text
from ingest.inputs.base import Input, StoredInput
from ingest.inputs.fitting import entry_of
from ingest.mapping.mapping import FileMapping, Reading, SourceMapping
from ingest.quarantine_files import PLACE
from ingest.readers.base import BadRow, GoodRow, Reader

Rejections = Callable[[], Iterable[OpenRejection]]
"""The rejections of a source, as often as one asks."""


def replayed(mapping: SourceMapping, rejections: Rejections) -> list[tuple[Reader, FileMapping]]:
    """Readers of the rows in quarantine, one for each file, with the entries that the names of the files fit;
    nothing where nothing is in quarantine.

    Raises IngestError where something is, and no row of it can be read again.
    """
    if not any(True for _ in rejections()):
        return []
    files = dict.fromkeys(it.file for it in rejections() if raw_row(it) is not None)
    found = [(file, entry) for file in files if (entry := entry_of(mapping, file))]
    if not found:
        raise IngestError(
            f"Nothing of source {mapping.source} is in quarantine that could be read again.",
            "Lines that are no rows, and rows of more than 10,000 characters, come with their file only.",
        )
    return [(_Replay(file, entry.reading, rejections), entry) for file, entry in found]


def raw_row(rejection: OpenRejection) -> dict[str, Any] | None:
    """The row as it was read; None where it is not kept whole, or could not be read at all."""
    return row_text.read(rejection.row)


class _Kept(Input):
    """A file of which rows are in quarantine."""

    def __init__(self, name: str) -> None:
        self.name, self.shown = name, f"{name} (quarantine)"

    def check(self) -> None:
        """There is nothing to open."""

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Never opened: its rows are in the journal."""
        raise NotImplementedError
        yield


class _Replay(Reader):
    """The rows of one file that are in quarantine, each once, in the order in which they were refused."""

    columns_complete = False
    alone = True

    def __init__(self, file: str, reading: Reading, rejections: Rejections) -> None:
        super().__init__(_Kept(file), replace(reading, format="jsonl"))
        self._rejections = rejections

    @property
    def fraction(self) -> float:
        """Not known before the end."""
        return 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the rows."""
        return tuple(dict.fromkeys(name for row in self._good() for name in row.values))

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All rows."""
        yield from self._good()

    def _good(self) -> Iterator[GoodRow]:
        seen: set[tuple[int, int]] = set()
        for rejection in self._rejections():
            place = rejection.line, hash(rejection.row)
            if rejection.file == self.source.name and place not in seen:
                seen.add(place)
                if (row := raw_row(rejection)) is not None:
                    yield GoodRow(rejection.line, row | {PLACE: (rejection.file, rejection.line)})
