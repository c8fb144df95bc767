"""What the scores are computed from, and how they get into the graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

import cypher
from graph.analytics.marks import UNKNOWN, Marks, mark, read_marks
from graph.analytics.network import Network, read_network
from graph.analytics.purchases import Purchases, read_purchases
from graph.analytics.tables import load_tables
from graph.identity.rules import Rules
from graph.journal import Journal
from graph.journal.tables.times import in_utc
from graph.model.writes import node_query
from graph.store import Store

VERSION = "9"
"""Version of the scores' definitions; a change of what a score means changes it."""
RUN_ID = "latest"
TABLES = ("records", "events", "assignments", "households")
"""Tables of the journal that the scores depend on."""

# The company's time, as for lapsed customers: an event dated after it was stored does not count.
_AS_OF = 'SELECT max("at") FROM stored_events WHERE "at" <= recorded_at'

_MARKS = "marks"
"""What marks of what was written are called among kept scores: made of their file."""

Values = Mapping[str, Any]


class KeptScore(NamedTuple):
    """A score that is in the graph: what says of which inputs, and how many nodes have one."""

    made_of: str
    nodes: int


@dataclass
class ScoreGround:
    """The tables of `graph.analytics.tables` with the network, the graph to write to, and a folder that keeps
    communities, models and marks; `report` gathers what is said of all customers. Scores that are `staying`
    are in the graph as they would be made."""

    connection: duckdb.DuckDBPyConnection
    store: Store
    rules: Rules
    folder: Path
    as_of: datetime | None
    report: dict[str, Any] = field(default_factory=dict)
    staying: dict[str, KeptScore] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    @property
    def communities(self) -> Path:
        """The file that keeps communities."""
        return self.folder / "communities.parquet"

    @property
    def marks_file(self) -> Path:
        """The file that keeps marks of what was written."""
        return self.folder / "marks.parquet"

    @cached_property
    def network(self) -> Network:
        """The referral network, read once."""
        return read_network(self.connection)

    @cached_property
    def purchases(self) -> Purchases:
        """What customers bought, read once."""
        return read_purchases(self.connection, self.as_of)

    @cached_property
    def clv(self) -> dict[str, float]:
        """Lifetime values by customer: those that stay, else as far as they are computed yet."""
        if "value" not in self.staying:
            return {}
        return dict(self.store.run(cypher.load("analytics/lifetime_values"))[0]["values"])

    def take_over(self, made_of: Mapping[str, str]) -> None:
        """Let the scores stay that are in the graph and made of these inputs, with what was said of them. All
        others count as not there until `write_run`."""
        for run in self.store.run(cypher.load("analytics/kept_scores")):
            kept = {name: KeptScore(*values) for name, values in json.loads(run["kept"] or "{}").items()}
            self.marks = read_marks(self.marks_file, kept[_MARKS].made_of if _MARKS in kept else None)
            if self.marks.known:
                self.staying = {name: it for name, it in kept.items() if made_of.get(name) == it.made_of}
            said = json.loads(run["report"])
            self.report |= {name: said[name] for name in self.staying}
        self.store.run(cypher.load("analytics/forget_kept_scores"))

    def write(self, names: tuple[str, ...], values: Mapping[str, Values]) -> int:
        """Write the properties named of customers by id, where they changed; all others lose theirs.

        Returns how many customers have any.
        """
        name = " ".join(names)
        earlier, now = self.marks.of(name), {id_: mark(theirs) for id_, theirs in values.items()}
        # A node that was made anew since has no score, whatever is known of an earlier one.
        before = {
            id_: earlier.get(id_, UNKNOWN) for id_ in self._scored if not self.marks.known or id_ in earlier
        }
        nothing = dict.fromkeys(names)
        changed = (id_ for id_ in now if now[id_] != before.get(id_))
        rows = chain(
            ({"id": id_, "values": values[id_]} for id_ in changed),
            ({"id": id_, "values": nothing} for id_ in before if id_ not in now),
        )
        self.store.write_batches(cypher.load("analytics/write_customer_scores"), rows)
        self.marks.put(name, now)
        return len(values)

    @cached_property
    def _scored(self) -> list[str]:
        """Customers who have any score in the graph as scores begin."""
        return [
            id_ for row in self.store.run(cypher.load("analytics/scored_customers")) for id_ in row["ids"]
        ]


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
        "kept": json.dumps({**kept, _MARKS: ground.marks.keep(ground.marks_file)}, sort_keys=True),
    }
    ground.store.run(node_query("NetworkRun"), rows=[{"id": RUN_ID, "properties": properties}])
