"""JSON that is one object with its rows in a list, as programs answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.proposing.proposals import fields, proposed

_ROWS: list[dict[str, Any]] = [
    {"id": 11, "first_name": "Anna", "last_name": "Meier", "contact": {"email": "a@x.example"}},
    {"id": 12, "first_name": "Jean", "last_name": "Dupont", "contact": {"email": "b@x.example"}},
]


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"count": 2, "next": None, "customers": _ROWS}, "customers"),
        ({"data": {"people": _ROWS}, "meta": {"page": 1}}, "data.people"),
        ({"results": _ROWS, "errors": []}, "results"),
    ],
)
def test_rows_in_a_list_are_found(tmp_path: Path, answer: dict[str, Any], path: str) -> None:
    found = proposed(tmp_path / "x.json", json.dumps(answer))

    assert fields(found, "customer") == {
        "source_id": (f"{path}[].id",),
        "given_name": (f"{path}[].first_name",),
        "family_name": (f"{path}[].last_name",),
        "email": (f"{path}[].contact.email",),
    }
    assert (found.read, found.unused) == (2, [])


def test_without_a_key_the_place_in_the_list_is_one(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.json", json.dumps({"contacts": [{"email": "a@x.example"}] * 2}))
    [key] = [line.value for rows in found.rows for line in rows.lines if line.name == "source_id"]

    assert key == {"template": "x:{_index}"}


@pytest.mark.parametrize(
    "row",
    [
        {
            "id": 7,
            "email": "a@x.example",
            "first_name": "Anna",
            "last_name": "Meier",
            "items": [{"sku": 1}] * 2,
        },
        {"customer": {"id": 7, "email": "a@x.example"}, "items": [{"sku": 1}, {"sku": 2}]},
    ],
)
def test_an_object_that_is_a_row_itself_stays_one(tmp_path: Path, row: dict[str, Any]) -> None:
    found = proposed(tmp_path / "x.json", json.dumps(row))

    assert "items" not in fields(found, "customer")["source_id"][0]
    assert found.read == 1
