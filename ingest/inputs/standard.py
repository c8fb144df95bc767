"""Standard input: kept in a file of no name, since its beginning is looked at before it is read."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from weakref import finalize

from graph.errors import IngestError
from ingest.inputs.base import PORTION, Input, StoredInput
from ingest.inputs.section import Section

STANDARD_INPUT = "-"


class StandardInput(Input):
    """What comes over standard input, all of it; raises IngestError where nothing is connected."""

    shown = name = "standard input"

    def __init__(self) -> None:
        if sys.stdin is None or sys.stdin.isatty():
            raise IngestError(
                "Nothing comes over standard input.", "Pipe a file into it: ckg ingest … - < FILE"
            )
        # Without a name, so that it goes with the program, however that ends.
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the input
        finalize(self, self._spool.close)
        try:
            copyfileobj(sys.stdin.buffer, self._spool, PORTION)
            self._spool.flush()
        except OSError as error:
            raise IngestError(
                f"Standard input cannot be kept in {tempfile.gettempdir()}: {error.strerror}.",
                "Make room there, or set TMPDIR to a folder with more.",
            ) from error
        self._size = self._spool.tell()

    def check(self) -> None:
        """It was read already."""

    @contextmanager
    def stored(self) -> Iterator[StoredInput]:
        """Opens what was kept."""
        with io.BufferedReader(Section(self._spool.fileno(), self._size), 1 << 16) as section:
            yield StoredInput(section, self._size, lambda: False)
