"""The peer: `@neo4j/graphql` behind graphql-yoga, one Node process, made in a folder of its own from npm."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.stores.endpoint import Endpoint

PACKAGES = {
    "@neo4j/graphql": "7.6.3",
    "graphql": "^16.0.0",
    "graphql-yoga": "5.24.1",
    "neo4j-driver": "^6.0.0",
}
_SERVER = """\
import { createServer } from 'node:http'
import { Neo4jGraphQL } from '@neo4j/graphql'
import { createYoga } from 'graphql-yoga'
import neo4j from 'neo4j-driver'

const typeDefs = `
  type Customer @node
    @fulltext(indexes: [{ indexName: "names", queryName: "customersByName", fields: ["full_name"] }]) {
    id: ID!  full_name: String  city: String  email: String  lifecycle_stage: String  revenue: Float
    records: [SourceRecord!]! @relationship(type: "RESOLVES_TO", direction: IN)
    referred: [Customer!]! @relationship(type: "REFERRED", direction: OUT, properties: "Referral")
  }
  type Referral @relationshipProperties { at: DateTime  channel: String }
  type SourceRecord @node {
    source: String!  source_id: String!
    customer: [Customer!]! @relationship(type: "RESOLVES_TO", direction: OUT)
    emails: [Email!]! @relationship(type: "HAS_EMAIL", direction: OUT)
    orders: [Order!]! @relationship(type: "PLACED", direction: OUT)
  }
  type Email @node {
    value: String!
    records: [SourceRecord!]! @relationship(type: "HAS_EMAIL", direction: IN)
  }
  type Order @node { id: ID!  total: Float  ordered_at: DateTime }
`
const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, PORT } = process.env
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD))
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema()
createServer(createYoga({ schema, logging: false })).listen(Number(PORT), '127.0.0.1')
"""


def install(folder: Path) -> None:
    """Write the peer's program into the folder and fetch its packages."""
    package = {"name": "peer", "private": True, "type": "module", "dependencies": PACKAGES}
    (folder / "package.json").write_text(json.dumps(package))
    (folder / "server.mjs").write_text(_SERVER)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)  # noqa: S607 - as on the PATH


@contextmanager
def peer(folder: Path, endpoint: Endpoint, port: int) -> Iterator[int]:
    """The peer, serving at a port; yields its process."""
    environment = {
        **os.environ,
        "NODE_ENV": "production",
        "PORT": str(port),
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password.get_secret_value(),
    }
    server = subprocess.Popen(["node", "server.mjs"], cwd=folder, env=environment)  # noqa: S607 - as on the PATH
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait()
