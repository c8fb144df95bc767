"""How we know: source records, identifiers, identity runs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import strawberry

from api.gql.context import Info
from api.gql.declare import described_enum, resolved
from api.gql.mirror import build
from api.gql.types.commerce import CustomerRef
from api.gql.types.person import Person
from graph.model import MODEL

KIND_OF_EDGE = {kind.edge: kind.name for kind in MODEL.identifiers}


@described_enum(
    "Kinds of values that say who somebody is.",
    **{kind.name.upper(): kind.description for kind in MODEL.identifiers},
)
class IdentifierKind(StrEnum):
    """Identifier kinds of the model."""

    DOCUMENT = "document"
    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    COOKIE = "cookie"
    DEVICE = "device"
    ADDRESS = "address"


@strawberry.input(description="A value that says who somebody is.")
class IdentifierInput:
    """Kind and value of an identifier."""

    kind: IdentifierKind = strawberry.field(description="Kind")
    value: str = strawberry.field(
        description="The value as the graph holds it: e-mail in lower case, phone in E.164 form, "
        "`realm:number` for accounts, `network:name` for social handles"
    )


@strawberry.type(description="An identifier as it is used by a customer or a source record.")
class Identifier:
    """An identifier value with the time of its use."""

    kind: IdentifierKind = strawberry.field(description="Kind")
    value: str = strawberry.field(description="Normalised value")
    first_seen: datetime | None = strawberry.field(
        description="First use; for addresses the start of the stay"
    )
    last_seen: datetime | None = strawberry.field(
        description="Latest use; for addresses its end, null while it lasts"
    )
    shared: bool = strawberry.field(description="Used by too many people to say who somebody is")


def identifier(row: dict[str, Any]) -> Identifier:
    """An identifier out of a row of edge type, value and times."""
    return Identifier(
        kind=IdentifierKind(KIND_OF_EDGE[row["edge"]]),
        value=row["value"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        shared=row["shared"],
    )


@strawberry.type(description="A person's row in one source, or an anonymous visitor.")
class SourceRecord(Person):
    """A source record, and since when it belongs to its customer."""

    source: str
    source_id: str
    observed_at: datetime | None
    recorded_at: datetime | None
    valid_from: datetime | None = strawberry.field(
        description="Since when the record belongs to the customer"
    )
    valid_to: datetime | None = strawberry.field(
        description="Until when it belonged to the customer; null while it does"
    )

    @resolved("Identifiers that this record gave, by kind and value.")
    async def identifiers(self, info: Info, first: int = 20) -> list[Identifier]:
        """Identifiers of the record."""
        loader = info.context.loaders.lists("read/record_identifiers", first=first)
        return [identifier(row) for row in await loader.load((self.source, self.source_id))]

    @resolved("The customer that it belongs to now.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """The customer of the record."""
        loader = info.context.loaders.lists("read/record_customer")
        rows = await loader.load((self.source, self.source_id))
        return info.context.loaders.make_customer(rows[0]) if rows else None


def source_record(row: dict[str, Any]) -> SourceRecord:
    """A source record out of its properties and the times of its RESOLVES_TO edge."""
    return build(SourceRecord, {**row, "valid_from": row["_valid_from"], "valid_to": row["_valid_to"]})


@strawberry.type(description="One identity-resolution batch run.")
class IdentityRun:
    """An identity run with its counts."""

    id: strawberry.ID
    started_at: datetime | None
    finished_at: datetime | None
    mode: str | None
    engine: str | None
    model_version: str | None
    threshold: float | None
    records: int | None
    pairs: int | None
    links: int | None
    customers: int | None
    created: int | None
    merged: int | None
    split: int | None
    duration_seconds: float | None
    report: str | None
