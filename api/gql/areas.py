"""Areas of identifiers: realms of accounts, networks of handles, sites of cookies, issuers of documents."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cypher import load
from graph.store_async import AsyncStore

AREAS_SECONDS = 300.0
"""How long they are taken to be the same: a new one comes with a new source."""


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
                rows = await store.answer(load("read/identifier_areas"))
                known: dict[str, list[str]] = {}
                for kind, area in sorted(rows):
                    known.setdefault(kind, []).append(area)
                self._known, self._read_at = known, time.monotonic()
        return self._known
