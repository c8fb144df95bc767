"""The quarantine: what is in it, how rows get out, and that they do not come back."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pytest

from graph.errors import IngestError
from graph.files.formulas import guarded, unguarded
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter, days, groups
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest, replay
from ingest.pipeline.summary import IngestSummary
from ingest.quarantine_files import export_rows
from tests.ingest.support import write
from tests.support.looking import look
from tests.support.script import Script
from tests.support.workbooks import table, workbook

FIELDS = "{source_id: Nr, full_name: Name, email: Mail, birth_date: Geb}"
ROWS = """Nr,Name,Mail,Geb
1,Anna Groß,kaputt,1980-02-30
,Ohne,o@mail.example,
3,Carl Kern,c@mail.example,
4,zu,viel,im,Topf
"""


class Company:
    """One source and its journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mapping = self.mapped(FIELDS)

    def mapped(self, fields: str, path: str = "k.csv") -> Path:
        entry = f"{{path: {path}, rows: [{{kind: customer, fields: {fields}}}]}}"
        return write(self.folder / "m.yaml", f"source: crm\nfiles: [{entry}]")

    @property
    def journal(self) -> Journal:
        return Journal.open(Settings(home=self.folder / "home"))

    def ingest(self, text: str, file: str = "k.csv") -> IngestSummary:
        return ingest(self.mapping, (write(self.folder / file, text),), self.journal)

    @property
    def quarantined(self) -> list[tuple[int, str]]:
        """Line and field of all that is in quarantine."""
        return sorted((found.line, found.field) for found in self.journal.in_quarantine())

    def record(self, key: str) -> tuple[str | None, list[str]]:
        """Birth date and e-mail addresses of a record."""
        born = look(self.journal, "SELECT birth_date FROM records WHERE source_id = ?", [key])
        mails = look(
            self.journal,
            "SELECT value FROM identifiers WHERE kind = 'email' AND record_id = ? ORDER BY value",
            [f"crm:{key}"],
        )
        return born[0][0], [mail for (mail,) in mails]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    found = Company(tmp_path)
    found.ingest(ROWS)
    return found


ALL = [(2, "birth_date"), (2, "email"), (3, "source_id"), (5, "")]


def test_what_is_in_quarantine(company: Company) -> None:
    assert company.quarantined == ALL
    counted = {group.name: (group.count, group.rows) for group in groups(company.journal, "file")}
    assert counted == {("crm", "k.csv"): (4, 3)}
    assert [(day.refused, day.released, day.open) for day in days(company.journal)] == [(4, 0, 4)]
    found = [it.field for it in company.journal.in_quarantine(RejectionFilter(source="crm", reason="E-MAIL"))]
    assert found == ["email"]
    assert not list(company.journal.in_quarantine(RejectionFilter(source="shop")))


def test_a_later_row_of_the_same_key_that_is_right_releases(company: Company) -> None:
    summary = company.ingest("Nr,Name,Mail,Geb\n1,Anna Groß,anna@mail.example,1980-02-30\n")
    assert (summary.released, company.quarantined) == (
        1, [(2, "birth_date"), (2, "birth_date"), (3, "source_id"), (5, "")]
    )  # fmt: skip


def test_a_field_that_a_file_does_not_have_says_nothing(company: Company) -> None:
    company.mapped("{source_id: Nr, full_name: Name}")
    assert company.ingest("Nr,Name\n1,Anna Groß\n").released == 0
    assert company.quarantined == ALL


def test_what_one_file_states_twice_stays_as_it_is(tmp_path: Path) -> None:
    company = Company(tmp_path)
    for _ in range(3):
        company.ingest("Nr,Name,Mail,Geb\n1,A B,kaputt,\n1,A B,a@mail.example,\n")
        assert company.quarantined == [(2, "email")]
    assert look(company.journal, "SELECT count(*) FROM stored_rejected") == [(1,)]


def test_replay_after_a_corrected_mapping(company: Company) -> None:
    corrected = company.mapped("{source_id: {coalesce: [Nr, Name]}, full_name: Name, birth_date: Geb}")
    summary = replay(corrected, RejectionFilter(), company.journal)
    assert (summary.total("rows"), summary.total("accepted"), summary.released) == (2, 1, 2)
    assert company.quarantined == [(2, "birth_date"), (5, "")]
    assert company.record("Ohne") == (None, [])
    assert replay(corrected, RejectionFilter(reason="birth_date"), company.journal).released == 0


