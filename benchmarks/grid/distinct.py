"""Which strangers a careful clerk could tell apart."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.grid.data import Row
from benchmarks.grid.mail import word

_NAMES = ("given_name", "family_name", "organization_name", "full_name")
_SHARED = ("email", "phone", "street", "nationality")


class Distinct:
    """Keeps out entities that no clerk could tell from another, so that the truth is knowable from the file.

    Those are people of one name and birth date, people of one name with a contact (or on lists a nationality)
    in common where a birth date is unknown, organisations of one name where an address is unknown or equal.
    """

    def __init__(self) -> None:
        self._marks: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def admits(self, values: Row) -> bool:
        """Whether the entity can be told from all who came before."""
        name = tuple(
            word(" ".join(sorted(values.get(field, "").replace(",", "").split()))) for field in _NAMES
        )
        mark = values.get("street" if "organization_name" in values else "birth_date", "")
        keys = [(*name, values[field]) for field in _SHARED if values.get(field)]
        if "organization_name" in values:
            keys = [name]
        if any(self._marks[key] and (not mark or {"", mark} & self._marks[key]) for key in keys):
            return False
        if mark and mark in self._marks[name]:
            return False
        for key in {name, *keys}:
            self._marks[key].add(mark)
        return True
