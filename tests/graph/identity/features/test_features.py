"""What the features of records are. A record's row depends on that record alone: all are made at once."""

# ruff: noqa: S608 - the SQL is put together from column names alone
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.words.folding import transliterate
from tests.graph.identity.conftest import adding, input_tables

RECORDS: list[dict[str, Any]] = []
"""Fields of the records that tests ask about."""

Features = Callable[..., tuple[Any, ...]]


def told(**fields: Any) -> str:
    """The id of a record of these fields, which will be there when tests run."""
    RECORDS.append(fields)
    return f"r{len(RECORDS)}"


@pytest.fixture(scope="module")
def features() -> Features:
    """Columns of a record's features."""
    database = input_tables()
    add = adding(database)
    for number, fields in enumerate(RECORDS, 1):
        add(f"r{number}", **fields)
    build_features(database)

    def features_of(record: str, *columns: str) -> tuple[Any, ...]:
        query = f"SELECT {', '.join(columns)} FROM features WHERE record_id = $record"
        [row] = database.execute(query, {"record": record}).fetchall()
        return tuple(row)

    return features_of


@pytest.mark.parametrize(
    ("record", "given", "family"),
    [
        (told(full_name="Dr. Anna-Maria Müller"), "anna", "mueller"),
        (told(full_name="Müller, Anna"), "anna", "mueller"),
        (told(given_name="Ursula", family_name="von der Leyen"), "ursula", "leyen"),
        (
            told(given_name="sir", family_name="bramwell", full_name="sir byrom bramwell"),
            "byrom",
            "bramwell",
        ),
        (told(given_name="Jörg", family_name="Groß"), "joerg", "gross"),
        (told(given_name="Ellie", family_name="O'Hare"), "ellie", "ohare"),
        (told(other_names=["王杰"]), "jie", "wang"),
        (told(other_names=["ВАСИЛЬЕВ, Александр Павлович"]), "aleksandr", "vasilev"),
    ],
)
def test_names_are_taken_apart(features: Features, record: str, given: str, family: str) -> None:
    assert features(record, "given", "family") == (given, family)


NAMES_LIKE_TITLES = [
    ("Thomas", "Graf"), ("Thomas", "Ritter"), ("Birgit", "Herzog"), ("Sacha", "Baron"), ("Eva", "Knight"),
    ("Amartya", "Sen"), ("Daniel", "Ek"), ("Jun", "Sato"), ("Phil", "Collins"), ("Dean", "Martin"),
    ("Earl", "Warren"), ("Van", "Morrison"), ("Anh", "Le"), ("Ing", "Hon"), ("Junior", "Senior"),
    ("Lady", "Tatiana"), ("The", "Anh"), ("Birgit", "Freiherr"), ("Anna", "Dame"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "given", "family"),
    [
        (told(given_name=given, family_name=family, **more), given, family)
        for given, family in NAMES_LIKE_TITLES
        for more in ({}, {"full_name": f"{given} {family}"})
    ],
)
def test_names_that_look_like_titles_are_names(
    features: Features, record: str, given: str, family: str
) -> None:
    assert features(record, "given", "family", "suffix") == (given.lower(), family.lower(), None)


@pytest.mark.parametrize(
    ("record", "given", "family"),
    [
        (
            told(given_name="Otto", family_name="Graf Lambsdorff", full_name="Otto Graf Lambsdorff"),
            "otto",
            "lambsdorff",
        ),
        (told(full_name="Otto Graf Lambsdorff"), "otto", "lambsdorff"),
        (told(given_name="lord", family_name="byron", full_name="lord george byron"), "george", "byron"),
    ],
)
def test_ranks_inside_a_family_name_are_left_out(
    features: Features, record: str, given: str, family: str
) -> None:
    assert features(record, "given", "family", "name_key") == (
        given,
        family,
        "".join(sorted((given, family))),
    )


