"""Values that are still to be filled in, and texts that have such blanks in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, Self

import pyarrow as pa

from graph.journal.appending.digests import digest_key
from graph.journal.appending.record_arrays import Texts, joined

_TEXT, _JSON, _DIGEST = ("\ue000", "\ue001"), ("\ue002", "\ue003"), ("\ue004", "\ue005")
"""Marks around the name of a blank: characters that have no meaning of their own."""
_BLANKS = re.compile(
    "\ue000(?P<text>[^\ue001]*)\ue001"
    '|\\\\*"\ue002(?P<json>[^\ue003]*)\ue003\\\\*"'  # what is no text stands without quotes
    "|\ue004(?P<digest>[^\ue005]*)\ue005"
)

Fill = Callable[[str], Texts]
"""Gives what is to be filled into the blank of a name, row by row."""


class LookedIntoError(ValueError):
    """What is made of a value depends on more than on its being there."""


class Blank(str):
    """A text that is not known yet, of the column that its name begins with: `column/number/part`.

    It can be handed on, stand in another text, and be told from others of its column, which are taken to
    differ; who looks into it otherwise gets LookedIntoError.
    """

    __slots__ = ()

    @classmethod
    def named(cls, name: str) -> Self:
        """The blank of that name."""
        return cls(name.join(_TEXT))

    @property
    def name(self) -> str:
        """The name that it was made with."""
        return str.__getitem__(self, slice(1, -1))

    @property
    def column(self) -> str:
        """What its name begins with."""
        return self.name.partition("/")[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Blank) or other.column != self.column:
            raise LookedIntoError
        return self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def lower(self) -> Blank:
        """The same in lower case."""
        return Blank.named(f"{self.name}.lower")

    def partition(self, sep: str, /) -> tuple[str, str, str]:
        """Nothing, the mark, and what stands behind it: of texts that have one."""
        return "", sep, Blank.named(f"{self.name}.behind{sep}")

    def isoformat(self) -> Blank:
        """Itself, as times are filled in as texts."""
        return self


class JsonBlank(Blank):
    """JSON that is not known yet: of a value that is no text, so that it stands in none."""

    __slots__ = ()

    @classmethod
    def named(cls, name: str) -> Self:
        """The blank of that name."""
        return cls(name.join(_JSON))


def _looked_into(*_blank: Any, **_more: Any) -> NoReturn:
    raise LookedIntoError


_ALLOWED = {*dir(object), "__len__", "lower", "partition"}
_COMPARED = {"__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__repr__"}
for _name in (set(dir(str)) - _ALLOWED) | _COMPARED:
    setattr(Blank, _name, _looked_into)
for _name in ("__bool__", "__str__", "__format__", "lower", "partition", "isoformat"):
    setattr(JsonBlank, _name, _looked_into)


def blank_digest(text: str) -> str:
    """The blank of the digest of a text that has blanks."""
    return text.encode().hex().join(_DIGEST)


@dataclass(frozen=True)
class Template:
    """A text with blanks."""

    text: str

    def filled(self, fill: Fill, count: int) -> Texts:
        """The text of each row."""
        parts: list[str | Texts] = []
        end = 0
        for found in _BLANKS.finditer(self.text):
            parts += [self.text[end : found.start()], _filled(found, fill, count)]
            end = found.end()
        rest = self.text[end:]
        return joined(*parts, rest) if parts else pa.array([rest] * count, pa.string())


def _filled(blank: re.Match[str], fill: Fill, count: int) -> Texts:
    if (content := blank["digest"]) is None:
        return fill(blank["text"] or blank["json"])
    texts = Template(bytes.fromhex(content).decode()).filled(fill, count).to_pylist()
    return pa.array(list(map(digest_key, texts)), pa.string())
