"""What an ingest brought that the journal held already: it stays when the earlier ingest is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from graph.journal.tables.schema import TABLES

_MANY = 200_000
"""Hashes that are held in memory before they are stored."""


class Confirmations:
    """Gathers the entries that an ingest confirms, by file."""

    def __init__(self, store: Callable[[str, pa.Table], int], ingest_id: str) -> None:
        self._store, self._ingest_id = store, ingest_id
        self._hashes: dict[tuple[str, str], list[bytes]] = {}
        self._same: dict[str, tuple[str, str]] = {}
        self._count = 0

    def same_as(self, file: str, ingest_id: str, earlier: str) -> None:
        """Says that a file has the content of an earlier one, whose entries it confirms without their being
        kept one by one."""
        self._same[file] = ingest_id, earlier

    def add_file(self, source: str, file: str) -> None:
        """Takes in a file that has the content of an earlier one."""
        self._hashes.setdefault((source, file), [])

    def add(self, found: Iterable[tuple[str, str, bytes]]) -> None:
        """Takes in sources, files and content hashes of entries."""
        for source, file, hash_ in found:
            hashes = self._hashes.setdefault((source, file), [])
            if file not in self._same:
                hashes.append(hash_)
                self._count += 1
        if self._count > _MANY:
            self.store()

    def store(self) -> None:
        """Stores what was gathered."""
        rows: list[dict[str, Any]] = []
        for (source, file), hashes in self._hashes.items():
            ingest_id, earlier = self._same.get(file, (None, None))
            same = {"same_ingest": ingest_id, "same_file": earlier}
            rows.append(
                {"ingest_id": self._ingest_id, "source": source, "file": file, "hashes": hashes, **same}
            )
        self._hashes, self._count = {}, 0
        if rows:
            schema = TABLES["confirmations"]
            names = list(rows[0])
            self._store(
                "confirmations",
                pa.Table.from_pylist(rows, schema=pa.schema([schema.field(it) for it in names])),
            )
