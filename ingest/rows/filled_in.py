"""Counts whose birth date is which, to tell the dates that are filled in where none is known."""

from collections.abc import Iterable

import pyarrow as pa

from graph.entries import Entry, RecordVersion
from graph.journal.tables.arrow import compute as pc
from graph.placeholders.improbable import improbable
from graph.placeholders.listed import placeholders

_MOST_RECORDS = 200_000
"""Records that are looked at: more would not tell more."""


_LIKELY = placeholders("likely_birth_date").words
_EXACT = len("1970-01-01")


class BirthDates:
    """The birth dates of a file, each with the different people who have it."""

    def __init__(self) -> None:
        self._people: dict[str, set[int]] = {}
        self._left = _MOST_RECORDS

    def count(self, entries: Iterable[Entry]) -> None:
        """Counts the birth dates of the records among entries."""
        for entry in entries:
            if isinstance(entry, RecordVersion):
                self._add(entry.attributes.get("birth_date"), entry.attributes.get("full_name"))

    def count_records(self, records: pa.Table) -> None:
        """The same for records that are rows of the journal."""
        if self._left:
            exact = records.filter(pc.equal(pc.binary_length(records.column("birth_date")), _EXACT))
            columns = (exact.column(name).to_pylist() for name in ("birth_date", "full_name"))
            for born, name in zip(*columns, strict=True):
                self._add(born, name)

    def _add(self, born: str | None, name: str | None) -> None:
        """Counts a person; the same name counts once for a date."""
        if self._left and born and len(born) == _EXACT and born not in _LIKELY:
            self._left -= 1
            self._people.setdefault(born, set()).add(hash(str(name).lower()))

    def filled_in(self) -> dict[str, int]:
        """The dates that far more people have than chance gives, each with how many have it."""
        counts = {born: len(people) for born, people in self._people.items()}
        return {born: counts[born] for born in improbable(counts)}
