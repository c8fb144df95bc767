"""Workbooks as far as a test needs them: cells of every type, merged cells, sheets."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the file."""

    xml: str


def workbook(
    path: Path,
    sheets: Mapping[str, Mapping[str, Any]],
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    properties: str = "",
) -> Path:
    """An .xlsx file of sheets, each with its cells by place (`B3`); returns the path.

    `properties` are those of the workbook, as they stand in the file.
    """
    names = list(sheets)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _sheet_list(names, hidden, properties))
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(names)]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 46))
        archive.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
        )
        for number, name in enumerate(names):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(sheets[name], merged))
    return path


def table(*rows: Sequence[Any], first: int = 1) -> dict[str, Any]:
    """Rows as cells from A on, the first of them in this row."""
    return {
        f"{chr(ord('A') + column)}{number}": value
        for number, row in enumerate(rows, start=first)
        for column, value in enumerate(row)
    }


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet_list(names: Sequence[str], hidden: Sequence[str], properties: str) -> str:
    listed = ""
    for n, name in enumerate(names):
        state = "hidden" if name in hidden else "visible"
        listed += f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="r{n}" state="{state}"/>'
    own = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    return f"{own}<workbookPr {properties}/><sheets>{listed}</sheets></workbook>"


def _sheet(cells: Mapping[str, Any], merged: Sequence[str]) -> str:
    rows: dict[int, list[str]] = {}
    for place, value in cells.items():
        row = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows.setdefault(row, []).append(_cell(place, value))
    data = "".join(f'<row r="{row}">{"".join(found)}</row>' for row, found in sorted(rows.items()))
    joined = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    cells_joined = f"<mergeCells>{joined}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{cells_joined}</worksheet>'


def _cell(place: str, value: Any) -> str:
    if isinstance(value, Raw):
        return value.xml.format(place=place)
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
        days = (moment - _EPOCH).total_seconds() / 86_400
        return f'<c r="{place}" s="{2 if isinstance(value, datetime) else 1}"><v>{days}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
