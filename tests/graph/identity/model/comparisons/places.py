"""Pairs of addresses: in one text, in parts, of regions."""

from __future__ import annotations

from tests.graph.identity.model.comparisons.pairs import Pair


def of_texts(left: str, right: str, expected: str) -> Pair:
    one, other = ({"organization_name": "Sonnenhof", "address_text": text} for text in (left, right))
    return Pair(one, other, {"address": expected})


TEXTS = [
    of_texts("5512 Cornell", "5512 S Cornell Ave Chicago", "same words, or house and name of the street"),
    of_texts("12 rue de la Paix", "12, Rue Paix", "same words, or house and name of the street"),
    of_texts("5512 Cornell", "5514 S Cornell Ave Chicago", "different addresses"),
    of_texts("723 E 75th St", "514 E 75th St", "different addresses"),
]


def of_firms(names: tuple[str, str], houses: tuple[str, str], expected: str) -> Pair:
    """In one town."""
    one, other = (
        {"organization_name": name, "street": house, "postal_code": "07743", "city": "Jena"}
        for name, house in zip(names, houses, strict=True)
    )
    return Pair(one, other, {"address": expected})


_TWO_HOUSES = ("Ringweg 3", "Am Markt 12")
NAMED_AFTER_TOWNS = [
    of_firms(("Kern Optik Jena", "Kern Optik Jena"), _TWO_HOUSES, "missing"),
    of_firms(("Kern Optik Jena", "Kern Optik"), _TWO_HOUSES, "same postal code"),
    of_firms(("Kern Optik", "Kern Optik"), _TWO_HOUSES, "same postal code"),
    of_firms(("Kern Optik Jena",) * 2, ("Ringweg 3", "Ringweg 3"), "same street and number"),
    of_firms(("Kern Optik Jena",) * 2, ("Ringweg 3", "Ringweg 8"), "similar street in one place"),
]


def of_places(left: dict[str, str], right: dict[str, str], expected: str) -> Pair:
    address = {} if expected == "missing" else {"address": "missing"}
    one, other = ({"family_name": "Meier", **place} for place in (left, right))
    return Pair(one, other, {"place": expected} | address)


_CITY_ALONE = "same city, postal code unknown"
PLACES = [
    of_places({"city": "Jena"}, {"city": "Jena"}, _CITY_ALONE),
    of_places({"city": "Jena", "postal_code": "07743"}, {"city": "Jena"}, _CITY_ALONE),
    of_places(
        {"city": "Jena", "postal_code": "07743"}, {"city": "Jena", "postal_code": "07751"}, "same city"
    ),
    of_places({"postal_code": "07743", "street": "Ringweg 3"}, {"postal_code": "07743"}, "same postal code"),
    of_places({"city": "Jena"}, {"city": "Gera"}, "different places"),
    of_places({"city": "München"}, {"city": "Munich"}, _CITY_ALONE),
    of_places({"city": "Köln"}, {"city": "Munich"}, "different places"),
    of_places({"city": "Jena"}, {"postal_code": "07743"}, "missing"),
    of_places({"city": "Jena", "street": "Ringweg 3"}, {"city": "Jena", "street": "Ringweg 3"}, "missing"),
    of_places(
        {"city": "Springfield", "region": "IL"},
        {"city": "Springfield", "region": "Illinois"},
        _CITY_ALONE,
    ),
    of_places(
        {"city": "Springfield", "region": "IL"}, {"city": "Springfield", "region": "OH"}, "different places"
    ),
    of_places(
        {"city": "München", "region": "BY"},
        {"city": "München", "region": "Bavaria"},
        _CITY_ALONE,
    ),
    of_places({"city": "Celaya", "region": "DF"}, {"city": "Celaya", "region": "CMX"}, _CITY_ALONE),
    of_places({"city": "Paris", "region": "75"}, {"city": "Paris", "region": "IDF"}, _CITY_ALONE),
]


def of_regions(left: dict[str, str], right: dict[str, str], expected: str) -> Pair:
    one, other = ({"family_name": "Meier", **place} for place in (left, right))
    return Pair(one, other, {"region": expected})


REGIONS = [
    of_regions({"region": "NC"}, {"region": "North Carolina"}, "same region"),
    of_regions({"region": "NRW"}, {"region": "Nordrhein-Westfalen"}, "same region"),
    of_regions({"region": "Québec"}, {"region": "QC", "city": "Laval"}, "same region"),
    of_regions({"region": "Lombardia"}, {"region": "LOMBARDIA"}, "same region"),
    of_regions({"region": "NC"}, {"region": "South Carolina"}, "different regions"),
    of_regions({"region": "NC"}, {"city": "Raleigh"}, "missing"),
    of_regions({"region": "NC", "city": "Raleigh"}, {"region": "NC", "city": "Raleigh"}, "missing"),
]
