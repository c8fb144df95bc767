"""Operations of the schema, drawn at random: fields, aliases, arguments, variables, fragments, directives."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from api.gql.limits.limits import Limits
from api.gql.schema import build_schema
from api.gql.transport.served_schema import ServedSchema
from tests.api.gql.schemas import SCHEMA

WIDE = Limits(aliases=1_000, cost=10**9, page=50, seconds=300.0)
HOSTILE = ("n0", "order3", "RETURN", "_start", "p0", "ids", "answer", "DETACH", "__x", "collect")
NODE_IDS = ("Order:shop:o1", "Customer:c01", "Email:anna@example.de", "Product:p1", "SourceRecord:crm:1")
VALUES = ("'}) DETACH DELETE c //", "`x`", "$p0", "\\u0027 OR 1=1 //", "", "c01\\\\", "_start")
KNOWN = {
    "node": (*NODE_IDS, "Order:none"),
    "nodes": NODE_IDS,
    "customer": ("c01", "c02", "old1", "c08", "odd"),
    "product": ("p1", "p3"),
    "contract": ("abo:k1",),
    "event": ("m1",),
    "interest": ("kaffee",),
    "surveyResponse": ("nps:1",),
    "consent": ("newsletter:email",),
    "order": ("shop:o1", "odd"),
    "ticket": ("desk:t1",),
    "household": ("h1",),
    "identityRun": ("run1",),
    "campaign": ("spring",),
    "path": ("c07", "c10"),
    "connectedBy": ("c07", "c08", "c11", "c12"),
    "referralNetwork": ("c01",),
    "paths": ("c07", "c10"),
    "neighbourhood": ("c01", "c08"),
    "referralTree": ("c01", "old1"),
}

TYPES = SCHEMA._schema.type_map

OBJECTS = ("Customer", "Order", "Email", "Product", "SourceRecord")
LISTS = sorted(
    name for name, field in TYPES["Query"].fields.items() if str(field.type).endswith("Connection!")
)
ROOTS = sorted({*KNOWN, *LISTS, "identityRuns", "advocates"})


@cache
def wide() -> ServedSchema:
    """The schema without narrow limits."""
    return build_schema(WIDE)


@dataclass
class Operation:
    """An operation in the making."""

    variables: dict[str, Any]
    types: dict[str, str]
    fragments: list[str]
    keys: int = 0

    def text(self, body: str) -> str:
        """The whole document."""
        declared = ", ".join(f"${name}: {type_}" for name, type_ in self.types.items())
        return f"query {f'({declared})' if declared else ''} {body} {' '.join(self.fragments)}"


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """An operation of the schema with its variables."""
    made = Operation({}, {}, [])
    body = draw_selection(draw, made, TYPES["Query"], 4, ROOTS)
    return made.text(body), made.variables


def draw_selection(
    draw: st.DrawFn, made: Operation, type_: Any, depth: int, names: list[str] | None = None
) -> str:
    """A selection set; deeper ones are likely to be small."""
    if isinstance(type_, GraphQLInterfaceType):
        kinds = draw(st.lists(st.sampled_from(OBJECTS), min_size=1, max_size=3, unique=True))
        inner = [f"...on {kind} {draw_selection(draw, made, TYPES[kind], depth)}" for kind in kinds]
        return "{__typename " + " ".join(inner) + "}"
    usable = names or [n for n, f in type_.fields.items() if depth or is_leaf_type(get_named_type(f.type))]
    parts = ["__typename"] if not usable or draw(st.integers(0, 5)) == 0 else []
    for name in draw(st.lists(st.sampled_from(usable), min_size=1, max_size=4)) if usable else []:
        parts.append(draw_field(draw, made, type_, name, depth))
    if draw(st.integers(0, 4)) == 0:
        parts = [_in_fragment(draw, made, type_, parts)]
    return "{" + " ".join(parts) + "}"


def _in_fragment(draw: st.DrawFn, made: Operation, type_: Any, parts: list[str]) -> str:
    body, directive = "{" + " ".join(parts) + "}", _directive(draw, made)
    match draw(st.sampled_from(["inline", "named", "bare", "person"])):
        case "named":
            made.fragments.append(f"fragment f{len(made.fragments)} on {type_.name} {body}")
            return f"...f{len(made.fragments) - 1} {directive}"
        case "person" if type_.name in ("Customer", "SourceRecord"):
            return f"...on Person {{fullName city}} ...on {type_.name} {body}"
        case "bare":
            return f"... {directive} {body}"
    return f"...on {type_.name} {directive} {body}"


def draw_field(draw: st.DrawFn, made: Operation, type_: Any, name: str, depth: int) -> str:
    """One field with an alias of its own, arguments and directives."""
    field = type_.fields[name]
    made.keys += 1
    arguments = [draw_argument(draw, made, name, key, arg) for key, arg in field.args.items()]
    given = ", ".join(each for each in arguments if each)
    inner = get_named_type(field.type)
    composite = isinstance(inner, GraphQLObjectType | GraphQLInterfaceType)
    alias = f"{draw(st.sampled_from(HOSTILE))}{made.keys}"
    asked = []
    for _ in range(
        draw(st.sampled_from([1, 1, 1, 2]))
    ):  # a key that is there twice: its selections are merged
        selected = draw_selection(draw, made, inner, depth - 1) if composite else ""
        asked.append(f"{alias}: {name}{f'({given})' if given else ''} {_directive(draw, made)} {selected}")
    return " ".join(asked)


def _directive(draw: st.DrawFn, made: Operation) -> str:
    if draw(st.integers(0, 9)):
        return ""
    name = _variable(made, draw(st.booleans()), "Boolean!")
    return f"@{draw(st.sampled_from(['include', 'skip']))}(if: {name})"


def _variable(made: Operation, value: Any, type_: str) -> str:
    name = f"v{len(made.types)}"
    made.types[name], made.variables[name] = type_, value
    return f"${name}"


def draw_argument(draw: st.DrawFn, made: Operation, field: str, name: str, argument: Any) -> str:
    """One argument, as a variable; optional ones may be missing."""
    type_ = get_nullable_type(argument.type)
    if argument.type is type_ and draw(st.booleans()):
        return ""
    value = draw_value(draw, field, name, type_)
    if name == "depth" and draw(st.booleans()):
        return f"depth: {value}"
    if draw(st.integers(0, 2)) == 0:
        return f"{name}: {draw_literal(draw, made, value, argument.type)}"
    return f"{name}: {_variable(made, value, str(argument.type))}"


def draw_literal(draw: st.DrawFn, made: Operation, value: Any, type_: Any) -> str:
    """A value as it is written in a document, with variables here and there in the places of its parts."""
    bare = get_nullable_type(type_)
    if value is None:
        return "null" if type_ is bare else _variable(made, value, str(type_))
    if isinstance(bare, GraphQLList):
        items = value if isinstance(value, list) else [value]
        if len(items) == 1 and draw(st.booleans()):
            return draw_literal(draw, made, items[0], bare.of_type)
        return "[" + " ".join(draw_literal(draw, made, each, bare.of_type) for each in items) + "]"
    if draw(st.integers(0, 3)) == 0:
        return _variable(made, value, str(type_))
    if isinstance(bare, GraphQLInputObjectType):
        fields = [f"{k}: {draw_literal(draw, made, v, bare.fields[k].type)}" for k, v in value.items()]
        return "{" + " ".join(fields) + "}"
    return value if isinstance(bare, GraphQLEnumType) else json.dumps(value)


def draw_value(draw: st.DrawFn, field: str, name: str, type_: Any) -> Any:
    """A value of an input."""
    if isinstance(type_, GraphQLList):
        inner = get_nullable_type(type_.of_type)
        return [draw_value(draw, field, name, inner) for _ in range(draw(st.integers(1, 2)))]
    if isinstance(type_, GraphQLInputObjectType):
        return _by(draw) if type_.name == "IdentifierInput" else draw_input(draw, type_, 2)
    if hasattr(type_, "values"):
        return draw(st.sampled_from(sorted(type_.values)))
    if str(type_) == "ID":
        return draw(st.sampled_from(KNOWN.get(field, KNOWN["customer"]) + VALUES))
    if str(type_) in SCALARS:
        return draw(SCALARS[str(type_)])
    return draw(st.sampled_from([None] * 12 + list(VALUES)))  # a cursor


def _by(draw: st.DrawFn) -> dict[str, Any]:
    value = draw(st.sampled_from(["anna@example.de", "+4922112345", *VALUES]))
    return {"kind": draw(st.sampled_from(["EMAIL", "PHONE", "ADDRESS"])), "value": value}


SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Int": st.integers(1, 3),
    "Float": st.sampled_from([0.0, 4.0, 200.5]),
    "Boolean": st.booleans(),
    "DateTime": st.sampled_from(["2026-03-01", "2026-04-01T00:00:00+00:00"]),
}
TEXTS = st.sampled_from(
    ["shoe_size", "tier", "Ulm", "EUR", "loyal", "Kaffee", "c01", "newsletter", "An", *VALUES]
)


def draw_input(draw: st.DrawFn, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
    """A filter, or a part of one; deeper ones are small."""
    usable = [n for n, f in type_.fields.items() if depth or not _is_deep(get_named_type(f.type))]
    found: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(usable), max_size=2, unique=True)) if usable else []:
        field = type_.fields[name].type
        inner, listed = get_named_type(field), isinstance(get_nullable_type(field), GraphQLList)
        if isinstance(inner, GraphQLInputObjectType):
            value = draw_input(draw, inner, depth - 1 if _is_deep(inner) else depth)
        else:
            value = draw(SCALARS.get(str(inner), TEXTS))
        found[name] = (
            draw(st.sampled_from([value, None])) if not listed else [value] * draw(st.integers(0, 2))
        )
    return {**found, **({"purpose": "newsletter"} if type_.name == "ConsentInput" else {})}


def _is_deep(type_: Any) -> bool:
    return isinstance(type_, GraphQLInputObjectType) and not type_.name.endswith("Condition")
