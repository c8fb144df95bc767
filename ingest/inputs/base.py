"""The one protocol of all inputs: bytes that can be read from their beginning as often as need be."""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from io import BufferedIOBase
from shutil import copyfileobj
from types import MappingProxyType
from typing import IO, BinaryIO, cast
from weakref import finalize

from graph.errors import IngestError
from ingest.inputs.packed import DAMAGE, packing, unpacked

PORTION = 1 << 20
AGAIN = "Copy it again from its source, and ingest it again: what is stored already is told apart."


@dataclass(frozen=True)
class StoredInput:
    """An input as it lies on the disk: its bytes, how many, and whether they are other ones by now."""

    raw: BufferedIOBase
    size: int
    changed: Callable[[], bool]


@dataclass(frozen=True)
class Content:
    """An input, opened: its bytes without any packing."""

    plain: BufferedIOBase
    stored: StoredInput

    @property
    def fraction(self) -> float:
        """How much was read, from 0 to 1."""
        if self.stored.raw.closed:
            return 0.0
        return min(1.0, self.stored.raw.tell() / (self.stored.size or 1))


class Input(ABC):
    """Something that rows are read from; `shown` is its name in messages, `name` in what is stored.

    `partitions` are columns that all its rows have, with their values; `part` is the sheet of a workbook, or
    the list of a JSON file, that is meant, empty for its only one.
    """

    shown: str
    name: str
    partitions: Mapping[str, str | None] = MappingProxyType({})
    part: str = ""

    @property
    def called(self) -> str:
        """Its name, with the part that is meant behind it."""
        return f"{self.name}:{self.part}" if self.part else self.name

    @abstractmethod
    def check(self) -> None:
        """Raises IngestError where nothing can be read at all."""

    @abstractmethod
    def stored(self) -> AbstractContextManager[StoredInput]:
        """Opens it as it is stored, at its beginning; raises IngestError where that fails."""

    @contextmanager
    def open(self) -> Iterator[Content]:
        """Opens it, unpacked; raises IngestError where that fails. Reading may raise what `DAMAGE` lists."""
        with self.stored() as stored, unpacked(stored.raw, self.shown) as plain:
            yield Content(plain, stored)

    def changed(self) -> bool:
        """Whether it is another one by now than when it was found."""
        return False

    def content(self) -> str | None:
        """What tells its content from others; None where it has no bytes, cannot be read to its end, or is
        another one by now."""
        digest = blake2b(digest_size=16)
        try:
            with self.open() as content:
                while portion := content.plain.read(PORTION):
                    digest.update(portion)
        except (*DAMAGE, IngestError, NotImplementedError):
            return None
        return None if self.changed() else digest.hexdigest()

    def start(self, size: int) -> bytes:
        """Its first bytes, unpacked; as many as there are where it breaks off."""
        with self.open() as content:
            return beginning(content.plain, size)

    @cached_property
    def seekable(self) -> BinaryIO:
        """Its plain bytes as a file in which one can go back: a copy where it is packed, gone at the end.

        Raises IngestError where it cannot be read to its end.
        """
        with self.stored() as stored:
            plain = packing(stored.raw) is None and stored.raw.seekable()
        found = self._itself() if plain else self._copy()
        finalize(self, found.close)
        return found

    def _itself(self) -> BinaryIO:
        """The bytes where they lie; a copy where they cannot stay open."""
        return self._copy()

    def _copy(self) -> BinaryIO:
        spool = cast(IO[bytes], tempfile.TemporaryFile())  # noqa: SIM115 - stays open as long as it is of use
        try:
            with self.open() as content:
                copyfileobj(content.plain, spool, PORTION)
        except DAMAGE as error:
            spool.close()
            raise IngestError(
                f"File {self.shown} breaks off or is damaged; nothing of it was read.", AGAIN
            ) from error
        spool.seek(0)
        return cast(BinaryIO, spool)


def beginning(plain: BufferedIOBase, size: int) -> bytes:
    """The first bytes of a stream; as many as there are where it breaks off."""
    found = b""
    try:
        while len(found) < size and (portion := plain.read1(size - len(found))):
            found += portion
    except DAMAGE:
        pass
    return found
