"""Checksums of data files: what a disk gives back is held against what was written.

Parquet's own checksums of pages would not do: DuckDB and Delta Lake do not look at them when they read the
journal, and a flipped bit comes back as another value. Files of earlier versions have no checksum; those that
compaction makes of them have one.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from graph.durable import sync
from graph.errors import JournalError

_FOLDER = "_checksums"
_PORTION = 2**20
_SOUND: set[Path] = set()
"""Files that this process has found sound; they never change."""


def keep_checksum(file: Path) -> None:
    """Keep the checksum of a file that was just written, durably, beside it."""
    folder = file.parent / _FOLDER
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync(file.parent)
    with (folder / file.name).open("w", encoding="ascii") as kept:
        kept.write(_checksum(file))
        kept.flush()
        os.fsync(kept.fileno())
    sync(folder)
    _SOUND.add(file)


def check_files(files: Iterable[Path]) -> None:
    """Raises JournalError for the first file that is not what was written; a process reads each once for it.

    A file without a checksum passes.
    """
    for file in files:
        if file not in _SOUND:
            _check(file)
            _SOUND.add(file)


def checksum_kept(file: Path) -> bool:
    """Whether there is a checksum of a file: there is none of those of earlier versions."""
    return _kept(file).exists()


def sound(file: Path) -> bool:
    """Whether a file with a checksum is what was written, by reading it now."""
    return _kept(file).read_text(encoding="ascii") == _checksum(file)


def _check(file: Path) -> None:
    if checksum_kept(file) and not sound(file):
        raise JournalError(
            f"The file {file.name} of the journal table {file.parent.name} is not what was written.",
            "Put the file back from a copy of the journal; check the disk.",
        )


def _kept(file: Path) -> Path:
    return file.parent / _FOLDER / file.name


def _checksum(file: Path) -> str:
    value = 0
    with file.open("rb") as content:
        while portion := content.read(_PORTION):
            value = zlib.crc32(portion, value)
    return f"{value:08x}"
