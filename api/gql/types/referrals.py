"""Walks over referrals, one statement a level and direction, whatever their width."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import strawberry

from api.gql.compile.columns import moment
from api.gql.loaders import Loaders
from api.gql.types.network import (
    Referral,
    ReferralDirection,
    ReferralEdge,
    ReferralNetwork,
    ReferralNode,
)

_BOTH = tuple(ReferralDirection)


class Link(NamedTuple):
    """A referral between the customer `near`, which was known, and `far`."""

    near: str
    far: str
    at: str | None
    channel: str | None
    campaign: str | None
    code: str | None
    revenue: float | None


@dataclass(frozen=True)
class Walk:
    """How to follow referrals: which way, how far, and how many customers to return at most."""

    direction: ReferralDirection
    depth: int
    first: int


async def referrals(loaders: Loaders, start: str, walk: Walk) -> list[Referral]:
    """Customers reached by referrals, nearest first, then by time; each once, the start never."""
    seen, level, found = {start}, [start], list[Referral]()
    for depth in range(1, walk.depth + 1):
        reached: list[Referral] = []
        [links] = await _links(loaders, (walk.direction,), level, walk.first)
        for link in links:
            if link.far not in seen:
                seen.add(link.far)
                reached.append(_referral(link, depth))
        found += reached
        if not reached or len(found) >= walk.first:
            break
        level = [referral.customer_id for referral in reached]
    return found[: walk.first]


def _referral(link: Link, depth: int) -> Referral:
    return Referral(
        customer_id=link.far,
        depth=depth,
        via_id=strawberry.ID(link.near),
        at=moment(link.at) if link.at else None,
        channel=link.channel,
        campaign=link.campaign,
        code=link.code,
        revenue=link.revenue,
    )


async def network(loaders: Loaders, start: str, depth: int, size: int) -> ReferralNetwork:
    """The referrals around a customer in both directions, up to `size` customers."""
    distance, edges = {start: 0}, dict[tuple[Any, ...], ReferralEdge]()
    level, complete = [start], True
    for step in range(1, depth + 1):
        out, back = await _links(loaders, _BOTH, level, size)
        level = []
        for link in (*out, *back):
            if link.far not in distance and len(distance) < size:
                distance[link.far] = step
                level.append(link.far)
            complete = complete and link.far in distance
        for way, links in zip(_BOTH, (out, back), strict=True):
            found = [_edge(link, way) for link in links if link.far in distance]
            edges |= {(edge.from_id, edge.to_id, edge.at): edge for edge in found}
        if not level:
            break
    nodes = [ReferralNode(customer_id=key, distance=steps) for key, steps in distance.items()]
    return ReferralNetwork(nodes=nodes, edges=list(edges.values()), complete=complete)


async def _links(
    loaders: Loaders, ways: tuple[ReferralDirection, ...], level: list[str], size: int
) -> list[list[Link]]:
    """For each way the referrals of the customers of a level, in the order of these."""
    found = await loaders.referrals(ways, size).load_many(level)
    links: list[list[Link]] = [[] for _ in ways]
    for near, answers in zip(level, found, strict=True):
        for known, rows in zip(links, answers, strict=False):  # none of a customer who is not there
            known += [Link._make((near, *row)) for row in rows]
    return links


def _edge(link: Link, way: ReferralDirection) -> ReferralEdge:
    ends = (link.near, link.far) if way is ReferralDirection.OUT else (link.far, link.near)
    return ReferralEdge(
        from_id=strawberry.ID(ends[0]),
        to_id=strawberry.ID(ends[1]),
        at=moment(link.at) if link.at else None,
        channel=link.channel,
        revenue=link.revenue,
    )
