"""How good an assignment is, against a truth: pairwise precision, recall and F1, and B³."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Evaluation:
    """Figures between 0 and 1 over `records` records; pairs are unordered pairs of records.

    B³ is the mean over records of the precision and recall of each record's cluster (Bagga and Baldwin 1998).
    """

    records: int
    true_pairs: int
    found_pairs: int
    correct_pairs: int
    b3_precision: float
    b3_recall: float

    @property
    def precision(self) -> float:
        """Share of the found pairs that are true; 1 where none were found."""
        return self.correct_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found; 1 where there are none."""
        return self.correct_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of pairwise precision and recall."""
        return _harmonic_mean(self.precision, self.recall)

    @property
    def b3_f1(self) -> float:
        """Harmonic mean of B³ precision and recall."""
        return _harmonic_mean(self.b3_precision, self.b3_recall)


def evaluate(truth: Mapping[str, Hashable], assignment: Mapping[str, Hashable]) -> Evaluation:
    """Compare `assignment` (record → cluster) with `truth` (record → entity), over the records of `truth`.

    A record of `truth` that has no assignment counts as a cluster of its own.
    """
    cells = Counter((entity, assignment.get(record, ("alone", record))) for record, entity in truth.items())
    entities: Counter[Hashable] = Counter()
    clusters: Counter[Hashable] = Counter()
    for (entity, cluster), count in cells.items():
        entities[entity] += count
        clusters[cluster] += count
    records = len(truth)
    return Evaluation(
        records=records,
        true_pairs=sum(_pairs(count) for count in entities.values()),
        found_pairs=sum(_pairs(count) for count in clusters.values()),
        correct_pairs=sum(_pairs(count) for count in cells.values()),
        b3_precision=sum(n * n / clusters[cluster] for (_, cluster), n in cells.items()) / max(records, 1),
        b3_recall=sum(n * n / entities[entity] for (entity, _), n in cells.items()) / max(records, 1),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
