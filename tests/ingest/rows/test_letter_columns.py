"""Single letters of a gender or a yes or no mean what the other letters of their column tell."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ingest.rows.support import ingested
from tests.ingest.support import MemorySink

MAPPING = """
source: crm
country: {country}
files:
  - path: k.csv
    rows:
      - kind: customer
        fields: {{source_id: nr, gender: {gender}}}
        {when}
      - kind: consent
        fields: {{source_id: nr, purpose: {{const: news}}, at: {{const: 2024-07-01}}, granted: {granted}}}
"""


def taken(tmp_path: Path, rows: str, country: str = "DE", **more: str) -> MemorySink:
    """What a sink is told of rows of a number, a gender and an answer."""
    values = {"gender": "s", "granted": "ok", "when": "", **more}
    return ingested(tmp_path, MAPPING.format(country=country, **values), f"nr,s,ok\n{rows}")[0]


def genders(sink: MemorySink) -> list[str | None]:
    """What is known of each person."""
    return [it.attributes.get("gender") for it in sink.records]


@pytest.mark.parametrize(
    ("country", "letters", "found"),
    [
        ("MX", "HM", ["male", "female"]),
        ("ID", "LP", ["male", "female"]),
        ("TR", "EK", ["male", "female"]),
        ("HU", "FN", ["male", "female"]),
        ("HU", "FM", ["female", "male"]),
        ("LT", "VM", ["male", "female"]),
        ("NL", "VM", ["female", "male"]),
        ("LV", "VS", ["male", "female"]),
        ("AR", "VM", ["male", "female"]),
        ("ES", "VH", ["male", "female"]),
        ("MX", "VF", ["male", "female"]),
        ("IT", "UD", ["male", "female"]),
        ("FI", "MN", ["male", "female"]),
        ("DE", "MW", ["male", "female"]),
        ("HR", "MŽ", ["male", "female"]),
        ("FR", "HF", ["male", "female"]),
        ("DE", "MN", ["male", None]),
        ("MX", "MFH", ["male", "female", "male"]),
        ("MX", "hmX", ["male", "female", "diverse"]),
    ],
)
def test_a_letter_is_a_gender_by_the_other_one(
    tmp_path: Path, country: str, letters: str, found: list[str | None]
) -> None:
    rows = "".join(f"{nr},{letter},ja\n" for nr, letter in enumerate(letters, 1))
    assert genders(taken(tmp_path, rows, country)) == found


@pytest.mark.parametrize("letters", ["YT", "EH", "SN", "ON", "VF", "KE", "TF", "JN"])
def test_a_letter_is_a_yes_by_the_other_one(tmp_path: Path, letters: str) -> None:
    rows = "".join(f"{nr},m,{letter}\n" for nr, letter in enumerate(letters, 1))
    edges = [edge.type for it in taken(tmp_path, rows).events("consent") for edge in it.edges]
    assert edges == ["GRANTED", "DENIED"]


@pytest.mark.parametrize("odd", ["n/a", "-", "No informado", "0", "?", "Hombre"])
def test_an_odd_cell_turns_no_column(tmp_path: Path, odd: str) -> None:
    assert genders(taken(tmp_path, f"1,H,ja\n2,M,ja\n3,{odd},ja\n", "MX"))[:2] == ["male", "female"]


@pytest.mark.parametrize(
    ("country", "found"), [("MX", None), ("ES", None), ("DE", "male"), ("FR", "male"), ("ID", "male")]
)
def test_one_letter_alone_is_no_guess(tmp_path: Path, country: str, found: str | None) -> None:
    sink = taken(tmp_path, "1,M,ja\n2,M,ja\n", country)
    assert genders(sink) == [found] * 2
    assert ["gender" for it in sink.rejections if it.field == "gender"] == ["gender"] * (0 if found else 2)


@pytest.mark.parametrize(
    ("country", "letters", "found"),
    [
        ("ES", {"M": 200, "F": 1}, {"male": 200, "female": 1}),  # engineers
        ("ES", {"M": 200, "V": 1}, {"female": 200, "male": 1}),  # nurses
        ("ES", {"M": 200, "K": 1}, {None: 200, "female": 1}),  # kobieta
        ("MX", {"V": 3}, {"male": 3}),
        ("NL", {"V": 3}, {"female": 3}),
        ("DE", {"M": 500, "F": 5, "H": 1}, {"male": 501, "female": 5}),
    ],
)
def test_few_of_one_letter_are_no_strays_where_they_show_what_the_others_are(
    tmp_path: Path, country: str, letters: dict[str, int], found: dict[str | None, int]
) -> None:
    column = "".join(letter * count for letter, count in letters.items())
    rows = "".join(f"{nr},{letter},ja\n" for nr, letter in enumerate(column, 1))
    assert Counter(genders(taken(tmp_path, rows, country))) == found


@pytest.mark.parametrize(("letters", "edge"), [("T" * 200 + "F", "GRANTED"), ("T" * 200 + "Y", "DENIED")])
def test_true_beside_few_false_is_no_tidak(tmp_path: Path, letters: str, edge: str) -> None:
    rows = "".join(f"{nr},P,{letter}\n" for nr, letter in enumerate(letters, 1))
    found = [it.type for event in taken(tmp_path, rows, "ID").events("consent") for it in event.edges]
    assert Counter(found)[edge] == 200


@pytest.mark.parametrize(("country", "edge"), [("ID", "DENIED"), ("DE", "GRANTED")])
def test_a_list_of_those_who_said_no(tmp_path: Path, country: str, edge: str) -> None:
    sink = taken(tmp_path, "1,P,T\n2,P,T\n", country)
    assert [it.type for event in sink.events("consent") for it in event.edges] == [edge] * 2


def test_letters_that_a_mapping_explains_are_its_own(tmp_path: Path) -> None:
    mapped = "{column: s, map: {H: male, M: diverse}}"
    assert genders(taken(tmp_path, "1,H,ja\n2,M,ja\n", gender=mapped)) == ["male", "diverse"]


def test_letters_that_choose_rows_stay(tmp_path: Path) -> None:
    sink = taken(tmp_path, "1,H,ja\n2,M,ja\n", when="when: {s: M}")
    assert [it.source_id for it in sink.records] == ["2"]
