"""What is written of leaving: facts by contract and by purchases, probabilities where there is history."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.analytics.churn.score import score_churn
from tests.graph.analytics.support import AS_OF, Order, Told, shop

TODAY = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)


def contract(ground: Told, customer: str, **days_ago: int) -> None:
    """Let a customer have a contract: `starts_at` so many days ago, and other times of it."""
    times = {name: (TODAY - timedelta(days=ago)).isoformat() for name, ago in days_ago.items()}
    node = ["Contract", [f"shop:{customer}"], {**times, "monthly_fee": "10.00"}]
    row = [customer, "contract", TODAY - timedelta(days=days_ago["starts_at"]), json.dumps([node])]
    ground.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, NULL)", row)
    new = "INSERT INTO members SELECT ?, ? WHERE ? NOT IN (SELECT record_id FROM members)"
    ground.connection.execute(new, [customer] * 3)


def written(ground: Told) -> dict[str, Any]:
    score_churn(ground)
    return dict(ground.written)


def test_leaving_is_a_fact_once_nothing_runs_and_nothing_is_bought() -> None:
    """Buyers come every 20 days, so whoever does not for 40 is gone."""
    told: list[Order] = [("buys", ago, "10", "EUR", None) for ago in (0, 20, 40)]
    told += [("quiet", ago, "10", "EUR", None) for ago in (41, 61, 81)]
    told += [("just", ago, "10", "EUR", None) for ago in (39, 59, 79)]
    told += [("saved", ago, "10", "EUR", None) for ago in (45, 65, 85)]
    ground = shop(told)
    contract(ground, "saved", starts_at=100)
    contract(ground, "ended", starts_at=400, ends_at=31)
    contract(ground, "in_grace", starts_at=400, ends_at=30 - 1)
    contract(ground, "notice", starts_at=400, cancelled_at=10, ends_at=-20)
    contract(ground, "renewed", starts_at=400, ends_at=90)
    contract(ground, "renewed", starts_at=80)

    found = written(ground)

    gone = {name: (row["churned_at"], row["churn_by"]) for name, row in found.items() if row["churned_at"]}
    assert gone == {
        "quiet": (TODAY - timedelta(days=1), "purchases"),
        "ended": (TODAY - timedelta(days=31), "contract"),
    }
    certain = {name: row for name, row in found.items() if row["churn_probability"]}
    assert list(certain) == ["notice"]
    assert certain["notice"]["churn_probability"] == 1.0
    assert certain["notice"]["value_at_risk"] == 120.0  # twelve months' fees
    assert ground.report["churn"]["purchases"]["horizon_days"] == 40
    for name in ("contract", "purchases"):
        assert "are needed" in ground.report["churn"][name]["lacks"]


def test_whoever_is_overdue_is_likely_to_have_left(tmp_path: Path) -> None:
    """Customers buy every 20 days, until half of them, at some day, do no more."""
    rng, told = np.random.default_rng(11), list[Order]()
    for number in range(400):
        stops = int(rng.integers(0, 300)) if number % 2 else 0
        told += [
            (f"c{number:03}", float(ago), "10", "EUR", None)
            for ago in range(int(rng.integers(0, 20)), 400, 20)
            if ago >= stops
        ]
    told += [("steady", float(ago), "10", "EUR", None) for ago in range(1, 400, 20)]
    told += [("overdue", float(ago), "10", "EUR", None) for ago in range(37, 400, 20)]
    ground = shop(told, tmp_path)
    ground.clv.update(steady=100.0, overdue=50.0)

    found = written(ground)

    said = ground.report["churn"]["purchases"]
    assert said["lacks"] is None
    assert said["brier"] < said["brier_alike"]
    steady, overdue = found["steady"], found["overdue"]
    assert overdue["churn_probability"] > 0.5 > steady["churn_probability"]
    # Both have what can be seen of them: two digits, whole units from ten on.
    assert steady["value_at_risk"] == pytest.approx(100 * steady["churn_probability"], rel=0.1)
    first = json.loads(overdue["churn_reasons"])[0]
    assert first["name"] in ("days_since_purchase", "times_overdue", "days_silent")
    assert first["contribution"] > 0
    assert 1 <= len(json.loads(steady["churn_reasons"])) <= 3

    # a day later nothing is known that is new: the model is the one that is kept, and days are told in tens
    [kept] = tmp_path.iterdir()
    learned_at = kept.stat().st_mtime_ns
    later = Told(ground.connection, ground.store, ground.rules, tmp_path, AS_OF + timedelta(days=1))
    by_kept = written(later)
    told_of = [json.loads(row["churn_reasons"]) for row in by_kept.values() if row["churn_reasons"]]
    assert later.report["churn"]["purchases"] == said
    assert kept.stat().st_mtime_ns == learned_at
    reasons = [reason for row in told_of for reason in row]
    days = {reason["value"] for reason in reasons if reason["name"].startswith("days_")} - {None}
    assert {value % 10 for value in days if value >= 10} == {0.0}
    added = [reason["contribution"] for reason in reasons]
    assert all(added)  # what rounds to nothing is no reason
    assert added == [round(each, 1) for each in added]

    kept.write_bytes(kept.read_bytes()[:-100])
    again = Told(ground.connection, ground.store, ground.rules, tmp_path, AS_OF + timedelta(days=1))
    assert written(again) == by_kept, "what is learned anew is what was kept"
    assert again.report == later.report
