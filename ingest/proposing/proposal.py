"""A mapping proposed for files that nobody has described; nothing is ingested by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import MappingProxyType

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.dates.times import Time
from ingest.ingestors import INGESTORS
from ingest.inputs import Input
from ingest.inputs.formats import stem
from ingest.mapping.mapping import Reading
from ingest.mapping_files.binding import Cleaning
from ingest.packaged import recognised
from ingest.proposing.entries.clocks import times_without_zone, with_clock
from ingest.proposing.entries.consents import without_time
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.row_proposer import rows_of
from ingest.proposing.entries.rows import Line, Rows
from ingest.proposing.habits.file_habits import Habit, country_of, dates_of, decimal_of, nulls_of
from ingest.proposing.habits.forms import country_by_currency
from ingest.proposing.habits.languages import country_by_language
from ingest.proposing.habits.time_zones import zone_of_times
from ingest.proposing.meaning.beginnings import common_beginning
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import SUBJECTS
from ingest.proposing.opening import sample_of

_AMOUNTS = ("total", "paid_total", "amount", "price", "fee")

SAMPLE = 10_000
"""Rows of a file that are looked at."""

_TRIED = 200
"""Different values of a column that are tried."""

_SURE_OF_DATES = 0.9
"""How sure the order of dates is from which a packaged mapping is told it."""

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
    consents: list[str] = field(default_factory=list)
    """Columns of consents that nothing is made of, as no column tells from when they hold."""
    clocks: list[Column] = field(default_factory=list)
    """Columns with times that do not say in which zone."""
    packaged: str = ""
    """The name of the mapping that is packaged for it, if it is known by its columns."""
    pattern: str = ""
    """A glob of all files that are parts of one, where this is one of them, and how many these are."""
    parts: int = 1

    @property
    def name(self) -> str:
        """What it is called: a glob for parts of one."""
        return self.pattern or self.source.called

    @property
    def is_told(self) -> bool:
        """Whether it is known what its rows are."""
        return bool(self.rows or self.packaged)

    @property
    def unused(self) -> list[str]:
        """Columns that nothing is made of."""
        used = {name for rows in self.rows for line in rows.lines for name in line.columns}
        return [column.name for column in self.columns if column.name not in used]


def propose(
    source: Input,
    name: str,
    country: str = "",
    look_at: int = SAMPLE,
    keys: Mapping[str, str] = MappingProxyType({}),
) -> FileProposal:
    """What is proposed for a file of the source of this name, in a country if that is known, by so many rows.

    `keys` are the columns whose values are keys of persons in another file of the source, with its name.

    Nothing is proposed for rows of which it cannot be told what they are. Raises IngestError where the file
    cannot be read, or has none.
    """
    sample = sample_of(source, country, look_at)
    columns, headers = sample.columns, [column.name for column in sample.columns]
    known = FoundColumns(columns, name, common_beginning(headers), _plain_name(source.name), keys)
    if not sample.reading.record_path and (packaged := recognised(headers)):
        dates, _ = dates_of(known.meanings, country)
        order = {"dates": dates} if dates and dates.value != "DMY" and dates.score > _SURE_OF_DATES else {}
        return FileProposal(source, sample.reading, columns, [], sample.read, order, packaged=packaged)
    entries = rows_of(known, subject_of(source, sample.reading))
    found = FileProposal(source, sample.reading, columns, entries, sample.read)
    told_country = _country_of(known, headers)
    place = country or (told_country.value if told_country else "")
    habits = {"country": told_country, "decimal": decimal_of(known.meanings, place)}
    habits["dates"], others = dates_of(known.meanings, place)
    found.habits = {name: habit for name, habit in habits.items() if habit}
    found.nulls = nulls_of(columns)
    found.consents = without_time(known)
    context = _context(found.habits, country)
    found.rows = [rows for rows in entries if _kept(rows, columns, others, context)]
    found.clocks = times_without_zone(found.rows, columns)
    regions = next((it.column for it in known.best("region")), None)
    if found.clocks and (zone := zone_of_times(found.clocks, place, regions)):
        found.habits["timezone"] = zone
    if sample.headless:
        for rows in found.rows:
            rows.lines = [_less_sure(line) for line in rows.lines]
    return found


def _country_of(known: FoundColumns, headers: Sequence[str]) -> Habit | None:
    """From which country a file is: by its values, or the language of its headers, or its currency."""
    return (
        country_of(known.meanings)
        or country_by_language(known.meanings, headers)
        or country_by_currency([it.column for it in known.best(*_AMOUNTS)])
    )


def _kept(rows: Rows, columns: Sequence[Column], others: Mapping[str, str], context: Context) -> bool:
    """Whether an entry stays once its fields have been tried; those that refuse nearly everything go."""
    by_name = {column.name: column for column in columns}
    required = {it.name for it in INGESTORS[rows.kind].fields if it.needed}
    timed = {it.name for it in INGESTORS[rows.kind].fields if isinstance(it.type, Time)}
    tried = [_tried(rows.kind, _dated(line, others), by_name, context) for line in rows.lines]
    hopeless = [line for line in tried if line.score <= _HOPELESS]
    kept = [line for line in tried if line not in hopeless or line.name in required]
    rows.lines = [with_clock(line, columns) if line.name in timed else line for line in kept]
    return not any(line.name in required and len(line.columns) == 1 for line in hopeless)


def _less_sure(line: Line) -> Line:
    """The field where the name of its column is a guess too."""
    return replace(line, score=line.score * _GUESSED, why=f"no header; {line.why}")


def subject_of(source: Input, reading: Reading) -> str:
    """What is said of its rows by the list that they are in, or their sheet, or else the name of the file."""
    list_name = reading.record_path.rpartition(".")[2]
    for name in (list_name, source.part, stem(PurePosixPath(source.name).name)):
        senses = said(re.sub(r"\d", "", name)).senses if name else ()
        if found := next((SUBJECTS[sense] for sense in reversed([*senses]) if sense in SUBJECTS), ""):
            return found
    return ""


def _plain_name(name: str) -> str:
    """What a file and its partitions are called, in letters that are nothing else in a mapping."""
    own = PurePosixPath(name).name
    return re.sub(r"[^\w.-]+", "-", name.removesuffix(own) + stem(own))


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


def _dated(line: Line, others: Mapping[str, str]) -> Line:
    """The field with the order of its dates, where it is another one than that of the file."""
    order = next((others[name] for name in line.columns if name in others), "")
    return replace(line, value={"column": line.columns[0], "dates": order}) if order else line
