"""What the fields of an address say together, for many records at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.appending.record_arrays import IdentifierTexts, Texts
from graph.journal.tables.arrow import compute as pc
from ingest.cleaning.places.address_identifier import folded_place, folded_street
from ingest.cleaning.places.cities import says_more_than_a_city
from ingest.cleaning.places.postal_codes import full_postal_code
from ingest.cleaning.places.postal_forms import is_foreign
from ingest.cleaning.places.streets import street_habits
from ingest.columns.distinct import DistinctTexts
from ingest.columns.value_parts import STREET_PARTS, street_parts
from ingest.ingestors.customer_addresses import ADDRESS_FIELDS

_NONE = pa.scalar(None, pa.string())


class Addresses:
    """The addresses of many records: attributes and identifiers, as `ingest.ingestors` makes them of one."""

    def __init__(self, columns: Mapping[str, DistinctTexts], count: int, country: str) -> None:
        """`country` is that of records which name none."""
        self._columns = dict(columns)
        if "street" in columns and "country" in columns:
            stated = columns["country"].column("value")
            self._columns["street"] = _in_their_countries(columns["street"], stated, country)
        self._none = pa.nulls(count, pa.string())
        self._house, self._city = self._of("house_number"), self._of("city")
        self._other = self._house_is_other()
        self._street = self._chosen("name", "whole")
        self._number = pc.coalesce(self._house, self._of("street", "number"))
        self._code = self._of("postal_code")
        placed = pc.or_(pc.or_(self._city.is_valid(), self._code.is_valid()), self._street.is_valid())
        own = pc.if_else(placed, pa.scalar(country, pa.string()), _NONE)
        self._country = pc.coalesce(self._of("country"), own)
        self._code, self._abroad = self._full_codes(), self._has_foreign_code(country)

    @property
    def usual_rows(self) -> npt.NDArray[np.bool_]:
        """Which records have nothing but a name in their city's field, no code of a country that they do not
        say, and none but in ASCII: only there is lower case the same for Arrow and Python."""
        plain = pc.string_is_ascii(self._code).fill_null(True).to_numpy(zero_copy_only=False) & ~self._abroad
        if "city" not in self._columns:
            return np.asarray(plain)
        column = self._columns["city"]
        cities = column.parts["value"].to_pylist()
        say_more = np.array([bool(city and says_more_than_a_city(city)) for city in cities], dtype=bool)
        usual: npt.NDArray[np.bool_] = plain & ~say_more[column.codes.to_numpy()]
        return usual

    @property
    def attributes(self) -> dict[str, Texts]:
        """The parts of the addresses, by attribute."""
        return dict(
            zip(
                ADDRESS_FIELDS,
                (self._street, self._number, self._code, self._city, self._country),
                strict=True,
            )
        )

    @property
    def identifiers(self) -> IdentifierTexts:
        """The addresses that are exact to the house."""
        code = pc.utf8_lower(pc.replace_substring(self._code, " ", "")).fill_null("")
        parts = (
            _each(self._street, folded_street),
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

    def _has_foreign_code(self, own: str) -> npt.NDArray[np.bool_]:
        """Which records have a postal code that the country `own` has not, and state no country."""
        coded = self._code.dictionary_encode()
        foreign = pa.array([is_foreign(code, own) for code in coded.dictionary.to_pylist()], pa.bool_())
        found = pc.and_not(foreign.take(coded.indices), self._of("country").is_valid())
        marked: npt.NDArray[np.bool_] = found.fill_null(False).to_numpy(zero_copy_only=False)
        return marked

    def _folded_city(self) -> Texts:
        if "city" not in self._columns:
            return pa.array([""] * len(self._none), pa.string())
        column = self._columns["city"]
        folded = [folded_place(city or "") for city in column.parts["value"].to_pylist()]
        return pa.array(folded, pa.string()).take(column.codes)


def _each(texts: Texts, make: Callable[[str], str]) -> Texts:
    """What is made of each text, of equal ones once."""
    coded = texts.dictionary_encode()
    made = pa.array([make(text) for text in coded.dictionary.to_pylist()], pa.string())
    return made.take(coded.indices)


def _in_their_countries(streets: DistinctTexts, stated: Texts, own: str) -> DistinctTexts:
    """Streets as they are read in the countries that their rows state, where that is not as in `own`."""
    coded = stated.dictionary_encode()
    names, numbers = coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy()
    abroad: dict[Hashable, list[int]] = {}
    for number, name in enumerate(names):
        if (habits := street_habits(name)) != street_habits(own):
            abroad.setdefault(habits, []).append(number)
    codes, parts = streets.codes.to_numpy().copy(), streets.parts
    for countries in abroad.values():
        rows = np.isin(numbers, countries)
        lines, places = np.unique(codes[rows], return_inverse=True)
        read = [street_parts(line, names[countries[0]]) for line in _lines(streets, lines)]
        codes[rows] = len(parts["line"]) + places
        further = zip(STREET_PARTS, zip(*read, strict=True), strict=True)
        parts = {name: pa.concat_arrays([parts[name], pa.array(it, pa.string())]) for name, it in further}
    return DistinctTexts(pa.array(codes), parts, np.ones(len(parts["line"]), dtype=bool))


def _lines(streets: DistinctTexts, codes: npt.NDArray[np.intp]) -> list[str]:
    """The lines with these codes, empty where there is none."""
    return [line or "" for line in streets.parts["line"].take(pa.array(codes, pa.int64())).to_pylist()]
