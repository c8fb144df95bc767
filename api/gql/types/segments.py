"""Segments in GraphQL: which there are, and to which of them a customer belongs."""

from typing import Any

import strawberry

from api.gql.company.declared import declared_of
from api.gql.company.segments import MEMBER
from api.gql.policy.check import personal_members
from api.gql.policy.masking import sees_all
from api.gql.resolving.context import Info
from api.gql.resolving.customer_ids import CustomerIds
from graph.model.links import CUSTOMER


@strawberry.type(description="A filter of customers under a name, of the company's file of segments.")
class Segment:
    """A segment."""

    name: str = strawberry.field(description="Its name, as `segment` of a filter takes it")
    description: str = strawberry.field(description="What the file says of it")


def segments(info: Info) -> list[Segment]:
    """The segments whose filter the caller may ask, by name."""
    schema = _schema(info)
    declared, type_ = declared_of(schema), schema.type_map[f"{CUSTOMER}Filter"]
    whole = sees_all(info.context.principal)
    return [
        Segment(name=name, description=segment.description)
        for name, segment in sorted(declared.segments.by_name.items())
        if whole or not any(personal_members(type_, segment.filter, declared))
    ]


async def segments_of(info: Info, customer_id: str) -> list[str]:
    """Names of the segments that a customer belongs to; each is asked once for all customers."""

    async def load(ids: list[str]) -> list[list[str]]:
        found: dict[str, list[str]] = {each: [] for each in ids}
        for segment in segments(info):
            given = {"filter": {"id": {"in": ids}, MEMBER: segment.name}}
            for member in await CustomerIds(_schema(info), info.context, given).read(len(ids)):
                found[member].append(segment.name)
        return [found[each] for each in ids]

    return await info.context.loaders.batched("segments", load).load(customer_id)


def _schema(info: Info) -> Any:
    """The schema as graphql-core has it, which Strawberry keeps for itself."""
    return info.schema._schema
