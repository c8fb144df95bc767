"""A table or query of a database as an input: it has rows, and no bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.inputs.base import Input, StoredInput
from ingest.mapping.mapping import SqlSource


class Database(Input):
    """What a mapping in `folder` names under `sql`."""

    def __init__(self, source: SqlSource, folder: Path) -> None:
        self.source, self.folder = source, folder
        self.shown = self.name = source.shown

    def check(self) -> None:
        """The reader connects."""

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Never opened: it has no bytes."""
        raise NotImplementedError
        yield
