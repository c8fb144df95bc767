"""People of a made company: what its sources say of them, with what makes them hard to tell apart."""

import random
from collections.abc import Iterable

from graph.entries import Identifier, Origin, RecordVersion
from tests.graph.identity.company import FAMILY, NOW

GIVEN = ("Anna", "Bernd", "Carla", "Dirk", "Edith", "Franz", "Gisela", "Horst", "Ida", "Jan")
OFFICE, DESK = "office@firma.de", "+49221555010"


def dice(seed: int) -> random.Random:
    """Random numbers of a seed."""
    return random.Random(seed)  # noqa: S311 - made-up people, no secrets


def version(source: str, source_id: str, used: Iterable[tuple[str, str]], **attributes: str) -> RecordVersion:
    """A record of these attributes, which uses identifiers (kind, value)."""
    identifiers = tuple(Identifier(kind, value) for kind, value in used)
    return RecordVersion(source, source_id, attributes, identifiers, NOW, Origin("file", 1))


def told_of(number: int, rng: random.Random) -> list[RecordVersion]:
    """What the sources say of one person: misspelt here, without a name there, one address for an office."""
    given, family = GIVEN[number % 10], FAMILY[number // 2 % 10]
    birth = f"19{50 + number % 40}-0{1 + number % 9}-1{number % 10}"
    mail, phone = ("email", f"{family}.{number}@web.de".lower()), ("phone", f"+4917{number:08}")
    home = {"street": f"{family}weg", "house_number": "3", "postal_code": f"5{number % 40:04}"}
    shared = [("email", OFFICE)] if number % 4 == 0 else [("phone", DESK)] if number % 5 == 0 else []
    crm = version(
        "crm", f"{number}", [mail, *shared], given_name=given, family_name=family, birth_date=birth, **home
    )
    shop = version("shop", f"{number}", [mail, phone], given_name=given, family_name=family + family[-1])
    web = version("web", f"{number}", [phone, ("cookie", f"shop:{number // 2}")])
    return rng.sample([crm, shop, web], rng.choice([2, 3, 3]))


def sibling(number: int, rng: random.Random) -> RecordVersion:
    """A record of one of two twins under one roof, told now as of the one, now as of the other."""
    roof, twin = number // 5, rng.choice((1, 4))
    family = FAMILY[roof]
    shared = [("email", f"{family}@web.de".lower()), ("phone", f"+4930{roof:08}")]
    own = [("account", f"shop:{roof}-{rng.choice((1, 4))}"), ("document", f"passport:DE:C0{roof}{twin}")]
    return version(
        "crm",
        f"twin-{number}",
        [*shared, *rng.sample(own, rng.choice([0, 1, 2]))],
        given_name=GIVEN[(roof + twin) % 10],
        family_name=family,
        birth_date=f"19{60 + roof}-0{rng.choice((5, 5, 5, twin))}-11",
        street=f"{family}gasse",
        house_number="8",
        postal_code="50667",
    )
