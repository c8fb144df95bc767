"""What the registry of scores says is true of the model, and the order follows from it."""

from dataclasses import replace
from graphlib import CycleError

import pytest

from graph.analytics.scores import SCORES, Score, in_order
from graph.model import MODEL
from graph.model.scores import SCORE_PROPERTIES

PROPERTIES = {f"{node.label}.{each.name}" for node in MODEL.nodes for each in node.properties} | {
    f"{edge.type}.{name}" for edge in MODEL.edges for name in edge.property_names
}


def test_scores_write_what_the_model_knows_and_each_property_once() -> None:
    written = [name for score in SCORES for name in score.writes]

    assert set(written) - PROPERTIES == set()
    assert len(written) == len(set(written))


def test_every_property_that_scores_have_is_written() -> None:
    written = {name for score in SCORES for name in score.writes}

    assert {f"Customer.{each.name}" for each in SCORE_PROPERTIES} - written == set()


def test_scores_come_behind_those_that_they_need() -> None:
    def score(name: str, *after: str) -> Score:
        return replace(SCORES[0], name=name, after=frozenset(after))

    chain = (score("c", "b"), score("a"), score("b", "a"))

    assert [each.name for each in in_order(chain)] == ["a", "b", "c"]
    with pytest.raises(CycleError):
        in_order((score("a", "b"), score("b", "a")))
