"""The customer: golden record, and the ways from it to everything that is known."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.gql.company.traits import TraitValue, trait_values
from api.gql.compile.fields.made_fields import MadeField
from api.gql.declare import resolved
from api.gql.kinds.nodes import Node
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.types.commerce import Money
from api.gql.types.consents import ConsentState, current_consents
from api.gql.types.identity.records import Identifier, identifiers
from api.gql.types.insight.churn import ChurnReason, churn_reasons
from api.gql.types.insight.lifecycle import StageStep, stage_steps
from api.gql.types.networks.advocacy import AdvocacyPart, advocacy_parts
from api.gql.types.networks.network import Referral, ReferralDirection
from api.gql.types.networks.referrals import Walk, referrals
from api.gql.types.person import Person, Provenance
from api.gql.types.segments import segments_of
from graph.model import MODEL
from graph.model.types import PropertyType

_GOLDEN_TEXTS = tuple(
    property_.name
    for property_ in MODEL.node["Customer"].properties
    if property_.type in (PropertyType.TEXT, PropertyType.TEXTS)
    and property_.name
    not in ("provenance", "revenue_left_out", "advocacy_parts", "churn_reasons", "stage_steps", "traits")
)


@strawberry.type(description="One real customer, with the golden record.")
class Customer(Person, Node):
    """A resolved customer. Lists are bounded by `first`."""

    id: strawberry.ID
    anonymous: bool | None
    record_count: int | None
    status: str | None
    since: datetime | None
    last_seen: datetime | None
    email: str | None
    phone: str | None
    lifecycle_stage: str | None
    revenue: float | None
    revenue_currency: str | None
    order_count: int | None
    last_order_at: datetime | None
    referral_count: int | None
    quality: float | None
    completeness: float | None
    consistency: float | None
    observed_at: datetime | None
    advocacy: float | None
    advocate_potential: float | None
    advocate_risk: float | None
    accepted_referrals: int | None
    converted_referrals: int | None
    self_referrals: int | None
    reach: int | None
    tree_depth: int | None
    downstream_revenue: float | None
    community: str | None
    bridging: float | None
    rfm_recency: int | None
    rfm_frequency: int | None
    rfm_monetary: int | None
    rfm_segment: str | None
    purchases: int | None
    purchase_value: float | None
    clv: float | None
    clv_low: float | None
    clv_high: float | None
    expected_purchases: float | None
    alive_probability: float | None
    churned_at: datetime | None
    churn_by: str | None
    churn_horizon_days: int | None
    churn_probability: float | None
    value_at_risk: float | None
    stage: str | None
    stage_since: datetime | None
    activity: str | None
    activity_since: datetime | None
    provenance_json: strawberry.Private[str | None]
    left_out_json: strawberry.Private[str | None]
    parts_json: strawberry.Private[str | None]
    reasons_json: strawberry.Private[str | None]
    steps_json: strawberry.Private[str | None]
    traits_json: strawberry.Private[str | None]

    @resolved("The parts of the advocate score; empty for customers who brought nobody.")
    def advocacy_parts(self) -> list[AdvocacyPart]:
        """Each part with its weight."""
        return advocacy_parts(vars(self))

    @resolved("Why somebody is likely to leave, or to stay: what tells most of it, the strongest first.")
    def churn_reasons(self) -> list[ChurnReason]:
        """Three reasons; empty for those without a probability."""
        return churn_reasons(vars(self))

    @resolved("The stages that the customer came through, the first one first.")
    def stage_steps(self) -> list[StageStep]:
        """Each stage with its time and its cause."""
        return stage_steps(vars(self))

    @resolved("Sums of orders in currencies without a rate, which `revenue` leaves out, by currency.")
    def revenue_left_out(self) -> list[Money]:
        """Amounts that the rules give no rate for; empty when all orders count."""
        return amounts_of({"left_out_json": self.left_out_json})

    @resolved("Attributes of the company's own, by name.")
    def traits(self) -> list[TraitValue]:
        """The traits of the golden record."""
        return trait_values({"traits_json": self.traits_json})

    @resolved("Names of the segments that the customer belongs to, of those whose filter the caller may ask.")
    async def segments(self, info: Info) -> list[str]:
        """Segments whose filter holds now."""
        return await segments_of(info, self.id)

    @resolved("Where each value of the golden record comes from, by attribute.")
    def provenance(self) -> list[Provenance]:
        """Origins of the golden values; empty before the first identity run."""
        return provenance_of(vars(self))

    @resolved("Retired ids that resolve to this customer, by id.")
    async def former_ids(self, info: Info) -> list[strawberry.ID]:
        """Aliases of the customer."""
        return [row["id"] for row in await info.context.loaders.rows(self, "former_ids")]

    @paged("Identifiers of all current records, by kind and value.", first=50)
    async def identifiers(self, info: Info, window: Window) -> ConnectionPage[Identifier]:
        """Identifiers with the time of their use."""
        rows = await info.context.loaders.rows(self, "identifiers")
        return window.page(cursors_of(info.schema._schema), identifiers(rows))

    @paged("What the customer allows now, by purpose and channel.", first=50)
    async def consents(self, info: Info, window: Window) -> ConnectionPage[ConsentState]:
        """Current consents, most restrictive where records disagree."""
        rows = await info.context.loaders.rows(self, "consents")
        return window.page(cursors_of(info.schema._schema), current_consents(rows))

    @paged(
        "Customers that this one brought (`OUT`) or was brought by (`IN`), directly or over "
        "others up to `depth`; nearest first, then by time, each once."
    )
    async def referrals(
        self,
        info: Info,
        window: Window,
        direction: ReferralDirection = ReferralDirection.OUT,
        depth: int = 1,
    ) -> ConnectionPage[Referral]:
        """Referrals, walked level by level."""
        info.context.limits.check_depth("depth", depth, info.context.limits.referral_depth)
        walk = Walk(info.context.loaders, info.context.pay, self.id, direction, depth)
        return await referrals(walk, window, cursors_of(info.schema._schema))


def amounts_of(stored: Mapping[str, Any]) -> list[Money]:
    """The amounts that a customer's revenue leaves out, by currency."""
    left_out: dict[str, str] = json.loads(stored["left_out_json"] or "{}")
    return [Money(amount=float(amount), currency=name) for name, amount in sorted(left_out.items())]


