"""Golden records: one row for each customer, every value with the record that it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa

from graph.behaviour.interests import customer_interests
from graph.identity.features.placeholders import LISTED
from graph.identity.outcome.golden_sql import (
    ACTIVITY_STEPS,
    CONSISTENCY,
    CONTACT_PICKS,
    CUSTOMER_COLUMNS,
    LAPSED_BEFORE,
    MEMBERS,
    TOLD_BY,
    VALUE_COLUMNS,
    origin_sql,
)
from graph.identity.outcome.golden_traits import take_traits
from graph.identity.outcome.revenue import take_revenue
from graph.identity.outcome.spelling import folded, spell_well
from graph.identity.rules import Rules, Survivorship
from graph.journal.reading.kinds import kinds_told
from graph.journal.reading.narrowing import narrowed
from graph.model.attributes import ADDRESS_PARTS, PERSON_PARTS

_LISTS = frozenset({"other_names"})

# An address in one text counts as whole: it has no parts where it is of a form that could not be read.
_PARTIAL = "coalesce(street, address_text) IS NULL OR coalesce(postal_code, city, address_text) IS NULL"

_LAST = {"address": _PARTIAL, "birth_date": "birth_doubted"}
"""What comes behind all other values of an attribute, whatever the rule: parts of addresses, placeholders."""

# What the last run found in the sources; before the first, and outside a journal, that is nothing.
_FILLED_DATES = """
SELECT date->>'source' AS source, date->>'birth_date' AS birth_date FROM (
    SELECT unnest(from_json(report->'placeholder_dates', '["JSON"]')) AS date FROM runs
    WHERE status = 'finished' QUALIFY row_number() OVER (ORDER BY started_at DESC) = 1)
