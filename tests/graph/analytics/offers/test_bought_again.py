"""What is bought again: shares and times of those who could have."""

import numpy as np
import pytest

from graph.analytics.offers.again import PurchaseDays, habits, medians

TODAY = 1_000


def times(rows: list[tuple[int, int, int]], category: list[int]) -> PurchaseDays:
    customer, product, day = np.array(sorted(rows), np.int64).reshape(-1, 3).T
    return PurchaseDays(customer, product, day, np.array(category, np.int64), TODAY)


def test_the_share_of_buyers_who_buy_again_is_drawn_towards_that_of_the_category() -> None:
    """Toner (0) is bought every 30 days by all ten, desks (1) never by ten; both are of one category. Five
    who bought toner yesterday say nothing yet."""
    rows = [(who, 0, day) for who in range(10) for day in (900, 930, 960)]
    rows += [(who, 1, 900) for who in range(10)] + [(who, 0, TODAY - 1) for who in range(20, 25)]

    found = habits(times(rows, [0, 0]))

    # Of 20 who could have, 10 did: one half of all, and of the category, (10 + 20/2) / (20 + 20).
    assert found.share[0] == pytest.approx((10 + 20 * 0.5) / 30)
    assert found.share[1] == pytest.approx((0 + 20 * 0.5) / 30)
    # Nobody bought a desk twice: the usual time is that of the category.
    assert found.days.tolist() == [30.0, 30.0]


def test_where_hardly_anything_is_bought_again_nothing_is_due() -> None:
    rows = [(who, 0, 900) for who in range(9)] + [(0, 0, 930)]

    assert np.isnan(habits(times(rows, [-1])).days).all()
    assert habits(times([], [])).share.tolist() == []


def test_medians_are_the_lower_ones_of_groups_of_five_and_more() -> None:
    group = np.array([1, 0, 1, 1, 1, 1, 1, 2], np.int64)
    value = np.array([9, 4, 1, 7, 3, 5, 2, 8], np.int64)

    found = medians(group, value, 4)

    assert found[1] == 3  # of 1 2 3 5 7 9
    assert np.isnan(found[[0, 2, 3]]).all()
