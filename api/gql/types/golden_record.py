"""The golden record of a customer as of a date."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry
from strawberry.types import get_object_definition

from api.gql.company.traits import TraitValue, trait_values
from api.gql.declare import resolved
from api.gql.types.customer import provenance_of
from api.gql.types.person import Person, Provenance


@strawberry.type(description="Who a customer was said to be as of a date: the values of the golden record.")
class GoldenRecord(Person):
    """A golden record of another time."""

    email: str | None
    phone: str | None
    record_count: int | None
    observed_at: datetime | None
    quality: float | None
    completeness: float | None
    consistency: float | None
    provenance_json: strawberry.Private[str | None]
    traits_json: strawberry.Private[str | None]
    customer_id: strawberry.ID = strawberry.field(description="Id of the customer, of today or by `knownAt`")

    @resolved("Where each value comes from, by attribute.")
    def provenance(self) -> list[Provenance]:
        """Origins of the values."""
        return provenance_of(vars(self))

    @resolved("Attributes of the company's own, by name.")
    def traits(self) -> list[TraitValue]:
        """The traits as of the date."""
        return trait_values({"traits_json": self.traits_json})

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> "GoldenRecord":
        """One that was read."""
        names = [field.python_name for field in get_object_definition(cls, strict=True).fields]
        told: dict[str, Any] = {name: read[name] for name in names if name in read and name != "traits"}
        del told["provenance"]
        return cls(
            **told,
            customer_id=strawberry.ID(read["id"]),
            provenance_json=read["provenance"],
            traits_json=read["traits"],
        )
