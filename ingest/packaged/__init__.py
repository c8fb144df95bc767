"""Mappings for the exports of usual programs, each known by its columns."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from graph.files.packaged_yaml import packaged_yaml

_FOLDER = Path(__file__).parent


@cache
def signatures() -> dict[str, list[str]]:
    """The columns that each export has, by the name of its mapping; `|` stands between alternatives."""
    loaded: dict[str, list[str]] = packaged_yaml("ingest.packaged", "signatures.yaml")
    return loaded


def recognised(columns: Collection[str]) -> str:
    """The name of the mapping for a file with these columns; empty if there is none.

    Of several it is the one that asks for most.
    """
    fitting = [name for name, wanted in signatures().items() if all(_has(columns, it) for it in wanted)]
    return max(fitting, key=lambda name: len(signatures()[name]), default="")


def _has(columns: Collection[str], wanted: str) -> bool:
    return any(name in columns for name in wanted.split("|"))


def mapping_path(name: str | Path) -> Path:
    """The path of a packaged mapping by its name; other names are paths themselves."""
    packaged = str(name) in signatures() and not Path(name).exists()
    return _FOLDER / f"{name}.yaml" if packaged else Path(name)
