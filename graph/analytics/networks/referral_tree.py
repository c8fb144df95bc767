"""The tree of those whom a customer brought, level by level, as the graph has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

import numpy as np

from graph.analytics.forest import Forest
from graph.analytics.network import StatementStanding
from graph.store import Row

LEVELS = 1_000
"""Levels that are followed at most."""


@dataclass(frozen=True, slots=True)
class ReferredCustomer:
    """A customer of a tree: by whom, when and how brought, when they ordered first, and what they spent."""

    id: str
    by: str
    level: int
    at: datetime | None
    channel: str | None
    campaign: str | None
    code: str | None
    converted_at: datetime | None
    revenue: float | None
    revenue_left_out: str | None


@dataclass(frozen=True, slots=True)
class UncountedReferral:
    """A referral that does not count, and why."""

    by: str
    id: str
    at: datetime | None
    channel: str | None
    standing: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a tree. Revenue is in the company's currency; what has no rate stands beside it."""

    level: int
    customers: int
    converted: int
    revenue: float
    left_out: dict[str, float]


@dataclass(frozen=True, slots=True)
class TreeShape:
    """Of a tree with its root: customers, longest chain, widest level, and mean distance of its pairs."""

    size: int
    depth: int
    width: int
    structural_virality: float


@dataclass
class ReferralTree:
    """A tree that grows level by level: ask for the referrals of `frontier`, and `take` them, while there are
    any. It is `complete` unless it has more customers than `most`."""

    root: str
    currency: str | None
    reach: int
    self_referrals: int
    most: int
    brought: list[ReferredCustomer] = field(default_factory=list)
    claims: list[UncountedReferral] = field(default_factory=list)
    complete: bool = True

    def __post_init__(self) -> None:
        self.frontier, self.level = [self.root], 0

    @property
    def limit(self) -> int:
        """Referrals to ask for; one more than fit tells whether there are more."""
        return 2 * self.most + 1

    def take(self, rows: list[Row]) -> None:
        """Take in the referrals of the frontier, in order; those brought are the next one."""
        self.level += 1
        self.complete = self.complete and len(rows) < self.limit
        found = [row for row in rows if row["standing"] == StatementStanding.ACCEPTED]
        left = self.most - len(self.brought)
        self.complete = self.complete and len(found) <= left
        self.brought += [_brought(row, self.level) for row in found[:left]]
        claims = [_claim(row) for row in rows if row["standing"] != StatementStanding.ACCEPTED]
        self.claims += claims[: self.most - len(self.claims)]
        self.frontier = [row["id"] for row in found[:left]] if self.level < LEVELS else []

    def levels(self) -> Iterator[Level]:
        """The levels below the root."""
        for level in range(1, max((each.level for each in self.brought), default=0) + 1):
            there = [each for each in self.brought if each.level == level]
            yield Level(
                level,
                len(there),
                sum(each.converted_at is not None for each in there),
                _sum(there),
                left_out(there),
            )

    def influence(self, p: float, steps: int) -> float:
        """How many customers that are shown a campaign from the root is expected to reach within so many
        steps, the root included, where each passes it on with probability p (Kempe, Kleinberg and Tardos)."""
        return 1.0 + sum(p**each.level for each in self.brought if each.level <= steps)

    def shape(self) -> TreeShape:
        """The shape of what is shown of the tree."""
        place = {self.root: 0} | {each.id: number for number, each in enumerate(self.brought, 1)}
        forest = Forest(np.array([-1, *(place[each.by] for each in self.brought)], np.int64))
        virality = round(float(forest.virality[0]), 6)
        return TreeShape(len(place), int(forest.height[0]), int(forest.width[0]), virality)

    def days_to_conversion(self) -> float | None:
        """Median days from a referral to the first purchase; null where nobody bought."""
        days = [
            max((each.converted_at - each.at).total_seconds(), 0) / 86_400
            for each in self.brought
            if each.converted_at and each.at
        ]
        return median(days) if days else None


def left_out(customers: list[ReferredCustomer]) -> dict[str, float]:
    """What customers spent in currencies without a rate, each by itself."""
    exact: dict[str, Decimal] = {}
    for each in customers:
        for currency, amount in json.loads(each.revenue_left_out or "{}").items():
            exact[currency] = exact.get(currency, Decimal()) + Decimal(amount)
    return {currency: float(exact[currency]) for currency in sorted(exact)}


def _sum(customers: list[ReferredCustomer]) -> float:
    return float(sum((Decimal(str(each.revenue or 0)) for each in customers), Decimal()))


def _brought(row: Row, level: int) -> ReferredCustomer:
    names: tuple[str, ...] = ("at", "channel", "campaign", "code", "converted_at", "revenue")
    values: dict[str, Any] = {name: row[name] for name in (*names, "revenue_left_out")}
    return ReferredCustomer(row["id"], row["by"], level, **values)


def _claim(row: Row) -> UncountedReferral:
    return UncountedReferral(row["by"], row["id"], row["at"], row["channel"], row["standing"])
