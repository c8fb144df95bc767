"""`ckg` as a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

import httpx
import pytest

from tests.support.script import Result, Script

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


def processed(ckg: Script, *arguments: str) -> Result:
    """`ckg` as a process of its own."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        env=dict(ckg.environment),
        capture_output=True,
        text=True,
        timeout=180,
        cwd=ckg.folder,
    )
    return Result(ended.returncode, ended.stdout, ended.stderr)


@contextmanager
def serving_process(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The address of `ckg serve`, which leaves no process behind at the end."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment, cwd=folder) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            followers = _followers(process.pid)
            process.terminate()
            process.wait()
            assert not [it for it in followers if it.exists()]


def _followers(pid: int) -> list[Path]:
    """Processes that follow what a server takes in, where the system tells of processes."""
    told = (each.read_text().split() for each in Path(f"/proc/{pid}/task").glob("*/children"))
    children = [Path("/proc") / child for found in told for child in found]
    return [it for it in children if b"follower" in (it / "cmdline").read_bytes()]


def _wait_for(address: str) -> None:
    for _ in range(300):
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/readyz", timeout=30).is_success:
                return
        time.sleep(0.2)
    pytest.fail("the server did not start")
