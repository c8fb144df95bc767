"""Columns that say of something else what others say: `Straße L`, where the goods go, beside `Straße`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.proposing.meaning.headers import said

_BEHIND = re.compile(r"(.+?)[ _-]([^\W\d_]{1,3})$")
_IN_FRONT = re.compile(r"([^\W\d_]{1,3})[ _-](.+)$")
"""A mark of a few letters, apart from what it stands beside."""
_LEAST, _ALIKE = 4, 3
"""How many columns have the mark at the least, and how many of them stand there without it, too."""


def marked_copies(headers: Iterable[str]) -> frozenset[str]:
    """The headers with a mark that says nothing by itself, of which several stand there without it."""
    plain = frozenset(headers)
    groups: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for header in plain:
        for place, mark, stem in _marked(header):
            if not said(mark).senses:
                groups[place, mark][header] = stem
    return frozenset(
        header
        for group in groups.values()
        if len(group) >= _LEAST and sum(stem in plain for stem in group.values()) >= _ALIKE
        for header in group
    )


def _marked(header: str) -> Iterator[tuple[str, str, str]]:
    """Where a header may have a mark, the mark, and what it stands beside."""
    if found := _BEHIND.match(header):
        yield "behind", found[2], found[1]
    if found := _IN_FRONT.match(header):
        yield "in front", found[1], found[2]
