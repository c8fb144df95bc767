"""The queries: where an operation can start."""

import asyncio
from typing import Any

import strawberry

from api.gql.declare import resolved
from api.gql.errors import bad_input
from api.gql.kinds.nodes import Node, key_of
from api.gql.limits.blocking import LOOKING_UP, READING
from api.gql.operations.erasing import ErasureQuery
from api.gql.operations.finding import CustomerBy, customer_by
from api.gql.operations.golden_query import GoldenQuery
from api.gql.operations.journey_query import JourneyQuery
from api.gql.operations.network_query import NetworkQuery
from api.gql.operations.path_query import PathQuery
from api.gql.operations.ranking import advocates, ranked
from api.gql.operations.searching import SearchQuery
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.asking import asked_below
from api.gql.resolving.context import Info
from api.gql.types.customer import Customer
from api.gql.types.identity.explanations import CustomerReport, PairReport, customer_report, pair_report
from api.gql.types.identity.records import IdentifierInput, IdentityRun
from api.gql.types.identity.resolution import RecordInput, RecordResolution, answer, version_of
from api.gql.types.identity.stewardship import ReviewCase, review_case
from api.gql.types.identity.teaching import Teaching, teaching
from api.gql.types.networks import referrals
from api.gql.types.networks.network import Advocate, AdvocateOrder, ReferralNetwork
from api.gql.types.segments import Segment, segments
from api.gql.types.sources.quality import SourceQuality, source_quality
from api.gql.types.sources.quarantine import Quarantine
from graph.errors import MissingRunError
from graph.identity.explanation import why as explain
from graph.identity.explanation.how import how
from graph.identity.stewards import teaching as graph_teaching
from graph.identity.stewards.cases import QUEUE, review_queue
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter


