"""Servers that hold the graph: the embedded default, a local Neo4j, and how their failures read."""
