"""What is in quarantine already, so that it does not grow when the same file comes again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from graph.journal.table import JournalTable

_WHAT = ("source", "field", "value", "reason", "row")
"""Columns that make a rejection; where it stood is not among them: lines move from export to export."""


class Quarantine:
    """Knows the rejections of the sources that it was asked about, 16 bytes each."""

    def __init__(self, table: JournalTable) -> None:
        self._table = table
        self._known: dict[str, set[bytes]] = {}

    def new(self, columns: Mapping[str, pa.Array[Any]]) -> list[int]:
        """Places of the rejections that are not stored yet, each once; they are known after."""
        places = []
        for place, (source, digest) in enumerate(_digests(*(columns[name] for name in _WHAT))):
            known = self._of(source)
            if digest not in known:
                known.add(digest)
                places.append(place)
        return places

    def _of(self, source: str) -> set[bytes]:
        if source not in self._known:
            known = self._known[source] = set()
            for batch in self._table.rows(_WHAT):
                known.update(digest for of, digest in _digests(*batch.columns) if of == source)
        return self._known[source]


def _digests(*columns: pa.Array[Any]) -> Iterable[tuple[str, bytes]]:
    """Source and digest of each rejection."""
    for source, *what in zip(*(column.to_pylist() for column in columns), strict=True):
        text = "\0".join(part or "" for part in what)
        yield source, blake2b(text.encode(), digest_size=16).digest()
