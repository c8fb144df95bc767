"""How telling equal names of organizations are: by their words, and by the houses of those who have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

import duckdb

from graph.identity.features.build import build_features
from graph.identity.model.training import train_model

TOWNS = ("Jena", "Gera", "Gotha", "Suhl", "Greiz")
TRADES = ("Optik", "Druckerei", "Spedition", "Gartenbau", "Tischlerei", "Apotheke")
NAMES = ("Haller", "Weidlich", "Brosche", "Kunath", "Zschoche", "Liebig")
Add = Callable[..., None]


def add_firms(add: Add, again: Iterable[tuple[str, str]]) -> None:
    """Firms of all trades and names, each in its house, then two of rare and two of common words; those of
    `again` a second time, in the same house where the second word says so."""
    for number, (trade, name) in enumerate(product(TRADES, NAMES)):
        add(f"a{number}", **firm(f"{trade} {name}", number))
    for key in ("b1", "b2"):
        add(key, organization_name="Quorvex Zenturis GmbH")
        add(f"common-{key}", organization_name="Gartenbau Optik GmbH")
    for number, (name, house) in enumerate(again):
        add(f"c{number}", **firm(name, number if house == "same" else 500 + number))


def firm(name: str, number: int) -> dict[str, str]:
    town = TOWNS[number % len(TOWNS)]
    place = {
        "street": f"{NAMES[number % 6]}weg",
        "house_number": str(1 + number),
        "postal_code": f"07{number:03}",
    }
    return {"organization_name": name, "city": town, **place}


def frequencies(database: duckdb.DuckDBPyConnection) -> dict[str | None, float]:
    """How common each name is taken to be once a model is trained."""
    build_features(database)
    train_model(database)
    found = database.execute("SELECT value, frequency FROM frequencies WHERE feature = 'organization'")
    return dict(found.fetchall())


def second(house: str) -> list[tuple[str, str]]:
    """All firms again."""
    return [(f"{trade} {name}", house) for trade, name in product(TRADES, NAMES)]


def test_a_name_of_common_words_is_commoner_than_one_of_rare_words(
    database: duckdb.DuckDBPyConnection, add: Add
) -> None:
    add_firms(add, ())

    found = frequencies(database)

    assert found["gartenbauoptik"] > found["quorvexzenturis"]


def test_names_tell_more_where_firms_of_one_name_have_one_house(
    database: duckdb.DuckDBPyConnection, add: Add
) -> None:
    add_firms(add, second("same"))
    once = frequencies(database)
    database.execute("DELETE FROM records")
    add_firms(add, second("other"))
    apart = frequencies(database)

    assert once.keys() == apart.keys()
    assert all(once[name] < apart[name] for name in once)


def test_where_no_house_is_known_the_place_tells_but_not_of_names_that_hold_it(
    database: duckdb.DuckDBPyConnection, add: Add
) -> None:
    found = {}
    for town, named in product((True, False), (True, False)):
        database.execute("DELETE FROM records")
        for number, (trade, name) in enumerate(product(TRADES, NAMES)):
            place = TOWNS[number % 5]
            held = f"{trade} {name} {place}" if named else f"{trade} {name}"
            add(f"a{number}", organization_name=held, city=place)
            add(f"b{number}", organization_name=held, city=place if town else TOWNS[(number + 1) % 5])
        found[town, named] = frequencies(database)

    assert all(found[True, False][name] < found[False, False][name] for name in found[True, False])
    assert found[True, True] == found[False, True]
