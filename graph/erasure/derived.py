"""What is made of the journal and holds values of people: it is deleted, and made anew when it is needed."""

from __future__ import annotations

import shutil
from pathlib import Path

from graph.erasure.traces import Traces
from graph.files.lease import lease
from graph.progress import silent
from graph.search.index_files import IndexFiles

_OF_RUNS = ("identity", "index")
"""Folders with what the last run knew: the next one works out everything again."""
_ALL = (*_OF_RUNS, "models", "network", "bulk", "import", "overflow")
"""The same and those with values of all: models keep how frequent each is."""


def forget_look_ups(home: Path) -> None:
    """Let look-ups and searches find nobody, until a run and a search make their files anew."""
    _remove(home, _OF_RUNS)
    _forget_search(home)


def forget_derived(home: Path, traces: Traces) -> int:
    """Delete all that is made of the journal, and reports of runs that name anybody who is looked for;
    returns how many reports these are."""
    _remove(home, _ALL)
    _forget_search(home)
    pages = [path for path in sorted((home / "reports").glob("*")) if path.is_file()]
    naming = [path for path in pages if traces.in_page(path.read_bytes())]
    for path in naming:
        path.unlink()
    return len(naming)


def _forget_search(home: Path) -> None:
    index_files = IndexFiles(home)
    if index_files.exists():
        with index_files.lease(silent):
            index_files.clear()


def _remove(home: Path, folders: tuple[str, ...]) -> None:
    for name in folders:
        folder = home / name
        if not folder.is_dir():
            continue
        if name == "identity":
            with lease(folder / "state.duckdb.readers", "identity: others read what the last run knew"):
                _empty(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    """Delete all files but the locks of those who wait."""
    for path in folder.iterdir():
        if path.suffix not in (".readers", ".turn"):
            path.unlink()
