"""Counts whose birth date is which, to tell the dates that are filled in where none is known."""

from collections.abc import Iterable

from graph.entries import Entry, RecordVersion
from graph.improbable import improbable
from graph.placeholders import placeholders

_MOST_RECORDS = 200_000
"""Records that are looked at: more would not tell more."""


class BirthDates:
    """The birth dates of a file, each with the different people who have it."""

    def __init__(self) -> None:
        self._people: dict[str, set[int]] = {}
        self._left = _MOST_RECORDS

    def count(self, entries: Iterable[Entry]) -> None:
        """Takes entries in; the same name counts once for a date."""
        for entry in entries:
            if self._left and isinstance(entry, RecordVersion):
                born = entry.attributes.get("birth_date") or ""
                if len(born) == len("1970-01-01") and born not in placeholders("likely_birth_date").words:
                    self._left -= 1
                    name = str(entry.attributes.get("full_name")).lower()
                    self._people.setdefault(born, set()).add(hash(name))

    def filled_in(self) -> dict[str, int]:
        """The dates that far more people have than chance gives, each with how many have it."""
        counts = {born: len(people) for born, people in self._people.items()}
        return {born: counts[born] for born in improbable(counts)}
