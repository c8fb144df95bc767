"""Excel and OpenDocument workbooks: sheets, types, headers that are none, what is made to break readers."""

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.errors import IngestError, MappingError
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IngestSummary
from tests.ingest.support import MemorySink, write
from tests.support.workbooks import Raw, table, workbook

HEAD = ("Nr", "Name", "Geboren", "Stand", "PLZ")
FIELDS = "{source_id: Nr, family_name: Name, birth_date: Geboren, observed_at: Stand, postal_code: PLZ}"


def run(
    tmp_path: Path, options: str = "", name: str = "k.xlsx", fields: str = FIELDS
) -> tuple[IngestSummary, MemorySink]:
    """Ingests a workbook with a mapping for the columns of HEAD."""
    rows = f"[{{kind: customer, fields: {fields}}}]"
    mapping = write(
        tmp_path / "m.yaml", f"source: crm\nfiles:\n  - path: {name}\n{options}    rows: {rows}\n"
    )
    sink = MemorySink()
    return ingest(mapping, (), sink), sink


def test_cells_keep_their_types(tmp_path: Path) -> None:
    cells = table(
        HEAD,
        (1001, "Müller", date(1980, 5, 3), datetime(2024, 7, 1, 12), 1067),  # noqa: DTZ001 - without a zone
        ("0012", "Meier", "3.5.1980", None, "01067"),
        (123456789012345, "Groß", None, None, None),
        (
            1003,
            Raw('<c r="{place}" t="e"><v>#REF!</v></c>'),
            None,
            None,
            Raw('<c r="{place}" s="3"><v>1.5</v></c>'),
        ),
    )
    workbook(tmp_path / "k.xlsx", {"Kunden": cells})
    summary, sink = run(tmp_path)
    first, second, third, fourth = sink.records
    assert [record.source_id for record in sink.records] == ["1001", "0012", "123456789012345", "1003"]
    assert first.attributes["birth_date"] == second.attributes["birth_date"] == "1980-05-03"
    assert first.observed_at == datetime(2024, 7, 1, 10, tzinfo=UTC)
    assert first.attributes["postal_code"] == second.attributes["postal_code"] == "01067"
    assert "family_name" not in fourth.attributes
    assert (third.origin.file, third.origin.line) == ("k.xlsx", 4)
    assert [(it.origin.line, it.field, it.reason) for it in sink.rejections] == [
        (5, "postal_code", "is a duration, which no field takes; write it as a number or a text")
    ]
    assert summary.files[0].rows == 4


def test_a_number_beyond_what_a_workbook_holds_is_no_key(tmp_path: Path) -> None:
    workbook(tmp_path / "k.xlsx", {"K": table(HEAD, (12345678901234567890, "A"), (7, "B"))})
    _, sink = run(tmp_path)
    assert [record.source_id for record in sink.records] == ["7"]
    assert [it.origin.line for it in sink.rejections] == [2]


def test_a_day_before_those_that_a_workbook_counts_is_told(tmp_path: Path) -> None:
    day = Raw('<c r="{place}" s="1"><v>-700</v></c>')
    later = Raw('<c r="{place}" s="1"><v>27882</v></c>')  # 3 May 1980
    cells = table(HEAD, (1, "A", day), (2, "B", later))
    workbook(tmp_path / "k.xlsx", {"K": cells}, properties='date1904="1"')
    _, sink = run(tmp_path)
    assert [record.attributes.get("birth_date") for record in sink.records] == [None, "1980-05-03"]
    assert [(it.origin.line, it.field) for it in sink.rejections] == [(2, "birth_date")]


def test_sheets(tmp_path: Path) -> None:
    sheets = {"Info": table(("Stand",)), "Kunden": table(HEAD, (1, "A")), "Alt": table(HEAD, (2, "B"))}
    workbook(tmp_path / "k.xlsx", sheets, hidden=("Alt",))
    with pytest.raises(IngestError, match="has 2 sheets") as caught:
        run(tmp_path)
    assert caught.value.hint == "Set `sheet` in the mapping to one of them: Info, Kunden."
    with pytest.raises(IngestError, match='has no sheet "kunden"'):
        run(tmp_path, "    sheet: kunden\n")
    assert [record.source_id for record in run(tmp_path, "    sheet: Kunden\n")[1].records] == ["1"]
    assert [record.source_id for record in run(tmp_path, "    sheet: Alt\n")[1].records] == ["2"]


def test_sheets_that_are_all_hidden_are_read(tmp_path: Path) -> None:
    workbook(tmp_path / "k.xlsx", {"Kunden": table(HEAD, (1, "A"))}, hidden=("Kunden",))
    assert [record.source_id for record in run(tmp_path)[1].records] == ["1"]


