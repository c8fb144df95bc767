"""The records of a cell: different entities, then second records of some, spread over the sources."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.grid.cells import Cell
from benchmarks.grid.data import DataSet, Row, Said
from benchmarks.grid.distinct import Distinct
from benchmarks.grid.habits import Habits, habits
from benchmarks.grid.makers import KINDS, Maker

_PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "birth_date": ("1900-01-01", "1970-01-01", "1901-01-01"),
    "email": ("keine@angabe.example", "noemail@noemail.example", "na@na.example"),
    "phone": ("+49111111111", "+15555555555", "0000000"),
}


def make(cell: Cell, family: str = "building") -> DataSet:
    """The records of a cell with the truth about them; each family of seeds gives others."""
    rng = Random(cell.seed(family))  # noqa: S311 - made data, no secret
    found = habits(rng, cell.records)
    maker = KINDS[cell.kind](cell, rng, found)
    forms = Forms(cell, rng, found, maker.fields)
    records = list(_records(cell, rng, maker, forms))
    rng.shuffle(records)
    return DataSet(records, maker.fields, maker.country, in_turn="in-turn" in cell.sources)


def _records(cell: Cell, rng: Random, maker: Maker, forms: Forms) -> Iterator[Said]:
    repeated = round(cell.records * cell.share)
    known, seen = Distinct(), []
    for entity in maker.entities():
        if len(seen) == cell.records - repeated:
            break
        source = forms.any_source()
        row = forms.filled(entity.first, source)
        if known.admits(row):
            seen.append((entity, source))
            yield forms.said(f"e{len(seen)}", source, row)
    for _ in range(repeated):
        number = rng.randrange(len(seen))
        entity, first = seen[number]
        source = forms.source_after(first)
        yield forms.said(f"e{number + 1}", source, forms.filled(entity.later(), source))


class Forms:
    """The sources' forms: what each asks for, how often it is filled in, and which key a record gets."""

    def __init__(self, cell: Cell, rng: Random, found: Habits, fields: tuple[str, ...]) -> None:
        self._rng, self._habits, self._fields = rng, found, fields
        self._overlap = "overlap" in cell.sources
        self._sources = [f"source{number + 1}" for number in range(int(cell.sources[0]))]
        self._zeal = {source: rng.uniform(0.85, 1) for source in self._sources}
        self._placeholder = {field: rng.choice(values) for field, values in _PLACEHOLDERS.items()}
        self._keys: set[int] = set()

    def any_source(self) -> str:
        """The source of an entity's first record."""
        return self._rng.choice(self._sources)

    def source_after(self, first: str) -> str:
        """The source of a further record of an entity that is in `first`."""
        others = [source for source in self._sources if source != first]
        return self._rng.choice(others) if self._overlap and self._rng.random() < 0.85 else first

    def filled(self, values: Row, source: str) -> Row:
        """What of the values gets into the source; an address is given whole or not at all."""
        filled, zeal, rng = self._habits.filled, self._zeal[source], self._rng
        asked = {
            field: rng.random() <= filled.get(field, 1) * (zeal if filled.get(field, 1) < 1 else 1)
            for field in self._fields
        }
        for part in ("postal_code", "city"):
            asked[part] = asked.get("street", True) or rng.random() < 0.2
        return {field: values[field] for field in self._fields if asked[field] and values.get(field)}

    def said(self, entity: str, source: str, row: Row) -> Said:
        """The row under a new key; some of what it lacks has a placeholder."""
        for field, value in self._placeholder.items():
            if field in self._fields and field not in row and self._rng.random() < self._habits.placeholders:
                row[field] = value
        return Said(entity, source, self._new_key(), row)

    def _new_key(self) -> str:
        while (key := self._rng.randrange(10**8)) in self._keys:
            pass
        self._keys.add(key)
        return str(key)
