"""Several paths between two customers, the shortest first (Yen's algorithm)."""

from __future__ import annotations

import asyncio

from graph.walks.neighbours import Neighbours
from graph.walks.shortest import PathBounds, shortest


async def several(
    neighbours: Neighbours, start: str, end: str, bounds: PathBounds, first: int
) -> list[list[str]]:
    """Up to so many paths within the bounds that touch no customer twice, the shortest first."""
    found: list[list[str]] = []
    waiting: set[tuple[str, ...]] = set()
    best = await shortest(neighbours, start, end, bounds)
    while best is not None:
        found.append(best)
        if len(found) == first:
            break
        waiting |= await _leaving(neighbours, found, end, bounds)
        left = sorted(waiting - {tuple(path) for path in found}, key=lambda path: (len(path), path))
        best = list(left[0]) if left else None
    return found


async def _leaving(
    neighbours: Neighbours, found: list[list[str]], end: str, bounds: PathBounds
) -> set[tuple[str, ...]]:
    """Shortest paths that leave the last one found at one of its customers, another way than those known."""
    last = found[-1]
    spurs = []
    for place in range(len(last) - 1):
        root = last[: place + 1]
        taken = {path[place + 1] for path in found if path[: place + 1] == root and len(path) > place + 1}
        rest = PathBounds(bounds.longest - place, {*bounds.avoid, *root[:-1]}, taken)
        spurs.append(shortest(neighbours, root[-1], end, rest))
    paths = await asyncio.gather(*spurs)
    return {(*last[:place], *path) for place, path in enumerate(paths) if path is not None}
