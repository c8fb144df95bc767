"""Scores from 1 to 5, and the segments made of them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.value.rfm import fifths, recency_scores, scores, segment
from tests.support.budget import examples


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.integers(0, 9).map(float), min_size=1, max_size=40))
def test_a_fifth_is_that_of_the_mean_rank_of_equal_values(values: list[float]) -> None:
    def fifth(value: float) -> int:
        ranks = [rank for rank, other in enumerate(sorted(values)) if other == value]
        middle = Fraction(sum(2 * rank + 1 for rank in ranks), 2 * len(ranks) * len(values))
        return 1 + int(5 * middle)

    assert fifths(np.array(values)).tolist() == [fifth(value) for value in values]


def test_many_are_ranked_and_few_held_against_bounds() -> None:
    many = np.arange(1, 51, dtype=np.float64)

    assert np.bincount(scores(many, (2, 3, 5, 10))).tolist() == [0, 10, 10, 10, 10, 10]
    assert scores(many[:49], (2, 3, 5, 10)).tolist()[:10] == [1, 2, 3, 3, 4, 4, 4, 4, 4, 5]
    assert set(scores(many % 4, (2, 3, 5, 10)).tolist()) == {1, 2, 3}  # four values are not ranked
    assert scores(np.array([np.nan, 7.0]), (2, 3, 5, 10)).tolist() == [0, 4]


def test_the_latest_purchase_is_best() -> None:
    assert recency_scores(np.array([0, 30, 31, 90, 365, 366]), (30, 90, 180, 365)).tolist() == [
        5,
        5,
        4,
        4,
        2,
        1,
    ]
    assert recency_scores(np.arange(100), (30, 90, 180, 365)).tolist()[::20] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("recency", "frequency", "name"),
    [(5, 1, "new"), (5, 4, "champions"), (4, 1, "promising"), (3, 2, "about_to_sleep"), (2, 5, "cannot_lose"),
     (1, 1, "hibernating"), (2, 3, "at_risk")],
)  # fmt: skip
def test_segments_have_their_customary_names(recency: int, frequency: int, name: str) -> None:
    assert segment(recency, frequency, purchases=2) == name


def test_who_bought_once_is_new_and_not_nearly_loyal() -> None:
    """Of 100 customers 60 bought once: their middle rank, 30.5, lies in the second fifth."""
    frequency = scores(np.array([1.0] * 60 + [2.0 + number % 7 for number in range(40)]), (2, 3, 5, 10))

    assert frequency[0] == 2
    assert segment(5, int(frequency[0]), purchases=1) == "new"
