"""Columns whose headers nobody understands are told by their values and by the columns around them."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import fields, proposed

_PEOPLE = """\
No;First name;Last name;Sex;Born;Phone;Email;Street;Zip;City
K-7;Anneliese;Kowalczik;f;03.05.1961;089 2233445;kowalczik7@post.example;Lindenweg 7;80331;Bruckstadt
K-3;Rüdiger;Brömmelkamp;m;24.12.1980;0171/1234567;r.broemmelkamp@web.example;Hauptstr. 5;10115;Altdorf
K-9;Oluwaseun;Adeyemi;m;11.09.1993;030 4455667;adeyemi.o@web.example;Ring 12;20095;Weilheim
K-1;Maria;Täuberich;f;30.01.1954;0160 7654321;maria.taeuberich@post.example;Am Markt 3;50667;Neuhausen
K-4;Jörn;Sönksen;m;17.06.1972;040 998877;soenksen@web.example;Deichgasse 1;70173;Bruckstadt
K-6;Xaver;Oberhuberinger;m;02.02.1988;0152 1122334;xoberhuberinger@web.example;Birkenallee 9;60311;Altdorf
"""
_ORDERS = """\
Order number;Customer number;Email;Order date;Total;Shipped;Arrived
A77;12;eva@web.example;24.12.2024;19,90;;02.01.2025
A78;7;jan@post.example;25.12.2024;7,50;27.12.2024;28.12.2024
A79;12;eva@web.example;13.01.2025;100,05;14.01.2025;16.01.2025
A80;3;uwe@post.example;20.01.2025;12,00;21.01.2025;25.01.2025
"""
_UNKNOWN = "Xqzv"


def _without(text: str, header: str) -> str:
    """The text with a word that no language has for one of its headers."""
    first, rows = text.split("\n", 1)
    return ";".join(_UNKNOWN if it == header else it for it in first.split(";")) + "\n" + rows


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("First name", "given_name"),
        ("Last name", "family_name"),
        ("Sex", "gender"),
        ("Born", "birth_date"),
        ("Phone", "phone"),
        ("Zip", "postal_code"),
        ("City", "city"),
    ],
)
def test_a_person_is_known_without_a_header(tmp_path: Path, header: str, field: str) -> None:
    found = proposed(tmp_path / "x.csv", _without(_PEOPLE, header))

    assert fields(found, "customer")[field] == (_UNKNOWN,)


def test_a_code_behind_the_city_is_known_without_both_headers(tmp_path: Path) -> None:
    rows = [row.split(";") for row in _PEOPLE.splitlines()]
    code, city = rows[0].index("Zip"), rows[0].index("City")
    for row in rows:
        row[code], row[city] = row[city], row[code]
    rows[0][code], rows[0][city] = "Qxa", "Qxb"
    found = fields(proposed(tmp_path / "x.csv", "\n".join(map(";".join, rows))), "customer")

    assert (found["city"], found["postal_code"]) == (("Qxa",), ("Qxb",))


def test_a_whole_name_is_what_addresses_are_made_of(tmp_path: Path) -> None:
    text = _PEOPLE.replace("First name;Last name", _UNKNOWN, 1)
    for given, family in (line.split(";")[1:3] for line in _PEOPLE.splitlines()[1:]):
        text = text.replace(f"{given};{family}", f"{family} {given}")

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["full_name"] == (_UNKNOWN,)


@pytest.mark.parametrize(
    ("header", "field"), [("Order number", "number"), ("Order date", "ordered_at"), ("Total", "total")]
)
def test_an_order_is_known_without_a_header(tmp_path: Path, header: str, field: str) -> None:
    found = proposed(tmp_path / "x.csv", _without(_ORDERS, header))

    assert fields(found, "order")[field] == (_UNKNOWN,)


@pytest.mark.parametrize(
    "cells",
    [
        "03.05.2021;24.12.2023;11.09.2024;30.01.2022;17.06.2020;02.02.2019",  # no births
        "Gold;Silber;Bronze;Platin;Holz;Eisen",  # no name, and no city
        "10;27;31;46;58;60",
        "1;2;1;2;1;2",
        "100-1;100-2;100-3;100-4;100-5;100-6",
        "1961;1975;1983;1999;2004;2018",  # of cars, houses and degrees as well
        "03.05.1975;24.12.1981;11.09.1994;30.01.1999;17.06.2012;02.02.2024",  # since when they are members
        "529.982.247-25;168.995.350-09;111.444.777-35;987.654.321-00;123.456.789-09;390.533.447-05",  # tax
        "12.345.678-5;7.654.321-6;9.876.543-3;15.234.567-8;18.765.432-7;11.222.333-9",
        "4711 0815 1234;4711 2233 9876;4711 5544 1111;4711 9090 4545;4711 6767 2323;4711 8181 3434",  # cards
        "12/345/67890;21/815/08150;93/815/08152;48/123/45678;13/555/11223;28/456/78901",
        "48.137 11.575;52.520 13.404;53.550 10.000;50.937 6.960;49.452 11.076;48.775 9.182",
    ],
)
def test_what_may_be_anything_stays_unknown(tmp_path: Path, cells: str) -> None:
    first, *rows = _without(_PEOPLE, "Sex").splitlines()
    own = [row.split(";") for row in rows]
    told = [
        ";".join([*row[:3], cell, row[9], *row[7:9]]) for row, cell in zip(own, cells.split(";"), strict=True)
    ]
    text = "\n".join([f"No;First name;Last name;{_UNKNOWN};City;Street;Zip", *told, ""])

    assert _UNKNOWN in proposed(tmp_path / "x.csv", text).unused, first


@pytest.mark.parametrize(
    "cells",
    [
        "+351 912 345 678;912 345 678;+351 961 222 333;933 444 555;917 000 111;+351 965 123 456",
        "06 12 34 56 78;01.42.33.44.55;07 99 88 77 66;+33 6 11 22 33 44;04-91-22-33-44;0612345678",
        "(11) 91234-5678;(21) 2345-6789;(11) 3456-7890;(31) 99876-5432;(41) 3344-5566;(51) 98765-4321",
        "212-555-0110;(415) 555-0123;312.555.0147;+1 646 555 0199;718 555 0102;917-555-0133",
        "0171/1234567;(030) 4455667;089-2233445;0049 40 998877;+49 (0)221 123456;0351 44 55 66",
    ],
)
def test_phones_are_known_as_countries_write_them(tmp_path: Path, cells: str) -> None:
    own = [row.split(";")[:3] for row in _PEOPLE.splitlines()[1:]]
    rows = (";".join([*row, cell]) for row, cell in zip(own, cells.split(";"), strict=True))
    text = "\n".join([f"No;First name;Last name;{_UNKNOWN}", *rows, ""])

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["phone"] == (_UNKNOWN,)


def test_years_beside_a_city_are_no_postal_codes(tmp_path: Path) -> None:
    years = iter(("1961", "1975", "1983", "1999", "2004", "2018"))
    first, *rows = _without(_PEOPLE, "Zip").splitlines()
    told = [";".join([*row[:8], next(years), row[9]]) for row in (it.split(";") for it in rows)]

    assert _UNKNOWN in proposed(tmp_path / "x.csv", "\n".join([first, *told, ""])).unused


def test_the_name_of_a_membership_is_that_of_nobody(tmp_path: Path) -> None:
    people = "".join(
        f"{n};Ann{chr(97 + n)}a;Mei{chr(97 + n)}er;{('Gold', 'Off-Peak')[n % 2]}\n" for n in range(12)
    )
    found = proposed(tmp_path / "x.csv", f"Member ID;First Name;Last Name;Membership name\n{people}")

    assert fields(found, "customer").keys() >= {"given_name", "family_name"}
    assert "Membership name" in found.unused


def test_the_name_of_an_adviser_takes_no_phone_of_customers(tmp_path: Path) -> None:
    people = "".join(
        f"{n};Ann{chr(97 + n)}a Mei{chr(97 + n)}er;212-555-01{n + 10};{('Kim Lee', 'Pat Roy')[n % 2]}\n"
        for n in range(12)
    )
    found = proposed(tmp_path / "x.csv", f"Cust No;Cust Full Name;Cell Ph;Adv Name\n{people}")

    assert fields(found, "customer")["phone"] == ("Cell Ph",)


def test_a_plain_name_beside_a_whole_one_is_that_of_the_family(tmp_path: Path) -> None:
    text = "id;nom complet;nom;prénom\n1;Anna Meier;Meier;Anna\n2;Jean Dupont;Dupont;Jean\n"
    found = fields(proposed(tmp_path / "x.csv", text), "customer")

    assert (found["full_name"], found["family_name"]) == (("nom complet",), ("nom",))


def test_the_number_of_a_guests_name_is_a_better_key_than_that_of_a_club(tmp_path: Path) -> None:
    rows = "".join(f"{70 + n};AA{n}812;Ann{chr(97 + n)};Mei{chr(97 + n)}er\n" for n in range(4))
    text = f"GUEST_NAME_ID;AIRLINE_MEMBER_NO;GUEST_FIRST_NAME;GUEST_LAST_NAME\n{rows}"

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["source_id"] == ("GUEST_NAME_ID",)


def test_an_address_in_front_of_the_numbers_of_houses_is_a_street(tmp_path: Path) -> None:
    rows = "".join(f"{n};Ann{n};{street};{n + 3}\n" for n, street in enumerate(("Dorp", "Laan", "Lange Weg")))
    found = proposed(tmp_path / "x.csv", f"Relatiecode;Voornaam;Adres;Huisnummer\n{rows}9;Jan;Kade;1\n")

    assert fields(found, "customer")["street"] == ("Adres",)


def test_the_name_of_a_patient_beside_his_family_name_is_the_given_one(tmp_path: Path) -> None:
    rows = "1;García;López;Ana\n2;Ruiz;Gil;José Luis\n3;Vidal;Mora;Begoña\n"
    text = f"NHC;Primer apellido;Segundo apellido;Nombre paciente\n{rows}"

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["given_name"] == ("Nombre paciente",)
