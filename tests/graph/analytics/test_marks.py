"""What changed is told by marks, which count for the graph that they are of, and for nodes still there."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from graph.analytics.ground import ScoreGround
from graph.analytics.marks import Marks, mark, read_marks
from graph.analytics.offers.writing import Offer, write_offers
from graph.model.writes import edge_query

NAMES = ("reach", "community")
A, B = {"reach": 1, "community": "x"}, {"reach": 2, "community": None}
NOTHING = dict.fromkeys(NAMES)


class Graph:
    """A store of customers with scores, and with so many offers each; keeps what is written."""

    def __init__(
        self, scored: Iterable[str] = (), offers: Mapping[str, int] | None = None, kept: str = ""
    ) -> None:
        offers = offers or {}
        self.answers = {
            "analytics/kept_scores": [{"kept": json.dumps({"marks": [kept, 9]}), "report": "{}"}],
            "analytics/scored_customers": [{"ids": list(scored)}],
            "analytics/offers_held": [{"ids": list(offers), "counts": list(offers.values())}],
        }
        self.rows: dict[str, list[Any]] = {}

    def run(self, query: Any, **_: Any) -> list[Any]:
        return self.answers.get(query.name, [])

    def write_batches(self, query: Any, rows: Iterable[Any]) -> None:
        self.rows.setdefault(query.name, []).extend(rows)


def ground(graph: Graph, folder: Path) -> ScoreGround:
    opened = ScoreGround(cast("Any", None), cast("Any", graph), cast("Any", None), folder, None)
    opened.take_over({})
    return opened


def written(graph: Graph, folder: Path, values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What of the values is written, and the digest of the marks that are kept then."""
    opened = ground(graph, folder)
    opened.write(NAMES, values)
    rows = graph.rows["analytics/write_customer_scores"]
    return {row["id"]: row["values"] for row in rows}, opened.marks.keep(opened.marks_file)[0]


def test_what_changed_is_written_and_what_nobody_has_any_more_taken_away(tmp_path: Path) -> None:
    first, kept = written(Graph(), tmp_path, {"a": A, "b": B, "c": A})
    again, same = written(Graph("abc", kept=kept), tmp_path, {"c": A, "b": B, "a": A})
    then, _ = written(Graph("abc", kept=kept), tmp_path, {"a": B, "b": B})

    assert first == {"a": A, "b": B, "c": A}
    assert (again, same) == ({}, kept)
    assert then == {"a": B, "c": NOTHING}


def test_a_node_that_was_made_anew_gets_its_scores_again(tmp_path: Path) -> None:
    _, kept = written(Graph(), tmp_path, {"a": A, "b": B})

    assert written(Graph("b", kept=kept), tmp_path, {"a": A, "b": B})[0] == {"a": A}


@pytest.mark.parametrize("spoiled", ["another graph", "no file", "damaged"])
def test_where_marks_do_not_count_all_is_written(tmp_path: Path, spoiled: str) -> None:
    _, kept = written(Graph(), tmp_path, {"a": A, "gone": B})
    file = tmp_path / "marks.parquet"
    if spoiled == "no file":
        file.unlink()
    if spoiled == "damaged":
        file.write_bytes(file.read_bytes()[:-9])
    graph = Graph(["a", "gone"], kept="other" if spoiled == "another graph" else kept)

    assert written(graph, tmp_path, {"a": A})[0] == {"a": A, "gone": NOTHING}


def test_marks_of_what_stays_are_kept_on(tmp_path: Path) -> None:
    file, marks = tmp_path / "marks.parquet", Marks()
    marks.put("value", {"b": mark(1), "a": mark(2)})
    marks.put("churn", {"c": mark(3)})
    later = read_marks(file, marks.keep(file)[0])
    later.put("churn", {"a": mark(4)})

    last = read_marks(file, later.keep(file)[0])

    assert (last.of("value"), last.of("churn")) == ({"a": mark(2), "b": mark(1)}, {"a": mark(4)})


def test_offers_that_went_with_a_node_or_are_others_are_written_again(tmp_path: Path) -> None:
    def offer(product: str, rank: int = 1) -> Offer:
        return Offer(product, rank, 0.5, "popular", "bought by many")

    both = [offer("P"), offer("Q", 2)]
    one = ground(Graph(), tmp_path)
    assert write_offers(one, iter([("a", both), ("b", both), ("c", both), ("d", both)])) == 4
    graph = Graph(offers={"a": 2, "b": 1, "c": 2, "d": 2}, kept=one.marks.keep(one.marks_file)[0])

    write_offers(ground(graph, tmp_path), iter([("a", both), ("b", both), ("c", [offer("Q")])]))

    made = {
        (row["start_id"], row["end_id"], row["rank"])
        for row in graph.rows[edge_query("MAY_BUY", "Customer", "Product").name]
    }
    assert made == {("b", "P", 1), ("b", "Q", 2), ("c", "Q", 1)}
    assert graph.rows["analytics/delete_offers"] == [
        {"id": "b", "products": ["P", "Q"]},
        {"id": "c", "products": ["Q"]},
        {"id": "d", "products": []},
    ]
