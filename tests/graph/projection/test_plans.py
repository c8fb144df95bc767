"""What the projector sends is planned from an indexed node: a scan for each row would never end."""

from cypher import Mode, Query, all_queries
from graph.model import MODEL
from graph.projection.writing.batch import GraphBatch
from graph.projection.writing.writer import GraphWriter
from graph.store import Store
from tests.support.plans import KEY, scans

OVER_EVERYTHING = {
    f"projection/{name}" for name in ("any_node", "dump_edges", "dump_nodes", "foreign_node", "wipe")
}
"""They compare or empty whole graphs, or ask whether one is empty or of another program, and are sent once
and not for each row."""


def fill(store: Store) -> None:
    batch = GraphBatch()
    for node in MODEL.nodes:
        batch.node(node.label, (KEY,) * len(node.key), {})
    with GraphWriter(store) as writer:
        batch.write(writer)


def sent_for_rows() -> list[Query]:
    sent = [query for query in all_queries() if query.name.split("/")[0] in ("projection", "write")]
    return [query for query in sent if query.name not in OVER_EVERYTHING]


def test_every_statement_begins_at_an_index(store: Store) -> None:
    fill(store)

    found = {query.name: scans(store, query) for query in sent_for_rows()}

    assert {name: steps for name, steps in found.items() if steps} == {}


def test_a_scan_for_each_row_is_told(store: Store) -> None:
    fill(store)
    text = (
        "UNWIND $rows AS row\n"
        "MATCH (:SourceRecord)-[e:MATCHES]->(:SourceRecord {source: row.source, source_id: row.source_id})\n"
        "WHERE e.tier = row.tier OR 1 = 1 DELETE e"
    )
    by_label = "UNWIND $rows AS row MATCH (n:SourceRecord) WHERE n.city = row.city SET n.city = null"

    for each in (by_label, text) if store.dialect.value == "arcadedb" else (by_label,):
        assert scans(store, Query("test/scan", Mode.WRITE, ("rows",), "Made up by a test.", each))
