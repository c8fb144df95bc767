"""Reading what the scores left in the graph: the report, trees, and the network for networkx."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cypher
from graph.analytics.networks.referral_tree import ReferralTree
from graph.errors import CkgError, NotFoundError
from graph.files.whole_file import whole_file
from graph.store import Row, Store

if TYPE_CHECKING:
    import networkx as nx

FORMATS = ("gexf", "graphml")


def network_run(rows: list[Row]) -> dict[str, Any]:
    """The latest run with its report, out of the rows of `read/network_run`; raises CkgError before the
    first."""
    if not rows:
        raise CkgError("There are no scores of the referral network yet.", "Run `ckg resolve` first.")
    run = dict(rows[0])
    return run | {"report": json.loads(run["report"])}


def read_run(store: Store) -> dict[str, Any]:
    """See `network_run`."""
    return network_run(store.run(cypher.load("read/network_run")))


def no_such_customer(customer: str) -> NotFoundError:
    """The error where a command names somebody whom the graph does not have."""
    return NotFoundError(
        f"There is no customer {customer}.",
        "Name a customer's id, a retired one, or a record source:source_id: `ckg search` finds them.",
    )


def read_scores(store: Store, customer: str) -> dict[str, Any]:
    """All scores that a customer has, by property; raises CkgError where there is no such customer."""
    rows = store.run(cypher.load("read/customer_scores"), id=customer)
    if not rows:
        raise no_such_customer(customer)
    held: dict[str, Any] = rows[0]["properties"]
    return held


def tells_value(run: Mapping[str, Any]) -> bool:
    """Whether a run says all that this version tells of customers; one of an earlier version does not."""
    return "lifecycle" in run["report"]


def seeds_report(report: Mapping[str, Any], *, stated: bool) -> dict[str, Any]:
    """The campaign seeds of a run's report, over accepted referrals or over all that were stated; raises
    CkgError for a run of an earlier version."""
    found: dict[str, Any] = report["seeds"]["stated" if stated else "accepted"]
    if "intervals" not in found:
        raise _earlier_version()
    return found


def _earlier_version() -> CkgError:
    return CkgError("The scores are of an earlier version.", "`ckg rebuild` makes them anew.")


def value_report(run: dict[str, Any]) -> dict[str, Any]:
    """What a run says of the value of customers; raises CkgError for one of an earlier version."""
    if not tells_value(run):
        raise _earlier_version()
    report: dict[str, Any] = run["report"]["value"]
    return report


def tree_of(rows: list[Row], most: int) -> ReferralTree | None:
    """The tree, not grown yet, of the customer in the rows of `read/referral_root`; null if there is none."""
    if not rows:
        return None
    row = rows[0]
    return ReferralTree(row["id"], row["currency"], row["reach"], row["self_referrals"], most)


def read_tree(store: Store, customer: str, most: int) -> ReferralTree | None:
    """The tree of a customer, up to `most` customers below; null when there is no such customer."""
    tree = tree_of(store.run(cypher.load("read/referral_root"), id=customer), most)
    while tree and tree.frontier:
        level = cypher.load("read/referral_level")
        tree.take(store.run(level, ids=tree.frontier, limit=tree.limit))
    return tree


def read_graph(store: Store) -> nx.DiGraph[str]:
    """The referral network as networkx has it: customers by id with their scores, referrals with their
    standing. Nothing in it says who somebody is."""
    import networkx as nx  # takes long

    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in store.run(cypher.load("analytics/network_nodes")):
        graph.add_node(row["id"], **_known(row["values"]))
    for row in store.run(cypher.load("analytics/referral_standings")):
        graph.add_edge(row["start"], row["end"], **_known(row["edge"]))
    return graph


def export_graph(store: Store, to: Path) -> int:
    """Write the network as GEXF or GraphML, as the file's name says; returns how many customers it has."""
    import networkx as nx  # takes long

    kind = to.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise CkgError(f"{to} is neither GEXF nor GraphML.", "End its name with .gexf or .graphml.")
    graph = read_graph(store)
    write = nx.write_gexf if kind == "gexf" else nx.write_graphml
    with whole_file(to) as draft:
        write(graph, draft)
    return len(graph)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """What is known, times as text: neither format has nulls or times."""
    plain = (str, int, float)
    return {
        name: value if isinstance(value, plain) else value.isoformat()
        for name, value in values.items()
        if value is not None
    }
