"""Which given names go with which family names, learned from the data."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import duckdb
import pytest

from graph.identity.model.comparisons.name_cultures import NameRatios, name_ratios

COMMON = [f"common{number}" for number in range(24)]
RARE = [f"rare{number}" for number in range(12)]

MANY = list(product(COMMON, COMMON))
"""All names of a culture that has 4 in 5 of the whole names here."""

FEW = list(product(RARE, RARE))
"""Those of the other culture."""


def ratios(names: Iterable[tuple[str, str]], times: int = 2) -> NameRatios:
    """What is learned of names that so many records hold each."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE features (given VARCHAR, family VARCHAR, name_pair VARCHAR)")
        rows = [(given, family, f"{given} {family}") for given, family in names] * times
        if rows:
            connection.executemany("INSERT INTO features VALUES (?, ?, ?)", rows)
        return name_ratios(connection)


def together(size: int, share: float) -> float:
    """How far names go together of a culture with so many names of each kind and such a share of the whole
    names: 1 / share, but that each name counts as one more name of all cultures besides."""
    own = (size + share) / (size + 1)
    return own**2 / share + (1 - own) ** 2 / (1 - share)


def test_names_go_together_as_their_culture_is_rare() -> None:
    learned = ratios(MANY + FEW)
    found = dict(zip(learned.names, learned.ratios, strict=True))

    assert found["common3 common5"] == pytest.approx(together(24, 0.8), rel=0.01)
    assert found["rare3 rare5"] == pytest.approx(together(12, 0.2), rel=0.01)


def test_strangers_agree_in_both_names_as_often_as_cultures_make_them() -> None:
    """P(both) / P(given) P(family), each of them counted over pairs of records of these names."""
    shares = [len(MANY) / (len(MANY) + len(FEW)), len(FEW) / (len(MANY) + len(FEW))]
    both = sum(share**2 / size**2 for share, size in zip(shares, (24, 12), strict=True))
    one = sum(share**2 / size for share, size in zip(shares, (24, 12), strict=True))

    assert ratios(MANY + FEW).together == pytest.approx(both / one**2, rel=0.1)


def test_in_data_of_one_culture_names_are_what_each_is_by_itself() -> None:
    learned = ratios(MANY)

    assert set(learned.ratios) == {1.0}
    assert (learned.usual, learned.together) == (1.0, 1.0)


def test_that_many_records_hold_a_name_teaches_nothing() -> None:
    once, often = ratios(MANY + FEW), ratios(MANY + FEW, times=7)

    assert list(once.ratios) == list(often.ratios)


@pytest.mark.parametrize("names", [[], [("Ada", "Byron")], list(product(RARE[:2], RARE[:2]))])
def test_a_handful_of_names_tells_no_cultures(names: list[tuple[str, str]]) -> None:
    assert ratios(names).together == 1.0


def test_whatever_the_order_of_records_the_same_is_learned() -> None:
    there, back = ratios(MANY + FEW), ratios(reversed(MANY + FEW))

    assert dict(zip(there.names, there.ratios, strict=True)) == dict(
        zip(back.names, back.ratios, strict=True)
    )
