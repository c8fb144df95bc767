"""A table without some of its rows, everywhere on disk: its commits stay, their files are written anew.

Versions, their order and what the commits say otherwise stay as they are, so whoever goes by versions goes
on. Of each file that has such rows a new one is written; then a list of these files is kept, and from then on
the change is gone through with, however often it is killed: the commits name the new files one by one, while
readers go by a checkpoint that names the old ones, of which none is missing yet; then there is a new
checkpoint, and the old files are deleted. Nobody may append meanwhile.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable

from graph.files import checksums
from graph.files.durable import sync
from graph.files.whole_file import whole_file
from graph.journal.tables.checksums import keep_checksum
from graph.journal.tables.key_index import FOLDER as KEYS
from graph.journal.tables.log import LOG, Action, actions, adds, commit_path, commits

Reduced = Callable[[Path], pa.Table | None]
"""The rows of a file that stay, or null where all do."""

_LIST = "_rewritten.json"
_PREFIX = "kept-"

New = dict[str, dict[str, Any]]
"""By name of an old file: name, size and number of rows of the one in its place."""


def prepared(folder: Path, reduced: Reduced) -> New:
    """Write files anew that have rows which do not stay; which take the place of which. What a killed call
    had prepared is what is to be done first."""
    known = _listed(folder)
    if known:
        return known
    _remove_drafts(folder)
    found: New = {}
    for path in sorted(folder.glob("*.parquet")):
        rows = reduced(path)
        if rows is not None:
            found[path.name] = _written(folder, rows)
    if found:
        sync(folder)
        with whole_file(folder / _LIST) as draft:
            draft.write_text(json.dumps(found), encoding="utf-8")
        sync(folder)
    return found


def put_in_place(folder: Path) -> None:
    """Let the commits name the files that were prepared, and delete the old ones."""
    new = _listed(folder)
    if not new:
        return
    DeltaTable(folder).create_checkpoint()
    versions = commits(folder)
    for version in versions:
        _rename(folder, version, new)
    for checkpoint in [
        *(folder / LOG).glob("_last_checkpoint"),
        *(folder / LOG).glob("*.checkpoint*.parquet"),
    ]:
        checkpoint.unlink()
    sync(folder / LOG)
    DeltaTable(folder).create_checkpoint()
    _touch(commit_path(folder, versions[-1]))
    for name in new:
        (folder / name).unlink(missing_ok=True)
        checksums.forget_checksum(folder / name)
    shutil.rmtree(folder / KEYS, ignore_errors=True)
    sync(folder)
    (folder / _LIST).unlink()


def is_under_way(folder: Path) -> bool:
    """Whether a call was killed that had begun to change the table."""
    return (folder / _LIST).exists()


def _listed(folder: Path) -> New:
    path = folder / _LIST
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _remove_drafts(folder: Path) -> None:
    """Delete what a call wrote that was killed before it counted."""
    drafts = {path.name for path in folder.glob(f"{_PREFIX}*.parquet")}
    if not drafts:
        return
    named = {unquote(add["path"]) for version in commits(folder) for add in adds(folder, version)}
    for name in drafts - named:
        (folder / name).unlink()
        checksums.forget_checksum(folder / name)


def _written(folder: Path, rows: pa.Table) -> dict[str, Any]:
    path = folder / f"{_PREFIX}{uuid.uuid4()}.parquet"
    with path.open("xb") as file:
        pq.write_table(rows, file, compression="zstd", compression_level=1)
        file.flush()
        os.fsync(file.fileno())
    keep_checksum(path)
    return {"path": path.name, "size": path.stat().st_size, "rows": rows.num_rows}


def _rename(folder: Path, version: int, new: New) -> None:
    said = actions(folder, version)
    renamed = [_renamed(action, new) for action in said]
    if any(renamed):
        with whole_file(commit_path(folder, version)) as draft:
            draft.write_text(
                "".join(f"{json.dumps(it, separators=(',', ':'))}\n" for it in said), encoding="utf-8"
            )


def _renamed(action: Action, new: New) -> bool:
    """Whether an action named an old file; it names the new one then."""
    for kind in ("add", "remove"):
        named = action.get(kind)
        if named and (kept := new.get(unquote(named["path"]))):
            named |= {"path": kept["path"], "size": kept["size"]}
            if kind == "add" or "stats" in named:
                named["stats"] = json.dumps({"numRecords": kept["rows"]})
            return True
    return False


def _touch(commit: Path) -> None:
    """Let processes that have the table open see that it is another one."""
    with whole_file(commit) as draft:
        draft.write_bytes(commit.read_bytes())
