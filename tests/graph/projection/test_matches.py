"""Which links of a customer the graph shows: those that hold it together, and each record's strongest."""

import random
from itertools import combinations

import networkx as nx
import pyarrow as pa
import pytest

from graph.journal import Journal
from graph.projection import project
from graph.projection.resolved.customers import Golden
from graph.store import Store
from tests.support.entries import day, person
from tests.support.identity import assign
from tests.support.stores import reading

_SHOWN = reading(
    "MATCH (l:SourceRecord)-[:MATCHES]->(r:SourceRecord) RETURN l.source_id AS l, r.source_id AS r"
)
GROUPS, SIZE = 6, 4


def linked() -> "nx.Graph[str]":
    """Groups whose records are strongly linked, each with each, held together by weak links alone; no two
    links weigh the same."""
    chance = random.Random(3)  # noqa: S311 - no secret
    groups = [[f"{group}{place}" for place in range(SIZE)] for group in range(GROUPS)]
    within = [pair for group in groups for pair in combinations(group, 2)]
    between = [
        (chance.choice(one), chance.choice(other)) for one, other in combinations(groups, 2) for _ in range(2)
    ]
    weights = [*chance.sample(range(1000, 2000), len(within)), *chance.sample(range(1000), len(between))]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(
        (*sorted(pair), weight / 100) for pair, weight in zip((*within, *between), weights, strict=True)
    )
    return graph


def expected(graph: "nx.Graph[str]") -> set[tuple[str, ...]]:
    """The edges of the maximum spanning tree and each node's two strongest."""
    shown = {tuple(sorted(edge)) for edge in nx.maximum_spanning_edges(graph, data=False)}
    for node in graph:
        strongest = sorted(graph.edges(node, data="weight"), key=lambda edge: -edge[2])[:2]
        shown |= {tuple(sorted(edge[:2])) for edge in strongest}
    return shown


@pytest.fixture
def resolved(journal: Journal) -> "nx.Graph[str]":
    """What a run found of one customer, in the journal."""
    graph = linked()
    journal.append([person(key, day(0)) for key in graph], "told")
    run = {"run_id": "r1", "started_at": day(1), "status": "finished", "mode": "full", "report": "{}"}
    links = [
        {"run_id": "r1", "record_l": f"crm:{left}", "record_r": f"crm:{right}", "weight": weight}
        | {"accepted": True, "tier": "model"}
        for left, right, weight in graph.edges(data="weight")
    ]
    journal.append_table("links", pa.Table.from_pylist(links))
    assign(journal, "r1", day(1), dict.fromkeys((f"crm:{key}" for key in graph), "A"))
    journal.append_table("runs", pa.Table.from_pylist([run]))
    return graph


def test_the_links_that_hold_a_customer_together_are_shown(
    journal: Journal, embedded_store: Store, golden: Golden, resolved: "nx.Graph[str]"
) -> None:
    project(journal, embedded_store, golden)

    shown = {tuple(sorted((row["l"], row["r"]))) for row in embedded_store.run(_SHOWN)}

    assert shown == expected(resolved)
    assert len(shown) < resolved.number_of_edges()
