"""People who are forgotten: what goes, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import strawberry

from api.gql.declare import id_of
from graph.erasure.requests import Request
from graph.erasure.subject import Subject


@strawberry.type(description="How many there are of something.")
class Amount:
    """A count under a name."""

    name: str = strawberry.field(description="Table of the journal, or what of others is touched")
    count: int = strawberry.field(description="How many")


@strawberry.type(description="What an erasure takes away, or would.")
class CustomerErasure:
    """One person who goes."""

    request_id: strawberry.ID | None = strawberry.field(
        description="Id of the request in `erasures`; null for a dry run"
    )
    customers: list[strawberry.ID] = strawberry.field(description="Ids that the person had")
    records: list[str] = strawberry.field(description="Records that go, source:source_id")
    identifiers: int = strawberry.field(description="Identifiers that nobody else has; they are kept out")
    rows: list[Amount] = strawberry.field(description="Rows of the journal, by table")
    touched: list[Amount] = strawberry.field(
        description="What of others it touches: `referrals`, `households`, `shared_identifiers`"
    )


@strawberry.type(description="A request that somebody be forgotten; it holds nothing of anybody.")
class Erasure:
    """What was asked and done."""

    request_id: strawberry.ID = strawberry.field(description="Its id")
    erased_at: datetime = strawberry.field(description="Since when the person is hidden")
    by: str | None = strawberry.field(description="Who asked; null where that was not noted")
    reason: str = strawberry.field(description="Why")
    rows: list[Amount] = strawberry.field(description="Rows of the journal that went, by table")
    purged_at: datetime | None = strawberry.field(
        description="Since when it is off the disk; null until `ckg erase --purge`"
    )
    remains: int | None = strawberry.field(
        description="Files in which something was found after that; null before"
    )
    signed: bool = strawberry.field(description="It stands as it was signed")


def customer_erasure(subject: Subject, request_id: str | None) -> CustomerErasure:
    """Who goes, as GraphQL shows it."""
    return CustomerErasure(
        request_id=id_of(request_id),
        customers=[strawberry.ID(each) for each in subject.customers],
        records=list(subject.records),
        identifiers=len(subject.values),
        rows=_amounts(subject.rows),
        touched=_amounts(subject.touched),
    )


def erasure(found: Request) -> Erasure:
    """A request as GraphQL shows it."""
    return Erasure(
        request_id=strawberry.ID(found.request_id),
        erased_at=found.erased_at,
        by=found.by,
        reason=found.reason,
        rows=_amounts(found.report["rows"]),
        purged_at=found.purged_at,
        remains=None if found.proof is None else len(found.proof["remains"]),
        signed=found.signed,
    )


def _amounts(counts: Mapping[str, int]) -> list[Amount]:
    return [Amount(name=name, count=count) for name, count in sorted(counts.items()) if count]
