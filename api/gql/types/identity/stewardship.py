"""Review cases, judgements, and explanations of pairs and customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import strawberry
from strawberry import field

from api.gql.declare import described_enum
from api.gql.limits.blocking import READING
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.types.identity.records import IdentifierKind
from graph.identity import judgements as graph_judgements
from graph.identity.explanation import how as graph_how
from graph.identity.explanation import why as graph_why
from graph.identity.explanation.links import CustomerLink
from graph.identity.explanation.waterfall import waterfall_svg
from graph.identity.judgements import Verdict as _Verdict
from graph.identity.stewards import cases as graph_cases
from graph.identity.stewards import stewardship as graph_stewardship
from graph.identity.stewards.identifier_users import named, uses
from graph.journal import Journal

T = TypeVar("T")

Verdict = described_enum(
    "What a judgement says of two records.",
    MATCH="One person; transitive, and it outranks all other evidence",
    NO_MATCH="Two people: their customers stay apart",
    UNSURE="Looked at, and not to be asked again",
    UNLINKED="The evidence between the two is set aside; other records may still connect them",
)(_Verdict)

Reconnection = described_enum(
    "Whether what was taken apart may come together again.",
    ALLOWED="When other evidence says so",
    BANNED="Never, until the judgement is revoked",
)(graph_stewardship.Reconnection)


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


@strawberry.type(description="A record that uses an identifier.")
class IdentifierUser:
    """Whose a use may be."""

    record: str = field(description="Record, source:source_id")
    name: str | None = field(description="Name that the record gives")
    birth_date: str | None = field(description="Birth date that the record gives")
    customer: strawberry.ID | None = field(description="Customer of the record now")


@strawberry.type(description="A value that more people use than its limit allows, so that it links nobody.")
class SharedIdentifier:
    """What a case of kind generic_identifier is about."""

    kind: IdentifierKind = field(description="Kind")
    value: str = field(description="Normalised value")
    people: int = field(description="How many distinct people use it")

    @paged("Records that use it, one of each customer before further ones.", first=12)
    async def users(self, info: Info, window: Window) -> ConnectionPage[IdentifierUser]:
        """Who uses it."""
        journal = Journal.open(info.context.settings)
        about = graph_cases.SharedIdentifier(self.kind.value, self.value, self.people)
        found = await READING.result(lambda: uses(journal, about))
        keyed = [((float(use.turn), use.record), use) for use in found]
        page = window.page(cursors_of(info.schema._schema), keyed)
        return page.of(_all(IdentifierUser, await READING.result(lambda: named(journal, page.nodes))))


@strawberry.type(description="A pair of records, or an identifier, that a steward should look at.")
class ReviewCase:
    """A case of the review queue."""

    id: strawberry.ID = field(description="Case id")
    kind: str = field(
        description="Why it is in the queue: near_threshold, weak_bridge, size, veto or generic_identifier"
    )
    state: str = field(description="open, claimed or closed")
    left: str = field(description="Record, source:source_id; one that uses the identifier")
    right: str = field(description="The other record")
    identifier: SharedIdentifier | None = field(
        description="Of a generic identifier: what to confirm or overrule; the records are examples then"
    )
    left_customer: strawberry.ID | None = field(description="Customer of the left record now")
    right_customer: strawberry.ID | None = field(description="Customer of the right record now")
    value: float = field(description="Priority: what depends on the verdict")
    probability: float | None = field(description="Match probability of the pair; null for an identifier")
    claimed_by: str | None = field(description="Steward who works on it")
    opened_at: datetime = field(description="When it came up")
    closed_at: datetime | None = field(description="When it was closed")
    resolution: str | None = field(
        description="judged, merged, settled, confirmed or overruled; null while it is open"
    )


@strawberry.type(description="A steward's verdict on two records.")
class Judgement:
    """A judgement in force or revoked."""

    id: strawberry.ID = field(description="Judgement id")
    left: str = field(description="Record, source:source_id")
    right: str = field(description="The other record")
    verdict: Verdict = field(description="The verdict")  # type: ignore[valid-type]  # an enum
    steward: str = field(description="Who judged; of a revoked one who revoked")
    reason: str = field(description="Why")
    judged_at: datetime = field(description="When")
    revoked_at: datetime | None = field(description="When it was taken back; null while it holds")


@strawberry.type(description="A record with its customers before and after an act.")
class Move:
    """Where a record went."""

    record: str = field(description="Record, source:source_id")
    before: strawberry.ID | None = field(description="Customer before")
    after: strawberry.ID | None = field(description="Customer after")


@strawberry.type(description="What an act of a steward came to; the graph shows it already.")
class StewardshipOutcome:
    """Judgements stored, and what moved."""

    judgements: list[Judgement] = field(description="Judgements stored or revoked")
    run_id: strawberry.ID | None = field(
        description="Identity run that put it into effect; null where nothing had to be clustered again"
    )
    pending: bool = field(
        description="Stored, for the next run to put into effect: none was made yet, or the rules changed"
    )
    moves: list[Move] = field(description="Judged records, and all others that changed customer")
    case: ReviewCase | None = field(description="The case of an identifier that was ruled on")


def pair_report(found: graph_why.PairReport) -> PairReport:
    """An explanation of a pair as GraphQL shows it."""
    return PairReport(
        **_ends(found),
        together=found.together,
        weight=found.weight,
        probability=found.probability,
        threshold=found.threshold,
        findings=_all(Finding, found.findings),
        waterfall=_all(WaterfallStep, found.waterfall),
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


def review_case(found: graph_cases.ReviewCase) -> ReviewCase:
    """A review case as GraphQL shows it."""
    names = ("kind", "state", "value", "probability", "claimed_by", "opened_at", "closed_at", "resolution")
    about = found.identifier
    return ReviewCase(
        id=strawberry.ID(found.id),
        identifier=SharedIdentifier(kind=IdentifierKind(about.kind), value=about.value, people=about.people)
        if about
        else None,
        **_ends(found),
        **{name: getattr(found, name) for name in names},
    )


def judgement(found: graph_judgements.Judgement) -> Judgement:
    """A judgement as GraphQL shows it."""
    return Judgement(
        id=strawberry.ID(found.id),
        left=found.record_l,
        right=found.record_r,
        verdict=_Verdict(found.verdict),
        **{name: getattr(found, name) for name in ("steward", "reason", "judged_at", "revoked_at")},
    )


def outcome(found: graph_stewardship.Outcome) -> StewardshipOutcome:
    """An outcome as GraphQL shows it."""
    return StewardshipOutcome(
        judgements=[judgement(each) for each in found.judgements],
        run_id=strawberry.ID(found.run_id) if found.run_id else None,
        pending=found.pending,
        moves=_all(Move, found.moves),
        case=review_case(found.case) if found.case else None,
    )


def _ends(found: graph_why.PairReport | graph_cases.ReviewCase) -> dict[str, Any]:
    return {
        "left": found.record_l,
        "right": found.record_r,
        "left_customer": found.customer_l,
        "right_customer": found.customer_r,
    }


def _link(link: CustomerLink) -> EvidenceLink:
    return EvidenceLink(left=link.record_l, right=link.record_r, tiers=list(link.tiers), weight=link.weight)


def _all(type_: type[T], found: Sequence[Any]) -> list[T]:
    """Objects of a GraphQL type that has the very fields of what was found."""
    names = tuple(type_.__annotations__)
    return [type_(**{name: getattr(item, name) for name in names}) for item in found]
