"""Opens files that nobody has described: their format, and where their header is, if they have one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from graph.errors import IngestError
from ingest.inputs import Input
from ingest.inputs.formats import code_page, format_of
from ingest.mapping.mapping import Reading
from ingest.proposing.headless import is_row, names_for
from ingest.proposing.meaning.columns import Column, columns_of
from ingest.proposing.wrapped import PAGES, list_of_rows, lists_of_rows
from ingest.readers import open_reader
from ingest.readers.base import GoodRow, Reader, unnamed
from ingest.readers.code_pages import code_page_of
from ingest.readers.excel_file import SeveralSheets
from ingest.readers.json_file import JsonFile

_TITLES = 10
"""Lines that may stand before a header."""

_BEHIND = 5
"""Rows behind a header that have its columns, for the most part; titles have fewer."""

_LOOKED_AT = 1 << 18
"""Bytes by which a code page is told."""

_NAMED_BY = 1_000
"""Rows by which columns are named that have no header."""

_STARTS = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "excel",
    b"\xd0\xcf\x11\xe0": "excel",
}
_OF_JSON = re.compile(rb"""\{\s*+["}]|\[\s*+[\[{"\]]""")
"""How JSON begins; a header may begin with a bracket, too: `[CODE];[NAME]`."""


@dataclass(frozen=True)
class Sample:
    """The first rows of a file by columns: how it is read, and of how many rows they are.

    `headless` says that the names of the columns are a guess.
    """

    reading: Reading
    columns: list[Column]
    read: int
    headless: bool


def by_part(sources: Iterable[Input]) -> Iterator[Input]:
    """The sources, each workbook that has several sheets with something in them as so many, and so with
    JSON that has several lists of rows."""
    for source in sources:
        what, names = _parts(source)
        for name in names:
            part = copy(source)
            vars(part).pop("seekable", None)  # it is closed with the source that it is of
            part.part, part.shown = name, f"{source.shown}, {what} {name},"
            yield part
        if not names:
            yield source


def _parts(source: Input) -> tuple[str, Sequence[str]]:
    """The names of the sheets of a workbook, or of the lists of JSON, with several; what is wrong with one is
    told where it is read."""
    form = _format(source)
    with suppress(IngestError):
        if form == "jsonl":
            lists = lists_of_rows(first_rows(open_reader(source, Reading(form)), PAGES))
            return "list", lists if len(lists) > 1 else ()
        if form == "excel":
            try:
                open_reader(source, Reading(form))
            except SeveralSheets as several:
                return "sheet", several.names
    return "", ()


def sample_of(source: Input, country: str, look_at: int) -> Sample:
    """So many rows of a file; raises IngestError where it cannot be read, or has none."""
    reader, headless = opened_reader(source, country)
    if reader.reading.record_path:
        reader = open_reader(source, replace(reader.reading, outer=True))
    columns, read = first_columns(reader, look_at)
    if not read:
        raise IngestError(f"File {source.shown} has no rows.", "Name a file with rows in it.")
    return Sample(reader.reading, columns, read, headless)


def _record_path(reader: Reader) -> str:
    """Where the rows are in the objects of a JSON file, if they are in a list; the first of those that are
    too long to be rows."""
    if not isinstance(reader, JsonFile):
        return ""
    pages = first_rows(reader, PAGES)
    return list_of_rows(pages) if pages else next(iter(reader.lists()), "")


def opened_reader(source: Input, country: str = "") -> tuple[Reader, bool]:
    """The reader of a file, and whether the names of its columns are a guess, since it has no header.

    Raises IngestError where it cannot be read.
    """
    page = code_page(country) or code_page_of(source.start(_LOOKED_AT))
    form = _format(source)
    reading = Reading(form, sheet=source.part if form == "excel" else "", code_page=page)
    reader = _with_header(source, reading)
    if form == "jsonl" and (path := source.part or _record_path(reader)):
        return open_reader(source, replace(reader.reading, record_path=path)), False
    if reading.format not in ("csv", "excel") or not is_row(reader.columns):
        return reader, False
    places = tuple(unnamed(place) for place, _ in enumerate(reader.columns, start=1))
    columns, _ = first_columns(open_reader(source, replace(reader.reading, header=places)), _NAMED_BY)
    return open_reader(source, replace(reader.reading, header=tuple(names_for(columns)))), True


def first_columns(reader: Reader, look_at: int) -> tuple[list[Column], int]:
    """The columns of a file with the values of its first rows, and how many rows these are."""
    values = first_rows(reader, look_at)
    known: Iterable[str] = reader.columns if reader.reading.format in ("csv", "excel") else ()
    return columns_of(values, known), len(values)


def first_rows(reader: Reader, look_at: int) -> list[Mapping[str, Any]]:
    """The values of the first rows of a file, by column."""
    return [row.values for row in islice(reader.readable(), look_at) if isinstance(row, GoodRow)]


def _format(source: Input) -> str:
    """The format of a file by its name, else by its first bytes; CSV where neither tells."""
    start = source.start(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    by_name = format_of(source.name)
    by_start = next((form for mark, form in _STARTS.items() if start.startswith(mark)), "")
    by_start = by_start or ("jsonl" if _OF_JSON.match(start) else "")
    return by_name if by_name and (by_start == "" or by_name != "csv") else by_start or by_name or "csv"


def _with_header(source: Input, reading: Reading) -> Reader:
    """The reader behind the titles that may stand above a header; that of the whole file where none of its
    first lines is one."""
    is_table = reading.format in ("csv", "excel")
    for skip in range(_TITLES if is_table else 1):
        with suppress(IngestError):
            reader = open_reader(source, replace(reading, skip=skip))
            if not is_table or _is_header(reader):
                return reader
    return open_reader(source, reading)


def _is_header(reader: Reader) -> bool:
    """Whether a line names several columns, most of them, and as many as the rows behind it have."""
    names = reader.columns
    places = {unnamed(place) for place in range(1, len(names) + 1)}
    if len(names) < 2 or sum(name in places for name in names) * 2 >= len(names):
        return False
    behind = list(islice(reader.readable(), _BEHIND))
    return not behind or 2 * sum(isinstance(row, GoodRow) for row in behind) > len(behind)
