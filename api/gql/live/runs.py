"""The progress of identity runs, for as long as somebody listens, whichever process runs them."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from graph.identity.running.progress_file import RunProgress, read_progress

LOOK_SECONDS = 0.5


async def progress(home: Path) -> AsyncGenerator[RunProgress, None]:
    """The run that is under way, or the last one, and each step from then on."""
    known: RunProgress | None = None
    while True:
        told = await asyncio.to_thread(read_progress, home)
        if told is not None and told != known:
            known = told
            yield told
        await asyncio.sleep(LOOK_SECONDS)
