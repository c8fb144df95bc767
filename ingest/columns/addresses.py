"""What the fields of an address say together, for many records at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.appending.record_arrays import IdentifierTexts, Texts
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.places import folded_place, full_postal_code, split_city
from ingest.columns.distinct import DistinctTexts

_NONE = pa.scalar(None, pa.string())

FIELDS = ("street", "house_number", "postal_code", "city", "country")
"""Fields of an address, in the order in which its identifier has them."""


class Addresses:
    """The addresses of many records: attributes and identifiers, as `ingest.ingestors` makes them of one."""

    def __init__(self, columns: Mapping[str, DistinctTexts], count: int, country: str) -> None:
        """`country` is that of records which name none."""
        self._columns = columns
        self._none = pa.nulls(count, pa.string())
        self._house, self._city = self._of("house_number"), self._of("city")
        self._other = self._house_is_other()
        self._street = self._chosen("name", "whole")
        self._number = pc.coalesce(self._house, self._of("street", "number"))
        self._code = self._of("postal_code")
        placed = pc.or_(pc.or_(self._city.is_valid(), self._code.is_valid()), self._street.is_valid())
        own = pc.if_else(placed, pa.scalar(country, pa.string()), _NONE)
        self._country = pc.coalesce(self._of("country"), own)
        self._code = self._full_codes()

    @property
    def usual_rows(self) -> npt.NDArray[np.bool_]:
        """Which records have no postal code in their city's field alone, and none but in ASCII: only there is
        lower case the same for Arrow and Python."""
        plain = pc.string_is_ascii(self._code).fill_null(True).to_numpy(zero_copy_only=False)
        if "city" not in self._columns:
            return np.asarray(plain)
        column = self._columns["city"]
        cities = column.parts["value"].to_pylist()
        hold_code = np.array([bool(city and split_city(city)[0]) for city in cities], dtype=bool)
        code_is_there = self._code.is_valid().to_numpy(zero_copy_only=False)
        usual: npt.NDArray[np.bool_] = plain & (~hold_code[column.codes.to_numpy()] | code_is_there)
        return usual

    @property
    def attributes(self) -> dict[str, Texts]:
        """The parts of the addresses, by attribute."""
        return dict(
            zip(FIELDS, (self._street, self._number, self._code, self._city, self._country), strict=True)
        )

    @property
    def identifiers(self) -> IdentifierTexts:
        """The addresses that are exact to the house."""
        code = pc.utf8_lower(pc.replace_substring(self._code, " ", "")).fill_null("")
        parts = (
            self._chosen("folded_name", "folded_whole"),
            pc.utf8_lower(self._number),
            code,
            self._folded_city(),
        )
        value = pc.binary_join_element_wise(*parts, pc.utf8_lower(self._country), "|")
        exact = pc.or_(self._code.is_valid(), self._city.is_valid())
        return IdentifierTexts.of("address", pc.if_else(exact, value, _NONE), self.attributes)

    def _of(self, name: str, part: str = "value") -> Texts:
        return self._columns[name].column(part) if name in self._columns else self._none

    def _house_is_other(self) -> Any:
        """Where a house number is given that is not the one in the street's line, which is then a name."""
        same = pc.equal(self._house, self._of("street", "number")).fill_null(False)
        return pc.and_not(self._house.is_valid(), same)

    def _chosen(self, name: str, whole: str) -> Texts:
        return pc.if_else(self._other, self._of("street", whole), self._of("street", name))

    def _full_codes(self) -> Texts:
        """Postal codes with the zeros that spreadsheets drop, told once for each pair of code and country."""
        codes, countries = self._code.dictionary_encode(), self._country.dictionary_encode()
        numbers = [it.indices.fill_null(-1).to_numpy().astype(np.int64) + 1 for it in (codes, countries)]
        pairs, places = np.unique(
            numbers[0] * (len(countries.dictionary) + 1) + numbers[1], return_inverse=True
        )
        known = [[None, *it.dictionary.to_pylist()] for it in (codes, countries)]
        each = (divmod(pair, len(known[1])) for pair in pairs.tolist())
        full = [known[0][at] and full_postal_code(known[0][at], known[1][of] or "") for at, of in each]
        return pc.take(pa.array(full, pa.string()), pa.array(places.astype(np.int32)))

    def _folded_city(self) -> Texts:
        if "city" not in self._columns:
            return pa.array([""] * len(self._none), pa.string())
        column = self._columns["city"]
        folded = [folded_place(city or "") for city in column.parts["value"].to_pylist()]
        return pa.array(folded, pa.string()).take(column.codes)
