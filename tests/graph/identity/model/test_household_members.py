"""Two of one household share nearly everything, and have two given names: a model never links them for it."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from graph.identity.features.build import build_features
from graph.identity.model.training import train_model

GIVEN = (
    ("Sibusiso", "Gugu"), ("Nenad", "Terezija"), ("Akinkunmi", "Motunrayo"), ("Siyabonga", "Nkazimulo"),
    ("Temidayo", "Faderera"), ("Mijo", "Karla"), ("Bheki", "Thandiwe"), ("Ikeoluwa", "Folu"),
)  # fmt: skip
"""Of couples; none of them is in a list of names, and none is one of the other's forms."""

FAMILY = tuple(f"{stem}{end}" for stem in ("Mpi", "Sokhe", "Graci", "Ajay", "Kev") for end in ("lanu", "ko"))
SHARED = ("device", "cookie", "email", "phone")


def test_a_couple_that_shares_all_its_contacts_and_devices_is_two_people(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    for number in range(30):
        home = {
            "family_name": FAMILY[number % 10],
            "street": f"Zamenhofova {number * 7 % 97}",
            "city": "Split",
        }
        for side, given in enumerate(GIVEN[number % 8]):
            key = f"{number}-{side}"
            add(key, given_name=given, **home)
            used = [(key, kind, f"{kind}{number * 977 % 1009}@mail.example") for kind in SHARED]
            database.executemany("INSERT INTO identifiers (record_id, kind, value) VALUES (?, ?, ?)", used)
    build_features(database)

    model = train_model(database)

    [(most,)] = database.execute("SELECT coalesce(max(weight), -99) FROM links").fetchall()
    assert most < model.threshold.weight
    assert most < 0
