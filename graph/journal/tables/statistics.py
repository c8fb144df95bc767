"""Statistics that Delta Lake keeps of columns: the least and greatest name would stand in its log for ever.

Tables are made without them. Those of earlier versions, whose compactions and checkpoints wrote some, are put
right by rewriting the commits of their log in place; what those say otherwise stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deltalake import DeltaTable

from graph.files.durable import sync
from graph.files.whole_file import whole_file

NO_STATISTICS = {"delta.dataSkippingNumIndexedCols": "0"}
"""The table property that keeps Delta Lake from writing statistics."""
_COUNT = "numRecords"


def forget_statistics(folder: Path) -> None:
    """Take statistics of columns out of a table's log, for good; does nothing where that has been done."""
    if NO_STATISTICS.items() <= DeltaTable(folder).metadata().configuration.items():
        return
    log = folder / "_delta_log"
    for commit in sorted(log.glob("*.json")):
        _replace(commit, _without_statistics(commit))
    # All commits are kept, so a checkpoint holds nothing that could not be made again.
    checkpoints = [*log.glob("_last_checkpoint"), *log.glob("*.checkpoint*.parquet")]
    for checkpoint in checkpoints:
        checkpoint.unlink()
    sync(log)
    if checkpoints:
        DeltaTable(folder).create_checkpoint()  # opened anew: one that is open keeps what it has read
    # Last: a rewriting that was killed begins again.
    DeltaTable(folder).alter.set_table_properties(NO_STATISTICS)


def _replace(path: Path, content: bytes | None) -> None:
    """A reader sees the old content or the new, never a part."""
    if content is None:
        return
    with whole_file(path) as draft:
        draft.write_bytes(content)


def _without_statistics(commit: Path) -> bytes | None:
    """The commit without statistics; null where it has none."""
    lines = commit.read_text(encoding="utf-8").splitlines()
    actions = [json.loads(line) for line in lines]
    changed = [reduced for action in actions for reduced in _reduced(action)]
    if not changed:
        return None
    return "".join(f"{json.dumps(action, separators=(',', ':'))}\n" for action in actions).encode()


def _reduced(action: dict[str, Any]) -> Iterator[str]:
    """Reduces the statistics of an action in place; yields what was left of them."""
    for name in ("add", "remove"):
        found = action.get(name, {}).get("stats")
        if found is not None and (left := _count_of(found)) != found:
            action[name]["stats"] = left
            yield left


def _count_of(stats: str) -> str:
    known = json.loads(stats)
    return json.dumps({_COUNT: known[_COUNT]} if _COUNT in known else {})
