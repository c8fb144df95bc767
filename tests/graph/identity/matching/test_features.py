# ruff: noqa: S608 - the SQL is put together from column names alone
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from graph.identity.features.build import build_features, transliterate


def features_of(database: duckdb.DuckDBPyConnection, record_id: str, *columns: str) -> tuple[Any, ...]:
    build_features(database)
    [row] = database.execute(
        f"SELECT {', '.join(columns)} FROM features WHERE record_id = $record", {"record": record_id}
    ).fetchall()
    return tuple(row)


@pytest.mark.parametrize(
    ("fields", "given", "family"),
    [
        ({"full_name": "Dr. Anna-Maria Müller"}, "anna", "mueller"),
        ({"full_name": "Müller, Anna"}, "anna", "mueller"),
        ({"given_name": "Ursula", "family_name": "von der Leyen"}, "ursula", "leyen"),
        (
            {"given_name": "sir", "family_name": "bramwell", "full_name": "sir byrom bramwell"},
            "byrom",
            "bramwell",
        ),
        ({"given_name": "Jörg", "family_name": "Groß"}, "joerg", "gross"),
        ({"given_name": "Ellie", "family_name": "O'Hare"}, "ellie", "ohare"),
        ({"other_names": ["王杰"]}, "jie", "wang"),
        ({"other_names": ["ВАСИЛЬЕВ, Александр Павлович"]}, "aleksandr", "vasilev"),
    ],
)
def test_names_are_taken_apart(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    fields: dict[str, Any],
    given: str,
    family: str,
) -> None:
    add("r", **fields)
    assert features_of(database, "r", "given", "family") == (given, family)


def test_generation_suffix_is_no_name(database: duckdb.DuckDBPyConnection, add: Callable[..., None]) -> None:
    add("r", given_name="David", family_name="Dobbins Jr")
    assert features_of(database, "r", "given", "family", "suffix") == ("david", "dobbins", "2")


def test_missing_values_stay_null(database: duckdb.DuckDBPyConnection, add: Callable[..., None]) -> None:
    add("r", given_name="Dr.", birth_date="", postal_code="")
    columns = ("given", "family", "name_words", "birth_date", "postal_code", "emails", "address_words")
    assert features_of(database, "r", *columns) == (None,) * len(columns)


def test_a_company_has_no_name_of_a_person(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", entity_type="organization", full_name="Adler Export GmbH", other_names=["Adler Handel"])
    columns = ("given", "family", "name_key", "organization")
    assert features_of(database, "r", *columns) == (None, None, None, "adlerexport")


def test_contacts_become_sorted_lists(database: duckdb.DuckDBPyConnection, add: Callable[..., None]) -> None:
    add("r", given_name="Eva", emails=["z@x.de", "a@x.de"], phones=["+491701"])
    assert features_of(database, "r", "emails", "phones") == (["a@x.de", "z@x.de"], ["+491701"])


def test_features_made_in_batches_equal_features_made_at_once(
    database: duckdb.DuckDBPyConnection, households: dict[str, str]
) -> None:
    build_features(database)
    at_once = database.execute("SELECT * FROM features ORDER BY record_id").fetchall()
    middle = sorted(households)[20]
    build_features(database, "first_features", f"record_id < '{middle}'")
    build_features(database, "other_features", f"record_id >= '{middle}'")
    in_batches = "FROM first_features UNION ALL FROM other_features ORDER BY record_id"
    assert database.execute(in_batches).fetchall() == at_once


def test_transliteration_of_chinese_puts_the_family_last() -> None:
    assert transliterate("张秀英") == "XiuYing Zhang"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("anna.gross@web.de", None),
        ("agross@web.de", None),
        ("gross-anna@web.de", None),
        ("anna.gross85@web.de", ["anna.gross85"]),
        ("sonnenblume@web.de", ["sonnenblume"]),
    ],
)
def test_an_address_made_of_the_name_is_no_handle(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], address: str, own: list[str] | None
) -> None:
    add("r", emails=[address], given_name="Anna", family_name="Groß")
    assert features_of(database, "r", "email_handles", "email_handle") == (own, address if own else None)


def test_a_name_in_another_script_is_marked(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", full_name="Jörg Groß")
    add("s", full_name="ВАСИЛЬЕВ, Александр Павлович")
    assert features_of(database, "r", "transliterated") == (None,)
    assert features_of(database, "s", "transliterated") == ("yes",)


def test_an_address_has_the_same_words_in_parts_and_in_one_text(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", street="Street 128", city="Phnom Penh")
    add("s", address_text="Street 128 Phnom Penh")
    [parts] = features_of(database, "r", "list_sort(place_words)")
    [whole] = features_of(database, "s", "list_sort(place_words)")
    assert parts == whole == ["128", "penh", "phnom", "str"]
