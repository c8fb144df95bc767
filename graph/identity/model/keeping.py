"""Which saved models stay: those that something may still read."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

import duckdb

KEPT_RUNS = 5
"""Finished runs whose models stay, so that what they decided can be looked into."""

_OF_LAST_RUNS = """
SELECT model_version FROM stored_runs WHERE status = 'finished' AND model_version IS NOT NULL
ORDER BY started_at DESC LIMIT $runs
"""


def prune_models(connection: duckdb.DuckDBPyConnection, folder: Path, used: Collection[str]) -> None:
    """Remove the models under `folder` but those of the last finished runs and the versions `used`.

    The run that calls this is the last of them; `stored_runs` of its connection shows those before it.
    What is removed nothing refers to any more: a kill halfway leaves a rest that the next call removes.
    """
    rows = connection.execute(_OF_LAST_RUNS, {"runs": KEPT_RUNS - 1}).fetchall()
    kept = {*used, *(version for (version,) in rows)}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
