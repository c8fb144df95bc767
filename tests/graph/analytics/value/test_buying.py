"""The model of buying, against its definition: a process, averaged over customers."""

import numpy as np
import pytest
from scipy import stats

from graph.analytics.value.buying import BG, MBG, BuyingModel, Repeats, fit_buying, log_likelihood

R, ALPHA, A, B = 0.7, 4.0, 0.9, 2.5
CUSTOMERS = Repeats(*np.array([[0.0, 0.0, 20.0], [2.0, 10.0, 20.0], [5.0, 19.0, 20.0], [1.0, 1.0, 90.0]]).T)
EVEN = (np.arange(600) + 0.5) / 600
RATE = stats.gamma.ppf(EVEN, R, scale=1 / ALPHA)[:, None]
LEAVING = stats.beta.ppf(EVEN, A, B)[None, :]


def likelihoods(x: float, last: float, age: float, early: int) -> tuple[float, float]:
    """Of what a customer did: as one who is still there, and as one who left after the last purchase."""
    stayed = RATE**x * (1 - LEAVING) ** (x + early) * np.exp(-RATE * age)
    if x + early == 0:
        return float(stayed.mean()), 0.0
    left = RATE**x * LEAVING * (1 - LEAVING) ** (x + early - 1) * np.exp(-RATE * last)
    return float(stayed.mean()), float(left.mean())


@pytest.mark.parametrize("early", [BG, MBG])
def test_likelihood_and_presence_are_means_over_all_customers_there_may_be(early: int) -> None:
    model = BuyingModel(R, ALPHA, A, B, early)

    told = [likelihoods(*row, early) for row in zip(CUSTOMERS.x, CUSTOMERS.last, CUSTOMERS.age, strict=True)]

    logs = log_likelihood(np.array([R, ALPHA, A, B]), CUSTOMERS, early)
    assert np.exp(logs) == pytest.approx([sum(both) for both in told], rel=0.01)
    assert model.alive(CUSTOMERS) == pytest.approx([there / (there + left) for there, left in told], rel=0.01)


@pytest.mark.parametrize("days", [3.0, 365.0])
def test_the_outlook_is_the_mean_of_simulated_customers(days: float) -> None:
    """Who is there buys until the time is over or one purchase is the last: the lesser of two numbers."""
    model, draws, rng = BuyingModel(R, ALPHA, A, B), 200_000, np.random.default_rng(1)

    found = model.outlook(CUSTOMERS, days)

    for place, (x, age) in enumerate(zip(CUSTOMERS.x, CUSTOMERS.age, strict=True)):
        there = rng.random(draws) < model.alive(CUSTOMERS)[place]
        purchases = rng.poisson(rng.gamma(R + x, 1 / (ALPHA + age), draws) * days)
        p = np.maximum(rng.beta(A, B + x + MBG, draws), 1e-12)
        last = np.ceil(np.log1p(-rng.random(draws)) / np.log1p(-p))
        n = np.where(there, np.minimum(purchases, last), 0)
        assert found.mean[place] == pytest.approx(n.mean(), rel=0.03, abs=0.003)
        assert found.pairs[place] == pytest.approx((n * (n - 1)).mean(), rel=0.08, abs=0.01)
        assert found.none[place] == pytest.approx((n == 0).mean(), abs=0.005)


def test_who_hardly_ever_leaves_buys_as_a_poisson_process() -> None:
    model = BuyingModel(2.0, 50.0, 1e-4, 1e4)
    of = Repeats(np.array([3.0]), np.array([90.0]), np.array([100.0]))

    ahead = model.outlook(of, 300.0)

    rate = (2 + 3) / (50 + 100)  # mean of the gamma distribution of rates
    assert ahead.mean[0] == pytest.approx(300 * rate, rel=1e-3)
    assert ahead.pairs[0] == pytest.approx(300**2 * rate * (2 + 3 + 1) / (50 + 100), rel=1e-3)


def test_what_customers_were_drawn_from_is_found_again() -> None:
    rng, count = np.random.default_rng(7), 4_000
    age = rng.integers(200, 400, count).astype(float)
    x, last = np.zeros(count), np.zeros(count)
    rate, p = rng.gamma(0.8, 1 / 60.0, count), rng.beta(1.2, 3.0, count)
    for place in range(count):
        at = 0.0
        while rng.random() >= p[place]:  # each purchase may be the last, the first one, too
            at += rng.exponential(1 / rate[place])
            if at > age[place]:
                break
            x[place], last[place] = x[place] + 1, at

    found = fit_buying(Repeats(x, last, age))

    assert (
        found.log_likelihood
        >= log_likelihood(np.array([0.8, 60.0, 1.2, 3.0]), Repeats(x, last, age), MBG).sum()
    )
    assert found.r / found.alpha == pytest.approx(0.8 / 60, rel=0.15)
    assert found.a / (found.a + found.b) == pytest.approx(1.2 / 4.2, rel=0.15)
