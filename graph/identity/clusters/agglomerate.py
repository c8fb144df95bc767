"""Clusters of one connected component: rules first, then average linkage, under what is forbidden.

Links that a steward or an identifier rule made join groups, the strongest first. Then groups merge while the
mean model weight between them is high enough (UPGMA; Sokal and Michener 1958), so that one wrong link cannot
chain two people together. Records without a name have no say in a mean: they follow the rules alone.
The outcome depends on the links and weights, not on the keys of records or the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph.identity.clusters.average_linkage import AverageLinkage
from graph.identity.clusters.groups import MUST, CutKind, Ends, Groups, Link
from graph.identity.clusters.limits import SURE, Limits
from graph.identity.clusters.strongest import by_strength, join_strongest, strongest_first


@dataclass(frozen=True, slots=True)
class CutLink:
    """A link that was cut, by its ends."""

    kind: CutKind
    left: int
    right: int
    weight: float


@dataclass(frozen=True, slots=True)
class Component:
    """One connected component of accepted links.

    `ruled` come from judgements and identifier rules, `scored` from the model. Pairs are `forbidden` by what
    is known of the records, `banned` by a steward. `weights` are the model's for
    all pairs of named records, by pair, the smaller first; a missing pair counts -BOUND.
    """

    ruled: Sequence[Link]
    scored: Sequence[Link]
    forbidden: Sequence[Ends] = ()
    banned: Sequence[Ends] = ()
    weights: Mapping[Ends, float] = field(default_factory=dict)
    unnamed: Set[int] = frozenset()

    @property
    def members(self) -> list[int]:
        """All its records, sorted."""
        return sorted({end for _, *ends in (*self.ruled, *self.scored) for end in ends})


def settle(component: Component, limits: Limits) -> tuple[list[list[int]], list[CutLink]]:
    """The clusters of a component, each sorted, and the strongest link cut between each two of them.

    A steward's match joins the clusters that its two records end in, whatever else speaks against it. Where a
    steward's ban stands between those, the two records come together first and the others find their place.
    """
    judged = [link for link in component.ruled if link[0] == MUST]
    groups = _agglomerate(component, limits, [link for link in component.ruled if link[0] != MUST])
    if not _join_judged(groups, judged, component.banned):
        groups = _agglomerate(component, limits, component.ruled)
    clusters = sorted(sorted(group) for group in groups.members.values())
    return clusters, list(_cuts(groups, sorted((*component.ruled, *component.scored), key=strongest_first)))


def _agglomerate(component: Component, limits: Limits, ruled: Sequence[Link]) -> Groups:
    groups = Groups(component.members, (*component.forbidden, *component.banned), limits.max_size)
    join_strongest(groups, [_sure(link, component.unnamed) for link in ruled], partial(_order, component))
    AverageLinkage(groups, component.weights, component.unnamed, limits).merge()
    return groups


def _order(component: Component, link: Link) -> tuple[bool, Any]:
    """The strongest first; links of two records without a name last: whose they are, the others say."""
    weight, left, right = link
    nameless = left in component.unnamed and right in component.unnamed
    return nameless and weight != MUST, by_strength(link)


def _sure(link: Link, unnamed: Set[int]) -> Link:
    weight, left, right = link
    sure = weight != MUST and (left in unnamed or right in unnamed)
    return (min(weight, SURE) if sure else weight), left, right


def _join_judged(groups: Groups, judged: Iterable[Link], banned: Sequence[tuple[int, int]]) -> bool:
    """Join the groups of judged pairs; false, with some left apart, where a ban stands between them."""
    for _, *ends in sorted(judged):
        left, right = sorted(groups.root(end) for end in ends)
        if any({groups.root(one), groups.root(other)} == {left, right} for one, other in banned):
            return False
        if left != right:
            groups.join(left, right)
    return True


def _cuts(groups: Groups, ordered: Iterable[Link]) -> Iterator[CutLink]:
    """One cut for each two groups that stayed apart: the strongest link between them."""
    seen: set[tuple[int, int]] = set()
    for weight, *ends in ordered:
        left, right = sorted(groups.root(end) for end in ends)
        if left != right and (left, right) not in seen:
            seen.add((left, right))
            yield CutLink(groups.obstacle(left, right) or CutKind.WEAK_BRIDGE, ends[0], ends[1], weight)
