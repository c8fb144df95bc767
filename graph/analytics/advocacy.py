"""How strong an advocate each customer is: PageRank over who brought whom."""

from collections.abc import Iterable, Sequence

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
    gone = {row["id"] for row in store.run(cypher.load("analytics/scored_advocates"))} - scores.keys()
    rows = ({"id": id_, "score": scores.get(id_)} for id_ in (*scores, *sorted(gone)))
    store.write_batches(cypher.load("analytics/write_advocacy"), rows)
    return len(scores)


def advocacy(edges: Sequence[tuple[str, str]], promoters: Iterable[str]) -> dict[str, float]:
    """Score from 0 to 1 by customer id, for those who brought somebody; 1 is the strongest of all.

    `edges` are pairs (who brought, who was brought). The score is PageRank (Page et al. 1999, damping
    0.85) on the reversed edges, so that bringing people who bring others counts more, with the random
    jump leaning to `promoters`; it is divided by the largest. Edges are
    taken in order, so that the same graph gives the same sums to the last bit.
    """
    if not edges:
        return {}
    import networkx as nx  # takes long

    graph = nx.DiGraph((brought, bringer) for bringer, brought in sorted(edges))
    satisfied = set(promoters)
    jump = {node: PROMOTER_WEIGHT if node in satisfied else 1.0 for node in graph}
    ranks = nx.pagerank(graph, personalization=jump)
    bringers = {node: rank for node, rank in ranks.items() if graph.in_degree(node)}
    largest = max(bringers.values())
    return {node: rank / largest for node, rank in sorted(bringers.items())}
