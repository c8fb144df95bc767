"""Which level of a comparison two records fall into."""

from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.comparisons import COMPARISONS


def level(database: duckdb.DuckDBPyConnection, name: str) -> str:
    """Label of the level of the two records in the database; `missing` where one is silent."""
    build_features(database)
    comparison = COMPARISONS[name]
    cases = [(comparison.missing, "missing"), *((level.sql, level.label) for level in comparison.levels[:-1])]
    whens = " ".join(f"""WHEN {sql} THEN '{label.replace("'", "''")}'""" for sql, label in cases)
    ends = [
        ", ".join(
            f"{column} AS {column}_{side}"
            for (column, *_) in database.execute("DESCRIBE features").fetchall()
        )
        for side in "lr"
    ]
    query = f"""SELECT CASE {whens} ELSE $last END
        FROM (SELECT {ends[0]} FROM features WHERE record_id = 'a'),
            (SELECT {ends[1]} FROM features WHERE record_id = 'b')"""  # noqa: S608 - our own SQL
    [(found,)] = database.execute(query, {"last": comparison.levels[-1].label}).fetchall()
    return str(found)


@pytest.mark.parametrize(
    ("column", "left", "right", "expected"),
    [
        ("birth_date", "1949-07-22", "1949-07-22", "same birth date"),
        ("birth_date", "1949-07", "1949-07-22", "same month, day unknown"),
        ("birth_date", "1949", "1949-07-22", "same year, month unknown"),
        ("birth_date", "1949-07-12", "1949-12-07", "day and month swapped"),
        ("birth_date", "1949-07-22", "1949-07-23", "one digit wrong"),
        ("birth_date", "1949-07-22", "1949-07-05", "only day, month or year differs"),
        ("birth_date", "1949-07-22", "1987-07-22", "only day, month or year differs"),
        ("birth_date", "1949-07-22", "1949-10-31", "same year"),
        ("birth_date", "1949-07-22", "1987-10-05", "different birth dates"),
        ("given_name", "Manfred", "Manfrd", "one misspelt"),
        ("given_name", "Jo", "Bo", "different given names"),
        ("given_name", "A", "E", "different given names"),
        ("given_name", "A", "Anton", "an initial of the other"),
        ("given_name", "Maria", "Marianne", "different given names"),
    ],
)
def test_values_of_one_column(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    column: str,
    left: str,
    right: str,
    expected: str,
) -> None:
    add("a", family_name="Meier", **{column: left})
    add("b", family_name="Meier", **{column: right})

    assert level(database, column) == expected


@pytest.mark.parametrize(
    ("other", "given", "family"),
    [
        (
            {"given_name": "Howard", "family_name": "Henry"},
            "among the other's names",
            "among the other's names",
        ),
        (
            {"given_name": "Howrd", "family_name": "Henry"},
            "among the other's names",
            "among the other's names",
        ),
        (
            {"given_name": "Howard", "family_name": "Hughes"},
            "different given names",
            "different family names",
        ),
        ({"full_name": "John Henry Howard"}, "among the other's names", "same family name"),
    ],
)
def test_one_word_in_common_counts_once(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    other: dict[str, str],
    given: str,
    family: str,
) -> None:
    add("a", given_name="Henry", family_name="Howard")
    add("b", **other)

    assert level(database, "given_name") == given
    assert level(database, "family_name") == family


@pytest.mark.parametrize(
    ("left", "right", "house", "expected"),
    [
        ("Nordlicht Optik GmbH", "NORDLICHT Optik", None, "same organisation name"),
        ("Nordlicht Optik", "Nordlcht Optik", None, "misspelt"),
        ("Nordlicht Optik 12", "Nordlicht Optik 13", None, "different organisation names"),
        ("Nordlicht Optik Filiale 5", "Nordlicht Optik Filiale 7", "4", "different organisation names"),
        ("Nordlicht Optik", "Nordlicht Optik Jena", None, "all words of one in the other"),
        ("Nordlicht Optik Jena", "Nordlicht Optik Gotha", None, "different organisation names"),
        ("Nordlicht Optik Jena", "Nordlicht Optik und Akustik", "4", "missing"),
        ("Nordlicht Optik", "Nordlicht Reisen", "4", "different organisation names"),
        ("Nordlicht Optik", "Sommer Reisen", "4", "different organisation names"),
    ],
)
def test_branches_of_a_brand_are_no_spellings_of_one_name(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    left: str,
    right: str,
    house: str | None,
    expected: str,
) -> None:
    street = "Lange Straße" if house else None
    add("a", organization_name=left, street=street, house_number=house, city="Jena")
    add("b", organization_name=right, street=street, house_number=house, city="Jena")

    assert level(database, "organization") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("5512 Cornell", "5512 S Cornell Ave Chicago", "same words, or house and name of the street"),
        ("12 rue de la Paix", "12, Rue Paix", "same words, or house and name of the street"),
        ("5512 Cornell", "5514 S Cornell Ave Chicago", "different addresses"),
        ("723 E 75th St", "514 E 75th St", "different addresses"),
    ],
)
def test_addresses_in_one_text(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], left: str, right: str, expected: str
) -> None:
    add("a", organization_name="Sonnenhof", address_text=left)
    add("b", organization_name="Sonnenhof", address_text=right)

    assert level(database, "address") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"city": "Jena"}, {"city": "Jena"}, "same city, postal code unknown"),
        ({"city": "Jena", "postal_code": "07743"}, {"city": "Jena"}, "same city, postal code unknown"),
        ({"city": "Jena", "postal_code": "07743"}, {"city": "Jena", "postal_code": "07751"}, "same city"),
        ({"postal_code": "07743", "street": "Ringweg 3"}, {"postal_code": "07743"}, "same postal code"),
        ({"city": "Jena"}, {"city": "Gera"}, "different places"),
        ({"city": "Jena"}, {"postal_code": "07743"}, "missing"),
        ({"city": "Jena", "street": "Ringweg 3"}, {"city": "Jena", "street": "Ringweg 3"}, "missing"),
    ],
)
def test_a_place_counts_for_itself_where_a_street_is_unknown(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    left: dict[str, str],
    right: dict[str, str],
    expected: str,
) -> None:
    add("a", family_name="Meier", **left)
    add("b", family_name="Meier", **right)

    assert level(database, "place") == expected
    if expected != "missing":
        assert level(database, "address") == "missing"


@pytest.mark.parametrize(
    ("kind", "right", "phone", "expected"),
    [
        ("organization", {"street": "Ringweg 3"}, "+4936411", "one contact, another house"),
        ("organization", {"street": "Lange Str. 9"}, "+4936411", "one contact, another house"),
        ("organization", {"street": "Lange Str. 4"}, "+4936411", "missing"),
        ("organization", {}, "+4936411", "missing"),
        ("organization", {"street": "Ringweg 3"}, "+4936412", "missing"),
        ("person", {"street": "Ringweg 3"}, "+4936411", "missing"),
    ],
)
def test_a_contact_in_two_houses_speaks_of_branches(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    kind: str,
    right: dict[str, str],
    phone: str,
    expected: str,
) -> None:
    name = {"entity_type": kind, "organization_name" if kind == "organization" else "full_name": "Nora Optik"}
    add("a", street="Lange Straße 4", city="Jena", phones=["+4936411"], **name)
    add("b", city="Jena", phones=[phone], **right, **name)

    assert level(database, "house") == expected
