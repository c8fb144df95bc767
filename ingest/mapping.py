"""A bound mapping: which files a source has, how they are read, and what their rows become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from graph.errors import IngestError
from ingest.cleaning.base import Context
from ingest.fields import Field, Ingestor

Raw = Mapping[str, Any]
"""A row as read: values by column name, with `_line` and, within a list, `_index`."""


@dataclass(frozen=True)
class Reading:
    """How a file is read; `header` names the columns of CSV files without a header line."""

    format: str
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip: int = 0
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnUse:
    """Where in the mapping a column is used."""

    column: str
    line: int
    where: str


@dataclass(frozen=True)
class BoundValue:
    """One source of a field's value.

    `read` gives the raw value, or a list of raw values for fields that take several; `clean` gives the
    clean value, None when empty, `Kept`, or an InvalidValue, which is returned, not raised.
    """

    read: Callable[[Raw], Any]
    clean: Callable[[Any, Raw], Any]


@dataclass(frozen=True)
class BoundField:
    """A field with the sources of its values."""

    field: Field
    values: tuple[BoundValue, ...]


@dataclass(frozen=True)
class RowMapping:
    """What one row becomes. `explode` is the path of the list whose elements are rows of their own."""

    ingestor: Ingestor
    context: Context
    fields: tuple[BoundField, ...]
    applies: Callable[[Raw], bool]
    explode: str | None
    columns: tuple[ColumnUse, ...]
    mapped: frozenset[str]
    required: tuple[str, ...]


@dataclass(frozen=True)
class FileMapping:
    """One kind of file of a source; `context` without words."""

    pattern: str
    reading: Reading
    rows: tuple[RowMapping, ...]

    @property
    def columns(self) -> tuple[ColumnUse, ...]:
        """All columns that its rows use."""
        return tuple(use for row in self.rows for use in row.columns)


@dataclass(frozen=True)
class SourceMapping:
    """A whole mapping file, bound to the ingestors and the model."""

    path: Path
    source: str
    description: str
    priority: int
    files: tuple[FileMapping, ...]

    def inputs(self, given: tuple[Path, ...] = ()) -> list[tuple[Path, FileMapping]]:
        """The files to read, each with its entry; those given, or those that the mapping names.

        Raises IngestError when a file is missing or fits no entry.
        """
        if given:
            return [(path, self._entry_for(path)) for path in given]
        return [(path, entry) for entry in self.files for path in self._found(entry)]

    def _found(self, entry: FileMapping) -> list[Path]:
        paths = sorted(self.path.parent.glob(entry.pattern)) if not Path(entry.pattern).is_absolute() else []
        if not paths and Path(entry.pattern).is_absolute():
            paths = [Path(entry.pattern)]
        if not paths:
            raise IngestError(
                f"No file {entry.pattern} beside mapping {self.path}.",
                "Put it there, correct `path` in the mapping, or name the file on the command line.",
            )
        return paths

    def _entry_for(self, path: Path) -> FileMapping:
        fitting = [entry for entry in self.files if fnmatch(path.name, Path(entry.pattern).name)]
        if fitting:
            return fitting[0]
        if len(self.files) == 1:
            return self.files[0]
        known = ", ".join(entry.pattern for entry in self.files)
        raise IngestError(
            f"File {path} fits no entry of mapping {self.path}.", f"Its name must fit one of: {known}."
        )
