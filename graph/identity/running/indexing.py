"""The look-up index, brought up to a run."""

from __future__ import annotations

from pathlib import Path

import duckdb

from graph.identity.lookup.index import IndexState, extend_index, write_index
from graph.identity.lookup.index_segments import StaleIndexError
from graph.identity.model.identity_model import IdentityModel
from graph.identity.state.stage import stage_index, stage_whole_index


def follow_index(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, state: IndexState, folder: Path, last: str
) -> None:
    """Add what a run over changes changed since the run `last`; write all anew where the index is of
    another one."""
    stage_index(connection)
    try:
        extend_index(connection, model, state, folder, last)
    except StaleIndexError:
        stage_whole_index(connection)
        write_index(connection, model, state, folder)
