"""The scores that customers get from the whole graph, in which order they are computed, and when anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter

from graph.analytics.churn.score import NAMES as CHURN
from graph.analytics.churn.score import score_churn
from graph.analytics.ground import KeptScore, ScoreGround, open_ground, write_run
from graph.analytics.inputs import DAY, MOMENT, read_inputs
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
from graph.behaviour.signals import SIGNALLING
from graph.identity.rules import Rules
from graph.journal import Journal
from graph.model.edges import OF_SCORES
from graph.model.types import EdgeKind
from graph.projection.lag import lag
from graph.store import Store

_ORDERS = "order order_status order_line refund"


@dataclass(frozen=True, slots=True)
class Score:
    """A score: the properties that it writes (`Label.property` or `TYPE.property`), and the scores that must
    have been computed before. `compute` returns how many nodes or edges got one.

    One that names all it `reads`, see `graph.analytics.inputs`, stays as it is while these stay, and reports
    under its name; without any it is computed each time.
    """

    name: str
    writes: frozenset[str]
    after: frozenset[str]
    compute: Callable[[ScoreGround], int]
    reads: frozenset[str] = frozenset()


def _score(
    name: str, compute: Callable[[ScoreGround], int], writes: str = "", after: str = "", reads: str = ""
) -> Score:
    return Score(name, frozenset(writes.split()), frozenset(after.split()), compute, frozenset(reads.split()))


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
    _score(
        "value",
        score_value,
        " ".join(f"Customer.{name}" for name in VALUE),
        reads=f"{_ORDERS} {DAY}",
    ),
    _score(
        "churn",
        score_churn,
        " ".join(f"Customer.{name}" for name in CHURN),
        "value",
        f"{_ORDERS} contract page_view product_view event ticket campaign_contact survey_answer {DAY}",
    ),
    _score("lifecycle", score_lifecycle, " ".join(f"Customer.{name}" for name in LIFECYCLE)),
    _score(
        "offers",
        score_offers,
        " ".join(_named(OF_SCORES)),
        reads=f"{_ORDERS} contract product consent ticket {' '.join(SIGNALLING)} {MOMENT}",
    ),
)


def in_order(scores: tuple[Score, ...] = SCORES) -> tuple[Score, ...]:
    """The scores, each behind those that it comes after; raises CycleError where there is no such order."""
    by_name = {score.name: score for score in scores}
    order = TopologicalSorter({score.name: sorted(score.after) for score in scores}).static_order()
    return tuple(by_name[name] for name in order)


def compute_scores(journal: Journal, rules: Rules, store: Store) -> dict[str, int]:
    """Compute every score anew that would be another; returns by name how many nodes have one. Repeating it
    changes nothing."""
    with open_ground(journal, store, rules) as ground:
        inputs = read_inputs(ground.connection, rules, ground.as_of)
        made_of = {score.name: inputs.of(score.reads) for score in SCORES if score.reads}
        ground.take_over(made_of)
        counts = {score.name: _count(score, ground) for score in in_order()}
        kept = {name: KeptScore(stated, counts[name]) for name, stated in made_of.items()}
        # Of customers whom the graph has not, or not yet, nothing was written.
        behind = lag(journal, store)
        write_run(ground, journal, {} if behind.rows or behind.set_aside else kept)
    return counts


def _count(score: Score, ground: ScoreGround) -> int:
    """How many nodes have a score, which is computed unless it stays."""
    kept = ground.staying.get(score.name)
    return kept.nodes if kept else score.compute(ground)
