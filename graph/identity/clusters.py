"""From accepted links to clusters, under vetoes, judgements and limits.

Records are numbered in the order of their ids. Each connected component is settled on its own, so settling
only the components that a change touches gives what settling all of them gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.identity.agglomerate import Cut, Limits, Link, settle

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Links:
    """Weighted links between records by number, one for each pair, `left` below `right`.

    A steward's match weighs infinitely much.
    """

    left: Numbers
    right: Numbers
    weight: Weights

    def within(self, chosen: npt.NDArray[np.bool_]) -> Links:
        """The links at the `chosen` places."""
        return Links(self.left[chosen], self.right[chosen], self.weight[chosen])


@dataclass(frozen=True)
class Pairs:
    """Pairs of records by number that must not be one person, `left` below `right`."""

    left: Numbers
    right: Numbers


@dataclass(frozen=True)
class Partition:
    """`labels[i]`: smallest record number in the cluster of record i; and the links cut on the way."""

    labels: Numbers
    cuts: list[Cut]


def components(count: int, links: Links) -> Numbers:
    """Label of each of `count` records: the smallest record number in its connected component."""
    matrix = coo_array((np.ones(len(links.left), dtype=np.int8), (links.left, links.right)), (count, count))
    _, raw = connected_components(matrix, directed=False)
    smallest = np.full(count, count, dtype=np.int64)
    np.minimum.at(smallest, raw, np.arange(count))
    labels: Numbers = smallest[raw]
    return labels


def blocks(count: int, links: Links, max_size: int) -> Partition:
    """Components, those above `max_size` taken apart at their weakest links: no cluster reaches across."""
    unbound = Limits(max_size, density_from=count + 1, min_density=0.0, weak_bridge=-np.inf)
    return partition(count, links, Pairs(_none(), _none()), unbound)


def partition(
    count: int, links: Links, forbidden: Pairs, limits: Limits, named: npt.NDArray[np.bool_] | None = None
) -> Partition:
    """The clusters of `count` records.

    `named` marks the records that count for density and for the size of the two sides of a bridge.
    """
    labels = components(count, links)
    suspects = _suspects(labels, links, forbidden, limits)
    if not suspects.any():
        return Partition(labels, [])
    counted = None if named is None else frozenset(np.flatnonzero(named & suspects[labels]).tolist())
    cuts: list[Cut] = []
    pairs = _pairs_by_component(labels, forbidden, suspects)
    for label, component in _links_by_component(labels, links, suspects):
        clusters, found = settle(component, pairs.get(label, ()), limits, counted)
        cuts += found
        for cluster in clusters:
            labels[cluster] = cluster[0]
    return Partition(labels, sorted(cuts, key=lambda cut: (cut.left, cut.right)))


def _suspects(labels: Numbers, links: Links, forbidden: Pairs, limits: Limits) -> npt.NDArray[np.bool_]:
    """Which labels stand for a component that plain connection does not settle."""
    count = len(labels)
    sizes = np.bincount(labels, minlength=count)
    suspects = sizes > limits.max_size
    together = labels[forbidden.left] == labels[forbidden.right]
    suspects[labels[forbidden.left[together]]] = True
    suspects |= _weakly_held(count, labels, links, sizes, limits.weak_bridge)
    edges = np.bincount(labels[links.left], minlength=count)
    # Unnamed records only thin a component out, so named ones are counted when it is settled.
    return suspects | (
        (sizes >= limits.density_from) & (2 * edges < limits.min_density * sizes * (sizes - 1))
    )


def _weakly_held(
    count: int, labels: Numbers, links: Links, sizes: Numbers, below: float
) -> npt.NDArray[np.bool_]:
    """Components of four or more that fall apart without their weak links."""
    held = np.zeros(count, dtype=np.bool_)
    weak = (links.weight < below) & (sizes[labels[links.left]] >= 4)
    if weak.any():
        without = components(count, links.within(links.weight >= below))
        apart = weak & (without[links.left] != without[links.right])
        held[labels[links.left[apart]]] = True
    return held


def _links_by_component(
    labels: Numbers, links: Links, suspects: npt.NDArray[np.bool_]
) -> list[tuple[int, Sequence[Link]]]:
    chosen = np.flatnonzero(suspects[labels[links.left]])
    label = labels[links.left[chosen]]
    order = np.argsort(label, kind="stable")
    chosen, label = chosen[order], label[order]
    starts = np.flatnonzero(np.r_[True, label[1:] != label[:-1]]) if len(label) else _none()
    rows = list(
        zip(
            links.weight[chosen].tolist(),
            links.left[chosen].tolist(),
            links.right[chosen].tolist(),
            strict=True,
        )
    )
    ends = [*starts[1:].tolist(), len(rows)]
    return [(int(label[start]), rows[start:end]) for start, end in zip(starts.tolist(), ends, strict=True)]


def _pairs_by_component(
    labels: Numbers, forbidden: Pairs, suspects: npt.NDArray[np.bool_]
) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    inside = (labels[forbidden.left] == labels[forbidden.right]) & suspects[labels[forbidden.left]]
    for left, right in zip(forbidden.left[inside].tolist(), forbidden.right[inside].tolist(), strict=True):
        found.setdefault(int(labels[left]), []).append((left, right))
    return found


def _none() -> Numbers:
    return np.empty(0, dtype=np.int64)
