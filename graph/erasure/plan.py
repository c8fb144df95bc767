"""What a purge takes off the disk: written down before it begins, deleted when it is done.

While it is under way the plan alone still knows whom it is about, so it holds what it is to remove. It lies
in the home, for its owner alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.erasure.kept import kept_in
from graph.erasure.requests import due
from graph.erasure.rows import ROWS, register
from graph.erasure.subject import Subject, subject_of_records
from graph.files.durable import sync
from graph.files.whole_file import whole_file
from graph.journal import Journal
from graph.journal.withdrawing.ended import ERASED

_FILE = "purging.json"
_COMMITS = 50
"""Commits of each table that are kept in mind at most."""
_TOMBSTONES = f"SELECT DISTINCT record_id FROM whole_records WHERE ended = '{ERASED}' ORDER BY ALL"  # noqa: S608 - a word of our own
_OWNERS = f"""
    SELECT DISTINCT customer_id FROM (
        SELECT arg_max(customer_id, valid_from) AS customer_id FROM whole_assignments
        WHERE record_id IN ({_TOMBSTONES}) GROUP BY record_id
    ) WHERE customer_id IS NOT NULL ORDER BY ALL"""  # noqa: S608 - as above
_HASHES = """
    SELECT DISTINCT lower(hex(content_hash)) FROM (
        SELECT content_hash FROM whole_records WHERE {records}
        UNION ALL SELECT content_hash FROM whole_events WHERE {events}) ORDER BY ALL"""


@dataclass(frozen=True)
class Plan:
    """Requests that are due, all whom they are about, and hashes of what was stored of them; `commits` are
    the ids, as they were before, of the commits that a graph may stand on which holds nothing of them, by
    table and version; `files` is how many there were."""

    requests: tuple[str, ...]
    subject: Subject
    hashes: tuple[str, ...]
    commits: Mapping[str, Mapping[str, str]]
    files: int

    @classmethod
    def kept(cls, journal: Journal) -> Plan | None:
        """The plan of a purge that was killed; None where there is none. Raises JournalError where it cannot
        be read."""
        return kept_in(plan_path(journal), _read, "put back the one of a backup.")

    @classmethod
    def made(cls, journal: Journal, shown: Mapping[str, int]) -> Plan | None:
        """A plan for all whose end is stored, kept from now on, where the graph holds at least what the
        journal held at the versions `shown`; None where nothing is due. Of an erasure that was killed before
        it had stored the end it knows nothing: that has to be done again."""
        requests = [it for it in due(journal) if it.is_ended_by(_ended(journal))]
        if not requests:
            return None
        found = _made(journal, tuple(it.request_id for it in requests), shown)
        with whole_file(plan_path(journal)) as draft:
            draft.write_text(json.dumps(asdict(found)), encoding="utf-8")
        sync(plan_path(journal).parent)
        return found

    def forget(self, journal: Journal) -> None:
        """Delete it: the purge is done."""
        plan_path(journal).unlink(missing_ok=True)
        sync(plan_path(journal).parent)


def plan_path(journal: Journal) -> Path:
    """Where the plan lies while a purge is under way."""
    return plan_below(journal.folder.parent)


def plan_below(home: Path) -> Path:
    """The same of the journal of a home."""
    return home / _FILE


def _made(journal: Journal, requests: tuple[str, ...], shown: Mapping[str, int]) -> Plan:
    with closing(journal.connect_whole(("records", "assignments"))) as connection:
        records = [row[0] for row in connection.execute(_TOMBSTONES).fetchall()]
        customers = [row[0] for row in connection.execute(_OWNERS).fetchall()]
    subject = subject_of_records(journal, records, customers)
    with closing(journal.connect_whole(("records", "events"))) as connection:
        register(connection, subject)
        hashes = connection.execute(_HASHES.format(**ROWS)).fetchall()
    files = sum(1 for _ in journal.folder.rglob("*.parquet"))
    return Plan(requests, subject, tuple(it for (it,) in hashes), _commits(journal, shown), files)


def _ended(journal: Journal) -> frozenset[str]:
    """The ids under which ends of people are stored."""
    query = f"SELECT DISTINCT ingest_id FROM whole_records WHERE ended = '{ERASED}'"  # noqa: S608 - as above
    with closing(journal.connect_whole(("records",))) as connection:
        return frozenset(row[0] for row in connection.execute(query).fetchall())


def _commits(journal: Journal, since: Mapping[str, int]) -> dict[str, dict[str, str]]:
    latest = journal.versions()
    found: dict[str, dict[str, str]] = {name: {} for name in latest}
    for name, version in latest.items():
        for at in range(max(since[name], version - _COMMITS), version + 1):
            found[name][str(at)] = journal.commit_ids({name: at})[name]
    return found


def _read(content: Mapping[str, Any]) -> Plan:
    subject = Subject.of_json(content["subject"])
    known = {name: content[name] for name in ("commits", "files")}
    return Plan(tuple(content["requests"]), subject, tuple(content["hashes"]), **known)
