"""What events state, out of the JSON that the journal keeps it in; nothing else knows the places in it.

The nodes of an event are triples of label, key and properties; its edges type, start, end and properties; a
start or end is label and key.
"""

from __future__ import annotations

from graph.model import MODEL
from graph.model.types import PropertyType

AMOUNT = "DECIMAL(18, 4)"
"""An amount of money; greater ones are refused when they come in."""

_SQL = {PropertyType.DECIMAL: AMOUNT, PropertyType.INTEGER: "BIGINT"}

NODE_ID = "nodes->>'$[0][1][0]'"
"""SQL for the id of the first node that a row of events states."""

START_ID = "edges->>'$[0][1][1][0]'"
"""SQL for the id of the node from which the first edge goes."""

OF_ORDERS = "kind IN ('order_line', 'order_status', 'refund')"
"""SQL for whether a row of events tells of an order that another event states."""

ORDER_OF = f"coalesce({START_ID}, {NODE_ID})"
"""SQL for the id of the order that such a row tells of."""


def node_value(label: str, name: str) -> str:
    """SQL for a property of the first node of a row of events, a node of this kind; null where its text is of
    another type than the model's."""
    types = {declared.name: declared.type for declared in MODEL.node[label].properties}
    return _typed(f"nodes->>'$[0][2].{name}'", types[name])


def node_time(label: str, name: str) -> str:
    """The same of a time, which the JSON has as text; null where it is none."""
    return f"TRY_CAST({node_value(label, name)} AS TIMESTAMPTZ)"


def amount_told() -> str:
    """SQL for what an event says of a line of an order, or of a refund, alone: the model keeps the sum of
    all."""
    return f"TRY_CAST(nodes->>'$[0][2].amount' AS {AMOUNT})"


def edge_value(type_: str, name: str) -> str:
    """SQL for a property of the first edge of a row of events, an edge of this kind, as in `node_value`."""
    types = {declared.name: declared.type for declared in MODEL.edge[type_].properties}
    return _typed(f"edges->>'$[0][3].{name}'", types[name])


def edges_sql(events: str) -> str:
    """SQL for all edges (kind, key, source, type, start_node, end_node) that `events` state, nodes as
    JSON: what they are is told by `label_of`, `id_of` and `record_of`."""
    return f"""
        SELECT kind, key, source, edge->>'$[0]' AS type, edge->'$[1]' AS start_node, edge->'$[2]' AS end_node
        FROM (SELECT kind, key, source, unnest(from_json(edges, '["JSON"]')) AS edge
            FROM {events} WHERE edges IS NOT NULL)"""  # noqa: S608 - a table of our own


def label_of(node: str) -> str:
    """SQL for the label of a node as JSON."""
    return f"{node}->>'$[0]'"


def id_of(node: str) -> str:
    """SQL for the id of a node as JSON."""
    return f"{node}->>'$[1][0]'"


def record_of(node: str) -> str:
    """SQL for the `record_id` of a source record's node as JSON."""
    return f"concat({node}->>'$[1][0]', ':', {node}->>'$[1][1]')"


def referrals_sql(events: str = "events") -> str:
    """SQL for who is said to have brought whom (key, stated_at, bringer, newcomer; both record ids), with the
    properties of the edge, of `events`."""
    names = [p.name for p in MODEL.edge["REFERRED"].properties]
    properties = ", ".join(f"edge->>'$[3].{name}' AS {name}" for name in names)
    return f"""
        SELECT key, stated_at, {record_of("(edge->'$[1]')")} AS bringer,
            {record_of("(edge->'$[2]')")} AS newcomer, {properties}
        FROM (SELECT key, stated_at, unnest(from_json(edges, '["JSON"]')) AS edge
            FROM {events} WHERE kind = 'referral' AND edges IS NOT NULL)
        WHERE edge->>'$[0]' = 'REFERRED'"""  # noqa: S608 - a table of our own


def _typed(sql: str, type_: PropertyType) -> str:
    return f"TRY_CAST({sql} AS {_SQL[type_]})" if type_ in _SQL else sql
