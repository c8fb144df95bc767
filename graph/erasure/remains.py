"""What still stands of people in the files of a home: each is looked through, Parquet after decoding too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.erasure.traces import Traces

_PORTION = 16 * 2**20
_ROWS = 100_000


def remains(home: Path, traces: Traces, but: Path) -> dict[str, int]:
    """How many places in which files of a home hold any of what is looked for; nothing where all is gone.
    One file is left out: the one that says what to look for."""
    found = {}
    for path in sorted(home.rglob("*")):
        if path.is_file() and not path.is_symlink() and path != but:
            count = _in_file(path, traces)
            if count:
                found[path.relative_to(home).as_posix()] = count
    return found


def _in_file(path: Path, traces: Traces) -> int:
    """Of a file of columns the bytes and, decoded, the texts; of any other the bytes."""
    try:
        if path.suffix == ".parquet":
            return sum(map(traces.in_texts, chain(_portions(path, traces.longest), _decoded(path))))
        return sum(map(traces.in_bytes, _portions(path, traces.longest)))
    except FileNotFoundError:  # of a program at work
        return 0


def _portions(path: Path, overlap: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        rest = b""
        while portion := file.read(_PORTION):
            yield rest + portion
            rest = portion[-overlap:]


def _decoded(path: Path) -> Iterator[bytes]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                for column in batch.columns:
                    yield from _texts(column)
    except (pa.ArrowException, OSError):
        return  # no whole file: its bytes were looked at


def _texts(column: Any) -> Iterator[bytes]:
    """The texts of a column one behind the other, those in lists and structures too."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        yield from _texts(column.dictionary_decode())
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        yield from _texts(column.flatten())
    elif pa.types.is_struct(kind):
        for part in column.flatten():
            yield from _texts(part)
    elif pa.types.is_string_view(kind):
        yield from _texts(column.cast(pa.string()))
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        yield b"\0".join(text.encode() for text in column.to_pylist() if text is not None)
