"""A file as nobody should write it, and what becomes of it."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

HEAD = "Nr,Name,Ort\n"
GOOD = "8,Meier,Ulm\n9,Groß,Köln\n"


@dataclass(frozen=True)
class Case:
    """A file and what becomes of it: `error` for the whole, or rows that are stored and refused.

    `bad` are lines, fields and the beginnings of reasons; `broken` that the error comes behind rows that are
    stored.
    """

    name: str
    content: bytes
    good: tuple[str, ...] = ("8", "9")
    bad: tuple[tuple[int, str, str], ...] = ()
    error: str = ""
    broken: bool = False
    file: str = "k.csv"
    options: dict[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


def csv(name: str, text: str, **expected: Any) -> Case:
    """A CSV file with header and two good rows at the end, 8 and 9, around the text."""
    return Case(name, (HEAD + text + GOOD).encode(), **expected)


def whole(name: str, content: bytes | str, error: str, **expected: Any) -> Case:
    """A CSV file that is refused as a whole."""
    raw = content.encode() if isinstance(content, str) else content
    return Case(name, raw, (), error=error, **expected)


def jsonl(name: str, line: str, **expected: Any) -> Case:
    """A JSON Lines file with a line before two good ones."""
    good = '{"Nr": 8, "Name": "Meier", "Ort": "Ulm"}\n{"Nr": 9, "Name": "Groß", "Ort": "Köln"}\n'
    return Case(name, f"{line}\n{good}".encode(), file="k.jsonl", **expected)


def zipped(content: bytes) -> bytes:
    """A ZIP archive, as a workbook is one."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", content)
    return packed.getvalue()


TEXT = (HEAD + GOOD).encode()
ALL = ("1", "8", "9")
