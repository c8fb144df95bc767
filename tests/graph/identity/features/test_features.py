"""What the features of records are."""

from __future__ import annotations

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.features.macros.lists import MEANINGS
from tests.graph.identity.features.records import Features, told


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
        (told(full_name="佐藤けんいち"), "kenichi", "sato"),
        (told(full_name="長谷川さゆり"), "sayuri", "hasegawa"),
        (told(given_name="さゆり", family_name="佐々木"), "sayuri", "sasaki"),
        (told(full_name="王小明"), "xiaoming", "wang"),
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
    "record", [told(given_name="Hans", family_name=it) for it in ("am Ende", "Am Ende", "Ende")]
)
def test_prepositions_of_a_family_name_are_set_aside(features: Features, record: str) -> None:
    assert features(record, "family") == ("ende",)


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


def test_what_features_are_made_by_is_told_in_one_order_in_every_process() -> None:
    """Sets have another order in each, and a state of another fingerprint is not used."""
    assert [list(meanings) for meanings in MEANINGS.values()] == [sorted(it) for it in MEANINGS.values()]


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
            (
                "Horvat d.o.o.",
                "Horvat d. o. o.",
                "Horvat doo",
                "Horvat društvo s ograničenom odgovornošću",
            ),
            ("Bayer OG", "Bayer Offene Gesellschaft"),
            ("Kern e.U.", "Kern eingetragenes Einzelunternehmen"),
            ("Ferrari s.n.c.", "Ferrari Società in nome collettivo"),
            ("Nokia Oy", "Nokia Osakeyhtiö"),
            ("Gamma s.r.o.", "Gamma společnost s ručením omezeným"),
            ("Pannon Kft.", "Pannon korlátolt felelősségű társaság"),
            ("Acme Pty Ltd", "Acme Proprietary Limited"),
            ("Jansen V.O.F.", "Jansen vennootschap onder firma"),
            ("Solna HB", "Solna Handelsbolag"),
            ("Silva Ltda.", "Silva Limitada"),
            ("Türk A.Ş.", "Türk Anonim Şirketi"),
            ("Eesti OÜ", "Eesti Osaühing"),
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
    ("record", "given", "family", "suffix"),
    [
        (told(given_name="David", family_name="Dobbins Jr"), "david", "dobbins", "2"),
        (told(given_name="Morris I", family_name="Klein"), "morris", "klein", "1"),
        (told(given_name="Morris", family_name="Klein", name_suffix="II"), "morris", "klein", "2"),
        (told(given_name="Morris", family_name="Klein", name_suffix="Jr., M.D."), "morris", "klein", "2"),
        (told(given_name="Morris", family_name="Klein", name_suffix="Ph.D."), "morris", "klein", None),
        (told(given_name="Morris", family_name="Klein", name_suffix="B. A."), "morris", "klein", None),
        (told(family_name="Klein", name_suffix="A"), None, "klein", "a"),
    ],
)
def test_a_generation_is_no_name_and_the_first_differs_from_the_second(
    features: Features, record: str, given: str | None, family: str, suffix: str | None
) -> None:
    assert features(record, "given", "family", "suffix") == (given, family, suffix)


@pytest.mark.parametrize("record", [told(given_name="Dr.", birth_date="", postal_code="")])
def test_missing_values_stay_null(features: Features, record: str) -> None:
    columns = ("given", "family", "name_words", "birth_date", "postal_code", "emails", "address_words")
    assert features(record, *columns) == (None,) * len(columns)


@pytest.mark.parametrize(
    "record",
    [
        *(told(full_name=it) for it in ("sunny92", "wolf_99", "Hunter88", "one_love")),
        told(given_name="the_wolf"),
        told(family_name="wölfi7x"),
    ],
)
def test_a_nickname_is_no_name(features: Features, record: str) -> None:
    assert features(record, "given", "family", "name_key", "own_words") == (None, None, None, [])


@pytest.mark.parametrize(
    ("record", "given"),
    [
        (told(full_name="Celine.h13"), "celine"),
        (told(full_name="keano_75"), "keano"),
        (told(given_name="ünal7x"), "uenal"),
        (told(full_name="etienne.b92"), "etienne"),
    ],
)
def test_a_nickname_may_begin_with_the_given_name(features: Features, record: str, given: str) -> None:
    assert features(record, "given", "family", "name_key") == (given, None, given)


@pytest.mark.parametrize("record", [told(given_name="Eva", emails=["eva.kern+shop@x.de", "+7@x.de"])])
def test_a_tag_in_an_address_leads_to_the_same_mailbox(features: Features, record: str) -> None:
    assert features(record, "emails", "email_names") == (["+7@x.de", "eva.kern@x.de"], ["+7", "eva.kern"])


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


@pytest.mark.parametrize(
    ("record", "given", "family"),
    [
        (told(full_name="张秀英"), "xiuying", "zhang"),
        (told(full_name="张秀英", given_name="秀英", family_name="张"), "xiuying", "zhang"),
        (told(given_name="민준", family_name="김"), "minjun", "kim"),
        (told(other_names=["이영희"]), "yeonghui", "lee"),
    ],
)
def test_a_name_in_east_asian_script_keeps_its_parts(
    features: Features, record: str, given: str, family: str
) -> None:
    assert features(record, "given", "middle", "family") == (given, None, family)


@pytest.mark.parametrize("record", [told(street="강남대로 12", city="서울", postal_code="06236")])
def test_an_address_in_east_asian_script_keeps_the_order_of_its_words(
    features: Features, record: str
) -> None:
    assert features(record, "street", "house_number", "city") == ("gangnamdaelo", "12", "seoul")


@pytest.mark.parametrize("record", [told(given_name="Miko?aj", family_name="W\ufffdjcik")])
def test_a_word_goes_on_where_a_letter_was_lost(features: Features, record: str) -> None:
    assert features(record, "given", "family", "middle") == ("mikoaj", "wjcik", None)


@pytest.mark.parametrize(
    ("record", "marked"),
    [(told(full_name="Jörg Groß"), None), (told(full_name="ВАСИЛЬЕВ, Александр Павлович"), "yes")],
)
def test_a_name_in_another_script_is_marked(features: Features, record: str, marked: str | None) -> None:
    assert features(record, "transliterated") == (marked,)
