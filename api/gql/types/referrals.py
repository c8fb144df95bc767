"""Walks over referrals and connections, one batched query a level, whatever their width."""

from dataclasses import dataclass
from typing import Any

import strawberry

from api.gql.loaders import Loaders
from api.gql.types.network import (
    Referral,
    ReferralDirection,
    ReferralEdge,
    ReferralNetwork,
    ReferralNode,
)
from graph.store import Row

_QUERIES = {
    ReferralDirection.OUT: "read/customer_referred",
    ReferralDirection.IN: "read/customer_referrers",
}

_EDGE = ("at", "channel", "campaign", "code", "revenue")


@dataclass(frozen=True)
class Walk:
    """How to follow referrals: which way, how far, and how many customers to return at most."""

    direction: ReferralDirection
    depth: int
    first: int


async def referrals(loaders: Loaders, start: str, walk: Walk) -> list[Referral]:
    """Customers reached by referrals, nearest first, then by time; each once, the start never."""
    loader = loaders.lists(_QUERIES[walk.direction], first=walk.first)
    seen, level, found = {start}, [start], list[Referral]()
    for depth in range(1, walk.depth + 1):
        reached: list[Referral] = []
        for near, rows in zip(level, await loader.load_many(level), strict=True):
            for row in rows:
                if row["id"] not in seen:
                    seen.add(row["id"])
                    reached.append(_referral(loaders, row, near, depth))
        found += reached
        if not reached or len(found) >= walk.first:
            break
        level = [referral.customer.id for referral in reached]
    return found[: walk.first]


def _referral(loaders: Loaders, row: Row, near: str, depth: int) -> Referral:
    edge: dict[str, Any] = {name: row[f"_{name}"] for name in _EDGE}
    return Referral(customer=loaders.make_customer(row), depth=depth, via_id=strawberry.ID(near), **edge)


async def network(loaders: Loaders, start: Row, depth: int, size: int) -> ReferralNetwork:
    """The referrals around a customer in both directions, up to `size` customers."""
    nodes, distance, edges = {start["id"]: start}, {start["id"]: 0}, dict[tuple[Any, ...], ReferralEdge]()
    level, complete = [start["id"]], True
    for step in range(1, depth + 1):
        links = await _links(loaders, level, size)
        level = []
        for row, edge in links:
            if row["id"] not in nodes and len(nodes) < size:
                nodes[row["id"]], distance[row["id"]] = row, step
                level.append(row["id"])
            complete = complete and row["id"] in nodes
            if row["id"] in nodes:
                edges[(edge.from_id, edge.to_id, edge.at)] = edge
        if not level:
            break
    shown = [ReferralNode(customer=loaders.make_customer(nodes[i]), distance=distance[i]) for i in nodes]
    return ReferralNetwork(nodes=shown, edges=list(edges.values()), complete=complete)


async def _links(loaders: Loaders, level: list[str], size: int) -> list[tuple[Row, ReferralEdge]]:
    found = []
    for direction, query in _QUERIES.items():
        rows_of = await loaders.lists(query, first=size).load_many(level)
        for near, rows in zip(level, rows_of, strict=True):
            found += [(row, _edge(row, near, direction)) for row in rows]
    return found


def _edge(row: Row, near: str, direction: ReferralDirection) -> ReferralEdge:
    ends = (near, row["id"]) if direction is ReferralDirection.OUT else (row["id"], near)
    return ReferralEdge(
        from_id=strawberry.ID(ends[0]),
        to_id=strawberry.ID(ends[1]),
        at=row["_at"],
        channel=row["_channel"],
        revenue=row["_revenue"],
    )
