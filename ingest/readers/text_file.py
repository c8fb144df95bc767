"""Text files, packed by gzip or not, line by line, in bounded memory."""

import gzip
import io
import os
import re
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from graph.errors import IngestError
from ingest.files import shown_path
from ingest.readers.signature import GZIP, check_text, require_file

MAX_LINE = 10_000_000
"""Characters of a line that are held in memory; of a longer one the rest is passed over."""
_AGAIN = "Copy it again from its source, and ingest it again: what is stored already is told apart."
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")


class _Stamp(NamedTuple):
    """Which content a path leads to."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, found: os.stat_result) -> "_Stamp":
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class _Bounded(io.RawIOBase):
    """The first bytes of a file: one that grows faster than it is read has an end too."""

    def __init__(self, raw: io.RawIOBase, size: int) -> None:
        self._raw = raw
        self._left = size

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as there is something left, and returns how far."""
        count = self._raw.readinto(buffer[: self._left]) or 0
        self._left -= count
        return count


class TextFile:
    """A text file; bytes that do not fit its encoding are kept as lone surrogates.

    Raises IngestError when there is no such file, or when it is plainly in another format or encoding.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        require_file(path)
        self._path = path
        self._encoding = encoding
        try:
            check_text(path, encoding)
            self._stamp = _Stamp.of(path.stat())
        except OSError as error:
            raise self._vanished(error) from error
        self._raw: IO[bytes] | None = None

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        if self._raw is None or self._raw.closed:
            return 0.0
        return min(1.0, self._raw.tell() / (self._stamp.size or 1))

    def lines(self) -> Generator[str, None, None]:
        """Lines with their ends; the first characters of one that is longer than MAX_LINE.

        Raises IngestError where the file breaks off, cannot be decoded at all, or has changed since it
        was opened.
        """
        try:
            raw = self._path.open("rb", buffering=0)
        except OSError as error:
            raise self._vanished(error) from error
        number = 0
        with raw:
            self._raw = raw
            self._check_unchanged(raw, number)
            try:
                for number, line in enumerate(self._decoded(raw), start=1):
                    if not line.endswith(("\n", "\r")):
                        self._check_unchanged(raw, number - 1)
                    yield line
            except UnicodeError as error:
                raise self._broken(f"is not {self._encoding}", number, "Correct `encoding`.") from error
            except (OSError, EOFError, zlib.error) as error:
                raise self._broken("breaks off or is damaged", number, _AGAIN) from error
            self._check_unchanged(raw, number)

    def _decoded(self, raw: io.FileIO) -> Iterator[str]:
        encoding = "utf-8-sig" if self._encoding == "utf-8" else self._encoding
        packed = raw.read(2) == GZIP
        raw.seek(0)
        whole = io.BufferedReader(_Bounded(raw, self._stamp.size), 1 << 16)
        stream = gzip.GzipFile(fileobj=whole) if packed else whole
        with stream, io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text:
            line = text.readline(MAX_LINE + 1).removeprefix("\ufeff")
            while line:
                yield line
                while len(line) > MAX_LINE and not line.endswith(("\n", "\r")):
                    line = text.readline(MAX_LINE + 1)
                line = text.readline(MAX_LINE + 1)

    def _check_unchanged(self, raw: io.FileIO, number: int) -> None:
        if _Stamp.of(os.fstat(raw.fileno())) != self._stamp:
            raise self._broken(
                "has changed since it was opened", number, "Ingest it again when it is complete."
            )

    def _broken(self, what: str, number: int, hint: str) -> IngestError:
        behind = f" behind line {number}" if number else ""
        return IngestError(f"File {shown_path(self._path)} {what}{behind}.", hint)

    def _vanished(self, error: OSError) -> IngestError:
        path = shown_path(self._path)
        return IngestError(f"File {path} cannot be read any more: {error.strerror}.", "Check the path.")


def unreadable(text: str, encoding: str) -> str | None:
    """Why a line cannot be taken for what was meant, None for a good one."""
    if len(text) > MAX_LINE:
        return f"is longer than {MAX_LINE:,} characters"
    if "\0" in text:
        return "contains NUL bytes; is the file in another encoding than the mapping says?"
    if text.isascii():
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) - 0xDC00
        return f"has a byte (0x{byte:02x}) that is not {encoding}; is it in another encoding?"
    if encoding.startswith("iso8859") and (found := _CONTROLS.search(text)):
        return f"has a byte (0x{ord(found[0]):02x}) that no text in {encoding} has; is it in cp1252?"
    return None


def printable(text: str) -> str:
    """A line for the quarantine, with undecodable bytes as \\xNN, at most 10,000 characters."""
    return text[:10_000].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").rstrip("\r\n")
