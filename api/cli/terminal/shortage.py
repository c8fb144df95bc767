"""What a command says where memory is short."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import CkgError


class MemoryShortError(CkgError):
    """The machine, or a limit on the process, has no more memory for a command."""


@contextmanager
def within_memory() -> Iterator[None]:
    """Raise what lacks memory inside as a MemoryShortError."""
    try:
        yield
    except Exception as error:
        if not _lacks_memory(error):
            raise
        raise MemoryShortError(
            "There is not enough memory on this machine, or more than this process may have was asked for.",
            "End other programs, or let runs work on disk sooner (CKG_RUN_MEMORY), then run it again;"
            " what was stored before counts.",
        ) from error


def _lacks_memory(error: Exception) -> bool:
    duckdb = sys.modules.get("duckdb")  # takes long to import, and most commands do without
    return isinstance(error, MemoryError) or (
        duckdb is not None and isinstance(error, duckdb.OutOfMemoryException)
    )
