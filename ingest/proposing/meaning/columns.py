"""The columns of a sample: their values, how full they are, and what these look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from ingest.cleaning.base import InvalidValue, as_text
from ingest.cleaning.texts import is_empty, tidy
from ingest.mapping.cells import BadCell
from ingest.proposing.meaning.listed import Listed
from ingest.proposing.meaning.looks import TESTS
from ingest.proposing.meaning.states import country_of_states

_LOOKED_AT = 100
"""Different values of a column that are looked at."""
_LETTERS_LOOKED_AT = 1_000
"""Of each value: some looks take the square of their number, and pictures within texts have many."""
_OBJECT = re.compile(r"\[\]\.|\.")
"""What stands behind the name of an object in the path of a column."""


@dataclass
class Column:
    """A column of a sample: its name, or path, and its values in the order of their rows, None for none."""

    name: str
    values: list[Any] = field(default_factory=list)

    @cached_property
    def texts(self) -> list[str]:
        """The values that are not empty, as texts."""
        return [text for value in self.values if (text := shown(value)) is not None]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each value is there."""
        return Counter(self.texts)

    @property
    def fill(self) -> float:
        """Share of rows that have a value."""
        return len(self.texts) / len(self.values) if self.values else 0.0

    @property
    def unique(self) -> bool:
        """Whether no value is there twice."""
        return bool(self.texts) and len(self.counts) == len(self.texts)

    @cached_property
    def country_of_states(self) -> str:
        """The country whose states the values are, empty for none; many meanings ask for it."""
        return country_of_states(self.counts)

    @cached_property
    def look(self) -> Mapping[str, float]:
        """Shares of the different values that look like something, by what."""
        looked_at = [text[:_LETTERS_LOOKED_AT] for text in islice(self.counts, _LOOKED_AT)]
        if not looked_at:
            return {}
        found = {name: sum(map(test, looked_at)) / len(looked_at) for name, test in TESTS.items()}
        if self.values and all(isinstance(value, bool | None) for value in self.values):
            found["flag"] = 1.0
        if all(isinstance(value, datetime | date | None) for value in self.values):
            found["date"] = 1.0
        return found

    def is_like(self, *looks: str) -> float:
        """The greatest of the shares of these looks."""
        return max(self.look.get(name, 0.0) for name in looks)

    @cached_property
    def length(self) -> float:
        """How long a value is on average."""
        return sum(map(len, self.counts)) / (len(self.counts) or 1)


def shown(value: Any) -> str | None:
    """A value as tidy text; None where there is none."""
    if value is None or isinstance(value, BadCell | dict | list):
        return None
    try:
        text = tidy(value.isoformat(sep=" ") if isinstance(value, datetime) else as_text(value))
    except InvalidValue:
        return None
    return None if is_empty(text) else text


def columns_of(rows: Iterable[Mapping[str, Any]], names: Iterable[str] = ()) -> list[Column]:
    """The columns of rows, those in nested objects by their paths, those in lists of objects with `[]`.

    `names` are there even if no row has them.
    """
    found: dict[str, Column] = {name: Column(name) for name in names}
    listed = Listed()
    for number, row in enumerate(rows):
        for name, value in _flat(row, "", listed):
            column = found.setdefault(name, Column(name))
            if len(column.values) < number and "[]" not in name:
                column.values += [None] * (number - len(column.values))
            column.values.append(value)
    within = {name[: mark.start()] for name in found for mark in _OBJECT.finditer(name)}
    # In a table `Account` may stand beside `Account.id`; an object has no value of its own.
    return [
        column
        for column in found.values()
        if (column.name not in within or column.texts) and not listed.is_one_of_many(column.name)
    ]


def _flat(value: Mapping[str, Any], within: str, listed: Listed) -> Iterable[tuple[str, Any]]:
    for key, one in value.items():
        name = f"{within}{key}"
        if isinstance(one, Mapping):
            yield from _flat(one, f"{name}.", listed)
        elif isinstance(one, list) and any(isinstance(item, Mapping) for item in one):
            for path, item in listed.objects_in(name, one):
                yield from _flat(item, f"{path}.", listed)
        elif isinstance(one, list):
            yield from ((name, item) for item in one[:1])
        else:
            yield name, one
