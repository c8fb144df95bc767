"""Packaged Cypher queries, one a file."""
