"""What is looked for of people on the disk: keys and identifiers as they stand there, names in raw text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.entries import Origin, Rejection
from graph.erasure.subject import Subject
from graph.journal.suppressing.names import names_in, names_in_text

_SHORTEST = 8
"""Bytes of what is looked for anywhere in files: what is shorter stands there for other reasons."""
_YEAR = re.compile(r"\d{4}")
_WORDLIKE = re.compile(rb"[\w.%+\-]")
_WORD = re.compile(r"[^\W\d_]+")


class Traces:
    """Tells what of people stands in bytes and in raw rows."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._names = frozenset(subject.names)
        self._shared: set[bytes] = set()
        self._within: dict[bytes, list[tuple[bytes, int]]] = {}
        self._by_family: dict[str, list[tuple[str, str]]] = {}
        for given, family, born in subject.people:
            self._by_family.setdefault(family, []).append((given, born))

    @cached_property
    def needles(self) -> list[bytes]:
        """Keys, identifiers and ids as they are stored, sorted."""
        subject = self._subject
        keys = [record.partition(":")[2] for record in subject.records]
        texts = {*subject.records, *keys, *subject.customers, *(value for _, value in subject.values)}
        return sorted({it.encode() for it in texts if len(it.encode()) >= _SHORTEST})

    @cached_property
    def full_names(self) -> list[bytes]:
        """Names that nobody else has with this date of birth, as they are written in pages."""
        return sorted({f"{given} {family}".title().encode() for given, family, _ in self._subject.people})

    @property
    def longest(self) -> int:
        """Bytes of the longest needle."""
        return max(map(len, self.needles), default=_SHORTEST)

    def in_page(self, content: bytes) -> bool:
        """Whether a page holds any of the needles or of the full names."""
        return any(name in content for name in (*self.needles, *self.full_names))

    def in_bytes(self, content: bytes) -> int:
        """How often any of the needles stands somewhere in these bytes, but within a value of others."""
        return sum(not self._is_within(content, at, needle) for at, needle in self._found(content))

    def in_texts(self, content: bytes) -> int:
        """The same in texts, where what stands within a longer word is another one."""
        return sum(
            not _WORDLIKE.match(content[at - 1 : at]) and not _WORDLIKE.match(content[end : end + 1])
            for at, needle in self._found(content)
            for end in [at + len(needle)]
        )

    def leave_to_others(self, values: Iterable[str]) -> None:
        """Let these values be those of others. What is looked for may be a part of one, as `jo@x.de` is of
        `mary-jo@x.de`; what is one, such as a key in another source, is not looked for."""
        for value in values:
            content = value.encode()
            for at, needle in list(self._found(content)):
                if needle == content:
                    self._shared.add(needle)
                else:
                    self._within.setdefault(needle, []).append((content, at))

    def _is_within(self, content: bytes, at: int, needle: bytes) -> bool:
        return any(
            at >= before and content[at - before : at - before + len(value)] == value
            for value, before in self._within.get(needle, ())
        )

    def _found(self, content: bytes) -> Iterator[tuple[int, bytes]]:
        """Where needles stand: looks at each place whose first two bytes are those of one, then at the eight
        from there."""
        raw = np.frombuffer(content, dtype=np.uint8)
        if len(raw) < _SHORTEST or not self.needles:
            return
        pairs = raw[:-1].astype(np.uint16) | raw[1:].astype(np.uint16) << np.uint16(8)
        places = np.flatnonzero(self._beginnings[pairs[: len(raw) - _SHORTEST + 1]])
        windows = np.lib.stride_tricks.sliding_window_view(raw, _SHORTEST)[places]
        heads = np.ascontiguousarray(windows).view(np.uint64).ravel()
        for at in places[np.isin(heads, self._heads)].tolist():
            for needle in self._by_head.get(content[at : at + _SHORTEST], ()):
                if content.startswith(needle, at) and needle not in self._shared:
                    yield at, needle

    @cached_property
    def _by_head(self) -> dict[bytes, list[bytes]]:
        found: dict[bytes, list[bytes]] = {}
        for needle in self.needles:
            found.setdefault(needle[:_SHORTEST], []).append(needle)
        return found

    @cached_property
    def _heads(self) -> npt.NDArray[np.uint64]:
        return np.array([int.from_bytes(head, "little") for head in self._by_head], np.uint64)

    @cached_property
    def _beginnings(self) -> npt.NDArray[np.bool_]:
        found = np.zeros(2**16, dtype=bool)
        for needle in self.needles:
            found[needle[0] | needle[1] << 8] = True
        return found

    def in_text(self, text: str) -> bool:
        """Whether raw text holds any of their identifiers or keys."""
        return not self._names.isdisjoint(names_in_text(text))

    def in_rejection(self, rejection: Rejection) -> bool:
        """Whether a row that was refused holds any of their identifiers or keys, or one of their names with
        its year of birth."""
        if not self._names.isdisjoint(names_in(rejection)):
            return True
        text = f"{rejection.row} {rejection.value}".casefold()
        words = set(_WORD.findall(text))
        return any(
            set(_WORD.findall(given)) <= words and _year(born) in text
            for family in words & self._by_family.keys()
            for given, born in self._by_family[family]
        )


def _year(born: str) -> str:
    found = _YEAR.search(born)
    return found[0] if found else ""


def rejections(rows: Sequence[dict[str, str | int | None]]) -> Iterator[Rejection]:
    """Rows of `rejected` as rejections."""
    for row in rows:
        origin = Origin(str(row["file"] or ""), int(row["line"] or 0))
        texts = {
            name: str(row[name] or "") for name in ("source", "field", "value", "reason", "row", "about")
        }
        yield Rejection(
            texts["source"], origin, *(texts[it] for it in ("field", "value", "reason", "row", "about"))
        )