def test_nothing_to_replay(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.ingest("Nr,Name,Mail,Geb\n4,zu,viel,im,Topf\n")
    with pytest.raises(IngestError, match="Nothing of source crm is in quarantine that could be read again"):
        replay(company.mapping, RejectionFilter(), company.journal)
    assert company.quarantined == [(2, "")]
    assert not replay(company.mapping, RejectionFilter(file="other.csv"), company.journal).files


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_mended_by_hand(company: Company, delimiter: str, encoding: str) -> None:
    (path,) = export_rows(company.journal.in_quarantine(), company.folder / "out")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Nr"], row["ckg_line"], row["ckg_text"]) for row in rows] == [
        ("1", "2", ""), ("", "3", ""), ("", "5", "4,zu,viel,im,Topf")
    ]  # fmt: skip
    rows[0] |= {"Mail": "anna@mail.example", "Geb": "1980-02-29"}
    rows[1]["Nr"] = "2"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    summary = ingest(company.mapping, (company.folder / "out",), company.journal)
    assert (summary.total("rows"), summary.total("rejected_rows"), summary.released) == (2, 0, 3)
    assert company.quarantined == [(5, "")]
    assert company.record("1") == ("1980-02-29", ["anna@mail.example"])
    assert company.record("2") == (None, ["o@mail.example"])
    company.ingest(ROWS)
    assert company.quarantined == [(5, "")], "what a person has settled does not come back"


def test_all_that_is_wrong_of_a_row_is_told_at_once_and_mended_in_a_workbook(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.ingest("Nr,Name,Mail,Geb\n,Anna Groß,kaputt,31.13.x\n")
    assert company.quarantined == [(2, "birth_date"), (2, "email"), (2, "source_id")]
    (path,) = export_rows(company.journal.in_quarantine(), company.folder / "out")
    with path.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    path.unlink()
    row |= {"Nr": "7", "Mail": "anna@mail.example", "Geb": "29.2.1980"}
    workbook(path.with_suffix(".xlsx"), {"Tabelle1": table(list(row), list(row.values()))})
    summary = ingest(company.mapping, (company.folder / "out",), company.journal)
    assert (summary.total("rejected_rows"), summary.released, company.quarantined) == (0, 3, [])
    assert company.record("7") == ("1980-02-29", ["anna@mail.example"])


def test_an_export_that_nobody_mended_changes_nothing(company: Company) -> None:
    export_rows(company.journal.in_quarantine(), company.folder / "out")
    summary = ingest(company.mapping, (company.folder / "out",), company.journal)
    assert (summary.total("accepted"), summary.released) == (0, 0)
    assert company.quarantined == ALL


def test_an_export_never_replaces_what_somebody_mended(company: Company) -> None:
    (path,) = export_rows(company.journal.in_quarantine(), company.folder / "out")
    path.write_text("mended", encoding="utf-8")
    with pytest.raises(IngestError, match=r"k\.csv\.quarantine\.csv is there already"):
        export_rows(company.journal.in_quarantine(), company.folder / "out")
    assert path.read_text(encoding="utf-8") == "mended"


def test_files_of_one_name_are_exported_into_one(company: Company) -> None:
    for folder in ("north", "south"):
        (company.folder / folder).mkdir()
        company.ingest(f"Nr,Name,Mail,Geb\n,{folder},,\n", f"{folder}/k.csv")
    (path,) = export_rows(company.journal.in_quarantine(), company.folder / "out")
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row["Name"] for row in csv.DictReader(file)}
    assert {"north", "south"} <= names


def test_nested_rows_are_exported_as_json(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.mapping = company.mapped("{source_id: p.id, email: p.mail}", "k.jsonl")
    company.ingest('{"p": {"id": 1, "mail": "kaputt"}}\n', "k.jsonl")
    (path,) = export_rows(company.journal.in_quarantine(), tmp_path / "out")
    row = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(row | {"p": {"id": 1, "mail": "a@mail.example"}}), encoding="utf-8")
    assert ingest(company.mapping, (path,), company.journal).released == 1
    assert company.record("1") == (None, ["a@mail.example"])


