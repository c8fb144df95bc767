"""What a table's log says in short, its checkpoint, beside the commits that it stands for.

Delta Lake reads a table from its last checkpoint on, and holds that against no checksum.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from graph.journal.tables.log import LOG


def checkpoint_fits(folder: Path, version: int, sizes: Mapping[str, int]) -> bool:
    """Whether a table is read as its commits up to a version have it: files of these sizes, by path."""
    if not any((folder / LOG).glob("*.checkpoint*.parquet")):
        return True
    try:
        read = pa.table(DeltaTable(folder, version=version).get_add_actions(flatten=True)).to_pylist()
    except (DeltaError, OSError, ValueError, pa.ArrowException):
        return False
    return {unquote(file["path"]): file["size_bytes"] for file in read} == sizes
