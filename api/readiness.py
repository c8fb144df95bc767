"""Whether what the application stands on can be used."""

import asyncio
import logging
import os

from api.gql.errors import UNFORESEEN, described, outage
from graph.errors import CkgError, JournalError
from graph.journal import Journal
from graph.settings import Settings
from graph.store_async import AsyncStore

log = logging.getLogger("ckg.api")

SECONDS = 5.0
"""How long the store may take to answer."""


async def check_store(store: AsyncStore) -> str | None:
    """Null when the store answers, else what clients may know of why it cannot be used; the log has more."""
    try:
        async with asyncio.timeout(SECONDS):
            await store.verify()
    except CkgError as error:
        return _told(error)
    except TimeoutError:
        return f"The store did not answer within {SECONDS:g} s."
    return None


def check_journal(settings: Settings) -> str | None:
    """The same of the journal: whether its tables can be read and written."""
    try:
        journal = Journal.open(settings)
        journal.versions()
    except CkgError as error:
        return _told(error)
    if not os.access(journal.folder, os.R_OK | os.W_OK | os.X_OK):
        return _told(JournalError(f"This user cannot read and write the journal in {journal.folder}."))
    return None


def _told(error: CkgError) -> str | None:
    log.warning("not ready: %s", described(error))
    return outage(error) or UNFORESEEN
