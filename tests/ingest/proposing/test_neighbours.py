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
