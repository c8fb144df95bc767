"""Everybody within some steps of a customer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from graph.walks.neighbours import Neighbours


@dataclass(frozen=True)
class CustomersAround:
    """Customers around one: the steps to each, nearest first, whom each was reached from, and whether these
    are all."""

    distance: dict[str, int]
    before: dict[str, str]
    complete: bool


async def around(neighbours: Neighbours, start: str, depth: int, limit: int) -> CustomersAround:
    """The customers within `depth` steps, up to `limit` with the one in the middle."""
    distance, before = {start: 0}, dict[str, str]()
    level, complete = [start], True
    for steps in range(1, depth + 1):
        close, referred = await asyncio.gather(neighbours.close(level), neighbours.referred(level, limit + 1))
        reached = []
        for near, far in sorted((*close, *referred)):
            if far in distance:
                continue
            if len(distance) == limit:
                return CustomersAround(distance, before, complete=False)
            distance[far], before[far] = steps, near
            reached.append(far)
        level = reached
        if not level:
            break
    return CustomersAround(distance, before, complete)
