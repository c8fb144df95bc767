"""Which strangers a careful clerk could tell apart."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.grid.mail import word

NAME_FIELDS = ("given_name", "family_name", "organization_name", "full_name")


class Distinct:
    """Keeps out people whom no clerk could tell from another, so that the truth is knowable from the file.

    Those are people of one name and birth date, and those of one name with a contact in common where a birth
    date is unknown.
    """

    def __init__(self) -> None:
        self._births: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def admits(self, values: dict[str, str]) -> bool:
        """Whether the person can be told from all who came before."""
        name = tuple(word(values.get(field, "")) for field in NAME_FIELDS)
        born = values.get("birth_date", "")
        keys = [(*name, values[field]) for field in ("email", "phone", "street") if values.get(field)]
        if any(self._births[key] and (not born or {"", born} & self._births[key]) for key in keys):
            return False
        if born and born in self._births[name]:
            return False
        for key in (name, *keys):
            self._births[key].add(born)
        return True
