"""The embedded store, kept up for as long as the API serves."""

import asyncio
import logging
from dataclasses import dataclass

from graph.errors import CkgError
from graph.settings import Settings
from graph.store_async import AsyncStore
from graph.stores.embedded import embedded_folder, running_embedded, start_embedded
from graph.stores.endpoint import Endpoint

log = logging.getLogger("ckg.api")

LOOK_SECONDS = 1.0
LONGEST_PAUSE = 60.0


@dataclass
class _Pause:
    """Seconds between two looks; longer and longer while the store dies again and again."""

    seconds: float = LOOK_SECONDS

    def longer(self) -> None:
        self.seconds = min(2 * self.seconds, LONGEST_PAUSE)

    def shorter(self) -> None:
        self.seconds = max(0.9 * self.seconds, LOOK_SECONDS)


async def keep_up(store: AsyncStore, settings: Settings) -> None:
    """Start the embedded store again whenever it has died, and follow it to where it answers; never returns.

    One that was stopped on purpose (`ckg stop`, its folder deleted) stays down until a command starts it.
    """
    pause = _Pause()
    while True:
        await asyncio.sleep(pause.seconds)
        pause.shorter()
        try:
            if embedded_folder(settings).has_died():
                pause.longer()
                pause.longer()
                log.warning("the embedded store has died; it is started again")
                await asyncio.to_thread(start_embedded, settings)
            await _follow(store, running_embedded(settings))
        except (CkgError, OSError) as error:
            log.error("the embedded store: %s", error)


async def _follow(store: AsyncStore, found: Endpoint | None) -> None:
    """Connect to where the store answers now, unless that is where it answered before."""
    if found is not None and found != store.endpoint:
        await store.move(found)
