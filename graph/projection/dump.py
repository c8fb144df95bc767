"""The whole graph as sorted text, for telling whether two graphs are the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

import cypher
from graph.model import MODEL
from graph.store import Store

ARRIVAL = frozenset({"recorded_at", "last_ingested_at", "updated_at", "checkpoint", "journal"})
"""Properties that tell when and how something reached the graph, and not what is known."""
_FADING = frozenset({"score", "heat"})
"""Properties that are brought from one time to another: their last digits tell how often."""
_DIGITS = 6


def dump(store: Store) -> list[str]:
    """One JSON line for each node and edge, sorted; without the properties `ARRIVAL`."""
    nodes = store.run(cypher.load("projection/dump_nodes"))
    edges = store.run(cypher.load("projection/dump_edges"))
    lines = [_line([row["labels"], _content(row["properties"])]) for row in nodes]
    lines += [
        _line(
            [
                _end(row["start_labels"], row["start"]),
                row["type"],
                _content(row["properties"]),
                _end(row["end_labels"], row["end"]),
            ]
        )
        for row in edges
    ]
    return sorted(lines)


def _end(labels: list[str], properties: Mapping[str, Any]) -> list[Any]:
    return [labels, [properties.get(name) for name in MODEL.node[labels[0]].key]]


def _content(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(name, value) for name, value in properties.items() if name not in ARRIVAL}


def _plain(name: str, value: Any) -> Any:
    if name in _FADING and isinstance(value, float):
        return round(value, _DIGITS)
    return value.isoformat() if isinstance(value, datetime) else value


def _line(content: list[Any]) -> str:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()
