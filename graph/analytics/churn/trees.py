"""Boosted trees as plain arrays, so that every score is told as a sum of what each feature adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers

ITERATIONS = 100
_RATE = 0.1
_LEAST_LEAF = 20


@dataclass(frozen=True)
class DecisionTree:
    """A tree by node: the feature that parts it and up to which value it goes left (as does an unknown one
    where `unknown_left`), its children, and the mean of the leaves below, weighed by what they were learned
    from. A leaf is its own child."""

    feature: Ints
    threshold: Numbers
    unknown_left: Flags
    left: Ints
    right: Ints
    value: Numbers


@dataclass(frozen=True)
class Trees:
    """Log-odds as a sum over trees."""

    base: float
    trees: tuple[DecisionTree, ...]

    def contributions(self, features: Numbers) -> Numbers:
        """What each feature adds to each row's log-odds, beyond `base`: along the way through each tree, the
        change of the mean of what lies below (Saabas, *Interpreting random forests*, 2014)."""
        found = np.zeros(features.shape)
        rows = np.arange(len(features))
        for tree in self.trees:
            node = np.zeros(len(features), np.int64)
            while True:
                value = features[rows, tree.feature[node]]
                goes_left = np.where(np.isnan(value), tree.unknown_left[node], value <= tree.threshold[node])
                following = np.where(goes_left, tree.left[node], tree.right[node])
                if np.array_equal(following, node):
                    break
                np.add.at(found, (rows, tree.feature[node]), tree.value[following] - tree.value[node])
                node = following
        return found

    def log_odds(self, features: Numbers) -> Numbers:
        """The score of each row."""
        total: Numbers = self.base + self.contributions(features).sum(1)
        return total


def grow(features: Numbers, left: Flags, leaves: int) -> Trees:
    """Trees with so many leaves each that tell who left; equal data give equal trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # takes long
    from threadpoolctl import threadpool_limits

    model = HistGradientBoostingClassifier(
        learning_rate=_RATE,
        max_iter=ITERATIONS,
        max_leaf_nodes=leaves,
        min_samples_leaf=_LEAST_LEAF,
        early_stopping=False,
        random_state=0,
    )
    known = np.where(
        np.isnan(features).all(0), 0.0, features
    )  # of a column without a value it makes an error
    # On cores that others use, threads that wait for each other take a hundred times as long.
    with threadpool_limits(limits=1):
        model.fit(known, left)
    trees = [_tree(each.nodes) for [each] in model._predictors]
    base = float(np.asarray(model._baseline_prediction).ravel()[0])
    return Trees(base + sum(root for _, root in trees), tuple(tree for tree, _ in trees))


def _tree(nodes: Any) -> tuple[DecisionTree, float]:
    """A tree of scikit-learn's, and the value of its root."""
    leaf = nodes["is_leaf"].astype(bool)
    own = np.arange(len(nodes))
    left = np.where(leaf, own, nodes["left"]).astype(np.int64)
    right = np.where(leaf, own, nodes["right"]).astype(np.int64)
    value, count = nodes["value"].astype(np.float64), nodes["count"].astype(np.float64)
    for node in reversed(np.flatnonzero(~leaf).tolist()):  # children stand behind their parents
        a, b = left[node], right[node]
        value[node] = (count[a] * value[a] + count[b] * value[b]) / (count[a] + count[b])
    tree = DecisionTree(
        np.where(leaf, 0, nodes["feature_idx"]).astype(np.int64),
        nodes["num_threshold"].astype(np.float64),
        nodes["missing_go_to_left"].astype(bool),
        left,
        right,
        value,
    )
    return tree, float(value[0])
