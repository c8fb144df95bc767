"""The local Neo4j: what it says when it cannot start, its Browser, its command line."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from graph.stores.errors import PortInUseError, ToolMissingError
from graph.stores.neo4j_local import jars_folder, neo4j_folder, start_neo4j
from graph.stores.ports import Ports
from tests.support.budget import only_thorough
from tests.support.stores import MEMORY, reading, writing


def run(home: Path, action: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "graph.stores.neo4j_local", action],
        env=os.environ | {"CKG_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_browser_is_served(neo4j_store: Store) -> None:
    address = f"http://127.0.0.1:{neo4j_store.endpoint.http_port}/browser/"

    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
        assert b"<html" in answer.read()


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(ToolMissingError, match="java and mvn") as failure:
        start_neo4j(Settings(home=tmp_path))

    assert "apt install" in str(failure.value)


@pytest.mark.usefixtures("neo4j_session")
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    assert jars_folder().exists()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortInUseError, match=str(port)):
            start_neo4j(Settings(home=tmp_path), Ports(http=port))


def test_the_command_line_reports_a_running_server(neo4j_store: Store, neo4j_home: Path) -> None:
    status = run(neo4j_home, "status")

    assert status.returncode == 0
    assert f"NEO4J_URI={neo4j_store.endpoint.uri}" in status.stdout
    assert neo4j_store.endpoint.password.get_secret_value() not in status.stdout


@only_thorough
def test_a_killed_server_starts_again_with_its_data_and_address(neo4j_store: Store, neo4j_home: Path) -> None:
    """It is found to be gone as the embedded store is; a bulk load lets it start again at its address."""
    neo4j_store.run(writing("CREATE (:Product {id: 'kept'})"))
    folder = neo4j_folder(Settings(home=neo4j_home))
    state = folder.state()
    assert state is not None

    os.kill(state.pid, signal.SIGKILL)
    while folder.state() is not None:
        time.sleep(0.05)
    endpoint = start_neo4j(Settings(home=neo4j_home, store_memory=MEMORY))

    assert endpoint == neo4j_store.endpoint
    assert neo4j_store.run(reading("MATCH (n:Product) RETURN n.id AS id")) == [{"id": "kept"}]


def test_the_command_line_says_when_none_runs(tmp_path: Path) -> None:
    for action in ("status", "stop"):
        answer = run(tmp_path, action)
        assert (answer.returncode, answer.stdout) == (1, "Neo4j does not run.\n")


def test_the_command_line_refuses_other_actions(tmp_path: Path) -> None:
    answer = run(tmp_path, "restart")

    assert answer.returncode == 2
    assert answer.stderr.startswith("usage:")
