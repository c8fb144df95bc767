"""How far customers came: by signs whose times are told, and the steps between stages."""

import json
from datetime import datetime, timedelta

import numpy as np
import pytest

from graph.analytics.lifecycle.funnel import funnel
from graph.analytics.lifecycle.stages import DAY, NEVER, STAGES, FirstSigns, read_stages
from tests.graph.analytics.support import AS_OF, Order, Told, shop

START = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def ago(days: float) -> datetime:
    return AS_OF - timedelta(days=days)


def _since_1970(time: datetime) -> int:
    return (time - START) // timedelta(microseconds=1)


@pytest.fixture
def ground() -> Told:
    """`full` comes through all stages; `visitor` bought before a name was known; `named` has a name alone,
    without a date, `listed` a row of a list without one;
    `insured` has four contracts, and a fifth to come; `seen` was seen; `cancelled` ordered for nothing."""
    orders: list[Order] = [("full", days, "10", "EUR", None) for days in (300, 200, 100, 50, 25)]
    orders += [("visitor", 40, "10", "EUR", None), ("cancelled", 10, "10", "EUR", "cancelled")]
    made = shop(orders)
    run = made.connection
    run.execute("ALTER TABLE orders ADD COLUMN order_id VARCHAR DEFAULT '1'")
    run.execute("INSERT INTO members VALUES ('insured', 'insured')")
    for starts in (-20, 9, 70, 80, 90):
        node = json.dumps([["Contract", ["c"], {"starts_at": ago(starts).isoformat()}]])
        told = ["insured", "contract", ago(starts), node]
        run.execute('INSERT INTO events (record_id, kind, "at", nodes) VALUES (?, ?, ?, ?)', told)
    run.execute("CREATE TABLE traces (customer_id VARCHAR, since TIMESTAMPTZ)")
    names = ", ".join(
        f"{name} VARCHAR" for name in ("full_name", "given_name", "family_name", "organization_name")
    )
    run.execute(f"CREATE TABLE record_versions (record_id VARCHAR, stated_at TIMESTAMPTZ, {names})")
    run.execute('CREATE TABLE referral_statements (referrer VARCHAR, referred VARCHAR, "at" TIMESTAMPTZ)')
    run.execute("INSERT INTO members VALUES ('named', 'named'), ('listed', 'listed')")
    seen = [("full", ago(500)), ("visitor", ago(60)), ("seen", ago(7)), ("cancelled", ago(10))]
    run.executemany("INSERT INTO traces VALUES (?, ?)", seen)
    said = [
        ("full", ago(400), "A"),
        ("visitor", ago(30), "B"),
        ("named", ago(-1), "C"),
        ("listed", ago(3), None),
        ("cancelled", ago(9), " "),
    ]
    run.executemany("INSERT INTO record_versions (record_id, stated_at, full_name) VALUES (?, ?, ?)", said)
    brought = [
        ("full", "x", ago(20)),
        ("full", "x", ago(15)),
        ("full", "y", ago(12)),
        ("full", "full", ago(30)),
    ]
    run.executemany("INSERT INTO referral_statements VALUES (?, ?, ?)", brought)
    return made


def test_stages_are_reached_once_and_never_left(ground: Told) -> None:
    reached = read_stages(ground.connection, ground.rules.lifecycle, AS_OF)

    found = {
        id_: [
            (stage, round((AS_OF - (START + timedelta(microseconds=time))) / timedelta(days=1)), cause)
            for stage, time, cause in reached.steps_of(place)
        ]
        for place, id_ in enumerate(reached.ids)
    }
    assert found == {
        "full": [
            ("subscriber", 500, "first seen"),
            ("lead", 400, "name known"),
            ("customer", 300, "first purchase"),
            ("loyal", 50, "purchase 4"),
            ("advocate", 12, "referral 2"),
        ],
        "visitor": [("subscriber", 60, "first seen"), ("customer", 40, "first purchase")],
        "named": [("lead", 0, "name known")],
        "listed": [("subscriber", 3, "listed")],
        "seen": [("subscriber", 7, "first seen")],
        "cancelled": [("subscriber", 10, "first seen")],
        "insured": [("customer", 90, "first contract"), ("loyal", 9, "contract 4")],
    }
    before = reached.stages_at(_since_1970(ago(45)))
    stages = dict(zip(reached.ids, before.tolist(), strict=True))
    nothing = dict.fromkeys(("named", "seen", "cancelled", "listed"), 0)
    assert stages == nothing | {"full": 4, "visitor": 1, "insured": 3}
    latest = dict(zip(reached.ids, reached.stages_at(_since_1970(AS_OF)).tolist(), strict=True))
    assert latest == dict.fromkeys(("seen", "cancelled", "listed"), 1) | {
        "full": 5,
        "visitor": 3,
        "named": 2,
        "insured": 4,
    }


def test_lists_alone_have_stages_and_a_day(ground: Told) -> None:
    """Without any event, all is of the day of the latest list."""
    reached = read_stages(ground.connection, ground.rules.lifecycle, None)

    found = {id_: [stage for stage, *_ in reached.steps_of(place)] for place, id_ in enumerate(reached.ids)}
    assert found["named"] == ["lead"]
    assert found["listed"] == ["subscriber"]
    assert reached.latest_day == (ago(-1) - START) // timedelta(days=1)


def test_a_step_counts_for_those_who_had_the_time(ground: Told) -> None:
    """Of four two came 1,000 days ago, one of whom became a lead after 100 days, the other after
    400; one came 500 days ago and never did; one was a lead when they came, and never a subscriber."""
    first = np.full((4, len(STAGES)), NEVER, np.int64)
    first[:, 0] = np.array([0, 0, 500, 990]) * DAY
    first[:2, 1], first[3, 1] = np.array([100, 400]) * DAY, 990 * DAY
    reached = FirstSigns(["a", "b", "c", "d"], first, [[""] * 5] * 4)

    steps = list(funnel(reached, 1_000 * DAY, ground.rules.lifecycle.step_days))

    assert steps[0] == {
        "before": "subscriber",
        "after": "lead",
        "reached": 3,
        "mature": 3,
        "moved": 1,
        "share": 0.3333,
        "median_days": 100.0,
    }
    assert (steps[1]["reached"], steps[1]["mature"], steps[1]["moved"]) == (3, 2, 0)
    assert (steps[1]["share"], steps[1]["median_days"]) == (0.0, None)
    assert (steps[2]["reached"], steps[2]["share"]) == (0, None)


def test_nobody_takes_a_step_between_stages_that_they_skipped(ground: Told) -> None:
    """Ten leads buy after 100 days; eleven bought before a name was known; three brought others and never
    bought."""
    first = np.full((24, len(STAGES)), NEVER, np.int64)
    first[:10, 1:3] = np.array([0, 100]) * DAY
    first[10:21, 1:3] = np.array([50, 20]) * DAY
    first[21:, 4] = 30 * DAY
    reached = FirstSigns([str(place) for place in range(24)], first, [[""] * 5] * 24)

    steps = list(funnel(reached, 2_000 * DAY, ground.rules.lifecycle.step_days))

    told = [(step["mature"], step["moved"], step["median_days"]) for step in steps]
    assert told == [(0, 0, None), (10, 10, 100.0), (21, 0, None), (0, 0, None)]
