"""How much another house between two sources says: as much as branches within sources bear out."""

from __future__ import annotations

import math
from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.comparisons.organizations import BETWEEN_SOURCES, BRANCHES_BETWEEN
from graph.identity.model.training import train_model

Add = Callable[..., None]
SYLLABLES = ("ka", "lo", "mi", "ru", "te", "vo", "xu", "za")


def firm(number: int, house: int, form: str = "", town: str = "") -> dict[str, str]:
    """One of a name of its own, in a house of its own for each `house`; there is a `town` in its name."""
    name = "".join(SYLLABLES[number // 8**place % 8] for place in range(3)).title()
    street = {
        "street": f"{SYLLABLES[house % 8]}{SYLLABLES[house // 8 % 8]}straße",
        "house_number": str(house),
    }
    return {
        "organization_name": " ".join(filter(None, (f"{name}werk", form, town))),
        "postal_code": f"{10000 + 37 * house}",
        **({"city": town} if town else {}),
        **street,
    }


# Two addresses each: of 40 brands whose branches are anywhere, 20 have one in each of two equal sources.
ANYWHERE = [*[("crm", "shop")] * 20, *[("crm", "crm")] * 10, *[("shop", "shop")] * 10]
ONE_IN_EACH = [("crm", "shop")] * 40


@pytest.mark.parametrize(
    ("sources", "namesakes", "bits"),
    [(ONE_IN_EACH, 0, 0.0), (ANYWHERE, 0, math.log2(0.01 / 0.49)), (ONE_IN_EACH, 40, 0.0)],
    ids=["firms that moved", "branches", "namesakes of other legal forms"],
)
def test_another_house_counts_as_branches_within_sources_bear_out(
    database: duckdb.DuckDBPyConnection,
    add: Add,
    sources: list[tuple[str, str]],
    namesakes: int,
    bits: float,
) -> None:
    for number, (one, other) in enumerate(sources):
        add(f"{number}-1", source=one, **firm(number, number, "GmbH"))
        add(f"{number}-2", source=other, **firm(number, 200 + number, "GmbH"))
    for number in range(namesakes):
        add(f"{number}-3", source="crm", **firm(number, 400 + number, "AG"))
    build_features(database)

    m, u = train_model(database).rates["house"][BETWEEN_SOURCES]

    assert math.log2(m / u) == pytest.approx(bits, abs=0.01)


def test_branches_named_after_towns_are_counted_apart_from_firms_that_moved(
    database: duckdb.DuckDBPyConnection, add: Add
) -> None:
    for number, (one, other) in enumerate([*ONE_IN_EACH, *ANYWHERE]):
        town = "Talberg" if number >= len(ONE_IN_EACH) else ""
        add(f"{number}-1", source=one, **firm(number, number, "GmbH", town))
        add(f"{number}-2", source=other, **firm(number, 200 + number, "GmbH", town))
    build_features(database)

    rates = train_model(database).rates["house"]

    bits = {level: math.log2(m / u) for level, (m, u) in rates.items()}
    assert bits[BETWEEN_SOURCES] == pytest.approx(0.0, abs=0.01)
    assert bits[BRANCHES_BETWEEN] == pytest.approx(math.log2(0.01 / 0.49), abs=0.01)
