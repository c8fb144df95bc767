"""A real PostgreSQL of the system's packages, for as long as a module of tests needs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from graph.stores.ports import Ports, choose_ports

_SETTINGS = (
    *("fsync=off", "autovacuum=off", "shared_buffers=1MB", "max_connections=10", "wal_level=minimal"),
    *("max_wal_senders=0", "listen_addresses=127.0.0.1", "unix_socket_directories="),
)
USER, PASSWORD = "reader", "geheim"


def _programs() -> Path:
    """The folder of the newest server's programs; skips where there is none that can be run."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda it: int(it.parts[-3]))
    beside = shutil.which("initdb")
    if not found and beside is None:
        pytest.skip("no PostgreSQL server installed: apt-get install postgresql")
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no runuser to run it as somebody else")
    return found[-1].parent if found else Path(str(beside)).parent


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server with an empty database, which asks for a password."""
    programs, as_root = _programs(), os.geteuid() == 0
    with TemporaryDirectory(prefix="ckg-postgres-") as name:
        folder, data = Path(name), Path(name) / "data"
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        if as_root:
            for path in (folder, password):
                shutil.chown(path, "postgres")

        def run(program: str, *arguments: str | Path) -> None:
            prefix = ["runuser", "-u", "postgres", "--"] if as_root else []
            command = [*prefix, str(programs / program), "-D", str(data), *map(str, arguments)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

        secured = ("--pwfile", password, "-A", "scram-sha-256")
        run("initdb", "-U", USER, *secured, "-N", "-E", "UTF8", "--no-locale")
        port = choose_ports(Ports(), Ports()).bolt
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"port={port}"))
        run("pg_ctl", "-w", "-s", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-s", "-m", "immediate", "stop")
