"""A client of subscriptions on a real server, as a program would be one, by both protocols."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PROTOCOL: Any = "graphql-transport-ws"
PATIENCE = 60.0


class Socket:
    """A connection by graphql-transport-ws."""

    def __init__(self, connection: ClientConnection) -> None:
        self.raw = connection

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.raw.send(json.dumps(message))

    def next(self) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(self.raw.recv(timeout=PATIENCE))
        return message

    def begin(self, payload: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The answer to a beginning, with a key where one is given."""
        self.send(type="connection_init", payload=dict(payload or {}))
        return self.next()

    def subscribe(self, query: str, name: str = "1", **variables: Any) -> None:
        """Begin an operation."""
        self.send(type="subscribe", id=name, payload={"query": query, "variables": variables})

    def data(self) -> dict[str, Any]:
        """The data of the next event; fails where there are errors."""
        message = self.next()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        data: dict[str, Any] = message["payload"]["data"]
        return data

    def code(self) -> str:
        """The code of the error that ends an operation."""
        message = self.next()
        assert message["type"] == "error", message
        code: str = message["payload"][0]["extensions"]["code"]
        return code

    def close_code(self) -> int | None:
        """The code with which the server closes the connection."""
        with suppress(ConnectionClosed):
            while True:
                self.raw.recv(timeout=PATIENCE)
        return self.raw.close_code


@contextmanager
def socket_to(address: str, begin: bool = True, **headers: str) -> Iterator[Socket]:
    """A connection to a server, begun unless that is left to the caller."""
    url = f"{address.replace('http', 'ws', 1)}/graphql"
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with connect(url, subprotocols=[PROTOCOL], additional_headers=given, compression=None) as connection:
        socket = Socket(connection)
        if begin:
            assert socket.begin() == {"type": "connection_ack"}
        yield socket


@contextmanager
def events_from(
    address: str, query: str, key: str = "", **variables: Any
) -> Iterator[Iterator[tuple[str, Any]]]:
    """Events by graphql-sse: their names, and what they carry."""
    asked = {"query": query, "variables": variables}
    headers = {"Accept": "text/event-stream", **({"X-Api-Key": key} if key else {})}
    with httpx.stream("POST", f"{address}/graphql", json=asked, headers=headers, timeout=PATIENCE) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream"), answer.read()
        assert answer.headers["cache-control"] == "no-store, no-transform"
        yield _events(answer.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            text = line.removeprefix("data: ")
            yield name, json.loads(text) if text else None
