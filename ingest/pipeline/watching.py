"""Files that arrive in a folder: which are complete, which were read, and which cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple, Protocol

from graph.errors import IngestError
from graph.files.regular import shown_path
from ingest.cleaning.base import Context
from ingest.inputs.finding import find_inputs
from ingest.inputs.formats import format_of, mended, stem
from ingest.mapping.mapping import FileMapping, SourceMapping
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.history import EarlierReading

_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", ".lock")
"""Endings under which programs write what they rename when it is complete."""


class Readings(Protocol):
    """Knows what was read."""

    def readings(self, source: str, content: str | None) -> Sequence[EarlierReading]:
        """The files that ingests of a source read, the oldest first."""


class ContentStamp(NamedTuple):
    """Tells the content of a file from what it was before."""

    inode: int
    size: int
    changed: int


@dataclass
class Folder:
    """A folder whose files go to the first mapping that has an entry for their names.

    A file is complete once nothing of it has changed for `settle` seconds. It was read if the last reading of
    a file of its name, by the same mapping, was of the same content: the journal knows, so a restart reads
    nothing twice. One that cannot be read is left alone until it changes.
    """

    path: Path
    mappings: tuple[Path, ...]
    settle: float
    defaults: Context
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Path, tuple[ContentStamp, float]] = field(default_factory=dict)
    _done: dict[Path, ContentStamp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises MappingError or IngestError where a mapping or the folder cannot be read."""
        for path in self.mappings:
            load_mapping(path, self.defaults)
        self._files()

    def ready(self) -> list[Path]:
        """Files that are complete and not done with, the oldest first."""
        now, found = self.clock(), self._files()
        self._done = {path: stamp for path, stamp in self._done.items() if path in found}
        self._seen = {
            path: seen if (seen := self._seen.get(path)) and seen[0] == stamp else (stamp, now)
            for path, stamp in found.items()
            if self._done.get(path) != stamp
        }
        complete = [path for path, (_, since) in self._seen.items() if now - since >= self.settle]
        return sorted(complete, key=lambda path: (found[path].changed, path.name))

    @property
    def waiting(self) -> bool:
        """Whether there are files that are not done with."""
        return bool(self._seen)

    def done(self, path: Path) -> None:
        """Takes note that a file was read, or cannot be."""
        seen = self._seen.pop(path, None)
        if seen:
            self._done[path] = seen[0]

    def mapping_for(self, path: Path) -> Path | None:
        """The mapping that a file goes to, as it is now; None where no entry has its name."""
        for mapping in self.mappings:
            if any(_is_for(entry, path.name) for entry in load_mapping(mapping, self.defaults).files):
                return mapping
        return None

    def was_read(self, journal: Readings, mapping: Path, path: Path) -> bool:
        """Whether the journal has a file as it is."""
        loaded = load_mapping(mapping, self.defaults)
        readings = list(journal.readings(loaded.source, None))
        inputs = find_inputs(loaded, (path,))
        return bool(inputs) and all(
            _last_content(readings, loaded, source.name, entry) == (source.content() or "")
            for source, _, entry in inputs
        )

    def _files(self) -> dict[Path, ContentStamp]:
        try:
            return {
                path: ContentStamp(found.st_ino, found.st_size, found.st_mtime_ns)
                for path in self.path.iterdir()
                if _counts(path.name) and path.is_file() and (found := path.stat())
            }
        except FileNotFoundError as error:
            if self.path.is_dir():
                return {}  # a file went while it was looked at: the next look tells
            raise self._no_folder(error) from error
        except OSError as error:
            raise self._no_folder(error) from error

    def _no_folder(self, error: OSError) -> IngestError:
        return IngestError(
            f"Folder {shown_path(self.path)} cannot be read: {error.strerror}.", "Check the path."
        )


def _counts(name: str) -> bool:
    return not name.startswith((".", "_", "~")) and not name.lower().endswith(_UNFINISHED)


def _is_for(entry: FileMapping, name: str) -> bool:
    name = mended(name) or name
    pattern = entry.member or entry.pattern
    whole = any(fnmatch(name, Path(it).name) for it in (pattern, entry.pattern))
    return not (entry.reading.sql or entry.reading.kafka) and (
        whole or bool(format_of(name) and fnmatch(stem(name), stem(pattern)))
    )


def _last_content(
    readings: Sequence[EarlierReading], mapping: SourceMapping, name: str, entry: FileMapping
) -> str | None:
    """What the last reading of a file of this name was of, if it was read by the mapping as it is now."""
    of_name = [it for it in readings if (it.file, it.mapping) == (name, shown_path(mapping.path.name))]
    last = of_name[-1] if of_name else None
    return last.content if last and last.reading == entry.fingerprint else None
