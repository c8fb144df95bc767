"""How a customer came to be: its records' merges in order, and what would split it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph.errors import NotFoundError
from graph.identity.clusters.stable_ids import resolve_id
from graph.identity.explanation.evidence_reading import with_evidence
from graph.identity.explanation.links import CustomerLink, customer_links, link_graph, strongest_links
from graph.identity.explanation.pair_evidence import PairEvidence
from graph.identity.explanation.wording import basis_words, comparison_words, rule_words
from graph.journal import Journal
from graph.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

_TELLING = 3
"""Comparisons that are named for a merge."""

_MOST_RECORDS = 400
"""Records up to which the smallest cut is worked out."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups of `left_size` and `right_size` records that a link made one, and its evidence in words."""

    link: CustomerLink
    left_size: int
    right_size: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerReport:
    """A customer's records and merges, the strongest link first.

    `weakest` is the last merge's link; `bridge` says whether it alone holds its two sides together. Taking
    away the links of `cut`, the fewest that do it, would split off the records of `cut_off`. `loose` are
    records without a link of their own: whole groups matched in the mean.
    """

    customer_id: str
    records: tuple[str, ...]
    merges: tuple[Merge, ...]
    weakest: CustomerLink | None
    bridge: bool
    cut: tuple[CustomerLink, ...]
    cut_off: tuple[str, ...]
    loose: tuple[str, ...]


def how(journal: Journal, settings: Settings, customer: str) -> CustomerReport:
    """How a customer came to be; `customer` is its id, one of its retired ids, or one of its records.

    Raises UnknownRecordError, NotFoundError where there is no such customer, or IdentityError before any run.
    """
    return with_evidence(journal, settings, partial(_how, customer))


def _how(customer: str, evidence: PairEvidence) -> CustomerReport:
    customer_id = _customer_id(evidence, customer)
    records = evidence.members(customer_id)
    graph = link_graph(records, customer_links(evidence, customer_id))
    chosen = strongest_links(graph)
    evidence.prepare(records)
    weakest = chosen[-1] if chosen else None
    cut, cut_off = smallest_cut(graph)
    return CustomerReport(
        customer_id=customer_id,
        records=tuple(records),
        merges=tuple(_merges(evidence, records, chosen)),
        weakest=weakest,
        bridge=weakest is not None and _is_bridge(graph, weakest),
        cut=cut,
        cut_off=cut_off,
        loose=_loose(graph),
    )


def smallest_cut(graph: nx.Graph[str]) -> tuple[tuple[CustomerLink, ...], tuple[str, ...]]:
    """The fewest links, among as many the weakest, whose removal splits a graph, and the smaller side.

    By Stoer and Wagner (1997). Empty for a graph of one record, in pieces, or of more than 400 records.
    """
    import networkx as nx  # takes long

    if not 1 < len(graph) <= _MOST_RECORDS or not nx.is_connected(graph):
        return (), ()
    links: list[CustomerLink] = [graph.edges[edge]["link"] for edge in graph.edges]
    total = sum(_cost(link) for link in links)
    costs: nx.Graph[str] = nx.Graph()
    for link in links:
        costs.add_edge(link.record_l, link.record_r, weight=1 + _cost(link) / (1 + total))
    _, sides = nx.stoer_wagner(costs)
    smaller = min((sorted(side) for side in sides), key=lambda side: (len(side), side))
    inside = set(smaller)
    crossing = [link for link in links if (link.record_l in inside) != (link.record_r in inside)]
    return tuple(sorted(crossing, key=lambda link: (link.record_l, link.record_r))), tuple(smaller)


def _cost(link: CustomerLink) -> float:
    return max(0.0, min(link.strength, 1000.0))


def _customer_id(evidence: PairEvidence, name: str) -> str:
    if ":" in name:
        customer = evidence.customer_of(name)
        if customer is None:
            raise NotFoundError(f"{name} belongs to no customer yet.", "Run `ckg resolve`.")
        return customer
    found = resolve_id(evidence.connection, name)
    if found is None:
        raise NotFoundError(
            f"There is no customer {name}.",
            "Name a customer's id, a retired one, or a record source:source_id.",
        )
    return found


def _merges(evidence: PairEvidence, records: list[str], chosen: list[CustomerLink]) -> Iterator[Merge]:
    words = _evidence_words(evidence, chosen)
    groups = {record: {record} for record in records}
    for link in chosen:
        left, right = groups[link.record_l], groups[link.record_r]
        yield Merge(link, len(left), len(right), words[link])
        joined = left | right
        groups |= dict.fromkeys(joined, joined)


def _evidence_words(evidence: PairEvidence, links: list[CustomerLink]) -> dict[CustomerLink, tuple[str, ...]]:
    pairs = [(link.record_l, link.record_r) for link in links]
    explained = {(e.record_l, e.record_r): e for e in evidence.weights(pairs)}
    words: dict[CustomerLink, tuple[str, ...]] = {}
    for link, pair in zip(links, pairs, strict=True):
        said = ["a steward ruled that they match"] if "judgement" in link.tiers else []
        said += [rule_words(rule) for rule in evidence.rules_fired(pair)]
        if "model" in link.tiers and pair in explained:
            parts = sorted(explained[pair].evidence, key=lambda part: -part.weight)
            said += [comparison_words(part) for part in parts[:_TELLING] if part.weight > 0]
        words[link] = tuple(said) or (basis_words(link),)
    return words


def _is_bridge(graph: nx.Graph[str], link: CustomerLink) -> bool:
    from networkx import bridges  # as above

    return any({*ends} == {link.record_l, link.record_r} for ends in bridges(graph))


def _loose(graph: nx.Graph[str]) -> tuple[str, ...]:
    """Records outside the largest part that links connect."""
    from networkx import connected_components  # as above

    parts = sorted((sorted(part) for part in connected_components(graph)), key=lambda p: (-len(p), p))
    return tuple(record for part in parts[1:] for record in part)
