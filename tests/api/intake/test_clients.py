"""Clients of Segment and RudderStack, as they come from pip and npm, pointed at our server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.intake.clients import NODE_PACKAGES, NODE_PROGRAMS, PYTHON_PACKAGES, PYTHON_PROGRAMS
from tests.api.intake.conftest import Receiver
from tests.support.node import with_packages


@pytest.fixture(scope="module")
def python_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the clients in it, which ask for older packages than we have."""
    folder = tmp_path_factory.mktemp("python")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target"]
    command += [str(folder), *PYTHON_PACKAGES]
    installed = subprocess.run(command, capture_output=True, text=True, check=False)
    if installed.returncode:
        assert os.environ.get("CKG_REQUIRE_CLIENTS") != "1", installed.stderr
        pytest.skip("pip cannot fetch packages here")
    return folder


@pytest.fixture(scope="module")
def node_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_packages(tmp_path_factory.mktemp("node"), **NODE_PACKAGES)


def check(receiver: Receiver, user: str) -> None:
    """All that a program sent is there, once."""
    found = receiver.rows(
        "SELECT kind, count(*) FROM events WHERE record_id = ? OR key LIKE ? GROUP BY ALL ORDER BY ALL",
        f"shop:{user}",
        f"shop:{user}-1%",
    )
    assert found == [("event", 1), ("order", 1), ("order_line", 1)]
    known = receiver.rows("SELECT full_name FROM records WHERE record_id = ?", f"shop:{user}")
    emails = receiver.rows(
        "SELECT value FROM identifiers WHERE kind = 'email' AND record_id = ?", f"shop:{user}"
    )
    assert (known, emails) == ([("Anna Berger",)], [(f"{user}@kranich.example",)])
    assert receiver.rows("SELECT count(*) FROM rejected") == [(0,)]


@pytest.mark.parametrize("user", list(PYTHON_PROGRAMS))
def test_clients_of_python(receiver: Receiver, python_packages: Path, user: str) -> None:
    receiver.run(sys.executable, "-c", PYTHON_PROGRAMS[user], PYTHONPATH=str(python_packages), WHO=user)

    check(receiver, user)


@pytest.mark.parametrize("user", list(NODE_PROGRAMS))
def test_clients_of_node(receiver: Receiver, node_packages: Path, user: str) -> None:
    receiver.run("node", "-e", NODE_PROGRAMS[user], NODE_PATH=str(node_packages / "node_modules"), WHO=user)

    check(receiver, user)
