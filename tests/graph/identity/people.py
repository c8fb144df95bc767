"""Made people with faulty duplicates, for tests that need a trained model."""

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.identity.world import World

_GIVEN = ("Anna", "Jörg", "Katharina", "Mehmet", "Sophie", "Bernd", "Ursula", "Tomasz", "Leonie", "Dieter")
_FAMILY = ("Müller", "Schäfer", "Öztürk", "Kowalski", "Groß", "Weber", "Brandt", "Nguyen", "Vogel", "Lehmann")
_CITY = ("Köln", "Leipzig", "Bremen", "Ulm", "Kassel")


def add_people(world: "World", count: int) -> None:
    """Each of `count` people once in source crm, and once in source shop with slips in name or city."""
    random = Random(7)  # noqa: S311 - made data, no secret
    for number in range(count):
        person = _person(random, number)
        world.record(f"crm:{number}", **person)
        world.record(f"shop:{number}", **_with_slips(random, person))


def _person(random: Random, number: int) -> dict[str, str]:
    given, family = random.choice(_GIVEN), random.choice(_FAMILY)
    return {
        "given_name": given,
        "family_name": family,
        "birth_date": f"{random.randint(1940, 2004)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        "city": random.choice(_CITY),
        "email": f"{given}.{family}{number}@example.org".lower(),
    }


def _with_slips(random: Random, person: dict[str, str]) -> dict[str, str]:
    slipped = dict(person)
    for field in ("family_name", "city", "given_name"):
        if random.random() < 0.3:
            slipped[field] = _swap(random, slipped[field])
    if random.random() < 0.5:
        slipped.pop("email")
    return slipped


def _swap(random: Random, word: str) -> str:
    """`word` with two neighbouring letters swapped."""
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
