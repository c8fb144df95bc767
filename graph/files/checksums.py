"""Checksums of files: what a disk gives back is held against what was written.

Each lies beside its file, in a folder `_checksums`. Files of earlier versions have none.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from graph.files.durable import sync

_FOLDER = "_checksums"
_PORTION = 2**20


def keep_checksum(file: Path) -> None:
    """Keep the checksum of a file that was just written, durably."""
    folder = file.parent / _FOLDER
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync(file.parent)
    with _kept(file).open("w", encoding="ascii") as kept:
        kept.write(_checksum(file))
        kept.flush()
        os.fsync(kept.fileno())
    sync(folder)


def forget_checksum(file: Path) -> None:
    """Delete the checksum of a file that is gone."""
    _kept(file).unlink(missing_ok=True)


def checksum_kept(file: Path) -> bool:
    """Whether there is a checksum of a file."""
    return _kept(file).exists()


def sound(file: Path) -> bool:
    """Whether a file with a checksum is what was written, by reading it now."""
    return _kept(file).read_bytes() == _checksum(file).encode()


def damaged_in(folder: Path) -> list[str]:
    """Names of the files of a folder that have a checksum and are gone, or are not what was written."""
    names = sorted(kept.name for kept in (folder / _FOLDER).glob("*"))
    return [name for name in names if not ((folder / name).is_file() and sound(folder / name))]


def _kept(file: Path) -> Path:
    return file.parent / _FOLDER / file.name


def _checksum(file: Path) -> str:
    value = 0
    with file.open("rb") as content:
        while portion := content.read(_PORTION):
            value = zlib.crc32(portion, value)
    return f"{value:08x}"
