"""How we know: identity runs, source records, identifiers."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from api.gql.context import Info
from api.gql.mirror import build
from api.gql.types.commerce import CustomerRef
from api.gql.types.person import Person
from graph.model import MODEL

KIND_OF_EDGE = {kind.edge: kind.name for kind in MODEL.identifiers}
IdentifierKind = strawberry.enum(
    Enum("IdentifierKind", {kind.name.upper(): kind.name for kind in MODEL.identifiers}),  # type: ignore[misc]
    description="Kinds of values that say who somebody is.",
)


@strawberry.input(description="A value that says who somebody is.")
class IdentifierInput:
    """Kind and value of an identifier."""

    kind: Annotated["IdentifierKind", strawberry.argument()] = strawberry.field(description="Kind")
    value: str = strawberry.field(
        description="The value as normalised in the graph: e-mail in lower case, phone in E.164, "
        "`realm:number` for accounts, `network:name` for social handles"
    )
