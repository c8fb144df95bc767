"""Evidence as a subgraph: the query that shows it in the Neo4j Browser, or to any Cypher client."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import cypher
from cypher import Query


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A packaged query with its parameters."""

    query: Query
    params: dict[str, list[list[str]]]

    def __str__(self) -> str:
        """As it is pasted into the Neo4j Browser: the parameters first, then the query."""
        # A JSON document of texts and lists is a Cypher expression too.
        settings = (f":param {name} => {json.dumps(value)};" for name, value in self.params.items())
        return "\n".join([*settings, "", f"{self.query.text};"])


def evidence_query(records: Sequence[str]) -> BoundQuery:
    """The evidence around records, each named source:source_id; the query returns paths."""
    keys = [list(record.partition(":")[::2]) for record in records]
    return BoundQuery(cypher.load("read/evidence_subgraph"), {"records": keys})
