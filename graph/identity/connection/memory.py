"""How much memory a run may take: beyond it, DuckDB works on disk instead of failing."""

from __future__ import annotations

from shutil import rmtree

import duckdb

from graph.settings import Settings


def limit_memory(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Let the connection take at most `settings.run_memory`; what does not fit goes to a folder in the home.

    DuckDB empties the folder when the connection closes; what a killed run left there goes now, so only one
    run at a time may call this.
    """
    folder = settings.home.absolute() / "overflow"
    rmtree(folder, ignore_errors=True)
    connection.execute("SET memory_limit = $amount", {"amount": settings.run_memory})
    connection.execute("SET temp_directory = $folder", {"folder": str(folder)})