"""
_KNOWN_RUNS = """
SELECT count(*) FROM duckdb_views() WHERE view_name = 'runs' AND database_name = current_database()
"""


_DECIDING = {"survivorship", "sources", "lifecycle", "revenue", "interests"}
"""Rules that decide what customers are shown with."""


@dataclass(frozen=True)
class GoldenRecords:
    """The golden records that rules make, as the projection asks for them."""

    rules: Rules

    def __call__(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str]) -> pa.Table:
        """Those of the customers named; see `golden_records`."""
        return golden_records(connection, self.rules, customer_ids)

    def interests(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str]) -> pa.Table:
        """What the customers named are interested in; see `customer_interests`."""
        take_revenue(connection, self.rules.revenue)
        return customer_interests(connection, self.rules.interests, customer_ids)

    @property
    def fingerprint(self) -> str:
        """Equal for rules that make equal customers."""
        stated = self.rules.model_dump(mode="json", include=_DECIDING)
        return hashlib.blake2b(json.dumps(stated, sort_keys=True).encode(), digest_size=8).hexdigest()

    @property
    def half_life(self) -> timedelta:
        """The time in which interests fade to their half."""
        return timedelta(days=self.rules.interests.half_life_days)

    def lapsed_before(self, connection: duckdb.DuckDBPyConnection) -> datetime | None:
        """The time, in UTC, before which a customer must have bought last to count as lapsed; None without
        an event that was over when it was stored."""
        return lapsed_before(connection, self.rules)


def golden_records(
    connection: duckdb.DuckDBPyConnection, rules: Rules, customer_ids: Sequence[str] | None = None
) -> pa.Table:
    """One row for each customer (for those named, if any are), sorted by id.

    Columns are the properties of the model's Customer except those of the referral network. `provenance` is
    JSON: for each attribute that has a value its source, source_id and time. Times are UTC, `revenue` is the
    sum of orders that came to something in the company's currency, `revenue_left_out` JSON: the sums in
    currencies without a rate. `traits` is JSON: for each trait its value, source, source_id and time. An
    empty value never survives, a birth date that is filled in only where there is no other; ties go to the
    more trusted source and then the smaller record id.

    Reads `assignments` (record_id, customer_id), `orders`, `stored_events`, and `runs` where there are any;
    for customers that are named `stored_records`, else `records`, `record_versions`, `identifiers`, `events`.
    """
    _take_members(connection, customer_ids)
    if customer_ids is None:
        return _made(connection, rules)
    with narrowed(connection, "SELECT record_id FROM members"):
        return _made(connection, rules)


def golden_values(
    connection: duckdb.DuckDBPyConnection, rules: Rules, customer_ids: Sequence[str]
) -> pa.Table:
    """Of the golden records of the customers named what is said of who they are, without what they did: `id`,
    `record_count`, `observed_at`, the quality, the attributes, `provenance` and `traits`; see
    `golden_records`."""
    _take_members(connection, customer_ids)
    with narrowed(connection, "SELECT record_id FROM members"):
        _take_values(connection, rules)
    found: pa.Table = connection.sql(VALUE_COLUMNS).to_arrow_table()
    return found


def _take_values(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make `picked`, `contacts_picked` and `customer_traits`: the surviving values of `members`; and
    `customer_consistency`."""
    _take_placeholders(connection)
    _rank_members(connection, rules)
    picks = ", ".join(_pick(name, rules) for name in (*PERSON_PARTS, "address"))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE picked AS SELECT customer_id, {picks},
            count(*) AS record_count, bool_or(known) AS named, max(observed_at) AS observed_at
            FROM ranked GROUP BY customer_id"""  # noqa: S608 - made of names of the model
    )
    spell_well(connection)
    connection.execute(CONTACT_PICKS)
    take_traits(connection, rules)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE customer_consistency AS {CONSISTENCY}")


def _made(connection: duckdb.DuckDBPyConnection, rules: Rules) -> pa.Table:
    """The golden records of `members`."""
    _take_values(connection, rules)
    take_revenue(connection, rules.revenue)
    _take_activity(connection)
    bounds = rules.lifecycle.model_dump(include={"loyal_orders", "advocate_referrals"})
    bounds["lapsed_before"] = lapsed_before(connection, rules)
    bounds["currency"] = rules.revenue.currency
    found: pa.Table = connection.sql(CUSTOMER_COLUMNS, params=bounds).to_arrow_table()
    return found


def lapsed_before(connection: duckdb.DuckDBPyConnection, rules: Rules) -> datetime | None:
    """See `GoldenRecords.lapsed_before`."""
    days = {"lapsed_days": rules.lifecycle.lapsed_days}
    bound: datetime | None = connection.execute(LAPSED_BEFORE, days).fetchall()[0][0]
    return bound.astimezone(UTC) if bound else None


def load_activity(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make tables of what all customers did: `members` (record_id, customer_id), `traces`, and
    `customer_orders` with `revenue` in the company's currency, among others."""
    _take_members(connection, None)
    take_revenue(connection, rules.revenue)
    _take_activity(connection)


