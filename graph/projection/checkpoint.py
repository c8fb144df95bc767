"""How far the graph has come, kept in the graph itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import cypher
from graph.errors import StoreError
from graph.journal import Journal
from graph.model.writes import node_query
from graph.projection.set_aside import SetAside
from graph.projection.writing.writer import Writer
from graph.store import Store

_COMMITS, _WIPING, _LOADING, _UNSCORED = "commits", "wiping", "loading", "unscored"
_LAPSED_BEFORE, _SET_ASIDE, _EVENTS_SEEN = "lapsed_before", "set_aside", "events_seen"
_MADE_BY = "made_by"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Version by journal table up to which the graph holds the journal `journal`, and the ids of its commits.

    Customers who bought last before `lapsed_before` are shown as lapsed. While `wiping`, the graph is being
    emptied for a rebuild and what is left of it does not count. While `loading` a loader writes it; found so,
    that died or took the store with it. Entries that are `set_aside` are not in it.
    It is `unscored` from when customers are written until their scores are. Counts and interests may tell of
    events up to the version `events_seen`, more than the graph holds if what wrote them was killed; null
    where that is not known. All customers are `made_by` rules of this fingerprint; it is empty where some may
    be made by others.
    """

    journal: str
    versions: dict[str, int] = field(default_factory=dict)
    commits: dict[str, str] = field(default_factory=dict)
    wiping: bool = False
    loading: bool = False
    lapsed_before: datetime | None = None
    set_aside: tuple[SetAside, ...] = ()
    unscored: bool = False
    events_seen: int | None = None
    made_by: str = ""

    def version(self, table: str) -> int:
        """Version of a table in the graph; 0 while nothing of it is."""
        return self.versions.get(table, 0)

    def reached(self, table: str, version: int, commit: str) -> Checkpoint:
        """The checkpoint after a table's rows up to a version, the commit with this id, are in the graph."""
        versions, commits = self.versions | {table: version}, self.commits | {table: commit}
        return replace(self, versions=versions, commits=commits)

    def having_made(self, before: Checkpoint, by: str) -> Checkpoint:
        """The checkpoint after customers were made by rules, where those of the checkpoint before stay."""
        is_alike = before.made_by == by or not before.version("assignments")
        return replace(self, made_by=by if is_alike else "")

    def having_seen(self, events: int) -> Checkpoint:
        """The checkpoint where counts and interests may tell of events up to a version."""
        return replace(self, events_seen=max(events, self.events_seen or 0))


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
    return parse_checkpoint(journal, rows[0]["checkpoint"])


def parse_checkpoint(journal: str, text: str) -> Checkpoint:
    """The checkpoint of a journal out of the text that is stored."""
    content: dict[str, Any] = json.loads(text)
    flags = {name: bool(content.pop(name, 0)) for name in (_WIPING, _LOADING, _UNSCORED)}
    commits = content.pop(_COMMITS, {})
    lapsed = content.pop(_LAPSED_BEFORE, None)
    seen = content.pop(_EVENTS_SEEN, None)
    made_by = content.pop(_MADE_BY, "")
    lapsed_before = datetime.fromisoformat(lapsed) if lapsed else None
    aside = tuple(SetAside.from_json(entry) for entry in content.pop(_SET_ASIDE, ()))
    return Checkpoint(
        journal,
        content,
        commits,
        lapsed_before=lapsed_before,
        set_aside=aside,
        events_seen=seen,
        made_by=made_by,
        **flags,
    )


def check_history(journal: Journal, checkpoint: Checkpoint) -> None:
    """Raises StoreError where the journal lacks commits that the graph holds, or has others instead."""
    for table, now in journal.versions().items():
        known = checkpoint.version(table)
        if known > now:
            raise StoreError(
                f"The graph is ahead of the journal: it holds version {known} of {table}, the journal ends at"
                f" {now}; the entries of {known - now} commits are gone.",
                "Restore the journal, or run `ckg rebuild` to make the graph from what is there.",
            )
    there = journal.commit_ids({table: checkpoint.version(table) for table in checkpoint.commits})
    for table, commit in checkpoint.commits.items():
        if there[table] != commit:
            raise StoreError(
                "The journal is not the one that the graph was made from: version"
                f" {checkpoint.version(table)} of {table} is another commit. It was restored from an older"
                " copy, or lost its newest commits.",
                "Restore the journal, or run `ckg rebuild` to make the graph from what is there.",
            )


def write_checkpoint(writer: Writer, checkpoint: Checkpoint) -> None:
    """Stores the checkpoint together with what the writer wrote last."""
    content: dict[str, Any] = {**checkpoint.versions, _COMMITS: checkpoint.commits}
    content |= {name: 1 for name in (_WIPING, _LOADING, _UNSCORED) if getattr(checkpoint, name)}
    if checkpoint.lapsed_before:
        content[_LAPSED_BEFORE] = checkpoint.lapsed_before.isoformat()
    if checkpoint.events_seen is not None:
        content[_EVENTS_SEEN] = checkpoint.events_seen
    if checkpoint.made_by:
        content[_MADE_BY] = checkpoint.made_by
    if checkpoint.set_aside:
        content[_SET_ASIDE] = [entry.as_json() for entry in checkpoint.set_aside]
    properties = {
        "journal": checkpoint.journal,
        "checkpoint": json.dumps(content, sort_keys=True),
        "updated_at": datetime.now(UTC),
    }
    writer.run(node_query("Projection"), rows=[{"id": "journal", "properties": properties}])
