"""Whose record is this: what is asked and what is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.gql.declare import resolved
from api.gql.errors import bad_input
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef
from api.gql.types.identity.records import IdentifierInput
from graph.entries import Identifier, Origin, RecordVersion
from graph.identity.lookup.lookup import Candidate, Resolution

LONGEST = 1_000
"""Letters of a value; the graph holds none of half that length, and comparing takes the square of it."""


@strawberry.input(description="What is known of a person or an organization, as the graph holds it.")
class RecordInput:
    """Attributes of a record that need not be stored."""

    source: str | None = strawberry.field(
        default=None, description="Source of a record that may be stored already; with `sourceId`"
    )
    source_id: str | None = strawberry.field(default=None, description="Its key there")
    entity_type: str | None = strawberry.field(
        default=None, description="`person`, `organization` or `household`"
    )
    full_name: str | None = strawberry.field(default=None, description="Name as one string")
    given_name: str | None = strawberry.field(default=None, description="First name or names")
    family_name: str | None = strawberry.field(default=None, description="Family name")
    organization_name: str | None = strawberry.field(default=None, description="Name of the organization")
    gender: str | None = strawberry.field(default=None, description="`female`, `male` or `diverse`")
    birth_date: str | None = strawberry.field(default=None, description="Date of birth, ISO 8601")
    street: str | None = strawberry.field(default=None, description="Street without house number")
    house_number: str | None = strawberry.field(default=None, description="House number")
    postal_code: str | None = strawberry.field(default=None, description="Postal code")
    city: str | None = strawberry.field(default=None, description="City")
    country: str | None = strawberry.field(default=None, description="ISO 3166 country of the address")
    identifiers: list[IdentifierInput] = strawberry.field(
        default_factory=list, description="E-mail addresses, phone numbers, accounts and the like"
    )


@strawberry.type(description="A stored record that might be the same person.")
class ResolutionCandidate:
    """One candidate of a look-up."""

    source: str = strawberry.field(description="Source of the record")
    source_id: str = strawberry.field(description="Its key there")
    customer_id: strawberry.ID = strawberry.field(description="Customer that it belongs to")
    weight: float | None = strawberry.field(description="The model's log2 odds that the two are one")
    probability: float | None = strawberry.field(description="The same as a probability")
    rules: list[str] = strawberry.field(description="Identifier kinds by which rules link the two")
    veto: str | None = strawberry.field(description="Why the two must not be one; null if they may")
    judgement: str | None = strawberry.field(description="What a steward ruled on the two")
    accepted: bool = strawberry.field(description="Whether a run would link the two")


@strawberry.type(description="Whose record it is, of what the last identity run knew.")
class RecordResolution:
    """The answer to a look-up."""

    run_id: strawberry.ID = strawberry.field(description="The run that knew the candidates")
    probability: float | None = strawberry.field(description="That of the best accepted candidate")
    stored: bool = strawberry.field(
        description="Whether that run knew the record itself, as it was asked for"
    )
    candidates: list[ResolutionCandidate] = strawberry.field(description="Stored records, the best first")
    customer_id: strawberry.Private[str | None]

    @resolved("The customer; null when the record would be a new one.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """The customer that the record belongs to."""
        return await info.context.loaders.customer(self.customer_id) if self.customer_id else None


def version_of(asked: RecordInput) -> RecordVersion:
    """The record asked for, under a name that no source has unless it gives one."""
    if (asked.source is None) != (asked.source_id is None):
        raise bad_input("source and sourceId name a record together; give both or neither.")
    names = [
        field.name for field in fields(asked) if field.name not in ("identifiers", "source", "source_id")
    ]
    attributes = {name: getattr(asked, name) for name in names}
    _check_lengths(attributes, asked.identifiers)
    used = tuple(Identifier(item.kind.value, item.value) for item in asked.identifiers)
    source, key = asked.source or "", asked.source_id or "asked"
    return RecordVersion(source, key, attributes, used, None, Origin("resolveRecord", 1))


def _check_lengths(attributes: Mapping[str, str | None], identifiers: Sequence[IdentifierInput]) -> None:
    values = [*attributes.items(), *(("identifiers", each.value) for each in identifiers)]
    if long := next((name for name, value in values if len(value or "") > LONGEST), None):
        raise bad_input(f"{to_camel_case(long)} has a value of more than {LONGEST:,} characters.")


def answer(found: Resolution, first: int) -> RecordResolution:
    """A look-up's result as GraphQL has it."""
    return RecordResolution(
        run_id=strawberry.ID(found.run_id),
        probability=found.probability,
        stored=found.stored,
        candidates=[_candidate(candidate) for candidate in found.candidates[:first]],
        customer_id=found.customer_id,
    )


def _candidate(candidate: Candidate) -> ResolutionCandidate:
    source, source_id = candidate.record_id.split(":", 1)
    return ResolutionCandidate(
        source=source,
        source_id=source_id,
        customer_id=strawberry.ID(candidate.customer_id),
        weight=candidate.weight,
        probability=candidate.probability,
        rules=list(candidate.rules),
        veto=candidate.veto,
        judgement=candidate.judgement,
        accepted=candidate.accepted,
    )
