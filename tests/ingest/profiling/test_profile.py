"""Profiles count what is in files, name what spreadsheets did to it, and show nothing personal."""

import json
import re
from pathlib import Path

import pytest

from ingest.inputs import FileInput
from ingest.profiling.column_profile import ColumnProfile
from ingest.profiling.page import profile_page
from ingest.profiling.profile import Profile, profile
from tests.ingest.support import write
from tests.support.script import Script

HEADER = "Kundennr;Vorname;E-Mail;Telefon;Geburtsdatum;PLZ;Ort;Bemerkung;Nummer"
ROWS = [
    "1001;Annegret;annegret@mail.example;0170 1234567;24.12.1980;50667;Köln;ruft gern an;1,23E+12",
    "1002;Bernhard;bernhard@;0221 555010;31.02.1975;01067;Dresden;;'0012",
    '1003;Clementine;k.A.;12;29579;1067;Dresden;;="0013"',
    "1004;Dorothea;dorothea@mail.example;;01.01.1900;04109;Leipzig;MÃ¼ller kennt sie;1001,0",
    "1005;Ekkehard;;;n/a;10115;Berlin;;#REF!",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that a spreadsheet touched."""
    return write(tmp_path_factory.mktemp("files") / "kunden.csv", "\n".join([HEADER, *ROWS, "1006;x"]))


@pytest.fixture(scope="module")
def found(path: Path) -> Profile:
    return profile(FileInput(path))


def column(found: Profile, name: str) -> ColumnProfile:
    return next(it for it in found.columns if it.name == name)


def test_columns_are_counted(found: Profile) -> None:
    number, city, mail = (column(found, name) for name in ("Kundennr", "Ort", "E-Mail"))

    assert (found.rows, found.bad_rows, found.sampled, found.keys[0]) == (5, 1, False, "Kundennr")
    assert (number.type, number.kind, number.distinct, number.least, number.greatest) == (
        *("integer", "person_id", 5),
        *("1001", "1005"),
    )
    assert (city.fill, city.distinct, city.shortest, city.longest) == (1.0, 4, 4, 7)
    assert [(it.text, it.count) for it in city.top[:1]] == [("Dresden", 2)]
    assert (mail.filled, mail.nothing, mail.fill) == (4, 1, 0.6)
    assert [(it.text, it.count) for it in number.patterns] == [("9999", 5)]


def test_what_cities_are_called_that_nobody_knows_is_named(tmp_path: Path) -> None:
    rows = "\n".join(["Kundennr;Ort", "1;none", "2;none", "3;Köln", "4;Köln", "5;Ulm"])
    found = profile(FileInput(write(tmp_path / "k.csv", rows)))
    assert [(it.text, it.count) for it in column(found, "Ort").placeholders] == [("none", 2)]


def test_what_is_wrong_is_told_by_its_reason(found: Profile) -> None:
    assert list(column(found, "E-Mail").invalid.values()) == [1]
    assert list(column(found, "Telefon").invalid.values()) == [1]
    assert set(column(found, "Geburtsdatum").invalid) == {
        "has an impossible day; year and month were kept",
        "is a placeholder, not a birth date",
    }


def test_what_spreadsheets_did_is_told(found: Profile) -> None:
    told = " ".join(column(found, "Nummer").artefacts)
    for what in ("scientific", "apostrophes", "formulas", "floats", "errors of formulas"):
        assert what in told
    assert "days counted since 1900" in " ".join(column(found, "Geburtsdatum").artefacts)
    assert "zeros in front may be lost" in " ".join(column(found, "PLZ").artefacts)
    assert "another encoding" in " ".join(column(found, "Bemerkung").artefacts)


def test_only_the_first_rows_are_looked_at_where_that_is_wanted(path: Path) -> None:
    first = profile(FileInput(path), most=2)
    assert (first.rows, first.sampled) == (2, True)


def test_nested_rows_have_columns_of_their_paths(tmp_path: Path) -> None:
    rows = [{"id": 1, "contact": {"email": "a@b.example"}, "items": [{"sku": "A"}, {"sku": "B"}], "tags": []}]
    file = write(tmp_path / "x.jsonl", "\n".join(map(json.dumps, rows)))
    found = profile(FileInput(file))

    assert {it.name: it.filled for it in found.columns} == {"id": 1, "contact.email": 1, "items[].sku": 2}
    assert column(found, "items[].sku").fill == 1.0


def _personal(text: str) -> list[str]:
    return re.findall(
        r"(?i)annegret|bernhard|clementine|dorothea|ekkehard|1234567|555010|24\.12|ruft gern", text
    )


def test_a_page_shows_nothing_personal_and_loads_nothing(found: Profile) -> None:
    page = profile_page([found])

    assert _personal(page) == []
    assert not re.search(r"<script|https?://|src=|@import|url\(", page)
    assert page.count("<rect") == 3 * len(found.columns)
    assert "Dresden" in page


def test_a_page_takes_headers_for_text(tmp_path: Path) -> None:
    page = profile_page(
        [profile(FileInput(write(tmp_path / "x.csv", "id,<script>alert(1)</script>\n1,<b>\n")))]
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_command_masks_everywhere_and_stores_nothing(path: Path, tmp_path: Path) -> None:
    ckg = Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path)
    shown = ckg.run("profile", str(path), "--html", "page.html")
    told = ckg.ask("profile", str(path))["files"][0]

    assert shown.status == 0
    assert _personal(shown.output + json.dumps(told, ensure_ascii=False)) == []
    assert told["key_candidates"][0] == "Kundennr"
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not (tmp_path / "home").exists()


def test_files_that_cannot_be_read_do_not_hinder_the_others(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "several"
    folder.mkdir()
    write(folder / "a_empty.csv", "")
    (folder / "b.csv").write_bytes(path.read_bytes())
    told = Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path).ask("profile", str(folder))

    assert [it["file"] for it in told["files"]] == ["b.csv"]
    assert "a_empty.csv" in told["refused"][0]
