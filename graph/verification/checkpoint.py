"""What a table's log says in short, its checkpoints, beside the commits that they stand for.

Delta Lake reads a table from its last checkpoint on, and holds that against no checksum.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from graph.journal.tables.log import LOG, Action


@dataclass
class CommitSummary:
    """What commits, read one after the other, say of a table: size and rows of its files, by path; how far
    those are who bring rows, by name; its id, its columns and how it is kept."""

    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    about: tuple[Any, ...] = ()

    def hear(self, action: Action) -> None:
        """Take in one action of a commit; raises KeyError, TypeError or ValueError for one without sense."""
        if add := action.get("add"):
            self.files[unquote(add["path"])] = add["size"], json.loads(add["stats"])["numRecords"]
        if remove := action.get("remove"):
            self.files.pop(unquote(remove["path"]), None)
        if position := action.get("txn"):
            self.positions[position["appId"]] = position["version"]
        if about := action.get("metaData"):
            self.about = about["id"], json.loads(about["schemaString"]), about["configuration"]


def checkpoints(folder: Path) -> set[int]:
    """The versions of which a table has checkpoints."""
    return {int(path.name.partition(".")[0]) for path in (folder / LOG).glob("*.checkpoint*.parquet")}


def checkpoint_fits(folder: Path, version: int, said: CommitSummary) -> bool:
    """Whether a table at a version is read as its commits have it."""
    try:
        return _read(DeltaTable(folder, version=version), said.positions) == said
    except (DeltaError, OSError, ValueError, pa.ArrowException):
        return False
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the library, which derives from no Exception
            raise
        return False


def _read(table: DeltaTable, names: Mapping[str, int]) -> CommitSummary:
    files = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    about = table.metadata()
    return CommitSummary(
        {unquote(file["path"]): (file["size_bytes"], file["num_records"]) for file in files},
        {name: at for name in names if (at := table.transaction_version(name)) is not None},
        (str(about.id), json.loads(table.schema().to_json()), about.configuration),
    )
