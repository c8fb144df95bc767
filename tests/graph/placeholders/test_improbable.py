"""Values that more people have than chance gives."""

from collections import Counter
from random import Random

import pytest

from graph.placeholders.improbable import improbable


def born(people: int, days: int, seed: int) -> Counter[str]:
    """Birth dates of that many people, of so many days."""
    random = Random(seed)  # noqa: S311 - test data
    return Counter(str(random.randrange(days)) for _ in range(people))


@pytest.mark.parametrize(
    ("people", "days"),
    [(0, 1), (12, 25_000), (2_000, 25_000), (50_000, 25_000), (300, 365), (40, 30), (5_000, 730)],
)
def test_birthdays_of_towns_and_of_school_classes_are_true(people: int, days: int) -> None:
    assert [improbable(born(people, days, seed)) for seed in range(20)] == [[]] * 20


@pytest.mark.parametrize(
    ("people", "days", "more"),
    [(12, 25_000, 8), (1_000, 25_000, 12), (20_000, 25_000, 60), (5_000, 730, 200)],
)
def test_dates_that_are_filled_in_are_found(people: int, days: int, more: int) -> None:
    counts = born(people, days, 1) + Counter({"x": more, "y": more})
    assert improbable(counts) == ["x", "y"]


def test_a_source_that_has_one_date_alone_has_filled_it_in() -> None:
    assert improbable({"x": 10}) == ["x"]


def test_few_people_are_no_evidence() -> None:
    assert improbable({"x": 4, "y": 1}) == []
