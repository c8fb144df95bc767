"""What the objects of a JSON text say beside their lists, for the rows that are in these."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from ingest.readers.json_elements import Marks, divided
from ingest.readers.text_file import MAX_LINE

_MARK = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}"]|\\', re.DOTALL)
_OPENING = "[{"


@dataclass
class Pages:
    """The outermost objects of a text, one after the other or in an array, with each of their lists empty."""

    _marks: Marks = field(default_factory=lambda: Marks(_MARK))
    _depth: int = 0
    _page: int = 0
    """The depth of the outermost object that is open, 0 where none is."""
    _list: int = 0
    """The same of a list in it."""
    _parts: list[str] = field(default_factory=list)

    def of(self, pieces: Generator[str, None, None]) -> Iterator[str]:
        """The texts of the objects, as much as is held of a very long one."""
        kept = ""
        with closing(pieces):
            for each in pieces:
                piece, kept = divided(kept + each)
                yield from self._of_piece(piece)

    def _of_piece(self, piece: str) -> Iterator[str]:
        start = 0
        for at, mark in self._marks.of(piece):
            if mark in _OPENING:
                self._depth += 1
                if mark == "{" and not self._page:
                    self._page, start = self._depth, at
                elif mark == "[" and self._page and not self._list:
                    self._list = self._depth
                    self._take(piece[start : at + 1])
            elif self._depth:
                if self._depth == self._list:
                    self._list, start = 0, at
                elif self._depth == self._page:
                    self._page = 0
                    self._take(piece[start : at + 1])
                    yield "".join(self._parts)
                    self._parts = []
                self._depth -= 1
        if self._page and not self._list:
            self._take(piece[start:])

    def _take(self, text: str) -> None:
        held = sum(map(len, self._parts))
        self._parts.append(text[: MAX_LINE + 1 - held])
