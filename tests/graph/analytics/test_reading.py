"""Trees, pictures and exports of what the scores left in the graph."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.analytics.forest import Forest
from graph.analytics.networks.pictures import communities_svg, tree_svg
from graph.analytics.networks.referral_tree import Level, ReferralTree
from graph.analytics.reading import export_graph, read_run, read_tree
from graph.errors import CkgError
from graph.store import Store
from tests.graph.analytics.support import as_networkx, forests
from tests.support.budget import examples
from tests.support.stores import environment_of, writing

NOTEBOOK = Path(__file__).parents[3] / "examples" / "referral_network.ipynb"
EDGES = (
    ("a", "b", "accepted", 3),
    ("a", "c", "accepted", 4),
    ("b", "d", "accepted", 5),
    ("c", "d", "second", 6),
    ("d", "a", "cycle", 7),
)
LEFT_OUT = '{"USD": "10.10"}'


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)


@pytest.fixture
def company(embedded_store: Store) -> Store:
    """a brought b and c, b brought d; old is an alias of a."""
    customers = [
        {
            "id": key,
            "status": "active",
            "revenue": 0.1,
            "revenue_currency": "EUR",
            "revenue_left_out": LEFT_OUT,
        }
        for key in "abcd"
    ]
    rows: list[dict[str, Any]] = [
        {
            "a": a,
            "b": b,
            "e": {"standing": s, "at": day(n), "converted_at": day(n + 2) if s == "accepted" else None},
        }
        for a, b, s, n in EDGES
    ]
    embedded_store.run(writing("UNWIND $rows AS row CREATE (c:Customer) SET c = row", "rows"), rows=customers)
    embedded_store.run(
        writing(
            "UNWIND $rows AS row MATCH (a:Customer {id: row.a}), (b:Customer {id: row.b}) "
            "CREATE (a)-[e:REFERRED]->(b) SET e = row.e",
            "rows",
        ),
        rows=rows,
    )
    embedded_store.run(
        writing(
            "MATCH (a:Customer {id: 'a'}) "
            "CREATE (:Customer {id: 'old', status: 'merged'})-[:MERGED_INTO]->(a)"
        )
    )
    return embedded_store


def test_a_tree_follows_what_counts_and_shows_what_does_not(company: Store) -> None:
    tree = read_tree(company, "old", 100)

    assert tree is not None
    assert [(each.by, each.id, each.level) for each in tree.brought] == [
        ("a", "b", 1),
        ("a", "c", 1),
        ("b", "d", 2),
    ]
    assert sorted((claim.by, claim.id, claim.standing) for claim in tree.claims) == [
        ("c", "d", "second"),
        ("d", "a", "cycle"),
    ]
    assert list(tree.levels()) == [Level(1, 2, 2, 0.2, {"USD": 20.2}), Level(2, 1, 1, 0.1, {"USD": 10.1})]
    assert (tree.complete, tree.days_to_conversion(), tree.shape().structural_virality) == (
        True,
        2.0,
        1.666667,
    )
    assert read_tree(company, "nobody", 100) is None


def test_a_tree_that_is_too_large_says_so(company: Store) -> None:
    tree = read_tree(company, "a", 2)

    assert tree is not None
    assert ([each.id for each in tree.brought], tree.complete) == (["b", "c"], False)


def test_the_network_is_exported_for_networkx(company: Store, tmp_path: Path) -> None:
    assert export_graph(company, tmp_path / "network.graphml") == 4
    assert export_graph(company, tmp_path / "network.gexf") == 4

    for graph in (nx.read_graphml(tmp_path / "network.graphml"), nx.read_gexf(tmp_path / "network.gexf")):
        assert {(a, b, standing) for a, b, standing in graph.edges(data="standing")} == {e[:3] for e in EDGES}
        assert graph.nodes["b"]["revenue"] == 0.1
    with pytest.raises(CkgError, match="neither GEXF nor GraphML"):
        export_graph(company, tmp_path / "network.csv")


def test_there_is_no_report_before_the_first_scores(company: Store) -> None:
    with pytest.raises(CkgError, match="no scores"):
        read_run(company)


def drawn(picture: str, kind: str) -> list[ElementTree.Element]:
    """The elements of a kind in a picture."""
    return list(ElementTree.fromstring(picture).iter(f"{{http://www.w3.org/2000/svg}}{kind}"))  # noqa: S314 - our own


def grown(forest: Forest) -> ReferralTree:
    """The tree of the first root of a forest."""
    graph = as_networkx(forest)
    root = next(node for node in graph if graph.in_degree(node) == 0)
    tree = ReferralTree(str(root), "EUR", 0, 0, 100)
    while tree.frontier:
        names = ("channel", "campaign", "code", "converted_at", "revenue", "revenue_left_out", "at")
        tree.take(
            [
                {"by": by, "id": str(node), "standing": "accepted", **dict.fromkeys(names)}
                for by in tree.frontier
                for node in graph[int(by)]
            ]
        )
    return tree


@settings(max_examples=examples(50), deadline=None)
@given(forests())
def test_nobody_stands_on_another_in_a_picture(forest: Forest) -> None:
    tree = grown(forest)

    circles = drawn(tree_svg(tree), "circle")

    places = {(circle.get("cx"), circle.get("cy")) for circle in circles}
    assert len(places) == len(circles) == len(tree.brought) + 1


def test_who_brought_very_many_fits_a_window() -> None:
    tree = ReferralTree("root", "EUR", 0, 0, 3_000)
    names = ("channel", "campaign", "code", "converted_at", "revenue", "revenue_left_out", "at")
    for by, count in (("root", 1_500), ("root.7", 300)):
        brought = [{"by": by, "id": f"{by}.{n}", "standing": "accepted"} for n in range(count)]
        tree.take([{**each, **dict.fromkeys(names)} for each in brought])

    [picture] = drawn(svg := tree_svg(tree), "svg")
    circles = [(float(it.get("cx", "")), float(it.get("cy", ""))) for it in drawn(svg, "circle")]

    assert len(set(circles)) == 1_801
    assert float(picture.get("width", "")) < 2_000
    assert max(y for _, y in circles) < float(picture.get("height", "")) < 2_500
    assert "max-width:100%" in str(picture.get("style"))
    first, second = circles[1:1_501], circles[1_501:]
    assert max(y for _, y in first) < min(y for _, y in second)  # each level below the one before it


def test_a_map_shows_each_community_and_is_the_same_each_time() -> None:
    report = {
        "count": 3,
        "largest": [{"id": name, "size": size, "ties": 1} for name, size in (("x<", 9), ("y", 4), ("z", 1))],
        "between": [["x<", "y", 3]],
    }

    picture = communities_svg(report)

    assert picture == communities_svg(report)
    told = [it.text for it in drawn(picture, "title")]
    assert told[1:] == ["x<: 9 customers", "y: 4 customers", "z: 1 customers"]
    assert "<svg" in communities_svg({"count": 0, "largest": [], "between": []})


def test_no_community_of_a_map_covers_another() -> None:
    names = [f"c{number}" for number in range(50)]
    largest = [{"id": name, "size": 1 + number % 13, "ties": 1} for number, name in enumerate(names)]
    between = [[a, b, 3] for a in names[:12] for b in names if a < b]

    picture = communities_svg({"count": 50, "largest": largest, "between": between})

    circles = [[float(it.get(name, "")) for name in ("cx", "cy", "r")] for it in drawn(picture, "circle")]
    apart = [hypot(a[0] - b[0], a[1] - b[1]) - a[2] - b[2] for a, b in combinations(circles, 2)]
    assert len(circles) == 50
    assert min(apart) > 10.0
    [frame] = drawn(picture, "svg")
    for axis, side in enumerate(("width", "height")):
        places = [(it[axis], it[2]) for it in circles]
        assert all(radius < at < float(frame.get(side, "")) - radius for at, radius in places)


def test_the_cells_of_the_notebook_run(company: Store) -> None:
    environment = environment_of(company)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")

    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=100
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[:3] == [
        "4 customers, 5 referrals",
        "a forest: True",
        "largest cascade: 4 customers",
    ]
    assert all(not cell.get("outputs") for cell in cells)
