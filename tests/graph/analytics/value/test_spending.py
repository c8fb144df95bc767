"""What customers spend: against the definition of the model, and against variances worked out by hand."""

import numpy as np
import pytest
from scipy import stats

from graph.analytics.value.spending import Credibility, GammaGamma, credible, fit_gamma_gamma, log_likelihood

P, Q, GAMMA = 3.0, 4.0, 20.0
COUNT, MEAN = np.array([0.0, 1.0, 6.0]), np.array([0.0, 60.0, 12.0])


def test_gamma_gamma_is_the_mean_over_all_customers_there_may_be() -> None:
    even = (np.arange(20_000) + 0.5) / 20_000
    nu = stats.gamma.ppf(even, Q, scale=1 / GAMMA)

    found = GammaGamma(P, Q, GAMMA).amounts(COUNT, MEAN)

    for place, (count, mean) in enumerate(zip(COUNT, MEAN, strict=True)):
        weights = nu ** (P * count) * np.exp(-nu * count * mean)  # the sum is Gamma(p * count, nu)
        expected = [
            np.average(value, weights=weights) for value in (P / nu, P * (P + 1) / nu**2, (P / nu) ** 2)
        ]
        got = [found.mean[place], found.squares[place], found.products[place]]
        assert got == pytest.approx(expected, rel=0.01)


def test_the_parameters_of_gamma_gamma_are_found_again() -> None:
    rng, count = np.random.default_rng(3), np.random.default_rng(4).integers(2, 9, 3_000).astype(float)
    nu = rng.gamma(Q, 1 / GAMMA, len(count))
    mean = rng.gamma(P * count, 1 / (nu * count))

    found = fit_gamma_gamma(count, mean)

    assert found is not None
    assert found.p * found.gamma / (found.q - 1) == pytest.approx(P * GAMMA / (Q - 1), rel=0.05)
    fitted = log_likelihood(np.array([found.p, found.q, found.gamma]), count, mean).sum()
    assert fitted >= log_likelihood(np.array([P, Q, GAMMA]), count, mean).sum()


def test_means_are_drawn_towards_that_of_all_the_less_is_known() -> None:
    # Means 2 and 6, of all 4. Within: 4 · 1 / (4 - 2) = 2. Between: (2 · 4 + 2 · 4 - 2) / (4 - 8 / 4) = 7.
    model = credible(np.array([0, 0, 1, 1]), np.array([1.0, 3.0, 5.0, 7.0]))
    assert model == Credibility(4.0, 2.0, 7.0)

    found = model.amounts(np.array([0.0, 2.0]), np.array([0.0, 6.0]))

    # Two amounts with the mean 6 count 14 / (2 + 14).
    assert found.mean.tolist() == [4.0, 5.75]
    assert found.products.tolist() == pytest.approx([4**2 + 7, 5.75**2 + 7 / 8])
    assert (found.squares - found.products).tolist() == [2.0, 2.0]


def test_amounts_that_are_all_alike_say_no_more_than_that() -> None:
    model = credible(np.array([0, 1, 1]), np.array([5.0, 5.0, 5.0]))

    assert model.amounts(np.array([0.0, 3.0]), np.array([0.0, 5.0])).mean.tolist() == [5.0, 5.0]
