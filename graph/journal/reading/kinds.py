"""What kinds of events there are: to ask for what is made of others takes long and finds nothing."""

from __future__ import annotations

import duckdb


def kinds_told(connection: duckdb.DuckDBPyConnection, *groups: tuple[str, ...]) -> list[bool]:
    """Of each group of kinds whether `stored_events` has any event of one of them."""
    listed = (", ".join(f"'{kind}'" for kind in kinds) for kinds in groups)
    asked = ", ".join(f"EXISTS (FROM stored_events WHERE kind IN ({kinds}))" for kinds in listed)
    return list(connection.execute(f"SELECT {asked}").fetchall()[0])
