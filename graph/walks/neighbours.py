"""Who is one step away from a customer: over identifiers, households and referrals."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from cypher import load
from graph.store_async import AsyncStore

ALL = 1_000_000
"""Referrals of one customer that are followed where all of them are."""


class Step(StrEnum):
    """What a walk may follow."""

    REFERRED = "REFERRED"
    IDENTIFIER = "IDENTIFIER"
    HOUSEHOLD = "HOUSEHOLD"


class Link(NamedTuple):
    """A step from the customer `near` to `far`."""

    near: str
    far: str


class Neighbours(Protocol):
    """What walks ask of a graph."""

    def count(self, customer: str) -> int:
        """The number of referrals of a customer whom a walk starts from, or a link led to."""

    async def close(self, ids: Sequence[str]) -> list[Link]:
        """Steps other than referrals: no customer has many of these."""

    async def referred(self, ids: Sequence[str], most: int = ALL) -> list[Link]:
        """Referrals, whichever way; of each customer at most so many."""

    async def level(self, ids: Sequence[str], light: Sequence[str]) -> list[Link]:
        """Steps other than referrals, and the referrals of those in `light`."""

    async def referred_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of the pairs that a referral connects."""


@dataclass(frozen=True)
class GraphNeighbours:
    """Neighbours in a store, over the given steps; with a probability, identifiers count of records alone
    that belong to their customers at least so surely."""

    store: AsyncStore
    steps: Collection[Step] = tuple(Step)
    probability: float | None = None
    _counts: dict[str, int] = field(default_factory=dict, init=False)

    async def starts(self, ids: Sequence[str]) -> list[str | None]:
        """Customers that walks start from as they are now, aliases resolved, in the same order; None for one
        that the graph does not have."""
        rows = await self.store.answer(load("read/walk_starts"), ids=list(ids))
        self._counts.update((customer, count) for _, customer, count in rows)
        now = {id_: customer for id_, customer, _ in rows}
        return [now.get(each) for each in ids]

    def count(self, customer: str) -> int:
        """As `Neighbours.count`."""
        return self._counts[customer] if Step.REFERRED in self.steps else 0

    async def close(self, ids: Sequence[str]) -> list[Link]:
        """As `Neighbours.close`."""
        if self._all_in_one:
            return await self._linked(ids, ())
        asked = []
        if Step.IDENTIFIER in self.steps and self.probability is None:
            asked.append(self.store.answer(load("read/linked_by_identifier"), ids=list(ids)))
        elif Step.IDENTIFIER in self.steps:
            sure = load("read/linked_by_sure_identifier")
            asked.append(self.store.answer(sure, ids=list(ids), probability=self.probability))
        if Step.HOUSEHOLD in self.steps:
            asked.append(self.store.answer(load("read/linked_by_household"), ids=list(ids)))
        return [link for rows in await asyncio.gather(*asked) for link in self._links(rows)]

    async def referred(self, ids: Sequence[str], most: int = ALL) -> list[Link]:
        """As `Neighbours.referred`."""
        if Step.REFERRED not in self.steps or not ids:
            return []
        rows = await self.store.answer(load("read/linked_by_referral"), ids=list(ids), most=most)
        return self._links(rows)

    async def level(self, ids: Sequence[str], light: Sequence[str]) -> list[Link]:
        """As `Neighbours.level`."""
        if self._all_in_one:
            return await self._linked(ids, light)
        found = await asyncio.gather(self.close(ids), self.referred(light))
        return [link for links in found for link in links]

    async def referred_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """As `Neighbours.referred_pairs`."""
        if Step.REFERRED not in self.steps or not pairs:
            return []
        rows = await self.store.answer(load("read/referred_pairs"), pairs=[list(pair) for pair in pairs])
        return [(light, hub) for light, hub in rows]

    @property
    def _all_in_one(self) -> bool:
        """Whether one statement can ask for all steps."""
        return self.probability is None and set(Step) == set(self.steps)

    async def _linked(self, ids: Sequence[str], light: Sequence[str]) -> list[Link]:
        query = load("read/linked_customers")
        return self._links(await self.store.answer(query, ids=list(ids), light=list(light)))

    def _links(self, rows: Iterable[Sequence[Any]]) -> list[Link]:
        links = [Link(near, far) for near, far, _ in rows]
        self._counts.update((far, count) for _, far, count in rows)
        return links
