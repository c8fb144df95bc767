"""What the registry of scores says is true of the model, and the order follows from it."""

from dataclasses import replace
from graphlib import CycleError

import pytest

from graph.analytics.scores import SCORES, Score, in_order
from graph.model import MODEL

PROPERTIES = {f"{node.label}.{each.name}" for node in MODEL.nodes for each in node.properties}
KNOWN = PROPERTIES | MODEL.node.keys() | MODEL.edge.keys()


def test_scores_read_and_write_what_the_model_knows() -> None:
    wrong = {score.name: sorted(score.reads - KNOWN | score.writes - PROPERTIES) for score in SCORES}

    assert {name: names for name, names in wrong.items() if names} == {}


def test_who_reads_what_another_score_writes_comes_after_it() -> None:
    wrong = [
        (reader.name, writer.name)
        for reader in SCORES
        for writer in SCORES
        if reader is not writer and reader.reads & writer.writes and writer.name not in reader.after
    ]

    assert wrong == []


def test_scores_come_behind_those_that_they_need() -> None:
    def score(name: str, *after: str) -> Score:
        return replace(SCORES[0], name=name, after=frozenset(after))

    chain = (score("c", "b"), score("a"), score("b", "a"))

    assert [each.name for each in in_order(chain)] == ["a", "b", "c"]
    with pytest.raises(CycleError):
        in_order((score("a", "b"), score("b", "a")))
