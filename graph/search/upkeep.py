"""The index kept as the journal has it: what changed alone, where that is little and it can be trusted."""

from __future__ import annotations

import logging

from graph.files.disk import writing
from graph.journal import OF_THE_PAST, Journal
from graph.progress import OnProgress, silent
from graph.search.entries import entries, touched
from graph.search.index_files import IndexedVersions, IndexFiles, SearchError

log = logging.getLogger("ckg.search")

LARGEST_CHANGE = 50_000
"""Customers up to which an index is changed; for more it is made anew, which leaves nothing of old values."""


def bring_up_to_date(journal: Journal, index_files: IndexFiles, on_progress: OnProgress = silent) -> None:
    """Let the index hold what the journal holds now; does nothing where it does.

    Waits for another process that does so, of which `on_progress` hears. May be killed at any time. Raises
    SearchError, JournalError or DiskError.
    """
    with index_files.lease(on_progress), writing(journal.folder.parent):
        now = _state(journal)
        held = index_files.held()
        if held == now:
            return
        if held is None or not _goes_on(journal, held, now):
            index_files.write(entries(journal), now)
            return
        customers, records = touched(journal, held.versions, now.versions)
        if len(customers) > LARGEST_CHANGE:
            index_files.write(entries(journal), now)
        else:
            index_files.update(customers, entries(journal, records) if records else (), now)


def keep_up(journal: Journal, index_files: IndexFiles, on_progress: OnProgress) -> None:
    """The same where anybody ever searched; what stands in the way is logged, for the next search to mend."""
    if not index_files.exists():
        return
    try:
        bring_up_to_date(journal, index_files, on_progress)
    except SearchError as error:
        log.warning("%s", error)


def _state(journal: Journal) -> IndexedVersions:
    versions = journal.versions()
    return IndexedVersions(journal.id, versions, journal.commit_ids(versions))


def _goes_on(journal: Journal, held: IndexedVersions, now: IndexedVersions) -> bool:
    """Whether the journal is the one that the index was made of, with more in it and nothing taken back."""
    if held.journal != now.journal or held.versions.keys() != now.versions.keys():
        return False
    if any(held.versions[name] != now.versions[name] for name in OF_THE_PAST):
        return False
    grown = all(now.versions[name] >= version for name, version in held.versions.items())
    return grown and journal.commit_ids(held.versions) == held.commits
