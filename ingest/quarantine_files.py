"""The quarantine as files in the source's own columns, which can be mended and ingested again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import IngestError
from graph.files.formulas import guarded
from graph.files.whole_file import whole_file
from graph.journal.quality.quarantine import OpenRejection
from ingest import row_text
from ingest.inputs.formats import exported

FILE, LINE, REASON, TEXT, IDS = "ckg_file", "ckg_line", "ckg_reason", "ckg_text", "ckg_quarantine"
OWN = (FILE, LINE, REASON, TEXT, IDS)
"""Columns of ours behind those of the source: where a row stood, what was wrong, its text if it is no row."""
MENDS = "_quarantine"
"""Key of a row that holds the ids of the rejections that it is the correction of."""
PLACE = "_place"
"""Key of a row that holds the file and the line where it was refused."""


@dataclass
class _Row:
    """A row as it was read, with all that was wrong with it."""

    file: str
    values: dict[str, Any]
    text: str
    line: int
    reasons: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def export_rows(rejections: Iterable[OpenRejection], folder: Path) -> dict[Path, int]:
    """Writes the rows of each source's files of one name into a file; returns how many are in each.

    Flat rows become CSV that a spreadsheet can open, others JSON Lines. Raises IngestError, with nothing
    written, where one of the files is there already: somebody may have mended rows in it.
    """
    files: dict[tuple[str, str], dict[tuple[str, int, str], _Row]] = {}
    for rejection in rejections:
        rows = files.setdefault((rejection.source, exported(rejection.file)), {})
        key = rejection.file, rejection.line, rejection.row
        row = rows.get(key) or rows.setdefault(key, _read(rejection))
        row.reasons.append(f"{rejection.field} {rejection.reason}".strip())
        row.ids.append(rejection.id)
    folder.mkdir(parents=True, exist_ok=True)
    several = len({source for source, _ in files}) > 1
    exports = {
        _path(folder / source if several else folder, name, rows.values()): list(rows.values())
        for (source, name), rows in files.items()
    }
    if there := next((path for path in exports if path.exists()), None):
        raise IngestError(
            f"{there} is there already; rows in it may be mended.", "Name another folder, or take it away."
        )
    for path, held in exports.items():
        _write(path, held)
    return {path: len(held) for path, held in exports.items()}


def _path(folder: Path, name: str, rows: Iterable[_Row]) -> Path:
    nested = any(isinstance(value, dict | list) for row in rows for value in row.values.values())
    return folder / f"{name}.{'jsonl' if nested else 'csv'}"


def _read(rejection: OpenRejection) -> _Row:
    values = row_text.read(rejection.row)
    text = "" if values is not None else rejection.row
    return _Row(rejection.file, values or {}, text, rejection.line)


def _write(path: Path, rows: list[_Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as draft:
        (_write_csv if path.suffix == ".csv" else _write_json)(draft, rows)


def _write_json(path: Path, rows: list[_Row]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(row_text.written(row.values | _own(row)) + "\n")


def _write_csv(path: Path, rows: list[_Row]) -> None:
    """With a byte order mark, so that spreadsheets see that it is UTF-8."""
    columns = dict.fromkeys(name for row in rows for name in row.values)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, [*columns, *OWN], restval="")
        writer.writerow({name: guarded(name) for name in (*columns, *OWN)})
        for row in rows:
            writer.writerow({name: guarded(value) for name, value in (row.values | _own(row)).items()})


def _own(row: _Row) -> dict[str, Any]:
    told = row.file, row.line, "; ".join(row.reasons), row.text, " ".join(row.ids)
    return dict(zip(OWN, told, strict=True))
