"""The tables of a journal beside each other: one alone may be whole, and older than the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.erasure.plan import plan_below
from graph.errors import JournalError
from graph.journal.appending.reached import SEEN, lacking
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable
from graph.verification.findings import Kind, VerificationReport

_INGESTS = "ingests"
_HINT = (
    "Put it back from a copy of the journal; or ingest the files of the sources again, and run `ckg rebuild`."
)


def verify_together(journal: Path, verified: VerificationReport) -> None:
    """Notes tables that lack what the last ingest saw.

    What it saw before an erasure says nothing: taking somebody off the disk gives commits other ids.
    """
    whole = all((journal / name).is_dir() for name in (*SEEN, _INGESTS))
    if not whole or plan_below(journal.parent).exists():
        return
    try:
        gone = dict(_gone({name: JournalTable(journal / name, TABLES[name]) for name in (*SEEN, _INGESTS)}))
    except JournalError:  # of a table that cannot be read, as is told of it alone
        return
    for name, version in gone.items():
        told = (
            f"the last ingest saw its commit {version}, which is another one now, or not there: the table was"
            " restored from an older copy, or lost its newest commits."
        )
        verified.note(Kind.LOST, f"journal table {name}", told, _HINT)


def _gone(tables: Mapping[str, JournalTable]) -> Iterator[tuple[str, int]]:
    told = _last_told(tables[_INGESTS])
    if told and json.loads(told)["erasures"][0] == tables["erasures"].version():
        yield from lacking(tables, told)


def _last_told(ingests: JournalTable) -> str | None:
    """What the last ingest says it has reached."""
    rows = ingests.rows(["commit", "seq", "reached"]).read_all()
    told: list[str | None] = (
        rows.sort_by([("commit", "ascending"), ("seq", "ascending")]).column(2).to_pylist()
    )
    return told[-1] if told else None
