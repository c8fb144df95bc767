"""How we know: source records, identifiers, identity runs."""

from datetime import datetime
from enum import StrEnum

import strawberry

from api.gql.company.traits import TraitValue, trait_values
from api.gql.declare import described_enum, resolved
from api.gql.kinds.names import KIND_OF_EDGE
from api.gql.kinds.nodes import Node
from api.gql.pages.connected import ConnectionPage, Key, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.times import moment
from api.gql.types.commerce import CustomerRef
from api.gql.types.person import Person
from graph.model import MODEL
from graph.store import Row


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


def identifiers(rows: list[Row]) -> list[tuple[Key, Identifier]]:
    """Identifiers by kind and value; `rows` hold the edge to each, its value, whether it is shared and the
    time of its use as text."""
    return [
        (
            (row["edge"], row["value"]),
            Identifier(
                kind=IdentifierKind(KIND_OF_EDGE[row["edge"]]),
                value=row["value"],
                first_seen=_moment(row["first_seen"]),
                last_seen=_moment(row["last_seen"]),
                shared=row["shared"],
            ),
        )
        for row in sorted(rows, key=lambda row: (row["edge"], row["value"]))
    ]


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


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

    @paged("Identifiers that this record gave, by kind and value.")
    async def identifiers(self, info: Info, window: Window) -> ConnectionPage[Identifier]:
        """Identifiers of the record."""
        rows = await info.context.loaders.rows(self, "identifiers")
        return window.page(cursors_of(info.schema._schema), identifiers(rows))

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
