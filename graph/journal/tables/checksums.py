"""Data files of the journal are held against their checksums before they are read.

Parquet's own checksums of pages would not do: DuckDB and Delta Lake do not look at them when they read the
journal, and a flipped bit comes back as another value. Files of earlier versions have no checksum; those that
compaction makes of them have one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graph.errors import JournalError
from graph.files import checksums

_SOUND: set[Path] = set()
"""Files that this process has found sound; they never change."""


def keep_checksum(file: Path) -> None:
    """Keep the checksum of a file that was just written, durably, beside it."""
    checksums.keep_checksum(file)
    _SOUND.add(file)


def check_files(files: Iterable[Path]) -> None:
    """Raises JournalError for the first file that is gone, or not what was written; a process reads each once
    for it.

    A file without a checksum passes.
    """
    for file in files:
        if file not in _SOUND:
            _check(file)
            _SOUND.add(file)


def _check(file: Path) -> None:
    if not file.exists():
        wrong = "not there"
    elif checksums.checksum_kept(file) and not checksums.sound(file):
        wrong = "not what was written"
    else:
        return
    raise JournalError(
        f"The file {file.name} of the journal table {file.parent.name} is {wrong}.",
        "Put the file back from a copy of the journal; check the disk.",
    )
