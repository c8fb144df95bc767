"""Constraints and indexes of the graph, out of the model."""

from collections.abc import Iterable, Iterator

from cypher import Dialect, Mode, Query
from graph.model import MODEL, Model
from graph.model.types import NodeKind, Property, PropertyType
from graph.store import Store
from graph.words.camel import snake


def schema_queries(model: Model = MODEL, dialect: Dialect = Dialect.NEO4J) -> tuple[Query, ...]:
    """One statement per constraint and index: each node's key is unique, `indexed` properties are indexed.

    Built from the declared names alone; every statement may be run again without effect.
    """
    return tuple(_queries(model, dialect))


def apply_schema(store: Store, queries: Iterable[Query] | None = None) -> int:
    """Make the store enforce keys and index properties; returns the number of statements run."""
    statements = schema_queries(dialect=store.dialect) if queries is None else tuple(queries)
    # In one transaction: a commit for each statement takes several times as long.
    store.execute(Mode.WRITE, lambda transaction: [transaction.run(query) for query in statements], "schema")
    return len(statements)


def index_query(label: str, name: str) -> Query:
    """The statement that indexes a property of nodes of a label; both are names of ours."""
    return _index(label, f"(n:{label})", name)


def _queries(model: Model, dialect: Dialect) -> Iterator[Query]:
    for node in model.nodes:
        yield _unique_key(node)
        for each in node.properties:
            if _has_index(each, dialect) and node.key != (each.name,):
                yield index_query(node.label, each.name)
    for edge in model.edges:
        for each in edge.all_properties:
            if _has_index(each, dialect):
                yield _index(edge.type, f"()-[n:{edge.type}]-()", each.name)


def _has_index(each: Property, dialect: Dialect) -> bool:
    """Whether a store indexes a property: ArcadeDB would make texts of times, in whatever zone they have."""
    return each.indexed and (each.type is not PropertyType.TIME or dialect is Dialect.NEO4J)


def _unique_key(node: NodeKind) -> Query:
    name = f"{snake(node.label)}_key"
    properties = ", ".join(f"n.{part}" for part in node.key)
    text = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{node.label}) REQUIRE ({properties}) IS UNIQUE"
    return _statement(name, f"One {node.label} node per key.", text)


def _index(owner: str, pattern: str, name: str) -> Query:
    title = f"{snake(owner)}_{name}"
    text = f"CREATE INDEX {title} IF NOT EXISTS FOR {pattern} ON (n.{name})"
    return _statement(title, f"{owner} by {name}.", text)


def _statement(name: str, description: str, text: str) -> Query:
    return Query(f"schema/{name}", Mode.WRITE, (), description, text)
