"""What answers teach: corrections of levels and of the threshold, drawn to the model without labels.

The weight of a pair is taken as what that model says plus a correction for each level that holds, and an
answer as a draw from the probability that the weight is above the threshold (logistic regression with the
model's weight as offset). Before any answer the corrections are around zero and the threshold around the one
found without labels, with the spreads below: so a few answers move what they bear on, and nothing far.

Pairs are asked by how they look, not at random. That does not bias what is learned, since it is the
probability of a match given how a pair looks. It would bias counts of matches; none are taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from graph.identity.model.comparisons.every import FAMILY_SHARED
from graph.identity.model.identity_model import TAUGHT, IdentityModel, Threshold
from graph.identity.model.pairs.outcomes import Outcomes
from graph.identity.model.rates import Floats

Flags = npt.NDArray[np.bool_]

THRESHOLD_SPREAD = 4.0
"""How far (standard deviation, in bits) the right threshold may be from the one found without labels."""

LEVEL_SPREAD = 1.5
"""How far a level's right weight may be from the one found without labels."""

LOWEST, HIGHEST = -8.0, 30.0
"""Where thresholds stay: links of less than -10 bits are not kept."""

LN2 = float(np.log(2))
ROUNDS = 50


@dataclass(frozen=True)
class Start:
    """The threshold before any answer, and how far (standard deviation) the right one may be from it."""

    weight: float
    spread: float

    @classmethod
    def of(cls, model: IdentityModel, fixed: float | None = None) -> Start:
        """That of a model without corrections; answers do not move one that is fixed."""
        return cls(model.threshold.weight, THRESHOLD_SPREAD) if fixed is None else cls(fixed, 1e-3)


@dataclass(frozen=True)
class Design:
    """Outcomes of pairs as what can be learned of them: `columns` are the levels with a correction
    (comparison and label), `holds` (pairs, columns) is 1 where a level holds."""

    columns: tuple[tuple[str, str], ...]
    holds: Floats
    evidence: Floats
    shared: Floats
    household_share: float

    def weights(self, corrections: Floats) -> Floats:
        """Each pair's weight under corrections of the columns."""
        found: Floats = self.evidence + self.holds @ corrections - np.log2(1 + self._relatives(corrections))
        return found

    def slopes(self, corrections: Floats) -> Floats:
        """(pairs, columns): how a pair's weight moves with each correction."""
        relatives = self._relatives(corrections)
        kept = 1 - np.outer(relatives / (1 + relatives), self._family)
        found: Floats = self.holds * kept
        return found

    @property
    def _family(self) -> Floats:
        return np.array([name in FAMILY_SHARED for name, _ in self.columns], dtype=np.float64)

    def _relatives(self, corrections: Floats) -> Floats:
        """Odds that a pair is two of one household."""
        shared = np.minimum(self.shared + self.holds @ (corrections * self._family), 500)
        found: Floats = self.household_share * np.exp2(shared)
        return found


@dataclass(frozen=True)
class Belief:
    """What is believed of the threshold's move (first) and of the corrections: normal, with that mean."""

    mean: Floats
    covariance: Floats


def design_of(model: IdentityModel, outcomes: Outcomes) -> Design:
    """The design of outcomes under a model; each of its levels has a column."""
    levels = outcomes.levels
    columns = tuple((c.name, level.label) for c in model.comparisons for level in c.levels)
    sizes = [len(c.levels) for c in model.comparisons]
    starts = np.cumsum([0, *sizes[:-1]])
    holds = np.zeros((len(levels), len(columns)))
    rows, places = np.nonzero(levels >= 0)
    holds[rows, starts[places] + levels[rows, places]] = 1.0
    household = model.household_share if any(c.name in FAMILY_SHARED for c in model.comparisons) else 0.0
    return Design(columns, holds, outcomes.evidence, outcomes.shared, household)


def learn(design: Design, start: Start, match: Flags) -> Belief:
    """What the answers `match` on the pairs of a design teach, from `start` on.

    The fit to the answers (likelihood) is never worse than without them.
    """
    # Threads of the library of matrices wait for each other far longer than they work on so few numbers.
    with threadpool_limits(limits=1):
        return _learn(design, start, match)


def _learn(design: Design, start: Start, match: Flags) -> Belief:
    precision = 1 / np.array([start.spread**2, *([LEVEL_SPREAD**2] * len(design.columns))])
    at = np.zeros(len(precision))
    best = _objective(design, start, match, at, precision)
    for _ in range(ROUNDS):
        gradient, curvature = _derivatives(design, start, match, at, precision)
        step = np.linalg.solve(curvature, gradient)
        after = _objective(design, start, match, at + step, precision)
        while after < best and np.abs(step).max() > 1e-9:
            step = step / 2
            after = _objective(design, start, match, at + step, precision)
        if after < best or np.abs(step).max() < 1e-7:
            break
        at, best = at + step, after
    curvature = _derivatives(design, start, match, at, precision)[1]
    return Belief(at, np.asarray(np.linalg.inv(curvature), dtype=np.float64))


def taught(
    model: IdentityModel, columns: tuple[tuple[str, str], ...], belief: Belief, start: Start
) -> IdentityModel:
    """A model without corrections, with what was learned from `start`."""
    corrections: dict[str, dict[str, float]] = {}
    for (name, label), correction in zip(columns, belief.mean[1:], strict=True):
        if abs(correction) >= 0.005:
            corrections.setdefault(name, {})[label] = round(float(correction), 4)
    weight = round(float(np.clip(start.weight + belief.mean[0], LOWEST, HIGHEST)), 4)
    figures = {**model.threshold.figures, "without_answers": model.threshold.weight}
    return model.with_corrections(corrections).with_threshold(Threshold(weight, TAUGHT, figures))


def _above(design: Design, start: Start, at: Floats) -> Floats:
    above: Floats = design.weights(at[1:]) - (start.weight + at[0])
    return above


def _objective(design: Design, start: Start, match: Flags, at: Floats, precision: Floats) -> float:
    above = LN2 * _above(design, start, at)
    likelihood = -np.logaddexp(0, np.where(match, -above, above)).sum()
    return float(likelihood - (precision * at**2).sum() / 2)


def _derivatives(
    design: Design, start: Start, match: Flags, at: Floats, precision: Floats
) -> tuple[Floats, Floats]:
    probability = sigmoid(_above(design, start, at))
    slopes = np.hstack([np.full((len(match), 1), -1.0), design.slopes(at[1:])])
    gradient = LN2 * slopes.T @ (match - probability) - precision * at
    information = probability * (1 - probability) * LN2**2
    return gradient, (slopes * information[:, None]).T @ slopes + np.diag(precision)


def sigmoid(bits: Floats) -> Floats:
    """Probability of odds in bits."""
    found: Floats = 1 / (1 + np.exp2(-np.clip(bits, -1000, 1000)))
    return found
