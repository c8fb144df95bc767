"""Addresses and telephone numbers of Germany, the United States and the United Kingdom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from faker.providers.address.en_US import Provider as American

from benchmarks.grid.names import family_name
from ingest.sample import lists
from ingest.sample.lists import Weighted

_SUFFIXES = Weighted(
    [
        ("Street", 30),
        ("Avenue", 22),
        ("Road", 16),
        ("Drive", 12),
        ("Lane", 8),
        ("Court", 5),
        ("Place", 4),
        ("Way", 3),
    ]
)
_TREES = (
    "Oak", "Maple", "Cedar", "Pine", "Elm", "Church", "High", "Park", "Mill", "Lake", "Hill", "Main",
    "Station", "Green", "School", "River", "Washington",
)  # fmt: skip
_AREAS = {
    "NY": "212",
    "CA": "415",
    "TX": "512",
    "IL": "312",
    "PA": "215",
    "OH": "614",
    "GA": "404",
    "WA": "206",
}
_BRITISH = (
    ("London", "SW", "020"), ("Leeds", "LS", "0113"), ("Bristol", "BS", "0117"), ("York", "YO", "01904"),
    ("Manchester", "M", "0161"), ("Cardiff", "CF", "029"), ("Norwich", "NR", "01603"),
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """One address, with the area code of its telephones."""

    street: str
    house_number: str
    postal_code: str
    city: str
    country: str
    area: str

    def values(self) -> dict[str, str]:
        """The columns of the address."""
        number = (
            (self.street, self.house_number) if self.country == "DE" else (self.house_number, self.street)
        )
        return {"street": " ".join(number), "postal_code": self.postal_code, "city": self.city}


def home(country: str, rng: Random) -> Home:
    """An address somewhere in the country; large cities are drawn more often."""
    number = str(min(1 + int(rng.expovariate(1 / 35)), 400))
    if country == "DE":
        city, _, area, codes = lists.cities().draw(rng)
        street = lists.streets().draw(rng) if rng.random() < 0.35 else _german_street(rng)
        return Home(street, number + rng.choice(("",) * 9 + ("a", "b")), rng.choice(codes), city, "DE", area)
    street = f"{_english_word(rng)} {_SUFFIXES.draw(rng)}"
    if country == "GB":
        city, district, area = rng.choice(_BRITISH)
        inward = f"{rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}"
        return Home(street, number, f"{district}{rng.randint(1, 29)} {inward}", city, "GB", area)
    city, state, code = _american_cities().draw(rng)
    direction = rng.choice(("", "", "", "W ", "East ", "N ", "South "))
    return Home(direction + street, str(int(number) * 17), code, city, "US", _AREAS[state])


def landline(place: Home, rng: Random) -> str:
    """A number of the town, in the form of E.164."""
    if place.country == "DE":
        return f"+49{place.area[1:]}{rng.randint(200_000, 8_999_999)}"
    if place.country == "GB":
        digits = 11 - len(place.area)
        return f"+44{place.area[1:]}{rng.randint(2 * 10 ** (digits - 1), 9 * 10 ** (digits - 1))}"
    return f"+1{place.area}{rng.randint(200, 998)}{rng.randint(0, 9999):04}"


def mobile(country: str, rng: Random) -> str:
    """A mobile number, in the form of E.164."""
    if country == "DE":
        prefix = rng.choice(("151", "160", "170", "171", "175", "176", "179"))
        return f"+49{prefix}{rng.randint(1_000_000, 99_999_999)}"
    if country == "GB":
        return f"+447{rng.randint(400_000_000, 999_999_999)}"
    return f"+1{rng.choice(tuple(_AREAS.values()))}{rng.randint(200, 998)}{rng.randint(0, 9999):04}"


def _german_street(rng: Random) -> str:
    return family_name("german", 0.5, rng) + rng.choice(("straße", "straße", "weg", "gasse", "ring", "allee"))


def _english_word(rng: Random) -> str:
    if rng.random() < 0.15:
        number = rng.randint(1, 60)
        return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return rng.choice(_TREES) if rng.random() < 0.4 else family_name("english", 0.4, rng)


@cache
def _american_cities() -> Weighted[tuple[str, str, str]]:
    """Made-up towns, each with a few ZIP codes of its state."""
    rng = Random("towns")  # noqa: S311 - made data, no secret
    towns = []
    for rank in range(150):
        state = rng.choice(tuple(_AREAS))
        prefix = rng.choice(("", "", *American.city_prefixes))
        city = f"{prefix} {family_name('english', 0.5, rng)}{rng.choice(American.city_suffixes)}".strip()
        first, last = American.states_postcode[state]
        for _ in range(3):
            towns.append(((city, state, f"{rng.randint(first, last):05}"), 1 / (rank + 5.0)))
    return Weighted(towns)
