"""Clients of JavaScript's world subscribe as their documents show it: graphql-ws and graphql-sse."""

import json
import subprocess
from pathlib import Path

from tests.api.gql.live.conftest import Installation
from tests.support.node import with_packages

PROGRAM = """
import { createClient as overSocket } from 'graphql-ws'
import { createClient as overEvents } from 'graphql-sse'
import WebSocket from 'ws'
const [address] = process.argv.slice(2)
const clients = [
  overSocket({ url: address.replace('http', 'ws'), webSocketImpl: WebSocket }),
  overEvents({ url: address }),
]
const query = '{ customers(first: 1) { totalCount } }'
const lasting = 'subscription { membersChanged(filter: {}) { count entered { customerId } } }'
const wrong = 'subscription { nothing }'
for (const client of clients) {
  for await (const answer of client.iterate({ query })) console.log(JSON.stringify(answer))
  for await (const event of client.iterate({ query: lasting })) { console.log(JSON.stringify(event)); break }
  try {
    for await (const event of client.iterate({ query: wrong })) throw event.errors
  } catch (errors) { console.log(JSON.stringify(errors.map(error => error.extensions.code))) }
}
for (const client of clients) await client.dispose()
process.exit(0)
"""


def test_clients_get_answers_events_and_errors(people: Installation, tmp_path: Path) -> None:
    packages = {"graphql-ws": "6.4.2", "graphql-sse": "2.6.1", "ws": "8.18.0", "graphql": "16.15.0"}
    folder = with_packages(tmp_path, **packages)
    (folder / "listen.mjs").write_text(PROGRAM)

    told = subprocess.run(
        ["node", "listen.mjs", f"{people.address}/graphql"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [json.loads(line) for line in told.stdout.splitlines()]
    count = lines[0]["data"]["customers"]["totalCount"]
    beginning = {"data": {"membersChanged": {"count": count, "entered": []}}}
    assert count > 10
    assert (
        lines
        == [{"data": {"customers": {"totalCount": count}}}, beginning, ["GRAPHQL_VALIDATION_FAILED"]] * 2
    )
