"""What all readers give: rows with their lines, bad rows with a reason, how much is done."""

import gzip
import io
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from graph.errors import IngestError
from ingest.mapping import Reading

_MAGIC = {
    b"PAR1": ("a Parquet file", "Set `format: parquet` in the mapping."),
    b"PK\x03\x04": ("a ZIP archive or an Excel workbook", "Unpack it, or save it as CSV."),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "Save it as CSV."),
}
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its text as far as known, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row as read, values by column."""

    line: int
    values: dict[str, Any]


class Reader(ABC):
    """Reads one file once. `columns_complete` is false where rows may have columns of their own."""

    columns_complete = True

    def __init__(self, path: Path, reading: Reading) -> None:
        self.path = path
        self.reading = reading

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Columns of the file; raises IngestError when the file cannot be read at all."""

    @abstractmethod
    def rows(self) -> Iterator[GoodRow | BadRow]:
        """All rows in order; raises IngestError when the file breaks off."""

    @property
    @abstractmethod
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""


def check_readable(path: Path) -> None:
    """Raises IngestError when there is no file at the path, or none that may be read."""
    if path.is_dir():
        raise IngestError(f"{path} is a folder.", "Name the files in it.")
    if not path.exists():
        raise IngestError(f"File {path} is missing.", "Check the path.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise IngestError(
            f"File {path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error


class TextFile:
    """A text file, packed by gzip or not, line by line; bytes that do not fit the encoding are kept."""

    def __init__(self, path: Path, encoding: str) -> None:
        check_readable(path)
        self._path = path
        self._encoding = encoding
        self._size = path.stat().st_size or 1
        self._raw: IO[bytes] | None = None
        self._check_magic()

    def _check_magic(self) -> None:
        with self._path.open("rb") as file:
            start = file.read(4)
        for magic, (what, hint) in _MAGIC.items():
            if start.startswith(magic):
                raise IngestError(f"File {self._path} is {what}.", hint)
        if start[:2] in _BYTE_ORDER_MARKS and not self._encoding.startswith("utf-16"):
            raise IngestError(
                f"File {self._path} is UTF-16, the mapping says {self._encoding}.",
                "Set `encoding: utf-16` in the mapping.",
            )

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return min(1.0, self._raw.tell() / self._size) if self._raw and not self._raw.closed else 0.0

    def lines(self) -> Iterator[str]:
        """Lines with their ends; raises IngestError where the file cannot be decoded at all."""
        encoding = "utf-8-sig" if self._encoding == "utf-8" else self._encoding
        with self._path.open("rb", buffering=0) as raw:
            self._raw = raw
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if packed else io.BufferedReader(raw)
            try:
                with stream, io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text:
                    yield from text
            except UnicodeError as error:
                raise IngestError(
                    f"File {self._path} is not {self._encoding}.", "Correct `encoding` in the mapping."
                ) from error
            except (OSError, EOFError, zlib.error) as error:
                raise IngestError(
                    f"File {self._path} breaks off or is damaged.", "Copy it again from its source."
                ) from error


def bad_bytes(text: str, encoding: str) -> str | None:
    """Why a line cannot be decoded, None for a good one."""
    if "\0" in text:
        return "contains NUL bytes; is the file in another encoding than the mapping says?"
    if text.isascii():
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) - 0xDC00
        return f"has a byte (0x{byte:02x}) that is not {encoding}; is it in another encoding?"
    return None


def printable(text: str) -> str:
    """A line for the quarantine, with undecodable bytes as \\xNN, at most 10,000 characters."""
    return text[:10_000].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").rstrip("\r\n")
