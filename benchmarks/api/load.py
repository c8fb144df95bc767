"""Requests over keep-alive connections, for some seconds: how many are answered, and how fast."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Any

from benchmarks.processes import cpu_seconds

Variables = Callable[[Random], dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """An operation at a port, what makes its variables, and the process that answers."""

    port: int
    query: str
    variables: Variables
    process: int


@dataclass(frozen=True)
class Speed:
    """Requests a second, their median in milliseconds, and the server's processor milliseconds of each."""

    rate: float
    median: float
    cpu: float


def answer(asked: Asked, variables: dict[str, Any]) -> Any:
    """The data that comes back for some variables; raises RuntimeError for errors."""
    return asyncio.run(_one(asked, variables))


async def _one(asked: Asked, variables: dict[str, Any]) -> Any:
    reader, writer = await connected(asked.port)
    writer.write(_request(asked.query, variables))
    found = json.loads(await _body(reader))
    writer.close()
    if "errors" in found:
        raise RuntimeError(f"{asked.query}: {found['errors']}")
    return found["data"]


def measure(asked: Asked, connections: int, seconds: float) -> Speed:
    """The speed at so many connections, each with one request under way."""
    before = cpu_seconds(asked.process)
    latencies = asyncio.run(_measured(asked, connections, seconds))
    spent = cpu_seconds(asked.process) - before
    return Speed(len(latencies) / seconds, 1_000 * median(latencies), 1_000 * spent / len(latencies))


async def _measured(asked: Asked, connections: int, seconds: float) -> list[float]:
    streams = [await connected(asked.port) for _ in range(connections)]
    until = time.perf_counter() + seconds
    found = await asyncio.gather(
        *(_ask_until(asked, until, seed, *ends) for seed, ends in enumerate(streams))
    )
    return [latency for latencies in found for latency in latencies]


async def _ask_until(
    asked: Asked, until: float, seed: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> list[float]:
    choose, latencies = Random(seed), list[float]()  # noqa: S311 - made-up data, no secret
    while (begin := time.perf_counter()) < until:
        writer.write(_request(asked.query, asked.variables(choose)))
        body = await _body(reader)
        if b'"errors"' in body:
            raise RuntimeError(f"An answer is wrong: {body[:300]!r}")
        latencies.append(time.perf_counter() - begin)
    writer.close()
    return latencies


async def connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection, as soon as somebody listens at the port."""
    for _ in range(1_200):
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError("The server did not start within two minutes.")


def _request(query: str, variables: dict[str, Any]) -> bytes:
    body = json.dumps({"query": query, "variables": variables}).encode()
    head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next((line for line in head.split(b"\r\n") if line.startswith(b"content-length:")), None)
    if length is not None:
        return await reader.readexactly(int(length.split(b":")[1]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
