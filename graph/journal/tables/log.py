"""The log of a Delta table as it lies on disk: a file of actions for each commit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

LOG = "_delta_log"
_DIGITS = 20

Action = dict[str, Any]
"""One of the things that a commit does, such as `{"add": {"path": ...}}`."""


def commit_path(folder: Path, version: int) -> Path:
    """Where a table keeps the commit of a version."""
    return folder / f"{LOG}/{version:0{_DIGITS}}.json"


def holds_first_alone(folder: Path) -> bool:
    """Whether a table's log holds nothing but its first commit."""
    if commit_path(folder, 1).exists():  # told at once of a long log
        return False
    try:
        return os.listdir(folder / LOG) == [commit_path(folder, 0).name]  # noqa: PTH208 - names are all it takes
    except OSError:
        return False


def actions(folder: Path, version: int) -> list[Action]:
    """What a commit says; nothing where there is none. Raises ValueError where it cannot be read."""
    log = commit_path(folder, version)
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [json.loads(line) for line in lines]


def adds(folder: Path, version: int) -> list[Action]:
    """What a commit says of the files that it adds."""
    return [action["add"] for action in actions(folder, version) if "add" in action]


def commits(folder: Path) -> list[int]:
    """The versions whose commits are there, ascending."""
    found = (path.stem for path in (folder / LOG).glob("*.json"))
    return sorted(int(stem) for stem in found if len(stem) == _DIGITS and stem.isdigit())
