"""Namesakes at one employer are told apart by the mailboxes that it gave them, and elsewhere they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.identity.evidence.colleagues import FEWEST
from graph.identity.evidence.noise import noise_without_links
from graph.identity.rules import Veto

if TYPE_CHECKING:
    from tests.graph.identity.world import World

_BORN = {"birth_date": "1980-04-01"}
_ANNA = {"given_name": "Anna", "family_name": "Huber", "employer": "Kern Optik GmbH"}
_JOHN, _JOAN = (
    {"given_name": given, "family_name": "Oneill", "employer": "Kern Optik GmbH"}
    for given in ("John", "Joan")
)
PAIRS = {
    "numbered": ({"email": "anna.huber@kern-optik.de"}, {"email": "anna.huber3@kern-optik.de"}, True),
    "at a provider": ({"email": "anna.huber@web.de"}, {"email": "anna.huber3@web.de"}, False),
    "of two firms": ({"email": "anna.huber@kern-optik.de"}, {"email": "anna.huber3@kern.de"}, False),
    "of two patterns": ({"email": "anna.huber@kern-optik.de"}, {"email": "ahuber@kern-optik.de"}, False),
    "misspelt": ({"email": "anna.huber@kern-optik.de"}, {"email": "anna.hubr@kern-optik.de"}, False),
    "desks": ({"email": "info@kern-optik.de"}, {"email": "info2@kern-optik.de"}, False),
    "one birth": (
        _BORN | {"email": "anna.huber@kern-optik.de"},
        _BORN | {"email": "anna.huber3@kern-optik.de"},
        False,
    ),
    "one of them in common": (
        {"email": "anna.huber@kern-optik.de"},
        {"email": ["anna.huber3@kern-optik.de", "anna.huber@kern-optik.de"]},
        False,
    ),
    "two given names": (
        _JOHN | {"email": "john.oneill@kern-optik.de"},
        _JOAN | {"email": "joan.oneill@kern-optik.de"},
        True,
    ),
    "one given name misspelt": (
        _JOHN | {"email": "john.oneill@kern-optik.de"},
        _JOAN | {"email": "john.oneil@kern-optik.de"},
        False,
    ),
}


def test_two_mailboxes_of_one_pattern_are_two_people_where_the_employer_gave_them(world: World) -> None:
    for name, (left, right, _) in PAIRS.items():
        world.record(f"crm:{name} 1", **_ANNA | left)
        world.record(f"crm:{name} 2", **_ANNA | right)

    found = world.vetoes({Veto.MAILBOXES})

    assert {name for name in PAIRS if (f"crm:{name} 1", f"crm:{name} 2") in found} == {
        name for name, (_, _, two) in PAIRS.items() if two
    }


def test_name_and_employer_alone_are_no_one_person_where_the_veto_is_in_force(world: World) -> None:
    world.record("crm:1", **_ANNA)
    world.record("crm:2", **_ANNA | {"phone": "+4989123"})
    world.record("crm:3", **_ANNA | {"phone": "+4989123", "birth_date": "1980-04-01"})
    world.record("crm:4", **_ANNA | {"birth_date": "1980-04-01"})
    world.record("crm:5", given_name="Anna", family_name="Huber")

    found = world.vetoes({Veto.COLLEAGUES})

    assert found == dict.fromkeys(
        [("crm:1", "crm:2"), ("crm:1", "crm:3"), ("crm:1", "crm:4"), ("crm:2", "crm:4")], "colleagues"
    )


@pytest.mark.parametrize(
    ("numbered", "one", "share"),
    [(FEWEST, 0, 0.0), (FEWEST - 1, 0, 1.0), (15, 5, 0.25)],
    ids=["all two", "too few", "a quarter one"],
)
def test_mailboxes_tell_whether_namesakes_at_one_employer_are_one(
    world: World, numbered: int, one: int, share: float
) -> None:
    for number in range(numbered + one):
        named = _ANNA | {"family_name": f"Huber{chr(97 + number)}"}
        world.record(f"crm:{number}", **named, email=f"huber{chr(97 + number)}@kern-optik.de")
        other = "2" if number < numbered else ""
        world.record(f"crm:{number}b", **named, email=f"huber{chr(97 + number)}{other}@kern-optik.de")
    world.prepare()

    assert noise_without_links(world.connection)[Veto.COLLEAGUES] == share
