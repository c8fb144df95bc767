"""Reads a sheet in a process of its own, whose memory is bounded: a workbook may claim any size.

    python workbook.py SHEET < WORKBOOK > ROWS

Writes JSON, line by line: first an object with what was found, then for each row that is not empty its number
and its cells from column A on. A cell is null, a text, a number, a flag, or a list of its kind and its value
as text.
"""

import datetime as dt
import json
import re
import sys
import zipfile
from typing import Any

import python_calamine as calamine

MEMORY = 2 * 2**30
SECONDS = 900
_EXACT = 2**53
_MIDNIGHT = dt.time()
_BEGINNING = 1 << 20
_FROM_1904 = re.compile(rb"""\sdate1904\s*=\s*["'](?:1|true)["']""")


def main(sheet: str) -> None:
    """Write the rows of a sheet, or of the only one that is to be seen."""
    _limit()
    write = sys.stdout.write
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(sys.stdin.buffer)
        names = _visible(workbook)
        filled = [] if sheet else _filled(workbook, names)
        chosen = _chosen(workbook, sheet, filled)
        if chosen is None:
            write(json.dumps({"sheets": names, "filled": filled}))
            return
        found = workbook.get_sheet_by_name(chosen)
        ranges = found.merged_cell_ranges or ()
        merged = [[top + 1, left, right] for (top, left), (_, right) in ranges]
        write(
            json.dumps({"sheets": names, "sheet": chosen, "merged": merged, "rows": found.total_height})
            + "\n"
        )
        before = ["before 1904", "00:00:00"] if _counts_from_1904() else None
        joined = {(top + 1, left): bottom + 1 for (top, left), (bottom, _) in ranges}
        _write_rows(found, joined, before)
    except calamine.PasswordError:
        write(json.dumps({"fault": "password"}))
    except calamine.CalamineError:
        write(json.dumps({"fault": "password" if _is_encrypted() else "damaged"}))


def _is_encrypted() -> bool:
    """Whether the directory of a file names the part that holds an encrypted workbook."""
    sys.stdin.buffer.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in sys.stdin.buffer.read()


def _counts_from_1904() -> bool:
    """Whether days are counted from 1904 on, as old Macs did; those before are read as midnight."""
    try:
        sys.stdin.buffer.seek(0)
        with zipfile.ZipFile(sys.stdin.buffer) as archive, archive.open("xl/workbook.xml") as part:
            return bool(_FROM_1904.search(part.read(_BEGINNING)))
    except (zipfile.BadZipFile, KeyError):
        return False


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        most = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if most < 0 else min(value, most), most))


def _visible(workbook: Any) -> list[str]:
    """The sheets that are to be seen; all where none is."""
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    seen = [sheet for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in seen or sheets]


def _filled(workbook: Any, names: list[str]) -> list[str]:
    """The sheets with anything in them; each of several is read for that."""
    return names if len(names) == 1 else [name for name in names if workbook.get_sheet_by_name(name).height]


def _chosen(workbook: Any, sheet: str, filled: list[str]) -> str | None:
    """The sheet that is meant; of several, where none is named, the only one with anything in it."""
    if sheet:
        return sheet if sheet in workbook.sheet_names else None
    return filled[0] if len(filled) == 1 else None


def _write_rows(sheet: Any, merged: dict[tuple[int, int], int], midnight: list[str] | None) -> None:
    """Writes all rows; cells merged over several rows, by place with their last row, are in each of them.

    `midnight` is written for that time where it may stand for a day.
    """
    joined: dict[int, tuple[int, Any]] = {}
    before: list[Any] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [midnight if midnight and value == _MIDNIGHT else _cell(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            cells = before + cells
            _go_on(number, cells, joined)
            starting = {place: cell for place, cell in enumerate(cells) if (number, place) in merged}
            joined |= {place: (merged[number, place], cell) for place, cell in starting.items()}
            sys.stdout.write(json.dumps([number, cells]) + "\n")


def _go_on(number: int, cells: list[Any], joined: dict[int, tuple[int, Any]]) -> None:
    """Puts what stands in a merged cell above into the cells of a row that belong to it."""
    for place, (last, above) in joined.items():
        if number <= last and (place >= len(cells) or cells[place] is None):
            cells += [None] * (place + 1 - len(cells))
            cells[place] = above


def _cell(value: Any) -> Any:
    if value == "":
        return None
    if isinstance(value, float):
        # All numbers in a workbook are floats; what is whole is written whole.
        return int(value) if value.is_integer() and abs(value) <= _EXACT else value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, dt.timedelta):
        return ["duration", str(value)]
    return value


if __name__ == "__main__":
    main(sys.argv[1])
