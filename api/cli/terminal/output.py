"""Standard output that takes not all letters, or no more of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import TextIOWrapper
from typing import IO, Any, TextIO, cast


@contextmanager
def standard_output() -> Iterator[None]:
    """Inside, letters that its encoding lacks are written as escapes, and what it refuses names it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with redirect_stdout(cast(IO[str], _NamedOutput(sys.stdout))):
        yield


def takes_all_letters(stream: TextIO) -> bool:
    """Whether a stream is in Unicode, or in no encoding."""
    return (stream.encoding or "utf-8").lower().startswith("utf")


class _NamedOutput:
    """A stream whose errors have its name, as those of files do."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Writes a text."""
        with _named():
            return self._stream.write(text)

    def flush(self) -> None:
        """Writes what waits."""
        with _named():
            self._stream.flush()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename = "standard output"
        raise
