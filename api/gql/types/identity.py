"""How we know: source records, identifiers, identity runs."""

from datetime import datetime
from enum import StrEnum

import strawberry

from api.gql.context import Info
from api.gql.declare import described_enum, resolved
from api.gql.kinds.nodes import Node
from api.gql.traits import TraitValue, trait_values
from api.gql.types.commerce import CustomerRef
from api.gql.types.person import Person
from graph.model import MODEL


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


@strawberry.type(description="A person's row in one source, or an anonymous visitor.")
class SourceRecord(Person, Node):
    """A source record."""

    source: str
    source_id: str
    observed_at: datetime | None
    recorded_at: datetime | None
    traits_json: strawberry.Private[str | None]

    @resolved("What the source states of attributes of the company's own, by name.")
    def traits(self) -> list[TraitValue]:
        """The traits of the record."""
        return trait_values({"traits_json": self.traits_json})

    @resolved("Identifiers that this record gave, by kind and value.")
    async def identifiers(self, info: Info, first: int = 20) -> list[Identifier]:
        """Identifiers of the record."""
        return await info.context.loaders.related(self, "identifiers", first=first)

    @resolved("The customer that it belongs to now.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """The customer of the record."""
        return await info.context.loaders.owner(self)


@strawberry.type(description="One identity-resolution batch run.")
class IdentityRun(Node):
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