@pytest.mark.parametrize("text", ["=1+1", "+49 170", "-5", "@SUM(A1)", "\tx", "\r=x", "a", "'a", "", "'=x"])
def test_no_cell_is_a_formula(text: str) -> None:
    shown = guarded(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert text == "'=x" or unguarded(shown) == text


def test_rejections_of_earlier_versions(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.ingest(ROWS)
    with company.journal.connect(views=("stored_rejected",)) as connection:
        query = "SELECT source, file, line, field, value, reason, row, ingest_id FROM stored_rejected"
        old = connection.sql(query).to_arrow_table()
    (tmp_path / "older").mkdir()
    older = Company(tmp_path / "older")
    older.journal.append_table("rejected", pa.table(old))
    assert older.quarantined == ALL
    older.ingest(ROWS)
    assert older.quarantined == ALL
    assert look(older.journal, "SELECT count(*) FROM stored_rejected") == [(4,)]


def test_the_command_line(company: Company, tmp_path: Path) -> None:
    ckg = Script({"CKG_HOME": str(company.folder / "home")}, tmp_path)
    listed = json.loads(ckg.run("quarantine", "list", "--json").output)
    assert {(row["field"], row["count"]) for row in listed} == {(name, 1) for _, name in ALL}
    shown = ckg.run("quarantine", "show")
    assert "k.csv:2  email is not an e-mail address" in shown.output
    assert "kaputt" not in shown.output
    assert "Anna" not in shown.output
    assert ckg.run("quarantine", "export", "--to", "out", "--reason", "e-mail").status == 0
    assert (tmp_path / "out" / "k.csv.quarantine.csv").stat().st_mode & 0o077 == 0
    assert ckg.run("quarantine", "drop", "--source", "crm", "--reason", "5 columns").output == "1 dropped\n"
    assert company.quarantined == ALL[:-1]
    company.ingest(ROWS)
    assert company.quarantined == ALL[:-1]
    days_told = json.loads(ckg.run("quarantine", "list", "--by", "day", "--json").output)
    assert [(day["refused"], day["released"], day["open"]) for day in days_told] == [(4, 1, 3)]
    company.mapping.write_text(company.mapping.read_text(encoding="utf-8").replace("crm", "shop"), "utf-8")
    company.ingest(ROWS)
    *_, crm, shop = ckg.run("quarantine", "export", "--to", "all").output.splitlines()
    assert [line.rpartition(" ")[2] for line in (crm, shop)] == ["all/crm", "all/shop"]
    wrong = ckg.run("quarantine", "list", "--by", "colour")
    assert wrong.status == 1
    assert '"colour" is nothing to group by' in wrong.errors


def test_sheets_of_one_name_in_two_workbooks_go_back_to_their_entries(tmp_path: Path) -> None:
    entry = """
      - path: {}.xlsx
        sheet: {}
        rows: [{{kind: {}, fields: {{{}}}}}]"""
    rows = {"k": ("customer", "source_id: Nr, full_name: Name"), "p": ("product", "id: Nr, name: Name")}
    entries = [entry.format(name, sheet, *rows[name]) for name in rows for sheet in ("Neu", "Alt")]
    mapping = write(tmp_path / "m.yaml", "source: crm\nfiles:" + "".join(entries))
    journal = Journal.open(Settings(home=tmp_path / "home"))
    books = [
        workbook(
            tmp_path / f"{name}.xlsx",
            {"Neu": table(["Nr", "Name"], [None, held]), "Alt": table(["Nr", "Name"], [9, "B"])},
        )
        for name, held in (("k", "Anna Kern"), ("p", "Lampe"))
    ]
    assert ingest(mapping, books, journal).total("rejected_rows") == 2
    found = export_rows(journal.in_quarantine(), tmp_path / "out")
    assert {path.name for path in found} == {"k.xlsx#Neu.quarantine.csv", "p.xlsx#Neu.quarantine.csv"}
    for number, path in enumerate(sorted(found), start=1):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerow(rows[0] | {"Nr": number})
    assert ingest(mapping, (tmp_path / "out",), journal).released == 2
    with journal.connect() as connection:
        records = connection.sql("SELECT source_id, full_name FROM records ORDER BY 1").fetchall()
    assert records == [("1", "Anna Kern"), ("9", "B")]
