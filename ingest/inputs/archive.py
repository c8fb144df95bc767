"""ZIP archives: their members are inputs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import PurePosixPath
from typing import cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph.errors import IngestError
from graph.files.regular import shown_path
from ingest.inputs.base import AGAIN, Input, StoredInput
from ingest.inputs.packed import FREE, MAX_RATIO, too_much
from ingest.inputs.partitions import partitions

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MOST = 10_000
"""Members that an archive may have."""
_OF_WORKBOOKS = {"[Content_Types].xml", "mimetype"}


def is_zip(source: Input) -> bool:
    """Whether an input begins like a ZIP archive, as workbooks do."""
    with source.stored() as stored:
        return stored.raw.read(4) in _MAGIC


def is_archive(source: Input) -> bool:
    """Whether an input is a ZIP archive, and no workbook; raises IngestError for one that is damaged."""
    return is_zip(source) and not any(info.filename in _OF_WORKBOOKS for info in _infos(source))


def members(source: Input) -> list[Member]:
    """The files in an archive, in order of their names; without folders and what systems hide in archives."""
    found = [info for info in _infos(source) if not info.is_dir() and not _hidden(info.filename)]
    return [Member(source, info) for info in sorted(found, key=lambda info: info.filename)]


class Member(Input):
    """A file in an archive, called `archive.zip:member`."""

    def __init__(self, archive: Input, info: ZipInfo) -> None:
        self._archive, self._info = archive, info
        self.member = shown_path(info.filename)
        self.partitions = partitions(PurePosixPath(info.filename))
        self.shown, self.name = f"{archive.shown}:{self.member}", f"{archive.name}:{self.member}"

    def check(self) -> None:
        """Raises IngestError for a member that cannot be unpacked, or not within limits."""
        if self._info.flag_bits & 1:
            raise IngestError(f"File {self.shown} is encrypted.", "Unpack it first, and name what came out.")
        if self._info.file_size > max(FREE, MAX_RATIO * self._info.compress_size):
            raise too_much(self.shown)

    def changed(self) -> bool:
        """Whether the archive has changed."""
        return self._archive.changed()

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Opens the member; of another size than the archive says it is never more."""
        self.check()
        try:
            with (
                self._archive.stored() as stored,
                ZipFile(stored.raw) as archive,
                archive.open(self._info) as raw,
            ):
                yield StoredInput(cast(BufferedIOBase, raw), self._info.file_size, stored.changed)
        except NotImplementedError as error:
            raise IngestError(
                f"File {self.shown} is packed in a way that is not known.", "Unpack it first."
            ) from error


def _infos(source: Input) -> list[ZipInfo]:
    try:
        with source.stored() as stored, ZipFile(stored.raw) as archive:
            found = archive.infolist()
    except (BadZipFile, OSError, ValueError, zlib.error, NotImplementedError) as error:
        raise IngestError(
            f"File {source.shown} is a ZIP archive or an Excel workbook that breaks off or is damaged;"
            " nothing of it was read.",
            AGAIN,
        ) from error
    if len(found) > _MOST:
        raise IngestError(f"File {source.shown} has more than {_MOST:,} members.", "Unpack it first.")
    return found


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
