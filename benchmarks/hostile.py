"""Requests that no honest client sends, made by chance."""

import base64
import gzip
import json
import random
from dataclasses import dataclass, field

QUERIES = (
    "{identityRuns {id}}",
    "query ($v: ID!) {customer(id: $v) {id}}",
    "query ($v: String) {customers(after: $v) {nodes {id}}}",
    "query ($v: String) {customers(filter: {text: $v}) {totalCount}}",
    "query ($v: Int!) {customers(first: $v) {nodes {id orders {nodes {id}}}}}",
    "mutation ($v: ID!) {claim(case: $v, steward: \"s\") {id}}",
)  # fmt: skip
VALUES = (
    None,
    "",
    "\x00",
    "a" * 5_000,
    "🙈",
    "' OR 1=1",
    "\u202e",
    2**31,
    -1,
    2**80,
    1e308,
    True,
    [],
    {},
    [[["x"]]],
)
RAW = (
    *(b"", b"5", b"null", b"[]", b'""', b"{", b"\xff", b'{"query": 5}', b"[" * 50_000, b'{"a":' * 50_000),
    *(b'{"query": "{a', b'{"query": "{identityRuns {id}}", "variables": 5}', b'{"query": "\\ud800"}'),
)
TYPES = (
    "application/json",
    "application/json",
    "application/json",
    "text/plain",
    "",
    "multipart/form-data",
    "x",
)


@dataclass(frozen=True)
class Request:
    """Method, headers and body of a request to /graphql."""

    method: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def hostile(chance: random.Random) -> Request:
    """One request."""
    body = chance.choice((_raw, _operation, _garbled, _cursor, _nested))(chance)
    headers = {"content-type": chance.choice(TYPES)}
    if chance.random() < 0.2:
        body, headers["content-encoding"] = gzip.compress(body), chance.choice(("gzip", "br", "gzip, gzip"))
    if chance.random() < 0.1:
        headers["host"] = chance.choice(("evil.example", "", "localhost:1", "a b"))
    return Request(chance.choice(("POST",) * 8 + ("PUT", "OPTIONS")), body, headers)


def _raw(chance: random.Random) -> bytes:
    return chance.choice((*RAW, chance.randbytes(chance.randint(0, 2_000)), b" " * 1_500_000))


def _operation(chance: random.Random) -> bytes:
    return json.dumps({"query": chance.choice(QUERIES), "variables": {"v": chance.choice(VALUES)}}).encode()


def _garbled(chance: random.Random) -> bytes:
    body = bytearray(_operation(chance))
    for _ in range(chance.randint(1, 5)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _cursor(chance: random.Random) -> bytes:
    inner = chance.choice((*RAW, json.dumps(["ID", chance.choice(VALUES), chance.choice(VALUES)]).encode()))
    after = base64.urlsafe_b64encode(inner).decode()
    return json.dumps({"query": QUERIES[2], "variables": {"v": after[: chance.randint(0, 200)]}}).encode()


def _nested(chance: random.Random) -> bytes:
    depth = chance.randint(5, 3_000)
    opening, closing = chance.choice(
        (("{a", "}"), ("{order(id: [", "]){id}}"), ("{...f} fragment f on Query {", "}"))
    )
    return json.dumps({"query": opening * depth + closing * chance.choice((depth, 0))}).encode()
