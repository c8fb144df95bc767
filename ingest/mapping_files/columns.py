"""Holds a mapping against the columns of its files before the first row is read."""

from collections.abc import Iterable, Sequence

from ingest.mapping.mapping import ColumnUse, FileMapping, RowMapping, SourceMapping
from ingest.mapping.paths import top_of
from ingest.mapping.row_uses import field_of
from ingest.mapping.yaml_tree import Problems, suggestion
from ingest.readers.base import Reader, numbered, unnamed
from ingest.readers.csv_file import likely_delimiter

_MADE = ("_line", "_index")
_FIRST_OF = ".coalesce["
_TITLES = 20
"""Lines that may stand above the names of columns."""


def check_columns(mapping: SourceMapping, inputs: Iterable[tuple[Reader, FileMapping]]) -> None:
    """Raises MappingError that lists all columns which the mapping uses and a file does not have."""
    problems = Problems(mapping.path)
    note_missing_columns(problems, inputs)
    problems.raise_if_any()


def note_missing_columns(problems: Problems, inputs: Iterable[tuple[Reader, FileMapping]]) -> None:
    """Adds all columns which the mapping uses and a file does not have to the mistakes found.

    In JSON Lines a missing key is an empty value; there only keys that no row of the beginning has
    are mistakes, and only for required fields, of which no other column of a `coalesce` is there, or where a
    near name is unused. Of rows that say that something is no more one required field is enough. Files that
    may lack columns need those of one kind of rows.
    """
    for reader, entry in inputs:
        columns = reader.columns
        if not columns and not reader.columns_complete:
            continue
        missing = _missing(entry, columns) if not _may_lack(entry, columns) else []
        behind = _lines_before(reader, {it.column for it in missing}) if missing else ""
        for use in missing:
            if reader.columns_complete or _is_mistake(use, entry, columns, missing):
                problems.add(use.line, _message(use, reader, columns, behind))


def _lines_before(reader: Reader, missing: set[str]) -> str:
    """What to set where the missing columns stand in a line further below; empty where they do not."""
    if reader.reading.header:
        return ""
    skips = range(reader.reading.skip + 1, reader.reading.skip + _TITLES)
    found = next((skip for skip in skips if missing <= set(reader.columns_behind(skip))), None)
    return f" The names of its columns stand further below: set `skip: {found}`." if found else ""


def _missing(entry: FileMapping, columns: tuple[str, ...]) -> list[ColumnUse]:
    known = {*columns, *_MADE}
    return [
        use for use in entry.columns if use.column not in known and not _reachable(use.column, entry, known)
    ]


def _may_lack(entry: FileMapping, columns: tuple[str, ...]) -> bool:
    """Whether a file may go without the columns that it lacks: it has what one kind of its rows needs."""
    if not entry.may_lack_columns:
        return False
    lacking = {use.where for use in _missing(entry, columns)}
    return any(_has_needed(row, lacking) for row in entry.rows)


def _has_needed(row: RowMapping, lacking: set[str]) -> bool:
    """Whether each required field has a column, or a value without one."""
    for name in row.required:
        uses = [use.where for use in row.columns if field_of(use.where) == name]
        if uses and lacking.issuperset(uses):
            return False
    return True


def _reachable(column: str, entry: FileMapping, known: set[str]) -> bool:
    """Whether a path begins at a column; CSV and sheets have no paths."""
    return entry.reading.format in ("jsonl", "parquet", "delta", "sql") and top_of(column) in known


def _is_mistake(
    use: ColumnUse, entry: FileMapping, columns: tuple[str, ...], missing: Sequence[ColumnUse]
) -> bool:
    used = {top_of(other.column) for other in entry.columns}
    free = [column for column in columns if column not in used]
    lacking = {it.where for it in missing}
    required = {name for row in entry.rows for name in row.required if not _may_be_endings(row, lacking)}
    needed = field_of(use.where) in required and not _has_another(use, entry, missing)
    return needed or bool(suggestion(use.column, free))


def _may_be_endings(row: RowMapping, lacking: set[str]) -> bool:
    """Whether a file may hold nothing but ends of such rows, which need their key alone: it has a column of
    what they need."""
    uses = {use.where for use in row.columns if field_of(use.where) in row.required}
    return bool(row.deletes) and not uses <= lacking


def _has_another(use: ColumnUse, entry: FileMapping, missing: Sequence[ColumnUse]) -> bool:
    """Whether another column is there of those of which the first that is not empty counts."""
    value, several, _ = use.where.partition(_FIRST_OF)
    others = (it for it in entry.columns if it.where.startswith(value + _FIRST_OF))
    return bool(several) and any(it not in missing for it in others)


def _message(use: ColumnUse, reader: Reader, columns: tuple[str, ...], behind: str) -> str:
    file = reader.source.name if reader.reading.sql else f"file {reader.source.name}"
    first, second = numbered(use.column, 1), numbered(use.column, 2)
    if second in columns:
        return f'{use.where}: {file} has several columns "{use.column}": say "{first}" or "{second}".'
    hint = behind or suggestion(use.column, columns) or _unnamed_hint(columns)
    other = likely_delimiter(columns, reader.reading.delimiter) if reader.reading.format == "csv" else None
    if other:
        hint = f' Its header looks separated by "{other}"; set `delimiter`.'.replace("\t", "tab")
    return f'{use.where}: {file} has no column "{use.column}".{hint}'


def _unnamed_hint(columns: tuple[str, ...]) -> str:
    """What the first column without a name is called, if there is one."""
    found = next((name for place, name in enumerate(columns, start=1) if name == unnamed(place)), None)
    return f' Its column without a name is called "{found}".' if found else ""
