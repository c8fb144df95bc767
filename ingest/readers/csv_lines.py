"""Numbered lines of a CSV file that can be put back, with escapes held out of the parser's sight."""

from collections import deque
from collections.abc import Iterator
from itertools import chain

from graph.errors import IngestError
from ingest.mapping.mapping import Reading
from ingest.readers.base import broken
from ingest.readers.csv_escapes import Escapes

BLOCK_LINES = 1_000
_BLOCK_SIZE = 1_000_000


class Lines:
    """Lines of a file; with an escape character, one whose end is escaped takes in the next."""

    def __init__(self, lines: Iterator[str], reading: Reading) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self._escapes = (
            Escapes(reading.escape, reading.quote or "", reading.delimiter) if reading.escape else None
        )
        self.number = 0
        self.ended = False

    def next(self) -> str | None:
        """The next line, None at the end; `number` is that of its last line in the file."""
        line = self._back.popleft() if self._back else self._read()
        if line is None:
            self.ended = True
        else:
            self.number += self.height(line)
        return line

    def block(self, most: int = BLOCK_LINES) -> list[str]:
        """The next lines, as many as are held in memory without harm; none where they are to be taken one by
        one, or at the end."""
        taken: list[str] = []
        size = 0
        try:
            for line in () if self._escapes else chain(self._again(), self._lines):
                taken.append(line)
                size += len(line)
                if len(taken) >= most or size > _BLOCK_SIZE:
                    break
        except IngestError as error:
            self._lines = broken(error)
        self.number += len(taken)
        return taken

    def _again(self) -> Iterator[str]:
        """The lines that were put back."""
        while self._back:
            yield self._back.popleft()

    def _read(self) -> str | None:
        line = next(self._lines, None)
        if self._escapes is None or line is None:
            return line
        held = self._escapes.hold(line)
        while self._escapes.goes_on(held) and (more := next(self._lines, None)) is not None:
            held += self._escapes.hold(more)
        return held

    def height(self, line: str) -> int:
        """How many lines of the file a line was."""
        return self._escapes.lines(line) if self._escapes else 1

    def put_back(self, lines: list[str]) -> None:
        """Makes these lines, read last, the next ones."""
        self._back.extendleft(reversed(lines))
        self.ended = self.ended and not lines
        self.number -= sum(map(self.height, lines))

    def plain(self, fields: list[str]) -> list[str]:
        """Fields with what was escaped in them."""
        return [self._escapes.plain(field) for field in fields] if self._escapes else fields

    def as_written(self, line: str) -> str:
        """A line as it is in the file."""
        return self._escapes.as_written(line) if self._escapes else line
