"""The elements of a JSON array, or of objects one after the other on any number of lines, one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.text_file import MAX_LINE

_MARK = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}",]|\\', re.DOTALL)
_REST_OF_TEXT = re.compile(r'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_OPENING, _CLOSING = "[{", "]}"


@dataclass(frozen=True)
class Element:
    """The text of an element, as much as is held of a very long one, and the line where it begins."""

    line: int
    text: str
    last: bool = False


@dataclass
class Marks:
    """The marks of a JSON text, piece by piece, that a pattern finds: texts that are values are left out.

    `open_text` says whether a text goes on in the next piece.
    """

    pattern: re.Pattern[str]
    open_text: bool = False

    def of(self, piece: str) -> Iterator[tuple[int, str]]:
        """The marks of the next piece with their places."""
        at = 0
        if self.open_text:
            found = _REST_OF_TEXT.match(piece)
            if not found:
                return
            self.open_text, at = False, found.end()
        while found := self.pattern.search(piece, at):
            at, mark = found.end(), found[0]
            if mark == '"':
                self.open_text = True
                return
            if mark[-1] not in '"\\':
                yield found.start(), mark


@dataclass
class Elements:
    """Takes a text apart, line by line; a very long line may come in pieces.

    `inside` tells how deep the elements lie: 1 in an array, 0 where objects follow one another.
    """

    inside: int
    depth: int = 0
    _parts: list[str] = field(default_factory=list)
    _held: int = 0
    _line: int = 0
    _marks: Marks = field(default_factory=lambda: Marks(_MARK))

    @property
    def whole(self) -> bool:
        """Whether all that began has ended."""
        return not self.depth and not self._marks.open_text

    def of(self, pieces: Iterator[str]) -> Iterator[Element]:
        """All elements of a text; what is left at its end is the last one."""
        number, kept = 1, ""
        for piece in pieces:
            piece, kept = divided(kept + piece)
            yield from self._of_piece(piece, number)
            number += piece.endswith(("\n", "\r"))
        self._take(kept, number)
        yield from self._closed(last=True)

    def _of_piece(self, text: str, number: int) -> Iterator[Element]:
        start = 0
        for at, mark in self._marks.of(text):
            end = at
            if mark in _OPENING:
                self.depth += 1
                if self.depth > self.inside:
                    continue
            elif mark in _CLOSING:
                self.depth = max(0, self.depth - 1)
                if (self.inside and self.depth) or self.depth > self.inside:
                    continue
                end += not self.inside
            elif not self.inside or self.depth > self.inside:
                continue
            self._take(text[start:end], number)
            start = at + 1
            yield from self._closed()
        self._take(text[start:], number)

    def _take(self, text: str, number: int) -> None:
        if not self._parts:
            text = text.lstrip()
            self._line = number
        if text and self._held <= MAX_LINE:
            self._parts.append(text[: MAX_LINE + 1 - self._held])
            self._held += len(self._parts[-1])

    def _closed(self, *, last: bool = False) -> Iterator[Element]:
        text = "".join(self._parts).strip()
        self._parts, self._held = [], 0
        if text:
            yield Element(self._line, text, last)


def divided(piece: str) -> tuple[str, str]:
    """A piece, and backslashes at its end, whose meaning the next one tells."""
    whole = piece.rstrip("\\")
    return whole, piece[len(whole) :]
