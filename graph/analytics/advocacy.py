"""How strong an advocate each customer is: PageRank over who brought whom."""

from collections.abc import Iterable

import networkx as nx

import cypher
from graph.store import Store

PROMOTER_WEIGHT = 2.0
"""How much more a survey promoter's voice counts than anybody else's."""


def score_advocates(store: Store) -> int:
    """Write `advocacy` of every customer who brought somebody; returns how many were scored.

    Those who brought nobody have no score. Repeating it changes nothing.
    """
    edges = [(row["bringer"], row["brought"]) for row in store.run(cypher.load("analytics/referral_edges"))]
    promoters = {row["id"] for row in store.run(cypher.load("analytics/promoters"))}
    scores = advocacy(edges, promoters)
    store.run(cypher.load("analytics/clear_advocacy"), ids=list(scores))
    rows = ({"id": id_, "score": score} for id_, score in scores.items())
    return store.write_batches(cypher.load("analytics/write_advocacy"), rows)


def advocacy(edges: Iterable[tuple[str, str]], promoters: Iterable[str]) -> dict[str, float]:
    """Score from 0 to 1 by customer id, for those who brought somebody; 1 is the strongest of all.

    `edges` are pairs (who brought, who was brought). The score is PageRank (Page et al. 1999, damping
    0.85) on the reversed edges, so that bringing people who bring others counts more, with the random
    jump leaning to `promoters`; it is divided by the largest.
    """
    graph = nx.DiGraph((brought, bringer) for bringer, brought in edges)
    if not graph:
        return {}
    satisfied = set(promoters)
    jump = {node: PROMOTER_WEIGHT if node in satisfied else 1.0 for node in graph}
    ranks = nx.pagerank(graph, personalization=jump)
    bringers = {node: rank for node, rank in ranks.items() if graph.in_degree(node)}
    largest = max(bringers.values())
    return {node: rank / largest for node, rank in sorted(bringers.items())}
