"""Files into the local Neo4j by its own import, while the server is stopped."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from graph.settings import Settings
from graph.stores.errors import ServerStartError
from graph.stores.neo4j_local import DATABASE, jars_folder, neo4j_folder

_PARTS = ("databases", "transactions")
"""Folders of a server's data that have one of each database."""


def import_files(settings: Settings, files: Path, arguments: str) -> None:
    """Replaces the local server's database by what the files say; `arguments` is the file of arguments.

    The server must not run. It is imported aside and moved there when it is whole, so that until then the
    server has what it had. Raises ServerStartError with the import's own words where it fails.
    """
    folder = neo4j_folder(settings).path
    aside = folder / "import"
    rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / "neo4j.conf").write_text("db.tx_log.preallocate=false\n")
    log = folder / "log" / "import.log"
    _run(_command(settings, arguments), aside, files, log)
    for part in _PARTS:
        target = folder / "data" / part / DATABASE
        rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        (aside / "data" / part / DATABASE).rename(target)
    rmtree(aside)


def _command(settings: Settings, arguments: str) -> list[str]:
    return [
        *("java", f"-Xmx{settings.store_memory}", "-cp", str(jars_folder() / "*"), "org.neo4j.cli.AdminTool"),
        *("database", "import", "full", DATABASE, f"@{arguments}"),
    ]


def _run(command: Sequence[str], home: Path, files: Path, log: Path) -> None:
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home)}
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - the argument vector is built by this package
            command, cwd=files, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise ServerStartError(
            f"Neo4j's import ended with exit status {done.returncode}; the database is as it was.",
            f"Its log says why: {log}",
        )
