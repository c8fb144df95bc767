"""Numbers of official documents are told by their headers, and never shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.inputs import FileInput
from ingest.profiling.profile import profile
from tests.ingest.proposing.proposals import as_yaml, fields, proposed
from tests.ingest.support import write


def _documents(path: Path, header: str, values: Sequence[str], person: str = "Ana Souza") -> Any:
    rows = "".join(f"{no};{person} {'ABC'[no]}.;{value}\n" for no, value in enumerate(values))
    found = proposed(path, f"id;full name;{header}\n{rows}")
    files: Any = as_yaml(found)["files"]
    return files[0]["rows"][0]["fields"].get("document")


@pytest.mark.parametrize(
    ("header", "values", "type_", "issuer"),
    [
        ("SSN", ["219-09-9999", "219-09-9998", "219-09-9996"], "ssn", None),
        ("passport_no", ["C01X00T47", "C01X00T48", "C01X00T49"], "passport", None),
        ("Personalausweisnr.", ["L01X00T47", "L01X00T48", "L01X00T49"], "national_id", None),
        ("CPF", ["529.982.247-25", "111.444.777-35", "390.533.447-05"], "tax_id", "BR"),
        ("codice_fiscale", ["RSSMRA80A01H501U", "VRDGPP70B02F205X", "BNCLRA90C43L219P"], "tax_id", "IT"),
        ("PESEL", ["44051401359", "44051401358", "44051401357"], "national_id", "PL"),
        ("CNPJ / CPF", ["529.982.247-25", "111.444.777-35", "390.533.447-05"], "tax_id", "BR"),
        ("Vergi No", ["1520123456", "1480123457", "1620123458"], "tax_id", None),
        ("DriversLicense", ["F25592150094", "F25592150095", "F25592150097"], "drivers_license", None),
    ],
)
def test_documents_of_persons(
    tmp_path: Path, header: str, values: list[str], type_: str, issuer: str | None
) -> None:
    wanted = {"column": header, "type": type_} | ({"issuer": issuer} if issuer else {})

    assert _documents(tmp_path / "p.csv", header, values) == wanted


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("passport expiry date", ["2031-02-03", "2032-02-03", "2033-02-03"]),
        ("VAT number", ["DE136695976", "DE811569869", "DE129273398"]),  # of the firm that a person works for
        ("SSN", ["***-**-9999", "***-**-9998", "***-**-9996"]),
        ("passport", ["yes", "no", "yes"]),
    ],
)
def test_what_names_nobody_is_no_document(tmp_path: Path, header: str, values: list[str]) -> None:
    assert _documents(tmp_path / "p.csv", header, values) is None


def test_firms_are_known_by_their_numbers(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "firms.csv",
        "Firma;PLZ;Ort;USt-IdNr.;HRB\nKern GmbH;70173;Stuttgart;DE136695976;HRB 12345\n"
        "Stein AG;80331;München;DE811569869;HRB 54321\nWeber KG;10115;Berlin;DE129273398;HRB 22222\n",
    )

    assert fields(found, "customer")["document"] == ("USt-IdNr.", "HRB")
    assert fields(found, "customer")["source_id"] == ("USt-IdNr.",)


def test_a_number_for_life_is_a_better_key_than_a_phone(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "br.csv",
        "nome,cpf,telefone\nAna Souza,529.982.247-25,(11) 98765-4321\n"
        "João Lima,111.444.777-35,(21) 98765-4322\nRui Costa,390.533.447-05,(31) 98765-4323\n",
    )

    assert fields(found, "customer")["source_id"] == ("cpf",)


@pytest.mark.parametrize("header", ["passport_no", "SSN", "lfd", "x17"])
def test_a_profile_shows_no_long_numbers(tmp_path: Path, header: str) -> None:
    numbers = [str(533_380_006 + 7 * no) for no in range(60)]
    path = write(tmp_path / "p.csv", f"name;{header}\n" + "".join(f"Mary {no};{no}\n" for no in numbers))

    column = profile(FileInput(path)).columns[1]

    assert column.top
    assert [count.text for count in column.top if column.shown(count.text) == count.text] == []
