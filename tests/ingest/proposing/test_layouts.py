"""Files that are laid out for people: titles, several sheets, delimiters that few use, a single column."""

from datetime import date
from pathlib import Path

import pytest

from ingest.inputs import FileInput
from ingest.profiling.profile import profile
from ingest.proposing.opening import by_part
from ingest.proposing.parts import parted
from ingest.proposing.proposal import propose
from ingest.proposing.writing import mapping_text
from tests.ingest.proposing.proposals import as_yaml, fields, proposed
from tests.support.script import Script
from tests.support.workbooks import table, workbook

_HEAD = ("Kundennr", "Vorname", "E-Mail")
_ROWS = ((1001, "Anna", "anna@x.example"), (1002, "Otto", "otto@x.example"), (1003, "Eva", "eva@x.example"))
_ORDERS = (("Bestellnr", "Kundennr", "Datum", "Betrag"), ("B1", 1001, date(2024, 1, 5), 19.9))
_FOUND = {"source_id": ("Kundennr",), "given_name": ("Vorname",), "email": ("E-Mail",)}


def _lines(delimiter: str) -> list[str]:
    return [delimiter.join(map(str, row)) for row in (_HEAD, *_ROWS)]


@pytest.mark.parametrize("delimiter", [";", "^", "~", "\x1f", "\x01"])
def test_delimiters_are_found_and_written_as_yaml_has_them(tmp_path: Path, delimiter: str) -> None:
    found = proposed(tmp_path / "k.csv", "\n".join(_lines(delimiter)))

    assert _FOUND.items() <= fields(found, "customer").items()
    [entry] = as_yaml(found)["files"]  # type: ignore[index]
    assert entry["delimiter"] == delimiter


@pytest.mark.parametrize(
    "titles", [["Liste;Mai"], ["Stand;01.03.2024", ""], ["# Export", "# Quelle: ERP"], ["a;b;c;d;e", "Stand"]]
)
def test_lines_of_another_width_are_no_header(tmp_path: Path, titles: list[str]) -> None:
    found = proposed(tmp_path / "k.csv", "\n".join([*titles, *_lines(";")]))

    assert found.reading.skip > 0
    assert _FOUND.items() <= fields(found, "customer").items()


def test_titles_of_a_sheet_are_no_header(tmp_path: Path) -> None:
    cells = table(("Kunden 2024",), ("Stand", date(2024, 3, 1)), (), _HEAD, *_ROWS)
    found = propose(FileInput(workbook(tmp_path / "k.xlsx", {"K": cells}, merged=("A1:C1",))), "crm")

    assert _FOUND.items() <= fields(found, "customer").items()


@pytest.mark.parametrize("rows", [2, 30])
def test_a_file_of_one_column_has_one(tmp_path: Path, rows: int) -> None:
    found = proposed(tmp_path / "k.csv", "\n".join(["email", *(f"a{at}@x.example" for at in range(rows))]))

    assert fields(found, "customer")["email"] == ("email",)


def test_each_sheet_of_a_workbook_is_looked_at(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "k.xlsx",
        {"Kunden": table(_HEAD, *_ROWS), "Leer": {}, "Bestellungen": table(*_ORDERS), "Alt": table(*_ORDERS)},
        hidden=("Alt",),
    )
    sheets = list(by_part([FileInput(path)]))
    found = [propose(sheet, "crm") for sheet in sheets]
    told = [(it.name, it.reading.sheet, it.rows[0].kind) for it in parted(found)]

    assert told == [("k.xlsx:Kunden", "Kunden", "customer"), ("k.xlsx:Bestellungen", "Bestellungen", "order")]
    assert "sheet: Bestellungen\n" in mapping_text("crm", found)
    assert [profile(sheet).file for sheet in sheets] == ["k.xlsx:Kunden", "k.xlsx:Bestellungen"]


def test_a_proposal_for_a_workbook_of_sheets_can_be_ingested(tmp_path: Path) -> None:
    workbook(tmp_path / "k.xlsx", {"Kunden": table(_HEAD, *_ROWS), "Bestellungen": table(*_ORDERS)})
    ckg = Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path)
    made = ckg.run("propose", "k.xlsx", "--to", "crm.yaml")

    assert "k.xlsx:Bestellungen: order" in made.output
    checked = ckg.run("check", "crm.yaml").output
    assert "3 customers" in checked
    assert "1 order" in checked


def test_a_profile_of_an_answer_is_that_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    path.write_text('{"count": 2, "people": [{"id": 1, "city": "Ulm"}, {"id": 2, "city": "Bonn"}]}', "utf-8")
    found = profile(FileInput(path))

    assert (found.rows, [column.name for column in found.columns]) == (2, ["id", "city"])
