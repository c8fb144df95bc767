"""Counts whose birth date is which, to tell the dates that are filled in where none is known."""

from collections.abc import Iterable

import pyarrow as pa

from graph.entries import Entry, RecordVersion
from graph.journal.tables.arrow import compute as pc
from graph.placeholders.improbable import improbable
from graph.placeholders.listed import placeholders

_MOST_RECORDS = 200_000
"""Records that are looked at: more would not tell more."""


_LIKELY = pa.array(sorted(placeholders("likely_birth_date").words), pa.string())
_EXACT = len("1970-01-01")
_READ = ["birth_date", "full_name"]
_PEOPLE = pa.schema([(name, pa.string()) for name in _READ])
_ALSO_NONE = pc.CountOptions(mode="all")


class BirthDates:
    """The birth dates of a file, each with the different people who have it."""

    def __init__(self) -> None:
        self._people = [_PEOPLE.empty_table()]
        self._singly: list[dict[str, str | None]] = []
        self._left = _MOST_RECORDS

    def count(self, entries: Iterable[Entry]) -> None:
        """Counts the birth dates of the records among entries."""
        for entry in entries:
            if isinstance(entry, RecordVersion) and len(self._singly) < self._left:
                self._singly.append({name: entry.attributes.get(name) for name in _READ})

    def count_records(self, records: pa.Table) -> None:
        """The same for records that are rows of the journal."""
        if self._left:
            born = records.column("birth_date")
            exact = pc.and_not(pc.equal(pc.binary_length(born), _EXACT), pc.is_in(born, _LIKELY))
            self._people.append(records.select(_READ).filter(exact).slice(0, self._left))
            self._left -= self._people[-1].num_rows

    def filled_in(self) -> dict[str, int]:
        """The dates that far more people have than chance gives, each with how many have it; the same name
        counts once for a date."""
        self.count_records(pa.Table.from_pylist(self._singly, _PEOPLE))
        born, names = pa.concat_tables(self._people).columns
        people = pa.table({"born": born, "name": pc.utf8_lower(names)})
        found = people.group_by("born").aggregate([("name", "count_distinct", _ALSO_NONE)])
        columns = (found.column(it).to_pylist() for it in ("born", "name_count_distinct"))
        counts = dict(zip(*columns, strict=True))
        return {born: counts[born] for born in improbable(counts)}
