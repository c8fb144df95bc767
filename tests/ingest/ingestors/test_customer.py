"""Rows about people and organizations."""

from pathlib import Path

import pytest

from graph.entries import Identifier, RecordVersion
from tests.ingest.ingestors.one_row import AT, ORIGIN, WHEN, misfits, outcome


def test_customer(tmp_path: Path) -> None:
    made = outcome(
        tmp_path,
        "customer",
        source_id="7",
        observed_at=WHEN,
        salutation="Frau Dr.",
        given_name="Erika",
        family_name="Mustermann geb. Gabler",
        birth_date="24.12.1980",
        street="Hauptstr. 5a",
        postal_code="1067",
        city="Dresden",
        email=["A@B.de", "a@b.de"],
        phone="0351 123456",
        account="4711",
        other_names="Rika",
        language="Deutsch",
    )
    (record,) = made.entries
    assert misfits(record) == []
    address = "hauptstr|5a|01067|dresden|de"
    parts = {
        "street": "Hauptstraße", "house_number": "5a", "postal_code": "01067", "city": "Dresden",
        "country": "DE",
    }  # fmt: skip
    assert record == RecordVersion(
        "shop",
        "7",
        {
            "full_name": "Erika Mustermann",
            "title": "Dr.",
            "given_name": "Erika",
            "family_name": "Mustermann",
            "birth_name": "Gabler",
            "other_names": ["Rika"],
            "gender": "female",
            "birth_date": "1980-12-24",
            "language": "de",
            **parts,
        },
        (
            Identifier("account", "shop:4711", {"realm": "shop"}),
            Identifier("email", "a@b.de", {"domain": "b.de"}),
            Identifier("phone", "+49351123456", {"country": "DE", "line": "fixed"}),
            Identifier("address", address, parts),
        ),
        AT,
        ORIGIN,
    )


def test_customer_with_one_name_field_and_one_address_field(tmp_path: Path) -> None:
    made = outcome(
        tmp_path, "customer", source_id="7", full_name="Müller, Dr. Hans", address_text="Weg 5, A-1010 Wien"
    )
    (record,) = made.entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "full_name": "Hans Müller", "title": "Dr.", "given_name": "Hans", "family_name": "Müller",
        "street": "Weg", "house_number": "5", "postal_code": "1010", "city": "Wien", "country": "AT",
        "address_text": "Weg 5, A-1010 Wien",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "organization"),
    [
        ({"family_name": "Müller GmbH"}, "Müller GmbH"),
        ({"given_name": "-", "family_name": "Firma Karl Groß"}, "Karl Groß"),
        ({"family_name": "Müller GmbH", "entity_type": "company"}, "Müller GmbH"),
        ({"family_name": "Müller GmbH", "entity_type": "person"}, None),
        ({"given_name": "Anna", "family_name": "Müller GmbH"}, None),
        ({"family_name": "Müller"}, None),
        ({"family_name": "de la Cruz"}, None),
    ],
)
def test_a_firm_stands_where_family_names_do(
    tmp_path: Path, names: dict[str, str], organization: str | None
) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", **names).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes.get("organization_name") == organization
    if organization:
        assert record.attributes["entity_type"] == "organization"
        assert "family_name" not in record.attributes


def test_a_company_is_an_organization(tmp_path: Path) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", full_name="Müller GmbH").entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "entity_type": "organization", "full_name": "Müller GmbH", "organization_name": "Müller GmbH"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "type_", "given", "full"),
    [
        ({"full_name": "Mr & Mrs Smith"}, "household", None, "Mr & Mrs Smith"),
        ({"full_name": "Mr & Mrs Smith", "entity_type": "Privatkunde"}, "household", None, "Mr & Mrs Smith"),
        ({"full_name": "Hans Meier", "entity_type": "Haushalt"}, "person", "Hans", "Hans Meier"),
        ({"family_name": "Meier", "entity_type": "Haushalt"}, "household", None, "Meier"),
        ({"full_name": "Mr & Mrs Smith", "entity_type": "joint"}, "household", None, "Mr & Mrs Smith"),
        ({"full_name": "Fam. Smith", "entity_type": "Firma"}, "organization", None, "Fam. Smith"),
        ({"given_name": "John & Mary", "family_name": "Smith"}, "household", None, "John & Mary Smith"),
        ({"family_name": "Familie Smith"}, "household", None, "Familie Smith"),
        ({"given_name": "John", "family_name": "Fam. Smith"}, None, "John", "John Smith"),
        ({"salutation": "Mr & Mrs", "family_name": "Smith"}, "household", None, "Smith"),
        (
            {"salutation": "Mr & Mrs", "given_name": "John", "family_name": "Smith"},
            None,
            "John",
            "John Smith",
        ),
        ({"salutation": "Familie", "full_name": "Smith GmbH"}, "organization", None, "Smith GmbH"),
    ],
)
def test_several_people_in_one_row_are_a_household(
    tmp_path: Path, fields: dict[str, str], type_: str | None, given: str | None, full: str
) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", **fields).entries
    assert isinstance(record, RecordVersion)
    said = (record.attributes.get(name) for name in ("entity_type", "given_name", "full_name"))
    assert tuple(said) == (type_, given, full)


