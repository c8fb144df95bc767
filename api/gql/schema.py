"""The GraphQL schema, and its printed form: `python -m api.gql.schema` writes `schema.graphql` anew."""

from functools import partial
from pathlib import Path
from typing import Any

from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from api.gql.compile.executor import PlannedExecutor
from api.gql.compile.plans import Plans
from api.gql.known import Schema
from api.gql.limits import Limiter, Limits
from api.gql.mirror import describe
from api.gql.mutation import Mutation
from api.gql.policy.masking import mask_schema
from api.gql.query import Query
from api.gql.types import commerce, customer, engagement, households, identity
from api.gql.types.customer import MADE
from api.gql.types.person import Person

SDL = Path(__file__).with_name("schema.graphql")

MIRRORS: dict[type[Any], str] = {
    customer.Customer: "Customer",
    identity.SourceRecord: "SourceRecord",
    identity.IdentityRun: "IdentityRun",
    commerce.Product: "Product",
    commerce.Order: "Order",
    commerce.Contract: "Contract",
    commerce.Ticket: "Ticket",
    engagement.Event: "Event",
    engagement.Campaign: "Campaign",
    engagement.CustomerInterest: "Interest",
    engagement.SurveyResponse: "SurveyResponse",
    households.Household: "Household",
}
"""GraphQL types and the node kinds that they show."""


def build_schema(limits: Limits) -> Schema:
    """The schema under the given limits, with its masks; parsed and validated operations are kept."""
    for type_, label in {**MIRRORS, Person: "SourceRecord"}.items():
        describe(type_, label)
    executor = type("PlannedExecutor", (PlannedExecutor,), {"plans": Plans(MADE)})
    schema = Schema(
        limits,
        query=Query,
        mutation=Mutation,
        extensions=[partial(Limiter, limits), ParserCache, ValidationCache],
        execution_context_class=executor,
        config=StrawberryConfig(disable_field_suggestions=not limits.introspection),
    )
    mask_schema(schema._schema)
    return schema


def printed(schema: Schema) -> str:
    """The schema in GraphQL's schema definition language."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    SDL.write_text(printed(build_schema(Limits())), encoding="utf-8")
