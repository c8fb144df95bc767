"""What the company sells and how it advertises: Kranich Outdoor & Energie."""

from dataclasses import dataclass
from functools import cache
from random import Random

CATEGORIES = (
    "Wandern", "Camping", "Klettern", "Radsport", "Wintersport", "Wassersport", "Laufen", "Solar & Energie",
)  # fmt: skip
_BRANDS = ("Kranich", "Nordkap", "Felsgrat", "Talwind", "Lichtung", "Strömung", "Graupel")
_ARTICLES = {
    "Wandern": "Wanderschuh Trekkingrucksack Regenjacke Wanderstock Softshelljacke Trinkflasche Zip-Hose",
    "Camping": "Kuppelzelt Schlafsack Isomatte Gaskocher Campingstuhl Stirnlampe Kühlbox",
    "Klettern": "Kletterschuh Klettergurt Einfachseil Expressset Kletterhelm Chalkbag Klettersteigset",
    "Radsport": "Fahrradhelm Packtasche Radtrikot Fahrradlicht Faltschloss Standpumpe Regenponcho",
    "Wintersport": "Tourenski Skihelm Schneeschuh Skibrille Daunenjacke Skihandschuh LVS-Gerät",
    "Wassersport": "SUP-Board Schwimmweste Neoprenanzug Packsack Doppelpaddel Wasserschuh Kajak",
    "Laufen": "Laufschuh Trailrucksack Laufjacke Pulsuhr Laufsocke Stirnband Lauftight",
    "Solar & Energie": "Solarpanel Powerstation Balkonkraftwerk Powerbank Wechselrichter Solarlampe Kabel",
}


@dataclass(frozen=True)
class Product:
    """An article of the catalogue."""

    sku: str
    name: str
    category: str
    brand: str
    price: float


@dataclass(frozen=True)
class Tariff:
    """A subscription: rental, membership or electricity."""

    sku: str
    name: str
    monthly_fee: float


TARIFFS = (
    Tariff("T-STROM", "Kranich Strom Natur", 68.0),
    Tariff("T-SOLAR", "Balkonkraftwerk Miete", 19.9),
    Tariff("T-CLUB", "Kranich Club Plus", 7.9),
    Tariff("T-VERS", "Ausrüstungsschutz", 4.5),
)
CAMPAIGNS = (
    ("K2024-01", "Winterschluss 2024", "2024-01-08", "2024-01-31"),
    ("K2024-05", "Sommertouren 2024", "2024-05-02", "2024-06-15"),
    ("K2025-03", "Solarfrühling 2025", "2025-03-01", "2025-04-15"),
    ("K2025-10", "Hüttenherbst 2025", "2025-09-20", "2025-10-31"),
    ("K2026-02", "Freunde werben Freunde 2026", "2026-02-01", "2026-03-31"),
)


@cache
def products() -> tuple[Product, ...]:
    """The catalogue, the same for every seed."""
    rng = Random("catalogue")  # noqa: S311 - makes up prices, guards nothing
    found = []
    for c, category in enumerate(CATEGORIES):
        for a, article in enumerate(_ARTICLES[category].split()):
            for m, model in enumerate(("Basis", "Pro")):
                sku = f"A{c + 1}{a + 1:02d}{m}"
                price = round(rng.lognormvariate(4, 0.7) * (1 + m)) - 0.05
                found.append(Product(sku, f"{article} {model}", category, rng.choice(_BRANDS), price))
    return tuple(found)


@cache
def by_category() -> dict[str, tuple[Product, ...]]:
    """The catalogue by category."""
    return {c: tuple(p for p in products() if p.category == c) for c in CATEGORIES}


def liked(category: str, rng: Random) -> Product:
    """A product that somebody with this main interest looks at: four in five times of it."""
    return rng.choice(by_category()[category] if rng.random() < 0.8 else products())