def test_a_street_that_ends_in_a_number_keeps_it_beside_a_house_number(tmp_path: Path) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", street="Straße 12", house_number="3").entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["street"], record.attributes["house_number"]) == ("Straße 12", "3")


@pytest.mark.parametrize(
    ("name", "country", "entity_type"),
    [
        ("PT Maju Jaya", "ID", "organization"),
        ("PT Maju Jaya", "US", None),
        ("Ste Gerrard", "FR", "organization"),
        ("Ste Gerrard", "GB", None),
    ],
)
def test_the_country_of_a_row_tells_its_firms(
    tmp_path: Path, name: str, country: str, entity_type: str | None
) -> None:
    [record] = outcome(tmp_path, "customer", source_id="7", full_name=name, country=country).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes.get("entity_type") == entity_type
    assert record.attributes.get("organization_name") == (name if entity_type else None)


def test_the_name_of_an_organization_is_not_split(tmp_path: Path) -> None:
    (record,) = outcome(
        tmp_path, "customer", source_id="7", full_name="Hajah Maimunah", entity_type="Firma"
    ).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "entity_type": "organization",
        "full_name": "Hajah Maimunah",
        "organization_name": "Hajah Maimunah",
    }


def test_a_foreign_number_tells_the_country_of_a_foreign_postal_code(tmp_path: Path) -> None:
    stated = {"street": "Langstrasse 10", "city": "Zürich", "postal_code": "8004"}
    (abroad,) = outcome(tmp_path, "customer", source_id="7", phone="0041 79 123 45 67", **stated).entries
    (unknown,) = outcome(tmp_path, "customer", source_id="7", **stated).entries

    assert isinstance(abroad, RecordVersion)
    assert isinstance(unknown, RecordVersion)
    assert (
        abroad.attributes.items() >= {"country": "CH", "postal_code": "8004", "street": "Langstrasse"}.items()
    )
    assert unknown.attributes["postal_code"] == "8004"
    assert "country" not in unknown.attributes


@pytest.mark.parametrize("place", ["4020 Linz", "5020 Salzburg", "3000 Bern", "1010 Wien"])
@pytest.mark.parametrize("field", ["city", "address_text", "postal_code"])
def test_a_code_that_no_place_of_the_country_has_leaves_it_open(
    tmp_path: Path, place: str, field: str
) -> None:
    code, _, city = place.rpartition(" ")
    values = {
        "city": {"city": place},
        "address_text": {"address_text": f"Weg 5, {place}"},
        "postal_code": {"postal_code": code, "city": city},
    }[field]
    (record,) = outcome(tmp_path, "customer", source_id="7", **values).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes.get("postal_code", code) == code
    assert "country" not in record.attributes


