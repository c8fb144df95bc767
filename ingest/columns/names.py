"""What the fields of names say together, for many records at once, as `ingest.ingestors` has it of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import pyarrow as pa

from graph.journal.appending.record_arrays import Texts, listed
from graph.journal.tables.arrow import compute as pc
from ingest.columns.distinct import DistinctTexts
from ingest.columns.value_parts import NAME_PARTS
from ingest.columns.whole_names import WholeNames

_IN_WHOLE = ("given_name", "middle_name", "family_name", "name_suffix")


class Names:
    """The names of many records, as far as their source's fields tell them."""

    def __init__(self, columns: Mapping[str, DistinctTexts], country: str, count: int) -> None:
        """`country` is that of records which name none."""
        self._columns, self._country = columns, country
        self._none = pa.nulls(count, pa.string())

    def with_said(self, stated: Mapping[str, Texts], whole_names: WholeNames) -> dict[str, Texts]:
        """What fields state, and what names and salutations say where no field does."""
        whole = self._whole(stated, whole_names)
        found = {name: [column] for name, column in stated.items()}
        for name in NAME_PARTS[1:]:
            names = [self._of(field, name) for field in ("given_name", "family_name")]
            greeting = self._greeting(name)
            found.setdefault(name, []).extend([greeting, *names] if name == "gender" else [*names, greeting])
        for name in ("given_name", "family_name"):
            found[name] = [self._of(name)]
        if "title" in whole:  # a name's own title goes before that of a greeting
            found["title"].insert(-1, whole.pop("title"))
        if "entity_type" in whole:  # several people are a household, though it is said that they are persons
            found.setdefault("entity_type", []).insert(0, whole.pop("entity_type"))
        for name, column in whole.items():
            found.setdefault(name, []).append(column)
        said = {name: column for name, columns in found.items() if (column := _first(columns)) is not None}
        return said | _types(said) | self._put_together(said)

    def _put_together(self, said: Mapping[str, Texts]) -> dict[str, Texts]:
        """The whole names of those who have a given or a family name and no other."""
        named = [said[name].is_valid() for name in ("given_name", "family_name") if name in said]
        if not named:
            return {}
        parts = listed([said[name] for name in _IN_WHOLE if name in said], " ")
        found = pc.if_else(reduce(pc.or_, named), parts, pa.scalar(None, pa.string()))
        return {"full_name": pc.coalesce(said["full_name"], found) if "full_name" in said else found}

    def _whole(self, stated: Mapping[str, Texts], whole_names: WholeNames) -> dict[str, Texts]:
        if "full_name" not in self._columns:
            return {}
        beside: Any = pc.or_(self._of("given_name").is_valid(), self._of("family_name").is_valid())
        country = self._of("country").fill_null(self._country)
        return whole_names.parts(
            self._of("full_name"), country, stated.get("entity_type", self._none), beside
        )

    def _of(self, name: str, part: str = "value") -> Texts:
        is_said = name in self._columns and _says(self._columns[name].parts[part])
        return self._columns[name].column(part) if is_said else self._none

    def _greeting(self, name: str) -> Texts:
        is_said = "salutation" in self._columns and name in self._columns["salutation"].parts
        return self._columns["salutation"].column(name) if is_said else self._none


def _types(said: Mapping[str, Texts]) -> dict[str, Texts]:
    """Persons where one is named, though it is said that they are households."""
    if not {"entity_type", "given_name"} <= said.keys():
        return {}
    one = pc.and_(pc.equal(said["entity_type"], "household").fill_null(False), said["given_name"].is_valid())
    return {"entity_type": pc.if_else(one, pa.scalar("person", pa.string()), said["entity_type"])}


def _says(texts: Texts) -> bool:
    return bool(texts.null_count < len(texts))


def _first(columns: Sequence[Texts]) -> Texts | None:
    """What the first column says that says anything, row by row; None where none does."""
    saying = list(filter(_says, columns))
    return pc.coalesce(*saying) if saying else None
