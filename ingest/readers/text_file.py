"""Text, line by line, in bounded memory."""

import io
import re
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import IO, cast

from graph.errors import IngestError
from ingest.inputs.base import AGAIN, Content, Input
from ingest.inputs.packed import DAMAGE
from ingest.readers.signature import check_text

MAX_LINE = 10_000_000
"""Characters of a line that are held in memory; of a longer one the rest is passed over."""
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_ENDS = frozenset("\r\n")


class TextFile:
    """A text input; bytes that do not fit its encoding are kept as lone surrogates.

    Raises IngestError when it is plainly in another format or encoding.
    """

    def __init__(self, source: Input, encoding: str) -> None:
        check_text(source, encoding)
        self._source = source
        self._encoding = encoding
        self._content: Content | None = None

    @property
    def fraction(self) -> float:
        """How much of the input was read, from 0 to 1."""
        return self._content.fraction if self._content else 0.0

    def lines(self) -> Generator[str, None, None]:
        """Lines with their ends; the first characters of one that is longer than MAX_LINE.

        Raises IngestError where the input breaks off, cannot be decoded at all, or has changed since it
        was opened.
        """
        return self._read(_lines)

    def pieces(self) -> Generator[str, None, None]:
        """The same, but that a longer line comes in several pieces."""
        return self._read(_pieces)

    def _read(self, parts: Callable[[io.TextIOWrapper], Iterator[str]]) -> Generator[str, None, None]:
        with self._source.open() as content:
            self._content = content
            self._check_unchanged(content, 0)
            number = 0
            try:
                with self._decoded(content.plain) as text:
                    for number, part in enumerate(parts(text), start=1):
                        if part[0] == "\ufeff":  # files that were put together have several
                            part = part[1:]
                        if part[-1:] not in _ENDS:
                            self._check_unchanged(content, number - 1)
                        yield part
            except UnicodeError as error:
                raise self._broken(f"is not {self._encoding}", number, "Correct `encoding`.") from error
            except DAMAGE as error:
                raise self._broken("breaks off or is damaged", number, AGAIN) from error
            self._check_unchanged(content, number)

    def _decoded(self, plain: io.BufferedIOBase) -> io.TextIOWrapper:
        encoding = "utf-8-sig" if self._encoding == "utf-8" else self._encoding
        return io.TextIOWrapper(cast(IO[bytes], plain), encoding, "surrogateescape", newline="")

    def _check_unchanged(self, content: Content, number: int) -> None:
        if content.stored.changed():
            raise self._broken(
                "has changed since it was opened", number, "Ingest it again when it is complete."
            )

    def _broken(self, what: str, number: int, hint: str) -> IngestError:
        behind = f" behind line {number}" if number else ""
        return IngestError(f"File {self._source.shown} {what}{behind}.", hint)


def _pieces(text: io.TextIOWrapper) -> Iterator[str]:
    return iter(partial(text.readline, MAX_LINE + 1), "")


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    goes_on = False
    for piece in _pieces(text):
        if not goes_on:
            yield piece
        goes_on = len(piece) > MAX_LINE and piece[-1] not in _ENDS


def unreadable(text: str, encoding: str) -> str | None:
    """Why a line cannot be taken for what was meant, None for a good one."""
    if len(text) > MAX_LINE:
        return f"is longer than {MAX_LINE:,} characters"
    if "\0" in text:
        return "contains NUL bytes; is the file in another encoding than the mapping says?"
    if text.isascii():
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) - 0xDC00
        return f"has a byte (0x{byte:02x}) that is not {encoding}; is it in another encoding?"
    if encoding.startswith("iso8859") and (found := _CONTROLS.search(text)):
        return f"has a byte (0x{ord(found[0]):02x}) that no text in {encoding} has; is it in cp1252?"
    return None


def printable(text: str) -> str:
    """A line for the quarantine, with undecodable bytes as \\xNN, at most 10,000 characters."""
    return text[:10_000].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").rstrip("\r\n")
