"""Whether what the application stands on can be used."""

import asyncio
import os

from graph.errors import CkgError
from graph.settings import Settings
from graph.store_async import AsyncStore

SECONDS = 5.0
"""How long the store may take to answer."""


async def check_store(store: AsyncStore) -> str | None:
    """Null when the store answers, else the reason why it cannot be used."""
    try:
        async with asyncio.timeout(SECONDS):
            await store.verify()
    except CkgError as error:
        return str(error)
    except TimeoutError:
        return f"The store did not answer within {SECONDS:g} s."
    return None


def check_journal(settings: Settings) -> str | None:
    """Null when the journal's folder can be read and written, else the reason why not."""
    folder = settings.home / "journal"
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if not nearest.is_dir():
        return f"The journal cannot be kept in {folder}: {nearest} is not a folder."
    if not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        return f"The journal in {folder} cannot be read and written by this user."
    return None
