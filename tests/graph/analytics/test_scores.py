"""What the registry of scores says is true of the model, and the order follows from it."""

from dataclasses import replace
from graphlib import CycleError
from pathlib import Path
from unittest.mock import Mock

import pytest

from graph.analytics.ground import ScoreGround, write_run
from graph.analytics.scores import SCORES, Score, in_order
from graph.journal import Journal
from graph.journal.tables.committing import Position
from graph.journal.tables.schema import TABLES
from graph.model import MODEL
from graph.model.scores import SCORE_PROPERTIES
from graph.settings import Settings
from tests.support.entries import day, person

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


def test_what_scores_are_of_has_a_name_that_only_news_change(tmp_path: Path) -> None:
    """Commits that join files, or say how far somebody has come, are none: a rebuild comes upon them, too."""
    journal = Journal.open(Settings(home=tmp_path))

    def name() -> str:
        store = Mock()
        write_run(ScoreGround(Mock(), store, Mock(), tmp_path, None), journal, {})
        return str(store.run.call_args.kwargs["rows"][0]["properties"]["run"])

    for number in range(2):
        journal.append([person(str(number), day(number))], f"told {number}")
    told = name()
    journal.compact()
    journal.append_table("records", TABLES["records"].empty_table(), [Position("somebody", 1)])
    same = name()
    journal.append([person("2", day(2))], "more")

    assert told == same != name()
