"""House numbers, and lines of streets that say more than street and number."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.places.postal_codes import PostalCode
from ingest.cleaning.places.streets import HouseNumber, StreetLine, split_street


@pytest.mark.parametrize(
    ("line", "country", "street", "number"),
    [
        ("Hauptstr. 5 Whg. 12", "DE", "Hauptstraße", "5"),
        ("Hauptstr. 5, 2. OG", "DE", "Hauptstraße", "5"),
        ("Hauptstr. 5 Hinterhaus", "DE", "Hauptstraße", "5"),
        ("Hauptstr. 5a (Hinterhaus)", "DE", "Hauptstraße", "5a"),
        ("Hauptstr. 5 d", "DE", "Hauptstraße", "5d"),
        ("Hauptstr. 5 1/2", "DE", "Hauptstraße", "51/2"),
        ("Postfach 10 20 30", "DE", "Postfach", "102030"),
        ("Hauptstraße 12 Top 5", "AT", "Hauptstraße", "12"),
        ("Hauptstraße 12/3/4", "AT", "Hauptstraße", "12/3/4"),
        ("Hauptstr. 12/Stg. 3/Top 4", "AT", "Hauptstraße", "12"),
        ("Calle Mayor 5 bajo", "ES", "Calle Mayor", "5"),
        ("Kossuth utca 5. II. em. 3.", "HU", "Kossuth utca", "5"),
        ("Apt 4, 12 Main St", "US", "Main St", "12"),
        ("12 High Street No. 5", "GB", "High Street No. 5", "12"),
        ("1453 Sokak No:12", "TR", "1453 Sokak", "12"),
        ("Calle 5 No. 12", "MX", "Calle 5", "12"),
        ("Rua 15, nº 12", "BR", "Rua 15", "12"),
        ("Jl. 5 No. 3", "ID", "Jl. 5", "3"),
        ("1453 Sk. No: 12 D: 5", "TR", "1453 Sk.", "12"),
        ("19 Mayıs Cad. No: 5", "TR", "19 Mayıs Cad.", "5"),
        ("2 de Mayo, nº 12", "ES", "2 de Mayo", "12"),
        ("5 de Outubro, nº 12", "PT", "5 de Outubro", "12"),
        ("8 Марта, д. 5", "RU", "8 Марта", "5"),
        ("16 de Septiembre No. 5", "MX", "16 de Septiembre", "5"),
        ("7 de Setembro nº 12", "BR", "7 de Setembro", "12"),
        ("9 de Julio N° 12", "AR", "9 de Julio", "12"),
        ("28 de Julio Nro. 12", "PE", "28 de Julio", "12"),
        ("123 1/2 Main St", "US", "Main St", "1231/2"),
        ("Flat 3, 12 High Street", "GB", "High Street", "12"),
        ("12 bis, rue de Rivoli", "FR", "rue de Rivoli", "12bis"),
        ("Kerkstraat 5 bus 3", "BE", "Kerkstraat", "5"),
        ("Rue de la Loi 16, boîte 5", "BE", "Rue de la Loi", "16"),
        ("ul. Długa 5 m. 3", "PL", "ul. Długa", "5"),
        ("Atatürk Cad. No: 12 D: 5", "TR", "Atatürk Cad.", "12"),
        ("Atatürk Cad. No:12/5", "TR", "Atatürk Cad.", "12/5"),
        ("Kossuth Lajos u. 5.", "HU", "Kossuth Lajos u.", "5"),
        ("C/ Mayor, nº 5, 2ºB", "ES", "C/ Mayor", "5"),
        ("Via Roma, 12 int. 3", "IT", "Via Roma", "12"),
        ("Via Roma n. 12", "IT", "Via Roma", "12"),
        ("Via 4 Novembre, n.12", "IT", "Via 4 Novembre", "12"),
        ("Via N. Sauro 12", "IT", "Via N. Sauro", "12"),
        ("Rua N 12", "BR", "Rua N", "12"),
        ("Storgatan 5 lgh 1203", "SE", "Storgatan", "5"),
        ("Rua Augusta, 1500 - apto 12", "BR", "Rua Augusta", "1500"),
        ("ул. Ленина, д. 5, кв. 3", "RU", "ул. Ленина", "5"),
        ("алл. Весенняя, д. 677 к. 1", "RU", "алл. Весенняя", "677"),
        ("ул. Ленина, д. 5, стр. 2, кв. 7", "RU", "ул. Ленина", "5"),
        ("наб. Мойки, д. 12, лит. А", "RU", "наб. Мойки", "12"),
        ("вул. Хрещатик, буд. 22, оф. 5", "UA", "вул. Хрещатик", "22"),
        ("бул. Витоша № 12, ет. 3", "BG", "бул. Витоша", "12"),
        ("Lange Br. 5", "DE", "Lange Br.", "5"),
        ("Lange Br. 5", "NL", "Lange Br.", "5"),
        ("An der Br. 7", "DE", "An der Br.", "7"),
        ("Ilica br. 5", "HR", "Ilica", "5"),
        ("12 - A Street", "US", "A Street", "12"),
        ("12 - 14 High Street", "GB", "High Street", "12-14"),
        ("12 - A, MG Road", "IN", "MG Road", "12-a"),
        ("12-A High Street", "GB", "High Street", "12-a"),
        ("Avda. Pta. 4", "ES", "Avda. Pta.", "4"),
        ("ul. Lok. 5", "PL", "ul. Lok.", "5"),
        ("Bulevar kralja Aleksandra br. 73, stan 5", "RS", "Bulevar kralja Aleksandra", "73"),
        ("רחוב הרצל 15 דירה 3", "IL", "רחוב הרצל", "15"),
        ("Λεωφ. Κηφισίας 120, 3ος όροφος", "GR", "Λεωφ. Κηφισίας", "120"),
        ("Atatürk Bulvarı No:12 K:3 D:5", "TR", "Atatürk Bulvarı", "12"),
        ("1.OSB Mah. 5. Cd. No: 13/2", "TR", "1.OSB Mah. 5. Cd.", "13/2"),
        ("Gülbahar Mah., Nur Sk. Kat : 4 Daire No : 8", "TR", "Gülbahar Mah., Nur Sk", None),
        ("H.No. 161, Nayar Ganj Street", "IN", "Nayar Ganj Street", "161"),
        ("12-5-149/6A, Vijayapuri", "IN", "Vijayapuri", "12-5-149/6a"),
        ("Flat No. 101, 12 Park Street", "IN", "Park Street", "12"),
        ("No. 5 Awolowo Road", "NG", "Awolowo Road", "5"),
        ("Số 12 Nguyễn Trãi", "VN", "Nguyễn Trãi", "12"),
        ("Jl. Merdeka No. 10 RT 01/RW 02", "ID", "Jl. Merdeka", "10"),
        ("Av. Providencia 1234, Depto. 56", "CL", "Av. Providencia", "1234"),
        ("Av. Providencia 1234 Of. 501", "CL", "Av. Providencia", "1234"),
        ("Circuito Azucena #110", "MX", "Circuito Azucena", "110"),
        ("Cra. 13a #79-52", "CO", "Cra. 13a", "79-52"),
        ("Calle 100 # 8A-55 Apto 301", "CO", "Calle 100", "8a-55"),
        ("Cl. 72 No. 10 - 34 Of. 501", "CO", "Cl. 72", "10-34"),
        ("123 Main St # 456", "US", "Main St", "123"),
        ("30 W 26th St 6th Fl", "US", "W 26th St", "30"),
        ("12, Rue Mohammed V, Appt 3", "MA", "Rue Mohammed V", "12"),
        ("12-3, Jalan SS 2/24", "MY", "Jalan SS 2/24", "12-3"),
        ("No. 12/A, Galle Road", "LK", "Galle Road", "12/a"),
        ("вул. Лесі Українки, буд. 5-А, кв. 12", "UA", "вул. Лесі Українки", "5-а"),
        ("Fő u. 12/b fszt. 3.", "HU", "Fő u.", "12/b"),
        ("Keizersgracht 123-II", "NL", "Keizersgracht", "123"),
        ("Apartment 5, The Elms, 12 Main Street", "IE", "Main Street", "12"),
        ("Via Roma 12/bis, scala A", "IT", "Via Roma", "12/bis"),
        ("Highway 5 Tower Road", "US", "Highway 5 Tower Road", None),
        ("1 Mai Straße Nr. 5", "DE", "1 Mai Straße", "5"),
        ("Calle Torre 5", "ES", "Calle Torre", "5"),
        ("Calle Mayor, s/n", "ES", "Calle Mayor", None),
        ("Mannerheimintie 5 A 12", "FI", "Mannerheimintie", "5a"),
        ("Rákóczi út 5. 2. em. 3.", "HU", "Rákóczi út", "5"),
        ("Nørregade 5, 2. th", "DK", "Nørregade", "5"),
        ("Nørregade 5 st. tv.", "DK", "Nørregade", "5"),
        ("Kerkstraat 12 hs", "NL", "Kerkstraat", "12"),
        ("Via Garibaldi 3/B int. 4", "IT", "Via Garibaldi", "3/b"),
        ("Calle Mayor, 5 - 2º B", "ES", "Calle Mayor", "5"),
        ("Hauptstr. 5/II", "DE", "Hauptstraße", "5"),
        ("Am Markt I/V", "DE", "Am Markt I/V", None),
        ("Unit 3/45 George St", "AU", "George St", "45"),
        ("The Willows, 12 Mill Lane", "GB", "Mill Lane", "12"),
        ("Flat 2A 12 Mill Lane", "GB", "Mill Lane", "12"),
        ("12 Top Lane", "GB", "Top Lane", "12"),
        ("5 Bus Road", "IE", "Bus Road", "5"),
        ("Rose Cottage, Church Lane", "GB", "Rose Cottage, Church Lane", None),
        ("Calle 5 de Mayo 12", "ES", "Calle 5 de Mayo", "12"),
        ("Mannerheimintie 5 A", "FI", "Mannerheimintie", "5a"),
        ("Storgatan 5 B 12", "SE", "Storgatan", "5b"),
        ("Carrera 7 A 12", "CO", "Carrera 7 A", "12"),
        ("Highway 1 N 12", "US", "Highway 1 N", "12"),
        ("Q 7 B 12", "DE", "Q 7 B", "12"),
        ("Place du 8 Mai 1945 bât A", "FR", "Place du 8 Mai 1945", None),
        ("Rue du 11 novembre 1918", "FR", "Rue du 11 novembre 1918", None),
        ("12 rue du 8 Mai 1945", "FR", "rue du 8 Mai 1945", "12"),
        ("Rue du 8 Mai 1945, 12", "BE", "Rue du 8 Mai 1945", "12"),
        ("Piazza 4 Novembre 1918", "IT", "Piazza 4 Novembre 1918", None),
        ("Via 25 Aprile 12 int. 3", "IT", "Via 25 Aprile", "12"),
        ("Avenida 9 de Julho 1945 apto 12", "BR", "Avenida 9 de Julho", "1945"),
        ("Straße des 17. Juni 135", "DE", "Straße des 17. Juni", "135"),
        ("Straße des 17. Juni", "DE", "Straße des 17. Juni", None),
    ],
)
def test_the_number_is_that_of_the_house_not_of_the_flat(
    line: str, country: str, street: str, number: str | None
) -> None:
    assert split_street(line, country)[:2] == (street, number)


@pytest.mark.parametrize("written", ["No. 7", "n° 7", "Nº 7", "#7", "Hausnr. 7", "Nr.7", "7.0"])
def test_words_for_a_number_are_no_part_of_it(written: str) -> None:
    assert HouseNumber().clean(written, Context()) == "7"


@pytest.mark.parametrize(
    "written", ["s/n", "S/N", "ohne", "0", "6-giu", "12-ago", "3-mrt", "12-déc.", "5-maj", "5/6/2024"]
)
def test_what_is_no_house_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        HouseNumber().clean(written, Context())


@pytest.mark.parametrize("written", ["none", "xxx", "0", "Straße", "unbekannt verzogen", "NA"])
def test_what_is_no_street(written: str) -> None:
    with pytest.raises(InvalidValue):
        StreetLine().clean(written, Context())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("F 75008", "75008"), ("DK 2100", "2100"), ("PL 00-950", "00-950"), ("〒100-0001", "100-0001"),
        ("10115 Berlin", "10115"), ("1012 AB", "1012 AB"), ("E1 6AN", "E1 6AN"), ("HM 12", "HM 12"),
        ("HM CX", "HM CX"),
    ],
)  # fmt: skip
def test_postal_codes_with_a_country_or_a_city(written: str, code: str) -> None:
    assert PostalCode().clean(written, Context()) == code


def test_a_city_is_no_postal_code() -> None:
    with pytest.raises(InvalidValue):
        PostalCode().clean("Berlin", Context())
