"""The schema under the usual limits, and as it is published: made once for all modules that look at them."""

from functools import cache

from graphql import GraphQLSchema
from graphql import build_schema as read_schema

from api.gql.limits.limits import Limits
from api.gql.schema import SDL, build_schema

SCHEMA = build_schema(Limits())


@cache
def published() -> GraphQLSchema:
    """The schema of `schema.graphql`."""
    return read_schema(SDL.read_text(encoding="utf-8"))
