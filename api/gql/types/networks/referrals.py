"""Walks over referrals, one statement a level and direction, whatever their width."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import strawberry

from api.gql.codes import Code
from api.gql.errors import RequestError
from api.gql.pages.connected import ConnectionPage, Key, Window
from api.gql.pages.cursors import Cursors
from api.gql.resolving.loaders import Items, Loaders, ReferralSelection
from api.gql.times import moment
from api.gql.types.networks.network import (
    NetworkReferral,
    Pair,
    Referral,
    ReferralDirection,
    ReferralNetwork,
    ReferralNode,
)

_BOTH = (ReferralDirection.OUT, ReferralDirection.IN)
_TOLD = ("at", "channel", "campaign", "code", "revenue")
TOLD_OF_EDGES = frozenset({"at", "channel", "revenue"})
"""What `NetworkReferral` shows of a referral besides its ends."""
MOST = 10_000
"""Customers that a walk may reach."""
_FURTHER = 4
"""How many times further a walk goes that was too short for a page."""
_NEVER = 1e300


Link = tuple[str, list[Any]]
"""Somebody, and the row of a referral of theirs: who is at the other end, and what is told of it."""


@dataclass(frozen=True)
class Walk:
    """How to follow referrals: from whom, which way, and how far; `pay` takes what goes beyond a page."""

    loaders: Loaders
    pay: Callable[[int], Awaitable[None]]
    start: str
    direction: ReferralDirection
    depth: int


@dataclass(frozen=True)
class NetworkScope:
    """How much of the network around a customer is wanted: steps, customers, what is told of referrals."""

    depth: int
    size: int
    told: tuple[str, ...]


@dataclass(frozen=True)
class WalkedCustomers:
    """Customers that were reached, each with its place; not the `whole` where the walk was cut off."""

    found: list[tuple[Key, Referral]]
    whole: bool

    def reaches(self, window: Window, before: Key | None, after: Key | None) -> bool:
        """Whether a page lies within what was found."""
        if self.whole or (before is not None and bool(self.found) and self.found[-1][0] >= before):
            return True
        behind = sum(after is None or key > after for key, _ in self.found)
        return window.last is None and behind > window.size


async def referrals(walk: Walk, window: Window, cursors: Cursors) -> ConnectionPage[Referral]:
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


async def _counted(walk: Walk, walked: WalkedCustomers) -> int:
    if not walked.whole:
        await walk.pay(MOST)
        walked = await _walked(walk, MOST)
    if not walked.whole:
        raise _too_many()
    return len(walked.found)


async def _walked(walk: Walk, most: int) -> WalkedCustomers:
    """The first so many customers, level by level."""
    seen, level, found, whole = {walk.start}, [walk.start], list[tuple[Key, Referral]](), True
    for depth in range(1, walk.depth + 1):
        asked = most + len(seen)  # some of the first may be known
        follow = ReferralSelection((walk.direction,), asked, _TOLD)
        answers = await walk.loaders.referrals(follow).load_many(level)
        links = [(near, row) for near, [rows] in zip(level, answers, strict=True) for row in rows]
        whole = whole and all(len(rows) < asked for [rows] in answers)
        level = []
        for near, (far, *told) in sorted(links, key=lambda link: (_time(link[1][1]), link[1][0])):
            if far not in seen:
                seen.add(far)
                level.append(far)
                referral = _referral(near, far, depth, told)
                found.append(((float(depth), _time(told[0]), far), referral))
        if not level or len(found) > most:
            break
    return WalkedCustomers(found[:most], whole and len(found) <= most)


def _time(text: str | None) -> float:
    """A time for an order in which what has none comes last."""
    return moment(text).timestamp() if text else _NEVER


def _too_many() -> RequestError:
    message = f"More than {MOST:,} customers are reached. Ask for less depth, or page through `referred`."
    return RequestError(Code.TOO_COSTLY, message)


def _referral(near: str, far: str, depth: int, told: Sequence[Any]) -> Referral:
    at, channel, campaign, code, revenue = told
    return Referral(
        customer_id=far,
        depth=depth,
        via_id=strawberry.ID(near),
        at=moment(at) if at else None,
        channel=channel,
        campaign=campaign,
        code=code,
        revenue=revenue,
    )


async def network(loaders: Loaders, customer: str, around: NetworkScope) -> ReferralNetwork | None:
    """The referrals around a customer in both directions; None when there is no such customer."""
    follow = ReferralSelection(_BOTH, around.size, around.told)
    if around.depth > 1:
        start = await loaders.current_with_referrals(customer, follow)
    else:
        [start] = await loaders.current_ids([customer])
    if start is None:
        return None
    distance, edges = {start: 0}, dict[Pair, list[Any]]()
    level, complete = [start], True
    for step in range(1, around.depth + 1):
        out, back = await _both(loaders.referrals(follow), level)
        level = []
        for _, [far, *_] in (*out, *back):
            if far not in distance and len(distance) < around.size:
                distance[far] = step
                level.append(far)
            complete = complete and far in distance
        edges |= {(near, far): told for near, [far, *told] in out if far in distance}
        edges |= {(far, near): told for near, [far, *told] in back if far in distance}
        if not level:
            break
    nodes = [ReferralNode(customer_id=key, distance=steps) for key, steps in distance.items()]
    made = [_edge(pair, dict(zip(around.told, told, strict=True))) for pair, told in edges.items()]
    return ReferralNetwork(nodes=nodes, edges=made, complete=complete)


async def _both(rows: Items, level: list[str]) -> tuple[list[Link], list[Link]]:
    """The referrals of the customers of a level to and from others, in the order of the former."""
    out, back = list[Link](), list[Link]()
    for near, (to, by) in zip(level, await rows.load_many(level), strict=True):
        out += [(near, row) for row in to]
        back += [(near, row) for row in by]
    return out, back


def _edge(pair: Pair, told: Mapping[str, Any]) -> NetworkReferral:
    at = told.get("at")
    return NetworkReferral(
        from_id=strawberry.ID(pair[0]),
        to_id=strawberry.ID(pair[1]),
        at=moment(at) if at else None,
        channel=told.get("channel"),
        revenue=told.get("revenue"),
    )
