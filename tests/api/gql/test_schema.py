"""Guards over the GraphQL schema: pinned, described, and in step with the model."""

from datetime import datetime
from typing import Any

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    graphql_sync,
)
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from api.gql.kinds.made import ListField, RelatedField
from api.gql.kinds.names import KINDS, LINKS
from api.gql.schema import MIRRORS, SDL, printed
from api.gql.types.identity.records import IdentifierKind
from graph.model import MODEL
from graph.model.types import PropertyType
from tests.api.gql.schemas import SCHEMA

TYPES = {name: type_ for name, type_ in SCHEMA._schema.type_map.items() if not name.startswith("__")}

SCALARS = {
    PropertyType.TEXT: str(str | None),
    PropertyType.INTEGER: str(int | None),
    PropertyType.DECIMAL: str(float | None),
    PropertyType.FLAG: str(bool | None),
    PropertyType.TIME: str(datetime | None),
    PropertyType.TEXTS: str(list[str] | None),
}

COMPUTED = {
    # objects, made from the JSON property of the same name
    ("Customer", "provenance"),
    ("Customer", "revenue_left_out"),
    ("Customer", "advocacy_parts"),
    ("Customer", "churn_reasons"),
    ("Customer", "stage_steps"),
    ("Customer", "traits"),
    ("SourceRecord", "traits"),
}
"""Fields of mirroring types that hold a value of something else than a property of their node kind."""


BOOKKEEPING = {"stated_at"}
"""Properties that only the projector uses."""


def test_the_schema_is_as_pinned() -> None:
    assert printed(SCHEMA) == SDL.read_text(encoding="utf-8"), (
        "The schema changed. Write it anew with `python -m api.gql.schema` and review the difference."
    )


def test_types_agree_with_the_model() -> None:
    violations: list[str] = []
    for type_, label in MIRRORS.items():
        properties = {p.name: p for p in MODEL.node[label].properties}
        stored = {
            f.python_name: f
            for f in get_object_definition(type_, strict=True).fields
            if not f.base_resolver and not isinstance(f, ListField | RelatedField)
        }
        computed = {name for owner, name in COMPUTED if owner == type_.__name__}
        violations += [
            f"{type_.__name__}.{n} is no property of {label}"
            for n in stored.keys() - properties.keys() - computed
        ]
        shown = properties.keys() - BOOKKEEPING
        violations += [f"{label}.{n} is missing" for n in shown - stored.keys() - computed]
        violations += [
            f"{type_.__name__}.{name} has another type"
            for name, field in stored.items()
            if name in properties and name not in computed and not _agrees(field, properties[name].type)
        ]

    assert sorted(violations) == []


def test_every_kind_is_reached_over_every_edge_in_both_directions() -> None:
    missing: list[str] = []
    for edge in MODEL.edges:
        for start, end in (ends for ends in edge.endpoints if not edge.unread):
            ways = [(link.start, link.end) for link in LINKS.values() if link.over == edge]
            missing += [
                f"{edge.type}: {a} to {b}" for a, b in ((start, end), (end, start)) if (a, b) not in ways
            ]
    for (label, name), link in LINKS.items():
        connection: Any = get_named_type(TYPES[label].fields[to_camel_case(name)].type)  # type: ignore[attr-defined]
        node: Any = get_named_type(connection.fields["nodes"].type)
        carried = {to_camel_case(each.name) for each in link.edge_properties}
        edge_type: Any = get_named_type(connection.fields["edges"].type)
        if node.name != link.end or not carried <= edge_type.fields.keys():
            missing.append(f"{label}.{name}")

    assert missing == []


def test_every_property_can_be_filtered_and_ordered_by() -> None:
    """But JSON, what only the projector uses, and lists, which have no order."""
    missing: list[str] = []
    for label, kind in KINDS.items():
        if f"{label}Filter" not in TYPES:
            assert label == "IdentityRun"  # the list of runs is as the steward needs it
            continue
        filters: Any = TYPES[f"{label}Filter"]
        orders: Any = TYPES[f"{label}Order"]
        for each in kind.properties:
            if each.name in BOOKKEEPING or "JSON" in each.description:
                continue
            missing += (
                [f"{label}Filter.{each.name}"] if to_camel_case(each.name) not in filters.fields else []
            )
            sortable = each.type is not PropertyType.TEXTS
            missing += (
                [f"{label}Order.{each.name}"] if sortable and each.name.upper() not in orders.values else []
            )

    assert missing == []


