# ruff: noqa: S608 - the SQL is put together from column names alone
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.words.folding import transliterate


def features_of(database: duckdb.DuckDBPyConnection, record_id: str, *columns: str) -> tuple[Any, ...]:
    """Columns of a record's features, made once all records are there."""
    made = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'features'"
    if not database.execute(made).fetchall():
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


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Thomas", "Graf"), ("Thomas", "Ritter"), ("Birgit", "Herzog"), ("Sacha", "Baron"), ("Eva", "Knight"),
        ("Amartya", "Sen"), ("Daniel", "Ek"), ("Jun", "Sato"), ("Phil", "Collins"), ("Dean", "Martin"),
        ("Earl", "Warren"), ("Van", "Morrison"), ("Anh", "Le"), ("Ing", "Hon"), ("Junior", "Senior"),
        ("Lady", "Tatiana"), ("The", "Anh"), ("Birgit", "Freiherr"), ("Anna", "Dame"),
    ],
)  # fmt: skip
def test_names_that_look_like_titles_are_names(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], given: str, family: str
) -> None:
    add("r", given_name=given, family_name=family, full_name=f"{given} {family}")
    add("s", given_name=given, family_name=family)
    for record in ("r", "s"):
        found = features_of(database, record, "given", "family", "suffix")
        assert found == (given.lower(), family.lower(), None)


def test_ranks_inside_a_family_name_are_left_out(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", given_name="Otto", family_name="Graf Lambsdorff", full_name="Otto Graf Lambsdorff")
    add("s", full_name="Otto Graf Lambsdorff")
    add("t", given_name="lord", family_name="byron", full_name="lord george byron")
    assert features_of(database, "r", "given", "family", "name_key") == (
        "otto",
        "lambsdorff",
        "lambsdorffotto",
    )
    assert features_of(database, "s", "given", "family", "name_key") == (
        "otto",
        "lambsdorff",
        "lambsdorffotto",
    )
    assert features_of(database, "t", "given", "family") == ("george", "byron")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Müller & Söhne GmbH", "Mueller und Söhne G.m.b.H.", "Müller and Söhne"),
        ("Kern GmbH & Co. KG", "Kern GmbH & Co KG", "Kern"),
        ("Acme Incorporated", "The Acme, Inc.", "ACME"),
        ("Acme Ltd.", "Acme Limited", "Acme (Private) Limited"),
        ("Petit S.A.R.L.", "Petit SARL", "Petit s.à r.l."),
        ("García S.A.", "García, Sociedad Anónima", "Garcia SA"),
        ("Kowalski Sp. z o.o.", "Kowalski spółka z ograniczoną odpowiedzialnością", "Kowalski sp. z o. o."),
        ("Horvat d.o.o.", "Horvat d. o. o.", "Horvat doo"),
        ("Hansen A/S", "Hansen AS", "Hansen Aktieselskab"),
        ("Turnverein e.V.", "Turnverein e. V.", "Turnverein eingetragener Verein"),
    ],
)
def test_legal_forms_do_not_tell_firms_apart(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], spellings: tuple[str, ...]
) -> None:
    for place, spelling in enumerate(spellings):
        add(f"r{place}", organization_name=spelling)
    build_features(database)
    found = database.execute("SELECT DISTINCT organization FROM features").fetchall()
    assert len(found) == 1
    assert found[0][0]


@pytest.mark.parametrize("name", ["SA", "The Company", "AG & Co. KG"])
def test_a_firm_called_like_a_legal_form_has_a_name(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], name: str
) -> None:
    add("r", organization_name=name)
    assert features_of(database, "r", "organization") != (None,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"street": "W Devon Ave", "house_number": "2401"},
            {"street": "west devon avenue", "house_number": "2401"},
        ),
        (
            {"street": "54th St. between 5th and Madison", "house_number": "13"},
            {"street": "54th street", "house_number": "13"},
        ),
        (
            {"street": "Third Avenue, Apt 4", "house_number": "900"},
            {"street": "3rd ave #4b", "house_number": "900"},
        ),
        ({"street": "Hauptstr. 5"}, {"street": "Hauptstraße", "house_number": "5"}),
        ({"street": "Hauptstr. 5, Whg. 12"}, {"street": "Hauptstraße", "house_number": "5"}),
    ],
)
def test_spellings_of_an_address_are_one(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    one: dict[str, str],
    other: dict[str, str],
) -> None:
    add("r", **one)
    add("s", **other)
    assert features_of(database, "r", "street", "house_number") == features_of(
        database, "s", "street", "house_number"
    )


