"""The page `docs/schema.md`: every kind of the model with what it may carry."""

from collections.abc import Iterator

from graph.model import MODEL
from graph.model.personal import Personal
from graph.model.types import EdgeKind, EdgeTime, IdentifierKind, NodeKind, Property

_INTRO = """# The graph's schema

Made from `graph/model` by `python -m graph.generate`; change the model, not this page.

Times are stored with their zone, in UTC. A property without a value is absent. Each property of a kind with
`stated_at` is as it was stated last; where that was before `stated_at`, as of a `tier` that later statements
leave out, `tier_stated_at` says when. What a personal
property shows to those without the role `pii` is in [access](access.md).
"""

_TIME = {
    EdgeTime.OBSERVED: "observed: from `first_seen` to `last_seen`",
    EdgeTime.COUNTED: "counted: `count` times from `first_seen` to `last_seen`",
    EdgeTime.STATED: "stated: holds from `valid_from` until `valid_to`, null where no end is known",
    EdgeTime.DATED: "dated: happened `at`",
    EdgeTime.TIMELESS: "none: part of its node",
}


def schema_page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRO, *_node_section(), *_edge_section(), *_identifier_section()])


def _node_section() -> Iterator[str]:
    yield "## Nodes\n"
    for node in MODEL.nodes:
        yield from _node(node)


def _node(kind: NodeKind) -> Iterator[str]:
    yield f"### {kind.label}\n"
    yield f"{kind.description}. Key: {_names(kind.key)}.\n"
    yield from _properties(kind.properties)


def _edge_section() -> Iterator[str]:
    yield "## Edges\n"
    for edge in MODEL.edges:
        yield from _edge(edge)


def _edge(kind: EdgeKind) -> Iterator[str]:
    yield f"### {kind.type}\n"
    yield f"{kind.description}.\n"
    for start, end in kind.endpoints:
        yield f"- `({start})-[:{kind.type}]->({end})`"
    yield f"- time: {_TIME[kind.time]}"
    if kind.key:
        yield f"- parallel edges differ in {_names(kind.key)}"
    if kind.indexed:
        yield f"- indexed: {_names(kind.indexed)}"
    yield ""
    if kind.properties:
        yield from _properties(kind.properties)


def _identifier_section() -> Iterator[str]:
    yield "## Identifiers\n"
    yield "A value used by more distinct people than its limit is shared and stops linking records; `shared`"
    yield "of its node says so, as of the last identity run, whatever entries state. A steward can confirm or"
    yield "overrule it.\n"
    yield "| kind | node | edge | limit | exclusive | stable | links | |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_identifier(kind) for kind in MODEL.identifiers)
    yield ""


def _identifier(kind: IdentifierKind) -> str:
    flags = " | ".join("yes" if on else "no" for on in (kind.exclusive, kind.stable, kind.links))
    ends = f"`{kind.label}` | `{kind.edge}`"
    return f"| `{kind.name}` | {ends} | {kind.limit} | {flags} | {kind.description} |"


def _properties(properties: tuple[Property, ...]) -> Iterator[str]:
    yield "| property | type | personal | meaning |"
    yield "|---|---|---|---|"
    for each in properties:
        indexed = ", indexed" if each.indexed else ""
        personal = "" if each.personal is Personal.NOT else each.personal.value
        yield f"| `{each.name}` | {each.type.name.lower()}{indexed} | {personal} | {each.description} |"
    yield ""


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