def _agrees(field: Any, type_: PropertyType) -> bool:
    written = str(field.type_annotation.raw_annotation)
    key = type_ is PropertyType.TEXT and written in (str(strawberry.ID), str(str))
    return key or written == SCALARS[type_]


def test_identifier_kinds_are_those_of_the_model() -> None:
    assert {kind.value for kind in IdentifierKind} == set(MODEL.identifier)


def test_everything_is_described() -> None:
    missing: list[str] = []
    for name, type_ in TYPES.items():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            members: dict[str, Any] = dict(type_.fields)
        elif isinstance(type_, GraphQLEnumType):
            members = dict(type_.values)
        else:
            continue
        missing += [name] if not type_.description else []
        missing += [f"{name}.{member}" for member, it in members.items() if not it.description]

    assert missing == []


def test_every_list_of_objects_that_can_grow_is_bounded() -> None:
    unbounded = {
        f"{name}.{field_name}"
        for name, type_ in TYPES.items()
        if isinstance(type_, GraphQLObjectType)
        for field_name, field in type_.fields.items()
        if "[" in str(field.type)
        and "first" not in field.args
        and _is_object(field.type)
        and not name.endswith("Connection")  # their lists are a page
    }

    # bounded by what they are part of: a golden record, the traits that are declared, a score, a network, a
    # path, a level, purposes of consent, an explanation of two records or of one customer, an act of a
    # steward, an argument of the query above, the levels of a model, the file of segments,
    # the tables of the journal
    assert unbounded == {
        "Query.segments",
        "GoldenRecord.traits",
        "GoldenRecord.provenance",
        "CustomerErasure.rows",
        "CustomerErasure.touched",
        "Erasure.rows",
        "CustomerReport.cut",
        "CustomerReport.merges",
        "PairReport.findings",
        "PairReport.waterfall",
        "StewardshipOutcome.judgements",
        "RecordResolution.candidates",
        "StewardshipOutcome.moves",
        "MembersChange.entered",
        "MembersChange.left",
        "Teaching.corrections",
        "Customer.advocacyParts",
        "Customer.churnReasons",
        "InsightRun.churn",
        "Customer.stageSteps",
        "LifecycleRun.history",
        "LifecycleRun.steps",
        "OfferModel.compared",
        "OfferModel.byBasis",
        "Customer.provenance",
        "Customer.revenueLeftOut",
        "Customer.traits",
        "SourceRecord.traits",
        "CustomerPath.customers",
        "CampaignSeeds.customers",
        "CampaignSeeds.beside",
        "NetworkRun.standings",
        "CustomerPath.steps",
        "TreeLevel.revenueLeftOut",
        "ReferralNetwork.edges",
        "ReferralNetwork.nodes",
        "Neighbourhood.nodes",
        "Neighbourhood.steps",
    }


def _is_object(type_: Any) -> bool:
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    return isinstance(type_, GraphQLObjectType)


def test_amounts_that_may_be_of_several_currencies_say_so() -> None:
    """Lines are in the currency of their order, revenue between customers is in the company's."""
    types: dict[str, Any] = TYPES
    told = {
        f"{name}.{amount}": "several currencies" in str(types[name].fields[amount].description)
        for name, amount in (
            ("ContainsEdgeAggregate", "total"),
            ("ContainsEdgeAggregate", "price"),
            ("ReferredEdgeAggregate", "revenue"),
            ("OrderAggregate", "total"),
            ("CustomerAggregate", "revenue"),
        )
    }

    assert [name for name, several in told.items() if several] == [
        "ContainsEdgeAggregate.total",
        "ContainsEdgeAggregate.price",
        "OrderAggregate.total",
    ]


def test_introspection_tells_every_default() -> None:
    """Tools that make code of a schema ask for them."""
    args = "args {name defaultValue}"
    told = graphql_sync(
        SCHEMA._schema, f"{{__schema {{types {{name fields {{name {args}}} inputFields {{defaultValue}}}}}}}}"
    )

    assert told.errors is None
