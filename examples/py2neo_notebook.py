"""py2neo on the customer graph, as an analyst would use it in a notebook.

    pip install py2neo==2021.2.4
    NEO4J_URI=bolt://127.0.0.1:7687 NEO4J_PASSWORD=… python examples/py2neo_notebook.py

py2neo is at its end of life: fine for a notebook, never part of the system itself.
"""

import os

from py2neo import Graph, Node, Relationship
from py2neo.ogm import GraphObject, Property


class Product(GraphObject):
    """A product as an object."""

    __primarylabel__ = "Product"
    __primarykey__ = "id"
    id = Property()
    name = Property()


def connect() -> Graph:
    """The graph that the environment names."""
    return Graph(
        os.environ["NEO4J_URI"],
        auth=(os.environ.get("NEO4J_USER", "neo4j"), os.environ["NEO4J_PASSWORD"]),
        name=os.environ.get("NEO4J_DATABASE", "neo4j"),
    )


def main() -> None:
    """Merge a subgraph, push an object, read both back."""
    graph = connect()
    advocate, friend = Node("Customer", id="example-1"), Node("Customer", id="example-2")
    graph.merge(Relationship(advocate, "REFERRED", friend), "Customer", "id")
    lamp = Product()
    lamp.id, lamp.name = "example-lamp", "Lampe"
    graph.push(lamp)

    print(graph.evaluate("MATCH (:Customer {id: 'example-1'})-[:REFERRED]->(c:Customer) RETURN c.id"))
    print(Product.match(graph, "example-lamp").first().name)


if __name__ == "__main__":
    main()
