"""The model of leaving: sums of contributions, calibrated probabilities, and how good they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from graph.analytics.churn.model import Calibration, auc, calibrate, learn, measured
from graph.analytics.churn.trees import ITERATIONS, grow
from tests.support.budget import examples

RNG = np.random.default_rng(2)
FEATURES = np.where(RNG.random((600, 4)) < 0.1, np.nan, RNG.normal(size=(600, 4)))
FEATURES[:, 3] = np.nan  # nobody says anything of it
LEFT = RNG.random(600) < 1 / (1 + np.exp(-2 * np.nan_to_num(FEATURES[:, 1])))


def test_contributions_add_up_to_what_the_library_says() -> None:
    model = HistGradientBoostingClassifier(
        learning_rate=0.1, max_iter=ITERATIONS, max_leaf_nodes=6, early_stopping=False, random_state=0
    )
    known = np.nan_to_num(FEATURES[:, 3:], nan=0.0)
    with threadpool_limits(limits=1):
        model.fit(np.hstack((FEATURES[:, :3], known)), LEFT)

    trees = grow(FEATURES, LEFT, 6)

    parts = trees.contributions(FEATURES)
    with threadpool_limits(limits=1):
        expected = model.decision_function(np.hstack((FEATURES[:, :3], known)))
    assert trees.base + parts.sum(1) == pytest.approx(expected, abs=1e-9)
    assert np.abs(parts).mean(0).argmax() == 1  # what leaving was drawn from
    assert not parts[:, 3].any()
    # A tree's root is the mean of its leaves, so what a feature adds is nothing in the mean of all.
    assert parts.mean(0) == pytest.approx(0, abs=1e-9)


def test_what_is_learned_holds_later() -> None:
    model = learn((FEATURES[:400], LEFT[:400]), (FEATURES[400:], LEFT[400:]))

    quality = model.quality
    assert (quality.people, quality.left) == (200, LEFT[400:].sum())
    assert quality.brier < quality.brier_alike == pytest.approx(LEFT[400:].var())
    log_odds = model.calibration.intercept + model.calibration.slope * model.trees.base
    log_odds = log_odds + model.contributions(FEATURES).sum(1)
    assert model.probability(FEATURES) == pytest.approx(1 / (1 + np.exp(-log_odds)))


def test_scores_that_are_too_sure_are_calibrated() -> None:
    true = np.random.default_rng(3).normal(size=40_000)
    left = np.random.default_rng(4).random(40_000) < 1 / (1 + np.exp(-true))

    found = calibrate(3 * true + 1, left)

    assert (found.slope, found.intercept) == pytest.approx((1 / 3, -1 / 3), abs=0.02)
    assert Calibration(1.0, 0.0).probability(np.array([0.0, -1e9])) == pytest.approx([0.5, 0.0])


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=15))
def test_the_area_is_the_share_of_pairs_in_the_right_order(drawn: list[tuple[int, bool]]) -> None:
    leavers, stayers = ([score for score, left in drawn if left is kind] for kind in (True, False))
    if not leavers or not stayers:
        return
    pairs = [(a > b) + (a == b) / 2 for a in leavers for b in stayers]

    scores, left = np.array([float(score) for score, _ in drawn]), np.array([left for _, left in drawn])

    assert auc(scores, left) == pytest.approx(sum(pairs) / len(pairs))


def test_quality_is_told_with_what_no_model_would_reach() -> None:
    probability = np.array([0.1, 0.2, 0.3, 0.4, 0.9])
    left = np.array([False, False, True, False, True])

    found = measured(probability, left)

    assert found.brier == pytest.approx((0.01 + 0.04 + 0.49 + 0.16 + 0.01) / 5)
    assert found.brier_alike == pytest.approx(0.4 * 0.6)
    assert found.reliability == ((0.1, 0.0), (0.2, 0.0), (0.3, 1.0), (0.4, 0.0), (0.9, 1.0))
