"""Who is one step away from a customer: over identifiers, households and referrals."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

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
    """A step from the customer `near` to `far`, who is an end of so many referrals."""

    near: str
    far: str
    referrals: int


class Neighbours(Protocol):
    """What walks ask of a graph."""

    async def counts(self, ids: Sequence[str]) -> dict[str, int]:
        """Of each customer the number of referrals."""

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

    async def counts(self, ids: Sequence[str]) -> dict[str, int]:
        """As `Neighbours.counts`."""
        rows = await self.store.answer(load("read/referral_counts"), ids=list(ids))
        return {customer: count if Step.REFERRED in self.steps else 0 for customer, count in rows}

    async def close(self, ids: Sequence[str]) -> list[Link]:
        """As `Neighbours.close`."""
        asked = []
        if Step.IDENTIFIER in self.steps and self.probability is None:
            asked.append(self.store.answer(load("read/linked_by_identifier"), ids=list(ids)))
        elif Step.IDENTIFIER in self.steps:
            sure = load("read/linked_by_sure_identifier")
            asked.append(self.store.answer(sure, ids=list(ids), probability=self.probability))
        if Step.HOUSEHOLD in self.steps:
            asked.append(self.store.answer(load("read/linked_by_household"), ids=list(ids)))
        return [link for rows in await asyncio.gather(*asked) for link in _links(rows)]

    async def referred(self, ids: Sequence[str], most: int = ALL) -> list[Link]:
        """As `Neighbours.referred`."""
        if Step.REFERRED not in self.steps or not ids:
            return []
        rows = await self.store.answer(load("read/linked_by_referral"), ids=list(ids), most=most)
        return list(_links(rows))

    async def level(self, ids: Sequence[str], light: Sequence[str]) -> list[Link]:
        """As `Neighbours.level`; one statement where all steps count."""
        if self.probability is None and set(Step) == set(self.steps):
            query = load("read/linked_customers")
            return list(_links(await self.store.answer(query, ids=list(ids), light=list(light))))
        found = await asyncio.gather(self.close(ids), self.referred(light))
        return [link for links in found for link in links]

    async def referred_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """As `Neighbours.referred_pairs`."""
        if Step.REFERRED not in self.steps or not pairs:
            return []
        rows = await self.store.answer(load("read/referred_pairs"), pairs=[list(pair) for pair in pairs])
        return [(light, hub) for light, hub in rows]


def _links(rows: Iterable[Sequence[str | int]]) -> Iterable[Link]:
    return (Link(str(near), str(far), int(count)) for near, far, count in rows)