@pytest.mark.parametrize(
    ("house", "spellings"),
    [
        (
            "3232 fullerton",
            [
                "3232 W Fullerton",
                "3232 west Fullerton Ave., Suite 4",
                "3232 Fullerton near Kedzie, Chicago IL 60647",
            ],
        ),
        ("900 3", ["900 Third Ave", "900 3rd Avenue between 54th and 55th", "900 E 3rd St"]),
        ("53 linden", ["Lindenstraße 53b", "Linden Str. 53, 93047 Regensburg", "Lindenstr. 53 B"]),
        ("12 paix", ["12 rue de la Paix", "12, Rue Paix, 75002 Paris"]),
        ("5 mayor", ["Calle Mayor 5", "C/ Mayor, 5 2º B"]),
    ],
)
def test_a_house_is_known_by_its_number_and_the_name_of_its_street(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], house: str, spellings: list[str]
) -> None:
    for place, text in enumerate(spellings):
        add(f"t{place}", address_text=text)
        add(f"s{place}", street=text)

    found = [
        features_of(database, f"{side}{place}", "house") for place in range(len(spellings)) for side in "ts"
    ]

    assert found == [(house,)] * len(found)


@pytest.mark.parametrize("text", ["Postfach", "Hauptstraße", "7", ""])
def test_without_number_or_street_there_is_no_house(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], text: str
) -> None:
    add("r", address_text=text)
    assert features_of(database, "r", "house") == (None,)


def test_generation_suffix_is_no_name(database: duckdb.DuckDBPyConnection, add: Callable[..., None]) -> None:
    add("r", given_name="David", family_name="Dobbins Jr")
    assert features_of(database, "r", "given", "family", "suffix") == ("david", "dobbins", "2")


def test_the_first_differs_from_the_second(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", given_name="Morris I", family_name="Klein")
    add("s", given_name="Morris", family_name="Klein", name_suffix="II")
    assert features_of(database, "r", "given", "suffix") == ("morris", "1")
    assert features_of(database, "s", "given", "suffix") == ("morris", "2")


def test_missing_values_stay_null(database: duckdb.DuckDBPyConnection, add: Callable[..., None]) -> None:
    add("r", given_name="Dr.", birth_date="", postal_code="")
    columns = ("given", "family", "name_words", "birth_date", "postal_code", "emails", "address_words")
    assert features_of(database, "r", *columns) == (None,) * len(columns)


@pytest.mark.parametrize(
    "fields", [{"full_name": "sunny92"}, {"given_name": "the_wolf"}, {"family_name": "ünal7x"}]
)
def test_a_nickname_is_no_name(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], fields: dict[str, str]
) -> None:
    add("r", **fields)
    assert features_of(database, "r", "given", "family", "name_key", "own_words") == (None, None, None, [])


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"full_name": "Elwanda490 Casper496"}, "casper496elwanda490"),
        ({"given_name": "Ann4", "family_name": "Berg"}, "ann4berg"),
        ({"full_name": "Madonna"}, "madonna"),
        ({"full_name": "3M"}, "3m"),
    ],
)
def test_a_digit_alone_makes_no_nickname(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None], fields: dict[str, str], key: str
) -> None:
    add("r", **fields)
    assert features_of(database, "r", "name_key") == (key,)


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


@pytest.mark.parametrize(
    ("given", "family", "address"),
    [
        ("Hanne-Lore", "Knappe", "hannelore.knappe"),
        ("Hanne-Lore", "Knappe", "hanne.knappe"),
        ("Ann Kathrin", "Groß", "annkathrin.g"),
        ("Olivia", "Martins Gomes", "oliviagomes"),
        ("Jan", "van der Dussen", "j.vanderdussen"),
        ("Jan", "van der Dussen", "jan-dussen"),
        ("An", "Hannes", "an.hannes"),
        ("Ana", "da Silva e Souza", "anasilvasouza"),
    ],
)
def test_an_address_made_of_any_words_of_the_name_is_no_handle(
    database: duckdb.DuckDBPyConnection,
    add: Callable[..., None],
    given: str,
    family: str,
    address: str,
) -> None:
    add("r", emails=[f"{address}@web.de"], given_name=given, family_name=family)
    add("other", emails=["sonnenblume7@web.de"], given_name=given, family_name=family)
    assert features_of(database, "r", "email_handles", "email_handle") == (None, None)
    assert features_of(database, "other", "email_handles") == (["sonnenblume7"],)


def test_an_address_of_the_given_name_and_a_word_is_not_a_misspelt_one(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", emails=["hans.bauer@web.de"], given_name="Hans", family_name="Renner")
    assert features_of(database, "r", "email_handles", "email_handle") == (["hans.bauer"], None)


def test_a_word_goes_on_where_a_letter_was_lost(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r", given_name="Miko?aj", family_name="W\ufffdjcik")
    assert features_of(database, "r", "given", "family", "middle") == ("mikoaj", "wjcik", None)


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
