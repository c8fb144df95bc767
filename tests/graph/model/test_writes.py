from pathlib import Path

from graph.generate import generated_files, left_over
from graph.model import MODEL
from graph.model.relations import with_all_identifiers
from graph.model.writes import edge_query, node_query

PROJECT = Path(__file__).parents[3]


def test_committed_files_equal_what_the_model_generates() -> None:
    expected = generated_files()

    stale = [str(path) for path, text in expected.items() if _content(path) != text]

    assert not stale, "run `python -m graph.generate`"
    assert left_over() == []


def test_a_query_that_names_few_identifier_edges_means_these() -> None:
    edges = [edge.type for edge in MODEL.edges if edge.type in {it.edge for it in MODEL.identifiers}]
    most, few = (f"MATCH ()-[:{'|'.join(named)}]->(n)" for named in (edges[1:], edges[:2]))

    assert with_all_identifiers(few) == few
    assert with_all_identifiers(most) == f"MATCH ()-[:{'|'.join(edges)}]->(n)"


def test_every_kind_has_its_query() -> None:
    for node in MODEL.nodes:
        assert node_query(node.label).params == ("rows",)
    for edge in MODEL.edges:
        for start, end in edge.endpoints:
            assert edge_query(edge.type, start, end).params == ("rows",)


def test_observed_edge_query_in_full() -> None:
    assert edge_query("HAS_EMAIL", "SourceRecord", "Email").text == (
        "UNWIND $rows AS row\n"
        "MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})\n"
        "USING INDEX SEEK a:SourceRecord(source, source_id)\n"
        "MATCH (b:Email {value: row.end_value})\n"
        "USING INDEX SEEK b:Email(value)\n"
        "MERGE (a)-[e:HAS_EMAIL]->(b)\n"
        "SET e.first_seen = CASE WHEN e.first_seen <= row.first_seen"
        " THEN e.first_seen ELSE row.first_seen END,\n"
        "    e.last_seen = CASE WHEN e.last_seen >= row.last_seen THEN e.last_seen ELSE row.last_seen END"
    )


def _content(path: Path) -> str | None:
    target = PROJECT / path
    return target.read_text(encoding="utf-8") if target.is_file() else None
