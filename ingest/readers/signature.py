"""What a file is by its first bytes: other formats and other encodings than the mapping says are named."""

import gzip
import sys
import zlib
from pathlib import Path

from graph.errors import IngestError
from ingest.files import file_fault, shown_path

GZIP = b"\x1f\x8b"
_START = 4096
_SAVE = "Save it as CSV."
_UNPACK = "Unpack it first; only gzip is read as it is."
_MAGIC = {
    b"PAR1": ("a Parquet file", "Set `format: parquet` in the mapping."),
    b"PK\x03\x04": ("a ZIP archive or an Excel workbook", "Unpack it, or save it as CSV."),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", _SAVE),
    GZIP: ("packed twice by gzip", "Unpack it once."),
    b"BZh": ("packed by bzip2", _UNPACK),
    b"\xfd7zXZ\x00": ("packed by xz", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("packed by zstd", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    b"%PDF": ("a PDF document", _SAVE),
    b"{\\rtf": ("an RTF document", _SAVE),
    b"SQLite format 3\x00": ("an SQLite database", "Export its tables as CSV."),
    b"ARROW1": ("an Arrow file", "Save it as Parquet."),
    b"ORC": ("an ORC file", "Save it as Parquet."),
    b"Obj\x01": ("an Avro file", "Save it as Parquet."),
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body")
_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8",
}
"""Byte order marks; the longer ones come first."""
_ORDERS = {"utf-16-le": "le", "utf-16-be": "be", "utf-16": "le" if sys.byteorder == "little" else "be"}
"""Which half of a character comes first, where no mark says so."""


def require_file(path: Path) -> None:
    """Raises IngestError when the path leads to no file that may be read."""
    if fault := file_fault(path):
        raise IngestError(fault.message, fault.hint)


def check_text(path: Path, encoding: str) -> None:
    """Raises IngestError when a file is no text, or plainly none in this encoding."""
    start = _start(path)
    _check_format(path, start)
    other = _other_encoding(start, encoding)
    if other:
        raise IngestError(
            f"File {shown_path(path)} is {other}, the mapping says {encoding}.",
            f"Set `encoding: {other}` in the mapping.",
        )
    if start and not start.strip(b"\0"):
        raise IngestError(
            f"File {shown_path(path)} begins with nothing but NUL bytes.", "Copy it again from its source."
        )


def check_parquet(path: Path) -> None:
    """Raises IngestError for a file of another format that is known by its first bytes."""
    start = _start(path)
    if not start.startswith(b"PAR1"):
        _check_format(path, start)


def _start(path: Path) -> bytes:
    """The first bytes, unpacked; what cannot be unpacked is told when the file is read."""
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.startswith(GZIP):
        return start
    try:
        with gzip.open(path) as packed:
            return packed.read1(_START)
    except (OSError, EOFError, zlib.error):
        return b""


def _check_format(path: Path, start: bytes) -> None:
    for magic, (what, hint) in _MAGIC.items():
        if start.startswith(magic):
            raise IngestError(f"File {shown_path(path)} is {what}.", hint)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise IngestError(
            f"File {shown_path(path)} is a web page or XML, such as an error page or a disguised workbook.",
            "Open it to see what it says; save it as CSV.",
        )


def _other_encoding(start: bytes, encoding: str) -> str | None:
    """The encoding that a text is in when that is certain and another one than the mapping says."""
    marked = next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)
    if marked:
        return None if encoding.startswith(marked) else marked
    wide = encoding.startswith(("utf-16", "utf-32"))
    order = None if encoding.startswith("utf-32") else _order_of_halves(start)
    if order and _ORDERS.get(encoding) != order:
        return f"utf-16-{order}"
    return "utf-8" if wide and start and 0 not in start else None


def _order_of_halves(start: bytes) -> str | None:
    """`le` or `be` for a text whose every other byte is mostly NUL, as in UTF-16 without a mark."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 4 * max(even, odd) <= len(start) or min(even, odd):
        return None
    return "le" if odd else "be"
