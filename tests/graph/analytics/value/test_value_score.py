"""What is written of customers who bought, from orders to scores."""

from collections import Counter
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import numpy as np
import pytest

from graph.analytics.ground import ScoreGround
from graph.analytics.value import keeping
from graph.analytics.value.score import score_value
from tests.graph.analytics.support import Order, Told, shop


def shown(ground: ScoreGround, *names: str) -> dict[str, tuple[Any, ...]]:
    score_value(ground)
    written = cast("Told", ground).written
    return {customer: tuple(values[name] for name in names) for customer, values in written.items()}


def test_a_purchase_is_an_order_that_came_to_something() -> None:
    told: list[Order] = [
        ("plain", 10, "20", "EUR", "delivered"),
        ("plain", 9, "40", None, None),
        ("void", 8, "99", "EUR", " Cancelled "),
        ("void", 8, "99", "EUR", "storniert"),
        ("void", 8, "99", "EUR", "wc-refunded"),
        ("partly", 8, "30", "EUR", "partially_refunded"),
        ("credited", 8, "30", "EUR", "paid"),
        ("credited", 7, "-12", "EUR", "paid"),
        ("credited", 6, "0", "EUR", "paid"),  # a sample
        ("foreign", 8, "30", "USD", "paid"),  # at half a euro
        ("unknown", 8, "30", "CHF", "paid"),  # no rate
        ("unknown", 8, "-5", "CHF", "paid"),
        ("planned", -3, "30", "EUR", "paid"),
        ("long_ago", 800, "30", "EUR", "paid"),
    ]
    ground = shop(told)

    found = shown(ground, "purchases", "purchase_value", "rfm_recency", "rfm_frequency", "rfm_monetary")

    assert found == {
        "plain": (2, 30.0, 5, 2, 2),
        "partly": (1, 30.0, 5, 1, 2),
        "credited": (1, 18.0, 5, 1, 1),
        "foreign": (1, 15.0, 5, 1, 1),
        "unknown": (1, None, 5, 1, None),
        "long_ago": (None, None, None, None, None),  # not within the last two years
    }
    assert ground.report["value"]["scored_by"] == dict.fromkeys(
        ("recency", "frequency", "monetary"), "bounds"
    )
    assert ground.report["value"]["without_amount"] == 1
    assert "fewer than 100" in ground.report["value"]["lifetime"]["reason"]


def test_a_company_without_orders_has_no_values() -> None:
    assert shown(shop([]), "clv") == {}


def made_orders(factor: int = 1) -> list[Order]:
    """150 customers over two years, drawn; and three who are known: `once` long ago, `often` and lately,
    `faded` as often and long ago."""
    rng = np.random.default_rng(5)
    told: list[Order] = []
    for number in range(150):
        first, every = int(rng.integers(100, 730)), float(rng.gamma(1.5, 60)) + 5
        days = first - np.cumsum(rng.exponential(every, int(rng.geometric(0.3)) - 1))
        for ago in (float(first), *days[days > 0].tolist()):
            told.append((f"c{number:03}", ago, str(factor * int(rng.integers(10, 90))), "EUR", None))
    told.append(("once", 600, str(factor * 50), "EUR", None))
    told += [("often", float(ago), str(factor * 50), "EUR", None) for ago in range(5, 605, 60)]
    told += [("faded", float(ago), str(factor * 50), "EUR", None) for ago in range(480, 605, 13)]
    return told


LIFETIME = ("clv_low", "clv", "clv_high", "expected_purchases", "alive_probability")


def test_who_buys_often_and_lately_is_worth_more_and_amounts_only_scale_it(tmp_path: Path) -> None:
    ground = shop(made_orders(), tmp_path)
    found, doubled = shown(ground, *LIFETIME), shown(shop(made_orders(2), tmp_path), *LIFETIME)

    assert ground.report["value"]["lifetime"]["reason"] is None
    value = {name: found[name][1] for name in found}
    alive = {name: found[name][4] for name in found}
    assert value["often"] > 10 * value["faded"]
    assert value["often"] > 10 * value["once"] > 0
    assert alive["often"] > 0.5 > 0.2 > alive["faded"]
    for name, (low, clv, high, purchases, probability) in found.items():
        assert 0 <= low <= clv
        assert low <= high
        assert 0 < probability < 1
        # Amounts are rounded to whole units at most, each by half a one.
        assert doubled[name][:3] == pytest.approx((2 * low, 2 * clv, 2 * high), abs=1.5)
        assert doubled[name][3:] == (purchases, probability)


def test_the_order_of_what_came_in_makes_no_difference(tmp_path: Path) -> None:
    forwards, backwards = shop(made_orders(), tmp_path / "a"), shop(made_orders()[::-1], tmp_path / "b")

    assert shown(forwards, *LIFETIME) == shown(backwards, *LIFETIME)
    assert forwards.report == backwards.report


def test_a_model_is_of_the_beginning_of_the_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now is noon of a Monday, and weeks begin on Thursdays: what is bought four days ago, be it by somebody
    new, moves nobody else, and what was bought five days ago does."""
    fit = Mock(wraps=keeping.fit_lifetimes)
    monkeypatch.setattr(keeping, "fit_lifetimes", fit)

    def values(*more: Order) -> tuple[dict[str, Any], Any, int]:
        ground = shop([*made_orders(), *more], tmp_path / "network")
        return shown(ground, *LIFETIME), ground.report["value"]["lifetime"], fit.call_count

    found, said, once = values()
    bought, same, again = values(("faded", 4, "50", "EUR", None), ("new", 4, "70", "EUR", None))
    _, other, anew = values(("faded", 5, "50", "EUR", None))

    assert (once, again, anew) == (1, 1, 2)
    assert said == same != other
    assert {name for name in bought if bought[name] != found.get(name)} == {"faded", "new"}
    assert bought["faded"][1] > found["faded"][1]
    assert bought["new"][1] > 0


def test_a_kept_model_is_the_one_that_would_be_fitted(tmp_path: Path) -> None:
    """Be amounts of either kind, and whatever became of the file."""
    counts = Counter(who for who, *_ in made_orders())
    dearer = [(who, ago, str(10 * counts[who]), *rest) for who, ago, _, *rest in made_orders()]
    for number, orders in enumerate((made_orders(), dearer)):
        folder = tmp_path / str(number)
        first = shop(orders, folder)
        fresh, kept = shown(first, *LIFETIME), shown(shop(orders, folder), *LIFETIME)
        file = folder / "lifetimes.npz"
        file.write_bytes(file.read_bytes()[:-30])

        assert fresh == kept == shown(shop(orders, folder), *LIFETIME)
        assert first.report["value"]["lifetime"]["spending"] == ("gamma_gamma", "shrunken_mean")[number]
