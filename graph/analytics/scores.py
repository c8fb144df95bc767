"""The scores that customers get from the whole graph, and in which order they are computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter

from graph.analytics.churn.score import NAMES as CHURN
from graph.analytics.churn.score import score_churn
from graph.analytics.ground import ScoreGround, open_ground, write_run
from graph.analytics.lifecycle.score import NAMES as LIFECYCLE
from graph.analytics.lifecycle.score import score_lifecycle
from graph.analytics.networks.advocates import score_advocates
from graph.analytics.networks.cascades import score_cascades
from graph.analytics.networks.communities import score_communities
from graph.analytics.networks.conversion import score_conversion
from graph.analytics.networks.referrals import score_referrals
from graph.analytics.networks.seeds import score_seeds
from graph.analytics.offers.score import score_offers
from graph.analytics.value.score import NAMES as VALUE
from graph.analytics.value.score import score_value
from graph.identity.rules import Rules
from graph.journal import Journal
from graph.model.edges import OF_SCORES
from graph.model.types import EdgeKind
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Score:
    """A score: the properties that it writes (`Label.property` or `TYPE.property`), and the scores that must
    have been computed before. `compute` returns how many nodes or edges got one."""

    name: str
    writes: frozenset[str]
    after: frozenset[str]
    compute: Callable[[ScoreGround], int]


def _score(name: str, compute: Callable[[ScoreGround], int], writes: str = "", after: str = "") -> Score:
    return Score(name, frozenset(writes.split()), frozenset(after.split()), compute)


def _named(kinds: Iterable[EdgeKind]) -> list[str]:
    return [f"{kind.type}.{each.name}" for kind in kinds for each in kind.properties]


SCORES: tuple[Score, ...] = (
    _score(
        "referrals",
        score_referrals,
        "REFERRED.standing REFERRED.at REFERRED.channel REFERRED.campaign REFERRED.code REFERRED.converted_at"
        " Customer.self_referrals",
    ),
    _score(
        "cascades",
        score_cascades,
        "Customer.accepted_referrals Customer.converted_referrals Customer.reach Customer.tree_depth"
        " Customer.downstream_revenue",
        "referrals",
    ),
    _score("conversion", score_conversion, after="referrals"),
    _score(
        "advocates",
        score_advocates,
        "Customer.advocacy Customer.advocacy_parts Customer.advocate_potential Customer.advocate_risk",
        "cascades",
    ),
    _score("communities", score_communities, "Customer.community Customer.bridging", "referrals"),
    _score("seeds", score_seeds, after="referrals"),
    _score("value", score_value, " ".join(f"Customer.{name}" for name in VALUE)),
    _score("churn", score_churn, " ".join(f"Customer.{name}" for name in CHURN), "value"),
    _score("lifecycle", score_lifecycle, " ".join(f"Customer.{name}" for name in LIFECYCLE), "churn"),
    _score("offers", score_offers, " ".join(_named(OF_SCORES))),
)


def in_order(scores: tuple[Score, ...] = SCORES) -> tuple[Score, ...]:
    """The scores, each behind those that it comes after; raises CycleError where there is no such order."""
    by_name = {score.name: score for score in scores}
    order = TopologicalSorter({score.name: sorted(score.after) for score in scores}).static_order()
    return tuple(by_name[name] for name in order)


def compute_scores(journal: Journal, rules: Rules, store: Store) -> dict[str, int]:
    """Compute every score anew; returns by name how many nodes have one. Repeating it changes nothing."""
    with open_ground(journal, store, rules) as ground:
        counts = {score.name: score.compute(ground) for score in in_order()}
        write_run(ground, journal)
    return counts