@pytest.mark.parametrize(
    "records",
    [
        [told(organization_name=spelling) for spelling in spellings]
        for spellings in (
            ("Müller & Söhne GmbH", "Mueller und Söhne G.m.b.H.", "Müller and Söhne"),
            ("Kern GmbH & Co. KG", "Kern GmbH & Co KG", "Kern"),
            ("Acme Incorporated", "The Acme, Inc.", "ACME"),
            ("Acme Ltd.", "Acme Limited", "Acme (Private) Limited"),
            ("Petit S.A.R.L.", "Petit SARL", "Petit s.à r.l."),
            ("García S.A.", "García, Sociedad Anónima", "Garcia SA"),
            (
                "Kowalski Sp. z o.o.",
                "Kowalski spółka z ograniczoną odpowiedzialnością",
                "Kowalski sp. z o. o.",
            ),
            ("Horvat d.o.o.", "Horvat d. o. o.", "Horvat doo"),
            ("Hansen A/S", "Hansen AS", "Hansen Aktieselskab"),
            ("Turnverein e.V.", "Turnverein e. V.", "Turnverein eingetragener Verein"),
        )
    ],
)
def test_names_are_without_legal_forms_and_these_have_one_spelling(
    features: Features, records: list[str]
) -> None:
    [found] = {features(record, "organization") for record in records}
    [form] = {features(record, "legal_form") for record in records} - {("none",)}

    assert found[0]
    assert form[0]


@pytest.mark.parametrize(
    "record", [told(organization_name=name) for name in ("SA", "The Company", "AG & Co. KG")]
)
def test_a_firm_called_like_a_legal_form_has_a_name(features: Features, record: str) -> None:
    assert features(record, "organization") != (None,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told(street="W Devon Ave", house_number="2401"),
            told(street="west devon avenue", house_number="2401"),
        ),
        (
            told(street="54th St. between 5th and Madison", house_number="13"),
            told(street="54th street", house_number="13"),
        ),
        (
            told(street="Third Avenue, Apt 4", house_number="900"),
            told(street="3rd ave #4b", house_number="900"),
        ),
        (told(street="Hauptstr. 5"), told(street="Hauptstraße", house_number="5")),
        (told(street="Hauptstr. 5, Whg. 12"), told(street="Hauptstraße", house_number="5")),
    ],
)
def test_spellings_of_an_address_are_one(features: Features, one: str, other: str) -> None:
    assert features(one, "street", "house_number") == features(other, "street", "house_number")


@pytest.mark.parametrize(
    ("record", "house"),
    [
        (told(**{column: text}), house)
        for house, texts in {
            "3232 fullerton": (
                "3232 W Fullerton",
                "3232 west Fullerton Ave., Suite 4",
                "3232 Fullerton near Kedzie, Chicago IL 60647",
            ),
            "900 3": ("900 Third Ave", "900 3rd Avenue between 54th and 55th", "900 E 3rd St"),
            "53 linden": ("Lindenstraße 53b", "Linden Str. 53, 93047 Regensburg", "Lindenstr. 53 B"),
            "12 paix": ("12 rue de la Paix", "12, Rue Paix, 75002 Paris"),
            "5 mayor": ("Calle Mayor 5", "C/ Mayor, 5 2º B"),
        }.items()
        for text in texts
        for column in ("address_text", "street")
    ],
)
def test_a_house_is_known_by_its_number_and_the_name_of_its_street(
    features: Features, record: str, house: str
) -> None:
    assert features(record, "house") == (house,)


@pytest.mark.parametrize("record", [told(address_text=text) for text in ("Postfach", "Hauptstraße", "7", "")])
def test_without_number_or_street_there_is_no_house(features: Features, record: str) -> None:
    assert features(record, "house") == (None,)


@pytest.mark.parametrize(
    ("record", "given", "family", "suffix"),
    [
        (told(given_name="David", family_name="Dobbins Jr"), "david", "dobbins", "2"),
        (told(given_name="Morris I", family_name="Klein"), "morris", "klein", "1"),
        (told(given_name="Morris", family_name="Klein", name_suffix="II"), "morris", "klein", "2"),
    ],
)
def test_a_generation_is_no_name_and_the_first_differs_from_the_second(
    features: Features, record: str, given: str, family: str, suffix: str
) -> None:
    assert features(record, "given", "family", "suffix") == (given, family, suffix)


@pytest.mark.parametrize("record", [told(given_name="Dr.", birth_date="", postal_code="")])
def test_missing_values_stay_null(features: Features, record: str) -> None:
    columns = ("given", "family", "name_words", "birth_date", "postal_code", "emails", "address_words")
    assert features(record, *columns) == (None,) * len(columns)


