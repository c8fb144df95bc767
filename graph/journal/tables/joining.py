"""Which small files of a table are joined with which, so that each row is copied a few times only."""

from __future__ import annotations

from collections.abc import Mapping

JOINED_BYTES = (2**18, 2**21, 2**24)
"""Sizes of files up to which others are joined, step by step: so each row is copied about once a step, and
not whenever the table has many files."""
_A_STEP = 8
"""Files that come of a step before they are joined in the next."""


def joins(sizes: Mapping[str, int], step: int) -> list[list[str]]:
    """Of files with these sizes in bytes, in any order, those that a step joins into one each.

    The first step, with number 0, joins whatever it finds, the others what several joins of the step before
    have left. What was joined is beyond the step, but for the last of it.
    """
    most = JOINED_BYTES[step]
    small = [name for name in sizes if sizes[name] < most]
    if len(small) <= (_A_STEP if step else 1):
        return []
    found: list[list[str]] = [[]]
    size = 0
    for name in sorted(small, key=lambda it: sizes[it]):
        if size >= most:
            found.append([])
            size = 0
        found[-1].append(name)
        size += sizes[name]
    return [names for names in found if len(names) > 1]
