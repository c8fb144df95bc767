"""What a mapping leaves open of a text file is taken from the file: encoding, delimiter, quotes."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice, product

from graph.errors import IngestError
from ingest.inputs.base import Input
from ingest.mapping.mapping import Reading
from ingest.readers.code_pages import decoded
from ingest.readers.signature import other_encoding

_LOOKED_AT = 1 << 20
_LINES, _LONGEST = 50, 20_000
_DELIMITERS, _QUOTES = ",;\t|", "\"'"
_RARE = "^~\x1f\x01"
"""Delimiters that are looked for where none of the usual ones parts all lines."""
_ASCII = bytes(range(128))
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOSTLY_UTF8 = dict.fromkeys(("cp932", "cp949", "cp950", "gb18030"), 0.9)
"""The share of bytes that may be UTF-8 from which a text is, where characters of two bytes often may be."""
_NONE = (0.0, 0)
"""How regular lines are that a delimiter does not part."""
_OF_AMOUNTS = re.compile(r"(?<=\d)\s?[€£]|[€£]\s?(?=\d)|(?<=\d)\xa0(?=\d)")
SEPARATOR = re.compile(r'"?(?i:sep)=(.)"?\s*')
"""A first line that names the delimiter for a spreadsheet."""


def with_encoding(source: Input, reading: Reading) -> Reading:
    """The reading with the encoding that a file is in, where the mapping names none.

    A file without a mark that is no UTF-8 for the most part is in the code page of the source's country, if
    it can be.
    """
    if reading.encoding:
        return reading
    start = source.start(_LOOKED_AT)
    marked = other_encoding(start, "utf-8")
    return replace(reading, encoding=marked or _unmarked(start, reading.code_page))


def _unmarked(start: bytes, page: str) -> str:
    """UTF-8, unless most of what is not ASCII is none, and makes letters of the code page, or amounts."""
    other = len(start.translate(None, _ASCII))
    utf8 = sum(map(len, _UTF8.findall(start)))
    if not page or not other or b"\0" in start or utf8 >= _MOSTLY_UTF8.get(page, 0.5) * other:
        return "utf-8"
    try:
        found = [mark for mark in _OF_AMOUNTS.sub("", decoded(start, page)) if not mark.isascii()]
    except UnicodeError:
        return "utf-8"
    return page if 2 * sum(map(str.isalpha, found)) >= len(found) else "utf-8"


def with_marks(lines: Iterable[str], reading: Reading) -> Reading:
    """The reading with delimiter and quote of a CSV file, where the mapping names none, by its first lines.

    Lines that all have the same number of fields, and more than one, show them; the most fields win.
    """
    if reading.delimiter and reading.quote is not None:
        return reading
    sample = _sample(lines, reading.skip)
    if sample and (stated := SEPARATOR.fullmatch(sample[0])):
        sample = sample[1:]
        reading = replace(reading, delimiter=reading.delimiter or stated[1])
    quotes = _quotes(sample) if reading.quote is None else reading.quote
    best = _best(sample, reading.delimiter or _DELIMITERS, quotes)
    if not reading.delimiter and _regularity(sample, *best) == _NONE:
        best = _best(sample, _DELIMITERS + _RARE, quotes)
    return replace(reading, delimiter=best[0], quote=best[1])


def _best(sample: Sequence[str], delimiters: str, quotes: str) -> tuple[str, str]:
    """The most regular of delimiters and quotes; of equals the first."""
    return max(product(delimiters, quotes or ("",)), key=lambda marks: _regularity(sample, *marks))


def _sample(lines: Iterable[str], skip: int) -> list[str]:
    """The beginnings of the first lines that are not empty, as far as they can be read."""
    found: list[str] = []
    with suppress(IngestError):
        for line in islice(lines, skip, None):
            if line.strip():
                found.append(line[:_LONGEST])
            if len(found) == _LINES:
                break
    return found


def _quotes(sample: Sequence[str]) -> str:
    """Double quotes, unless fields stand in single ones: these begin and end fields equally often."""
    text = "\n".join(line.strip() for line in sample)
    doubly, singly = (len(re.findall(rf"(?:^|[,;\t|]){mark}", text, re.MULTILINE)) for mark in "\"'")
    ended = len(re.findall(r"'(?:$|[,;\t|])", text, re.MULTILINE))
    return "'" if doubly == 0 and singly > 1 and singly == ended else '"'


def _regularity(sample: Sequence[str], delimiter: str, quote: str) -> tuple[float, int]:
    """How many of the lines have as many fields as the first one, and how many that are; zeros for one."""
    try:
        marks = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
        rows = csv.reader(sample, delimiter=delimiter, skipinitialspace=delimiter != " ", **marks)
        widths = Counter[int]()
        first = 0
        for row in rows:
            first = first or len(row)
            widths[len(row)] += 1
    except csv.Error:
        return _NONE
    return (widths[first] / widths.total(), first) if first > 1 else _NONE
