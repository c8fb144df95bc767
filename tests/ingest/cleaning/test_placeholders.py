"""Values that stand where nothing is known: refused, or kept and said; for keys and identifiers alike."""

from pathlib import Path

import pytest

from ingest.cleaning.attributes import Attribute, PlaceName
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.identifiers.documents import Document
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.handles import Handle
from ingest.cleaning.identifiers.identifiers import Account, Cookie, Device
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.names.fields import FamilyName, FullName, GivenName
from ingest.cleaning.names.salutations import SalutationText
from ingest.cleaning.places.postal_codes import PostalCode
from ingest.cleaning.texts import Json, Key, is_empty
from ingest.cleaning.trait_values import ShortText
from ingest.cleaning.words import Gender
from ingest.ingestors import INGESTORS
from ingest.mapping_files.binding import Cleaning
from ingest.pipeline.pipeline import ingest
from tests.ingest.support import MemorySink, write

WORDS = Context(
    source="crm",
    words=(("realm", "app"), ("domain", "shop.de"), ("network", "instagram"), ("type", "passport")),
)
NOTHING = ["undefined", "null", "NaN", "None", "n/a", "-", "0", "NULL", "\\N", "[object Object]", "anonymous"]
NOTHING += ["0000", "00000000-0000-0000-0000-000000000000", "-1", "(null)", "guest", "nil", "NA", "--"]
NOTHING += ["Summe", "Grand total"]
NOTHING += ["{}", "[]", "''", "TBD", "GUEST_USER", "Not Logged In", "no-id", "XXXX", "n/v", "unassigned"]
NOTHING += ["(blank)", "keine", "Dummy", "nobody", "[null]", "<unknown>", "null null", "undefined-undefined"]
NOTHING += ["00/00/0000", "0000-00-00 00:00:00", "brak", "ninguno", "нет", "なし", "없음"]
NOTHING += ["ffffffff-ffff-ffff-ffff-ffffffffffff"]


def refused(type_: ValueType, written: str) -> bool:
    """Whether a cleaner refuses a value, or takes it for empty before."""
    if is_empty(written):
        return True
    try:
        return type_.clean(written, WORDS) is None
    except InvalidValue:
        return True


@pytest.mark.parametrize("type_", [Key(), Account(), Cookie(), Device(), Handle(), Document()])
@pytest.mark.parametrize("written", NOTHING)
def test_nothing_names_nothing(type_: ValueType, written: str) -> None:
    assert refused(type_, written)


@pytest.mark.parametrize(
    "key",
    [
        "10",
        "007",
        "xx",
        "XXL",
        "ffffffff",
        "visitor-7",
        "anon-77",
        "guest-4711",
        "Null-Punkt",
        "NaN-1",
        "N",
        "a0",
        "0x0",
    ],
)
def test_keys_that_only_look_like_nothing(key: str) -> None:
    assert Key().clean(key, WORDS) == key


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        (Phone(), ["000000", "123456789", "9999999", "0170 0000000", "+49 123456789", "0049 999 9999999"]),
        (Email(), ["noemail@firma.de", "test@test.de", "none@mail.de", "unknown@x.example", "No-Reply@x.de"]),
        (Email(), ["x@x.x", "a@a.a", "keine@web.de", "x@nomail.com", "undefined@gmail.com", "test12@web.de"]),
        (GivenName(), ["test", "Unknown", "XXX"]),
        (FamilyName(), ["Unbekannt", "TEST", "xxxx"]),
        (FullName(), ["N.N.", "Test Test", "Vorname Nachname", "undefined undefined", "no name"]),
        (PostalCode(), ["00000", "99999"]),
        (
            BirthDate(),
            ["1900-01-01", "1.1.1901", "11.11.1111", "31.12.1899", "00.01.1900", "9999-12-31", "0001-01-01"],
        ),
        (PlaceName(), ["none", "NA", "xxx", "0", "12345", "Ort", "tbd"]),
        (Attribute(), ["none", "NA", "0", "keine", "xxx"]),
        (Document(), ["123456789", "0000", "1111111", "XXXXXXXX"]),
    ],
)
def test_placeholders_are_refused(type_: ValueType, values: list[str]) -> None:
    assert [value for value in values if not refused(type_, value)] == []


@pytest.mark.parametrize(("employer", "nothing"), [("NAV", "nav"), ("Nav", "nema"), ("Brakel", "brak")])
def test_what_is_called_like_nothing_is_an_employer_as_it_is_written(employer: str, nothing: str) -> None:
    assert Attribute().clean(employer, WORDS) == employer
    assert refused(Attribute(), nothing)


@pytest.mark.parametrize("written", ["1970-01-01", "01.01.2000", "1.1.1980"])
def test_a_day_on_which_people_were_born_is_kept_and_doubted(written: str) -> None:
    born = BirthDate().clean(written, WORDS)
    assert isinstance(born, PartialValue)
    assert "often filled in" in born.reason


@pytest.mark.parametrize("written", ["2.1.1970", "1970-01", "1970", "31.12.1969"])
def test_days_beside_them_are_not(written: str) -> None:
    assert isinstance(BirthDate().clean(written, WORDS), str)


@pytest.mark.parametrize(
    "address", ["testa@web.de", "anna.test@web.de", "nobel@x.de", "a@b.de", "info@firma.de"]
)
def test_addresses_that_are_none(address: str) -> None:
    assert Email().clean(address, WORDS).value == address


