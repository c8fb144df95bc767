"""Households of real runs over GraphQL: who lives together, since when, and who once did."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.workspace import Workspace
from graph.entries import RecordVersion
from graph.identity.run import resolve
from graph.progress import silent
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.entries import day, email
from tests.support.people import resolved, somebody
from tests.support.stores import settings_of, wipe

PETRA = "petra@mail.de"


def petra(street: str, number: str, postal_code: str, at: int) -> RecordVersion:
    """Petra Albers, living at an address."""
    told = somebody("crm", 60, email(PETRA), given_name="Petra", family_name="Albers")
    home = {"street": street, "house_number": number, "postal_code": postal_code}
    return replace(told, attributes=told.attributes | home, observed_at=day(at))


@pytest.fixture(scope="module")
def client(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Petra Albers moved in with Jonas Albers (person 3), and away again: three runs."""
    settings = settings_of(wipe(embedded_session).endpoint, tmp_path_factory.mktemp("home"))
    journal, _ = resolved(settings.home)
    for told in (petra("Seestraße", "4", "50003", 200), petra("Nordring", "99", "10000", 300)):
        journal.append([told], "news")
        resolve(journal, settings)
    Workspace(settings).project(embedded_session, silent)
    with running(settings) as client:
        yield client


def stays(client: Client, mail: str) -> dict[str, Any]:
    """A customer with all households that they ever lived in."""
    query = """query ($mail: String!) { customer(identifier: {kind: EMAIL, value: $mail}) {
        id household { id }
        households(validity: ALL) { edges { validFrom validTo node { id size } } }
        now: households { nodes { id } } } }"""
    found: dict[str, Any] = client.ask(query, mail=mail)["customer"]
    return found


def test_a_stay_that_ended_has_the_times_of_the_runs_that_found_and_lost_it(client: Client) -> None:
    lost, found, *_ = client.ask("{ identityRuns { startedAt } }")["identityRuns"]

    moved_out = stays(client, PETRA)

    [stay] = moved_out["households"]["edges"]
    assert (stay["validFrom"], stay["validTo"]) == (found["startedAt"], lost["startedAt"])
    assert stay["node"]["size"] == 0
    assert (moved_out["household"], moved_out["now"]["nodes"]) == (None, [])


def test_a_household_can_be_asked_for_its_members_of_now_and_of_once(client: Client) -> None:
    mails = (PETRA, "jonas.albers3@mail.de")
    customers = {stays(client, mail)["id"] for mail in mails}
    homes = {stays(client, mail)["households"]["edges"][0]["node"]["id"] for mail in mails}
    query = """query ($id: ID!) { household(id: $id) {
        size members { nodes { id } } once: members(validity: ALL) { edges { validTo node { id } } } } }"""

    [home] = homes
    household = client.ask(query, id=home)["household"]

    assert (household["size"], household["members"]["nodes"]) == (0, [])
    assert {member["node"]["id"] for member in household["once"]["edges"]} == customers
    assert all(member["validTo"] for member in household["once"]["edges"])


def test_there_is_no_household_of_an_unknown_id(client: Client) -> None:
    assert client.ask('{household(id: "nothing") {id}}') == {"household": None}
