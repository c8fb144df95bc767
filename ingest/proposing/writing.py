"""A proposal as the text of a mapping file, with a reason and how sure it is behind each line."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from glob import escape
from pathlib import Path
from typing import Any

import yaml

from ingest.inputs import FileInput
from ingest.inputs.archive import Member
from ingest.inputs.formats import format_of
from ingest.packaged import mapping_path
from ingest.proposing.entries.rows import Line, Rows
from ingest.proposing.habits.file_habits import Habit
from ingest.proposing.parts import place_of
from ingest.proposing.proposal import SAMPLE, FileProposal

_HEAD = f"""\
# Proposed by `ckg propose`, by the headers and the first {SAMPLE:,} rows. In per cent: how sure each line is.
# Look through it, the unsure lines first; `ckg check` shows what it makes of the first rows.
"""
_OF_SOURCES = ("country", "timezone", "dates", "decimal")
"""Habits that all files of a source mostly have."""
_FIRST_ALIGNED, _LAST_ALIGNED = 34, 64
UNSURE = 0.7
"""The score below which a line should be looked at."""


def mapping_text(
    name: str,
    files: Sequence[FileProposal],
    country: str = "",
    beside: Path | None = None,
    remarks: Iterable[str] = (),
) -> str:
    """The mapping of a source that is made of these files; `country` is one that the user named, `beside` the
    folder that the mapping will lie in."""
    lines = [_HEAD, *(f"# {_comment(it)}\n" for it in remarks), _line(0, f"source: {flow(name)}", None)]
    shared = {what: habit for what in _OF_SOURCES if (habit := _shared(files, what))}
    if country:
        shared["country"] = Habit(country, 1.0, "as you said")
    for what, habit in shared.items():
        lines.append(_line(0, f"{what}: {habit.value}", habit.score, habit.why))
    if "country" not in shared:
        lines.append("# country: DE  # nothing tells it; without one it is CKG_COUNTRY\n")
    if unsure := [it.name for file in files if "timezone" not in file.habits for it in file.clocks]:
        told = _comment(", ".join(dict.fromkeys(unsure)))
        lines.append(
            f"# timezone: Area/City  # nothing tells that of {told}; without one it is CKG_TIMEZONE\n"
        )
    if nulls := sorted({word for file in files for word in file.nulls}):
        lines.append(
            _line(
                0,
                f"nulls: {flow(nulls)}",
                0.9,
                "these words stand where nothing is known",
            )
        )
    lines.append("\nfiles:\n")
    for file in files:
        lines += _file(file, shared, beside)
    return "".join(lines)


def flow(value: Any) -> str:
    """A value as YAML writes it on one line."""
    written = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return written.strip().removesuffix("\n...").strip()


def _shared(files: Sequence[FileProposal], what: str) -> Habit | None:
    """The habit that most of the files have, the surest of its reasons."""
    found = [file.habits[what] for file in files if what in file.habits]
    if not found:
        return None
    most = Counter(habit.value for habit in found).most_common(1)[0][0]
    return max((habit for habit in found if habit.value == most), key=lambda habit: habit.score)


def _packaged(file: FileProposal, beside: Path | None) -> Iterator[str]:
    """The entry of the mapping that is packaged for an export."""
    text = mapping_path(file.packaged).read_text(encoding="utf-8")
    entry = text.partition("\nfiles:\n")[2]
    yield f"  # An export that is known: {file.packaged}\n"
    sheet = f"\n    sheet: {flow(file.source.part)}" if file.source.part else ""
    yield re.sub(r"- path: .*", lambda _: f"- path: {flow(_path(file, beside)[0])}{sheet}", entry, count=1)


def _file(file: FileProposal, shared: dict[str, Habit], beside: Path | None) -> Iterator[str]:
    if file.packaged:
        yield from _packaged(file, beside)
        return
    if not file.rows:
        columns = _comment(", ".join(file.unused))
        yield f"  # {_comment(file.name)}: what its rows are cannot be told by {columns}\n"
        return
    path, member = _path(file, beside)
    yield _line(2, f"- path: {flow(path)}", None)
    if member:
        yield _line(4, f"member: {flow(member)}", None)
    for what, written in _reading(file):
        yield _line(4, f"{what}: {written}", None)
    for what, habit in file.habits.items():
        if what in shared and shared[what].value != habit.value and what != "country":
            yield _line(4, f"{what}: {habit.value}", habit.score, habit.why)
    yield "    rows:\n"
    for rows in file.rows:
        yield from _rows(rows)
    if file.unused:
        yield f"    # not mapped: {', '.join(_comment(name) for name in file.unused)}\n"
    if consents := [name for name in file.consents if name in file.unused]:
        yield f"    # consents, it seems, and no column tells since when: {_comment(', '.join(consents))}\n"


def _path(file: FileProposal, beside: Path | None) -> tuple[str, str]:
    """The path of a file for a mapping in a folder, and which member of an archive, or partition, it is; of
    parts of one those of all."""
    source = file.source
    if isinstance(source, Member):
        return source.name.removesuffix(f":{source.member}"), file.pattern or escape(source.member)
    if not isinstance(source, FileInput):
        return "*", ""  # standard input has no name
    if not file.pattern:
        return escape(os.path.relpath(source.path.resolve(), beside) if beside else source.name), ""
    folder = Path(place_of(source)).resolve()
    if source.partitions:
        return escape(os.path.relpath(folder, beside or folder.parent)), file.pattern
    return (Path(escape(os.path.relpath(folder, beside or folder))) / file.pattern).as_posix(), ""


def _reading(file: FileProposal) -> Iterator[tuple[str, str]]:
    """How a file is read, as far as its name and a usual one do not tell."""
    reading = file.reading
    if reading.format != format_of(file.source.name):
        yield "format", reading.format
    if reading.format == "csv":
        if reading.encoding not in ("", "utf-8"):
            yield "encoding", reading.encoding
        if reading.delimiter not in ("", ","):
            yield "delimiter", json.dumps(reading.delimiter)
        if reading.quote not in (None, '"'):
            yield "quote", f'"{reading.quote}"'
    if reading.sheet:
        yield "sheet", flow(reading.sheet)
    if reading.record_path:
        yield "record_path", flow(reading.record_path)
    if reading.skip:
        yield "skip", str(reading.skip)
    if reading.header:
        yield "header", flow(list(reading.header))


def _rows(rows: Rows) -> Iterator[str]:
    sure = sum(line.score for line in rows.lines) / len(rows.lines)
    yield _line(6, f"- kind: {rows.kind}", sure)
    if rows.when:
        yield _line(8, f"when: {flow(rows.when)}", None)
    yield "        fields:\n"
    width = max(len(f"{line.name}: {flow(line.value)}") for line in rows.lines) + 12
    aligned = min(max(width, _FIRST_ALIGNED), _LAST_ALIGNED)
    for line in rows.lines:
        yield _line(10, f"{line.name}: {flow(line.value)}", line.score, _why(line), aligned)


def _why(line: Line) -> str:
    return f"look at this: {line.why}" if line.score < UNSURE else line.why


def _line(indent: int, text: str, score: float | None, why: str = "", aligned: int = 0) -> str:
    """A line of the file, with its comment where one is due."""
    line = f"{' ' * indent}{text}"
    if score is None:
        return f"{line}\n"
    reason = f": {_comment(why)}" if why else ""
    return f"{line:<{aligned}}  # {score:.0%}{reason}\n"


def _comment(text: str) -> str:
    """A text that cannot end a comment."""
    return "".join(mark if mark.isprintable() else " " for mark in text)[:200]
