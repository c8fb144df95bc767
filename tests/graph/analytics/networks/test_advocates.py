"""Scores of advocates, against their definitions spelled out for one customer at a time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.networks.advocates import leaving, places_of, score_advocates
from graph.analytics.tables import load_tables
from graph.entries import Event, Identifier, NodeItem, Origin
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.analytics.support import Told
from tests.support.budget import examples
from tests.support.entries import order, person, referral
from tests.support.identity import assign

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
_TABLES = """
SET TimeZone = 'UTC';
CREATE TABLE referral_statements (key VARCHAR, "at" TIMESTAMPTZ, referrer VARCHAR, referred VARCHAR,
    channel VARCHAR, campaign VARCHAR, code VARCHAR);
CREATE TABLE customer_starts (customer_id VARCHAR, first_purchase TIMESTAMPTZ, started_at TIMESTAMPTZ);
CREATE TABLE customer_devices (customer_id VARCHAR, kind VARCHAR, value VARCHAR);
CREATE TABLE customer_households (customer_id VARCHAR, household_id VARCHAR);
CREATE TABLE customer_facts (customer_id VARCHAR, nps INTEGER, purchases INTEGER, engagement INTEGER,
    last_seen TIMESTAMPTZ, complained_at TIMESTAMPTZ, revenue DOUBLE);
INSERT INTO referral_statements VALUES ('k', '2026-01-05', 'by', 'new', NULL, NULL, NULL)
"""


class Facts(NamedTuple):
    """What is known of a customer."""

    customer: str
    nps: int | None
    orders: int
    voice: int
    last_seen: datetime | None


@st.composite
def facts(draw: st.DrawFn) -> list[Facts]:
    answer, small = st.none() | st.integers(0, 10), st.integers(0, 5)
    seen = st.none() | st.integers(-5, 400).map(lambda days: AS_OF - timedelta(days=days))
    return [
        Facts(f"c{number}", draw(answer), draw(small), draw(small), draw(seen))
        for number in range(draw(st.integers(1, 6)))
    ]


def potential(of: Facts) -> float | None:
    """The mean of what is known, of those who praise and do not blame."""
    if not ((of.nps or 0) >= 9 or of.voice) or (of.nps is not None and of.nps <= 6):
        return None
    parts = [of.orders / (of.orders + 3), of.voice / (of.voice + 3)]
    parts += [] if of.nps is None else [of.nps / 10]
    if of.last_seen:
        parts.append(0.5 ** (max((AS_OF - of.last_seen) / timedelta(days=90), 0)))
    return sum(parts) / len(parts)


@settings(max_examples=examples(12), deadline=None)
@given(facts())
def test_the_potential_is_the_mean_of_what_is_known(known: list[Facts]) -> None:
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        connection.executemany("INSERT INTO customer_facts VALUES (?, ?, ?, ?, ?, NULL, 0)", known)
        ground = Told(connection, cast("Any", None), load_rules(), Path("unused"), AS_OF)
        score_advocates(ground)

    expected = {each.customer: value for each in known if (value := potential(each)) is not None}
    found = {name: row["advocate_potential"] for name, row in ground.written.items() if name != "by"}
    assert found == pytest.approx(expected, abs=1e-6)
    assert ground.written["by"]["advocate_potential"] is None


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.integers(-2, 5).map(float), max_size=8))
def test_a_place_is_the_mean_rank_among_positive_values(values: list[float]) -> None:
    positive = [value for value in values if value > 0]

    def place(value: float) -> float:
        below, same = (sum(test(other) for other in positive) for test in (value.__gt__, value.__eq__))
        return (below + (same + 1) / 2) / len(positive) if value > 0 else 0.0

    assert places_of(np.array(values, np.float64)).tolist() == pytest.approx(
        [place(value) for value in values]
    )


def test_who_is_silent_blames_and_complains_is_about_to_leave() -> None:
    known = {
        "silent_days": np.array([10.0, 180.0, 270.0, np.nan, 180.0]),
        "nps": np.array([10.0, 9.0, np.nan, 6.0, 0.0]),
        "complained_days": np.array([np.nan, 91.0, np.nan, np.nan, 90.0]),
    }

    # Risk begins at half the days after which a customer has lapsed, and halves what is left every 90 more.
    assert leaving(known, 180) == [0.0, 0.5, 0.75, 0.5, round(1 - 0.5 * 0.5 * 0.7, 6)]


def test_what_has_no_time_ends_no_silence(tmp_path: Path) -> None:
    at, account = datetime(2024, 1, 10, tzinfo=UTC), Identifier("account", "loyalty:1")
    ticket = NodeItem("Ticket", ("shop:1",), {"sentiment": "negative"})
    journal = Journal.open(Settings(home=tmp_path))
    journal.append(
        [
            person("a", None, account, source="shop", full_name="A"),
            Event("ticket", "shop:1", "shop", "a", None, Origin("t.csv", 1), (account,), (ticket,)),
            referral("a", "b", at),
            referral("c", "d", at),
            order("late", "z", at + timedelta(days=730), total=1.0),
        ],
        "one",
    )
    assign(journal, "run", at, {f"shop:{key}": key for key in "abcdz"})
    rules = load_rules()
    with journal.connect() as connection:
        load_tables(connection, rules)
        ground = Told(connection, cast("Any", None), rules, Path("unused"), at + timedelta(days=730))
        score_advocates(ground)

    # Both were last seen when they brought somebody: of two years half of one do not count as silence.
    half = rules.lifecycle.lapsed_days / 2
    expected = 1 - 0.5 ** ((730 - half) / half)
    risks = [ground.written[by]["advocate_risk"] for by in "ac"]
    assert risks == [pytest.approx(expected, abs=1e-6)] * 2
