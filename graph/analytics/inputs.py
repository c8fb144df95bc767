"""What scores are made of, told by a hash: a score that would be made of the same again stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

import graph
from graph.analytics.ground import VERSION
from graph.identity.fingerprint import fingerprint
from graph.identity.rules import Rules

DAY, MOMENT = "day", "moment"
"""Inputs beside kinds of events: the day that scores are of, and the very time."""

OF_SCORES = {"revenue", "value", "offers", "interests", "lifecycle"}
"""The rules that scores go by, none of them a set: each process would tell these in another order."""

_COUNTS_BY = ("duckdb", "numpy", "scipy", "scikit-learn")

# Whose an event is counts with the commit that said so: a customer who lost a record and has it again may be
# another node. Of times it matters on which side of the company's own they are.
_EVENTS = """
SELECT e.kind, count(*), sum(hash(e.key, e.content_hash, e."commit", e.seq, e.recorded_at,
    e."at" <= $as_of::TIMESTAMPTZ, a.customer_id, a."commit"))
FROM stored_events AS e LEFT JOIN assignments AS a USING (record_id) GROUP BY e.kind
"""


@dataclass(frozen=True)
class Inputs:
    """By kind of event what says which events there are and whose; the time that scores are of; and a text
    of all else that they go by: rules, and the program."""

    events: Mapping[str, str]
    as_of: datetime | None
    rest: str

    def of(self, reads: Collection[str]) -> str:
        """A name of all that is read: kinds of events, `DAY`, `MOMENT`."""
        told = dict(self.events)
        if self.as_of:
            told |= {DAY: f"{self.as_of.astimezone(UTC):%F}", MOMENT: self.as_of.isoformat()}
        stated = json.dumps([self.rest, [[name, told.get(name)] for name in sorted(reads)]])
        return hashlib.sha256(stated.encode()).hexdigest()[:32]


def read_inputs(connection: duckdb.DuckDBPyConnection, rules: Rules, as_of: datetime | None) -> Inputs:
    """The inputs that `stored_events` and `assignments` of a connection are."""
    given: dict[str, Any] = {"as_of": as_of}
    rows = connection.execute(_EVENTS, given).fetchall()
    stated = rules.model_dump(mode="json", include=OF_SCORES)
    rest = json.dumps([VERSION, _program(), stated], sort_keys=True)
    return Inputs({kind: f"{count} {digest}" for kind, count, digest in rows}, as_of, rest)


def _program() -> list[str]:
    """What tells this program from one that may make other scores of the same: all of `graph`, since scores
    use much of it, and what counts."""
    code = fingerprint(".", within=Path(graph.__file__).parent)
    return [code, *(f"{name} {version(name)}" for name in _COUNTS_BY)]
