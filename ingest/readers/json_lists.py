"""JSON whose rows are in lists of its objects, as programs answer: these lists as the text of one array."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass, field

import orjson

from ingest.readers.json_elements import Marks, divided

_MARK = re.compile(r'"(?:[^"\\]++|\\.)*+"(?:\s*:)?|[\[\]{}"]|\\', re.DOTALL)
"""Brackets, and texts: keys have a colon behind them."""
_OPENING = "[{"
_DEEPEST = 100
"""Levels whose keys are known; what lies deeper is passed over."""
_NAMED = 20
"""Lists that an error names."""
PAGE = "\x02"
"""An element that stands before those of each outermost object, if it is asked for; JSON has none such."""
_NO_PAGE = "\x03"
_LINE_ENDS = ("\n", "\r")
_LONGEST_KEY = 200
_AT_THE_END = re.compile(r'"[^":,\[\]{}]*"?\s*$')
"""What may be a key whose colon is in the next piece, or the beginning of one."""


@dataclass
class Lists:
    """The elements of the lists at a path (`data.people`) in the objects of a text, one after the other or in
    an array; each stays in its line.

    `lacking` counts the outermost objects that have no such list; `paths` are those of lists that they have.
    With `marked` a `PAGE` stands where each of these objects begins.
    """

    path: str
    marked: bool = False
    lacking: int = 0
    paths: dict[str, None] = field(default_factory=dict)
    _marks: Marks = field(default_factory=lambda: Marks(_MARK))
    _keys: list[str] = field(default_factory=list)
    """The keys under which open brackets stand; empty where none is."""
    _key: str = ""
    _depth: int = 0
    _page: int = 0
    """The depth of the outermost object that is open, 0 where none is."""
    _within: int = 0
    """The depth of the list that is open, 0 where none is."""
    _found: bool = False

    def array(self, pieces: Generator[str, None, None]) -> Generator[str, None, None]:
        """The text of the array, piece by piece; it lacks its end where the text breaks off."""
        yield "["
        kept = ""
        with closing(pieces):
            for each in pieces:
                piece, kept = _before_key(kept + (each.replace(PAGE, _NO_PAGE) if self.marked else each))
                yield self._elements(piece) + (piece[-1] if piece.endswith(_LINE_ENDS) else "")
        yield self._elements(kept)
        if not self._depth and not self._marks.open_text:
            yield "]"

    def _elements(self, piece: str) -> str:
        """What of a piece is in lists, with a comma behind each list."""
        found, start = "", 0
        for at, mark in self._marks.of(piece):
            if mark in _OPENING:
                within = self._page
                self._opened(mark)
                if self.marked and self._page > within == 0:
                    found += f"{PAGE},"
                if self._within == self._depth:
                    start = at + 1
            elif mark[-1] == ":":
                self._key = _key_of(mark) if self._depth <= _DEEPEST else ""
            elif self._within and self._within == self._depth:
                found += piece[start:at] + ","
                self._within = 0
                self._closed()
            else:
                self._closed()
        return found + piece[start:].rstrip("\r\n") if self._within else found

    def _opened(self, mark: str) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._keys.append(self._key)
        self._key = ""
        if mark == "{":
            self._page = self._page or self._depth
        elif self._page and not self._within and self._depth <= _DEEPEST:
            path = ".".join(filter(None, self._keys))
            if len(self.paths) < _NAMED:
                self.paths[path] = None
            if path == self.path:
                self._within, self._found = self._depth, True

    def _closed(self) -> None:
        self._depth = max(0, self._depth - 1)
        del self._keys[self._depth :]
        self._key = ""
        if self._depth < self._page:
            self.lacking += not self._found
            self._page, self._found = 0, False


def _key_of(mark: str) -> str:
    """What a key with its quotes and colon is called; as written where that is no JSON."""
    text = mark[: mark.rindex('"') + 1]
    with suppress(orjson.JSONDecodeError):
        return str(orjson.loads(text)) if "\\" in text else text[1:-1]
    return text[1:-1]


def _before_key(piece: str) -> tuple[str, str]:
    """A piece, and what at its end may be a key, as the next one tells."""
    if piece.endswith(_LINE_ENDS):
        return piece, ""
    found = _AT_THE_END.search(piece, max(0, len(piece) - _LONGEST_KEY))
    start = found.start() if found else len(piece)
    whole, escapes = divided(piece[:start])
    return whole, escapes + piece[start:]
