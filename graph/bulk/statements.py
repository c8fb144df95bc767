"""The packaged statements that the projector runs, as SQL over a staged graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pyarrow as pa

from graph.bulk.staging import StagedGraph
from graph.bulk.tables import EDGES, NODES, Table
from graph.model import MODEL
from graph.model.writes import edge_query, node_query, shared_query, withdrawable, withdrawal_query
from graph.projection.writing.writer import Row

Statement = Callable[[StagedGraph, list[Any]], list[Row]]
"""Takes the values of the statement's one parameter, rows or ids."""
_REFERRALS = EDGES["REFERRED", "Customer", "Customer"]
_RESOLVES = EDGES["RESOLVES_TO", "SourceRecord", "Customer"]


def _adding(table: Table, graph: StagedGraph, rows: list[Any]) -> list[Row]:
    graph.add(table, rows)
    return []


def _setting(label: str, name: str, graph: StagedGraph, rows: list[Any]) -> list[Row]:
    """Sets a property of nodes that are there, whenever it was stated."""
    table, time = NODES[label], MODEL.node[label].times.get(name)
    same = " AND ".join(f"n.{key} = given.{key}" for key in table.key)
    timeless = f", {time} = NULL" if time else ""
    graph.execute(
        f"UPDATE {graph.settled(table)} AS n SET {name} = given.{name}{timeless} FROM given WHERE {same}",  # noqa: S608 - names of the model
        pa.Table.from_pylist(rows, pa.schema([f for f in table.schema if f.name in (*table.key, name)])),
    )
    return []


def _withdrawing(table: Table, graph: StagedGraph, rows: list[Any]) -> list[Row]:
    """Deletes edges by their whole key."""
    schema = pa.schema([field for field in table.schema if field.name in table.key])
    return _deleting((table,), dict(zip(table.key, table.key, strict=True)), graph, rows, schema)


def _deleting(
    tables: tuple[Table, ...],
    matching: Mapping[str, str],
    graph: StagedGraph,
    given: list[Any],
    schema: pa.Schema | None = None,
) -> list[Row]:
    """Deletes edges whose columns have the values that are given under the names that they are `matching`."""
    rows = _table(given) if schema is None else pa.Table.from_pylist(given, schema)
    for table in tables if given else ():
        ends, values = (", ".join(f'"{name}"' for name in names) for names in (matching, matching.values()))
        graph.execute(f"DELETE FROM {table.name} WHERE ({ends}) IN (SELECT {values} FROM given)", rows)  # noqa: S608 - as above
    return []


def _clearing_referrals(graph: StagedGraph, ids: list[Any]) -> list[Row]:
    for side in ("start_id", "end_id"):
        _deleting((_REFERRALS,), {side: "id"}, graph, ids)
    return []


def _referring(graph: StagedGraph, ids: list[Any]) -> list[Row]:
    table = graph.settled(_REFERRALS)
    sides = (("start_id", "end_id"), ("end_id", "start_id"))
    found = (
        f"SELECT {other} AS id FROM {table} WHERE {one} IN (SELECT id FROM given)"  # noqa: S608 - as above
        for one, other in sides
    )
    return graph.select(" UNION ".join(found), _table(ids))


def _referrals(side: str, graph: StagedGraph, ids: list[Any]) -> list[Row]:
    """Referrals between records, as customers see them now."""
    belongs = f"(FROM {graph.settled(_RESOLVES)} WHERE valid_to IS NULL)"
    referred = graph.settled(EDGES["REFERRED", "SourceRecord", "SourceRecord"])
    return graph.select(
        f"""
        SELECT a.end_id AS start_id, b.end_id AS end_id, e.at, e.channel, e.campaign, e.code, c.revenue
        FROM {referred} AS e
        JOIN {belongs} AS a ON a.start_source = e.start_source AND a.start_source_id = e.start_source_id
        JOIN {belongs} AS b ON b.start_source = e.end_source AND b.start_source_id = e.end_source_id
        JOIN {graph.settled(NODES["Customer"])} AS c ON c.id = b.end_id
        WHERE a.end_id <> b.end_id AND {side}.end_id IN (SELECT id FROM given)
        """,  # noqa: S608 - as above
        _table(ids),
    )


def _consents(graph: StagedGraph, rows: list[Any]) -> list[Row]:
    pair = "start_source, start_source_id, end_id"
    found = (
        f"SELECT {pair}, '{type_}' AS type, valid_from, valid_to"  # noqa: S608 - as above
        f" FROM {graph.settled(EDGES[type_, 'SourceRecord', 'Consent'])} SEMI JOIN given USING ({pair})"
        for type_ in ("GRANTED", "DENIED")
    )
    return graph.select(" UNION ALL ".join(found), _table(rows))


def _table(given: list[Any]) -> pa.Table:
    """Rows as they are; ids as the column `id`. All values are texts."""
    if given and isinstance(given[0], dict):
        return pa.Table.from_pylist(given)
    return pa.table({"id": pa.array(given, pa.string())})


def _from(type_: str, label: str) -> tuple[Table, ...]:
    """Tables of the edges of a type that begin at a label."""
    return tuple(table for (name, start, _), table in EDGES.items() if (name, start) == (type_, label))


_START = {"start_source": "source", "start_source_id": "source_id"}
_END = {"end_source": "source", "end_source_id": "source_id"}
_OWN: Mapping[str, Statement] = {
    "projection/clear_addresses": partial(_deleting, _from("LIVES_AT", "SourceRecord"), _START),
    "projection/clear_aliases": partial(_deleting, _from("MERGED_INTO", "Customer"), {"start_id": "id"}),
    "projection/clear_interests": partial(_deleting, _from("INTERESTED_IN", "Customer"), {"start_id": "id"}),
    "projection/clear_matches_from": partial(_deleting, _from("MATCHES", "SourceRecord"), _START),
    "projection/clear_matches_to": partial(_deleting, _from("MATCHES", "SourceRecord"), _END),
    "projection/clear_referrals": _clearing_referrals,
    "projection/consent_statements": _consents,
    "projection/contract_cancelled": partial(_setting, "Contract", "cancelled_at"),
    "projection/contract_ended": partial(_setting, "Contract", "ends_at"),
    "projection/order_amounts": partial(_setting, "Order", "lines_total"),
    "projection/order_refunds": partial(_setting, "Order", "refunded"),
    "projection/referrals_made": partial(_referrals, "a"),
    "projection/referrals_received": partial(_referrals, "b"),
    "projection/referring_customers": _referring,
    "projection/ticket_closed": partial(_setting, "Ticket", "closed_at"),
}


def _generated() -> Iterator[tuple[str, Statement]]:
    for label, table in NODES.items():
        yield node_query(label).name, partial(_adding, table)
    for identifier in MODEL.identifiers:
        if identifier.links:
            query = shared_query(identifier.label)
            yield query.name, partial(_setting, identifier.label, "shared")
    for ends, table in EDGES.items():
        yield edge_query(*ends).name, partial(_adding, table)
        if withdrawable(MODEL.edge[ends[0]], ends[1]):
            yield withdrawal_query(*ends).name, partial(_withdrawing, table)


STATEMENTS: Mapping[str, Statement] = {**_OWN, **dict(_generated())}
"""What each packaged statement does, by its name."""
