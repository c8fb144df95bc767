"""What the scores are computed from, and how they get into the graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

import cypher
from graph.analytics.network import Network, read_network
from graph.analytics.purchases import Purchases, read_purchases
from graph.analytics.tables import load_tables
from graph.identity.rules import Rules
from graph.journal import Journal
from graph.journal.tables.times import in_utc
from graph.model.writes import node_query
from graph.store import Store

VERSION = "8"
"""Version of the scores' definitions; a change of what a score means changes it."""
RUN_ID = "latest"
TABLES = ("records", "events", "assignments", "households")
"""Tables of the journal that the scores depend on."""

# The company's time, as for lapsed customers: an event dated after it was stored does not count.
_AS_OF = 'SELECT max("at") FROM stored_events WHERE "at" <= recorded_at'

Values = Mapping[str, Any]


class KeptScore(NamedTuple):
    """A score that is in the graph: what says of which inputs, and how many nodes have one."""

    made_of: str
    nodes: int


@dataclass
class ScoreGround:
    """The tables of `graph.analytics.tables` with the network, the graph to write to, and a folder that keeps
    communities and models; `report` gathers what is said of all customers, `clv` lifetime values once known.
    Scores that are `staying` are in the graph as they would be made."""

    connection: duckdb.DuckDBPyConnection
    store: Store
    rules: Rules
    folder: Path
    as_of: datetime | None
    report: dict[str, Any] = field(default_factory=dict)
    clv: dict[str, float] = field(default_factory=dict)
    staying: dict[str, KeptScore] = field(default_factory=dict)

    @property
    def communities(self) -> Path:
        """The file that keeps communities."""
        return self.folder / "communities.parquet"

    @cached_property
    def network(self) -> Network:
        """The referral network, read once."""
        return read_network(self.connection)

    @cached_property
    def purchases(self) -> Purchases:
        """What customers bought, read once."""
        return read_purchases(self.connection, self.as_of)

    def take_over(self, made_of: Mapping[str, str]) -> None:
        """Let the scores stay that are in the graph and made of these inputs, with what was said of them. All
        others count as not there until `write_run`."""
        for run in self.store.run(cypher.load("analytics/kept_scores")):
            kept = {name: KeptScore(*values) for name, values in json.loads(run["kept"] or "{}").items()}
            self.staying = {name: it for name, it in kept.items() if made_of.get(name) == it.made_of}
            said = json.loads(run["report"])
            self.report |= {name: said[name] for name in self.staying}
        if "value" in self.staying:
            self.clv |= {id_: it["clv"] for id_, it in self._scored.items() if it["clv"] is not None}
        self.store.run(cypher.load("analytics/forget_kept_scores"))

    def write(self, names: tuple[str, ...], values: Mapping[str, Values]) -> int:
        """Write the properties named of customers by id, where they changed; all others lose theirs.

        Returns how many customers have any.
        """
        nothing = dict.fromkeys(names)
        before = {id_: {name: had.get(name) for name in names} for id_, had in self._scored.items()}
        rows = (
            {"id": id_, "values": now}
            for id_, now in _both(values, before, nothing)
            if now != before.get(id_, nothing)
        )
        self.store.write_batches(cypher.load("analytics/write_customer_scores"), rows)
        return len(values)

    @cached_property
    def _scored(self) -> dict[str, dict[str, Any]]:
        rows = self.store.run(cypher.load("analytics/scored_customers"))
        return {row["id"]: row["values"] for row in rows}


def _both(
    values: Mapping[str, Values], before: Mapping[str, Values], nothing: Values
) -> Iterator[tuple[str, Values]]:
    yield from values.items()
    yield from ((id_, nothing) for id_ in before if id_ not in values)


@contextmanager
def open_ground(journal: Journal, store: Store, rules: Rules) -> Iterator[ScoreGround]:
    """The ground that an installation's journal gives; its connection is closed at the end of the block."""
    folder = journal.folder.parent / "network"
    with closing(journal.connect()) as connection:
        load_tables(connection, rules)
        row = connection.execute(_AS_OF).fetchone()
        yield ScoreGround(connection, store, rules, folder, in_utc(row[0]) if row else None)


def write_run(ground: ScoreGround, journal: Journal, kept: Mapping[str, KeptScore]) -> None:
    """Write what the scores are of, their report, and which may stay, into the graph; all of it is of the
    journal alone."""
    told = {name: version for name, version in journal.last_additions().items() if name in TABLES}
    stated = json.dumps([VERSION, journal.commit_ids(told)], sort_keys=True)
    properties = {
        "run": hashlib.sha256(stated.encode()).hexdigest()[:16],
        "version": VERSION,
        "as_of": ground.as_of,
        "report": json.dumps(ground.report, sort_keys=True, default=str),
        "kept": json.dumps(kept, sort_keys=True),
    }
    ground.store.run(node_query("NetworkRun"), rows=[{"id": RUN_ID, "properties": properties}])
