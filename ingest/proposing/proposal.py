"""A mapping proposed for files that nobody has described; nothing is ingested by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from graph.errors import IngestError
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.dates import Time
from ingest.ingestors import INGESTORS
from ingest.inputs import Input
from ingest.inputs.formats import stem
from ingest.mapping.mapping import Reading
from ingest.mapping_files.binding import Cleaning
from ingest.packaged import recognised
from ingest.proposing.clocks import with_clock
from ingest.proposing.columns import Column, columns_of
from ingest.proposing.found import FoundColumns
from ingest.proposing.habits import Habit, country_of, dates_of, decimal_of, nulls_of
from ingest.proposing.headers import common_beginning, said
from ingest.proposing.languages import country_by_language
from ingest.proposing.meanings import SUBJECTS
from ingest.proposing.opening import first_columns, first_rows, opened_reader
from ingest.proposing.row_proposer import rows_of
from ingest.proposing.rows import Line, Rows
from ingest.proposing.wrapped import elements, list_of_rows, within
from ingest.readers.base import Reader

SAMPLE = 10_000
"""Rows of a file that are looked at."""

_TRIED = 200
"""Different values of a column that are tried."""

_HOPELESS = 0.2
_GUESSED = 0.75
"""What is left of a score where the name of the column is a guess too."""


@dataclass
class FileProposal:
    """What is proposed for one file: how it is read, what its rows are, how it writes dates and numbers."""

    source: Input
    reading: Reading
    columns: list[Column]
    rows: list[Rows]
    read: int
    habits: dict[str, Habit] = field(default_factory=dict)
    nulls: list[str] = field(default_factory=list)
    packaged: str = ""
    """The name of the mapping that is packaged for it, if it is known by its columns."""

    @property
    def unused(self) -> list[str]:
        """Columns that nothing is made of."""
        used = {name for rows in self.rows for line in rows.lines for name in line.columns}
        return [column.name for column in self.columns if column.name not in used]


def propose(source: Input, name: str, country: str = "", look_at: int = SAMPLE) -> FileProposal:
    """What is proposed for a file of the source of this name, in a country if that is known, by so many rows.

    Nothing is proposed for rows of which it cannot be told what they are. Raises IngestError where the file
    cannot be read, or has none.
    """
    reader, columns, read, guessed, path = _sampled(source, country, look_at)
    if packaged := recognised([column.name for column in columns]):
        return FileProposal(source, reader.reading, columns, [], read, packaged=packaged)
    known = FoundColumns(
        columns, name, common_beginning([column.name for column in columns]), _plain_name(source.name)
    )
    found = FileProposal(source, reader.reading, columns, rows_of(known, subject_of(source.name)), read)
    told_country = country_of(known.meanings) or country_by_language(
        known.meanings, [column.name for column in columns]
    )
    habits = {"country": told_country, "decimal": decimal_of(known.meanings)}
    told = habits["country"]
    habits["dates"], others = dates_of(known.meanings, country or (told.value if told else ""))
    found.habits = {name: habit for name, habit in habits.items() if habit}
    found.nulls = nulls_of(columns)
    context = _context(found.habits, country)
    by_name = {column.name: column for column in columns}
    for rows in list(found.rows):
        tried = [_tried(rows.kind, _dated(line, others), by_name, context) for line in rows.lines]
        required = {it.name for it in INGESTORS[rows.kind].fields if it.required}
        if any(line.score <= _HOPELESS and len(line.columns) == 1 for line in tried if line.name in required):
            found.rows.remove(rows)
        kept = [line for line in tried if line.score > _HOPELESS or line.name in required]
        timed = {it.name for it in INGESTORS[rows.kind].fields if isinstance(it.type, Time)}
        rows.lines = [with_clock(line, columns) if line.name in timed else line for line in kept]
        if guessed:
            rows.lines = [
                replace(line, score=line.score * _GUESSED, why=f"no header; {line.why}")
                for line in rows.lines
            ]
    if path:
        found.rows = [within(path, rows) for rows in found.rows]
        found.columns = [replace(column, name=f"{path}[].{column.name}") for column in columns]
    return found


def subject_of(name: str) -> str:
    """What the name of a file says that its rows are."""
    senses = said(re.sub(r"\d", "", stem(PurePosixPath(name).name))).senses
    return next((SUBJECTS[sense] for sense in reversed(senses) if sense in SUBJECTS), "")


def _plain_name(name: str) -> str:
    """What a file is called, in letters that are nothing else in a mapping."""
    return re.sub(r"[^\w.-]+", "-", stem(PurePosixPath(name).name))


def _context(habits: Mapping[str, Habit], country: str) -> Context:
    """How the values of a file are read."""
    told = {"dates": "DMY", "decimal": ".", "country": "DE"}
    told |= {name: habit.value.strip('"') for name, habit in habits.items()}
    return Context(country=country or told["country"], dates=told["dates"], decimal=told["decimal"])


def _tried(kind: str, line: Line, columns: Mapping[str, Column], context: Context) -> Line:
    """The field, less sure the more of the values of its column it would refuse."""
    type_ = INGESTORS[kind].field[line.name].type
    if len(line.columns) != 1 or not isinstance(line.value, str):
        return line
    tried = list(columns[line.columns[0]].counts)[:_TRIED]
    refused = sum(isinstance(Cleaning(type_, context).cleaner()(text, {}), InvalidValue) for text in tried)
    if refused <= 0.02 * len(tried):
        return line
    share = refused / len(tried)
    why = f"{line.why}; {share:.0%} of its different values would be refused"
    return replace(line, score=line.score * (1 - share), why=why)


def _dated(line: Line, others: dict[str, str]) -> Line:
    """The field with the order of its dates, where it is another one than that of the file."""
    order = next((others[name] for name in line.columns if name in others), "")
    return replace(line, value={"column": line.columns[0], "dates": order}) if order else line


def _sampled(source: Input, country: str, look_at: int) -> tuple[Reader, list[Column], int, bool, str]:
    """The reader of a file, its columns with their first values, of how many rows these are, whether the
    names of the columns are a guess, and the path of the list that the rows are in, if they are in one."""
    reader, headless = opened_reader(source, country)
    path = ""
    if reader.reading.format == "jsonl" and (path := list_of_rows(rows := first_rows(reader, 2))):
        found = elements(rows[0], path)[:look_at]
        return reader, [it for it in columns_of(found) if "[]" not in it.name], len(found), headless, path
    columns, read = first_columns(reader, look_at)
    if not read:
        raise IngestError(f"File {source.shown} has no rows.", "Name a file with rows in it.")
    return reader, columns, read, headless, path
