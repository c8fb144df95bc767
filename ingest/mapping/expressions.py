"""How a field's raw value is read from a row: columns, paths, templates, conditions."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from string import Formatter
from typing import Any

from graph.placeholders.listed import Placeholders
from ingest.cleaning.base import InvalidValue, as_text
from ingest.cleaning.spreadsheets import whole_or_same
from ingest.cleaning.texts import CountedZero, is_empty, tidy
from ingest.mapping.cache import Cache
from ingest.mapping.cells import BadCell, bad_part
from ingest.mapping.mapping import Raw

Reader = Callable[[Raw], Any]

_POINT = re.compile(r"\.(?![^\[\]]*\])")
"""What parts the keys of a path; a point in brackets belongs to a value."""
_CHOSEN = re.compile(r"(?P<list>.+)\[(?P<key>[^\[\]=]+)=(?P<value>[^\[\]]*)\]")
"""The element of a list that has a value: `event_params[key=page_location]`."""
_FIRST = "[0]"
"""The first element of a list, whatever it is: `names[0].givenName`."""
_LISTED = re.compile(r"\[(?:0|[^\[\]=]+=[^\[\]]*)?\].*")

_REMEMBERED = 1_000
_SHORT = 100


def plain(value: Any) -> str | None:
    """A raw value as tidy text, None when it is empty or no single value."""
    if value is None:
        return None
    try:
        text = tidy(as_text(value))
    except InvalidValue:
        return None
    return None if is_empty(text) else text


def list_path(column: str) -> str | None:
    """The part of a path up to its first list (`order.items[]` of `order.items[].sku`), if any."""
    head, mark, _ = column.partition("[]")
    return head + mark if mark else None


OUTER = "_outer"
"""The column of rows in a list of JSON with what the object around the list says beside it."""


def is_outer(column: str) -> bool:
    """Whether a column is of what stands beside the list of its row."""
    return column.partition(".")[0] == OUTER


def keys_of(path: str) -> list[str]:
    """The keys of a path, with what tells the element of a list."""
    return _POINT.split(path)


def path_keys(column: str, explode: str | None) -> tuple[str, ...]:
    """Keys from the row to the value; the element of an exploded list is a key of its own."""
    if explode and (column == explode or column.startswith(f"{explode}.")):
        rest = column[len(explode) + 1 :]
        return (explode, *keys_of(rest)) if rest else (explode,)
    return tuple(keys_of(column))


def top_of(column: str) -> str:
    """The column of a row that a path begins with."""
    return _LISTED.sub("", column).partition(".")[0]


def walk(value: Any, keys: Sequence[str]) -> Any:
    """The value at the end of the keys, None if there is none; a list where a key goes through one."""
    for position, key in enumerate(keys):
        if not isinstance(value, Mapping):
            return None
        if key in value:
            value = value[key]
        elif key.endswith("[]"):
            elements = value.get(key[:-2])
            rest = keys[position + 1 :]
            return [walk(element, rest) for element in elements] if isinstance(elements, list) else None
        elif key.endswith("]"):
            value = chosen(value, key)
        else:
            return None
    return value


def chosen(value: Mapping[str, Any], key: str) -> Any:
    """The first element of a list, or the first that has what a key asks for; None where there is none."""
    if key.endswith(_FIRST):
        listed = value.get(key.removesuffix(_FIRST))
        return listed[0] if isinstance(listed, list) and listed else None
    asked = _CHOSEN.fullmatch(key)
    elements = value.get(asked["list"]) if asked else None
    if not asked or not isinstance(elements, list):
        return None
    having = (
        it for it in elements if isinstance(it, Mapping) and plain(it.get(asked["key"])) == asked["value"]
    )
    return next(having, None)


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


Condition = Callable[[Raw], bool]


Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The condition that what is read of a row `fits`."""

    read: Reader
    fits: Test

    def __call__(self, row: Raw) -> bool:
        """Whether it does."""
        return self.fits(self.read(row))


@dataclass(frozen=True, slots=True)
class Conjunction:
    """The condition that all of some hold; true of each row where there is none."""

    conditions: Sequence[Condition]

    def __call__(self, row: Raw) -> bool:
        """Whether they do."""
        return all(condition(row) for condition in self.conditions)


class MatchingRows:
    """Which of many rows fulfil conditions, asked one after the other; each column is read once."""

    def __init__(self, rows: Sequence[Raw]) -> None:
        self._rows = rows
        self._columns: dict[Column, list[Any]] = {}

    def places(self, condition: Condition, among: Sequence[int]) -> Sequence[int]:
        """The places of rows that fulfil a condition, among some places."""
        if isinstance(condition, Conjunction):
            for part in condition.conditions:
                among = self.places(part, among)
            return among
        if not isinstance(condition, Comparison) or not isinstance(condition.read, Column):
            return [at for at in among if condition(self._rows[at])]
        fits, values = condition.fits, self._of(condition.read)
        return [at for at in among if fits(values[at])]

    def _of(self, column: Column) -> list[Any]:
        if column not in self._columns:
            self._columns[column] = column.of_all(self._rows)
        return self._columns[column]


class _Among:
    """The test that a value is one of some; each short text is looked at once."""

    def __init__(self, values: frozenset[str]) -> None:
        self._values = values
        self._known = Cache(self._is_listed, _REMEMBERED)

    def __call__(self, raw: Any) -> bool:
        is_short = raw.__class__ is str and len(raw) < _SHORT
        return bool(self._known[raw]) if is_short else self._is_listed(raw)

    def _is_listed(self, raw: Any) -> bool:
        text = plain(raw)
        return text is not None and as_listed(text, self._values) is not None


def _is_there(raw: Any) -> bool:
    return plain(raw) is not None


def compared(read: Reader, values: frozenset[str], *, negated: bool) -> Condition:
    """The condition that the column has, or has not, one of the values; `*` stands for any value."""
    test: Test = _is_there if values == {"*"} else _Among(values)
    return Comparison(read, (lambda raw: not test(raw)) if negated else test)
