"""Figures of one assignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.grid.data import DataSet
from graph.identity.evaluation.figures import evaluate


@dataclass(frozen=True)
class Figures:
    """How good one assignment is. `strangers` is the share of records in a cluster with another entity."""

    strangers: float
    precision: float
    recall: float
    f1: float
    b3_f1: float
    entities: int
    clusters: int
    largest: int
    seconds: float


def figures(data: DataSet, assignment: Mapping[str, str], seconds: float) -> Figures:
    """Hold an assignment of the data's records against the truth."""
    truth = data.truth
    found = evaluate(truth, assignment)
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for record, entity in truth.items():
        clusters[assignment.get(record, record)].append(entity)
    mixed = sum(len(entities) for entities in clusters.values() if len(set(entities)) > 1)
    largest = max(map(len, clusters.values()), default=0)
    rates = mixed / max(len(truth), 1), found.precision, found.recall, found.f1, found.b3_f1
    return Figures(*rates, len(set(truth.values())), len(clusters), largest, seconds)
