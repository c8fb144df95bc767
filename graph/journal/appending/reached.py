"""Which commits an ingest saw when it had stored all of a file: whether they are there still."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from graph.journal.appending.untouched import OF_SOURCES
from graph.journal.tables.table import JournalTable

SEEN = (*OF_SOURCES, "erasures")
"""Tables on which it depends what an ingest stores."""


def reached(tables: Mapping[str, JournalTable]) -> str:
    """The last commits of these tables, with what tells them from others of their numbers."""
    versions = {name: tables[name].version() for name in SEEN}
    return json.dumps(
        {name: [version, tables[name].commit_id(version)] for name, version in versions.items()}
    )


def lacking(tables: Mapping[str, JournalTable], text: str | None) -> Iterator[tuple[str, int]]:
    """Tables that have not, or no longer, the commit that `reached` told of, with its number."""
    for name, (version, commit) in json.loads(text or "{}").items():
        if tables[name].commit_id(version) != commit:
            yield name, version