def test_placeholders_are_counted_and_no_record_is_made_of_nobody(tmp_path: Path) -> None:
    text = """
    source: web
    files:
      - path: v.csv
        rows:
          - kind: page_view
            fields: {source_id: visitor, at: at, cookie: {column: cookie, domain: shop.de}}
          - kind: event
            fields: {source_id: {template: "user-{user}"}, name: {const: Login}, at: at}
    """
    rows = (
        "visitor,user,at,cookie\nv1,u1,2024-07-01,undefined\n0,anonymous,2024-07-01,0\nv2,0,2024-07-02,c7\n"
    )
    write(tmp_path / "v.csv", rows)
    sink = MemorySink()
    summary = ingest(write(tmp_path / "m.yaml", text), (), sink)
    assert {(it.kind, it.source_id) for it in sink.entries[1:]} == {
        ("page_view", "v1"), ("event", "user-u1"), ("page_view", "v2"), ("event", "user-0"),
    }  # fmt: skip
    assert [it.value for event in sink.events("page_view") for it in event.identifiers] == ["shop.de:c7"]
    assert summary.files[0].row_reasons["source_id is a placeholder and names nothing"] == 1


UNANSWERED = ["not_specified", "Prefer not to say", "Bitte auswählen", "Non renseigné", "No answer"]


@pytest.mark.parametrize(
    "type_",
    [
        Gender(),
        SalutationText(),
        BirthDate(),
        GivenName(),
        Attribute(),
        PlaceName(),
        ShortText(),
        Phone(),
        Key(),
    ],
)
def test_what_forms_have_for_no_answer_is_no_value(type_: ValueType) -> None:
    assert [Cleaning(type_, WORDS).of_text(written) for written in UNANSWERED] == [None] * len(UNANSWERED)


def test_in_texts_of_any_words_it_may_be_what_came_of_a_call() -> None:
    said = [Cleaning(INGESTORS["event"].field["name"].type, WORDS).of_text(written) for written in UNANSWERED]
    assert said == UNANSWERED
    assert Cleaning(Json(), WORDS).of_text("No answer") == "No answer"


def test_unanswered_questions_make_nobody_in_columns(tmp_path: Path) -> None:
    text = """
    source: crm
    files:
      - path: k.csv
        rows: [{kind: customer, fields: {source_id: id, given_name: g, full_name: n, gender: s}}]
    """
    write(tmp_path / "k.csv", "id,g,n,s\n1,Unspecified,Please Select,not_specified\n2,Anna,Anna Kern,f\n")
    sink = MemorySink()
    ingest(write(tmp_path / "m.yaml", text), (), sink)
    records = {it.source_id: it.attributes for it in sink.records}
    assert not records["1"].keys() & {"given_name", "full_name", "gender"}
    assert records["2"]["gender"] == "female"


@pytest.mark.parametrize("country", ["", "country: IT\n"])
def test_places_that_are_called_like_placeholders_are_kept_in_their_countries(
    tmp_path: Path, country: str
) -> None:
    """By the country of the row, else that of the source."""
    fields = "{source_id: id, city: city, region: region, country: land}"
    text = f"source: crm\n{country}files: [{{path: k.csv, rows: [{{kind: customer, fields: {fields}}}]}}]"
    rows = [("Ort", "", "AT"), ("Portici", "NA", "IT"), ("Aucun", "NA", "FR"), ("Street", "NA", "GB")]
    rows += [("Nema", "", "MR"), ("Nema", "", "HR"), ("Brak", "", "LY"), ("Brak", "", "PL")]
    rows += [("Ort", "NA", "DE"), ("Ville", "Aucun", "AT"), ("Portici", "NA", "")]
    lines = [f"{at},{','.join(row)}" for at, row in enumerate(rows)]
    write(tmp_path / "k.csv", "\n".join(["id,city,region,land", *lines, ""]))
    sink = MemorySink()
    ingest(write(tmp_path / "m.yaml", text), (), sink)

    kept = [(it.attributes.get("city"), it.attributes.get("region")) for it in sink.records]
    nowhere = ("Portici", "NA" if country else None)
    expected = [("Ort", None), ("Portici", "NA"), ("Aucun", None), ("Street", None)]
    expected += [("Nema", None), (None, None), ("Brak", None), (None, None)]
    assert kept == [*expected, (None, None), (None, None), nowhere]
    assert {type(place) for places in kept for place in places} == {str, type(None)}


def test_a_birth_date_that_too_many_people_have_is_in_the_summary(tmp_path: Path) -> None:
    text = """
    source: crm
    files:
      - path: k.csv
        rows: [{kind: customer, fields: {source_id: id, full_name: name, birth_date: born}}]
    """
    true = [f"{n},Anna Ott{n},{1950 + n % 50}-{1 + n % 12:02d}-{1 + n % 27:02d}" for n in range(60)]
    filled_in = [f"f{n},Bernd Ott{n},1985-06-15" for n in range(9)]
    write(tmp_path / "k.csv", "\n".join(["id,name,born", *true, *filled_in]))
    summary = ingest(write(tmp_path / "m.yaml", text), (), MemorySink())
    assert summary.files[0].filled_in == {"1985-06-15": 9}
    assert summary.as_dict()["files"][0]["filled_in"] == {"1985-06-15": 9}