def provenance_of(stored: Mapping[str, Any]) -> list[Provenance]:
    """The origins of a customer's golden values, by attribute."""
    stated = json.loads(stored["provenance_json"] or "{}")
    golden = [_provenance(name, stored.get(name), stated[name]) for name in sorted(stated)]
    return [*golden, *map(_of_trait, trait_values(stored))]


def _of_trait(trait: TraitValue) -> Provenance:
    return Provenance(
        attribute=f"traits.{trait.name}",
        value=trait.value,
        source=trait.source,
        source_id=trait.source_id,
        at=trait.at,
    )


def _provenance(attribute: str, value: Any, origin: dict[str, str | None]) -> Provenance:
    text = "; ".join(value) if isinstance(value, list) else value
    at = origin.get("at")
    return Provenance(
        attribute=attribute,
        value=None if text is None else str(text),
        source=origin.get("source"),
        source_id=origin.get("source_id"),
        at=datetime.fromisoformat(at) if at else None,
    )


MADE = {
    ("Customer", "revenue_left_out"): MadeField(amounts_of, ("left_out_json",)),
    ("Customer", "advocacy_parts"): MadeField(advocacy_parts, ("parts_json",)),
    ("Customer", "churn_reasons"): MadeField(churn_reasons, ("reasons_json",)),
    ("Customer", "stage_steps"): MadeField(stage_steps, ("steps_json",)),
    ("Customer", "provenance"): MadeField(
        provenance_of,
        ("provenance_json", "traits_json", *_GOLDEN_TEXTS),
    ),
    ("Customer", "consents"): MadeField(current_consents, paged=True),
    ("Customer", "identifiers"): MadeField(identifiers, paged=True),
    ("SourceRecord", "identifiers"): MadeField(identifiers, paged=True),
    ("Customer", "traits"): MadeField(trait_values, ("traits_json",)),
    ("SourceRecord", "traits"): MadeField(trait_values, ("traits_json",)),
}
"""Fields that Python makes of what is stored, whether they are resolved or compiled."""
