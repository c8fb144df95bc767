"""How far customers came, and when: subscriber, lead, customer, loyal, advocate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np

from graph.analytics.arrays import Ints
from graph.identity.rules import LifecycleRules
from graph.journal.reading.stated import node_value

STAGES = ("subscriber", "lead", "customer", "loyal", "advocate")
NEVER = np.iinfo(np.int64).max
_NAMES = ("given_name", "full_name", "family_name", "organization_name")
_NAMED = " OR ".join(f"trim({name}) <> ''" for name in _NAMES)

_REACHED = f"""
WITH bought AS (
    SELECT m.customer_id, o."at",
        row_number() OVER (PARTITION BY m.customer_id ORDER BY o."at", o.order_id) AS place
    FROM orders AS o JOIN members AS m USING (record_id)
    WHERE o."at" <= $as_of::TIMESTAMPTZ AND is_purchase(o.total, o.status)
), brought AS (
    SELECT referrer AS customer_id, min("at") AS "at" FROM referral_statements
    WHERE referrer <> referred GROUP BY referrer, referred
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY "at") AS place FROM brought
), signs AS (
    SELECT customer_id, 0 AS stage, since AS "at", 'first seen' AS cause FROM traces WHERE since IS NOT NULL
    UNION ALL SELECT customer_id, 1, stated_at, 'name known'
        FROM record_versions JOIN members USING (record_id) WHERE {_NAMED}
    UNION ALL SELECT customer_id, 2, "at", 'first purchase' FROM bought WHERE place = 1
    UNION ALL SELECT customer_id, 2, coalesce(
            TRY_CAST({node_value("Contract", "starts_at")} AS TIMESTAMPTZ), stated_at), 'first contract'
        FROM events JOIN members USING (record_id) WHERE kind = 'contract'
    UNION ALL SELECT customer_id, 3, "at", concat('purchase ', place) FROM bought WHERE place = $loyal
    UNION ALL SELECT customer_id, 4, "at", concat('referral ', place) FROM counted WHERE place = $advocate
)
SELECT customer_id, stage, epoch_us(min("at")) AS "at", arg_min(cause, "at") AS cause
FROM signs WHERE "at" <= $as_of::TIMESTAMPTZ OR stage = 1
GROUP BY ALL ORDER BY customer_id, stage
"""  # noqa: S608 - SQL of this package


@dataclass(frozen=True)
class Reached:
    """By customer, sorted by id, and stage the time of its first sign in microseconds since 1970, `NEVER` for
    none, and what the sign was."""

    ids: list[str]
    first: Ints
    causes: list[list[str]]

    @cached_property
    def times(self) -> Ints:
        """When each stage or one behind it was reached: who bought before a name was known is no lead
        later."""
        return np.minimum.accumulate(self.first[:, ::-1], axis=1)[:, ::-1]

    def stages_at(self, time: int) -> Ints:
        """How many stages each had reached at a time; 0 for those nobody had heard of."""
        found: Ints = (self.times <= time).sum(axis=1)
        return found

    def steps_of(self, place: int) -> list[tuple[str, int, str]]:
        """The stages that a customer came through, each with its time and its cause."""
        first, times = self.first[place].tolist(), self.times[place].tolist()
        later = [*times[1:], NEVER]
        return [
            (STAGES[stage], first[stage], self.causes[place][stage])
            for stage in range(len(STAGES))
            if first[stage] < later[stage]
        ]


def read_stages(connection: duckdb.DuckDBPyConnection, rules: LifecycleRules, as_of: object) -> Reached:
    """The stages that customers reached up to a time, of the tables of `graph.analytics.tables`. That a
    name is known counts whenever it came in: lists of addresses have no dates."""
    given = {"as_of": as_of, "loyal": rules.loyal_orders, "advocate": rules.advocate_referrals}
    rows = connection.execute(_REACHED, given).fetchall()
    ids = sorted({row[0] for row in rows})
    places = {id_: place for place, id_ in enumerate(ids)}
    first = np.full((len(ids), len(STAGES)), NEVER, np.int64)
    causes = [[""] * len(STAGES) for _ in ids]
    for id_, stage, time, cause in rows:
        first[places[id_], stage] = time
        causes[places[id_]][stage] = cause
    return Reached(ids, first, causes)
