"""Sources that hold a person once: two names on one list are two people, whatever a third record fits."""

from typing import TYPE_CHECKING

import pytest

from graph.identity.evidence.listings import FEWEST_ACROSS
from graph.identity.evidence.noise import veto_noise
from graph.identity.rules import Veto, load_rules

if TYPE_CHECKING:
    from tests.graph.identity.world import World

HOME = {"family_name": "Nolan", "street": "Cox Neck 94", "postal_code": "LS8 9DB", "phone": "+441130001"}


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ({"given_name": "Ellie"}, {"given_name": "E"}, "listed_twice"),
        ({"given_name": "Ellie"}, {"given_name": "Elly"}, "listed_twice"),
        ({"given_name": "Ellie"}, {"given_name": "Ellie", "family_name": "Nolen"}, "listed_twice"),
        ({"given_name": "Ellie"}, {"given_name": "Ellie"}, None),
        ({"given_name": "Ellie"}, {}, None),
        (
            {"given_name": "Ellie", "email": "en@mail.example"},
            {"given_name": "E", "email": "en@mail.example"},
            None,
        ),
        ({"given_name": "Ellie", "account": "shop:7"}, {"given_name": "E", "account": "shop:7"}, None),
        (
            {"given_name": "Ellie", "birth_date": "1950-02-03"},
            {"given_name": "E", "birth_date": "1950-02-03"},
            None,
        ),
    ],
    ids=["initial", "form", "family", "one name", "no name", "mailbox", "account", "birth date"],
)
def test_two_names_in_one_source_are_two_but_for_what_is_one_persons_alone(
    world: "World", left: dict[str, str], right: dict[str, str], reason: str | None
) -> None:
    world.record("roll:1", **HOME | left)
    world.record("roll:2", **HOME | right)
    world.record("gifts:2", **HOME | right)

    assert world.vetoes({Veto.LISTED_TWICE}) == ({("roll:1", "roll:2"): reason} if reason else {})


@pytest.mark.parametrize(
    ("across", "inside", "proven"),
    [(100, 0, True), (100, 3, True), (100, 4, False), (FEWEST_ACROSS - 1, 0, False)],
)
def test_sources_hold_a_person_once_where_hardly_any_likely_pair_is_inside_one(
    world: "World", across: int, inside: int, proven: bool
) -> None:
    for number in range(across):
        world.record(f"roll:{number}", given_name="Ellie", family_name=f"Nolan{number}")
        world.record(f"gifts:{number}", given_name="Ellie", family_name=f"Nolan{number}")
    world.prepare()
    world.connection.execute(
        """CREATE TABLE pairs AS
        SELECT 'gifts:' || i AS record_l, 'roll:' || i AS record_r FROM range($across) AS r(i)
        UNION ALL SELECT 'roll:' || i, 'roll:' || i + 1 FROM range($inside) AS r(i)""",
        {"across": across, "inside": inside},
    )

    noise = veto_noise(world.connection, "pairs").get(Veto.LISTED_TWICE)

    assert (noise is not None and noise <= load_rules().veto_noise) is proven
