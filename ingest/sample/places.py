"""Addresses and phone numbers that fit each other; every number is given to one owner only."""

from random import Random

from ingest.sample import lists
from ingest.sample.people import Address

_MOBILE = (
    ("0151", 8), ("0152", 8), ("0157", 8), ("0159", 8), ("0160", 7), ("0162", 7), ("0163", 7), ("0170", 7),
    ("0171", 7), ("0172", 7), ("0173", 7), ("0174", 7), ("0175", 7), ("0176", 8), ("0177", 7), ("0179", 7),
)  # fmt: skip
_ENDS = ("straße", "weg", "allee", "gasse", "ring", "platz", "pfad", "steig", "grund", "damm")


def scrambled(slot: int, salt: int, digits: int) -> int:
    """Another number below 10^digits for each slot below it: odd factors off 5 make a bijection."""
    mixed: int = (slot * 7_368_787 + salt * 611_953) % 10**digits
    return mixed


def _street(rng: Random) -> str:
    if rng.random() < 0.5:
        return lists.streets().draw(rng)
    return rng.choice(lists.words("street")) + rng.choice(_ENDS)


def address(rng: Random) -> Address:
    """An address in a city drawn by population, with one of the city's postal codes."""
    city, _, area_code, postal_codes = lists.cities().draw(rng)
    number = str(int(rng.paretovariate(0.9)) % 180 + rng.randint(1, 30))
    addition = rng.choice("aabbc") if rng.random() < 0.1 else ""
    return Address(_street(rng), number + addition, rng.choice(postal_codes), city, area_code)


def mobile(slot: int, rng: Random) -> str:
    """A national mobile number; no two slots below 10 million get the same one."""
    prefix, digits = _MOBILE[rng.randrange(len(_MOBILE))]
    lead = rng.randint(1, 9) if digits == 8 else ""
    return f"{prefix}{lead}{scrambled(slot, 5, 7):07d}"


def landline(slot: int, area_code: str) -> str:
    """A national landline number; no two slots below 7 million get the same one in a city."""
    return f"{area_code}{2_000_000 + slot * 4_099_733 % 6_999_997}"


def switchboard(slot: int, rng: Random) -> str:
    """The number of a company: short, and ending in zero."""
    _, _, area_code, _ = lists.cities().draw(rng)
    return f"{area_code}{90_000 + slot % 9_999:05d}0"
