"""K-factors and times to conversion, against the definitions spelled out over every customer."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, cast

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.ground import ScoreGround
from graph.analytics.network import StatementStanding
from graph.analytics.networks.conversion import COHORT_DAYS, score_conversion
from graph.identity.rules import load_rules
from tests.support.budget import examples

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
AS_OF = BEGIN + timedelta(days=200)
SPAN = timedelta(days=COHORT_DAYS)
_TABLES = """
CREATE TABLE customer_starts (customer_id VARCHAR, first_purchase TIMESTAMPTZ, started_at TIMESTAMPTZ);
CREATE TABLE referral_statements (key VARCHAR, "at" TIMESTAMPTZ, referrer VARCHAR, referred VARCHAR,
    channel VARCHAR, campaign VARCHAR, code VARCHAR);
CREATE TABLE customer_devices (customer_id VARCHAR, kind VARCHAR, value VARCHAR);
CREATE TABLE customer_households (customer_id VARCHAR, household_id VARCHAR);
SET TimeZone = 'UTC'
"""


class Start(NamedTuple):
    """When a customer began, and ordered first."""

    customer: str
    first_purchase: datetime | None
    started: datetime | None


class Statement(NamedTuple):
    """Who is said to have brought whom."""

    key: str
    at: datetime
    referrer: str
    referred: str
    channel: str | None


class Company(NamedTuple):
    """Customers and what is said of them."""

    starts: list[Start]
    statements: list[Statement]


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """A few customers, some of whom did not begin."""
    moment = st.integers(0, 190 * 4).map(lambda quarter: BEGIN + timedelta(days=quarter / 4))
    names = [f"c{number}" for number in range(draw(st.integers(2, 7)))]
    starts = []
    for name in names:
        signed_up, ordered = draw(st.none() | moment), draw(st.none() | moment)
        known = [each for each in (signed_up, ordered) if each]
        starts.append(Start(name, ordered, min(known, default=None)))
    one, channel = st.sampled_from(names), st.sampled_from(["app", "mail", None])
    told = draw(st.lists(st.tuples(moment, one, one, channel), max_size=12))
    return Company(starts, [Statement(f"k{place:02}", *row) for place, row in enumerate(told)])


def ground_of(company: Company) -> ScoreGround:
    connection, unused = duckdb.connect(), cast("Any", None)
    connection.execute(_TABLES)
    connection.executemany("INSERT INTO customer_starts VALUES (?, ?, ?)", company.starts)
    if company.statements:
        rows = [(*statement, None, None) for statement in company.statements]
        connection.executemany("INSERT INTO referral_statements VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return ScoreGround(connection, unused, load_rules(), Path("unused"), AS_OF)


def brought(ground: ScoreGround, company: Company) -> list[tuple[Statement, Start, Start]]:
    """The accepted statements with the starts of both."""
    starts = {start.customer: start for start in company.starts}
    ordered = sorted(company.statements, key=lambda each: (each.at, each.key))
    accepted = [ordered[place] for place in ground.network.having(StatementStanding.ACCEPTED).tolist()]
    return [(each, starts[each.referrer], starts[each.referred]) for each in accepted]


def month_of(start: Start) -> str | None:
    return start.started.strftime("%Y-%m") if start.started else None


def mature(month: str) -> bool:
    year, number = int(month[:4]), int(month[5:])
    last = datetime(year, number, monthrange(year, number)[1], tzinfo=UTC)
    return last + timedelta(days=1) + SPAN <= AS_OF.replace(hour=0, minute=0)


@settings(max_examples=examples(20), deadline=None)
@given(companies())
def test_k_factors_are_what_every_customer_brought_in_time(company: Company) -> None:
    ground = ground_of(company)
    score_conversion(ground)
    found = ground.report["k_factors"]
    counted = [
        (statement.channel, by, new)
        for statement, by, new in brought(ground, company)
        if by.started and new.started and by.started <= new.started <= by.started + SPAN
    ]

    sizes = {month: sum(month_of(each) == month for each in company.starts) for month in months(company)}
    rows = {row["name"]: row for row in found["month"]}
    assert {month: row["customers"] for month, row in rows.items()} == sizes
    for month, row in rows.items():
        own = [(by, new) for _, by, new in counted if month_of(by) == month]
        assert (row["brought"], row["mature"]) == (len(own), mature(month))
        assert row["k"] == (pytest.approx(len(own) / sizes[month]) if mature(month) else None)
        waits = [(new.started - by.started) / timedelta(days=1) for by, new in own]  # type: ignore[operator]
        assert row["cycle_days"] == (pytest.approx(median(waits)) if waits else None)
    whole = sum(size for month, size in sizes.items() if mature(month))
    for row in found["channel"]:
        own = [by for channel, by, _ in counted if channel == row["name"] and mature(month_of(by) or "")]
        assert row["k"] == pytest.approx(len(own) / whole)
    total = sum(row["k"] for row in found["channel"])
    assert [row["k"] for row in found["all"]] == [pytest.approx(total) if whole else None]


def months(company: Company) -> list[str]:
    return sorted({month for each in company.starts if (month := month_of(each))})


@settings(max_examples=examples(12), deadline=None)
@given(companies())
def test_times_to_conversion_are_those_of_accepted_referrals_that_ordered(company: Company) -> None:
    ground = ground_of(company)
    score_conversion(ground)
    accepted = brought(ground, company)

    for row in ground.report["conversion"]["channel"]:
        own = [(it.at, new.first_purchase) for it, _, new in accepted if it.channel == row["name"]]
        days = [max((first - at) / timedelta(days=1), 0) for at, first in own if first]
        assert (row["accepted"], row["converted"]) == (len(own), len(days))
        assert row["median_days"] == (pytest.approx(median(days)) if days else None)
