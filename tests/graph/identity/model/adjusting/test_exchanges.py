"""How much exchanged names say: as much as one person has them more often than namesakes."""

from __future__ import annotations

import math
from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.adjusting.exchanges import PRIOR, with_exchanges
from graph.identity.model.comparisons.names import EXCHANGED
from tests.graph.identity.conftest import Learned

Add = Callable[..., None]
LETTERS = "bdfgklmnprstvwz"


def names(number: int, *, exchanged: bool) -> dict[str, str]:
    """A name of its own, given and family name in each other's place where they are `exchanged`."""
    given, family = (
        f"{LETTERS[number % 15]}a{LETTERS[number // 15]}{end}".title() for end in ("ilo", "emburg")
    )
    return {"given_name": family if exchanged else given, "family_name": given if exchanged else family}


def add_pairs(add: Add, first: int, exchanged: int, born: str) -> None:
    """Forty pairs of one name, so many of them exchanged; the first of each was born on 2 March 1950."""
    for number in range(first, first + 40):
        add(f"{number}a", **names(number, exchanged=False), birth_date="1950-03-02")
        add(f"{number}b", **names(number, exchanged=number - first < exchanged), birth_date=born)


@pytest.mark.parametrize(
    ("of_one", "of_namesakes", "shares"),
    [(10, 0, (10 / 40, 0)), (10, 10, (10 / 40, 10 / 40)), (0, 10, (0, 10 / 40)), (10, None, None)],
    ids=["of one person alone", "of both alike", "of namesakes alone", "no namesakes that tell"],
)
def test_exchanged_names_count_as_far_as_one_person_has_them_more_often(
    database: duckdb.DuckDBPyConnection,
    add: Add,
    learned: Learned,
    of_one: int,
    of_namesakes: int | None,
    shares: tuple[float, float] | None,
) -> None:
    add_pairs(add, 0, of_one, "1950-03-02")
    if of_namesakes is not None:
        add_pairs(add, 40, of_namesakes, "1987-11-19")
    build_features(database)
    before_m, before_u = learned.model.rates["name_pair"][EXCHANGED]

    m, u = with_exchanges(database, learned.model).rates["name_pair"][EXCHANGED]

    if shares is None:
        assert (m, u) == (before_m, before_u)
        return
    expected = [
        (40 * share + PRIOR * before) / (40 + PRIOR)
        for share, before in zip(shares, (0.001, 0.004), strict=True)
    ]
    assert math.log2(m / u) == pytest.approx(math.log2(expected[0] / expected[1]), abs=0.05)
