"""What comes while a run is under way: which records it has seen, and what is to be looked at after it.

What a run has seen is the run's until it is over, what came later is not: no record gets a customer of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from graph.identity.beginning import RunStart

# A commit may be numbered too low where two processes store at once: then the record waits for the run.
_SEEN = """
SELECT record_id FROM stored_records WHERE "commit" <= $records
UNION SELECT record_id FROM stored_events WHERE "commit" <= $events
"""


def seen_by(start: RunStart | None, connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The records of a connection to a part of the journal that a run, if one is under way, has seen."""
    if start is None:
        return set()
    versions = {name: start.versions[name] for name in ("records", "events")}
    return {name for (name,) in connection.execute(_SEEN, versions).fetchall()}


@dataclass
class DuringRun:
    """What came while a run was under way: records that it has not seen, and those that nothing could be told
    of before its end. No run has no name."""

    run_id: str = ""
    unseen: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
