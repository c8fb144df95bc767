"""Records that are columns already, as rows of the journal: hash by hash what `encode` makes of entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from graph.journal.appending.digests import digests_of
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.schema import IDENTIFIERS, PERSON_COLUMNS

Texts: TypeAlias = Any
"""A `pa.StringArray`: one text a row, or none. None has a character that JSON writes in another way."""

NOT_PLAIN = r'["\\\x00-\x1f]'
"""What JSON writes in another way (RE2)."""
_PLAIN = re.compile(r'[^"\\\x00-\x1f\ud800-\udfff]{0,50}')


@dataclass(frozen=True)
class IdentifierTexts:
    """The identifiers of one kind, at most one a record: `properties` as JSON or none, `in_order` the same
    with its keys in order, `{}` for none."""

    kind: str
    value: Texts
    properties: Texts
    in_order: Texts

    @classmethod
    def of(cls, kind: str, value: Texts, properties: Mapping[str, Texts]) -> IdentifierTexts:
        """Identifiers with properties that are texts, of which at least one is there with each value."""
        pairs = _pairs(properties)
        in_order = [pairs[name] for name in sorted(pairs)]
        return cls(kind, value, _object(list(pairs.values())), _object(in_order))


@dataclass(frozen=True)
class RecordTexts:
    """Records of one source: attributes by name, traits as JSON, identifiers in the order in which they are
    stored, times and the same as texts, where each was read."""

    source: str
    source_id: Texts
    attributes: Mapping[str, Texts]
    traits: Mapping[str, Texts]
    identifiers: Sequence[IdentifierTexts]
    observed_at: pa.Array[Any]
    observed_text: Texts
    file: str
    lines: npt.NDArray[np.int64]

    def rows(self) -> pa.Table:
        """Rows of `records`, but for what only the append knows."""
        count = len(self.source_id)
        source = pa.array([self.source] * count, pa.string())
        columns: dict[str, Any] = {
            "record_id": joined(f"{self.source}:", self.source_id),
            "source": source,
            "source_id": self.source_id,
            **{
                name: self.attributes.get(name, pa.array([None] * count, it))
                for name, it in PERSON_COLUMNS.items()
            },
            "traits": self._traits(),
            "identifiers": identifier_lists(self.identifiers, count),
            "observed_at": self.observed_at,
            "ended": pa.nulls(count, pa.string()),
            "content_hash": self._hashes(),
            "file": pa.array([self.file] * count, pa.string()),
            "line": pa.array(self.lines, pa.int64()),
        }
        return pa.table(columns)

    def _hashes(self) -> pa.Array[Any]:
        stated = _object(list(_pairs({it: self.attributes[it] for it in sorted(self.attributes)}).values()))
        source = orjson.dumps(self.source).decode()
        found = _behind_first([part for kind in sorted(self._kinds) for part in self._named(kind)], ",")
        time = joined('"', self.observed_text, '"').fill_null("null")
        traits = joined(',{"traits":', self._traits(), "}").fill_null("")
        content = joined(f'[{source},"', self.source_id, '",', stated, ",[", found, "],", time, traits, "]")
        return digests_of(content)

    def _traits(self) -> Texts:
        """The traits of each record as a JSON object; none for none."""
        if not self.traits:
            return pa.nulls(len(self.source_id), pa.string())
        found = _object([joined(f',"{name}":', self.traits[name]) for name in sorted(self.traits)])
        return pc.if_else(pc.equal(found, "{}"), pa.scalar(None, pa.string()), found)

    @property
    def _kinds(self) -> set[str]:
        return {it.kind for it in self.identifiers}

    def _named(self, kind: str) -> list[Texts]:
        """JSON of the identifiers of a kind, in the order of their values in each row, behind commas."""
        found = [(it.value, it.in_order) for it in self.identifiers if it.kind == kind]
        for last in range(len(found) - 1, 0, -1):
            for at in range(last):
                (one, of_one), (other, of_other) = found[at : at + 2]
                turned = pc.less(other.fill_null(""), one.fill_null(""))
                found[at] = pc.if_else(turned, other, one), pc.if_else(turned, of_other, of_one)
                found[at + 1] = pc.if_else(turned, one, other), pc.if_else(turned, of_one, of_other)
        return [joined(f',["{kind}","', value, '",', properties, "]") for value, properties in found]


def _pairs(texts: Mapping[str, Texts]) -> dict[str, Texts]:
    """What is there of each row as pairs of a JSON object, behind commas."""
    return {name: joined(f',"{name}":"', column, '"') for name, column in texts.items()}


def _object(pairs: Sequence[Texts]) -> Texts:
    """A JSON object for each row, of the pairs that are there."""
    found = pc.binary_join_element_wise("{", *pairs, "", null_handling="replace", null_replacement="")
    return joined(pc.binary_replace_slice(found, 1, 2, ""), "}")  # without the first comma


def identifier_lists(kinds: Sequence[IdentifierTexts], count: int) -> pa.Array[Any]:
    """The identifiers of each of so many rows, in the order given."""
    there = np.zeros((count, len(kinds)), dtype=bool)
    for place, it in enumerate(kinds):
        there[:, place] = it.value.is_valid()
    owners, places = there.nonzero()
    taken: Any = pa.array(places * count + owners)
    kind: Any = pa.array(places)
    offsets: Any = pa.array(np.concatenate([[0], there.sum(axis=1).cumsum()]).astype(np.int32))
    fields = (
        pa.array([it.kind for it in kinds], pa.string()).take(kind),
        _concatenated([it.value for it in kinds]).take(taken),
        _concatenated([it.properties for it in kinds]).take(taken),
    )
    items = pa.StructArray.from_arrays(fields, fields=list(IDENTIFIERS.value_type))
    return pa.ListArray.from_arrays(offsets, items, type=IDENTIFIERS)


def listed(parts: Sequence[Texts], mark: str) -> Texts:
    """What is there of each row, with the mark between; at least one part."""
    return _behind_first([joined(mark, part) for part in parts], mark)


def _behind_first(marked: Sequence[Texts], mark: str) -> Texts:
    """What is there of each row, of parts that begin with a mark, without the first mark."""
    # Arrow's own skipping of nulls loses the rows in which nothing is there.
    found = pc.binary_join_element_wise(*marked, "", null_handling="replace", null_replacement="")
    return pc.binary_replace_slice(found, 0, len(mark.encode()), "")


def joined(*parts: str | Texts) -> Texts:
    """Texts row by row; none where one of them is none."""
    return pc.binary_join_element_wise(*parts, "")


def _concatenated(columns: Sequence[Texts]) -> Texts:
    return pa.concat_arrays(columns) if columns else pa.nulls(0, pa.string())


def are_plain(texts: Texts, longest: int) -> npt.NDArray[np.bool_]:
    """Which texts, or none, are short and have nothing that JSON writes in another way."""
    if texts.null_count == len(texts):
        return np.ones(len(texts), dtype=bool)
    strange: Any = pc.or_(
        pc.match_substring_regex(texts, NOT_PLAIN), pc.greater(pc.binary_length(texts), longest)
    )
    found: npt.NDArray[np.bool_] = ~strange.fill_null(False).to_numpy(zero_copy_only=False)
    return found


def is_plain(text: str) -> bool:
    """Whether a text, such as the name of a source, is short, can be stored, and JSON writes it as it is."""
    return _PLAIN.fullmatch(text) is not None
