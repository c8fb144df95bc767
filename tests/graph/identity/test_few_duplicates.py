"""Files in which few are there twice, known by little: whole runs find these, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.entries import Entry, Identifier
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import RunResult, resolve
from graph.identity.stewards.cases import review_queue
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, person

GIVEN = (
    "Agnes", "Bruno", "Carla", "Dieter", "Emma", "Fritz", "Gisela", "Harald", "Ingrid", "Jonas", "Katrin",
    "Ludwig", "Marta", "Norbert", "Olga", "Peter", "Rosa", "Stefan", "Tanja", "Ulrich", "Vera", "Walter",
)  # fmt: skip
FAMILY = tuple(
    f"{stem}{end}"
    for stem in ("Stein", "Wald", "Berg", "Gold", "Feld", "Hof", "Bach", "Kirch")
    for end in ("mann", "ner", "ert", "ing")
)
STREETS = ("Hauptstraße", "Bahnhofstraße", "Schulstraße", "Gartenweg", "Kirchplatz")
TOWNS = (("50667", "Köln"), ("53111", "Bonn"), ("52062", "Aachen"))
AGAIN = range(0, 200, 29)
"""Who is there twice."""
RARE = {"given_name": "Wilhelmine", "family_name": "Osterkamp"}
"""A name that no other member has, nor a part of it."""


def name(number: int) -> dict[str, str]:
    """Hardly anybody's name is another's."""
    return {"given_name": GIVEN[number * 7 % 22], "family_name": FAMILY[number * 5 % 32]}


def contacts(number: int, way: str) -> tuple[Identifier, Identifier]:
    """An address that tells nothing, and a number of their own."""
    return email(f"{way}{number * 977 % 1009}@mail.example"), Identifier("phone", f"+49170{way}{number:05}")


def members() -> Iterator[Entry]:
    """Of a club: all by name, house and contacts, some a second time with other contacts."""
    for number in range(200):
        postal_code, city = TOWNS[number % 3]
        house = {"street": STREETS[number % 5], "house_number": str(1 + number * 11 % 97)}
        home = house | {"postal_code": postal_code, "city": city}
        yield person(str(number), day(1), *contacts(number, "1"), **name(number), **home)
        if number in AGAIN:
            yield person(f"again-{number}", day(2), *contacts(number, "2"), **name(number), **home)
    yield person(
        "rare", day(3), *contacts(1, "3"), **RARE, street="Am Deich", house_number="3", city="Aachen"
    )
    yield person("caller", day(3), *contacts(2, "3"), **RARE)


def staff() -> Iterator[Entry]:
    """Of forty firms: everybody gives the switchboard, some the mailbox of all."""
    for number in range(200):
        firm = number // 5
        employer = f"{FAMILY[firm * 3 % 32]} {('Bau', 'Optik', 'Druck')[firm % 3]} GmbH"
        switchboard = Identifier("phone", f"+4922150{firm:04}")
        own = email(f"info@firm{firm}.example" if number % 5 < 2 else f"box{number}@firm{firm}.example")
        yield person(str(number), day(1), switchboard, own, employer=employer, **name(number))


def run(home: Path, entries: Iterator[Entry]) -> tuple[RunResult, dict[str, str]]:
    """A first run over the entries, with the customer of each record."""
    settings = Settings(home=home)
    journal = Journal.open(settings)
    journal.append(list(entries), "test")
    return resolve(journal, settings), current_assignment(journal)


def test_one_name_in_one_house_is_one_person_whatever_the_contacts(tmp_path: Path) -> None:
    result, customers = run(tmp_path, members())
    journal = Journal.open(Settings(home=tmp_path))

    found = {number for number in AGAIN if customers[f"crm:{number}"] == customers[f"crm:again-{number}"]}
    assert found == set(AGAIN)
    assert len(set(customers.values())) == 202
    # likelier than not, and too little to link among so few
    assert [{case.record_l, case.record_r} for case in review_queue(journal)] == [{"crm:rare", "crm:caller"}]
    assert result.report["doubted_from"] == 0 < result.report["threshold"] - 1.5


def test_colleagues_teach_no_model_in_which_a_person_has_many_names(tmp_path: Path) -> None:
    result, customers = run(tmp_path, staff())

    assert not result.report["distrusted"]
    assert len(set(customers.values())) == 200
