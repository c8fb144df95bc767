"""Folders whose names say what all rows below have, as table tools write them: `year=2024/region=Bayern`."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import PurePath
from urllib.parse import unquote

_PARTITION = re.compile(r"[^=]+=.+")
_EMPTY = "__HIVE_DEFAULT_PARTITION__"
"""What stands for no value in the name of a folder."""


def is_partition(folder: PurePath) -> bool:
    """Whether a folder is called after a column and a value."""
    return _PARTITION.fullmatch(folder.name) is not None


def partition_folders(path: PurePath) -> list[PurePath]:
    """The folders of partitions that a file lies in, the outermost first; none outside of these count."""
    return [*takewhile(is_partition, path.parents)][::-1]


def partitions(path: PurePath) -> dict[str, str | None]:
    """The columns that the folders of a file tell, with their values."""
    told = (folder.name.partition("=") for folder in partition_folders(path))
    return {unquote(column): None if value == _EMPTY else unquote(value) for column, _, value in told}
