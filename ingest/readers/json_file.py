"""JSON: one object a line, an array of objects, or objects over several lines."""

import json
import math
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any

from graph.errors import IngestError
from ingest.inputs.base import AGAIN, Input
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Reading
from ingest.mapping.paths import OUTER
from ingest.readers.base import BadRow, GoodRow, Reader
from ingest.readers.dialect import with_encoding
from ingest.readers.json_elements import Elements
from ingest.readers.json_lists import PAGE, Lists
from ingest.readers.json_pages import Pages
from ingest.readers.text_file import TextFile, printable, unreadable

_SAMPLE = 1000
"""Rows looked at to know the columns of a file."""
_MAX_DEPTH = 100
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class _TwiceError(ValueError):
    """An object has a key twice; which of the values is meant cannot be known."""


class JsonFile(Reader):
    """A file of JSON objects; rows may have different columns. `line` is where an object begins; of several
    in one line, as programs write arrays, each has the next number."""

    columns_complete = False

    def __init__(self, source: Input, reading: Reading) -> None:
        reading = with_encoding(source, replace(reading, code_page=""))  # JSON is Unicode
        super().__init__(source, reading)
        self._file = TextFile(source, reading.encoding)
        self._lists = Lists(reading.record_path)

    @property
    def remarks(self) -> dict[str, int]:
        """Objects without the list that rows are in."""
        lacking = self._lists.lacking if self.reading.record_path else 0
        return {f"without a list {self.reading.record_path}": lacking} if lacking else {}

    @property
    def fraction(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._file.fraction

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of the first 1,000 objects, at the top level.

        Raises IngestError for a file that holds no object, but something else.
        """
        seen = list(islice(self.readable(), _SAMPLE))
        if seen and not any(isinstance(row, GoodRow) or row.text.lstrip().startswith("{") for row in seen):
            raise IngestError(
                f"File {self.source.shown} has no line that is a JSON object.",
                "Check `format` in the mapping; JSON is one object a line, or an array of objects.",
            )
        if not seen and self._lists.lacking:
            raise self._no_list()
        return tuple(dict.fromkeys(name for row in seen if isinstance(row, GoodRow) for name in row.values))

    def lists(self) -> tuple[str, ...]:
        """The paths of the lists that the objects at the beginning have, be they too long to be rows."""
        lists = Lists("")
        with closing(lists.array(self._file.pieces())) as pieces:
            next((None for _ in pieces if lists.paths), None)
        return tuple(lists.paths)

    def rows(self) -> Generator[GoodRow | BadRow, None, None]:
        """All objects; raises IngestError where an array, or an object over several lines, breaks off."""
        if self.reading.record_path:
            self._lists = Lists(self.reading.record_path, marked=self.reading.outer)
            yield from self._elements(1, self._lists.array(self._file.pieces()))
            return
        with closing(self._file.lines()) as lines:
            first = next((line.strip() for line in lines if not line.isspace()), "")
        if first.startswith("[") or first == "{":
            yield from self._elements(int(first != "{"), self._file.pieces())
            return
        for number, line in enumerate(self._file.lines(), start=1):
            if not line.isspace():
                yield self._parsed(number, line)

    def _elements(self, inside: int, text: Generator[str, None, None]) -> Iterator[GoodRow | BadRow]:
        """The objects of an array, or those that take up several lines."""
        elements, line, number = Elements(inside), 1, 0
        outer: dict[str, Any] | str | None = None
        with closing(text) as pieces, closing(self._pages()) as pages:
            for element in elements.of(pieces):
                line = element.line
                if element.last and not elements.whole:
                    break
                if element.text == PAGE and self.reading.outer:
                    outer = next(pages, None)
                    continue
                number = max(line, number + 1)
                yield self._parsed(number, element.text, outer)
        if not elements.whole:
            raise IngestError(
                f"File {self.source.shown} breaks off, or a bracket or quote is not closed, in what begins in"
                f" line {line}.",
                AGAIN,
            )

    def _pages(self) -> Generator[dict[str, Any] | str, None, None]:
        """What outermost objects say beside their lists, one by one, or why that cannot be read; the file is
        read a second time for it."""
        for text in Pages().of(TextFile(self.source, self.reading.encoding).pieces()):
            yield unreadable(text, self.reading.encoding) or parsed_object(text)

    def _no_list(self) -> IngestError:
        there = ", ".join(self._lists.paths) or "none"
        return IngestError(
            f"File {self.source.shown} has no list under {self.reading.record_path}.",
            f"Correct `record_path` in the mapping. Lists that there are: {there}.",
        )

    def _parsed(self, number: int, line: str, outer: dict[str, Any] | str | None = None) -> GoodRow | BadRow:
        reason = unreadable(line, self.reading.encoding)
        found = reason or parsed_object(line)
        if isinstance(found, str):
            return BadRow(number, printable(line), found)
        if isinstance(outer, str):
            return BadRow(number, printable(line), f"is in a list of an object that {outer}")
        return GoodRow(number, found if outer is None else {**found, OUTER: outer}, len(line))


def parsed_object(line: str) -> dict[str, Any] | str:
    """The object on a line, or why there is none."""
    if line.count("{") + line.count("[") > _MAX_DEPTH and _depth(line) > _MAX_DEPTH:
        return f"is nested deeper than {_MAX_DEPTH} levels"
    try:
        value = json.loads(line, object_pairs_hook=_once, parse_constant=_constant, parse_float=_number)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return "has more behind its JSON value; one object a line is expected"
        return f"is not valid JSON: {error.msg}"
    except _TwiceError:
        return "has an object with a key that is there twice"
    except ValueError:
        return "is not valid JSON: a number is too long"
    if not isinstance(value, dict):
        return "is not a JSON object"
    return _whole(value) if _HALF.search(line) else value


def _depth(line: str) -> int:
    """How deeply brackets nest, those in texts left out."""
    depth = deepest = 0
    for mark in re.findall(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', line):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0)
        deepest = max(deepest, depth)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _constant(text: str) -> float | BadCell:
    """NaN is how tools write an empty number; infinity is no number that anything has."""
    return math.nan if text == "NaN" else BadCell(text, "is not a finite number")


def _number(text: str) -> float | Decimal | BadCell:
    """A number; as it is written where it may have more digits than it shows (4.917e12), which no key may."""
    number = float(text)
    if not math.isfinite(number):
        return BadCell(text[:100], "is too large a number")
    if "e" not in text.lower():
        return number
    exponent = Decimal(text).as_tuple().exponent
    return Decimal(text) if isinstance(exponent, int) and exponent > 0 else number


def _whole(value: dict[str, Any]) -> dict[str, Any] | str:
    """The object with texts that hold half of a character as bad cells; why not, where a key does."""
    try:
        found: dict[str, Any] = _checked(value)
    except UnicodeEncodeError:
        return "has a key with half of a character (a lone surrogate)"
    return found


def _checked(value: Any) -> Any:
    if isinstance(value, dict):
        for key in value:
            key.encode()
        return {key: _checked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_checked(part) for part in value]
    if isinstance(value, str):
        shown = value.encode("utf-8", "backslashreplace").decode()
        return value if shown == value else BadCell(shown, "has half of a character (a lone surrogate)")
    return value
