"""What a file is by its first bytes: other formats and other encodings than the mapping says are named."""

import re
import sys

from graph.errors import IngestError
from ingest.inputs.base import Input
from ingest.inputs.packed import packing_of

_START = 4096
_SAVE = "Save it as CSV."
_UNPACK = "Unpack it first; of archives only ZIP is read as it is."
_TABLE = "Name the file with the table."
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MAGIC = {
    b"PAR1": ("a Parquet file", "Set `format: parquet` in the mapping."),
    b"PK\x03\x04": (
        "an Excel workbook or a packed archive",
        "Set `format: excel` in the mapping, or unpack it.",
    ),
    b"\xd0\xcf\x11\xe0": ("an Excel workbook", "Set `format: excel` in the mapping."),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    b"%PDF": ("a PDF document", _SAVE),
    b"{\\rtf": ("an RTF document", _SAVE),
    b"SQLite format 3\x00": ("an SQLite database", "Export its tables as CSV."),
    b"ARROW1": ("an Arrow file", "Save it as Parquet."),
    b"ORC": ("an ORC file", "Save it as Parquet."),
    b"Obj\x01": ("an Avro file", "Save it as Parquet."),
    b"\xff\xd8\xff": ("a picture (JPEG)", _TABLE),
    b"\x89PNG": ("a picture (PNG)", _TABLE),
    b"GIF89a": ("a picture (GIF)", _TABLE),
    b"MZ\x90": ("a program", _TABLE),
    b"\x7fELF": ("a program", _TABLE),
    b"\x00\x01\x00\x00Standard": ("an Access database", "Export its tables as CSV."),
}
_TEXTS = (
    (re.compile(rb"(?i)BEGIN:VCARD\b"), "a list of vCards", "Export the contacts as CSV."),
    (
        re.compile(rb"(?i)(?:#[^\n]*\n\s*)*+(?:version: *\d+\s+)?dn::? "),
        "an export of a directory (LDIF)",
        "Export the entries as CSV (`csvde`, `ldapsearch` with a list of attributes).",
    ),
    (re.compile(rb"(?i)BEGIN:VCALENDAR\b"), "a calendar", "Export what you need of it as CSV."),
    (
        re.compile(
            rb"(?i)(?>--[^\n]*\n\s*|/\*.*?\*/;?\s*)*+"
            rb"(?:CREATE (?:TABLE|DATABASE)|INSERT INTO|DROP TABLE|SET )",
            re.S,
        ),
        "a dump in SQL",
        "Load it into a database and name that under `sql`, or export its tables as CSV.",
    ),
    (
        re.compile(rb"window\.[\w.]+ *= *[\[{]"),
        "a script",
        "Delete what stands before the [, and save it as JSON.",
    ),
)
"""Formats of text by what they begin with."""
_IN_TEXTS = frozenset((*b"\t\n\x0b\f\r\x1a\x1b", *range(0x20, 0x7F), *range(0x80, 0x100)))
_CONTROLS = bytes(set(range(256)) - _IN_TEXTS)
_SOME, _FEW = 16, 0.05
"""How many bytes that no text has, and which share of all, the beginning of a text with bad rows may hold."""
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


def check_text(source: Input, encoding: str) -> None:
    """Raises IngestError when an input is no text, or plainly none in this encoding."""
    start = source.start(_START)
    _check_format(source, start)
    other = other_encoding(start, encoding)
    if other:
        raise IngestError(
            f"File {source.shown} is {other}, the mapping says {encoding}.",
            f"Set `encoding: {other}` in the mapping.",
        )
    if start and not start.strip(b"\0"):
        raise IngestError(
            f"File {source.shown} begins with nothing but NUL bytes.", "Copy it again from its source."
        )
    if _is_binary(start, encoding):
        raise IngestError(
            f"File {source.shown} is no text: it is full of bytes that no text has.",
            "Export it as CSV from the program that made it.",
        )


def _is_binary(start: bytes, encoding: str) -> bool:
    """Whether a file has more control characters than bad rows account for, in an encoding that has ASCII.

    Two kinds of them may be as frequent as they like: some programs delimit and quote with 0x01 or 0x1f.
    """
    if "a1;".encode(encoding) != b"a1;":
        return False
    found = sorted(start.count(bytes([each])) for each in set(start).intersection(_CONTROLS) - {0})
    return start.count(b"\0") + sum(found[:-2]) > max(_SOME, _FEW * len(start))


def check_parquet(source: Input) -> None:
    """Raises IngestError for an input of another format that is known by its first bytes."""
    start = source.start(_START)
    if not start.startswith(b"PAR1"):
        _check_format(source, start)


def check_workbook(source: Input) -> None:
    """Raises IngestError for an input that is no workbook by its first bytes."""
    start = source.start(_START)
    if not start.startswith(_WORKBOOKS):
        _check_format(source, start)
        raise IngestError(
            f"File {source.shown} is no Excel workbook.",
            "Is it CSV in spite of its name? Then set `format: csv`.",
        )


def _check_format(source: Input, start: bytes) -> None:
    if packed := packing_of(start):
        raise IngestError(f"File {source.shown} is packed twice, by {packed} at last.", "Unpack it once.")
    for magic, (what, hint) in _MAGIC.items():
        if start.startswith(magic):
            raise IngestError(f"File {source.shown} is {what}.", hint)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, what, hint in _TEXTS:
        if beginning.match(text):
            raise IngestError(f"File {source.shown} is {what}.", hint)
    if text.lower().startswith(_MARKUP):
        raise IngestError(
            f"File {source.shown} is a web page or XML, such as an error page or a disguised workbook.",
            "Open it to see what it says; save it as CSV.",
        )


def other_encoding(start: bytes, encoding: str) -> str | None:
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
