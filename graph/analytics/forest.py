"""Trees of who brought whom, as one array of parents; all sums run level by level."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analytics.arrays import Ints, Numbers


@dataclass(frozen=True)
class Forest:
    """A forest by the parent of each node, -1 for a root; it must not have cycles."""

    parent: Ints

    @cached_property
    def levels(self) -> list[Ints]:
        """The nodes by their distance from their root: roots, then those they brought, and so on."""
        order = np.argsort(self.parent, kind="stable")
        begins = np.searchsorted(self.parent, np.arange(len(self.parent) + 1), sorter=order)
        found, level = list[Ints](), np.flatnonzero(self.parent < 0)
        while len(level):
            found.append(level)
            level = order[ranges(begins[level], begins[level + 1])]
        return found

    @cached_property
    def depth(self) -> Ints:
        """Distance of each node from its root."""
        depth = np.zeros(len(self.parent), np.int64)
        for distance, nodes in enumerate(self.levels):
            depth[nodes] = distance
        return depth

    @cached_property
    def root(self) -> Ints:
        """The root of each node's tree."""
        root = np.arange(len(self.parent))
        for nodes in self.levels[1:]:
            root[nodes] = root[self.parent[nodes]]
        return root

    @cached_property
    def size(self) -> Ints:
        """Nodes in the tree below each node, itself included."""
        return np.rint(self.total(np.ones(len(self.parent)))).astype(np.int64)

    @cached_property
    def height(self) -> Ints:
        """Length of the longest chain below each node."""
        height = np.zeros(len(self.parent), np.int64)
        for nodes in self.levels[:0:-1]:
            np.maximum.at(height, self.parent[nodes], height[nodes] + 1)
        return height

    @cached_property
    def children(self) -> Ints:
        """How many each node brought itself."""
        return np.bincount(self.parent[self.parent >= 0], minlength=len(self.parent)).astype(np.int64)

    def total(self, values: Numbers) -> Numbers:
        """Sum of a value over the tree below each node, itself included."""
        return self.discounted(values, 1.0)

    def discounted(self, values: Numbers, factor: float) -> Numbers:
        """As `total`, each node's value multiplied by the factor for every step it lies below."""
        total = values.astype(np.float64)
        for nodes in self.levels[:0:-1]:
            np.add.at(total, self.parent[nodes], factor * total[nodes])
        return total

    def within(self, steps: int) -> Ints:
        """How many lie at most so many steps below each node."""
        has_parent = self.parent >= 0
        reached: Numbers = np.zeros(len(self.parent))
        level: Numbers = np.ones(len(self.parent))
        for _ in range(min(steps, max(len(self.levels) - 1, 0))):
            above = np.bincount(self.parent[has_parent], level[has_parent], len(self.parent))
            level = np.asarray(above, np.float64)
            reached += level
        return np.rint(reached).astype(np.int64)

    @cached_property
    def width(self) -> Ints:
        """The most nodes that lie at one distance from a root, by root; 0 for all others."""
        width: Ints = np.zeros(len(self.parent), np.int64)
        places, counts = np.unique(self.root * len(self.levels) + self.depth, return_counts=True)
        np.maximum.at(width, places // max(len(self.levels), 1), counts)
        return width

    @cached_property
    def virality(self) -> Numbers:
        """Structural virality of the tree below each node: the mean distance of its pairs; 0 for a leaf.

        Goel, Anderson, Hofman and Watts 2016. An edge above a subtree of s of n nodes lies between s(n - s)
        pairs, so the sum over all pairs is n times the sum of s less the sum of s squared.
        """
        size = self.size.astype(np.float64)
        sums, squares = self.total(size) - size, self.total(size**2) - size**2
        pairs = size * (size - 1) / 2
        return np.divide(size * sums - squares, pairs, out=np.zeros(len(size)), where=pairs > 0)


def ranges(begins: Ints, ends: Ints) -> Ints:
    """The numbers from each begin to before its end, one range behind the other."""
    counts = ends - begins
    shift = np.repeat(begins - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    return shift + np.arange(counts.sum())
