"""The types of the schema, and the ways on which tests reach them."""

import re

from graphql import GraphQLObjectType

from tests.api.gql import schemas
from tests.api.gql.policy.walk import ways

SCHEMA = schemas.SCHEMA._schema
TYPES = {name: type_ for name, type_ in SCHEMA.type_map.items() if not name.startswith("__")}
OBJECTS = {name: type_ for name, type_ in TYPES.items() if isinstance(type_, GraphQLObjectType)}
ROOTS = {SCHEMA.query_type, SCHEMA.mutation_type}

GRAPH = {
    "customer": '(id: "customer1")',
    "customers": "",
    "traits": "",
    "advocates": "",
    "referralNetwork": '(customer: "customer1")',
    "path": '(from: "customer1", to: "customer12")',
    "neighbourhood": '(customer: "customer1")',
    "connectedBy": '(from: "customer1", to: "customer12")',
    "identityRun": '(id: "identityrun1")',
    "household": '(id: "household1")',
    "networkRun": "",
    "insightRun": "",
    "referralTree": '(customer: "customer1")',
}
"""Arguments of queries that lead to everything in the graph."""

JOURNAL = {
    "resolveRecord": '(input: {source: "crm", sourceId: "2", city: "Köln"})',
    "why": '(left: "crm:2", right: "shop:2")',
    "whyNot": '(left: "crm:2", right: "web:2")',
    "how": '(customer: "crm:2")',
    "reviewQueue": "",
    "quarantine": "",
    "sourceQuality": "",
    "teaching": "",
}
"""Those that lead to what the identity runs know."""

WAYS = ways(SCHEMA, GRAPH)
LISTS = re.compile(r"(\wConnection|Aggregate|Group|Edge)$")
"""Types of lists, of which a test of its own asks many at once."""

OBJECT_WAYS = {name: way for name, way in WAYS.items() if not LISTS.search(name)}
KNOWN = ways(SCHEMA, JOURNAL)
