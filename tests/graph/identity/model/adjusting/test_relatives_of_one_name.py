"""Fathers and sons of one name: how much an equal given name says of two who live together."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.adjusting.relatives_of_one_name import with_relatives_of_one_name
from graph.identity.model.identity_model import IdentityModel
from tests.graph.identity.conftest import Learned

Add = Callable[..., None]
FAMILIES = 40


def add_families(add: Add, namesakes: int, born: str, known: int = FAMILIES) -> None:
    """Forty parents with a child each, so many of them of one name; births of so many are `known`."""
    for number in range(FAMILIES):
        home = {"street": "Weg", "house_number": str(number), "city": "Ulm", "family_name": f"Kern{number}"}
        add(f"{number}a", given_name="Karl", birth_date="1950-03-02", **home)
        child = {"birth_date": born} if number < known else {}
        add(f"{number}b", given_name="Karl" if number < namesakes else "Anna", **home, **child)


@pytest.mark.parametrize(
    ("namesakes", "born", "known", "share"),
    [
        (10, "1981-11-19", FAMILIES, (10 - 2 * 10**0.5) / 40),
        (4, "1981-11-19", FAMILIES, 0.0),
        (0, "1981-11-19", FAMILIES, 0.0),
        (10, "1950-03-02", FAMILIES, 0.0),
        (10, "1958-11-19", FAMILIES, 0.0),
        (10, "1981-11-19", 15, 0.0),
    ],
    ids=[
        "a generation apart",
        "as many as by chance",
        "none of one name",
        "born on one day",
        "faulty dates",
        "too few are known",
    ],
)
def test_children_called_after_their_parents_are_counted(
    database: duckdb.DuckDBPyConnection,
    add: Add,
    learned: Learned,
    namesakes: int,
    born: str,
    known: int,
    share: float,
) -> None:
    add_families(add, namesakes, born, known)
    build_features(database)

    assert with_relatives_of_one_name(database, learned.model).namesake_share == pytest.approx(
        share, abs=1e-6
    )


def test_an_equal_name_says_less_of_relatives_the_more_are_called_so(
    database: duckdb.DuckDBPyConnection, add: Add, learned: Learned
) -> None:
    add_families(add, 10, "1981-11-19")
    build_features(database)
    model = with_relatives_of_one_name(database, learned.model)
    columns = [f"mw_{kind}{name}" for name in model.rates for kind in ("", "tf_adj_")]

    def household(given: float, model: IdentityModel) -> float:
        row = ", ".join(
            f"{given if name == 'mw_given_name' else 6.0 if name == 'mw_family_name' else 0.0} AS {name}"
            for name in columns
        )
        query = f"SELECT {model.household_weight} FROM (SELECT {row})"  # noqa: S608 - numbers of our own
        [(weight,)] = database.execute(query).fetchall()
        return float(weight)

    assert household(6.0, model) < household(6.0, learned.model) == household(-4.0, learned.model)
    assert household(-4.0, model) == household(-4.0, learned.model)
