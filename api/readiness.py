"""Whether what the application stands on can be used."""

import asyncio
import os

from graph.errors import CkgError
from graph.journal import Journal
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
    """Null when the journal's tables can be read and written, else the reason why not."""
    try:
        journal = Journal.open(settings)
        journal.versions()
    except CkgError as error:
        return str(error)
    if not os.access(journal.folder, os.R_OK | os.W_OK | os.X_OK):
        return f"The journal in {journal.folder} cannot be read and written by this user."
    return None
