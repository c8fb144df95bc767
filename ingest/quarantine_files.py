"""The quarantine as files in the source's own columns, which can be mended and ingested again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from graph.journal.quarantine import OpenRejection
from ingest.inputs.formats import MENDED

FILE, LINE, REASON, TEXT, IDS = "ckg_file", "ckg_line", "ckg_reason", "ckg_text", "ckg_quarantine"
OWN = (FILE, LINE, REASON, TEXT, IDS)
"""Columns of ours behind those of the source: where a row stood, what was wrong, its text if it is no row."""
MENDS = "_quarantine"
"""Key of a row that holds the ids of the rejections that it is the correction of."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class _Row:
    """A row as it was read, with all that was wrong with it."""

    values: dict[str, Any]
    text: str
    line: int
    reasons: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def export_rows(rejections: Iterable[OpenRejection], folder: Path) -> dict[Path, int]:
    """Writes the rows of each source file into a file of its own; returns how many are in each.

    Flat rows become CSV that a spreadsheet can open, others JSON Lines.
    """
    files: dict[tuple[str, str], dict[tuple[int, str], _Row]] = {}
    for rejection in rejections:
        rows = files.setdefault((rejection.source, rejection.file), {})
        key = rejection.line, rejection.row
        row = rows.get(key) or rows.setdefault(key, _read(rejection))
        row.reasons.append(f"{rejection.field} {rejection.reason}".strip())
        row.ids.append(rejection.id)
    folder.mkdir(parents=True, exist_ok=True)
    several = len({source for source, _ in files}) > 1
    return {
        _written(folder / source if several else folder, file, list(rows.values())): len(rows)
        for (source, file), rows in files.items()
    }


def _read(rejection: OpenRejection) -> _Row:
    try:
        values = json.loads(rejection.row)
    except ValueError:
        values = None
    whole = isinstance(values, dict)
    return _Row(values if whole else {}, "" if whole else rejection.row, rejection.line)


def _written(folder: Path, file: str, rows: list[_Row]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    nested = any(isinstance(value, dict | list) for row in rows for value in row.values.values())
    name = PurePosixPath(file.rpartition(":")[2]).name
    path = folder / f"{name}{MENDED}.{'jsonl' if nested else 'csv'}"
    (_write_json if nested else _write_csv)(path, file, rows)
    return path


def _write_json(path: Path, file: str, rows: list[_Row]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row.values | _own(file, row), ensure_ascii=False) + "\n")


def _write_csv(path: Path, file: str, rows: list[_Row]) -> None:
    """With a byte order mark, so that spreadsheets see that it is UTF-8."""
    columns = dict.fromkeys(name for row in rows for name in row.values)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, [*columns, *OWN], restval="")
        writer.writerow({name: guarded(name) for name in (*columns, *OWN)})
        for row in rows:
            writer.writerow({name: guarded(value) for name, value in (row.values | _own(file, row)).items()})


def _own(file: str, row: _Row) -> dict[str, Any]:
    told = file, row.line, "; ".join(row.reasons), row.text, " ".join(row.ids)
    return dict(zip(OWN, told, strict=True))


def guarded(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: a text that could be one gets an apostrophe."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(value: Any) -> Any:
    """The value that was guarded."""
    guard = isinstance(value, str) and value.startswith("'") and value[1:].startswith(_FORMULA)
    return value[1:] if guard else value
