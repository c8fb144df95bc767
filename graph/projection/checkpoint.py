"""How far the graph has come, kept in the graph itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import cypher
from graph.errors import StoreError
from graph.projection.writer import GraphWriter
from graph.store import Store
from graph.writes import node_query

_WIPING, _LAPSED_BEFORE = "wiping", "lapsed_before"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Version by journal table up to which the graph holds the journal `journal`.

    Customers who ordered last before `lapsed_before` are shown as lapsed. While `wiping`, the graph is being
    emptied for a rebuild and what is left of it does not count.
    """

    journal: str
    versions: dict[str, int] = field(default_factory=dict)
    wiping: bool = False
    lapsed_before: datetime | None = None

    def version(self, table: str) -> int:
        """Version of a table in the graph; 0 while nothing of it is."""
        return self.versions.get(table, 0)

    def reached(self, table: str, version: int) -> Checkpoint:
        """The checkpoint after a table's rows up to a version are in the graph."""
        return replace(self, versions={**self.versions, table: version})


def read_checkpoint(store: Store, journal: str) -> Checkpoint:
    """The graph's checkpoint, at the start for an empty graph.

    Raises StoreError when the graph is the projection of another journal.
    """
    rows = store.run(cypher.load("projection/checkpoint"))
    if not rows:
        return Checkpoint(journal)
    if rows[0]["journal"] != journal:
        raise StoreError(
            "The graph is the projection of another journal.",
            "Point CKG_HOME at that journal, choose another store, or replace the graph with `ckg rebuild`.",
        )
    return _parsed(journal, rows[0]["checkpoint"])


def write_checkpoint(writer: GraphWriter, checkpoint: Checkpoint) -> None:
    """Stores the checkpoint together with what the writer wrote last."""
    content: dict[str, Any] = {**checkpoint.versions, **({_WIPING: 1} if checkpoint.wiping else {})}
    if checkpoint.lapsed_before:
        content[_LAPSED_BEFORE] = checkpoint.lapsed_before.isoformat()
    properties = {
        "journal": checkpoint.journal,
        "checkpoint": json.dumps(content, sort_keys=True),
        "updated_at": datetime.now(UTC),
    }
    writer.run(node_query("Projection"), rows=[{"id": "journal", "properties": properties}])


def _parsed(journal: str, text: str) -> Checkpoint:
    content: dict[str, Any] = json.loads(text)
    wiping = bool(content.pop(_WIPING, 0))
    lapsed = content.pop(_LAPSED_BEFORE, None)
    return Checkpoint(journal, content, wiping, datetime.fromisoformat(lapsed) if lapsed else None)
