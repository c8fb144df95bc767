"""Entries under `rows`, as they are proposed: each field with how sure it is, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.ingestors import INGESTORS
from ingest.mapping.paths import list_path
from ingest.proposing.entries.keys.record_key import Key
from ingest.proposing.meaning.meanings import Meaning


@dataclass(frozen=True)
class Line:
    """A field of a proposed entry: what it is fed by, how sure that is, and why."""

    name: str
    value: Any
    score: float
    why: str
    columns: tuple[str, ...] = ()


_MOSTLY = 0.9


@dataclass
class Rows:
    """An entry under `rows`."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    when: dict[str, Any] = field(default_factory=dict)

    def add(
        self, name: str, found: Sequence[Meaning], value: Any = None, worth: float = 1.0, why: str = ""
    ) -> None:
        """A field that is fed by columns; `value` is its long form, `worth` what is left of their scores."""
        names = tuple(meaning.column.name for meaning in found)
        short = names[0] if len(names) == 1 else list(names)
        sure = worth * min((meaning.score for meaning in found), default=1.0)
        reason = why or "; ".join(meaning.why for meaning in found)
        self.lines.append(Line(name, short if value is None else value, sure, reason, names))

    def add_key(self, key: Key) -> None:
        """What names the records; addresses are the same ones in capitals and in small letters."""
        self.add("source_id", key.found, key.value or in_small_letters(key.found), key.score, key.why)

    @property
    def whole(self) -> bool:
        """Whether all fields are there that the kind needs."""
        needed = {it.name for it in INGESTORS[self.kind].fields if it.needed}
        return needed <= {line.name for line in self.lines}

    def keep_to_one_list(self) -> None:
        """Drops fields of other lists than most: an entry goes through the elements of one."""
        several = {it.name for it in INGESTORS[self.kind].fields if it.several}
        lists = {
            id(line): next((path for name in line.columns if (path := list_path(name))), None)
            for line in self.lines
            if line.name not in several
        }
        counts = Counter(path for path in lists.values() if path)
        if len(counts) > 1:
            kept = (None, max(counts, key=lambda path: counts[path]))
            self.lines = [line for line in self.lines if lists.get(id(line)) in kept]

    def add_constant(self, name: str, value: str, sure: float, why: str) -> None:
        """A field that has the same value in each row."""
        self.lines.append(Line(name, {"const": value}, sure, why))


def in_small_letters(found: Sequence[Meaning]) -> dict[str, Any] | None:
    """The long form of a key that is an e-mail address, written in capitals as well; None for others."""
    columns = [it.column for it in found]
    if len(columns) != 1 or columns[0].is_like("email") < _MOSTLY:
        return None
    mixed = any(text != text.lower() for text in columns[0].counts)
    return {"column": columns[0].name, "clean": ["lower"]} if mixed else None
