"""The GraphQL schema, and its printed form: `python -m api.gql.schema` writes `schema.graphql` anew."""

from functools import partial
from pathlib import Path
from typing import Any

from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from api.gql.company.declared import declared_of, keep_declared
from api.gql.compile.execution.executor import PlannedExecutor
from api.gql.compile.execution.plans import Plans
from api.gql.kinds.inputs import make_inputs
from api.gql.kinds.made import NAMESPACE
from api.gql.kinds.names import KINDS
from api.gql.kinds.outputs import add_lists, make_outputs
from api.gql.limits.costs import publish_costs
from api.gql.limits.limits import Limiter, Limits
from api.gql.mirror import describe
from api.gql.operations.mutation import Mutation
from api.gql.operations.query import Query
from api.gql.operations.searching import FINDS
from api.gql.operations.subscription import Subscription, resolve_subscriptions, take_filter
from api.gql.pages.cursors import Cursors, keep_cursors
from api.gql.policy.masking import mask_schema
from api.gql.resolving.list_resolvers import resolve_lists
from api.gql.segment_file import read_segments
from api.gql.transport.served_schema import ServedSchema
from api.gql.types.customer import MADE, Customer
from api.gql.types.golden_record import GoldenRecord
from api.gql.types.identity.records import IdentityRun, SourceRecord
from api.gql.types.person import Person
from graph.identity.rules import rules_in_force
from graph.patterns import any_of
from graph.settings import Settings

SDL = Path(__file__).with_name("schema.graphql")

MIRRORS: dict[type[Any], str] = {
    Customer: "Customer",
    SourceRecord: "SourceRecord",
    IdentityRun: "IdentityRun",
}
"""GraphQL types that are written by hand, and the node kinds that they show."""

make_inputs()
make_outputs(*MIRRORS)
add_lists(Query)
take_filter()


def build_schema(limits: Limits, cursors: Cursors | None = None) -> ServedSchema:
    """The schema under the given limits, with its masks; parsed and validated operations are kept.

    Without `cursors` those that it gives out are understood by itself alone.
    """
    cursors = cursors or Cursors()
    for type_, label in {**MIRRORS, Person: "SourceRecord", GoldenRecord: "Customer"}.items():
        describe(type_, label)
    executor = type("PlannedExecutor", (PlannedExecutor,), {"plans": Plans(MADE, cursors, FINDS)})
    schema = ServedSchema(
        limits,
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[NAMESPACE[label] for label in KINDS],
        extensions=[partial(Limiter, limits), ParserCache, ValidationCache],
        execution_context_class=executor,
        config=StrawberryConfig(disable_field_suggestions=not limits.introspection),
    )
    keep_declared(schema._schema)
    keep_cursors(schema._schema, cursors)
    resolve_lists(schema._schema, cursors)
    resolve_subscriptions(schema._schema)
    mask_schema(schema._schema)
    publish_costs(schema._schema)
    return schema


def take_declared(schema: ServedSchema, settings: Settings) -> None:
    """Let a schema know the rules and the segments of the files that the settings name.

    Raises SettingsError where one cannot be used.
    """
    declared_of(schema._schema).void = any_of(rules_in_force(settings).revenue.void)
    if settings.segments is not None:
        found = read_segments(settings.segments, schema._schema, settings.country)
        declared_of(schema._schema).segments = found


def printed(schema: ServedSchema) -> str:
    """The schema in GraphQL's schema definition language."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    SDL.write_text(printed(build_schema(Limits())), encoding="utf-8")
