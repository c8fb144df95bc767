"""Who is new, returning, resurrected, dormant (from 90 days on) or lapsed (from 365): by days."""

from typing import cast

import pytest

from graph.analytics.churn.signs import load_signs
from graph.analytics.lifecycle.activity import ACTIVITIES, activities_at, activity_at
from tests.graph.analytics.churn.test_churn_score import contract
from tests.graph.analytics.support import Order, Told, shop

BOUGHT = {
    "first": ([5], "new", 5),
    "edge": ([89], "new", 89),
    "once": ([90], "dormant", 0),
    "twice": ([80, 5], "returning", 5),
    "thrice": ([80, 60, 5], "returning", 60),
    "back": ([200, 5], "resurrected", 5),
    "back_to_the_day": ([95, 5], "resurrected", 5),
    "again": ([400, 60, 5], "returning", 5),
    "quiet": ([300, 280], "dormant", 190),
    "nearly": ([364], "dormant", 274),
    "gone": ([800, 365], "lapsed", 0),
    "long_gone": ([500], "lapsed", 135),
}
"""Days ago of purchases; what that makes of a customer, since how many days."""


@pytest.fixture(scope="module")
def ground() -> Told:
    told: list[Order] = [(who, ago, "10", "EUR", None) for who, (days, *_) in BOUGHT.items() for ago in days]
    told += [("void", 5, "10", "EUR", "cancelled"), ("credited", 5, "-10", "EUR", None)]
    made = shop(told)
    contract(made, "signed", starts_at=20)
    contract(made, "bound", starts_at=400)
    contract(made, "ended", starts_at=900, ends_at=100)
    contract(made, "renewed", starts_at=900, ends_at=300)
    contract(made, "renewed", starts_at=10)
    contract(made, "planned", starts_at=-10)
    load_signs(made.connection, _seen(made))
    return made


def _seen(ground: Told) -> object:
    """The latest time; purchases are read by it, too."""
    assert ground.purchases.ids
    return ground.as_of


def test_what_customers_are_today_and_since_when(ground: Told) -> None:
    rules, today = ground.rules.lifecycle, ground.purchases.today

    found = activity_at(ground.connection, rules, today)

    told = {who: (activity, today - since) for who, (activity, since) in found.items()}
    assert told == {who: (activity, ago) for who, (_, activity, ago) in BOUGHT.items()} | {
        "signed": ("new", 20),
        "bound": ("returning", 310),  # still there ninety days after it began
        "ended": ("dormant", 10),
        "renewed": ("resurrected", 10),
    }
    assert {activity for activity, _ in told.values()} == set(ACTIVITIES)


def test_how_it_was_on_an_earlier_day(ground: Told) -> None:
    """285 days ago: who bought later was not there; `ended` and `renewed` had their contracts, the latter for
    fifteen days no more; `bound` was in its 115th day."""
    rules, day = ground.rules.lifecycle, ground.purchases.today - 285

    found = {who: activity for who, (activity, _) in activity_at(ground.connection, rules, day).items()}

    assert found == {
        "again": "dormant",  # 115 days after the first
        "quiet": "new",
        "nearly": "new",
        "gone": "resurrected",  # 800 and 365 days ago: the second is 80 days old
        "long_gone": "dormant",
        "bound": "returning",
        "ended": "returning",
        "renewed": "returning",
    }
    counts = activities_at(ground.connection, rules, day)
    assert counts == {"dormant": 2, "new": 2, "resurrected": 1, "returning": 3}
    assert sum(cast("dict[str, int]", activities_at(ground.connection, rules, 0)).values()) == 0
