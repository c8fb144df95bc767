"""Advocate scores, by cases whose order follows from the definition."""

from graph.analytics.advocacy import advocacy, score_advocates
from graph.store import Store
from tests.support.stores import reading, writing


def test_nobody_is_an_advocate_without_referrals() -> None:
    assert advocacy([], ["c1"]) == {}


def test_only_those_who_brought_somebody_are_scored_and_the_best_has_one() -> None:
    scores = advocacy([("a", "b"), ("a", "c"), ("d", "e")], [])

    assert set(scores) == {"a", "d"}
    assert scores["a"] == 1.0
    assert 0 < scores["d"] < 1.0


def test_bringing_people_who_bring_others_counts_more() -> None:
    scores = advocacy([("a", "b"), ("b", "c"), ("b", "d"), ("x", "y"), ("v", "w"), ("v", "u")], [])

    assert scores["a"] > scores["x"]


def test_bringing_promoters_counts_more() -> None:
    scores = advocacy([("a", "b"), ("x", "y")], ["b"])

    assert scores["a"] > scores["x"]


def test_scores_are_written_and_taken_away_again(store: Store) -> None:
    store.run(writing("CREATE (a:Customer {id: 'a'})-[:REFERRED]->(:Customer {id: 'b', advocacy: 0.5})"))

    count = score_advocates(store)

    rows = store.run(reading("MATCH (c:Customer) RETURN c.id AS id, c.advocacy AS score ORDER BY id"))
    assert (count, rows) == (1, [{"id": "a", "score": 1.0}, {"id": "b", "score": None}])
