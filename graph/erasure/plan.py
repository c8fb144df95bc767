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

from graph.durable import sync
from graph.erasure.requests import due
from graph.erasure.rows import ROWS, register
from graph.erasure.subject import Subject, subject_of_records
from graph.journal import Journal
from graph.journal.withdrawing.ended import ERASED
from graph.whole_file import whole_file

_FILE = "purging.json"
_COMMITS = 50
"""Commits of each table behind which a graph may be and is still known to hold nothing of those who go."""
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
    the ids of the journal's latest commits, by table and version, as they were before, `files` how many
    there were."""

    requests: tuple[str, ...]
    subject: Subject
    hashes: tuple[str, ...]
    commits: Mapping[str, Mapping[str, str]]
    files: int

    @classmethod
    def of(cls, journal: Journal) -> Plan | None:
        """The plan of a purge that was killed, else a new one, which is kept from now on; None where nothing
        is due."""
        path = plan_path(journal)
        if path.exists():
            return _read(json.loads(path.read_text(encoding="utf-8")))
        requests = tuple(it.request_id for it in due(journal))
        if not requests:
            return None
        found = _made(journal, requests)
        with whole_file(path) as draft:
            draft.write_text(json.dumps(asdict(found)), encoding="utf-8")
        sync(path.parent)
        return found

    def forget(self, journal: Journal) -> None:
        """Delete it: the purge is done."""
        plan_path(journal).unlink(missing_ok=True)
        sync(plan_path(journal).parent)


def plan_path(journal: Journal) -> Path:
    """Where the plan lies while a purge is under way."""
    return journal.folder.parent / _FILE


def _made(journal: Journal, requests: tuple[str, ...]) -> Plan:
    with closing(journal.connect_whole(("records", "assignments"))) as connection:
        records = [row[0] for row in connection.execute(_TOMBSTONES).fetchall()]
        customers = [row[0] for row in connection.execute(_OWNERS).fetchall()]
    subject = subject_of_records(journal, records, customers)
    with closing(journal.connect_whole(("records", "events"))) as connection:
        register(connection, subject)
        hashes = connection.execute(_HASHES.format(**ROWS)).fetchall()
    files = sum(1 for _ in journal.folder.rglob("*.parquet"))
    return Plan(requests, subject, tuple(it for (it,) in hashes), _commits(journal), files)


def _commits(journal: Journal) -> dict[str, dict[str, str]]:
    latest = journal.versions()
    found: dict[str, dict[str, str]] = {name: {} for name in latest}
    for back in range(_COMMITS):
        for name, id_ in journal.commit_ids({it: version - back for it, version in latest.items()}).items():
            if id_:
                found[name][str(latest[name] - back)] = id_
    return found


def _read(content: Mapping[str, Any]) -> Plan:
    stated = dict(content["subject"])
    for name in ("records", "customers"):
        stated[name] = tuple(stated[name])
    for name in ("values", "things", "events", "people"):
        stated[name] = tuple(tuple(row) for row in stated[name])
    known = {name: content[name] for name in ("commits", "files")}
    return Plan(tuple(content["requests"]), Subject(**stated), tuple(content["hashes"]), **known)
