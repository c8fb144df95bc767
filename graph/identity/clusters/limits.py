"""What a cluster may be, and how weights of pairs count for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BOUND = 10.0
"""Weights count from -BOUND to BOUND in a mean, so that no single pair outvotes a whole group."""

RIVALRY = 1.0
"""Bits that are no difference: of two that must not be one, and fit no further apart than this, a record or
group joins neither."""

FULL_BOUND = 40.0
"""Weights count from -BOUND to this where means are held against each other: 30 bits outdo 20."""

SURE = 14.0
"""Bits beyond which a rule's link of a record without a name is sure, and being surer tells nothing: on a
device on which one person gave e-mail address and account, and another the account alone, both were."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Most records of a cluster, and the mean weight from which two groups merge.

    A single record may be `slack` bits below that, a group fewer in proportion to its size, and one of
    `person_size` records, what a person has in the mean, none: few pairs may be low by chance, but two who
    are complete without each other had better agree.
    """

    max_size: int
    mean_weight: float
    slack: float = 0.0
    person_size: float = 1.0

    def enough(self, smaller: int) -> float:
        """The mean weight that lets a group of `smaller` records merge with one of as many or more."""
        complete = min(1.0, (smaller - 1) / max(self.person_size - 1, 0.01))
        return self.mean_weight - self.slack * (1 - complete)


def mean_weight(weights: Iterable[float], most: float = BOUND) -> float:
    """The mean of weights of pairs, each counted from -BOUND to `most`; -BOUND of none."""
    counted = [max(-BOUND, min(weight, most)) for weight in weights]
    return sum(counted) / len(counted) if counted else -BOUND
