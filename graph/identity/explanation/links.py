"""The accepted links within one customer, as a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.identity.explanation.pair_evidence import PairEvidence

if TYPE_CHECKING:
    import networkx as nx

STRONGEST = 1e9
"""Weight of a steward's match in a graph: more than any evidence."""

_TIERS = ("judgement", "rule", "model")


@dataclass(frozen=True, slots=True)
class CustomerLink:
    """Accepted evidence between two records, its tiers from the strongest kind on.

    `weight` is that of the strongest evidence in bits, null for a steward's match, which outweighs all.
    """

    record_l: str
    record_r: str
    tiers: tuple[str, ...]
    weight: float | None

    @property
    def strength(self) -> float:
        """The weight to compare links by."""
        return STRONGEST if self.weight is None else self.weight


def customer_links(evidence: PairEvidence, customer_id: str) -> list[CustomerLink]:
    """The accepted links between records of a customer, one a pair, in the order of their records."""
    found: dict[tuple[str, str], dict[str, float | None]] = {}
    for link in evidence.links_among(evidence.members(customer_id)):
        if not link.accepted:
            continue
        found.setdefault((link.record_l, link.record_r), {})[link.tier] = link.weight
    return [_link(pair, weights) for pair, weights in found.items()]


def link_graph(records: Sequence[str], links: Sequence[CustomerLink]) -> nx.Graph[str]:
    """Records and links as a graph; edges carry `link` and `weight`."""
    import networkx as nx  # takes long, and only explanations need it

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(records)
    for link in links:
        graph.add_edge(link.record_l, link.record_r, link=link, weight=link.strength)
    return graph


def strongest_links(graph: nx.Graph[str]) -> list[CustomerLink]:
    """The links that hold the records together, the strongest first: a maximum spanning forest."""
    from networkx import maximum_spanning_edges

    forest = maximum_spanning_edges(graph, weight="weight", data=True)
    links = [data["link"] for _, _, data in forest]
    return sorted(links, key=lambda link: (-link.strength, link.record_l, link.record_r))


def strongest_path(links: Sequence[CustomerLink], start: str, end: str) -> list[CustomerLink] | None:
    """The way from one record to another whose weakest link is the strongest; None where there is none."""
    from networkx import has_path, shortest_path

    graph = link_graph((start, end), links)
    if graph.has_edge(start, end):
        return [graph.edges[start, end]["link"]]
    tree = link_graph((start, end), strongest_links(graph))
    if not has_path(tree, start, end):
        return None
    path = shortest_path(tree, start, end)
    return [tree.edges[step]["link"] for step in pairwise(path)]


def _link(pair: tuple[str, str], weights: dict[str, float | None]) -> CustomerLink:
    tiers = tuple(tier for tier in _TIERS if tier in weights)
    known = [weight for weight in weights.values() if weight is not None]
    return CustomerLink(*pair, tiers, None if "judgement" in weights else max(known))
