"""Joining groups along links that judgements and rules made: the strongest first, those of one strength at
once.

Where two that must not be one would come together, what lies between them joins neither. So no order decides,
neither that of keys nor that of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import groupby
from typing import Any

from graph.identity.clusters.groups import MUST, Ends, Groups, Link, joined_by, neighbours
from graph.identity.clusters.limits import RIVALRY


def by_strength(link: Link) -> Any:
    """Sort key: the strongest link first."""
    return -round(link[0], 6)


def strongest_first(link: Link) -> tuple[float, int, int]:
    """Sort key: the strongest link first, ties by its ends; for what is told, not for what is decided."""
    return -link[0], link[1], link[2]


def join_strongest(groups: Groups, links: Iterable[Link], order: Callable[[Link], Any] = by_strength) -> None:
    """Join groups along links, unless something stands between them; those equal in `order` at once.

    Of what equal ones would bring together, more than a cluster may hold stays apart altogether.
    """
    ordered = sorted(links, key=order)
    for _, equals in groupby(ordered, key=order):
        level = list(equals)
        pairs = _between(groups, level)
        if groups.divided:
            least, place = level[0][0] - RIVALRY, order(level[0])
            known = [link for link in ordered if link[0] >= least or order(link) <= place]
            pairs = _uncontested(groups, pairs, _between(groups, known))
        for together in list(joined_by(pairs)):
            if level[0][0] == MUST or not groups.too_large(together):
                first, *others = sorted(together)
                for other in others:
                    groups.join(first, other)


def _between(groups: Groups, links: Iterable[Link]) -> set[Ends]:
    """The groups that links lead between, unless they must not be one."""
    roots = ((groups.root(left), groups.root(right)) for _, left, right in links)
    return {(min(a, b), max(a, b)) for a, b in roots if a != b and b not in groups.foes(a)}


def _uncontested(groups: Groups, pairs: Set[Ends], known: Set[Ends]) -> set[Ends]:
    """The pairs along which groups may join, where all that is `known` by now joins as strongly or more.

    A group that is paired with two which must not be one joins neither; nor does anything that lies on a
    longer way between two such.
    """
    near = neighbours(known)
    left_over = {(a, b) for a, b in pairs if not near[a] & groups.foes(b) and not near[b] & groups.foes(a)}
    for together in list(joined_by(left_over)):
        enemies = groups.enemies(together)
        if enemies:
            left_over -= _on_a_way(enemies, [pair for pair in left_over if pair[0] in together])
    return left_over


def _on_a_way(enemies: Sequence[Ends], pairs: Iterable[Ends]) -> set[Ends]:
    """The pairs that lie on a way without loops between two enemies."""
    import networkx as nx  # takes long, and hardly a run needs it

    ways: nx.Graph[int] = nx.Graph(pairs)
    found: set[Ends] = set()
    for enemy in enemies:
        # a way between the two and the pair of them make a circle
        ways.add_edge(*enemy)
        for block in nx.biconnected_component_edges(ways):
            circle = {(min(ends), max(ends)) for ends in block}
            if enemy in circle:
                found |= circle - {enemy}
        ways.remove_edge(*enemy)
    return found
