"""What offers were made from."""

from collections.abc import Mapping
from typing import Any

import strawberry

from graph.policy.masks import sizes_told


@strawberry.type(description="How often a way of foretelling found what customers took to last.")
class OfferHits:
    """One of those compared."""

    name: str = strawberry.field(description="`popularity`, `cosine` or `ease`; docs/insight.md")
    share: float = strawberry.field(description="For how many customers it was among the first ten, 0 to 1")
    ndcg: float = strawberry.field(description="The same, counting less what stands further down (NDCG@10)")


@strawberry.type(description="How many offers rest on what.")
class OfferBasis:
    """One basis of offers."""

    basis: str = strawberry.field(description="`again`, `interest`, `together` or `popular`")
    offers: int | None = strawberry.field(description="How many offers there are")
    customers: int | None = strawberry.field(
        description="To how many customers; without the role pii null for fewer than five, and so is what"
        " stands beside it"
    )


@strawberry.type(description="What next best offers were made from.")
class OfferModel:
    """The offers of the latest run."""

    model: str = strawberry.field(description="What foretells best of those compared")
    lacks: str | None = strawberry.field(description="Why nothing was learned but what is popular")
    compared: list[OfferHits] = strawberry.field(description="All that were compared")
    customers: int | None = strawberry.field(
        description="Customers who bought or looked at a product; numbers of fewer than five, and one by"
        " which such a number could be worked out, are null without the role pii"
    )
    offered: int | None = strawberry.field(description="Those to whom there is something to offer")
    forbidden: int | None = strawberry.field(description="Those whose consent forbids offers")
    paused: int | None = strawberry.field(description="Those whose ticket is open")
    by_basis: list[OfferBasis] = strawberry.field(description="What the offers rest on")
    offered_told: strawberry.Private[int]
    forbidden_told: strawberry.Private[int]
    paused_told: strawberry.Private[int]


def offer_model(said: Mapping[str, Any]) -> OfferModel:
    """The model out of what the report says of offers."""
    parts = {name: said[name] for name in ("offered", "forbidden", "paused")}
    sizes = sizes_told(parts | {"nothing": said["customers"] - sum(parts.values())})
    return OfferModel(
        model=said["model"],
        lacks=said["lacks"],
        compared=[OfferHits(name=name, **hits) for name, hits in said["measured"].items()],
        by_basis=[OfferBasis(**each) for each in said.get("bases", [])],  # none before they were counted
        customers=said["customers"],
        **parts,
        **{f"{name}_told": sizes[name] for name in parts},
    )
