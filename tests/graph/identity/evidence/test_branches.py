"""Branches of one firm, and father and son: rows of one source that share what stands for several."""

from typing import TYPE_CHECKING

import pytest

from graph.identity.evidence.noise import noise_without_links
from graph.identity.lookup.vetoes import Vetoes
from graph.identity.rules import Veto, load_rules

if TYPE_CHECKING:
    from tests.graph.identity.world import World

TOWNS = ("Jena", "Gera", "Ulm", "Bonn", "Kiel", "Trier", "Mainz", "Hagen")
STREETS = ("Lindenweg", "Bergstraße", "Am Markt", "Kirchgasse", "Hafenallee", "Postplatz", "Schulhof", "Ring")
TAX_ID = "tax_id:de:123456789"


def firm(world: "World", record: str, brand: str, house: int, **values: object) -> None:
    """A row of a firm in the house of that number."""
    address = {
        "street": f"{STREETS[house % 8]} {3 + 2 * house}",
        "postal_code": f"0{1000 + house}",
        "city": TOWNS[house % 8],
    }
    world.record(record, organization_name=f"{brand} GmbH", entity_type="organization", **address | values)


def branches(world: "World", brand: str, count: int, house: int = 0) -> None:
    """Rows of one mailbox, each in a house with a telephone of its own."""
    for place in range(house, house + count):
        contacts = {"email": f"info@{brand.lower()}.example", "phone": f"+49900{place:05}"}
        firm(world, f"crm:{brand}-{place}", brand, place, **contacts)


def again(world: "World", firms: int, house: int = 100) -> None:
    """Firms that are in the source twice, in the same house."""
    for place in range(house, house + firms):
        for record in (f"crm:{place}", f"crm:{place}-again"):
            firm(world, record, f"Optik{place}", place, email=f"info@optik{place}.example")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            {"email": "info@vexa.example", "phone": "+4990001"},
            {"email": "info@vexa.example", "phone": "+4990002"},
        ),
        (
            {"phone": "+4990001", "email": "jena@vexa.example"},
            {"phone": "+4990001", "email": "gera@vexa.example"},
        ),
        ({"document": TAX_ID, "phone": "+4990001"}, {"document": TAX_ID, "phone": "+4990002"}),
    ],
    ids=["mailbox", "switchboard", "tax number"],
)
def test_another_house_and_contact_make_two_branches(
    world: "World", left: dict[str, str], right: dict[str, str]
) -> None:
    firm(world, "crm:1", "Vexa", 1, **left)
    firm(world, "crm:2", "Vexa", 2, **right)
    firm(world, "web:2", "Vexa", 2, **right)

    assert world.vetoes() == {("crm:1", "crm:2"): "branches", ("crm:1", "web:2"): "offices"}


def test_where_a_house_is_unknown_another_contact_makes_two_branches(world: "World") -> None:
    firm(world, "crm:1", "Vexa", 1, email="info@vexa.example", phone="+4990001")
    unknown = {"street": None, "postal_code": None, "city": None, "email": "info@vexa.example"}
    firm(world, "crm:2", "Vexa", 2, **unknown, phone="+4990002")
    firm(world, "crm:3", "Vexa", 3, **unknown)

    assert world.vetoes() == {("crm:1", "crm:2"): "branches"}


def test_one_contact_in_two_houses_contradicts_where_more_than_a_slip_parts_them(world: "World") -> None:
    contacts = {"email": "info@vexa.example", "phone": "+4990001"}
    firm(world, "crm:1", "Vexa", 1, **contacts)
    firm(world, "crm:2", "Vexa", 2, **contacts)
    firm(world, "crm:3", "Vexa", 1, street="Bergstraße 7", **contacts)

    assert world.vetoes() == {("crm:1", "crm:2"): "houses", ("crm:2", "crm:3"): "houses"}


@pytest.mark.parametrize(
    ("pairs", "trios", "same_house", "proven"),
    [
        (1, 0, 0, False),
        (2, 0, 0, True),
        (3, 0, 20, False),
        (12, 0, 20, True),
        (0, 2, 20, True),
        (0, 0, 5, False),
    ],
)
def test_branches_are_told_from_moves_by_their_number(
    world: "World", pairs: int, trios: int, same_house: int, proven: bool
) -> None:
    for number in range(pairs):
        branches(world, f"Pan{number}", 2, 2 * number)
    for number in range(trios):
        branches(world, f"Trio{number}", 3, 3 * number)
    again(world, same_house)
    world.prepare()

    assert (noise_without_links(world.connection)[Veto.BRANCHES] <= load_rules().veto_noise) is proven


