"""A database that was imported aside, in the place of the one that a local Neo4j had.

A database lies in two folders, which no rename moves together. So an import that is whole gets its final
name in one step, and from then on whoever starts the server puts it in place, however often somebody is
killed over it.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

_PARTS = ("databases", "transactions")
"""Folders of a server's data that have one of each database."""


def aside(folder: Path) -> Path:
    """An empty folder for a database that is imported beside the server in `folder`."""
    place = folder / "import"
    rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def declare_whole(folder: Path) -> None:
    """Say that what lies aside is a whole database: the next start of the server has it."""
    rmtree(_whole(folder), ignore_errors=True)
    (folder / "import").rename(_whole(folder))


def put_in_place(folder: Path, database: str) -> None:
    """Give the server a database that was declared whole, if there is one; the server must not run.

    Killed at any point it is carried on by the next call.
    """
    whole = _whole(folder)
    if not whole.exists():
        return
    for part in _PARTS:
        imported, target = whole / "data" / part / database, folder / "data" / part / database
        if not imported.exists():
            continue  # it is there already
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rename(whole / f"replaced-{part}")
        imported.rename(target)
    rmtree(whole)


def _whole(folder: Path) -> Path:
    return folder / "imported"
