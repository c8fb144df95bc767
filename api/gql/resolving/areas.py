"""Areas of identifiers: realms of accounts, networks of handles, sites of cookies, issuers of documents."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cypher import load
from graph.store_async import AsyncStore

AREAS_SECONDS = 300.0
"""How long they are taken to be the same: a new one comes with a new source."""
_PARTS = {"account": 1, "handle": 1, "cookie": 1, "document": 2}
"""By kind, how many parts of a value, up to a colon each, are its area."""
_ALL = (("", "\ud7ff"), ("\ue000", "\uffff"), ("\U00010000", "\U0010ffff"))
"""What all values lie between, in parts in which the orders by code points and by UTF-16 agree: stores go by
one or the other, or check bounds of the one by the other."""
MOST_STATEMENTS = 1_000
"""How many it takes at most for a kind; areas beyond that are not known. An area takes two, as does a value
that has none."""


@dataclass
class Areas:
    """The realms, networks, domains … in which identifiers are somebody's, as the graph has them."""

    _known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _read_at: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, store: AsyncStore) -> Mapping[str, Sequence[str]]:
        """By kind the areas, sorted; read from the store once in a while."""
        async with self._lock:
            if self._read_at is None or time.monotonic() - self._read_at > AREAS_SECONDS:
                found = await asyncio.gather(*(_areas(store, kind) for kind in _PARTS))
                self._known = {kind: areas for kind, areas in zip(_PARTS, found, strict=True) if areas}
                self._read_at = time.monotonic()
        return self._known


async def _areas(store: AsyncStore, kind: str) -> list[str]:
    """The areas of a kind, each found by a value of it that an index gives: to ask for all that are different
    takes a look at every node."""
    query, count = load(f"read/any_{kind}"), _PARTS[kind]
    areas, gaps = set[str](), deque(_ALL)
    for _ in range(MOST_STATEMENTS):
        if not gaps:
            break
        above, below = gaps.popleft()
        for value in await store.answer(query, above=above, below=below):
            *parts, _ = value.split(":", count)
            area = ":".join(parts)
            if len(parts) == count:
                areas.add(area)
                gaps += [(above, f"{area}:"), (f"{area};", below)]  # the sign behind a colon
            else:
                gaps += [(above, value), (value, below)]
    return sorted(areas)
