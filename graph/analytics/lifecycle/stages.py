"""How far customers came, and when: subscriber, lead, customer, loyal, advocate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np

from graph.analytics.arrays import Flags, Ints
from graph.rules.lifecycle import LifecycleRules

STAGES = ("subscriber", "lead", "customer", "loyal", "advocate")
NEVER = np.iinfo(np.int64).max
DAY = 86_400_000_000
"""Microseconds of a day."""
_NAMES = ("given_name", "full_name", "family_name", "organization_name")
_NAMED = " OR ".join(f"trim({name}) <> ''" for name in _NAMES)

_REACHED = f"""
WITH undated AS (
    SELECT customer_id, min(stated_at) AS listed
    FROM record_versions JOIN members USING (record_id)
    ANTI JOIN (FROM traces WHERE since IS NOT NULL) USING (customer_id) GROUP BY customer_id
), told AS (
    SELECT record_id, "at", 'purchase' AS what, order_id AS key FROM orders WHERE is_purchase(total, status)
    UNION ALL SELECT record_id, coalesce(starts_at, stated_at), 'contract', key FROM contracts
), bought AS (
    SELECT customer_id, "at", what,
        row_number() OVER (PARTITION BY customer_id ORDER BY "at", what, key) AS place
    FROM told JOIN members USING (record_id) WHERE "at" <= $as_of::TIMESTAMPTZ
), brought AS (
    SELECT referrer AS customer_id, min("at") AS "at" FROM referral_statements
    WHERE referrer <> referred GROUP BY referrer, referred
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY "at") AS place FROM brought
), signs AS (
    SELECT customer_id, 0 AS stage, since AS "at", 'first seen' AS cause FROM traces WHERE since IS NOT NULL
    UNION ALL SELECT customer_id, 0, least(listed, $as_of::TIMESTAMPTZ), 'listed' FROM undated
    UNION ALL SELECT customer_id, 1, least(stated_at, $as_of::TIMESTAMPTZ), 'name known'
        FROM record_versions JOIN members USING (record_id) WHERE {_NAMED}
    UNION ALL SELECT customer_id, 2, "at", concat('first ', what) FROM bought WHERE place = 1
    UNION ALL SELECT customer_id, 3, "at", concat(what, ' ', place) FROM bought WHERE place = $loyal
    UNION ALL SELECT customer_id, 4, "at", concat('referral ', place) FROM counted WHERE place = $advocate
)
SELECT customer_id, stage, epoch_us(min("at")) AS "at", arg_min(cause, ("at", cause)) AS cause
FROM signs WHERE coalesce("at" <= $as_of::TIMESTAMPTZ, $as_of IS NULL AND stage <= 1)
GROUP BY ALL ORDER BY customer_id, stage
"""  # noqa: S608 - SQL of this package


@dataclass(frozen=True)
class FirstSigns:
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

    @cached_property
    def given(self) -> Flags:
        """Whether somebody came through each stage: reached it before any that is behind it."""
        later = np.full(self.first.shape, NEVER, np.int64)
        later[:, :-1] = self.times[:, 1:]
        found: Flags = self.first < later
        return found

    @property
    def latest_day(self) -> int:
        """The day, since 1970, of the latest sign; 0 without one."""
        return int(self.first[self.first < NEVER].max(initial=0)) // DAY

    def stages_at(self, time: int) -> Ints:
        """How many stages each had reached at a time; 0 for those nobody had heard of."""
        found: Ints = (self.times <= time).sum(axis=1)
        return found

    def steps_of(self, place: int) -> list[tuple[str, int, str]]:
        """The stages that a customer came through, each with its time and its cause."""
        first, given = self.first[place].tolist(), self.given[place].tolist()
        return [
            (STAGES[stage], first[stage], self.causes[place][stage])
            for stage in range(len(STAGES))
            if given[stage]
        ]


def read_stages(connection: duckdb.DuckDBPyConnection, rules: LifecycleRules, as_of: object) -> FirstSigns:
    """The stages that customers reached up to a time, of the tables of `graph.analytics.tables`. Lists
    of addresses have no dates: what they tell is known since they came in, and by the time that all is of at
    the latest."""
    given = {"as_of": as_of, "loyal": rules.loyal_orders, "advocate": rules.advocate_referrals}
    rows = connection.execute(_REACHED, given).fetchall()
    ids = sorted({row[0] for row in rows})
    places = {id_: place for place, id_ in enumerate(ids)}
    first = np.full((len(ids), len(STAGES)), NEVER, np.int64)
    causes = [[""] * len(STAGES) for _ in ids]
    for id_, stage, time, cause in rows:
        first[places[id_], stage] = time
        causes[places[id_]][stage] = cause
    return FirstSigns(ids, first, causes)