@strawberry.type(description="Where an operation can start.")
class Query(SearchQuery, PathQuery, NetworkQuery, JourneyQuery, GoldenQuery, ErasureQuery):
    """Root of all reading operations."""

    @resolved(
        "One customer: by id (retired ids resolve to the customer that took their place), by an identifier "
        "as the graph holds it, or `by` one as people write it; the customer whose records used it last. "
        "Give one of the three. National phone numbers are of `country`, else of the company's."
    )
    async def customer(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        identifier: IdentifierInput | None = None,
        by: CustomerBy | None = None,
        country: str | None = None,
    ) -> Customer | None:
        """The customer, or null when nobody is found."""
        if [id, identifier, by].count(None) != 2:
            raise bad_input("customer takes id, identifier or by, one of the three.")
        if by is not None:
            return await customer_by(info, by, country)
        if identifier is not None:
            return await info.context.loaders.customer_by_identifier(identifier.kind.value, identifier.value)
        return await info.context.loaders.customer(str(id))

    @resolved("Any object of the graph by its `nodeId`; null when there is none.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """The object."""
        found: Node | None = await _node(info, id)
        return found

    @resolved(
        "Objects of the graph by their `nodeId`, in the same order; null for each that there is none of."
    )
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        """The objects."""
        return list(await asyncio.gather(*(_node(info, each) for each in ids)))

    @paged("The strongest advocates, strongest first.", first=10)
    async def advocates(
        self, info: Info, window: Window, by: AdvocateOrder = AdvocateOrder.REFERRALS
    ) -> ConnectionPage[Advocate]:
        """Customers who bring others."""
        return await ranked(info, window, advocates(by.value), _advocate)

    @resolved("Referrals around a customer, in both directions.")
    async def referral_network(
        self, info: Info, customer: strawberry.ID, depth: int = 2
    ) -> ReferralNetwork | None:
        """The network, or null when there is no such customer."""
        limits = info.context.limits
        limits.check_depth("depth", depth, limits.referral_depth)
        told = tuple(sorted(referrals.TOLD_OF_EDGES & asked_below(info, "edges")))
        around = referrals.NetworkScope(depth, limits.network_nodes, told)
        return await referrals.network(info.context.loaders, customer, around)

    @resolved("The latest identity-resolution runs; `runs` has all of them, with pages, filters and orders.")
    async def identity_runs(self, info: Info, first: int = 20) -> list[IdentityRun]:
        """Runs with their counts."""
        return await info.context.loaders.identity_runs(first)

    @resolved("Which customer a record belongs to that need not be stored; changes nothing.")
    async def resolve_record(self, info: Info, input: RecordInput, first: int = 10) -> RecordResolution:
        """The customer, and the records that speak for it."""
        lookups = info.context.lookups
        if lookups is None:
            raise MissingRunError("This server has no identity index to look in.")
        record = version_of(input)
        return answer(await LOOKING_UP.result(lambda: lookups.resolve(record)), first)

    @resolved(
        "All evidence on two records, source:source_id: what makes them one customer, or speaks against."
    )
    async def why(self, info: Info, left: str, right: str) -> PairReport:
        """The explanation."""
        settings = info.context.settings
        return await READING.result(
            lambda: pair_report(explain.why(Journal.open(settings), settings, (left, right)))
        )

    @resolved("What keeps two records, source:source_id, apart.")
    async def why_not(self, info: Info, left: str, right: str) -> PairReport:
        """The explanation."""
        settings = info.context.settings
        return await READING.result(
            lambda: pair_report(explain.why_not(Journal.open(settings), settings, (left, right)))
        )

    @resolved("How a customer came to be, by its id, a retired one, or one of its records source:source_id.")
    async def how(self, info: Info, customer: strawberry.ID) -> CustomerReport:
        """The explanation."""
        settings = info.context.settings
        return await READING.result(lambda: customer_report(how(Journal.open(settings), settings, customer)))

    @paged("Review cases, the most valuable first; with `steward` without those that others claimed.")
    async def review_queue(
        self, info: Info, window: Window, steward: str | None = None
    ) -> ConnectionPage[ReviewCase]:
        """Cases to decide."""
        journal = Journal.open(info.context.settings)
        cases = await READING.result(lambda: review_queue(journal, steward, QUEUE))
        keyed = [((-case.urgency, case.id), case) for case in cases]
        page = window.page(cursors_of(info.schema._schema), keyed)
        return page.of([review_case(case) for case in page.nodes])

    @resolved(
        "What stayed out of the journal, and why; of one source, file or ingest, or where field and reason "
        "hold a text."
    )
    def quarantine(
        self,
        source: str | None = None,
        file: str | None = None,
        ingest: str | None = None,
        reason: str | None = None,
    ) -> Quarantine:
        """The quarantine, or a part of it."""
        return Quarantine(only=RejectionFilter(source, ingest, file, reason))

    @resolved("The segments of the company's file, by name: filters of customers that `segment` names.")
    async def segments(self, info: Info) -> list[Segment]:
        """Segments whose filter the caller may ask."""
        return segments(info)

    @resolved("How good the data of each source is, by name; worked out of the whole journal.")
    async def source_quality(self, info: Info, first: int = 50) -> list[SourceQuality]:
        """Quality by source."""
        return await source_quality(info, first)

    @resolved(
        "What stewards' answers teach the model so far, and which pair to ask next; `why` shows its evidence."
    )
    async def teaching(self, info: Info) -> Teaching:
        """Where the teaching stands."""
        settings = info.context.settings
        return await READING.result(
            lambda: teaching(graph_teaching.Teaching(Journal.open(settings), settings).lesson())
        )


def _advocate(customer: Customer) -> Advocate:
    return Advocate(
        customer_id=customer.id,
        referrals=customer.accepted_referrals or 0,
        revenue=customer.downstream_revenue or 0.0,
        reach=customer.reach or 0,
        tree_depth=customer.tree_depth or 0,
    )


async def _node(info: Info, node_id: str) -> Any:
    found = key_of(node_id)
    return await info.context.loaders.by_key(*found) if found else None
