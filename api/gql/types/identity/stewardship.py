"""Review cases, judgements, and what came of the acts of stewards."""

from datetime import datetime

import strawberry
from strawberry import field

from api.gql.declare import described_enum, id_of, mirrored
from api.gql.limits.blocking import READING
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.types.identity.records import IdentifierKind
from graph.identity import judgements as graph_judgements
from graph.identity.judgements import Verdict as _Verdict
from graph.identity.stewards import cases as graph_cases
from graph.identity.stewards import stewardship as graph_stewardship
from graph.identity.stewards.identifier_users import named, uses
from graph.journal import Journal
from graph.model.resolution import CaseKind

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
        return page.of(mirrored(IdentifierUser, await READING.result(lambda: named(journal, page.nodes))))


@strawberry.type(description="A pair of records, or an identifier, that a steward should look at.")
class ReviewCase:
    """A case of the review queue."""

    id: strawberry.ID = field(description="Case id")
    kind: str = field(description=f"Why it is in the queue: {', '.join(CaseKind)}")
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


def review_case(found: graph_cases.ReviewCase) -> ReviewCase:
    """A review case as GraphQL shows it."""
    names = ("kind", "state", "value", "probability", "claimed_by", "opened_at", "closed_at", "resolution")
    about = found.identifier
    return ReviewCase(
        id=strawberry.ID(found.id),
        identifier=SharedIdentifier(kind=IdentifierKind(about.kind), value=about.value, people=about.people)
        if about
        else None,
        left=found.record_l,
        right=found.record_r,
        left_customer=id_of(found.customer_l),
        right_customer=id_of(found.customer_r),
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
        run_id=id_of(found.run_id),
        pending=found.pending,
        moves=mirrored(Move, found.moves),
        case=review_case(found.case) if found.case else None,
    )