@pytest.mark.parametrize(
    ("stated", "country", "parts"),
    [
        ({"postal_code": "80331 München"}, "DE", ("80331", "München", None)),
        ({"postal_code": "1012 AB Amsterdam"}, "NL", ("1012AB", "Amsterdam", None)),
        ({"postal_code": "80331 München", "city": "Schwabing"}, "DE", ("80331", "Schwabing", None)),
        ({"postal_code": "113 45 Stockholm"}, "SE", ("113 45", "Stockholm", None)),
        ({"city": "110 00 Praha 1"}, "CZ", ("110 00", "Praha 1", None)),
        ({"postal_code": "SW1A 1AA London"}, "GB", ("SW1A 1AA", "London", None)),
        ({"city": "Stoke-on-Trent, ST4 2DQ"}, "GB", ("ST4 2DQ", "Stoke-on-Trent", None)),
        ({"postal_code": "K1A 0B1 Ottawa"}, "CA", ("K1A 0B1", "Ottawa", None)),
        ({"city": "D02 X285 Dublin"}, "IE", ("D02 X285", "Dublin", None)),
        ({"city": "1012 AB Amsterdam"}, "NL", ("1012AB", "Amsterdam", None)),
        ({"city": "01310-100 São Paulo"}, "BR", ("01310-100", "São Paulo", None)),
        ({"city": "100-0005 Tokyo"}, "JP", ("100-0005", "Tokyo", None)),
        ({"city": "3100 ST PÖLTEN"}, "AT", ("3100", "ST PÖLTEN", None)),
        ({"city": "1011 ST Amsterdam"}, "NL", ("1011ST", "Amsterdam", None)),
        ({"postal_code": "1011 ST Amsterdam"}, "NL", ("1011ST", "Amsterdam", None)),
        ({"city": "2300 LA CHAUX-DE-FONDS"}, "CH", ("2300", "LA CHAUX-DE-FONDS", None)),
        ({"postal_code": "1400 LE MONT"}, "CH", ("1400", "LE MONT", None)),
        ({"city": "100 Mile House"}, "CA", (None, "100 Mile House", None)),
        ({"city": "1770 Agnes Water"}, "AU", ("1770", "Agnes Water", None)),
        ({"postal_code": "90210 USA"}, "US", ("90210", None, None)),
        ({"postal_code": "75008 CEDEX 8"}, "FR", ("75008", None, None)),
        ({"postal_code": "1855 Luxembourg"}, "LU", ("1855", "Luxembourg", None)),
        ({"postal_code": "10115", "city": "10115 Berlin"}, "DE", ("10115", "Berlin", None)),
        ({"postal_code": "10117", "city": "10115 Berlin"}, "DE", ("10117", "10115 Berlin", None)),
        ({"city": "Lyon Cedex 03"}, "FR", (None, "Lyon", None)),
        ({"city": "20121 Milano (MI)"}, "IT", ("20121", "Milano", "MI")),
        ({"city": "Milano (MI)", "region": "Lombardia"}, "IT", (None, "Milano", "Lombardia")),
        ({"city": "Halle (HE)"}, "DE", (None, "Halle (HE)", None)),
    ],
)
def test_what_stands_beside_a_city_in_its_field_is_parted(
    tmp_path: Path, stated: dict[str, str], country: str, parts: tuple[str | None, ...]
) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", country=country, **stated).entries
    assert isinstance(record, RecordVersion)
    assert tuple(record.attributes.get(it) for it in ("postal_code", "city", "region")) == parts


@pytest.mark.parametrize(
    ("line", "country", "street", "number"),
    [
        ("5 rue du 8 Mai 1945", "FR", "rue du 8 Mai 1945", "5"),
        ("12 Str. Nicolae Iorga", "US", "Str. Nicolae Iorga", "12"),
        ("Langstr. 10", "CH", "Langstr.", "10"),
        ("Langstr. 10", "AT", "Langstraße", "10"),
    ],
)
def test_a_street_is_read_in_its_rows_country(
    tmp_path: Path, line: str, country: str, street: str, number: str
) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", street=line, country=country).entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["street"], record.attributes["house_number"]) == (street, number)


def test_a_foreign_number_beside_a_code_that_fits_both_leaves_the_country_open(tmp_path: Path) -> None:
    (made,) = outcome(
        tmp_path, "customer", source_id="7", phone="+33 6 12 34 56 78", city="Paris", postal_code="75002"
    ).entries

    assert isinstance(made, RecordVersion)
    assert "country" not in made.attributes


@pytest.mark.parametrize("end", ["\n", "\r\n", ",\n"])
def test_an_address_on_several_lines_has_its_parts(tmp_path: Path, end: str) -> None:
    whole = end.join(("Bahnhofstrasse 1", "8001 Zürich", "Schweiz"))
    (record,) = outcome(
        tmp_path, "customer", source_id="7", phone="044 668 18 00", address_text=whole
    ).entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["city"], record.attributes["country"]) == ("Zürich", "CH")
    assert "+41446681800" in {it.value for it in record.identifiers}


def test_the_second_line_of_a_street_is_no_house_number(tmp_path: Path) -> None:
    street = "228 Runamuck Pl\nSuite 4"
    (record,) = outcome(tmp_path, "customer", source_id="7", street=street, country="US").entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["street"], record.attributes["house_number"]) == ("Runamuck Pl", "228")


def test_a_name_that_is_the_companys_too_is_an_organizations(tmp_path: Path) -> None:
    values = {"full_name": "Amy's Bird Sanctuary", "employer": "AMY'S BIRD SANCTUARY"}
    (record,) = outcome(tmp_path, "customer", source_id="7", **values).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "full_name": "Amy's Bird Sanctuary",
        "organization_name": "Amy's Bird Sanctuary",
        "entity_type": "organization",
    }


def test_a_person_of_another_company_stays_one(tmp_path: Path) -> None:
    values = {"full_name": "Jeff Jalali", "employer": "Amy's Bird Sanctuary"}
    (record,) = outcome(tmp_path, "customer", source_id="7", **values).entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["family_name"], record.attributes["employer"]) == ("Jalali", values["employer"])
