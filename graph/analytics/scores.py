"""The scores that customers get from the whole graph, and in which order they are computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from graphlib import TopologicalSorter

from graph.analytics.advocacy import score_advocates
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Score:
    """A score: what it reads (labels, relationship types, `Label.property`), the properties that it writes,
    and the scores that must have been computed before. `compute` returns how many nodes got one."""

    name: str
    reads: frozenset[str]
    writes: frozenset[str]
    after: frozenset[str]
    compute: Callable[[Store], int]


SCORES: tuple[Score, ...] = (
    Score(
        "advocacy",
        frozenset({"REFERRED", "RESOLVES_TO", "ANSWERED", "SurveyResponse.metric", "SurveyResponse.score"}),
        frozenset({"Customer.advocacy"}),
        frozenset(),
        score_advocates,
    ),
)


def in_order(scores: tuple[Score, ...] = SCORES) -> tuple[Score, ...]:
    """The scores, each behind those that it comes after; raises CycleError where there is no such order."""
    by_name = {score.name: score for score in scores}
    order = TopologicalSorter({score.name: sorted(score.after) for score in scores}).static_order()
    return tuple(by_name[name] for name in order)


def compute_scores(store: Store) -> dict[str, int]:
    """Compute every score anew; returns by name how many nodes have one. Repeating it changes nothing."""
    return {score.name: score.compute(store) for score in in_order()}
