"""Addresses as sources write them."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import country_code
from ingest.cleaning.places.address_identifier import address_value
from ingest.cleaning.places.cities import split_city
from ingest.cleaning.places.postal_codes import PostalCode, full_postal_code
from ingest.cleaning.places.postal_forms import country_by_phone
from ingest.cleaning.places.streets import HouseNumber, StreetLine, split_street
from ingest.cleaning.places.whole_addresses import AddressParts, address_parts


@pytest.mark.parametrize(
    ("written", "street", "number"),
    [
        ("Hauptstraße 5", "Hauptstraße", "5"),
        ("Hauptstr. 5", "Hauptstraße", "5"),
        ("Hauptstrasse 5a", "Hauptstraße", "5a"),
        ("Hauptstr.5", "Hauptstraße", "5"),
        ("Berliner Str. 12 B", "Berliner Straße", "12b"),
        ("Berliner Strasse 12-14", "Berliner Straße", "12-14"),
        ("Berliner Str 12/14", "Berliner Straße", "12/14"),
        ("Am Markt 1 - 3", "Am Markt", "1-3"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
        ("Straße des 17. Juni", "Straße des 17. Juni", None),
        ("Gartenweg Nr. 7", "Gartenweg", "7"),
        ("Q7, 12", "Q7", "12"),
        ("Postfach 1234", "Postfach", "1234"),
        ("Lindenallee", "Lindenallee", None),
        ("HAUPTSTRASSE 5", "HAUPTSTRASSE", "5"),
    ],
)
def test_german_streets(written: str, street: str, number: str | None) -> None:
    assert split_street(written, "DE")[:2] == (street, number)


@pytest.mark.parametrize(
    ("written", "country", "street", "number"),
    [
        ("123 Main Street", "US", "Main Street", "123"),
        ("123 E Main St", "US", "E Main St", "123"),
        ("221B Baker Street", "GB", "Baker Street", "221b"),
        ("18 Danver Place", "GB", "Danver Place", "18"),
        ("Bahnhofstrasse 1", "CH", "Bahnhofstrasse", "1"),
        ("12 bis rue de la République", "FR", "rue de la République", "12bis"),
        ("3ter, place du Marché", "FR", "place du Marché", "3ter"),
        ("12 bisley road", "GB", "bisley road", "12"),
        ("Corso Buenos Aires 33/A", "IT", "Corso Buenos Aires", "33/a"),
        ("Kerklaan 77 bis", "NL", "Kerklaan", "77bis"),
        ("Vesterbrogade 12, 3. tv", "DK", "Vesterbrogade", "12"),
        ("C/ Mayor 5, 2º B", "ES", "C/ Mayor", "5"),
        ("Avda. de la Constitución, 22", "ES", "Avda. de la Constitución", "22"),
    ],
)
def test_streets_elsewhere(written: str, country: str, street: str, number: str) -> None:
    assert split_street(written, country)[:2] == (street, number)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("D-10115", "10115"),
        ("DE 10115", "10115"),
        ("A-1010", "1010"),
        ("10115", "10115"),
        ("sw1a 1aa", "SW1A 1AA"),
    ],
)
def test_postal_codes(written: str, code: str) -> None:
    assert PostalCode().clean(written, Context()) == code


@pytest.mark.parametrize("written", ["00000", "--", "1234567890123"])
def test_what_is_no_postal_code(written: str) -> None:
    with pytest.raises(InvalidValue):
        PostalCode().clean(written, Context())


@pytest.mark.parametrize(
    ("code", "country", "full"),
    [
        ("1067", "DE", "01067"),
        ("10115", "DE", "10115"),
        ("501", "US", "00501"),
        ("2134", "US", "02134"),
        ("118", "IT", "00118"),
        ("8001", "ES", "08001"),
        ("150", "NO", "0150"),
        ("1010", "AT", "1010"),
        ("106", "DE", "106"),
        ("1010", "", "1010"),
        ("EC1A", "GB", "EC1A"),
    ],
)
def test_leading_zeros_come_back_where_the_codes_of_a_country_have_them(
    code: str, country: str, full: str
) -> None:
    assert full_postal_code(code, country) == full


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("DE", "DE"), ("d", "DE"), ("Deutschland", "DE"), ("BRD", "DE"), ("Germany", "DE"), ("DEU", "DE"),
        ("Österreich", "AT"), ("Schweiz", "CH"), ("USA", "US"), ("UK", "GB"), ("Lichtenstein", "LI"),
        ("Niederlande", "NL"), ("Türkei", "TR"), ("no", "NO"), ("EIRE", "IE"), ("276", "DE"), ("276.0", "DE"),
        ("040", "AT"), ("aut", "AT"), ("Ελλάδα", "GR"), ("Česko", "CZ"), ("Cesko", "CZ"), ("中国", "CN"),
        ("Россия", "RU"), ("U.S.A.", "US"), ("Osterreich", "AT"), ("Türkiye", "TR"), ("Holland", "NL"),
        ("Northern Ireland", "GB"), ("Alemania", "DE"), ("Suisse", "CH"), ("Côte d'Ivoire", "CI"),
        ("Tanzania, United Republic of", "TZ"), ("Bolivia (Plurinational State of)", "BO"),
        ("Gambia, The", "GM"), ("Korea, Democratic People's Republic of", "KP"),
        ("Korea (Republic of)", "KR"), ("St Lucia", "LC"),
        ("Congo, The Democratic Republic of the", "CD"), ("Congo", "CG"), ("Republic of Peru", "PE"),
        ("Falkland Islands (Malvinas)", "FK"), ("Schweiz/Suisse", "CH"), ("Antigua & Barbuda", "AG"),
        ("The Netherlands", "NL"), ("Taiwan, Province of China", "TW"), ("Slovakia (Slovak Republic)", "SK"),
        ("Lao People's Democratic Republic", "LA"), ("Virgin Islands, British", "VG"),
        ("República Argentina", "AR"), ("Republik Österreich", "AT"), ("Reino de España", "ES"),
        ("Estados Unidos Mexicanos", "MX"), ("EE.UU.", "US"), ("P.R. China", "CN"), ("N. Ireland", "GB"),
        ("VAE", "AE"), ("EL", "GR"), ("Rep. Dominicana", "DO"), ("DE - Deutschland", "DE"),
        ("Deutschland (DE)", "DE"), ("Royaume-Uni", "GB"), ("РФ", "RU"),
    ],
)  # fmt: skip
def test_countries(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "Entenhausen",
        "44",
        "40",
        "999",
        "XXX",
        "ZZ",
        "EU",
        "Unspecified",
        "Channel Islands",
        "China (Taiwan)",
        "Georgia (US state)",
        "DE - Austria",
        "República",
        "Germany/Austria",
        "Republic of Atlantis",
        "The",
        "()",
        "890",
        "0",
        "x" * 999,
    ],
)
def test_what_is_no_country(written: str) -> None:
    with pytest.raises(InvalidValue):
        country_code(written)


def test_house_numbers() -> None:
    assert HouseNumber().clean("Nr. 12 A", Context()) == "12a"


@pytest.mark.parametrize(
    ("written", "country", "parts"),
    [
        ("Hauptstr. 5, 10115 Berlin", "DE", AddressParts("Hauptstraße", "5", "10115", "Berlin")),
        (
            "Feldstr. 10, FL-9495 Triesen",
            "DE",
            AddressParts("Feldstraße", "10", "9495", "Triesen", None, "LI"),
        ),
        (
            "123 Main Street, Las Vegas NV 89132",
            "US",
            AddressParts("Main Street", "123", "89132", "Las Vegas", "NV", "US"),
        ),
        (
            "18 Danver Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom",
            "US",
            AddressParts("Danver Place", "18", "LE11 1UU", "Loughborough", None, "GB"),
        ),
        (
            "Dorpsstraat 12a, 5722 HW Watergang, Netherlands",
            "DE",
            AddressParts("Dorpsstraat", "12a", "5722HW", "Watergang", None, "NL"),
        ),
        (
            "Dorpsstraat 12a, 5722HW Watergang",
            "NL",
            AddressParts("Dorpsstraat", "12a", "5722HW", "Watergang"),
        ),
        ("Lipowa 12, 37-420 Kraków", "PL", AddressParts("Lipowa", "12", "37-420", "Kraków")),
        ("Calle Mayor, 5, 28013 Madrid", "ES", AddressParts("Calle Mayor", "5", "28013", "Madrid")),
        (
            "1600 Pennsylvania Ave, Washington, DC 20500, USA",
            "DE",
            AddressParts("Pennsylvania Ave", "1600", "20500", "Washington", "DC", "US"),
        ),
        ("Hauptstraße 5 a - 10115 Berlin", "DE", AddressParts("Hauptstraße", "5a", "10115", "Berlin")),
        ("10115 Berlin, Hauptstr. 5", "DE", AddressParts("Hauptstraße", "5", "10115", "Berlin")),
        ("Ring 5; 1010 Wien; Austria", "DE", AddressParts("Ring", "5", "1010", "Wien", None, "AT")),
        ("Ring 5, 1010 Wien, Austria, ", "DE", AddressParts("Ring", "5", "1010", "Wien", None, "AT")),
        ("1200 route de Lyon, Lot 5", "FR", AddressParts()),
        ("4500 Avenida Juárez, Col. Centro 3", "MX", AddressParts()),
        ("Ring 3, Top 12, 1010 Wien", "AT", AddressParts("Ring", "3", "1010", "Wien")),
        (
            "12 High Street, London SW1A 1AA",
            "GB",
            AddressParts("High Street", "12", "SW1A 1AA", "London", country="GB"),
        ),
        (
            "Flat 3, 12 High Street, York, YO1 7HH, UK",
            "DE",
            AddressParts("High Street", "12", "YO1 7HH", "York", None, "GB"),
        ),
        (
            "12 bis, rue de la Paix 75002 PARIS CEDEX 02",
            "FR",
            AddressParts("rue de la Paix", "12bis", "75002", "PARIS"),
        ),
        ("C/ Mayor 5, 3º B, 28013 Madrid", "ES", AddressParts("C/ Mayor", "5", "28013", "Madrid")),
        (
            "Calle Mayor, 5. 28013 Madrid (España)",
            "DE",
            AddressParts("Calle Mayor", "5", "28013", "Madrid", None, "ES"),
        ),
        (
            "Via Tofanelli 12, 55041 Lucca (LU)",
            "IT",
            AddressParts("Via Tofanelli", "12", "55041", "Lucca", "LU"),
        ),
        ("Via Roma, 5 - 20121 Milano MI", "IT", AddressParts("Via Roma", "5", "20121", "Milano", "MI")),
        ("Hauptplatz 1, 3100 ST Pölten", "AT", AddressParts("Hauptplatz", "1", "3100", "ST Pölten")),
        ("irgendwo", "DE", AddressParts()),
    ],
)
def test_addresses_in_one_text(written: str, country: str, parts: AddressParts) -> None:
    assert address_parts(written, country) == parts


def test_postal_code_before_the_city() -> None:
    assert split_city("10115 Berlin") == ("10115", "Berlin")
    assert split_city("Berlin") == (None, "Berlin")


@pytest.mark.parametrize("street", ["Müllerstraße", "Muellerstrasse", "MÜLLERSTRASSE", "müllerstr"])
def test_all_spellings_of_an_address_are_one_identifier(street: str) -> None:
    assert address_value(street, "5A", "10115", "Köln", "DE") == "muellerstr|5a|10115|koeln|de"


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Adela Lane", "Adela Ln.", "US"),
        ("W Devon Ave", "West Devon Avenue", "US"),
        ("3rd Street", "Third St", "US"),
        ("Bd Voltaire", "Boulevard Voltaire", "FR"),
        ("C/ Mayor", "Calle Mayor", "ES"),
    ],
)
def test_street_words_are_one_identifier(one: str, other: str, country: str) -> None:
    assert address_value(one, "15", "89111", "X", country) == address_value(
        other, "15", "89111", "X", country
    )


@pytest.mark.parametrize(
    "written",
    [
        "6146 Honey Bluff Parkway\nApt 4,Calder,Michigan,49628-7978",
        "6146 Honey Bluff Parkway, Calder, MI, 49628-7978",
    ],
)
def test_american_addresses_with_the_state_between_commas(written: str) -> None:
    found = address_parts(written, "DE")

    assert found[:4] == ("Honey Bluff Parkway", "6146", "49628-7978", "Calder")
    assert found.country == "US"


@pytest.mark.parametrize(
    ("own", "code", "callers", "country"),
    [
        ("DE", "1060", {"AT"}, "AT"),
        ("DE", "8004", {"CH"}, "CH"),
        ("DE", "1012LG", {"NL"}, "NL"),
        ("DE", "75002", {"FR"}, None),
        ("DE", "1067", {"DE"}, "DE"),
        ("DE", "1067", {"DE", "AT"}, "DE"),
        ("DE", "1067", set(), "DE"),
        ("DE", "10115", {"AT"}, "DE"),
        ("DE", "10115", {"AT", "FR"}, None),
        ("AT", "10115", {"DE"}, "DE"),
        ("DE", "", {"FR"}, "DE"),
    ],
)
def test_the_country_of_a_row_by_its_phone_and_code(
    own: str, code: str, callers: set[str], country: str | None
) -> None:
    assert country_by_phone(own, code, callers) == country


@pytest.mark.parametrize("text", ["1.00", "2.76", "10.0"])
def test_an_amount_is_no_number_of_a_country(text: str) -> None:
    with pytest.raises(InvalidValue):
        country_code(text)


def test_an_address_that_had_two_lines() -> None:
    assert address_parts("Am Markt 1a 20095 Hamburg", "DE")[:4] == ("Am Markt", "1a", "20095", "Hamburg")
    assert address_parts("Hauptstr. 5\n80331 München", "DE")[:4] == ("Hauptstraße", "5", "80331", "München")


def test_lines_of_an_address_may_be_in_a_list() -> None:
    read = StreetLine().native(["12 Oak St", "", " Suite 5 "], Context(country="US"))

    assert (read.name, read.number) == ("Oak St", "12")
    assert StreetLine().native(["", " "], Context()) is None
    with pytest.raises(InvalidValue):
        StreetLine().native([{"line": "12 Oak St"}], Context(country="US"))
