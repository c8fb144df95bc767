"""How a field's raw value is read from a row: columns, lists and templates."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from string import Formatter
from typing import Any

from graph.placeholders.listed import Placeholders
from ingest.cleaning.spreadsheets import whole_or_same
from ingest.cleaning.texts import CountedZero
from ingest.mapping.cells import BadCell, bad_part, plain
from ingest.mapping.mapping import Raw
from ingest.mapping.paths import path_keys, walk

Reader = Callable[[Raw], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """Reads a column that is no path."""

    name: str

    def __call__(self, row: Raw) -> Any:
        """Its value in one row."""
        return row.get(self.name)

    def of_all(self, rows: Sequence[Raw]) -> list[Any]:
        """Its values in many rows."""
        name = self.name
        return [row.get(name) for row in rows]


def read_all(read: Reader, rows: Sequence[Raw]) -> list[Any]:
    """What is read of many rows: all at once by readers that can do so."""
    of_all = getattr(read, "of_all", None)
    return of_all(rows) if of_all else [read(row) for row in rows]


def column_reader(column: str, explode: str | None) -> Reader:
    """Reads one column; a name with dots that is no column is a path."""
    keys = path_keys(column, explode)
    if len(keys) == 1 and not column.endswith("[]"):
        return Column(column)

    def read(row: Raw) -> Any:
        return row[column] if column in row else walk(row, keys)

    return read


def joined(readers: Sequence[Reader], separator: str) -> Reader:
    """Several columns in one text, without the empty ones."""

    def read(row: Raw) -> str | BadCell | None:
        values = [reader(row) for reader in readers]
        texts = [text for value in values if (text := plain(value))]
        return bad_part(values) or separator.join(texts) or None

    return read


def first(readers: Sequence[Reader]) -> Reader:
    """The first column that is not empty."""

    def read(row: Raw) -> Any:
        return _first(reader(row) for reader in readers)

    return read


def first_of_each(readers: Sequence[Reader]) -> Reader:
    """The same for each element of a list that columns go through; of one with fewer, or none, nothing."""

    def read(row: Raw) -> Any:
        values = [reader(row) for reader in readers]
        if bad := bad_part(values):
            return bad
        return [_first(elements) for elements in zip_longest(*(it for it in values if isinstance(it, list)))]

    return read


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if bad_part(value) or plain(value) is not None), None)


def template_columns(template: str) -> list[str]:
    """Columns named in a template; raises ValueError that says what is wrong with its braces."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        raise ValueError("has braces that do not match") from None
    for _, name, form, conversion in pieces:
        if name == "" or form or conversion:
            raise ValueError("takes nothing but a column in braces, such as {Nummer}")
    return [name for _, name, _, _ in pieces if name]


def filled(template: str, readers: Mapping[str, Reader]) -> Reader:
    """A template with its columns filled in; None if one of them is empty."""
    pieces = [(literal, name) for literal, name, _, _ in Formatter().parse(template)]

    def read(row: Raw) -> str | BadCell | None:
        text = ""
        for literal, name in pieces:
            raw = readers[name](row) if name else ""
            if bad := bad_part(raw):
                return bad
            value = plain(raw) if name else ""
            if value is None:
                return None
            text += literal + value
        return text

    return read


def unless(read: Reader, parts: Sequence[Reader], refused: Container[str]) -> Reader:
    """What `read` gives, None where one of its parts is a refused value."""
    return lambda row: (
        None if any((plain(part(row)) or "").lower() in refused for part in parts) else read(row)
    )


def naming(read: Reader, nothing: Placeholders) -> Reader:
    """What `read` gives, None for what means that there is nothing."""

    def named(row: Raw) -> Any:
        raw = read(row)
        names_nothing = not isinstance(raw, CountedZero) and (plain(raw) or "") in nothing
        return None if names_nothing else raw

    return named


def constant(value: str) -> Reader:
    """The same value for each row."""
    return lambda _row: value


def split_list(read: Reader, separator: str) -> Reader:
    """One text as a list of texts."""

    def pieces(row: Raw) -> Any:
        raw = read(row)
        text = plain(raw)
        return bad_part(raw) if text is None else text.split(separator)

    return pieces


def as_listed(text: str, values: Container[str]) -> str | None:
    """The text as the mapping lists it, which has `1` where a table tool wrote `1.0`; None if it does not."""
    if text in values:
        return text
    return whole if (whole := whole_or_same(text)) in values else None