@pytest.mark.parametrize(
    "record", [told(full_name="sunny92"), told(given_name="the_wolf"), told(family_name="ünal7x")]
)
def test_a_nickname_is_no_name(features: Features, record: str) -> None:
    assert features(record, "given", "family", "name_key", "own_words") == (None, None, None, [])


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (told(full_name="Elwanda490 Casper496"), "casper496elwanda490"),
        (told(given_name="Ann4", family_name="Berg"), "ann4berg"),
        (told(full_name="Madonna"), "madonna"),
        (told(full_name="3M"), "3m"),
    ],
)
def test_a_digit_alone_makes_no_nickname(features: Features, record: str, key: str) -> None:
    assert features(record, "name_key") == (key,)


@pytest.mark.parametrize(
    "record",
    [told(entity_type="organization", full_name="Adler Export GmbH", other_names=["Adler Handel"])],
)
def test_a_company_has_no_name_of_a_person(features: Features, record: str) -> None:
    columns = ("given", "family", "name_key", "organization")
    assert features(record, *columns) == (None, None, None, "adlerexport")


@pytest.mark.parametrize("record", [told(given_name="Eva", emails=["z@x.de", "a@x.de"], phones=["+491701"])])
def test_contacts_become_sorted_lists(features: Features, record: str) -> None:
    assert features(record, "emails", "phones") == (["a@x.de", "z@x.de"], ["+491701"])


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
    ("record", "own"),
    [
        (told(emails=[f"{name}@web.de"], given_name="Anna", family_name="Groß"), own)
        for name, own in {
            "anna.gross": (None, None),
            "agross": (None, None),
            "gross-anna": (None, None),
            "anna.gross85": (["anna.gross85"], "anna.gross85@web.de"),
            "sonnenblume": (["sonnenblume"], "sonnenblume@web.de"),
        }.items()
    ],
)
def test_an_address_made_of_the_name_is_no_handle(
    features: Features, record: str, own: tuple[list[str] | None, str | None]
) -> None:
    assert features(record, "email_handles", "email_handle") == own


@pytest.mark.parametrize(
    ("record", "other"),
    [
        (
            told(emails=[f"{address}@web.de"], given_name=given, family_name=family),
            told(emails=["sonnenblume7@web.de"], given_name=given, family_name=family),
        )
        for given, family, address in (
            ("Hanne-Lore", "Knappe", "hannelore.knappe"),
            ("Hanne-Lore", "Knappe", "hanne.knappe"),
            ("Ann Kathrin", "Groß", "annkathrin.g"),
            ("Olivia", "Martins Gomes", "oliviagomes"),
            ("Jan", "van der Dussen", "j.vanderdussen"),
            ("Jan", "van der Dussen", "jan-dussen"),
            ("An", "Hannes", "an.hannes"),
            ("Ana", "da Silva e Souza", "anasilvasouza"),
        )
    ],
)
def test_an_address_made_of_any_words_of_the_name_is_no_handle(
    features: Features, record: str, other: str
) -> None:
    assert features(record, "email_handles", "email_handle") == (None, None)
    assert features(other, "email_handles") == (["sonnenblume7"],)


@pytest.mark.parametrize(
    "record", [told(emails=["hans.bauer@web.de"], given_name="Hans", family_name="Renner")]
)
def test_an_address_of_the_given_name_and_a_word_is_not_a_misspelt_one(
    features: Features, record: str
) -> None:
    assert features(record, "email_handles", "email_handle") == (["hans.bauer"], None)


@pytest.mark.parametrize("record", [told(given_name="Miko?aj", family_name="W\ufffdjcik")])
def test_a_word_goes_on_where_a_letter_was_lost(features: Features, record: str) -> None:
    assert features(record, "given", "family", "middle") == ("mikoaj", "wjcik", None)


@pytest.mark.parametrize(
    ("record", "marked"),
    [(told(full_name="Jörg Groß"), None), (told(full_name="ВАСИЛЬЕВ, Александр Павлович"), "yes")],
)
def test_a_name_in_another_script_is_marked(features: Features, record: str, marked: str | None) -> None:
    assert features(record, "transliterated") == (marked,)


@pytest.mark.parametrize(
    "record", [told(street="Street 128", city="Phnom Penh"), told(address_text="Street 128 Phnom Penh")]
)
def test_an_address_has_the_same_words_in_parts_and_in_one_text(features: Features, record: str) -> None:
    assert features(record, "list_sort(place_words)") == (["128", "penh", "phnom", "str"],)
