"""Explanations of pairs of records and of customers."""

import strawberry
from strawberry import field

from api.gql.declare import id_of, mirrored
from graph.identity.explanation import how as graph_how
from graph.identity.explanation import why as graph_why
from graph.identity.explanation.links import CustomerLink
from graph.identity.explanation.waterfall import waterfall_svg


@strawberry.type(description="One piece of evidence, in words.")
class Finding:
    """Evidence on a pair."""

    kind: str = field(
        description="judgement, rule, comparison, household, blocked, shared, veto, cut, path, threshold,"
        " candidate or mean"
    )
    text: str = field(description="What it says")
    weight: float | None = field(description="Its weight in bits; null where it has none")


@strawberry.type(description="A bar of a waterfall chart.")
class WaterfallStep:
    """One comparison's share in the match weight."""

    name: str = field(
        description="The comparison, `prior` for the start, or `household`: two of one may agree so, too"
    )
    outcome: str = field(description="What came of it")
    weight: float = field(description="Its weight in bits")
    start: float = field(description="Where the bar begins")
    end: float = field(description="Where it ends")


@strawberry.type(description="Two records, and what makes them one customer or two.")
class PairReport:
    """An explanation of a pair."""

    left: str = field(description="Record, source:source_id")
    right: str = field(description="The other record")
    left_customer: strawberry.ID | None = field(description="Customer of the left record now")
    right_customer: strawberry.ID | None = field(description="Customer of the right record now")
    together: bool = field(description="Both are one customer")
    weight: float | None = field(description="The model's match weight in bits")
    probability: float | None = field(description="The model's match probability")
    threshold: float = field(description="Match weight from which a link counts")
    findings: list[Finding] = field(description="The evidence in words")
    waterfall: list[WaterfallStep] = field(description="The model's weight, comparison by comparison")
    waterfall_svg: str = field(description="The waterfall as an SVG document")


@strawberry.type(description="An accepted link between two records of a customer.")
class EvidenceLink:
    """A link with what it rests on."""

    left: str = field(description="Record, source:source_id")
    right: str = field(description="The other record")
    tiers: list[str] = field(description="judgement, rule, model: what it rests on, the strongest first")
    weight: float | None = field(description="Weight in bits; null for a steward's match, above all weights")


@strawberry.type(description="Two groups of records that a link made one.")
class Merge:
    """A step in a customer's history of evidence."""

    link: EvidenceLink = field(description="The link that merged them")
    left_size: int = field(description="Records on the left before it")
    right_size: int = field(description="Records on the right before it")
    evidence: list[str] = field(description="Its evidence in words")


@strawberry.type(description="How a customer came to be, and what would split it.")
class CustomerReport:
    """An explanation of a customer."""

    customer_id: strawberry.ID = field(description="The customer's id now")
    records: list[str] = field(description="Its records, source:source_id")
    merges: list[Merge] = field(description="Its merges, the strongest link first")
    weakest: EvidenceLink | None = field(description="The link of the last merge")
    bridge: bool = field(description="The weakest link alone holds its two sides together")
    cut: list[EvidenceLink] = field(description="The fewest links whose removal would split the customer")
    cut_off: list[str] = field(description="Records that this would split off")
    loose: list[str] = field(description="Records without a link, matched in the mean of whole groups")


def pair_report(found: graph_why.PairReport) -> PairReport:
    """An explanation of a pair as GraphQL shows it."""
    return PairReport(
        left=found.record_l,
        right=found.record_r,
        left_customer=id_of(found.customer_l),
        right_customer=id_of(found.customer_r),
        together=found.together,
        weight=found.weight,
        probability=found.probability,
        threshold=found.threshold,
        findings=mirrored(Finding, found.findings),
        waterfall=mirrored(WaterfallStep, found.waterfall),
        waterfall_svg=waterfall_svg(found),
    )


def customer_report(found: graph_how.CustomerReport) -> CustomerReport:
    """An explanation of a customer as GraphQL shows it."""
    return CustomerReport(
        customer_id=strawberry.ID(found.customer_id),
        records=list(found.records),
        merges=[
            Merge(
                link=_link(merge.link),
                left_size=merge.left_size,
                right_size=merge.right_size,
                evidence=list(merge.evidence),
            )
            for merge in found.merges
        ],
        weakest=_link(found.weakest) if found.weakest else None,
        bridge=found.bridge,
        cut=[_link(link) for link in found.cut],
        cut_off=list(found.cut_off),
        loose=list(found.loose),
    )


def _link(link: CustomerLink) -> EvidenceLink:
    return EvidenceLink(left=link.record_l, right=link.record_r, tiers=list(link.tiers), weight=link.weight)
