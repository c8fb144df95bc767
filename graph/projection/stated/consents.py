"""How long a consent holds: until the record says otherwise."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import cypher
from graph.batches import batched
from graph.model.writes import edge_query
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.writer import ROWS, Row, Writer

_PAIR = ("start_source", "start_source_id", "end_id")
_by_pair = itemgetter(*_PAIR)


def add_closing(batch: GraphBatch, consents: Collection[tuple[Any, ...]]) -> None:
    """Lets the batch end each grant or denial where the next statement on the same consent begins.

    `consents` are source, source_id and consent id. An end that the source stated is only shortened.
    """
    pairs = [dict(zip(_PAIR, consent, strict=True)) for consent in sorted(consents)]
    for portion in batched(pairs, ROWS):
        batch.after_edges(partial(_close, pairs=portion))


def _close(writer: Writer, pairs: list[Row]) -> None:
    found = writer.run(cypher.load("projection/consent_statements"), rows=pairs)
    found.sort(key=lambda row: (_by_pair(row), row["valid_from"], row["type"]))
    ended: dict[str, list[Row]] = {"GRANTED": [], "DENIED": []}
    for _, statements in groupby(found, _by_pair):
        for row, following in pairwise(statements):
            until = following["valid_from"]
            if row["valid_to"] is None or row["valid_to"] > until:
                ended[row["type"]].append({**row, "valid_to": until})
    for type_, rows in ended.items():
        writer.write(edge_query(type_, "SourceRecord", "Consent"), rows)
