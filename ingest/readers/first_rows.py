"""The first rows of an input, looked at before they are cleaned; nothing is read twice for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import IngestError
from ingest.readers.base import Reader, Rows, broken

SAMPLE = 10_000
"""Rows that are looked at, if there are as many; those of the same block tell, too."""


@dataclass
class FirstRows:
    """The rows of an input in blocks: the `first` of them for a look, and `all` in order, once."""

    first: list[Rows]
    _rest: Iterator[Rows]

    @classmethod
    def of(cls, reader: Reader) -> FirstRows:
        """Those of a reader; where it breaks off among the first, `all` tells why."""
        first, rest, count = list[Rows](), iter(reader.blocks()), 0
        try:
            while count < SAMPLE and (block := next(rest, None)) is not None:
                first.append(block)
                count += len(block.lines)
        except IngestError as error:
            rest = broken(error)
        return cls(first, rest)

    def all(self) -> Iterator[Rows]:
        """All blocks; raises IngestError where the input breaks off."""
        while self.first:
            yield self.first.pop(0)
        yield from self._rest
