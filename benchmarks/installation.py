"""The command line as a process of its own, and a server on a home of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.processes import followers_of

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
"""The command line as a process of this Python."""

LONGEST = 60.0
"""Seconds that an answer may take."""

_MEGABYTE = 2**20


@dataclass(frozen=True)
class Installation:
    """A server on a home of its own."""

    address: str
    key: str
    process: int

    def post(self, client: httpx.Client, messages: list[dict[str, Any]]) -> bool:
        """Send messages; whether they were taken."""
        return client.post("/v1/batch", json={"batch": messages}, auth=(self.key, "")).status_code == 200

    def client(self) -> httpx.Client:
        """One connection."""
        return httpx.Client(base_url=self.address, timeout=LONGEST)

    def memory(self) -> dict[str, float]:
        """Megabytes of the server and of the process that follows it."""
        pids = {"server": self.process, "follower": followers_of(self.process)[0]}
        return {name: _resident(pid) for name, pid in pids.items()}


@contextmanager
def served(environment: dict[str, str]) -> Iterator[Installation]:
    """A server that answers, with a write key of a source `web`, as long as the block lasts."""
    key = json.loads(run(["keys", "write", "web", "--json"], environment))["key"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment)  # noqa: S603 - our own
    try:
        address = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                httpx.get(f"{address}/readyz")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield Installation(address, key, process.pid)
    finally:
        process.terminate()
        process.wait()


def run(arguments: list[str], environment: dict[str, str]) -> str:
    """What a command says; raises CalledProcessError where it fails."""
    command = [*COMMAND, *arguments]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - our own


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE
