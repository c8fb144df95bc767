"""What the fields of names say together, for many records at once, as `ingest.ingestors` has it of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from graph.journal.appending.record_arrays import Texts, listed
from graph.journal.tables.arrow import compute as pc
from ingest.columns.distinct import NAME_PARTS, DistinctTexts
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
        given, family = self._of("given_name"), self._of("family_name")
        said = whole | {
            "given_name": pc.coalesce(given, whole.get("given_name", self._none)),
            "family_name": pc.coalesce(family, whole.get("family_name", self._none)),
        }
        fields = ("given_name", "family_name")
        for name in NAME_PARTS[1:]:
            names = [*(self._of(field, name) for field in fields), whole.get(name, self._none)]
            greeting = self._greeting(name)
            said[name] = pc.coalesce(*([greeting, *names] if name == "gender" else [*names, greeting]))
        found = {
            name: pc.coalesce(stated[name], said[name]) if name in stated and name in said else column
            for name, column in (said | dict(stated)).items()
        }
        parts = listed([found[name] for name in _IN_WHOLE if name in found], " ")
        named = pc.or_(found["given_name"].is_valid(), found["family_name"].is_valid())
        put_together = pc.if_else(named, parts, pa.scalar(None, pa.string()))
        return found | {"full_name": pc.coalesce(found.get("full_name", self._none), put_together)}

    def _whole(self, stated: Mapping[str, Texts], whole_names: WholeNames) -> dict[str, Texts]:
        if "full_name" not in self._columns:
            return {}
        beside: Any = pc.or_(self._of("given_name").is_valid(), self._of("family_name").is_valid())
        country = self._of("country").fill_null(self._country)
        return whole_names.parts(
            self._of("full_name"), country, stated.get("entity_type", self._none), beside
        )

    def _of(self, name: str, part: str = "value") -> Texts:
        return self._columns[name].column(part) if name in self._columns else self._none

    def _greeting(self, name: str) -> Texts:
        is_said = "salutation" in self._columns and name in self._columns["salutation"].parts
        return self._columns["salutation"].column(name) if is_said else self._none
