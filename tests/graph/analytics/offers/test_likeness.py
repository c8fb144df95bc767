"""Weights between products: those of a plain computation, and none that few customers speak for."""

from typing import Any

import numpy as np
import pytest

from graph.analytics.offers.choosing import ones
from graph.analytics.offers.likeness import by_cosine, by_ease
from graph.policy.masks import SMALLEST_GROUP


def drawn(customers: int = 60, products: int = 12) -> Any:
    rng = np.random.default_rng(3)
    customer, product = np.nonzero(rng.random((customers, products)) < np.linspace(0.1, 0.8, products))
    return ones(customer, product, (customers, products))


def test_cosine_is_that_of_sets() -> None:
    had = drawn()
    sets = [set(np.flatnonzero(column).tolist()) for column in had.toarray().T]

    likeness = by_cosine(had)

    weight, both = (it.reshape(12, 12) for it in likeness.of_pairs(*np.divmod(np.arange(144), 12)))
    for a, mine in enumerate(sets):
        for b, theirs in enumerate(sets):
            common = len(mine & theirs)
            told = a != b and common >= SMALLEST_GROUP
            assert both[a, b] == (common if told else 0)
            assert weight[a, b] == pytest.approx(
                common / (len(mine) * len(theirs)) ** 0.5 if told else 0, abs=1e-12
            )


def test_ease_is_the_regression_of_each_product_on_all_others() -> None:
    """Ridge regression without the product itself has the same weights (Steck 2019)."""
    had = drawn()
    dense = had.toarray()

    likeness = by_ease(had)

    weight, _ = likeness.of_pairs(*np.divmod(np.arange(144), 12))
    for target in range(12):
        others = np.delete(np.arange(12), target)
        given = dense[:, others]
        plain = np.linalg.solve(given.T @ given + 100 * np.eye(11), given.T @ dense[:, target])
        both = dense[:, others].T @ dense[:, target]
        expected = np.where((plain > 0) & (both >= SMALLEST_GROUP), plain, 0)
        np.testing.assert_allclose(weight.reshape(12, 12)[others, target], expected, atol=1e-10)


@pytest.mark.parametrize("learn", [by_cosine, by_ease])
def test_nobody_and_nothing_in_common_make_no_pairs(learn: Any) -> None:
    none = np.zeros(0, np.int64)
    apart = np.arange(40)

    assert len(learn(ones(none, none, (0, 0))).key) == 0
    assert len(learn(ones(apart, apart % 8, (40, 8))).key) == 0
