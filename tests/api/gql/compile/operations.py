"""Operations of the schema, drawn at random: fields, aliases, arguments, variables, fragments, directives."""

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_leaf_type
from hypothesis import strategies as st

from api.gql.limits import Limits
from api.gql.schema import build_schema

WIDE = Limits(aliases=1_000, cost=10**9, page=50)
HOSTILE = ("n0", "order3", "RETURN", "_start", "p0", "ids", "answer", "DETACH", "__x", "collect")
VALUES = ("'}) DETACH DELETE c //", "`x`", "$p0", "\\u0027 OR 1=1 //", "", "c01\\\\", "_start")
KNOWN = {
    "customer": ("c01", "c02", "old1", "c08", "odd"),
    "product": ("p1", "p3"),
    "order": ("shop:o1", "odd"),
    "ticket": ("desk:t1",),
    "household": ("h1",),
    "identityRun": ("run1",),
    "path": ("c07", "c10"),
    "referralNetwork": ("c01",),
}

ROOTS = sorted({*KNOWN, "customers", "identityRuns", "advocates"})
TYPES = build_schema(WIDE)._schema.type_map


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
    body = draw_selection(
        draw, made, TYPES["Query"], 4, sorted({*KNOWN, "customers", "identityRuns", "advocates"})
    )
    return made.text(body), made.variables


def draw_selection(
    draw: st.DrawFn, made: Operation, type_: Any, depth: int, names: list[str] | None = None
) -> str:
    """A selection set; deeper ones are likely to be small."""
    usable = names or [n for n, f in type_.fields.items() if depth or is_leaf_type(get_named_type(f.type))]
    parts = ["__typename"] if not usable or draw(st.integers(0, 5)) == 0 else []
    for name in draw(st.lists(st.sampled_from(usable), min_size=1, max_size=4)) if usable else []:
        parts.append(draw_field(draw, made, type_, name, depth))
    if draw(st.integers(0, 4)) == 0:
        parts = [_in_fragment(draw, made, type_, parts)]
    return "{" + " ".join(parts) + "}"


def _in_fragment(draw: st.DrawFn, made: Operation, type_: Any, parts: list[str]) -> str:
    body = "{" + " ".join(parts) + "}"
    match draw(st.sampled_from(["inline", "named", "bare", "person"])):
        case "named":
            made.fragments.append(f"fragment f{len(made.fragments)} on {type_.name} {body}")
            return f"...f{len(made.fragments) - 1}"
        case "person" if type_.name in ("Customer", "SourceRecord"):
            return f"...on Person {{fullName city}} ...on {type_.name} {body}"
        case "bare":
            return f"... {body}"
    return f"...on {type_.name} {body}"


def draw_field(draw: st.DrawFn, made: Operation, type_: Any, name: str, depth: int) -> str:
    """One field with an alias of its own, arguments and directives."""
    field = type_.fields[name]
    made.keys += 1
    arguments = [draw_argument(draw, made, name, key, arg) for key, arg in field.args.items()]
    given = ", ".join(each for each in arguments if each)
    inner = get_named_type(field.type)
    selected = draw_selection(draw, made, inner, depth - 1) if isinstance(inner, GraphQLObjectType) else ""
    alias = f"{draw(st.sampled_from(HOSTILE))}{made.keys}"
    return f"{alias}: {name}{f'({given})' if given else ''} {_directive(draw, made)} {selected}"


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
    value = _value(draw, field, name, type_)
    if name == "depth" and draw(st.booleans()):
        return f"depth: {value}"
    return f"{name}: {_variable(made, value, str(argument.type))}"


def _value(draw: st.DrawFn, field: str, name: str, type_: Any) -> Any:
    if hasattr(type_, "values"):
        return draw(st.sampled_from(sorted(type_.values)))
    if str(type_) == "ID":
        return draw(st.sampled_from(KNOWN.get(field, KNOWN["customer"]) + VALUES))
    if str(type_) == "Int":
        return draw(st.integers(1, 3))
    if name == "identifier":
        value = draw(st.sampled_from(["anna@example.de", "+4922112345", *VALUES]))
        return {"kind": draw(st.sampled_from(["EMAIL", "PHONE", "ADDRESS"])), "value": value}
    if name == "by":
        kind = draw(st.sampled_from(["email", "phone", "account", "text"]))
        return {kind: draw(st.sampled_from(["Anna@Example.de", "0221-12345", "L-4711", *VALUES]))}
    if name == "filter":
        return draw(FILTERS)
    return draw(st.none() | st.sampled_from(VALUES))  # a cursor


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from([None, "", "weber", *VALUES]),
        "stage": st.sampled_from([None, "loyal"]),
        "city": st.sampled_from(["Ulm", *VALUES]),
        "minRevenue": st.sampled_from([None, 0, 200.5]),
        "anonymous": st.sampled_from([None, False, True]),
        "hasConsent": st.sampled_from(
            [None, {"purpose": "newsletter"}, {"purpose": "newsletter", "channel": "email"}]
        ),
    },
)
