"""Lines of tables that are no rows: they become nobody, and quarantine says why."""

from pathlib import Path

import pytest

from ingest.pipeline.pipeline import ingest
from ingest.rows.strays import NAMES, REMARK
from tests.ingest.support import MemorySink, write
from tests.support.workbooks import table, workbook

FIELDS = "{source_id: Nr, full_name: Name, email: Mail, birth_date: Geb}"
MAPPING = f"source: crm\nfiles:\n  - path: rows.csv\n    rows: [{{kind: customer, fields: {FIELDS}}}]\n"
HEADER = ["Nr", "Name", "Mail", "Geb"]
USUAL = [
    ["1001", "Anna Kern", "a@x.example", "03.05.1985"],
    ["1002", "Otto Kern", "", ""],
    ["1003", "", "", ""],
    ["1004", "Eva Kern", "e@x.example", ""],
    ["1005", "Ulla Kern", "u@x.example", "04.05.1985"],
]


def taken(tmp_path: Path, rows: list[list[str]]) -> tuple[list[str], list[tuple[int, str]]]:
    """The keys of the customers of a CSV file, and what stayed out."""
    text = "\n".join(";".join(f'"{cell}"' if cell else "" for cell in row) for row in rows)
    (tmp_path / "rows.csv").write_text(f"{';'.join(HEADER)}\n{text}\n", encoding="utf-8")
    return ingested(tmp_path / "rows.csv")


def ingested(file: Path) -> tuple[list[str], list[tuple[int, str]]]:
    """The same of any file."""
    sink = MemorySink()
    ingest(write(file.parent / "crm.yaml", MAPPING), (file,), sink)
    assert not any(it.row.startswith("{") for it in sink.rejections)  # a replay would make customers of them
    return [it.source_id for it in sink.records], [(it.origin.line, it.reason) for it in sink.rejections]


KEYS = [row[0] for row in USUAL]


@pytest.mark.parametrize(
    "header",
    [
        ["Customer No", "Name", "E-mail", "Birth date"],
        ["(Text)", "(Text)", "(Text)", "(Datum)"],
        ["{'ImportId': 'QID1'}".replace("'", '""'), "", "{'ImportId': 'QID2'}".replace("'", '""'), ""],
    ],
)
def test_names_of_columns_once_more_are_nobody(tmp_path: Path, header: list[str]) -> None:
    assert taken(tmp_path, [header, *USUAL]) == (KEYS, [(2, NAMES)])
    assert taken(tmp_path, [header, header, *USUAL]) == (KEYS, [(2, NAMES), (3, NAMES)])


def test_remarks_below_the_rows_are_nobody(tmp_path: Path) -> None:
    said = ("* Stand: 01.03.2024", "Quelle: CRM, ohne Gewähr", "Stand:&nbsp;heute", "Stand:\xa0heute")
    remarks = [[it, "", "", ""] for it in said]
    assert taken(tmp_path, [*USUAL, *remarks]) == (KEYS, [(line, REMARK) for line in (7, 8, 9, 10)])


OTHERS = [["ROOT", "Uwe Kern", "", ""], ["ROOT", "Uwe Kern", "u@x.example", ""], ["K 17", "Uwe Kern", "", ""]]


@pytest.mark.parametrize("row", OTHERS)
def test_rows_with_other_keys_are_somebody(tmp_path: Path, row: list[str]) -> None:
    assert taken(tmp_path, [*USUAL, row])[0] == [*KEYS, row[0]]
    assert taken(tmp_path, [USUAL[0], row, *USUAL[1:]])[0] == [KEYS[0], row[0], *KEYS[1:]]


def test_keys_with_blanks_are_keys(tmp_path: Path) -> None:
    rows = [[f"K {number}", "", "", ""] for number in range(7)]
    assert taken(tmp_path, rows) == ([row[0] for row in rows], [])


def test_a_sheet_has_such_lines_too(tmp_path: Path) -> None:
    rows = [HEADER, ["Customer No", "Name", "E-mail", "Birth date"], *USUAL, ["Stand: 1. März 2024"]]
    cells = [[cell or None for cell in row] for row in rows]
    file = workbook(tmp_path / "rows.xlsx", {"Kunden": table(*cells)})
    assert ingested(file) == (KEYS, [(2, NAMES), (8, REMARK)])