@pytest.mark.parametrize(
    ("within", "between", "proven"),
    [(3, 6, True), (3, 30, False), (0, 6, False)],
    ids=["as many as within", "more than within", "none within"],
)
@pytest.mark.parametrize("contacts", [True, False], ids=["one telephone", "a name alone"])
def test_branches_between_sources_are_told_by_those_within(
    world: "World", within: int, between: int, proven: bool, contacts: bool
) -> None:
    sides = [("crm", "crm")] * within + [("web", "web")] * within + [("crm", "web")] * between
    for number, sources in enumerate(sides):
        shared = {"city": "Kiel"} | ({"phone": f"+49900{number:05}"} if contacts else {})
        for place, source in enumerate(sources):
            firm(world, f"{source}:{number}-{place}", f"Pan{number}", 2 * number + place, **shared)
    world.prepare()

    assert (noise_without_links(world.connection)[Veto.OFFICES] <= load_rules().veto_noise) is proven


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "generation"),
        ({"email": "js@mail.example"}, None),
        ({"birth_date": "1950-02-03"}, None),
        ({"family_name": "Miller"}, None),
    ],
    ids=["namesakes", "one mailbox", "one birth date", "another name"],
)
def test_a_generation_that_one_states_makes_two_but_for_what_makes_them_one(
    world: "World", changes: dict[str, str], reason: str | None
) -> None:
    home = {"given_name": "John", "family_name": "Smith", "street": "Elm St 4", "city": "Salem"}
    mine = {"email": "js@mail.example", "birth_date": "1950-02-03"}
    world.record("crm:1", name_suffix="Jr.", phone="+15550001", **home | mine)
    world.record("crm:2", phone="+15550001", **home | changes)
    world.record("web:2", phone="+15550001", **home)

    assert world.vetoes() == ({("crm:1", "crm:2"): reason} if reason else {})


@pytest.mark.parametrize(("fathers", "stated_twice", "proven"), [(6, 2, True), (6, 30, False), (1, 0, False)])
def test_fathers_and_sons_are_told_from_omissions_by_their_number(
    world: "World", fathers: int, stated_twice: int, proven: bool
) -> None:
    for number in range(fathers + stated_twice):
        home = {
            "given_name": "John",
            "family_name": f"Smith{number}",
            "street": f"Elm St {number}",
            "city": "Salem",
        }
        world.record(f"crm:{number}", name_suffix="Jr.", **home)
        world.record(f"crm:{number}-other", name_suffix="Jr." if number >= fathers else None, **home)
    world.prepare()

    assert (noise_without_links(world.connection)[Veto.GENERATION] <= load_rules().veto_noise) is proven


def test_a_look_up_forbids_what_a_run_does(world: "World") -> None:
    branches(world, "Vexa", 2)
    firm(world, "crm:3", "Vexa", 0, email="info@vexa.example", phone="+4990000000")
    firm(world, "crm:4", "Vexa", 5, email="info@vexa.example")
    firm(world, "web:1", "Vexa", 1, email="info@vexa.example", phone="+4990000001")
    home = {"given_name": "John", "family_name": "Smith", "phone": "+15550001"}
    world.record("crm:5", name_suffix="Jr.", email="j@mail.example", **home)
    world.record("crm:6", **home)
    world.record("crm:7", email="j@mail.example", **home)
    found = world.vetoes(frozenset(Veto))
    rows = world.connection.sql(
        """SELECT p.*, (SELECT list({'kind': kind, 'value': value}) FROM identifiers AS i
            WHERE i.record_id = p.record_id) AS used FROM persons AS p"""
    ).to_arrow_table()
    persons = {row["record_id"]: row for row in rows.to_pylist()}
    vetoes = Vetoes(frozenset(Veto), load_rules().exclusive_documents)

    asked = {
        (left, right): vetoes.reason(persons[left], persons[right], {})
        for left in persons
        for right in persons
        if left < right
    }

    assert {pair: reason for pair, reason in asked.items() if reason} == found
    assert {"branches", "houses", "generation"} <= set(found.values())