def test_a_cell_merged_over_rows_is_in_each_of_them(tmp_path: Path) -> None:
    rows = ((1, "Meier"), (2, None), (), (3, None), (4, None))
    workbook(tmp_path / "k.xlsx", {"K": table(HEAD, *rows)}, merged=("B2:B5",))
    _, sink = run(tmp_path, fields="{source_id: Nr, family_name: Name}")
    found = {it.source_id: it.attributes.get("family_name") for it in sink.records}
    assert found == {"1": "Meier", "2": "Meier", "3": "Meier", "4": None}


def test_names_of_columns_below_titles_are_found_for_the_message(tmp_path: Path) -> None:
    workbook(tmp_path / "k.xlsx", {"K": table(("ACME", "2024"), ("a", "b"), HEAD, (1, "A"))})
    with pytest.raises(MappingError, match="stand further below: set `skip: 2`"):
        run(tmp_path)


def test_the_only_sheet_with_anything_in_it(tmp_path: Path) -> None:
    workbook(tmp_path / "k.xlsx", {"Tabelle1": table(HEAD, (1, "A")), "Tabelle2": {}, "Tabelle3": {}})
    assert [record.source_id for record in run(tmp_path)[1].records] == ["1"]


@pytest.mark.parametrize(
    ("title", "merged", "what"),
    [
        (("Kundenliste 2024",), ("A1:E1",), "merged cells"),
        (("Kundenliste 2024",), (), "one cell only"),
        (("Person", None, "Daten"), ("A1:B1", "C1:E1"), "merged cells"),
    ],
)
def test_a_title_is_no_header(
    tmp_path: Path, title: tuple[str | None, ...], merged: tuple[str, ...], what: str
) -> None:
    workbook(tmp_path / "k.xlsx", {"K": table(title, HEAD, (1, "A", "3.5.1980"))}, merged)
    with pytest.raises(IngestError, match=f"Row 1 of sheet K of file .*k.xlsx has {what}") as caught:
        run(tmp_path)
    assert "`skip: 1`" in str(caught.value.hint)
    _, sink = run(tmp_path, "    skip: 1\n")
    assert [(record.source_id, record.origin.line) for record in sink.records] == [("1", 3)]


def test_a_table_that_begins_elsewhere(tmp_path: Path) -> None:
    cells = {"C4": "Nr", "D4": "Name", "C6": 1, "D6": "A", "E6": "Notiz", "C7": 2}
    workbook(tmp_path / "k.xlsx", {"K": cells})
    _, sink = run(tmp_path, fields="{source_id: Nr, family_name: Name}")
    assert [(record.source_id, record.origin.line) for record in sink.records] == [("2", 7)]
    assert [(it.origin.line, it.reason) for it in sink.rejections] == [
        (6, "has 5 columns where the header has 4")
    ]


OPEN_DOCUMENT = """
<office:document-content xmlns:office="{urn}office:1.0" xmlns:table="{urn}table:1.0"
 xmlns:text="{urn}text:1.0">
<office:body><office:spreadsheet><table:table table:name="K"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Nr</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Geboren</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="float" office:value="7"/>
<table:table-cell office:value-type="date" office:date-value="1980-05-03"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>
"""


def test_open_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "k.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        content = OPEN_DOCUMENT.replace("\n", "").format(urn="urn:oasis:names:tc:opendocument:xmlns:")
        archive.writestr("content.xml", content)
    _, sink = run(tmp_path, name="k.ods", fields="{source_id: Nr, birth_date: Geboren}")
    assert [(it.source_id, it.attributes["birth_date"]) for it in sink.records] == [("7", "1980-05-03")]


HOSTILE = {
    "a cell at the far end": ({"A1": "Nr", "XFD1048576": "x"}, "in the memory and time"),
    "nothing at all": ({}, "is empty: it has no header"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheets(tmp_path: Path, name: str) -> None:
    cells, message = HOSTILE[name]
    workbook(tmp_path / "k.xlsx", {"K": cells})
    with pytest.raises(IngestError, match=message) as caught:
        run(tmp_path)
    assert "k.xlsx" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Nr;Name\n1;A\n", "is no Excel workbook"),
        (b"", "is no Excel workbook"),
        (b"<html><table><tr><td>Nr</td></tr></table></html>", "is a web page or XML"),
        (b"PK\x03\x04xxxx", "breaks off or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is a workbook that is damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "k.xlsx").write_bytes(content)
    with pytest.raises(IngestError, match=message) as caught:
        run(tmp_path)
    assert "k.xlsx" in caught.value.message
    assert caught.value.hint


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "k.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(IngestError, match="is a workbook that is damaged"):
        run(tmp_path)


def test_a_header_once_more_is_no_row_and_told(tmp_path: Path) -> None:
    person = ("1", "Meier", 20138, None, "01067")
    workbook(tmp_path / "k.xlsx", {"Kunden": table(HEAD, person, HEAD, ("2", *person[1:]))})
    summary, sink = run(tmp_path)

    assert [record.source_id for record in sink.records] == ["1", "2"]
    assert sink.records[0].attributes["birth_date"] == "1955-02-18"
    assert summary.files[0].remarks == {"the header once more: no row": 1}
