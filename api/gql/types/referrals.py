"""Walks over referrals, one statement a level and direction, whatever their width."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import strawberry

from api.gql.codes import Code
from api.gql.compile.columns import moment
from api.gql.connected import Connected, Key, Window
from api.gql.cursors import Cursors
from api.gql.errors import RequestError
from api.gql.loaders import Loaders
from api.gql.types.network import (
    NetworkReferral,
    Referral,
    ReferralDirection,
    ReferralNetwork,
    ReferralNode,
)

_BOTH = tuple(ReferralDirection)
MOST = 10_000
"""Customers that a walk may reach."""
_FURTHER = 4
"""How many times further a walk goes that was too short for a page."""
_NEVER = 1e300


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
    """How to follow referrals: from whom, which way, and how far; `pay` takes what goes beyond a page."""

    loaders: Loaders
    pay: Callable[[int], Awaitable[None]]
    start: str
    direction: ReferralDirection
    depth: int


@dataclass(frozen=True)
class Walked:
    """Customers that were reached, each with its place; not the `whole` where the walk was cut off."""

    found: list[tuple[Key, Referral]]
    whole: bool

    def reaches(self, window: Window, before: Key | None, after: Key | None) -> bool:
        """Whether a page lies within what was found."""
        if self.whole or (before is not None and bool(self.found) and self.found[-1][0] >= before):
            return True
        behind = sum(after is None or key > after for key, _ in self.found)
        return window.last is None and behind > window.size


async def referrals(walk: Walk, window: Window, cursors: Cursors) -> Connected[Referral]:
    """A page of the customers reached by referrals, nearest first, then by time; each once, the start never.

    Raises RequestError for one that lies further on than `MOST`.
    """
    after, before = window.between(cursors)
    most = min(window.size + 1, MOST)
    walked = await _walked(walk, most)
    while not walked.reaches(window, before, after):
        if most == MOST:
            raise _too_many()
        most = min(most * _FURTHER, MOST)
        await walk.pay(most)
        walked = await _walked(walk, most)
    return window.page(cursors, walked.found, partial(_counted, walk, walked))


async def _counted(walk: Walk, walked: Walked) -> int:
    if not walked.whole:
        await walk.pay(MOST)
        walked = await _walked(walk, MOST)
    if not walked.whole:
        raise _too_many()
    return len(walked.found)


async def _walked(walk: Walk, most: int) -> Walked:
    """The first so many customers, level by level."""
    seen, level, found, whole = {walk.start}, [walk.start], list[tuple[Key, Referral]](), True
    for depth in range(1, walk.depth + 1):
        asked = most + len(seen)  # some of the first may be known
        [links] = await _links(walk.loaders, (walk.direction,), level, asked)
        whole = whole and max(Counter(link.near for link in links).values(), default=0) < asked
        level = []
        for link in sorted(links, key=lambda link: (_time(link.at), link.far)):
            if link.far not in seen:
                seen.add(link.far)
                level.append(link.far)
                found.append(((float(depth), _time(link.at), link.far), _referral(link, depth)))
        if not level or len(found) > most:
            break
    return Walked(found[:most], whole and len(found) <= most)


def _time(text: str | None) -> float:
    """A time for an order in which what has none comes last."""
    return moment(text).timestamp() if text else _NEVER


def _too_many() -> RequestError:
    message = f"More than {MOST:,} customers are reached. Ask for less depth, or page through `referred`."
    return RequestError(Code.TOO_COSTLY, message)


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


async def network(loaders: Loaders, customer: str, depth: int, size: int) -> ReferralNetwork | None:
    """The referrals around a customer in both directions, up to `size` customers; None when there is no such
    customer."""
    if depth > 1:
        start = await loaders.current_with_referrals(customer, _BOTH, size)
    else:
        [start] = await loaders.current_ids([customer])
    if start is None:
        return None
    distance, edges = {start: 0}, dict[tuple[Any, ...], NetworkReferral]()
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


def _edge(link: Link, way: ReferralDirection) -> NetworkReferral:
    ends = (link.near, link.far) if way is ReferralDirection.OUT else (link.far, link.near)
    return NetworkReferral(
        from_id=strawberry.ID(ends[0]),
        to_id=strawberry.ID(ends[1]),
        at=moment(link.at) if link.at else None,
        channel=link.channel,
        revenue=link.revenue,
    )
