"""Delta Lake tables as inputs: the version that is there when they are found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from graph.errors import IngestError
from graph.files.regular import shown_path
from ingest.inputs.base import AGAIN, Input, StoredInput


def is_delta(path: Path) -> bool:
    """Whether a folder holds a Delta Lake table."""
    return (path / "_delta_log").is_dir()


class DeltaInput(Input):
    """A folder with a Delta Lake table; raises IngestError where it holds none that can be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown, self.name = shown_path(path), shown_path(path.name)
        self.check()

    def check(self) -> None:
        """Raises IngestError where there is no table that can be read."""
        if not is_delta(self.path):
            raise IngestError(
                f"{self.shown} is no Delta Lake table: it has no _delta_log.", "Name the folder of a table."
            )
        self.table.version()

    @cached_property
    def table(self) -> DeltaTable:
        """The table, in the version of this moment; raises IngestError where its log is damaged."""
        try:
            return DeltaTable(self.path)
        except (DeltaError, OSError) as error:
            raise IngestError(f"Delta Lake table {self.shown} is damaged.", AGAIN) from error

    def content(self) -> str | None:
        """The table's id and version, which say what is in it."""
        return f"delta:{self.table.metadata().id}:{self.table.version()}"

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Never opened: its bytes are in many files."""
        raise NotImplementedError
        yield
