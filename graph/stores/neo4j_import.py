"""Files into a database of the local Neo4j by its own import."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from graph.settings import Settings
from graph.stores.errors import ServerStartError
from graph.stores.neo4j_local import DATABASE, jars_folder, neo4j_folder
from graph.stores.neo4j_swap import aside, declare_whole

_FEW = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For files that are read before the optimising compiler is worth its work: 10 MB, 95,000 nodes and edges,
take 7 CPU seconds in place of 12, 40 MB 14 in place of 16. One node alone takes 3 in place of 6."""
_MUCH_BYTES = 50_000_000


def import_files(settings: Settings, files: Path, arguments: str) -> None:
    """Makes a database of what the files say; the local server has it in place of its own once it is started
    anew. `arguments` is the file of arguments.

    Until it is whole the server keeps what it has, and may run. Raises ServerStartError with the import's own
    words where it fails.
    """
    folder = neo4j_folder(settings).path
    place = aside(folder)
    (place / "neo4j.conf").write_text("db.tx_log.preallocate=false\n")
    _run(_command(settings, files, arguments), place, files, folder / "log" / "import.log")
    declare_whole(folder)


def _command(settings: Settings, files: Path, arguments: str) -> list[str]:
    size = sum(each.stat().st_size for each in files.iterdir())
    return [
        *("java", f"-Xmx{settings.store_memory}", *(_FEW if size < _MUCH_BYTES else ())),
        *("-cp", str(jars_folder() / "*"), "org.neo4j.cli.AdminTool"),
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
