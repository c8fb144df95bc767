"""`ckg propose` as people call it: it writes a mapping, and nothing else."""

from pathlib import Path

import pytest

from ingest.mapping_files.loader import load_mapping
from tests.support.script import Script

CUSTOMERS = "Kd-Nr;Vorn.;Nachn.;E-Mail\n1;Anna;Groß;a@mail.example\n2;Bernd;Möller;b@mail.example\n"


@pytest.fixture
def ckg(tmp_path: Path) -> Script:
    """Runs `ckg` beside a file."""
    (tmp_path / "kunden_2024-05.csv").write_text(CUSTOMERS, encoding="utf-8")
    return Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path)


def test_a_proposal_is_written_once_and_loads(ckg: Script, tmp_path: Path) -> None:
    path = tmp_path / "crm.yaml"
    made = ckg.run("propose", "kunden_2024-05.csv", "--to", "crm.yaml")
    again = ckg.run("propose", "kunden_2024-05.csv", "--to", "crm.yaml")

    assert (made.status, again.status) == (0, 1)
    assert "is there already" in again.errors
    mapping = load_mapping(path)
    assert (mapping.source, [row.ingestor.kind for row in mapping.files[0].rows]) == ("crm", ["customer"])
    assert "# 9" in path.read_text(encoding="utf-8")
    assert not (tmp_path / "home").exists()


def test_files_of_different_names_are_a_source_that_is_called_like_their_folder(
    ckg: Script, tmp_path: Path
) -> None:
    folder = tmp_path / "Shop Süd"
    folder.mkdir()
    (folder / "kunden.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "bestellungen.csv").write_text("Bestellnr;Kd-Nr;Datum\nB1;1;1.5.2024\n", encoding="utf-8")

    told = ckg.ask("propose", str(folder / "kunden.csv"), str(folder / "bestellungen.csv"))

    assert told["source"] == "shop_süd"


def test_json_tells_confidences(ckg: Script) -> None:
    told = ckg.ask("propose", "kunden_2024-05.csv")
    [rows] = told["files"][0]["rows"]

    assert told["source"] == "kunden"
    assert {it["field"] for it in rows["fields"]} >= {"source_id", "given_name", "family_name", "email"}
    assert all(0 < it["confidence"] <= 1 for it in rows["fields"])


def test_rows_that_cannot_be_told_are_an_error(ckg: Script, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a1,b1\nfoo,bar\n", encoding="utf-8")
    refused = ckg.run("propose", "x.csv")

    assert refused.status == 1
    assert "cannot be told by its columns: a1, b1" in refused.errors


def test_a_proposal_tells_what_of_its_file_would_stay_out(ckg: Script, tmp_path: Path) -> None:
    table = (tmp_path / "kunden_2024-05.csv").read_text(encoding="utf-8")
    (tmp_path / "k.csv").write_text(f"{table}Summe;;;\n", encoding="utf-8")
    told = "Of the first 3 rows 1 would stay out: source_id is a placeholder and names nothing (1)."
    made = ckg.run("propose", "k.csv", "--to", "crm.yaml")

    assert told in made.output
    assert told in (tmp_path / "crm.yaml").read_text(encoding="utf-8")
    assert "first 3 rows would give 2 customers." in ckg.run("check", "crm.yaml").output
