"""From accepted links to clusters, under vetoes, judgements and limits.

Records are numbered in the order of their ids. Each connected component is settled on its own, so settling
only the components that a change touches gives what settling all of them gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.identity.clusters.agglomerate import Component, CutLink, settle
from graph.identity.clusters.groups import CutKind, Groups, Link
from graph.identity.clusters.limits import Limits
from graph.identity.clusters.strongest import by_strength, join_strongest

Prints = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Pairs of records by number, `left` below `right`, in their order."""

    left: Numbers
    right: Numbers

    def within(self, labels: Numbers) -> Flags:
        """Which pairs have both ends under one label."""
        inside: Flags = labels[self.left] == labels[self.right]
        return inside


@dataclass(frozen=True)
class Links(Pairs):
    """Accepted links, one a pair. A steward's match weighs infinitely much.

    `ruled` marks those that a judgement or an identifier rule made.
    """

    weight: Weights
    ruled: Flags

    def chosen(self, places: Flags) -> Links:
        """The links at the marked places."""
        return Links(self.left[places], self.right[places], self.weight[places], self.ruled[places])


@dataclass(frozen=True)
class Forbidden(Pairs):
    """Pairs that must not be one person; `banned` marks those that a steward ruled so."""

    banned: Flags


@dataclass(frozen=True)
class Scores(Pairs):
    """The model's weight for pairs of named records."""

    weight: Weights


@dataclass(frozen=True)
class Partition:
    """`labels[i]`: smallest record number in the cluster of record i; and the links cut on the way."""

    labels: Numbers
    cuts: list[CutLink]


def components(count: int, pairs: Pairs) -> Numbers:
    """Label of each of `count` records: the smallest record number in its connected component."""
    # SciPy's function takes a third of a second to import, which is more than most runs have pairs for.
    labels: Numbers = np.arange(count)
    left, right = pairs.left, pairs.right
    while True:
        one, other = labels[left], labels[right]
        apart = one != other
        if not apart.any():
            return labels
        left, right, one, other = left[apart], right[apart], one[apart], other[apart]
        np.minimum.at(labels, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(labels, above := labels[labels]):
            labels = above


def blocks(count: int, links: Links, max_size: int, contents: Callable[[], Prints]) -> Partition:
    """Components; one above `max_size` grows from its strongest links until it is full, then another.

    No cluster reaches across blocks. Of links that are equally strong `contents` decides, a fingerprint of
    what each record says, which is asked for only then; records that say the same all join or none.
    """
    labels = components(count, links)
    large = np.bincount(labels, minlength=count) > max_size
    cuts: list[CutLink] = []
    prints = contents() if large.any() else None

    def order(link: Link) -> Any:
        assert prints is not None  # noqa: S101 - there is a large component where this is called
        return by_strength(link), *sorted((prints[link[1]], prints[link[2]]))

    for rows in _by_label(labels[links.left], large):
        chosen = list(_rows(links, rows))
        members = sorted({end for _, *ends in chosen for end in ends})
        groups = Groups(members, (), max_size)
        join_strongest(groups, chosen, order)
        apart = [(w, a, b) for w, a, b in chosen if groups.root(a) != groups.root(b)]
        cuts += [CutLink(CutKind.SIZE, left, right, weight) for weight, left, right in apart]
        for group in groups.members.values():
            labels[group] = min(group)
    return Partition(labels, cuts)


def unsettled(labels: Numbers, links: Links, forbidden: Pairs) -> Flags:
    """Which labels stand for blocks that plain connection does not settle.

    It does where all records are linked with each other, or by rules alone, and nothing is forbidden.
    """
    count = len(labels)
    sizes = np.bincount(labels, minlength=count)
    inside = links.within(labels)
    edges = np.bincount(labels[links.left[inside]], minlength=count)
    open_ = 2 * edges < sizes * (sizes - 1)
    by_rules = components(count, links.chosen(inside & links.ruled))
    spread = np.zeros(count, dtype=np.bool_)
    spread[labels[by_rules != labels]] = True
    open_ &= spread
    open_[labels[forbidden.left[forbidden.within(labels)]]] = True
    return open_


@dataclass(frozen=True)
class Evidence:
    """What settles the blocks whose labels are marked `open`: pairs that must not be one, the model's weights
    for all pairs of described records in them, and which records are described too little to have a say."""

    open: Flags
    forbidden: Forbidden
    scores: Scores
    unnamed: Flags


def partition(blocked: Partition, links: Links, evidence: Evidence, limits: Limits) -> Partition:
    """The clusters within the given blocks; one that is not open is one cluster."""
    labels = blocked.labels.copy()
    links = links.chosen(links.within(labels))
    forbidden, scores = evidence.forbidden, evidence.scores
    cuts = list(blocked.cuts)
    pairs = _grouped(labels, forbidden, evidence.open)
    weights = _grouped(labels, scores, evidence.open)
    for rows in _by_label(labels[links.left], evidence.open):
        label = int(blocked.labels[links.left[rows[0]]])
        against = pairs.get(label, _NONE)
        component = Component(
            ruled=list(_rows(links, rows[links.ruled[rows]])),
            scored=list(_rows(links, rows[~links.ruled[rows]])),
            forbidden=[_ends(forbidden, place) for place in against[~forbidden.banned[against]]],
            banned=[_ends(forbidden, place) for place in against[forbidden.banned[against]]],
            weights={
                _ends(scores, place): float(scores.weight[place]) for place in weights.get(label, _NONE)
            },
            unnamed=_unnamed_of(links, rows, evidence.unnamed),
        )
        clusters, found = settle(component, limits)
        cuts += found
        for cluster in clusters:
            labels[cluster] = cluster[0]
    return Partition(labels, sorted(cuts, key=lambda cut: (cut.left, cut.right)))


_NONE: Numbers = np.empty(0, dtype=np.int64)


def _rows(links: Links, places: Numbers) -> Iterator[tuple[float, int, int]]:
    return zip(
        links.weight[places].tolist(), links.left[places].tolist(), links.right[places].tolist(), strict=True
    )


def _ends(pairs: Pairs, place: int) -> tuple[int, int]:
    return int(pairs.left[place]), int(pairs.right[place])


def _unnamed_of(links: Links, rows: Numbers, unnamed: Flags) -> frozenset[int]:
    ends = np.unique(np.concatenate((links.left[rows], links.right[rows])))
    return frozenset(ends[unnamed[ends]].tolist())


def _grouped(labels: Numbers, pairs: Pairs, suspects: Flags) -> dict[int, Numbers]:
    """Places of the pairs within each suspect label."""
    inside = np.where(pairs.within(labels), labels[pairs.left], -1)
    marked = np.append(suspects, False)  # for the label -1 of pairs that lead out
    return {int(inside[places[0]]): places for places in _by_label(inside, marked)}


def _by_label(labels: Numbers, chosen: Flags) -> list[Numbers]:
    """Places of each label that is marked in `chosen`, in order."""
    places = np.flatnonzero(chosen[labels])
    places = places[np.argsort(labels[places], kind="stable")]
    if not len(places):
        return []
    ordered = labels[places]
    return np.split(places, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)