def _take_activity(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of `ACTIVITY_STEPS`; what nothing tells of is not asked for, which takes long."""
    told = kinds_told(connection, *((kind,) for kind, _ in TOLD_BY.values()))
    empty = {
        name: columns for (name, (_, columns)), there in zip(TOLD_BY.items(), told, strict=True) if not there
    }
    for name, sql in ACTIVITY_STEPS:
        made = f"({empty[name]})" if name in empty else f"AS {sql}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} {made}")


def _take_members(connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str] | None) -> None:
    chosen = pa.table({"customer_id": pa.array(customer_ids or [], pa.string())})
    connection.register("chosen_customers", chosen)
    connection.execute(MEMBERS.format(condition="TRUE" if customer_ids is None else _CHOSEN))


_CHOSEN = "customer_id IN (SELECT customer_id FROM chosen_customers)"


def _take_placeholders(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `listed_dates` and `filled_dates` (source, birth_date): birth dates that are filled in."""
    connection.register("listed_placeholders", pa.table({"birth_date": LISTED}))
    connection.execute("CREATE OR REPLACE TEMP TABLE listed_dates AS FROM listed_placeholders")
    connection.execute("CREATE OR REPLACE TEMP TABLE filled_dates (source VARCHAR, birth_date VARCHAR)")
    known = connection.execute(_KNOWN_RUNS).fetchall()
    if known[0][0]:
        connection.execute(f"INSERT INTO filled_dates {_FILLED_DATES}")


def _rank_members(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make `ranked`: members with their records, cleaned, and their place by recency and by trust."""
    columns = [f"{_cleaned(name)} AS {name}" for name in (*PERSON_PARTS, *ADDRESS_PARTS)]
    frequent = [
        name for name in (*PERSON_PARTS, "address") if _rule(name, rules) is Survivorship.MOST_FREQUENT
    ]
    counts = "".join(
        f", count(*) OVER (PARTITION BY customer_id, {folded(name)}) AS n_{name}" for name in frequent
    )
    said = ", ".join((*PERSON_PARTS, *ADDRESS_PARTS, "record_id"))  # keys alone choose no value
    known = " OR ".join(f"{name} IS NOT NULL" for name in ("full_name", "family_name", "organization_name"))
    _take_trust(connection, rules.sources)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE ranked AS
        WITH cleaned AS (
            SELECT m.customer_id, r.record_id, r.source, r.source_id, r.observed_at, {", ".join(columns)},
                r.birth_date IN (FROM listed_dates) OR (r.source, r.birth_date) IN (FROM filled_dates)
                    AS birth_doubted,
                coalesce(t.trust, {len(rules.sources)}) AS trust
            FROM members AS m JOIN records AS r USING (record_id)
            LEFT JOIN trusted_sources AS t USING (source)
        ), addressed AS (
            SELECT *, {origin_sql("observed_at")} AS origin,
                nullif(concat_ws(', ', {", ".join(ADDRESS_PARTS)}), '') AS address,
                {known} OR given_name IS NOT NULL AS known
            FROM cleaned
        )
        SELECT *,
            row_number() OVER (
                PARTITION BY customer_id ORDER BY observed_at DESC NULLS LAST, trust, source, {said}
            ) AS recency,
            row_number() OVER (
                PARTITION BY customer_id ORDER BY trust, source, observed_at DESC NULLS LAST, {said}
            ) AS trust_place{counts}
        FROM addressed"""  # noqa: S608 - made of names of the model
    )


def _take_trust(connection: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Make `trusted_sources` (source, trust): the place of each that the rules name, from 0 for the first."""
    places = pa.array(range(len(sources)), pa.int64())
    trusted = pa.table({"source": pa.array(sources, pa.string()), "trust": places})
    connection.register("trusted_sources", trusted)


def _cleaned(name: str) -> str:
    """An attribute of a record, null where it is empty; what names an organization and no person is one, and
    called so as a whole."""
    if name in _LISTS:
        return f"CASE WHEN len({name}) > 0 THEN {name} END"
    if name == "entity_type":
        return f"coalesce({_stated(name)}, CASE WHEN {_A_FIRM} THEN 'organization' END)"
    if name == "full_name":
        return f"coalesce({_stated(name)}, CASE WHEN {_A_FIRM} THEN {_stated('organization_name')} END)"
    return _stated(name)


def _stated(name: str) -> str:
    return f"nullif(trim({name}), '')"


_A_FIRM = (
    f"{_stated('organization_name')} IS NOT NULL"
    f" AND coalesce({_stated('given_name')}, {_stated('family_name')}) IS NULL"
)


def _rule(name: str, rules: Rules) -> Survivorship:
    return rules.survivorship.attributes.get(name, rules.survivorship.default)


def _pick(name: str, rules: Rules) -> str:
    """The surviving value of an attribute with its origin, as a struct; whole addresses come before others,
    whatever the rule."""
    text = f"array_to_string({name}, ' ')" if name in _LISTS else name
    letters = f"length(regexp_replace({text}, '[^\\p{{L}}\\p{{N}}]', '', 'g'))"
    rule = {
        Survivorship.MOST_RECENT: "recency",
        Survivorship.SOURCE_PRIORITY: "trust_place",
        Survivorship.MOST_FREQUENT: f"-n_{name} * 1000000 + recency",
        Survivorship.LONGEST: f"-length({text}) * 1000000 + recency",
        Survivorship.MOST_COMPLETE: f"-{letters} * 1000000 + recency",
    }[_rule(name, rules)]
    order = f"({_LAST[name]}, {rule})" if name in _LAST else rule
    parts = "".join(f"'{part}': {part}, " for part in ADDRESS_PARTS) if name == "address" else ""
    value = f"{{'value': {name}, {parts}'origin': origin}}"
    return f"arg_min({value}, {order}) FILTER ({name} IS NOT NULL) AS {name}"
